#!/usr/bin/env python3
"""A filter: numbers of tickets such as FW-123 become links.

    filters:
      - [python3, link-tickets.py, FW, https://tickets.example.com/]

It reads the pages that Recto gives it from its standard input, and gives them back, as
docs/filters.md says.
"""

import json
import re
import sys

# Where a link is one already, or words are code.
CLOSED = {"link", "code", "math"}


def linked(content, tickets, address):
    """The inlines, with links in place of tickets."""
    for inline in content:
        if inline["type"] != "text":
            yield inline if inline["type"] in CLOSED else through(inline, tickets, address)
            continue
        # A pattern with a group splits into words and tickets, one after the other.
        for index, words in enumerate(tickets.split(inline["text"])):
            text = {"type": "text", "text": words}
            if index % 2:
                yield {"type": "link", "target": address + words, "title": None, "content": [text]}
            elif words:
                yield text


def through(node, tickets, address):
    """A node of the tree with links in whatever it holds."""
    if isinstance(node, list):
        return [through(each, tickets, address) for each in node]
    if not isinstance(node, dict) or node.get("type") in CLOSED:
        return node
    changed = {key: through(value, tickets, address) for key, value in node.items() if key != "content"}
    if "content" in node:
        changed["content"] = list(linked(node["content"], tickets, address))
    return changed


def main():
    project, address = sys.argv[1:]
    tickets = re.compile(rf"\b({re.escape(project)}-\d+)\b")
    pack = json.load(sys.stdin)
    for page in pack["pages"]:
        page["blocks"] = through(page["blocks"], tickets, address)
    json.dump(pack, sys.stdout)


main()
