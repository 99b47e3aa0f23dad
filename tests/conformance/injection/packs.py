"""Makes packs of the vectors: each is put wherever a pack takes words or files."""

import itertools
import json
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import vectors


def _png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


PNG = _png()
# Recto's own theme.
SHIPPED = Path(__file__).parents[3] / "themes" / "default"
# How many words share a pack.
TOGETHER = 3
SETTINGS = "title: Words\nlang: en\ndate: 2027-03-01\n"


class Pack(NamedTuple):
    """A pack on disk, and what is said on the command line."""

    folder: Path
    options: tuple[str, ...] = ()
    # What is made of it, where it is not refused.
    kinds: tuple[str, ...] = ("epub", "html", "pdf")
    may_be_refused: bool = False


class Numbers:
    """Gives each vector its number, and knows what had it."""

    def __init__(self):
        self.names: list[str] = []

    def filled(self, name: str, text: str) -> str:
        self.names.append(name)
        return vectors.filled(text, len(self.names))


def all_packs(folder: Path, numbers: Numbers) -> list[Pack]:
    """Every pack, written below a folder."""
    makers = (clean, bodies, words, drawings, settings, files, programs, tools, themes)
    return [pack for maker in makers for pack in maker(folder, numbers)]


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return folder


def clean(folder: Path, _numbers: Numbers) -> Iterator[Pack]:
    """A pack that harms nobody, which the others are held against."""
    page = "# Page\n\nWords[^1] with $x$.\n\n```js\ncode\n```\n\n![a](a.png)\n\n[^1]: A note.\n"
    yield Pack(
        write(folder / "clean", {"pack.yaml": SETTINGS, "a.md": page, "b.md": "# More\n", "a.png": PNG})
    )


