#!/usr/bin/env python3
"""Makes the fonts that layout is tested with.

Every measure is round. In Blocks.ttf an em has 1000 units; letters and digits are 500 wide, spaces,
punctuation and hyphens 250, characters of Chinese and Japanese 1000; the ascent is 800, the descent
200. So a size of 10 points gives letters of 5 points, and positions in snapshots are whole numbers.
Glyphs are filled rectangles. The Arabic letter beh is 250 wide where it is joined to the next one.

Swatches.ttf draws emoji in colours (COLR), 1000 wide; the man and the woman joined are one.

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
WIDE = "一二三四五六七八九十天地人日月水火木金土々あいうえおっアイウエオッー、。（）「」"
BEH = 0x628
JOINED = {"init": 250, "medi": 250, "fina": 500}


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
    make_blocks()
    make_swatches()


def make_blocks() -> None:
    parts = [*LETTERS, NARROW, WIDE, chr(BEH)]
    characters = sorted({character for part in parts for character in part})
    names = {ord(character): f"u{ord(character):04X}" for character in characters}
    widths = {".notdef": 500}
    glyphs = {".notdef": rectangle(500, 700)}
    for point, name in names.items():
        narrow = chr(point) in NARROW
        widths[name] = 1000 if chr(point) in WIDE else 250 if narrow else 500
        tall = chr(point).isupper() or chr(point).isdigit()
        height = 0 if chr(point) in " \u00a0\u00ad" else 100 if narrow else 700 if tall else 500
        glyphs[name] = rectangle(widths[name], height)
    forms = {f"{names[BEH]}.{form}": width for form, width in JOINED.items()}
    for name, width in forms.items():
        widths[name] = width
        glyphs[name] = rectangle(width, 500)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values(), *forms])
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in widths.items()})
    rules = (f"feature {form} {{ sub {names[BEH]} by {names[BEH]}.{form}; }} {form};" for form in JOINED)
    builder.addOpenTypeFeatures("languagesystem arab dflt;\n" + "\n".join(rules))
    save(builder, "Blocks")


def make_swatches() -> None:
    man, woman, joiner, party, heart = 0x1F468, 0x1F469, 0x200D, 0x1F389, 0x2764
    names = {point: f"u{point:04X}" for point in [0x31, joiner, heart, party, man, woman]}
    shown = [name for point, name in names.items() if point != joiner]
    layers = ["left", "right"]
    order = [".notdef", *names.values(), "couple", *layers]
    glyphs = {name: rectangle(0 if name == names[joiner] else 1000, 700) for name in order}
    glyphs[names[joiner]] = rectangle(0, 0)
    widths = {name: 0 if name == names[joiner] else 1000 for name in order}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in widths.items()})
    builder.setupCOLR({name: [("left", 0), ("right", 1)] for name in [*shown, "couple"]})
    builder.setupCPAL([[(0.8, 0.1, 0.1, 1.0), (1.0, 0.8, 0.0, 1.0)]])
    builder.addOpenTypeFeatures(
        f"feature ccmp {{ sub {names[man]} {names[joiner]} {names[woman]} by couple; }} ccmp;"
    )
    save(builder, "Swatches")


def save(builder: FontBuilder, family: str) -> None:
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
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
    builder.save(Path(__file__).with_name(f"{family}.ttf"))


main()
