"""Packs made from a seed, in the shapes that Recto is measured on: the same bytes on every machine."""

import io
import pathlib
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

SEED = 20261201
SYLLABLES = (
    "a al an ar as ate be ber ble ca cal con cor cu da de den der di do e ed el en er es fi for ga ge gen "
    "gra ha he i ic il in is it ity la le lec li lo ly ma man men ment mi mo na ne ni no o of on op or ous "
    "pa pe per pl po pre pro ra re ri ro sa se sen si sion so st sub ta te tem ter ti tion to tra tu ty u "
    "un ur va ve ver vi"
).split()
SHORT = "the of and to in is a for that it with as on by at from this are be or an not which".split()


@dataclass(frozen=True)
class Shape:
    """What a pack has: pages in groups, words, pictures, and whether each page has code and a table."""

    pages: int
    words: int
    pictures: int
    dense: bool


SHAPES = {
    # A page as the one that started Recto: a dozen headings and a certificate.
    "page": Shape(pages=1, words=620, pictures=1, dense=False),
    # A guide of 90 pages with pictures of screens and diagrams, some 240 sheets of A4.
    "guide": Shape(pages=90, words=68_600, pictures=175, dense=False),
    # A handbook of 540 pages with code and a table on each, some 1,270 sheets.
    "big": Shape(pages=540, words=481_000, pictures=44, dense=True),
}
# How many pages stand in a folder.
GROUP = 15


