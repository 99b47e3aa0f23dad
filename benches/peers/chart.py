"""How many times as long others take, as a chart in SVG that is legible by day and by night."""

ROW, LEFT, WIDTH, TOP = 22, 210, 430, 34
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.own{fill:#2f6f4f}.other{fill:#8fa3b5}.head{font-weight:600}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.own{fill:#5fbf8f}.other{fill:#5b7186}}"
)


def of(jobs):
    """A bar for each way of each job, Recto's being 1."""
    rows = []
    for job in jobs:
        rows.append(("head", f"{job.pack}: {job.name}", None))
        for way in job.ways:
            rows.append(("own" if way == "Recto" else "other", way, job.times(way)))
    longest = max(times for _, _, times in rows if times is not None)
    parts = []
    for at, (kind, label, times) in enumerate(rows):
        y = TOP + at * ROW
        if times is None:
            parts.append(f'<text class="head" x="10" y="{y + 15}">{label}</text>')
            continue
        width = max(times / longest * WIDTH, 1.0)
        parts.append(f'<text x="24" y="{y + 15}">{label}</text>')
        parts.append(f'<rect class="{kind}" x="{LEFT}" y="{y + 4}" width="{width:.1f}" height="{ROW - 8}" rx="2"/>')
        parts.append(f'<text x="{LEFT + width + 6:.1f}" y="{y + 15}">{times:.1f}</text>')
    height = TOP + len(rows) * ROW + 8
    title = "Times as long as Recto takes (medians, whole processes)"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 60} {height}" role="img" '
        f'aria-label="{title}"><style>{STYLE}</style><text class="head" x="10" y="20">{title}</text>'
        f'{"".join(parts)}</svg>\n'
    )