def bodies(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """A page for each body."""
    files: dict[str, str | bytes] = {"pack.yaml": SETTINGS, "a.png": PNG, "cells.csv": ""}
    for name, body in vectors.pages().items():
        filled = numbers.filled(f"page: {name}", body)
        files[f"{len(numbers.names):03}.md"] = f"# {name}\n\n{filled}"
    cells = [numbers.filled(f"cell: {name}", word) for name, word in vectors.WORDS.items()]
    files["cells.csv"] = "a,b\n" + "".join('"%s",1\n' % cell.replace('"', '""') for cell in cells)
    yield Pack(write(folder / "pages", files))


def words(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """Packs in which a few words stand wherever words can."""
    filled = [numbers.filled(f"word: {name}", word) for name, word in vectors.WORDS.items()]
    for start in range(0, len(filled), TOGETHER):
        word = " ".join(filled[start : start + TOGETHER])
        pack = write(folder / f"words-{start // TOGETHER}", words_of(word))
        yield Pack(pack, ("--set", f"set={word}"))


def words_of(word: str) -> dict[str, str | bytes]:
    """A pack in which every field is a word."""
    text = json.dumps(word, ensure_ascii=False)
    line = re.sub(r"\s+", " ", word)
    attribute = line.replace('"', '\\"')
    # Neither a comment nor what an address has behind its path.
    name = re.sub(r"[/\\\x00-\x1f\x7f?]", "_", word.replace("<!--", "<!"))[:80].strip()
    page = f"""---
title: {text}
seo_title: {text}
description: {text}
category: {text}
tags: [{text}]
author: [{text}]
custom: {text}
---

## {line}

{{{{ value }}}} {{{{ set }}}} <b title='{line.replace("'", "&#39;")}'>{{{{ value }}}}</b>

## {{{{ value }}}} {{#own}}

![{line.replace("]", "&#93;").replace("[", "&#91;")}](a.png "{attribute}")

[words](#own "{attribute}"), [words][ref] and ![{{{{ set }}}}](a.png)

[ref]: #own "{attribute}"

```{line.replace("`", "&#96;")}
{word}
```

```js title="{attribute}" {{#lst-own caption="{attribute}"}}
{word}
```

| {line.replace("|", "/")} | b |
|---|---|
| {line.replace("|", "/")} | c |

: {line} {{#tbl-own}}

Words[^n].

[^n]: {line}

{{{{< note title="{attribute}" >}}}}
{line}
{{{{< /note >}}}}

{{{{< box name="{attribute}" >}}}}
"""
    address = quote(name)
    return {
        "pack.yaml": settings_of(text, f"{name}.txt"),
        "page.md": page,
        "a.png": PNG,
        "shortcodes/box.hbs": '<div class="{{param "name"}}" title="{{param "name"}}">{{{param "name"}}}</div>\n',
        f"{name}.md": f"# Named\n\n![own]({address}.png)\n\n[file]({address}.txt)\n",
        f"{name}.png": PNG,
        f"{name}.txt": "words\n",
    }


def settings_of(word: str, attached: str) -> str:
    """A pack.yaml in which every text is the word, which is quoted already."""
    attach = f"  - {{ path: {json.dumps(attached, ensure_ascii=False)}, description: {word} }}\n"
    fields = [
        "title",
        "subtitle",
        "seo_title",
        "description",
        "publisher",
        "copyright",
        "version",
        "status",
        "owner",
        "identifier",
    ]
    return (
        "".join(f"{field}: {word}\n" for field in fields)
        + f"""lang: en
slug: words
date: 2027-03-01
authors: [{word}, {word}]
keywords: [{word}]
classification: Words "><script>alert(0)</script>
watermark: Words "><script>alert(0)</script>
metadata: {{ own: {word}, DC.own: {word} }}
variables: {{ value: {word}, set: x }}
attach:
{attach}document-control:
  reference: {word}
  owner: {word}
  reviewers: [{{ name: {word}, role: {word} }}]
  history: [{{ version: {word}, author: {word}, changes: {word} }}]
  distribution: [{{ name: {word}, reason: {word} }}]
certificates:
  - {{ standard: {word}, title: {word}, issuer: {word}, number: {word}, scope: {word}, attachment: a.png, valid-until: 2030-01-01 }}
standards:
  ISO: {{ title: {word}, controls: {{ C1: {word}, C2: {word} }}, not-applicable: {{ C2: {word} }} }}
epub:
  series: {{ name: {word} }}
  contributors: [{{ name: {word}, role: editor }}]
  accessibility: {{ certifier: {word}, credential: {word}, summary: {word} }}
"""
    )


def drawings(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """A page for each drawing, which also stands on the page itself, and two as logo and cover."""
    files: dict[str, str | bytes] = {}
    for name, drawing in vectors.DRAWINGS.items():
        filled = numbers.filled(f"drawing: {name}", drawing)
        number = len(numbers.names)
        files[f"{number}.svg"] = filled
        files[f"{number}.md"] = (
            f"# {name}\n\n![{name}]({number}.svg)\n\nA ![{name}]({number}.svg) among words.\n\n{filled}\n"
        )
    first, second = [name for name in files if name.endswith(".svg")][:2]
    files["pack.yaml"] = f"{SETTINGS}logo: {first}\ncover: {second}\n"
    yield Pack(write(folder / "drawings", files))


def settings(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """Settings that stand in an address, a name or a tag: each is refused, or harms nobody."""
    for name, setting in vectors.SETTINGS.items():
        filled = numbers.filled(f"setting: {name}", setting)
        pack = {"pack.yaml": f"title: Words\n{filled}\n", "a.md": "# Page\n\n[out](../b.md)\n"}
        yield Pack(write(folder / f"setting-{len(numbers.names)}", pack), may_be_refused=True)


def files(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """Files that go along with the outputs, and PDFs that a page shows."""
    page = numbers.filled("file: a page", "<script>@act@</script>")
    drawing = numbers.filled("file: a drawing", vectors.DRAWINGS["a script"])
    attached: dict[str, str | bytes] = {
        "a.html": page,
        "a.xhtml": page,
        "a.xml": page,
        "a.svg": drawing,
        "a.mhtml": page,
        "a.js": "alert(1)",
        "a.htm": page,
    }
    text = "# Files\n\n" + "".join(f"[{name}]({name})\n\n" for name in attached)
    for name, (in_catalog, in_page) in vectors.PDFS.items():
        in_catalog = numbers.filled(f"pdf: {name}", in_catalog)
        file = f"pdf-{len(numbers.names)}.pdf"
        attached[file] = vectors.pdf(in_catalog, vectors.filled(in_page, len(numbers.names)))
        text += f"![{name}]({file})\n\n"
    kinds = itertools.cycle(vectors.TYPES)
    named = [name for name in attached if name.startswith("a.")]
    attach = "".join(f"  - {{ path: {name}, type: {json.dumps(next(kinds))} }}\n" for name in named)
    yield Pack(
        write(folder / "files", {"pack.yaml": f"{SETTINGS}attach:\n{attach}", "page.md": text, **attached})
    )
    for number, kind in enumerate(vectors.NO_TYPES):
        attach = f"attach: [{{ path: a.html, type: {json.dumps(kind)} }}]\n"
        pack = {"pack.yaml": SETTINGS + attach, "page.md": "# Files\n\n[a](a.html)\n", "a.html": page}
        yield Pack(write(folder / f"no-type-{number}", pack), may_be_refused=True)


FILTER = """
import json, sys
word = open("word.txt", encoding="utf-8").read()
pack = json.load(sys.stdin)
text = {"type": "text", "text": word}
words = [text]
attr = {"id": word, "classes": [word], "keys": {"onclick": word, "style": "background:url(https://filter.attack.example/b.png)"}}
picture = {"picture": word, "alt": word, "decorative": False, "title": word, "width": None,
           "bounds": {"height": None, "max_width": None, "max_height": None, "zoom": None}}
inlines = [
    text,
    {"type": "link", "target": word, "title": word, "content": words},
    {"type": "link", "target": "javascript:alert(0)", "title": None, "content": words},
    {"type": "link", "target": "data:text/html,<script>alert(0)</script>", "title": None, "content": words},
    {"type": "code", "text": word},
    {"type": "span", "attr": attr, "content": words},
]
pack["pages"][0]["blocks"] += [
    {"type": "paragraph", "content": inlines},
    {"type": "heading", "level": 2, "anchor": word, "content": words},
    {"type": "code", "language": word, "title": word, "text": word},
    {"type": "quote", "blocks": [{"type": "paragraph", "content": words}]},
]
json.dump(pack, sys.stdout)
"""


def programs(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """What programs of a pack answer: drawings, as they get them, and pages; and templates of shortcodes."""
    files: dict[str, str | bytes] = {}
    for name, drawing in vectors.DRAWINGS.items():
        filled = numbers.filled(f"diagram: {name}", drawing)
        number = len(numbers.names)
        files[f"{number}.md"] = (
            f'# {name}\n\n```dot {{alt="words" caption="<script>alert({number})</script>"}}\n{filled}\n```\n'
        )
    files["pack.yaml"] = f"{SETTINGS}diagrams:\n  dot: [cat]\n"
    yield Pack(write(folder / "diagrams", files), ("--allow-commands",))
    word = " ".join(numbers.filled(f"filter: {name}", word) for name, word in vectors.WORDS.items())
    settings = f"{SETTINGS}filters:\n  - [python3, filter.py]\n"
    pack = {"pack.yaml": settings, "filter.py": FILTER, "word.txt": word, "a.md": "# Page\n\nWords.\n"}
    yield Pack(write(folder / "filter", pack), ("--allow-commands",))
    templates = {f"shortcodes/t{number}.hbs": body for number, (_, body) in enumerate(templates_of(numbers))}
    page = "# Page\n\n" + "".join(
        f'{{{{< t{number} x="\\"><script>alert(0)</script>" >}}}}\n\n' for number in range(len(templates))
    )
    yield Pack(write(folder / "shortcodes", {"pack.yaml": SETTINGS, "a.md": page, **templates}))


def templates_of(numbers: Numbers) -> Iterator[tuple[str, str]]:
    """Templates of shortcodes that give what a page must not hold."""
    bodies = {
        "a script": "<script>@act@</script>",
        "an argument": '<div class="{{{param "x"}}}" onclick="@act@">{{{param "x"}}}</div>',
        "a link": "[words](javascript:@act@) <a href='{{param \"x\"}}'>x</a>",
        "a frame": "<iframe src='https://@host@/' srcdoc='{{param \"x\"}}'></iframe>",
        "a style": "<style>@import 'https://@host@/a.css'</style><p style='background:url(https://@host@/b.png)'>{{param \"x\"}}</p>",
    }
    for name, body in bodies.items():
        yield name, numbers.filled(f"template: {name}", body)


def tools(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """The names of sites and their pages in the settings of other tools."""
    words = [numbers.filled(f"site: {name}", word) for name, word in vectors.WORDS.items()]
    words = [re.sub(r"[\u2028\u2029\s]+", " ", word) for word in words]
    names = [f"p{number}.md" for number in range(len(words))]
    quoted = [json.dumps(word, ensure_ascii=False) for word in words]
    pages = {name: f"# {name}\n" for name in names}
    site = json.dumps(" ".join(words), ensure_ascii=False)
    nav = "".join(f"  - {word}: {name}\n" for word, name in zip(quoted, names, strict=True))
    settings = (
        f"site_name: {site}\nsite_description: {site}\nsite_author: {site}\ncopyright: {site}\nnav:\n{nav}"
    )
    yield Pack(
        write(
            folder / "mkdocs",
            {"mkdocs.yml": settings, **{f"docs/{name}": page for name, page in pages.items()}},
        )
    )
    book = f"[book]\ntitle = {site}\ndescription = {site}\nauthors = [{site}]\n"
    links = [re.sub(r"[\[\]]", "", word) for word in words]
    summary = (
        "# Summary\n\n"
        + "".join(f"- [{link}]({name})\n" for link, name in zip(links, names, strict=True))
        + f"\n# {links[0]}\n"
    )
    yield Pack(
        write(
            folder / "mdbook",
            {
                "book.toml": book,
                "src/SUMMARY.md": summary,
                **{f"src/{name}": page for name, page in pages.items()},
            },
        )
    )


def themes(folder: Path, numbers: Numbers) -> Iterator[Pack]:
    """A pack for each file of a theme that lies in it: it is refused, or what comes of it harms nobody."""
    page = "---\ncustom: <img src=x onerror=alert(0)>\n---\n# A <b>page</b>\n\n{{< note >}}\nWords.\n{{< /note >}}\n"
    settings = f'{SETTINGS}subtitle: "</script><script>alert(0)</script>"\ntheme: brand\n'
    cover = "cover:\n  boxes:\n    - name: own\n      picture: a.svg\n"
    for name, (file, text) in vectors.THEMES.items():
        text = numbers.filled(f"theme: {name}", text)
        place = re.match(r"\[(.+?)\](?=\S)", text)
        if place:
            own = (SHIPPED / file).read_text(encoding="utf-8")
            if place[1] not in own:
                raise SystemExit(f"{file} has no `{place[1]}` any more, before which `{name}` is put")
            text = own.replace(place[1], text[place.end() :] + place[1], 1)
        theme = "extends: default\n" + (cover if file.startswith("pictures/") else "")
        files = {"pack.yaml": settings, "a.md": page, "brand/theme.yaml": theme, f"brand/{file}": text}
        pack = write(folder / f"theme-{len(numbers.names)}", files)
        yield Pack(pack, kinds=("epub", "html"), may_be_refused=True)