class Author:
    """Words, sentences and pages, made up."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        draw = lambda: "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4)))
        # A few thousand words, the first of them the commonest, as in any language.
        self.vocabulary = [draw() for _ in range(4_000)]
        self.written = 0

    def word(self):
        self.written += 1
        if self.random.random() < 0.4:
            return self.random.choice(SHORT)
        return self.vocabulary[int(len(self.vocabulary) * self.random.random() ** 3)]

    def phrase(self, count):
        return " ".join(self.word() for _ in range(count)).capitalize()

    def sentence(self):
        words = [self.word() for _ in range(self.random.randint(7, 22))]
        if self.random.random() < 0.15:
            at = self.random.randrange(len(words))
            words[at] = self.random.choice(["**{}**", "*{}*", "`{}`"]).format(words[at])
        return " ".join(words).capitalize() + "."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 5)))

    def items(self):
        mark = self.random.choice(["*", "1."])
        return "\n".join(f"{mark} {self.phrase(self.random.randint(4, 14))}" for _ in range(self.random.randint(3, 7)))

    def table(self):
        columns = self.random.randint(3, 4)
        row = lambda: "| " + " | ".join(self.phrase(self.random.randint(1, 5)) for _ in range(columns)) + " |"
        return "\n".join([row(), "|" + " :-- |" * columns] + [row() for _ in range(self.random.randint(4, 9))])

    def code(self):
        lines = []
        for _ in range(self.random.randint(6, 16)):
            name, other = self.random.choice(self.vocabulary), self.random.choice(self.vocabulary)
            lines.append(
                self.random.choice(
                    [
                        f"def {name}({other}, count={self.random.randint(1, 99)}):",
                        f'    {name} = "{other}" if count else None  # {other} {name}',
                        f"    return {name}.{other}({self.random.random():.3f})",
                        f"for {name} in {other}[1:]:",
                        f"    print(f'{{{name}}} of {other}')",
                    ]
                )
            )
        return "```python\n" + "\n".join(lines) + "\n```"


def screen(chance):
    """A picture of a screen: a window with a list, fields and words, in few colours."""
    width, height = 1280, 800
    picture = Image.new("RGB", (width, height), (246, 248, 250))
    draw = ImageDraw.Draw(picture)
    tone = tuple(chance.randint(40, 160) for _ in range(3))
    draw.rectangle((0, 0, width, 56), fill=tone)
    draw.rectangle((0, 56, 240, height), fill=(232, 236, 240))
    letters = "abcdefghijklmnopqrstuvwxyz    "
    line = lambda length: "".join(chance.choice(letters) for _ in range(length))
    for y in range(72, height - 20, 26):
        draw.text((20, y), line(26), fill=(60, 66, 74))
    for y in range(80, height - 30, 30):
        shade = chance.randint(20, 110)
        draw.text((264, y), line(chance.randint(60, 160)), fill=(shade, shade, shade + 10))
    for _ in range(6):
        x, y = chance.randint(300, 1000), chance.randint(100, 640)
        draw.rounded_rectangle((x, y, x + 220, y + 90), 8, fill=(255, 255, 255), outline=tone, width=2)
        for row in range(4):
            draw.text((x + 12, y + 10 + 18 * row), line(30), fill=(50, 50, 60))
    # A photograph on it, in soft tones.
    noise = Image.frombytes("L", (33, 26), chance.randbytes(33 * 26)).resize((330, 260)).point(lambda it: it & ~15)
    picture.paste(Image.merge("RGB", (noise, noise, noise)), (900, 480))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def diagram(chance):
    """A drawing of boxes and lines between them."""
    parts = []
    for at in range(12):
        x, y = 40 + at % 4 * 190, 40 + at // 4 * 130
        parts.append(f'<rect x="{x}" y="{y}" width="140" height="70" rx="6" fill="#e8f0fa" stroke="#3a5a8c"/>')
        parts.append(f'<text x="{x + 12}" y="{y + 40}" font-family="sans-serif" font-size="14">Part {chance.randint(1, 99)}</text>')
        parts.append(f'<path d="M{x + 140} {y + 35}h50" stroke="#3a5a8c"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="430">{"".join(parts)}</svg>'.encode()


def page(author, number, words, pictures, dense, others):
    """A page of about so many words, with pictures that lie beside it."""
    # A paragraph or two goes beyond what is asked for.
    end = author.written + words - 40
    title = author.phrase(3)
    parts = [f"# {title} {number}", author.paragraph()]
    kinds = ["paragraph"] * 9 + ["items"] * 2 + ["heading"] * 2
    pictures, step = list(pictures), max(words // (len(pictures) + 1), 1)
    next_picture = author.written + step
    if dense:
        parts += [author.code(), author.table()]
    while author.written < end:
        if pictures and author.written >= next_picture:
            next_picture += step
            parts.append(f"![{author.phrase(6)}]({pictures.pop(0)})")
        kind = author.random.choice(kinds)
        if kind == "heading":
            parts.append(f"## {author.phrase(4)}")
        parts.append(author.items() if kind == "items" else author.paragraph())
        if others and author.random.random() < 0.1:
            parts.append(f"See [{author.phrase(3)}]({author.random.choice(others)}). {author.sentence()}")
    parts += [f"![{author.phrase(6)}]({picture})" for picture in pictures]
    return f"---\ntitle: {title} {number}\ndescription: {author.sentence()}\n---\n\n" + "\n\n".join(parts) + "\n"


def make(name, folder):
    """Writes the pack of a shape into an empty folder, and returns its pages in their order."""
    shape, author = SHAPES[name], Author(SEED)
    folder = pathlib.Path(folder)
    paths = [f"part-{at // GROUP + 1:02}/page-{at + 1:03}.md" for at in range(shape.pages)]
    (folder / "pictures").mkdir(parents=True)
    pictures = []
    for at in range(shape.pictures):
        is_diagram = at % 5 == 4
        file = f"pictures/{'diagram' if is_diagram else 'screen'}-{at + 1:03}.{'svg' if is_diagram else 'png'}"
        make_picture = diagram if is_diagram else screen
        (folder / file).write_bytes(make_picture(author.random))
        pictures.append(f"../{file}")
    (folder / "pack.yaml").write_text(
        f"title: A {name} to measure\nlang: en\ndate: 2026-12-01\ndescription: Made from a seed.\n"
    )
    for at, path in enumerate(paths):
        own = pictures[at * shape.pictures // shape.pages : (at + 1) * shape.pictures // shape.pages]
        others = [f"../{other}" for other in paths if other != path]
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(page(author, at + 1, shape.words // shape.pages, own, shape.dense, others))
    return [folder / path for path in paths]
