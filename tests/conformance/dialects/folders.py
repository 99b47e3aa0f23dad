"""Writes the folders that the tools and Recto are given to read: `python3 folders.py TOOL FOLDER`.

The handbook of a harbour, in the habits of each tool: titles from every source, numbers in names,
pages that are held back, folders within folders, an order by each means, links of every form, and
headings of many scripts, which come from `headings.txt`, and the signs of a typewriter.
"""

import posixpath
import sys
from pathlib import Path

HERE = Path(__file__).parent
HEADINGS = (HERE / "headings.txt").read_text(encoding="utf-8").splitlines()

# The folders, each with its pages in the order of their names. Names have numbers, dates, capitals
# and words of other scripts.
FOLDERS = {
    "berths": ["index", "01-mooring", "02-tides", "10-quay-walls", "depth_soundings", "fenders"],
    "berths/deep": ["index", "27001-overview", "anchorage", "big-ships"],
    "cargo": ["index", "bulk", "containers", "dangerous-goods", "reefers", "2027-plan"],
    "cargo/customs": ["declarations", "free-port", "seals"],
    "pilots": ["index", "boarding", "ladders", "night-work", "vhf", "wind-limits"],
    "safety": ["index", "drills", "fire", "man-over-board", "oil-spills", "reports"],
    "trains": ["brakes", "freight", "passengers", "points", "signals", "wagons"],
    "": ["index", "about", "contact", "glossary", "history", "zebra"],
}
# Pages that the tool is told not to publish.
HELD = {"safety/reports", "trains/points"}
# Pages that a navigation calls something else.
CALLED = {"berths/fenders": "Rubber and wood", "pilots/vhf": "Radio", "about": "Who we are"}
# Pages that have no heading that is theirs: the file's name, or the navigation, has to do.
UNTITLED = {"cargo/bulk", "pilots/ladders", "trains/wagons", "pilots/vhf"}
# Pages with a title in their front matter; of the first two the heading says something else.
FRONT = {"safety/fire": "Fire on board", "cargo/seals": "Seals", "berths/02-tides": "Tides & currents"}
# Headings at the top that hold more than words.
MARKED = {
    "pilots/boarding": "Boarding with `ladder --safe`",
    "cargo/reefers": "Reefers: *cold* and **colder**",
    "safety/drills": "Drills &amp; alarms",
    "berths/deep/anchorage": "Anchorage (inner), 3/4",
}
# Weights, which put pages in another order than their names.
WEIGHTS = {"pilots/vhf": 1, "pilots/ladders": 2, "safety/oil-spills": 1, "zebra": 5, "cargo/index": 9}

BLOCKS = [
    "- ropes\n- hooks\n    - of iron\n    - of bronze\n- chains",
    "1. Call the tower.\n2. Wait for the *green* light.\n3. Enter at `4 kn` or less.",
    "| Berth | Depth |\n| --- | ---: |\n| North | 12.5 m |\n| South | 9 m |",
    "```sh\nharbour --list | sort # all berths\nexit $?\n```",
    "> Who enters last closes the gate.\n>\n> The harbour master",
    "A line with **strong**, *soft*, `code` and ~~struck~~ words.  \nAnd a second line.",
]

# Signs of a typewriter, of which some tools make those of print.
SIGNS = [
    'She said "enter", and \'wait\' -- then she left...',
    'The ships\' crews\' "own \'inner\' words" --- and so on.',
    "It's in the '90s that 'tis so: rock 'n' roll, and James' ship's bell.",
    'A ladder of 5\'10" and a rope of 3/4" lie there.',
    '("In brackets") and ["in others"], then: "What?" "Nothing."',
    '"**Bold** quotation", **"all of it"**, and "*soft*" words.',
    'Pages 3--7, a -- b, c---d, and a "quoted"-word; two "quote"s.',
    'Use --force and -f, or ---- and -----; wait.... or not.. so.',
    '`"code" -- \'stays\'...` and "`code`"; the `code`\'s end.',
    'A "quotation that\ngoes on" in the next line, and "one that does not end.',
    '\\"escaped\\" and \\\'so\\\', "typed" and &quot;written&quot;.',
    '"Über" und \'Öl\', "1980" and \'1981\', "(so)" and \'[so]\'.',
    '["A link"](#where-to-go) of "[another](#once-more)" kind...and on.',
    '\'Single "with double" in it\', said the \'mate\'; "so \'it\' is".',
    "Don't, can't, o'clock, the master's, the masters', 'em.",
    '"One," he said, "two." - "Three"; "four"! \'Five\'?',
    'Nothing: "" and \'\'. A " alone, a \' alone.',
    'Dots . . . and ... and …, “print” stays, and so – do — these.',
    '- "In a list"\n- \'so\' -- that\n- end...',
]


