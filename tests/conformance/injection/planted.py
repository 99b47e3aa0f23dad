"""Documents that do harm, to know that it is heard."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import harm
import read
import vectors

# Each with a word of what has to be found in it.
ELEMENTS = {
    "<script>alert(1)</script>": "<script>",
    "<b onclick='x'/>": "onclick",
    "<a href=' java&#9;script:x'/>": "href",
    "<a href='data:text/html,x' download='x'/>": "href",
    "<img src='https://a.example/x.png'/>": "src",
    "<img srcset='//a.example/x.png 2x'/>": "srcset",
    "<img src='data:text/html,x'/>": "src",
    "<img src='data:image/svg+xml,%3Csvg onload=%27x%27/%3E'/>": "drawing",
    "<s:use xmlns:s='http://www.w3.org/2000/svg' href='a.svg#x'/>": "href",
    "<s:rect xmlns:s='http://www.w3.org/2000/svg' fill='url(https://a.example/x)'/>": "fill",
    "<style>@\\69mport 'a'</style>": "style",
    "<p style='background:url(https://a.example/x)'/>": "style",
    "<p style='background:\\75 rl(//a.example/x)'/>": "style",
    "<form/>": "<form>",
    "<base href='/'/>": "<base>",
    "<meta http-equiv='refresh' content='0;url=https://a.example/'/>": "http-equiv",
    "<iframe srcdoc=''/>": "<iframe>",
    "<?xml-stylesheet href='a.xsl'?>": "instruction",
    "<p style='-moz-binding: url(#x)'/>": "style",
}
# What a browser has to hear of each of these.
PAGES = {
    "dialog": "<img src=x onerror=alert(1)>",
    "request": "<img src='https://a.example/x.png'>",
    "console": "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\"><script>alert(1)</script>",
    "refused": "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\"><b onclick='alert(1)'>b</b><a href='javascript:alert(1)'>a</a>",
    "way out": "<meta http-equiv='refresh' content='0;url=data:text/html,x'><a href='x.html' id=x>a</a><script>location.href = 'other.html'</script>",
    "script": "<a href='javascript:missing()'>a</a>",
    "refused: opens": "<b onclick='window.open(\"about:blank\")'>b</b>",
}


# What is changed in a clean file of HTML, which is no clean one any more.
CHANGES = {
    "a policy that lets in more": ("img-src data:", "img-src data: https:"),
    "a policy without scripts": ("script-src", "x-src"),
    "a policy that is gone": ("Content-Security-Policy", "X"),
    "a script more": ("</main>", "<script>alert(1)</script></main>"),
    "another script": ('"use strict";', '"use strict"; alert(1);'),
    "another style": ("<style>", "<style>p { color: red }"),
    "an element before the policies": (
        '<meta charset="utf-8">',
        '<meta charset="utf-8"><link rel="icon" href="data:image/png,">',
    ),
    "a field to write in": ("</main>", '<input type="text"></main>'),
    "a handler": ("<main ", "<main onclick=x() "),
}


def documents(folder: Path) -> list[dict]:
    """Documents for the browser, one for each of PAGES."""
    made = []
    for number, body in enumerate(PAGES.values()):
        path = folder / f"{number}.html"
        path.write_text(f"<!DOCTYPE html><title>A</title>{body}", encoding="utf-8")
        made.append({"path": str(path), "book": False})
    return made


def unheard(made: list[dict], heard: dict[str, list[str]]) -> Iterator[str]:
    """What the browser did not tell of its documents."""
    for (what, body), document in zip(PAGES.items(), made, strict=True):
        told = heard.pop(document["path"])
        if not any(each.startswith(what) for each in told):
            yield f"{what} in {body}: {told}"


def unread(folder: Path, clean: Path) -> Iterator[str]:
    """The harm that the readers of files do not find, and what they find in a clean file."""
    for element, word in ELEMENTS.items():
        found = list(harm.of_xml(f"<p>{element}</p>".encode(), {"a.css"}))
        if not any(word in fault for fault in found):
            yield f"{element}: {found}"
    for head in ("<!DOCTYPE p [<!ENTITY x 'y'>]>", "<?xml-stylesheet href='a.xsl'?>"):
        if not list(harm.of_xml(f"{head}<p/>".encode(), set())):
            yield f"{head} before an element"
    for name, (in_catalog, in_page) in vectors.PDFS.items():
        path = folder / "a.pdf"
        path.write_bytes(vectors.pdf(vectors.filled(in_catalog, 1), vectors.filled(in_page, 1)))
        if not list(read.of_pdf(path)):
            yield f"a PDF with {name}"
    known = read.clean(clean)
    yield from (f"in a clean file: {fault}" for fault in read.of_html(clean, known))
    text = clean.read_text(encoding="utf-8")
    for name, (before, after) in CHANGES.items():
        path = folder / "a.html"
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        if before not in text or not list(read.of_html(path, known)):
            yield f"a file with {name}"
    with zipfile.ZipFile(folder / "a.epub", "w") as book:
        book.writestr("EPUB/../a.xhtml", "<p>")
    if len(list(read.of_epub(folder / "a.epub"))) != 2:
        yield "a book with a name that leads out, and a broken page"
