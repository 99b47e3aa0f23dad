"""Puts script and what fetches wherever a pack takes words or files, and looks whether any of it is left.

    check.py RECTO OPEN.MJS

Every pack is exported as PDF, EPUB and HTML. These are read by parsers that others wrote, and opened in
Chromium, which is to hear nothing: no dialog, no request, no refusal of a policy, no way out. Documents
that do harm are read and opened first, so that what hears nothing is known to hear.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path

import packs
import planted
import read


def main(recto: Path, browser: Path) -> int:
    numbers = packs.Numbers()
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = packs.all_packs(folder / "packs", numbers)
        with ThreadPoolExecutor(cpu_count()) as workers:
            outputs = list(workers.map(lambda pack: built(recto, pack, folder / "out"), made))
        first = folder / "out" / "clean" / "clean.html"
        clean = read.clean(first)
        for fault in planted.unheard(
            folder / "planted", lambda documents: listened(browser, documents), first
        ):
            faults += 1
            print(f"not heard: {fault}", flush=True)
        for pack, output in zip(made, outputs, strict=True):
            for fault in faults_of(output, clean):
                faults += 1
                print(f"{pack.folder.name}: {fault}", flush=True)
        documents = [document for output in outputs for document in opened(output)]
        for path, heard in listened(browser, documents).items():
            faults += len(heard)
            for what in heard:
                print(f"{Path(path).relative_to(folder)}: {what}", flush=True)
    print(
        f"injection: {len(numbers.names)} vectors in {len(made)} packs, {len(documents)} documents opened, {faults} faults"
    )
    if faults:
        for number, name in enumerate(numbers.names, 1):
            print(f"  {number} is {name}")
    return 1 if faults else 0


def built(recto: Path, pack: packs.Pack, folder: Path) -> dict[str, Path | str]:
    """The outputs of a pack by kind; where one is missing that must not be, what Recto said last."""
    out = folder / pack.folder.name
    words = [recto, "build", "--quiet", "--on", "2027-03-01", "--to", ",".join(pack.kinds), *pack.options]
    said = subprocess.run(
        [*words, "--output", out, pack.folder], capture_output=True, text=True, errors="replace", check=False
    )
    found = {kind: next(out.glob(f"*.{kind}"), None) for kind in pack.kinds}
    last = said.stderr.strip().rsplit("\n", 1)[-1]
    if pack.may_be_refused and last.startswith("nothing is written") and not any(found.values()):
        return {}
    return {kind: path or f"no {kind}: {last}" for kind, path in found.items()}


def faults_of(output: dict[str, Path | str], clean: read.Clean) -> Iterator[str]:
    """What a reader of the files finds."""
    readers = {"epub": read.of_epub, "html": lambda path: read.of_html(path, clean), "pdf": read.of_pdf}
    for kind, path in output.items():
        found = [path] if isinstance(path, str) else readers[kind](path)
        yield from (f"{kind}: {fault}" for fault in found)


def opened(output: dict[str, Path | str]) -> Iterator[dict]:
    """The documents that a browser opens: the file of HTML, and each of the book."""
    if isinstance(output.get("html"), Path):
        yield {"path": str(output["html"]), "book": False}
    if isinstance(output.get("epub"), Path):
        folder = output["epub"].with_suffix("")
        with zipfile.ZipFile(output["epub"]) as book:
            book.extractall(folder)
        for path in sorted(folder.glob("EPUB/*.xhtml")):
            yield {"path": str(path), "book": True}


def listened(browser: Path, documents: list[dict]) -> dict[str, list[str]]:
    said = subprocess.run(
        ["node", browser], input=json.dumps(documents), capture_output=True, text=True, check=True
    )
    return json.loads(said.stdout)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
