"""Tables on pages: cells with grid positions and their printed lines.

Enter: boxes of cells that rules enclose, and glyphs. Leave: a Grid of real cells (merged
ones once, with spans) and the glyphs that stand in none of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph, Printed, box_around, lines_of, pieces_of

# Rules of neighbouring cells are drawn up to 3 pt apart (double or thick borders).
SNAP = 3.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One real cell; rows and columns of its table count from 1."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page. `edges` are the x positions of its columns' borders.

    `continues` says that it goes on with the rows of the table before it.
    """

    page: int
    box: Box
    cells: tuple[Cell, ...]
    edges: tuple[float, ...]
    ruled: bool
    continues: bool = False

    @property
    def rows(self) -> int:
        return max(cell.row + cell.row_span - 1 for cell in self.cells)


def edges_of(values: Iterable[float]) -> list[float]:
    """Positions that lie within SNAP of each other, as one each."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def ruled_grid(
    boxes: Sequence[Box], glyphs: Sequence[Glyph], page: int
) -> tuple[Grid | None, list[Glyph]]:
    """Put the glyphs into the cells.

    Returns:
        The grid, or None where the boxes make no table (a frame, coloured stripes behind
        rows whose columns no rule parts); and the glyphs outside it.
    """
    xs = edges_of(x for box in boxes for x in (box[0], box[2]))
    ys = edges_of(y for box in boxes for y in (box[1], box[3]))
    places = sorted({_place(box, xs, ys): box for box in boxes}.items())
    if len(places) < 2 or len(xs) < 2 or len(ys) < 2:
        return None, list(glyphs)
    owner = {
        (row, column): index
        for index, ((top, left, bottom, right), _) in enumerate(places)
        for row in range(top, bottom)
        for column in range(left, right)
    }
    inside: list[list[Glyph]] = [[] for _ in places]
    outside: list[Glyph] = []
    for glyph in glyphs:
        spot = (
            bisect_right(ys, glyph.middle) - 1,
            bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1,
        )
        index = owner.get(spot)
        (outside if index is None else inside[index]).append(glyph)
    cells = tuple(
        Cell(box, top + 1, left + 1, bottom - top, right - left, tuple(lines_of(own, page)))
        for ((top, left, bottom, right), box), own in zip(places, inside, strict=True)
    )
    if len(xs) == 2 and _is_striped(cells):
        return None, list(glyphs)
    return Grid(page, box_around(boxes), cells, tuple(xs), ruled=True), outside


def _is_striped(cells: Sequence[Cell]) -> bool:
    """Whether most boxes of a single column hold several pieces side by side."""
    divided = [cell for cell in cells if any(len(pieces_of(line)) > 1 for line in cell.lines)]
    return len(divided) > len(cells) / 2


def _place(box: Box, xs: Sequence[float], ys: Sequence[float]) -> tuple[int, int, int, int]:
    """Indexes of the box's edges: top, left, bottom, right."""
    left, right = _nearest(xs, box[0]), _nearest(xs, box[2])
    top, bottom = _nearest(ys, box[1]), _nearest(ys, box[3])
    return top, left, max(bottom, top + 1), max(right, left + 1)


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
