#!/usr/bin/env python3
"""Makes Blocks.ttf, the font that layout is tested with.

Every measure is round: an em has 1000 units; letters and digits are 500 wide, spaces,
punctuation and hyphens 250; the ascent is 800, the descent 200. So a size of 10 points gives
letters of 5 points, and positions in snapshots are whole numbers. Glyphs are filled rectangles.

Needs fonttools. Run it without arguments; it writes beside itself, the same bytes each time.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

NARROW = " \u00a0!\"'(),-.:;?[]`|\u00ad\u2010\u2018\u2019\u201c\u201d"
LETTERS = [
    *map(chr, range(0x21, 0x7F)),
    *map(chr, range(0xC0, 0x180)),
    *map(chr, range(0x5D0, 0x5EB)),
    "\u2022\u2013\u2014\u2026",
]


def rectangle(width: int, height: int):
    pen = TTGlyphPen(None)
    if height:
        pen.moveTo((50, 0))
        pen.lineTo((50, height))
        pen.lineTo((width - 50, height))
        pen.lineTo((width - 50, 0))
        pen.closePath()
    return pen.glyph()


def main() -> None:
    characters = sorted({character for part in [*LETTERS, NARROW] for character in part})
    names = {ord(character): f"u{ord(character):04X}" for character in characters}
    widths = {".notdef": 500}
    glyphs = {".notdef": rectangle(500, 700)}
    for point, name in names.items():
        narrow = chr(point) in NARROW
        widths[name] = 250 if narrow else 500
        tall = chr(point).isupper() or chr(point).isdigit()
        height = 0 if chr(point) in " \u00a0\u00ad" else 100 if narrow else 700 if tall else 500
        glyphs[name] = rectangle(widths[name], height)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Blocks", "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=800,
        sTypoDescender=-200,
        sCapHeight=700,
        sxHeight=500,
        yStrikeoutPosition=250,
        yStrikeoutSize=50,
    )
    builder.setupPost(underlinePosition=-100, underlineThickness=50)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    builder.save(Path(__file__).with_name("Blocks.ttf"))


main()
