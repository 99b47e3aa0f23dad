#!/usr/bin/env python3
"""What each dependency costs: seconds to build it, and its code in the command.

    cargo clean && cargo build --release --timings
    benches/dependency-costs.py              prints the costs of each row of docs/dependencies.md
    benches/dependency-costs.py --write      writes them there

Seconds are those that one core spends on the release build. "Alone" are the crates of a row; "in all"
counts those that nothing else brings, so that it is what would be saved without the row. Code is the
machine code of the same crates in the binary, by its symbols; what a crate uses of generic code
compiled elsewhere counts there. Tables and grammars that are data are not counted.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"


def seconds_by_crate():
    """Seconds of the last timed build, by name and version."""
    report = (ROOT / "target/cargo-timings/cargo-timing.html").read_text()
    units = json.loads(re.search(r"UNIT_DATA = (\[.*?\]);", report, re.S).group(1))
    seconds = collections.Counter()
    for unit in units:
        seconds[unit["name"], unit["version"]] += unit["duration"]
    return seconds


def code_by_crate():
    """Bytes of code in the binary, by the crate that a symbol's name starts with."""
    symbols = subprocess.run(["nm", "--demangle", "--print-size", ROOT / "target/release/recto"],
                             capture_output=True, text=True, check=True).stdout
    code = collections.Counter()
    for symbol in symbols.splitlines():
        size = re.match(r"\S+ ([0-9a-f]+) [tT] (.*)", symbol)
        crate = size and re.match(r"[<&*\[(\s]*(?:mut |dyn |const )?\(?([a-z]\w*)::", size.group(2))
        if crate:
            code[crate.group(1)] += int(size.group(1), 16)
    return code


class Graph:
    """The crates of the library and the command, and which needs which."""

    def __init__(self):
        read = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"],
                              capture_output=True, text=True, check=True, cwd=ROOT)
        data = json.loads(read.stdout)
        self.crates = {crate["id"]: crate for crate in data["packages"]}
        self.nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
        self.root = data["resolve"]["root"]

    def needs(self, crate):
        """What a crate needs outside of tests."""
        return {need["pkg"] for need in self.nodes[crate]["deps"]
                if any(kind["kind"] != "dev" for kind in need["dep_kinds"])}

    def reached(self, starts):
        """All crates that some need, those among them."""
        found, left = set(), list(starts)
        while left:
            crate = left.pop()
            if crate not in found:
                found.add(crate)
                left += self.needs(crate)
        return found

    def named(self, names):
        return {crate for crate in self.needs(self.root) if self.crates[crate]["name"] in names}


def costs(graph, names, seconds, code):
    """The three figures of a row: seconds alone and in all, kilobytes in all."""
    own = graph.named(names)
    others = graph.reached(graph.needs(graph.root) - own)
    brought = graph.reached(own) - others

    def time(crates):
        found = (graph.crates[crate] for crate in crates)
        return sum(seconds[crate["name"], crate["version"]] for crate in found)

    size = sum(code[graph.crates[crate]["name"].replace("-", "_")] for crate in brought)
    return f"{time(own):.1f}", f"{time(brought):.1f}", f"{size / 1000:.0f}"


def main():
    graph, seconds, code = Graph(), seconds_by_crate(), code_by_crate()
    page = PAGE.read_text()
    table = page.split("For tests only:")[0]
    for row in re.findall(r"^\| `.*$", table, re.M):
        cells = row.strip("| ").split(" | ")
        figures = costs(graph, re.findall(r"`([^`]+)`", cells[0]), seconds, code)
        print(f"{cells[0]:40} {figures[0]:>6} s {figures[1]:>6} s {figures[2]:>6} kB")
        page = page.replace(row, "| " + " | ".join([*cells[:3], *figures]) + " |")
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page)


if __name__ == "__main__":
    main()
