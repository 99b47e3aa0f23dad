"""Makes books from packs that are wrong in every way a pack can be, and checks them with `check.py`.

    broken.py RECTO

RECTO is the command. Exit code 1 where a pack gives no book, or one that is not valid.
"""

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

import check

# One grey pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ROWS = "".join(f"| row {row} | {'words ' * 8}| more | last |\n" for row in range(6000))
NOTES = "".join(f"Words with a note[^{at}]. {'And more of them. ' * 12}\n\n" for at in range(1200))

PACKS: dict[str, dict[str, str | bytes]] = {
    "nothing said": {"a.md": "Words without a title, a date or a language.\n"},
    "empty page": {"a.md": "", "b.md": "---\ntitle:\n---\n"},
    "values of the wrong kind": {
        "pack.yaml": "title: 12\n",
        "a.md": "---\ntitle: [1, 2]\ndate: 2027-02-31\nlang: '!!'\ntags: {a: b}\n---\n# A\n",
    },
    "markup in metadata": {
        "pack.yaml": "title: '<b>&amp; \"x\" ]]>'\nsubtitle: \"\\u0001\\uFFFF\"\npublisher: '-->'\n",
        "a.md": "---\ntitle: 'a < b & c'\nseo_description: '\"<\"'\n---\n`]]>` &lt;\n",
    },
    "names": {
        "ä ö/100% (draft).md": "# Ünï\n\n[there](b%20c#%C3%BC) ![x](../%C3%A4.png)\n",
        "ä ö/b c.md": "# B\n\n## Ü {#ü}\n",
        "ä.png": PNG,
    },
    "ids": {"a.md": "# 1\n\n## 2 {#2}\n\n## 2 {#2}\n\n## - {#a:b c}\n\n## 日本 \n\n<a id='3'></a>[x](#2)\n"},
    "an image named as a document": {"a.md": "![x](cover.xhtml) ![y](nav.xhtml)\n", "cover.xhtml": PNG, "nav.xhtml": SVG},
    "no alternative text": {"a.md": "![](a.png)\n\nWords ![](b.svg) and ![](gone.png)\n", "a.png": PNG, "b.svg": SVG},
    "raw html": {
        "a.md": "<script>alert(1)</script><iframe src='https://x.example'></iframe>\n\n"
        "<p onclick='x()' style='x' id='1'>a<br>b</p><img src='https://x.example/a.png'>\n\n"
        "<table><tr><td colspan=3>a<tr><td>b</table><center>c</center><video src='a.mp4'></video>\n\n"
        "<span lang='x y z'>d</span><a href='javascript:x'>e</a><form><input></form>\n",
    },
    "addresses": {
        "a.md": "[a](<https://x.example/a b|c^d>) [b](http://[::1) [c](mailto:a b@c) [d](https://ü.example/ü)"
        " [e](tel:+1 2) <https://x.example/?q=%zz> [f](#) [g](https:) [h](//x.example/y)\n",
    },
    "one page of half a megabyte": {"a.md": f"# A\n\n{NOTES}" + "".join(f"[^{at}]: Note {at}.\n" for at in range(1200))},
    "one table of half a megabyte": {"a.md": f"# A\n\n| a | b | c | d |\n|---|---|---|---|\n{ROWS}"},
    "one block of code of half a megabyte": {"a.md": "# A\n\n```json\n" + '{ "key": [1, 2, "value < 3"] }\n' * 16000 + "```\n"},
    "one paragraph of half a megabyte": {"a.md": "# A\n\n" + "Words & more. " * 36000 + "\n"},
    "one item of half a megabyte": {"a.md": "# A\n\n1. " + "Words and more.\n\n   " * 26000 + "\n2. Two\n"},
    "notes longer than the text": {
        "a.md": "# A\n\n" + "".join(f"Words[^{at}].\n\n" for at in range(1000))
        + "".join(f"[^{at}]: {'And more of them. ' * 30}\n\n" for at in range(1000)),
    },
    "links to everywhere": {
        "a.md": "# A\n\n" + "".join(f"[x](page-with-a-long-name-{at}.md)\n\n" for at in range(100)) * 40,
        **{f"page-with-a-long-name-{at}.md": f"# {at}\n" for at in range(100)},
    },
    "deep nesting": {"a.md": "> " * 60 + "quoted\n\n" + "".join("  " * at + "- item\n" for at in range(60))},
    "two thousand pages": {f"p{at}.md": f"# Page {at}\n\nSee [next](p{(at + 1) % 2000}).\n" for at in range(2000)},
    "from right to left": {"pack.yaml": "lang: he\n", "a.md": "# שלום\n\nמילים ו-[קישור](b).\n", "b.md": "# עוד\n"},
    "everything in one line": {"a.md": "# *A* `b` [c](#d) ![e](a.png) ~~f~~[^1]\n\n[^1]: g\n\n## d\n", "a.png": PNG},
}


# What decides about the book cannot be read, so that there is none.
REFUSED: dict[str, dict[str, str | bytes]] = {
    "settings of the wrong kind": {"pack.yaml": "lang: not a language\ndate: soon\nauthors: 7\n", "a.md": "# A\n"},
    "settings that are no YAML": {"pack.yaml": "exclude: [\n", "a.md": "# A\n"},
    "a comment that nothing ends": {"pack.yaml": "title: T\npublisher: '<!--'\n", "a.md": "# A\n"},
    "a setting that nobody knows": {"pack.yaml": "exlude: a.md\n", "a.md": "# A\n", "b.md": "# B\n"},
}


def main(recto: str) -> int:
    faults = 0
    for name, files in REFUSED.items():
        with tempfile.TemporaryDirectory() as folder:
            if make(recto, files, Path(folder)):
                faults += 1
                print(f"{name}: a book was made", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        books = {}
        for at, (name, files) in enumerate(PACKS.items()):
            book = make(recto, files, Path(folder) / str(at))
            if book:
                books[str(book)] = name
            else:
                faults += 1
                print(f"{name}: no book was made", flush=True)
        for book, fault in check.check(list(books)):
            faults += 1
            print(f"{books[book]}: {fault}", flush=True)
    print(f"{len(PACKS) + len(REFUSED)} packs, {faults} faults")
    return 1 if faults else 0


def make(recto: str, files: dict[str, str | bytes], folder: Path) -> Path | None:
    for name, content in files.items():
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [recto, "build", str(folder / "pack"), "--to", "epub", "--quiet", "--output"]
    run = subprocess.run([*command, str(folder / "out")], capture_output=True, check=False)
    if b"panicked" in run.stderr:
        print(run.stderr.decode())
    return next((folder / "out").glob("*.epub"), None)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
