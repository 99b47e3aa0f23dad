"""Compares the ids of headings with those of the tools: `python3 ids.py RECTO`, in a folder that has
the packages of `package.json`.

The headings of `headings.txt` become a page. Each tool gives its ids; then Recto makes HTML of the
page in a folder of that tool, with a link to each of those ids, and every link has to lead to its
heading, without a finding. What differs for a reason is in `differences.txt`.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
# The tool, how it is run, and the settings that make a folder one of its own.
TOOLS = {
    "github": (["node", "github.mjs"], "", ""),
    "kramdown": (["ruby", "kramdown.rb"], "_config.yml", ""),
    "python-markdown": ([sys.executable, "python_markdown.py"], "mkdocs.yml", "docs"),
}


def listed() -> set[tuple[str, str]]:
    """The headings whose ids differ for a reason, by tool."""
    lines = (HERE / "differences.txt").read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(tool, heading) for tool, heading, _reason in fields}


def page_of(headings: list[str]) -> str:
    return "# The headings of this page\n\n" + "".join(f"## {heading}\n\n" for heading in headings)


def ids_of(command: list[str], page: Path) -> list[str]:
    """What a tool calls the headings of a page."""
    program, script = command
    run = [program, str(HERE / script), str(page)]
    out = subprocess.run(run, check=True, capture_output=True, text=True)
    return out.stdout.split("\n")[:-1]


def led_to(recto: str, folder: Path) -> tuple[list[str], list[str], str]:
    """Where the links of a page lead in its HTML, the ids of its headings, and what was told."""
    command = [recto, "build", "--to", "html", "--output", str(folder / "dist"), str(folder)]
    told = subprocess.run(command, capture_output=True, text=True).stderr
    html = next((folder / "dist").glob("*.html")).read_text(encoding="utf-8")
    headings = re.findall(r'<h2 id="([^"]*)"', html)
    targets = re.findall(r'<a href="#([^"]*)"[^>]*>to [0-9]+</a>', html)
    return headings, targets, told


def compare(tool: str, headings: list[str], recto: str) -> list[str]:
    command, settings, root = TOOLS[tool]
    known = listed()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "book"
        pages = folder / root
        pages.mkdir(parents=True)
        if settings:
            (folder / settings).write_text("site_name: Book\ntitle: Book\n", encoding="utf-8")
        page = pages / "index.md"
        page.write_text(page_of(headings), encoding="utf-8")
        ids = ids_of(command, page)[-len(headings):]
        if len(ids) != len(headings):
            return [f"{tool}: {len(ids)} ids for {len(headings)} headings"]
        asked = [(at, it) for at, it in enumerate(ids) if it and (tool, headings[at]) not in known]
        links = "".join(f"[to {at}](<#{name}>)\n\n" for at, name in asked)
        page.write_text(page_of(headings) + links, encoding="utf-8")
        found, targets, told = led_to(recto, folder)
    if len(found) != len(headings) or len(targets) != len(asked):
        return [f"{tool}: {len(found)} headings and {len(targets)} links of {len(asked)}", told]
    faults = [
        f"{tool}: `{headings[at]}` is `{name}`, which leads to `{target}`, not to `{found[at]}`"
        for (at, name), target in zip(asked, targets)
        if target != found[at]
    ]
    if "as another tool makes it" in told or "is written `#" in told:
        faults.append(f"{tool}: {told}")
    return faults


def main() -> None:
    recto = os.path.abspath(sys.argv[1])
    headings = (HERE / "headings.txt").read_text(encoding="utf-8").splitlines()
    faults = []
    for tool in TOOLS:
        faults += compare(tool, headings, recto)
    print("\n".join(faults) or f"{len(headings)} headings, {len(TOOLS)} tools")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