def every_page() -> list[str]:
    return [f"{folder}/{name}".strip("/") for folder, names in FOLDERS.items() for name in names]


def title_of(page: str) -> str:
    """The words of a page's own heading."""
    name = page.removesuffix("/index").rsplit("/", 1)[-1]
    words = name.lstrip("0123456789-_ ").replace("-", " ").replace("_", " ") or name
    return MARKED.get(page, f"All of {words}")


def relative(page: str, other: str) -> str:
    """A page's path as another one writes it."""
    here, there = page.split("/")[:-1], other.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return "../" * len(here) + "/".join(there)


def body(page: str, number: int, links: list[str]) -> str:
    """What a page says below its title."""
    parts = [f"What a harbour has to know of page {number}.", SIGNS[number % len(SIGNS)]]
    chosen = HEADINGS[number * 6:number * 6 + 6]
    for at, heading in enumerate(chosen):
        parts += [f"{'#' * (2 + at % 2)} {heading}", BLOCKS[(number + at) % len(BLOCKS)]]
    parts += ["## Once more", "Words below the first.", "## Once more", "Words below the second."]
    parts += ["## Where to go", "\n".join(f"- {link}" for link in links)]
    return "\n\n".join(parts) + "\n"


class Tool:
    """The habits of plain Markdown, which the tools share."""

    root = ""
    index = "index"
    ending = ".md"

    def name(self, page: str) -> str:
        """The file of a page."""
        folder, _, name = page.rpartition("/")
        name = self.index if name == "index" else name
        return f"{folder}/{name}".strip("/") + self.ending

    def front(self, page: str) -> dict[str, object]:
        """The front matter of a page."""
        return {"title": FRONT[page]} if page in FRONT else {}

    def placed(self, page: str, said: dict[str, object], called: str, weight: str) -> None:
        """Adds what a menu calls a page, where it stands there, and whether it is held back."""
        if page in CALLED:
            said[called] = CALLED[page]
        if page in WEIGHTS:
            said[weight] = WEIGHTS[page]
        if page in HELD:
            said["draft"] = True

    def links(self, page: str, others: list[str]) -> list[str]:
        """Links to some pages, a heading, the web."""
        to = [relative(self.name(page), self.name(other)) for other in others]
        return [
            f"[a page]({to[0]})",
            f"[a part of a page]({to[1]}#once-more)",
            "[below](#where-to-go)",
            "[the web](https://harbour.example/a?b=c#d)",
            "[mail](mailto:tower@harbour.example)",
            f"[by its title]({to[2]} \"A title\")",
        ]

    def text(self, page: str, number: int, others: list[str]) -> str:
        front = "".join(f"{key}: {quoted(value)}\n" for key, value in self.front(page).items())
        head = f"---\n{front}---\n\n" if front else ""
        title = "" if page in UNTITLED else f"# {title_of(page)}\n\n"
        return head + title + body(page, number, self.links(page, others))

    def settings(self, pages: list[str]) -> dict[str, str]:
        """The other files of the folder."""
        return {}

    def write(self, folder: Path) -> None:
        pages = every_page()
        shown = [page for page in pages if page not in HELD]
        files = dict(self.settings(pages))
        for number, page in enumerate(pages):
            others = [shown[(number * step + step) % len(shown)] for step in (3, 5, 7)]
            text = self.text(page, number, others)
            files[f"{self.root}/{self.name(page)}".strip("/")] = text
        for path, text in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")


def quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


class MdBook(Tool):
    """A list gives the order and every name; indices are READMEs."""

    root, index = "src", "README"

    def front(self, page: str) -> dict[str, object]:
        return {}

    def settings(self, pages: list[str]) -> dict[str, str]:
        lines = ["# Summary", "", "[Welcome](README.md)", ""]
        for folder, names in FOLDERS.items():
            if not folder:
                continue
            indent = "    " * folder.count("/")
            if not indent:
                lines += ["", f"# The {folder}", ""]
            for at, name in enumerate(names):
                page = f"{folder}/{name}"
                if page in HELD:
                    continue
                called = CALLED.get(page, title_of(page))
                step = "  " if at and "index" in names else ""
                lines.append(f"{indent}{step}- [{called}]({self.name(page)})")
        lines += ["", "- [To be written]()", "", "-----", ""]
        lines += [f"[{CALLED.get(page, title_of(page))}]({page}.md)" for page in FOLDERS[""][1:]]
        return {
            "book.toml": '[book]\ntitle = "Harbour"\nlanguage = "en"\n',
            "src/SUMMARY.md": "\n".join(lines) + "\n",
        }

    def links(self, page: str, others: list[str]) -> list[str]:
        # The site has what is called README under the name of an index.
        own = [link.replace("README.md", "index.md") for link in super().links(page, others)]
        there = relative(self.name(page), self.name(others[0])).removesuffix(".md")
        return own + [f"[as a site has it]({there.replace('README', 'index')}.html)"]


