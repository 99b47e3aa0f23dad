"""The ids that Python-Markdown gives the headings of a page, as MkDocs asks for them:
`python3 python_markdown.py page.md`, one a line."""

import re
import sys
from html import unescape
from pathlib import Path

import markdown

html = markdown.markdown(
    Path(sys.argv[1]).read_text(encoding="utf-8"), extensions=["toc", "tables", "fenced_code"]
)
for name in re.findall(r'<h2 id="([^"]*)"', html):
    print(unescape(name))
