"""Holds what Recto makes of the tools' folders to the tools' own answers: `python3 compare.py RECTO`.

Which pages are published, in what order, what each is called, the ids of its headings, where its
links lead, its words in order, and the quotation marks, dashes and dots between them as they are set.
What differs for a reason is in `pages.txt`; what differs and is not there, and what is there and
differs no longer, are faults. So is an answer to a folder that is not the one that `folders.py`
writes now.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from html import unescape
from pathlib import Path

import html_page
from answers import digest
from folders import TOOLS

HERE = Path(__file__).parent


class Recto:
    """What Recto makes of a folder."""

    def __init__(self, program: str, folder: Path, out: Path) -> None:
        command = [program, "build", "--on", "2027-01-01", "--to", "html", "--output", str(out), str(folder)]
        self.told = subprocess.run(command, capture_output=True, text=True).stderr
        html = next(out.glob("*.html")).read_text(encoding="utf-8")
        listing = subprocess.run([program, "list", "--on", "2027-01-01", str(folder)],
                                 check=True, capture_output=True, text=True).stdout
        files = [line.split("  ")[-1].strip() for line in listing.split("left out:")[0].splitlines()[1:]
                 if not re.match(r"\S.*:$", line)]
        articles = re.findall(r'<article id="([^"]+)"', html)
        self.names = dict(re.findall(r'<li class="of-page"><a href="#([^"]+)">(.*?)</a>', html))
        self.file_of = {it: file if file.endswith(".md") else "" for it, file in zip(articles, files)}
        opens = lambda tag, attrs: attrs["id"] if tag == "article" else None
        self.pages = html_page.read(html, opens)
        self.shown = [it for it in articles if self.file_of[it]]

    def headings(self, article: str) -> list[list[str]]:
        """The headings of a page, with their ids as they were before its own came first."""
        return [[words, id.removeprefix(f"{article}--")] for words, id in self.pages[article].headings]

    def target(self, href: str) -> str:
        """Where a link leads: a file, and which of its headings."""
        if not href.startswith("#"):
            return href
        place = href[1:]
        for article in self.shown:
            if place == article:
                return self.file_of[article]
            ids = [it[1] for it in self.pages[article].headings]
            if place in ids:
                return f"{self.file_of[article]} {ids.index(place)}"
        return href


def name(text: str) -> str:
    return html_page.squeezed(unescape(re.sub("<[^>]*>", "", text)))


def valid(id: str) -> str:
    """An id with the signs replaced that an XML name cannot hold; a link to it is understood as it is
    written."""
    def keep(sign: str) -> bool:
        kind = unicodedata.category(sign)
        odd = sign in "\u00aa\u00b2\u00b3\u00b9\u00ba\u00bc\u00bd\u00be" or "\u2160" <= sign <= "\u2188"
        return sign in "-._" or kind[0] == "M" or (kind[0] in "LN" and not odd)

    return "".join(sign if keep(sign) else "-" for sign in id)


def differences(answers: dict, recto: Recto) -> list[tuple[str, str, str]]:
    """What differs: of which page, in what, and how."""
    found = []
    theirs = {page["file"]: page for page in answers["pages"]}
    ours = {recto.file_of[it]: it for it in recto.shown}
    found += [(file, "missing", "") for file in theirs if file not in ours]
    found += [(file, "extra", "") for file in ours if file not in theirs]
    if answers["tool"] != "jekyll":  # It has no order of its own.
        common = [file for file in theirs if file in ours]
        mine = [file for file in ours if file in theirs]
        found += [(it, "order", f"stands where {at} does") for at, it in zip(common, mine) if at != it][:1]
    for file, page in theirs.items():
        if file in ours:
            found += [(file, *it) for it in of_page(page, recto, ours[file])]
    return found


def of_page(page: dict, recto: Recto, article: str) -> list[tuple[str, str]]:
    found = []
    called = name(recto.names.get(article, ""))
    if called != name(page["name"]):
        found.append(("name", f"`{page['name']}`, here `{called}`"))
    theirs, ours = page["headings"], recto.headings(article)
    # A title that the tool's theme shows above the page is Recto's first heading.
    shift = len(ours) - len(theirs)
    if shift not in (0, 1):
        found.append(("headings", f"{len(theirs)}, here {len(ours)}"))
        return found
    for at, ((_, theirs_id), (words, id)) in enumerate(zip(theirs, ours[shift:])):
        if valid(theirs_id) != id and at + shift > 0:
            found.append(("id", f"`{words}`: `{theirs_id}`, here `{id}`"))
    links = [[words, moved(recto.target(href), page, recto)] for words, href in recto.pages[article].links]
    for (words, there), (_, here) in zip(page["links"], links):
        if there != here:
            found.append(("link", f"`{words}`: {there}, here {here}"))
    if len(links) != len(page["links"]):
        found.append(("links", f"{len(page['links'])}, here {len(links)}"))
    title = ours[0][0] if shift else ""
    shown = recto.pages[article]
    differs = first_difference(page["words"].split(), shown.words, html_page.words_of(title))
    if differs:
        found.append(("words", differs))
    elif differs := first_difference(page["signs"].split(), shown.signs, html_page.signs_of(title)):
        found.append(("signs", differs))
    return found


def first_difference(wanted: list[str], got: list[str], title: list[str]) -> str:
    """Where two texts part; a title above the second one is no part of it."""
    got = got[len(title):] if got[:len(title)] == title else got
    pairs = enumerate(zip(wanted, got))
    at = next((at for at, (one, other) in pairs if one != other), min(len(wanted), len(got)))
    if wanted == got:
        return ""
    start = max(at - 3, 0)
    return f"`{' '.join(wanted[start:at + 6])}`, here `{' '.join(got[start:at + 6])}`"


def moved(target: str, page: dict, recto: Recto) -> str:
    """A target whose heading is counted as the tool counts, which may not count the title."""
    file, _, number = target.rpartition(" ")
    if not number.isdigit():
        return target
    return f"{file} {int(number) - recto.shift[file]}"


def compare(tool: str, program: str, listed: set[tuple[str, str]]) -> list[str]:
    answers = json.loads((HERE / "answers" / f"{tool}.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "harbour"
        TOOLS[tool].write(folder)
        if digest(folder) != answers["folder"]:
            return [f"{tool}: the folder is another one than {tool} was asked about; run answers.py {tool}"]
        recto = Recto(program, folder, Path(scratch) / "out")
    theirs = {page["file"]: len(page["headings"]) for page in answers["pages"]}
    recto.shift = {file: len(recto.pages[it].headings) - theirs.get(file, 0) for it, file in recto.file_of.items()}
    found = {(f"{tool} {file}", kind): how for file, kind, how in differences(answers, recto)}
    faults = [f"{page}\t{kind}\t{how}" for (page, kind), how in found.items() if (page, kind) not in listed]
    own = {it for it in listed if it[0].startswith(f"{tool} ")}
    faults += [f"{page}\t{kind}\tdiffers no longer" for page, kind in sorted(own - set(found))]
    said = re.findall(r"(?:warning|error)\[(?:broken-link|page-order|held-back|letter-case).*", recto.told)
    return faults + [f"{tool}: {line}" for line in said]


def main() -> None:
    lines = (HERE / "pages.txt").read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
    listed = {(page, kind) for page, kind, _reason in fields}
    faults, program = [], os.path.abspath(sys.argv[1])
    for tool in TOOLS:
        faults += compare(tool, program, listed)
    print("\n".join(faults) or f"{len(TOOLS)} folders, as their tools read them but for {len(listed)} differences")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