class MkDocs(Tool):
    """`nav` names pages and sections, one of them a folder's worth."""

    root = "docs"
    smarty = ["  - smarty"]

    def settings(self, pages: list[str]) -> dict[str, str]:
        lines = ["site_name: Harbour", "site_url: https://harbour.example/", "theme: material",
                 "exclude_docs: |", *(f"  {page}.md" for page in sorted(HELD)),
                 "markdown_extensions:", "  - attr_list", "  - tables", "  - toc:", "      permalink: true",
                 *self.smarty, "  - pymdownx.tilde", "  - pymdownx.superfences", "  - pymdownx.emoji:",
                 "      emoji_generator: !!python/name:pymdownx.emoji.to_alt", "nav:"]

        def entry(page: str, indent: str) -> str:
            called = CALLED.get(page)
            return f"{indent}- {called + ': ' if called else ''}{page}.md"

        lines += [entry(page, "  ") for page in FOLDERS[""]]
        for folder, names in FOLDERS.items():
            if not folder or "/" in folder:
                continue
            lines.append(f"  - The {folder}:")
            lines += [entry(f"{folder}/{it}", "    ") for it in names if f"{folder}/{it}" not in HELD]
            for below, names in FOLDERS.items():
                if below.startswith(folder + "/"):
                    lines.append(f"    - Further {below.rsplit('/', 1)[-1]}:")
                    lines += [entry(f"{below}/{it}", "      ") for it in names]
        return {"mkdocs.yml": "\n".join(lines) + "\n"}

    def links(self, page: str, others: list[str]) -> list[str]:
        own = super().links(page, others)
        # Addresses as the site has them, seen from the folder that a page becomes.
        steps = page.count("/") + (0 if page.endswith("index") else 1)
        there = others[0].removesuffix("index").rstrip("/")
        return own + [f'<a href="{"../" * steps}{there}/">as a site has it</a>' if there
                      else f'<a href="{"../" * steps or "./"}">as a site has it</a>']


class Folders(MkDocs):
    """MkDocs without a `nav`: the folders give the order. No sign is set."""

    smarty = []

    def settings(self, pages: list[str]) -> dict[str, str]:
        settings = super().settings(pages)["mkdocs.yml"]
        return {"mkdocs.yml": settings.split("nav:\n")[0]}


class Docusaurus(Tool):
    """Positions, categories and ids; the folders give the rest of the order."""

    root = "docs"

    def front(self, page: str) -> dict[str, object]:
        said = super().front(page)
        self.placed(page, said, "sidebar_label", "sidebar_position")
        if page == "cargo/seals":
            said["id"] = "lead-seals"
        if page == "pilots/wind-limits":
            said["slug"] = "/wind"
        return said

    def links(self, page: str, others: list[str]) -> list[str]:
        own = super().links(page, others)
        return own + ["[as a site has it](/docs/wind)", "[numbers are no part of it](/docs/berths/tides)"]

    def settings(self, pages: list[str]) -> dict[str, str]:
        config = """// The settings of the harbour's site.
export default {
  title: 'Harbour',
  url: 'https://harbour.example',
  baseUrl: '/',
  onBrokenLinks: 'ignore',
  // Files that end in `.md` are no programs.
  markdown: { format: 'detect' },
  i18n: { defaultLocale: 'en', locales: ['en'] },
  plugins: [['@docusaurus/plugin-content-docs', { sidebarPath: undefined }]],
  themes: ['@docusaurus/theme-classic'],
};
"""
        category = '{ "label": "Goods", "position": 2 }\n'
        return {"docusaurus.config.js": config, "docs/cargo/_category_.json": category,
                "docs/trains/_category_.json": '{ "label": "By rail" }\n'}


