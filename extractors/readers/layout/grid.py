"""Tables on pages: cells with grid positions and their printed lines.

Enter: boxes of cells that rules enclose, and runs of glyphs. Leave: a Grid of real cells
(merged ones once, with spans) and the runs that stand in none of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph, box_around
from extractors.readers.layout.printed import Printed, lines_of_runs, stretches_of
from extractors.readers.layout.runs import Run, runs_of

# Rules of neighbouring cells are drawn up to 3 pt apart (double or thick borders).
SNAP = 3.0

_Place = tuple[int, int, int, int]
"""Top, left, bottom, right as numbers of the grid's edges."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One real cell; rows and columns of its table count from 1."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Printed, ...]


@dataclass(frozen=True)
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

    @cached_property
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
    boxes: Sequence[Box], runs: Sequence[Run], page: int
) -> tuple[Grid | None, list[Run]]:
    """Put what is printed into the cells.

    Returns:
        The grid, or None where the boxes make no table (a frame, coloured stripes behind
        rows whose columns no rule parts); and the runs outside it.
    """
    xs = edges_of(x for box in boxes for x in (box[0], box[2]))
    ys = edges_of(y for box in boxes for y in (box[1], box[3]))
    columns = {x: _nearest(xs, x) for x in {x for box in boxes for x in (box[0], box[2])}}
    rows = {y: _nearest(ys, y) for y in {y for box in boxes for y in (box[1], box[3])}}
    places = sorted({_place(box, columns, rows): box for box in boxes}.items())
    if len(places) < 2 or len(xs) < 2 or len(ys) < 2:
        return None, list(runs)
    inside, outside = _shared_out(runs, xs, ys, [place for place, _ in places])
    cells = tuple(
        Cell(box, top + 1, left + 1, bottom - top, right - left, tuple(lines_of_runs(own, page)))
        for ((top, left, bottom, right), box), own in zip(places, inside, strict=True)
    )
    if len(xs) == 2 and _is_striped(cells):
        return None, list(runs)
    return Grid(page, box_around(boxes), cells, tuple(xs), ruled=True), outside


def _shared_out(
    runs: Iterable[Run], xs: Sequence[float], ys: Sequence[float], places: Sequence[_Place]
) -> tuple[list[list[Run]], list[Run]]:
    """The runs in each place of the grid, and those in none."""
    owner = {
        (row, column): index
        for index, (top, left, bottom, right) in enumerate(places)
        for row in range(top, bottom)
        for column in range(left, right)
    }
    inside: list[list[Run]] = [[] for _ in places]
    outside: list[Run] = []
    for run in runs:
        row = bisect_right(ys, run.middle) - 1
        if not 0 <= row < len(ys) - 1:
            outside.append(run)
            continue
        for part in _parted(run, xs):
            glyph = part.glyphs[0]
            column = bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1
            index = owner.get((row, column))
            (outside if index is None else inside[index]).append(part)
    return inside, outside


def _parted(run: Run, xs: Sequence[float]) -> list[Run]:
    """The run cut where a column's border passes between two of its glyphs."""
    first, last = run.glyphs[0], run.glyphs[-1]
    if bisect_right(xs, (first.x0 + first.x1) / 2) == bisect_right(xs, (last.x0 + last.x1) / 2):
        return [run]
    columns: dict[int, list[Glyph]] = {}
    for glyph in run.glyphs:
        columns.setdefault(bisect_right(xs, (glyph.x0 + glyph.x1) / 2), []).append(glyph)
    return [part for own in columns.values() for part in runs_of(own)]


def _is_striped(cells: Sequence[Cell]) -> bool:
    """Whether most boxes of a single column hold several pieces side by side."""
    divided = [cell for cell in cells if any(len(stretches_of(line)) > 1 for line in cell.lines)]
    return len(divided) > len(cells) / 2


def _place(box: Box, columns: Mapping[float, int], rows: Mapping[float, int]) -> _Place:
    """Indexes of the box's edges: top, left, bottom, right."""
    x0, y0, x1, y1 = box
    left, top = columns[x0], rows[y0]
    return top, left, max(rows[y1], top + 1), max(columns[x1], left + 1)


def _nearest(edges: Sequence[float], value: float) -> int:
    after = bisect_left(edges, value)
    if after == 0 or after == len(edges):
        return min(after, len(edges) - 1)
    return after if edges[after] - value < value - edges[after - 1] else after - 1
