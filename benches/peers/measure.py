"""Runs Recto and the others in turn on the same packs, and says what each took.

A run is a whole process, from nothing to files; time is wall-clock, memory the most that it held, of all
its own processes the largest. Medians of the rounds are compared.
"""

import argparse
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

import chart
import packs

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / "target/peers"
RECTO = ROOT / "target/release/recto"
TOOLS = pathlib.Path(sys.executable).parent
MARKS = ("<!-- peers -->\n", "<!-- end of peers -->\n")


@dataclass
class Job:
    """A piece of work, and the command lines that do it, one after the other, for each tool."""

    pack: str
    name: str
    ways: dict
    seconds: dict = field(default_factory=dict)
    megabytes: dict = field(default_factory=dict)

    def median(self, way):
        return statistics.median(self.seconds[way])

    def peak(self, way):
        return statistics.median(self.megabytes[way])

    def times(self, way):
        """How many times as long another way takes as Recto's."""
        return self.median(way) / self.median("Recto")


def pandoc():
    import pypandoc

    return pypandoc.get_pandoc_path()


def joined(pages, target):
    """The pages as one file, as pandoc's users join them: titles are chapters, headings below them."""
    parts = []
    for page in pages:
        text = page.read_text().split("---\n", 2)[2]
        parts.append(text.replace("](../pictures/", f"]({page.parent.parent}/pictures/"))
    target.write_text("\n".join(parts))


def jobs_of(name):
    """What is done with a pack."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    source, out = folder / "pack", folder / "out"
    source.mkdir(parents=True)
    out.mkdir()
    pages = packs.make(name, source)
    book = folder / "book.md"
    joined(pages, book)
    recto = lambda formats: [[RECTO, "build", source, "--quiet", "--to", formats, "--output", out]]
    convert = lambda *more: [pandoc(), book, "--from", "markdown", "--metadata", "title=A book", "--toc", *more]
    as_typst = convert("--standalone", "--to", "typst", "--output", folder / "book.typ")
    typst = [sys.executable, pathlib.Path(__file__).parent / "with_typst.py", folder / "book.typ", out / "typst.pdf"]
    epub = convert("--to", "epub3", "--output", out / "pandoc.epub")
    html = convert("--standalone", "--embed-resources", "--to", "html5", "--output", out / "pandoc.html")
    weasyprint = [TOOLS / "weasyprint", "--quiet", out / "pandoc.html", out / "weasyprint.pdf"]
    # What Typst alone is given is made before, and not counted.
    subprocess.run(as_typst, check=True)
    # A pack of a thousand sheets takes WeasyPrint many minutes and much memory.
    slow = {} if name == "big" else {"pandoc + WeasyPrint": [html, weasyprint]}
    return [
        Job(name, "PDF", {"Recto": recto("pdf"), "Typst": [typst], "pandoc + Typst": [as_typst, typst], **slow}),
        Job(name, "EPUB", {"Recto": recto("epub"), "pandoc": [epub]}),
        Job(name, "HTML", {"Recto": recto("html"), "pandoc": [html]}),
        Job(name, "all three", {"Recto": recto("pdf,epub,html"), "pandoc + Typst": [as_typst, typst, epub, html]}),
    ]


def timed(command):
    """Runs a command line and says how many seconds it took and how many megabytes it held at most."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure(jobs, rounds):
    """All ways in turn, round by round, so that what else the machine does falls on all of them."""
    for number in range(rounds):
        for job in jobs:
            for way, commands in job.ways.items():
                taken = [timed(command) for command in commands]
                job.seconds.setdefault(way, []).append(sum(seconds for seconds, _ in taken))
                job.megabytes.setdefault(way, []).append(max(held for _, held in taken))
                print(f"{number + 1}/{rounds} {job.pack}, {job.name}: {way} {job.seconds[way][-1]:.2f} s", file=sys.stderr)


def table(jobs):
    """The medians as a table of Markdown."""
    lines = ["| work | Recto | beside it | times as fast |", "| :-- | --: | :-- | --: |"]
    for job in jobs:
        said = lambda way: f"{job.median(way):.2f} s, {job.peak(way):,.0f} MB"
        others = [way for way in job.ways if way != "Recto"]
        beside = "; ".join(f"{way} {said(way)}" for way in others)
        ratios = " / ".join(f"{job.times(way):.1f}" for way in others)
        lines.append(f"| {job.pack}: {job.name} | {said('Recto')} | {beside} | {ratios} |")
    return "\n".join(lines) + "\n"


def machine():
    """On what it was measured, and when."""
    from importlib.metadata import version

    names = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    own = subprocess.check_output([pandoc(), "--version"], text=True).split()[1]
    versions = f"pandoc {own}, Typst {version('typst')}, WeasyPrint {version('weasyprint')}"
    day = time.strftime("%Y-%m-%d")
    return f"{os.cpu_count()} cores ({names[0] if names else platform.machine()}), {day}; {versions}. `cargo build --release`.\n"


def write(text):
    """Puts the table in its place in README.md."""
    readme = ROOT / "README.md"
    start, end = MARKS
    before, rest = readme.read_text().split(start)
    _, after = rest.split(end)
    readme.write_text(before + start + text + end + after)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", default="page,guide,big")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    jobs = [job for name in asked.packs.split(",") for job in jobs_of(name)]
    measure(jobs, asked.rounds)
    text = table(jobs) + "\n" + machine()
    print(text)
    (WORK / "peers.svg").write_text(chart.of(jobs))
    if asked.write:
        write(text)
        (ROOT / "docs/images/peers.svg").write_text(chart.of(jobs))


if __name__ == "__main__":
    main()
