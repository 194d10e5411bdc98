"""Word files and where each paragraph and cell stands in print, found without matching texts.

A twin of each file gives every paragraph and cell a colour of its own. Colours change nothing
in the layout, so the twin's print tells page and place of each by its colour alone.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.known import office
from bench.known.contents import SHORT, events, tenants
from bench.known.families import AFTER, NOTICE
from bench.known.office import Part, Style, document
from bench.known.table import plain

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """The text, the page it begins on and the box of its ink there."""

    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Placed:
    """A Word file and the places of its texts in order."""

    name: str
    data: bytes
    places: tuple[Place, ...]


def placed(quick: bool) -> list[Placed]:
    """Files with forms, rosters over pages and prose; empty without LibreOffice."""
    held = {}
    for seed in range(100, 101 if quick else 103):
        tables = [make(seed) for make in SHORT[-2:]] + [tenants(28, seed), events(30, seed)]
        parts = [Part("众创空间认定申报书")]
        for number, table in enumerate(tables, start=1):
            style = Style(heads=seed % 2 == 0, size=9 + number % 3, centred=bool(number % 2))
            notice = f"{number}．{NOTICE}" + AFTER * (number % 3)
            parts += [Part(notice), Part(f"表{number}  第{seed - 99}号"), Part(table, style)]
        held[f"place {seed}.docx"] = parts
    coloured = {name: _coloured(parts) for name, parts in held.items()}
    twins = office.printed({name: document(parts) for name, (parts, _) in coloured.items()})
    return [
        Placed(name, document(held[name]), _places(twins[name], coloured[name][1]))
        for name in held
        if name in twins
    ]


def _coloured(parts: Sequence[Part]) -> tuple[list[Part], dict[int, str]]:
    """The parts in colours, and the text of each colour."""
    texts: dict[int, str] = {}
    out = []
    for part in parts:
        content = part.content
        own = [content] if isinstance(content, str) else [cell.text for cell in content.cells]
        colours = []
        for text in own:
            number = 1 + len(texts)
            texts[number] = text
            colours.append(f"{_colour(number):06X}")
        out.append(Part(content, part.style, tuple(colours), part.breaks))
    return out, texts


def _colour(number: int) -> int:
    """Colours far enough apart to survive rounding in the print."""
    return (number // 1024 % 32) << 19 | (number // 32 % 32) << 11 | (number % 32) << 3


def _places(data: bytes, texts: Mapping[int, str]) -> tuple[Place, ...]:
    import pdfplumber

    numbers = {_colour(number): number for number in texts}
    ink: dict[int, dict[int, list[Box]]] = defaultdict(lambda: defaultdict(list))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for char in page.chars:
                colour = char["non_stroking_color"]
                if char["text"].strip() and (number := numbers.get(_packed(colour))):
                    box = (char["x0"], char["top"], char["x1"], char["bottom"])
                    ink[number][page.page_number].append(box)
    found = []
    for number, text in texts.items():
        if plain(text) and ink[number]:
            first = min(ink[number])
            found.append(Place(plain(text), first, _around(ink[number][first])))
    return tuple(found)


def _packed(colour: object) -> int:
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if len(parts) == 1:
        parts = tuple(parts) * 3
    red, green, blue = (round(float(part or 0) * 255) for part in parts[:3])
    return red << 16 | green << 8 | blue


def _around(boxes: Sequence[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))
