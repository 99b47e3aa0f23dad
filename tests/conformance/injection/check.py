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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = packs.all_packs(folder / "packs", numbers)
        with ThreadPoolExecutor(cpu_count()) as workers:
            outputs = list(workers.map(lambda pack: built(recto, pack, folder / "out"), made))
        faults = [*of_readers(folder, made, outputs), *of_browser(folder, browser, outputs)]
    for fault in faults:
        print(fault)
    print(f"injection: {len(numbers.names)} vectors in {len(made)} packs, {len(faults)} faults")
    if faults:
        for number, name in enumerate(numbers.names, 1):
            print(f"  {number} is {name}")
    return 1 if faults else 0


def of_readers(folder: Path, made: list[packs.Pack], outputs: list[dict[str, Path | str]]) -> Iterator[str]:
    """What readers of files find, and what they miss in files that do harm."""
    first = folder / "out" / "clean" / "clean.html"
    (folder / "planted").mkdir()
    yield from (f"not found: {fault}" for fault in planted.unread(folder / "planted", first))
    clean = read.clean(first)
    for pack, output in zip(made, outputs, strict=True):
        yield from (f"{pack.folder.name}: {fault}" for fault in faults_of(output, clean))


def of_browser(folder: Path, browser: Path, outputs: list[dict[str, Path | str]]) -> Iterator[str]:
    """What the browser hears, and what it misses of documents that do harm."""
    harmful = planted.documents(folder / "planted")
    heard = listened(browser, harmful + opened(outputs))
    yield from (f"not heard: {fault}" for fault in planted.unheard(harmful, heard))
    for path, told in heard.items():
        yield from (f"{Path(path).relative_to(folder)}: {what}" for what in told)


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


def opened(outputs: list[dict[str, Path | str]]) -> list[dict]:
    """The documents that a browser opens: the files of HTML, and each of the books. One that is in several
    books with the same style sheet is opened once."""
    files = [output["html"] for output in outputs if isinstance(output.get("html"), Path)]
    books: dict[tuple[bytes, bytes], Path] = {}
    for path in (output["epub"] for output in outputs if isinstance(output.get("epub"), Path)):
        folder = path.with_suffix("")
        with zipfile.ZipFile(path) as book:
            book.extractall(folder)
        style = (folder / "EPUB" / "style.css").read_bytes()
        for document in sorted(folder.glob("EPUB/*.xhtml")):
            books.setdefault((document.read_bytes(), style), document)
    return [
        *({"path": str(path), "book": False} for path in files),
        *({"path": str(path), "book": True} for path in books.values()),
    ]


def listened(browser: Path, documents: list[dict]) -> dict[str, list[str]]:
    said = subprocess.run(
        ["node", browser], input=json.dumps(documents), capture_output=True, text=True, check=True
    )
    return json.loads(said.stdout)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
