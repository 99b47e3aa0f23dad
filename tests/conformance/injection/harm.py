"""What must not be in a document, element by element, whoever wrote it."""

import base64
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree


def names(text: str) -> set[str]:
    return set(text.split())


# Elements that run, frame, fetch or send something, or change what other elements mean.
ELEMENTS = names(
    """
    animate animatemotion animatetransform applet base bgsound dialog embed fencedframe
    foreignobject form frame frameset handler iframe isindex keygen layer listener marquee menuitem
    noembed noframes noscript object param plaintext portal select set slot template textarea xmp
    """
)
# Attributes that send something, hold a document, or act when a page is opened.
ATTRIBUTES = names(
    """
    action attributename autofocus formaction http-equiv is manifest nonce ping shadowrootmode
    srcdoc values
    """
)
# Attributes whose address is fetched wherever they stand, and on all but links.
FETCHED = names(
    """
    archive background classid code codebase data dynsrc imagesrcset lowsrc poster profile src
    srcset
    """
)
LINKING = {"a", "area"}
# Attributes of drawings that may name a paint of another file.
PAINTS = names(
    """
    clip-path color-profile cursor fill filter marker marker-end marker-mid marker-start mask stroke
    """
)
# Schemes that run something, or lead out of what a document may speak of.
SCHEMES = re.compile(
    r"""(javascript|vbscript|livescript|mocha|data|blob|filesystem|view-source|jar|feed|file|res|chrome|about
    |ms-\w+):""",
    re.I | re.X,
)
PICTURES = re.compile(r"data:image/(png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.I)
MEDIA = re.compile(r"data:(audio|video|font|application/font)[/-][\w.+-]+[;,]", re.I)
# Files that go along, to be saved; none that a browser shows as a page of this document.
SAVED = re.compile(
    r"""data:(?!text/(html|xml|xsl|javascript|ecmascript)|application/(xhtml|xml|[\w.-]*script)
    |image/svg|multipart|message)[\w.+-]+/[\w.+-]+[;,]""",
    re.I | re.X,
)
STYLES = re.compile(
    r"""@import|expression\s*\(|image-set\s*\(|-moz-binding\s*:(?!\s*none)|(?<![-\w])behaviou?r\s*:
    |(?:url|src)\s*\(\s*['"]?\s*(?!\#|data:|['")])""",
    re.I | re.X,
)


def local(name: str) -> str:
    """A name without its namespace, as browsers compare it in HTML."""
    return re.split(r"[}:]", name)[-1].lower()


def address(value: str) -> str:
    """An address as a browser takes it: without what it passes over."""
    return re.sub(r"[\x00-\x20\x7f\u00ad\u200b-\u200f\u2028\u2029\ufeff]", "", value)


def of_style(css: str) -> Iterator[str]:
    """What a style sheet fetches or runs, however it is spelt."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    plain = re.sub(
        r"\\([0-9a-f]{1,6})\s?", lambda code: chr(min(int(code[1], 16), 0x10FFFF)), plain, flags=re.I
    )
    for found in STYLES.finditer(plain):
        around = plain[found.start() : found.end() + 60]
        # A file of the book beside the sheet, which the check of addresses looks for.
        if not re.match(r"(?:url|src)\s*\(\s*['\"]?(?!//)[\w./-]+['\"]?\s*\)", around):
            yield f"a style with `{around}`"


def of_tree(root: ElementTree.Element, beside: set[str] | None = None) -> Iterator[str]:
    """What harms in a tree of elements. `beside` are the files that it may show; none for a file that
    stands alone, which has a policy that lets no style attribute in."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = local(element.tag)
        if name in ELEMENTS:
            yield f"<{name}>"
        if name == "script":
            yield f"<script> `{(element.text or '')[:60]}`"
        if name == "style":
            yield from of_style("".join(element.itertext()))
        for attribute, value in element.attrib.items():
            yield from (
                f"{fault} on <{name}>"
                for fault in of_attribute(element, name, local(attribute), value, beside)
            )


def of_attribute(element, name: str, attribute: str, value: str, beside: set[str] | None) -> Iterator[str]:
    """What harms in an attribute."""
    told = f"{attribute}=`{value[:80]}`"
    if attribute.startswith("on") or attribute in ATTRIBUTES:
        yield told
    if attribute == "style":
        yield from of_style(value) if beside is not None else [told]
    if re.search(r"url\s*\(\s*['\"]?\s*(?!#|['\")])", value, re.I) and attribute in PAINTS:
        yield told
    plain = address(value)
    if attribute in FETCHED or (attribute == "href" and name not in LINKING):
        yield from of_fetched(told, plain, beside)
    elif attribute in ("href", "cite", "longdesc", "usemap") and SCHEMES.match(plain):
        saved = name in LINKING and element.get("download") is not None and SAVED.match(plain)
        if not saved and not PICTURES.match(plain):
            yield told


def of_fetched(told: str, plain: str, beside: set[str] | None) -> Iterator[str]:
    if plain.startswith("#"):
        return
    if MEDIA.match(plain):
        return
    if PICTURES.match(plain):
        yield from of_picture(plain)
    elif beside is None or plain.split("#")[0] not in beside:
        yield told


def of_picture(plain: str) -> Iterator[str]:
    """What harms in a drawing that stands in an address."""
    head, content = plain.split(",", 1)
    if "svg" in head.lower():
        content = unquote_to_bytes(content)
        content = base64.b64decode(content) if head.endswith(";base64") else content
        yield from (f"a drawing with {fault}" for fault in of_xml(content, set()))


def of_xml(content: bytes, beside: set[str]) -> Iterator[str]:
    """What harms in a file of XML, which has to be one. It declares nothing and instructs nobody."""
    text = content.decode("utf-8")
    if declared := re.search(r"<!ENTITY|<!ATTLIST|<!DOCTYPE[^>]*(\[|SYSTEM)", text):
        yield f"a declaration `{text[declared.start() : declared.end() + 60]}`"
        return
    parser = ElementTree.XMLPullParser(["start", "pi"])
    try:
        parser.feed(text)
        parser.close()
    except ElementTree.ParseError as error:
        yield f"no XML: {error}"
        return
    events = list(parser.read_events())
    yield from (f"an instruction `{it.text}`" for event, it in events if event == "pi")
    yield from of_tree(next(it for event, it in events if event == "start"), beside)
