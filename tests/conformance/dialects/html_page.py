"""What a reader finds in the HTML of a page: headings with their ids, links, words, and their signs."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Links that a theme puts beside headings, and what is said for machines or of the page's neighbours.
AIDS = {"headerlink", "hash-link", "header", "anchor", "to-section", "pager", "skip", "clipboard", "addresses"}
HEADING = re.compile(r"h[1-6]$")


@dataclass
class Page:
    """A page as a reader finds it."""

    headings: list[list[str]] = field(default_factory=list)  # words, id
    links: list[list[str]] = field(default_factory=list)  # words, address
    words: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)  # the words, and the signs between them


def squeezed(text: str) -> str:
    return " ".join(text.split())


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def signs_of(text: str) -> list[str]:
    """The words, and the quotation marks, dashes and dots between them, as they are set."""
    return re.findall(r"\w+|[\"'“”„‘’‚«»″′–—…]|\.\.+|--+", text)


class Reader(HTMLParser):
    """Reads the pages of a file: the elements for which `opens` gives a name."""

    def __init__(self, opens) -> None:
        super().__init__(convert_charrefs=True)
        self.opens, self.pages = opens, {}
        self.open: list[list] = []  # tag, what it is, attributes, text so far

    def handle_starttag(self, tag, attrs) -> None:
        attrs = {name: value or "" for name, value in attrs}
        name = self.opens(tag, attrs)
        kind = ""
        if name is not None:
            kind = "page"
            self.page = self.pages.setdefault(name, Page())
        elif HEADING.match(tag):
            kind = "heading"
        elif tag in ("script", "style", "svg", "button") or AIDS & set(attrs.get("class", "").split()):
            # mdBook wraps the words of a heading in the link to it.
            kind = "" if tag == "a" and self.within("heading") and "header" in attrs["class"].split() else "aid"
        elif tag == "a" and "href" in attrs:
            kind = "link"
        if tag not in VOID:
            self.open.append([tag, kind, attrs, ""])

    def within(self, kind: str) -> bool:
        return any(it[1] == kind for it in self.open)

    def handle_endtag(self, tag) -> None:
        while self.open and any(it[0] == tag for it in self.open):
            name, kind, attrs, text = self.open.pop()
            if self.within("page"):
                if kind == "heading" and not self.within("aid"):
                    self.page.headings.append([squeezed(text), attrs.get("id", "")])
                if kind == "link" and not self.within("aid"):
                    self.page.links.append([squeezed(text), attrs["href"]])
            if name == tag:
                return

    def handle_data(self, data) -> None:
        if not self.within("page") or self.within("aid"):
            return
        for it in self.open:
            it[3] += data
        self.page.words += words_of(data)
        self.page.signs += signs_of(data)


def read(html: str, opens) -> dict[str, Page]:
    """The pages of a file by the names that `opens(tag, attributes)` gives the elements they are in."""
    reader = Reader(opens)
    reader.feed(html)
    reader.close()
    return reader.pages