class Hugo(Tool):
    """Sections, weights and titles in front matter."""

    root = "content"

    def name(self, page: str) -> str:
        return super().name(page).replace("index.md", "_index.md")

    def front(self, page: str) -> dict[str, object]:
        said: dict[str, object] = {"title": FRONT.get(page, plain(title_of(page)))}
        if page in UNTITLED:
            del said["title"]
        self.placed(page, said, "linkTitle", "weight")
        if page == "pilots/wind-limits":
            said["url"] = "/wind/"
        if page == "cargo/customs/declarations":
            said["slug"] = "clearing"
        return said

    def text(self, page: str, number: int, others: list[str]) -> str:
        # The theme shows the title.
        head, _, rest = super().text(page, number, others).partition("What a harbour")
        return head.split("# ")[0] + "What a harbour" + rest

    def address(self, page: str) -> str:
        """Where a page is on the site; those of one section have a pattern."""
        if page == "pilots/wind-limits":
            return "/wind/"
        name = "clearing" if page == "cargo/customs/declarations" else page.rsplit("/", 1)[-1]
        if page.startswith("cargo/") and name != "index":
            return f"/goods/{name}/"
        return f"/{page.removesuffix('index').rstrip('/')}/".replace("//", "/")

    def links(self, page: str, others: list[str]) -> list[str]:
        to = [self.address(other) for other in others]
        return [
            f"[a page]({to[0]})",
            f"[a part of a page]({to[1]}#once-more)",
            "[below](#where-to-go)",
            "[the web](https://harbour.example/a?b=c#d)",
            "[mail](mailto:tower@harbour.example)",
            f'[by its file]({{{{< relref "/{self.name(others[2])}" >}}}})',
            "[by its own address](/wind/)",
            f"[seen from here]({from_folder(self.address(page), to[1])})",
            f'[by its name]({{{{< ref path="/{self.name(others[1])}" >}}}})',
        ]

    def settings(self, pages: list[str]) -> dict[str, str]:
        # In one line, since whoever asks the tool adds keys at the end.
        pattern = 'permalinks = { cargo = "/goods/:sections[1:]/:slugorcontentbasename/" }\n'
        config = 'enableEmoji = true\ntitle = "Harbour"\nbaseURL = "https://harbour.example/"\ndefaultContentLanguage = "en"\n'
        return {"hugo.toml": config + pattern}


class Jekyll(Tool):
    """Titles and addresses in front matter; `nav_order` is a theme's."""

    def front(self, page: str) -> dict[str, object]:
        said: dict[str, object] = {"title": FRONT.get(page, plain(title_of(page)))}
        if page in HELD:
            said["published"] = False
        if page == "pilots/wind-limits":
            said["permalink"] = "/wind/"
        if page in WEIGHTS:
            said["nav_order"] = WEIGHTS[page]
        return said

    def address(self, page: str) -> str:
        """Where a page is on the site; those of one folder have a pattern."""
        if page == "pilots/wind-limits":
            return "/wind/"
        if page.startswith("trains/"):
            return f"/rail/{page.removeprefix('trains/')}/"
        return f"/{page}.html"

    def links(self, page: str, others: list[str]) -> list[str]:
        own = super().links(page, others)
        to = [self.address(other) for other in others]
        here = [f"[a page]({to[0]})", f"[a part of a page]({to[1]}#once-more)"]
        return here + own[2:5] + [
            f"[by its file]({{% link {self.name(others[2])} %}})",
            f"[seen from here]({from_folder(self.address(page), to[1])})",
        ]

    def settings(self, pages: list[str]) -> dict[str, str]:
        # Whoever asks the tool adds to the last of the keys.
        rail = '  - {scope: {path: trains}, values: {permalink: "/rail/:basename/"}}\n'
        return {"_config.yml": f"title: Harbour\nurl: https://harbour.example\ndefaults:\n{rail}"}


def from_folder(here: str, there: str) -> str:
    """An address as a page at another one writes it."""
    to = posixpath.relpath(there, here if here.endswith("/") else posixpath.dirname(here))
    return to + "/" if there.endswith("/") else to


def plain(words: str) -> str:
    for sign in ("`", "*"):
        words = words.replace(sign, "")
    return words.replace("&amp;", "&")


TOOLS: dict[str, Tool] = {
    "mdbook": MdBook(),
    "mkdocs": MkDocs(),
    "mkdocs-folders": Folders(),
    "docusaurus": Docusaurus(),
    "hugo": Hugo(),
    "jekyll": Jekyll(),
}

if __name__ == "__main__":
    TOOLS[sys.argv[1]].write(Path(sys.argv[2]))
