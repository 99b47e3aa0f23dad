"""Reads finished documents back with parsers that others wrote, and finds what must not be in them."""

import base64
import hashlib
import json
import posixpath
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import harm
import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"


class Clean(NamedTuple):
    """What a file of HTML has that nobody tried to harm."""

    policies: list[dict[str, set[str]]]
    scripts: set[str]


def clean(path: Path) -> Clean:
    root = parsed(path)
    return Clean(policies(root), {digest(it) for it in root.iter(XHTML + "script") if not it.get("type")})


def parsed(path: Path):
    return html5lib.parse(path.read_text(encoding="utf-8"), treebuilder="etree")


def policies(root) -> list[dict[str, set[str]]]:
    """The content security policies at the head, each as what it allows by directive."""
    found = []
    for meta in root.find(XHTML + "head").iter(XHTML + "meta"):
        if (meta.get("http-equiv") or "").lower() == "content-security-policy":
            parts = [part.split() for part in meta.get("content").split(";")]
            found.append({part[0]: set(part[1:]) for part in parts if part})
    return found


def digest(element) -> str:
    """What a policy calls the content of an element."""
    content = "".join(element.itertext()).encode()
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"


def of_html(path: Path, known: Clean) -> Iterator[str]:
    """What harms in a file of HTML. Its own are the scripts of a clean one, and data for searching."""
    root = parsed(path)
    head = root.find(XHTML + "head")
    own = policies(root)
    for policy, first in zip(own, known.policies, strict=False):
        yield from weaker(policy, first)
    if len(own) != len(known.policies):
        yield f"{len(own)} policies at its head"
    metas = [it for it in head.iter(XHTML + "meta") if it.get("http-equiv")]
    if [child.tag for child in head][: 1 + len(metas)] != [XHTML + "meta"] * (1 + len(metas)):
        yield "policies that do not stand first"
    for meta in metas:
        head.remove(meta)
    for parent in [*root.iter()]:
        for child in [*parent]:
            if child.tag == XHTML + "script" and is_own(child, own, known):
                parent.remove(child)
            elif child.tag == XHTML + "style" and digest(child) not in allowed(own, "style-src"):
                yield "a style of its own"
            elif child.tag == XHTML + "input" and is_choice(child):
                parent.remove(child)
            elif local_input(child):
                yield f"<input> {child.attrib}"
    yield from harm.of_tree(root)


def weaker(policy: dict[str, set[str]], first: dict[str, set[str]]) -> Iterator[str]:
    """Where a policy lets in more than that of a clean file."""
    for directive, sources in first.items():
        more = policy.get(directive, {"everything"}) - sources
        if more := {source for source in more if not re.fullmatch(r"'sha256-[\w+/]{43}='", source)}:
            yield f"a policy that lets in {', '.join(sorted(more))} as {directive}"
    if unknown := set(policy) - set(first):
        yield f"a policy of {', '.join(sorted(unknown))}"


def allowed(own: list[dict[str, set[str]]], directive: str) -> set[str]:
    """What the first policy lets in, where there is one."""
    return own[0].get(directive, set()) if own else set()


def is_own(script, own: list[dict[str, set[str]]], known: Clean) -> bool:
    """Whether a script is Recto's, or data that no browser runs, and the policy knows it."""
    if digest(script) not in allowed(own, "script-src"):
        return False
    plain = {"type"} if script.get("type") else {name for name in script.attrib if name.startswith("data-")}
    if set(script.keys()) != plain:
        return False
    if script.get("type") == "application/ld+json":
        return isinstance(json.loads("".join(script.itertext())), dict)
    return digest(script) in known.scripts


def is_choice(element) -> bool:
    """The choice of colours, and the boxes of tasks."""
    kinds = {"radio": {"name", "id", "value", "checked"}, "checkbox": {"checked", "disabled", "aria-label"}}
    kind = element.get("type")
    return kind in kinds and set(element.keys()) - {"type", "class"} <= kinds[kind]


def local_input(element) -> bool:
    return isinstance(element.tag, str) and harm.local(element.tag) == "input" and not is_choice(element)


def of_epub(path: Path) -> Iterator[str]:
    """What harms in the files of a book."""
    with zipfile.ZipFile(path) as book:
        names = set(book.namelist())
        for name in sorted(names):
            if not re.fullmatch(r"mimetype|(META-INF|EPUB)(/[\w.+-]+)+", name) or ".." in name.split("/"):
                yield f"a file of the name `{name}`"
            if "/attached/" in name:
                continue
            content = book.read(name)
            here = posixpath.dirname(name)
            beside = {posixpath.relpath(other, here) for other in names}
            if name.endswith(".css"):
                yield from (f"{name}: {fault}" for fault in harm.of_style(content.decode()))
            elif name.endswith((".xhtml", ".opf", ".ncx", ".svg", ".xml")):
                yield from (f"{name}: {fault}" for fault in harm.of_xml(content, beside))


# Entries of dictionaries that hold an action of their own, and kinds of action that do more than go to a
# place (ISO 32000-2, 12.6).
ENTRIES = {"/AA", "/AcroForm", "/JS", "/JavaScript", "/Launch", "/RichMediaContent", "/XFA", "/Renditions"}
ACTIONS = harm.names(
    """
    /GoToE /GoToR /Hide /ImportData /JavaScript /Launch /Movie /Rendition /ResetForm
    /RichMediaExecute /SetOCGState /Sound /SubmitForm /Thread /Trans
    """
)


def of_pdf(path: Path) -> Iterator[str]:
    """What acts in a PDF. What lies in its attachments is for those who save them."""
    said = subprocess.run(
        ["qpdf", "--json=2", "--json-key=qpdf", str(path)], capture_output=True, check=False
    )
    if said.returncode not in (0, 3):
        yield f"no PDF: {said.stderr.decode(errors='replace')[:200]}"
        return
    yield from of_object(json.loads(said.stdout)["qpdf"])


def of_object(it) -> Iterator[str]:
    if isinstance(it, list):
        for each in it:
            yield from of_object(each)
    if not isinstance(it, dict):
        return
    for key, value in it.items():
        if key in ENTRIES:
            yield f"{key} {str(value)[:80]}"
        if key == "/S" and value in ACTIONS and ("/Type" not in it or it["/Type"] == "/Action"):
            yield f"an action {value}"
        if key == "/OpenAction" and isinstance(value, dict) and value.get("/S") != "/GoTo":
            yield f"an action at its opening: {str(value)[:80]}"
        if key == "/URI" and isinstance(value, str) and harm.SCHEMES.match(harm.address(text_of(value))):
            yield f"a link to {text_of(value)[:80]}"
        yield from of_object(value)


def text_of(string: str) -> str:
    """A string as qpdf writes it."""
    kind, content = string.split(":", 1)
    return content if kind == "u" else bytes.fromhex(content).decode("latin-1")
