"""Reads a book with calibre, which nobody here wrote, and looks for every word of the document tree
in it, in order.

    words.py RECTO PACK BOOK.epub

RECTO is the command, PACK what the book was made from. calibre's `ebook-convert` has to be
installed. Exit code 1 where a word is missing or stands elsewhere.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# How many letters that are not in the tree (labels, numbers, a contents page) may stand before a
# word of it.
REACH = 4000


def main(recto: str, pack: str, book: str) -> int:
    tree = json.loads(subprocess.run([recto, "tree", pack], capture_output=True, check=False).stdout)
    # calibre puts nothing between the cells of a table: letters are compared, not lines.
    read = "".join(words(converted(book)))
    missing, at = [], 0
    for page in tree["pages"]:
        for word in words("".join(texts([page["title"], page["blocks"], page["notes"]]))):
            found = read.find(word, at, at + REACH)
            if found < 0:
                missing.append((page["key"], word, read[at : at + 60]))
            else:
                at = found + len(word)
    for key, word, context in missing[:20]:
        print(f"{book}: `{word}` of page `{key}` is not where it should be, before: {context}")
    return 1 if missing else 0


def converted(book: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "book.txt"
        command = ["ebook-convert", book, str(out), "--txt-output-formatting=plain"]
        subprocess.run([*command, "--max-line-length=0"], capture_output=True, check=True)
        return out.read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", ""))


def texts(node: object) -> list[str]:
    """The words of a part of the tree, in reading order. Blocks are kept apart by spaces."""
    if isinstance(node, list):
        return [text for part in node for text in texts(part)]
    if not isinstance(node, dict):
        return []
    match node.get("type"):
        case "text" | "code":
            text = [node["text"]]
        case "soft-break" | "hard-break":
            text = [" "]
        case _:
            parts = (part for name, part in node.items() if name not in ("attr", "span"))
            text = [text for part in parts for text in texts(part)]
    return text if node.get("type") in INLINE else [" ", *text, " "]


INLINE = {
    "text", "emphasis", "strong", "strike", "underline", "mark", "subscript", "superscript",
    "small", "keyboard", "quoted", "link", "span",
}  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
