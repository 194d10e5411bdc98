"""Pages set sign by sign: texts at places, rows between rules, as the layout gets them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.model import Block, Box
from extractors.readers.layout.glyphs import Glyph, PageContent

SIZE = 10.0
WIDTH, HEIGHT = 595.0, 842.0

Placed = tuple[float, float, str]
"""x0, top, text."""


def glyphs_of(x: float, top: float, text: str, size: float = SIZE) -> list[Glyph]:
    """A line of text; Latin signs take half a size."""
    out = []
    for sign in text:
        wide = size / 2 if sign.isascii() else size
        out.append(Glyph(sign, x, top, x + wide, top + size, size))
        x += wide
    return out


@pytest.fixture
def page() -> Callable[..., PageContent]:
    """A page of texts, of tables given as edges and rows, and of level rules."""

    def make(
        number: int,
        texts: Sequence[Placed] = (),
        tables: Sequence[tuple[Sequence[float], float, Sequence[Sequence[str]]]] = (),
        rules: Sequence[tuple[float, float, float]] = (),
    ) -> PageContent:
        glyphs = [glyph for text in texts for glyph in glyphs_of(*text)]
        cells: list[tuple[Box, ...]] = []
        for edges, top, rows in tables:
            boxes, more = ruled(edges, top, rows)
            cells.append(boxes)
            glyphs += more
        return PageContent(
            number, WIDTH, HEIGHT, 0, tuple(glyphs), tables=tuple(cells), rules=tuple(rules)
        )

    return make


def ruled(
    edges: Sequence[float], top: float, rows: Sequence[Sequence[str]]
) -> tuple[tuple[Box, ...], list[Glyph]]:
    """Cells of rows 20 points high, and their texts, lines of a cell parted by "\\n"."""
    boxes: list[Box] = []
    glyphs: list[Glyph] = []
    for row in rows:
        high = 20.0 * max(1, *(text.count("\n") + 1 for text in row))
        for x0, x1, text in zip(edges, edges[1:], row, strict=False):
            boxes.append((x0, top, x1, top + high))
            for number, line in enumerate(text.split("\n")):
                glyphs += glyphs_of(x0 + 4, top + 5 + 15 * number, line)
        top += high
    return tuple(boxes), glyphs


@pytest.fixture
def rows_in() -> Callable[[Sequence[Block]], dict[int, list[list[str]]]]:
    """Texts of the cells by table and row, in blocks' order."""

    def rows(blocks: Sequence[Block]) -> dict[int, list[list[str]]]:
        found: dict[int, dict[int, list[str]]] = {}
        for block in blocks:
            table, row = block.anchor.table, block.anchor.row
            if table is not None and row is not None:
                found.setdefault(table, {}).setdefault(row, []).append(block.text)
        return {table: [held[row] for row in sorted(held)] for table, held in found.items()}

    return rows
