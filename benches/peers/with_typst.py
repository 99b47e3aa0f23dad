"""Compiles a file with Typst's library: `with_typst.py IN OUT`."""

import sys

import typst

source, target = sys.argv[1:]
typst.compile(source, output=target, root="/")
