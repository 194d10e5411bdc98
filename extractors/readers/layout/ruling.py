"""Tables between ruling lines: strokes in, the boxes of the cells they enclose out.

Strokes come from a PDF's paths or from a picture; both are found again as the same cells.
The rules of pdfplumber's line strategy hold, with its constants: strokes close to each other
are one, and a cell is the smallest rectangle whose four sides are covered by strokes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from extractors.errors import LimitReached
from extractors.model import Box
from extractors.readers.layout.sides import missing_sides

Stroke = tuple[float, float, float]
"""Position, start, end in points, y down: (x, top, bottom) upright, (y, x0, x1) level."""

Point = tuple[float, float]
Edges = set[int]

# pdfplumber's defaults, in points. Both sides of a border drawn as a thin rectangle, and the
# borders of neighbouring cells, lie within SNAP; dashes lie within JOIN.
SNAP = 3.0
JOIN = 3.0
CROSS = 3.0
SHORTEST = 3.0
# Where strokes may cross and how often cells may be tried. A page of 70 rows and 10 columns
# crosses 800 times; ten thousand strokes in a lattice would cross millions of times.
MOST_CROSSINGS = 100_000
MOST_TRIALS = 2_000_000


def tables_of(
    vertical: Sequence[Stroke], horizontal: Sequence[Stroke]
) -> tuple[tuple[Box, ...], ...]:
    """The tables that strokes draw, top down, each as the boxes of its cells.

    A single box is no table: it frames something.

    Args:
        vertical: Upright strokes as (x, top, bottom).
        horizontal: Level strokes as (y, x0, x1).

    Raises:
        LimitReached: so many strokes cross that no form or roster can be meant.
    """
    upright, level = merged(vertical), merged(horizontal)
    if len(upright) < 2 or len(level) < 2:
        return ()
    upright = sorted(upright + missing_sides(upright, level))
    return _tables(_cells(_Crossings(upright, level)))


def merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes along one line as one, at the mean of their positions; short ones left out."""
    out: list[Stroke] = []
    for position, extents in _snapped(strokes):
        start, end = extents[0]
        for a, b in extents[1:]:
            if a <= end + JOIN:
                end = max(end, b)
                continue
            if end - start >= SHORTEST:
                out.append((position, start, end))
            start, end = a, b
        if end - start >= SHORTEST:
            out.append((position, start, end))
    return out


def _snapped(strokes: Iterable[Stroke]) -> Iterable[tuple[float, list[tuple[float, float]]]]:
    """Positions that lie within SNAP of the next, as one, with the strokes' extents."""
    group: list[Stroke] = []
    for stroke in sorted(strokes):
        if group and stroke[0] > group[-1][0] + SNAP:
            yield _mean(group)
            group = []
        group.append(stroke)
    if group:
        yield _mean(group)


def _mean(group: Sequence[Stroke]) -> tuple[float, list[tuple[float, float]]]:
    position = sum([stroke[0] for stroke in group]) / len(group)
    return position, sorted({stroke[1:] for stroke in group})


class _Crossings:
    """Where strokes cross, and which strokes do, by number.

    `below` and `right` list, for each crossing, those further down at its x and further
    right at its y, nearest first.
    """

    def __init__(self, upright: Sequence[Stroke], level: Sequence[Stroke]) -> None:
        self.upright: dict[Point, Edges] = defaultdict(set)
        self.level: dict[Point, Edges] = defaultdict(set)
        heights = [stroke[0] for stroke in level]
        for number, (x, top, bottom) in enumerate(upright):
            first = bisect_left(heights, top - CROSS)
            for other in range(first, bisect_right(heights, bottom + CROSS)):
                y, start, end = level[other]
                if start - CROSS <= x <= end + CROSS:
                    self.upright[x, y].add(number)
                    self.level[x, y].add(other)
            if len(self.upright) > MOST_CROSSINGS:
                raise LimitReached("", "limit_size", "crossing strokes")
        self.points = sorted(self.upright)
        self._columns: dict[float, list[Point]] = defaultdict(list)
        self._rows: dict[float, list[Point]] = defaultdict(list)
        self._places: dict[Point, tuple[int, int]] = {}
        for point in self.points:
            column, row = self._columns[point[0]], self._rows[point[1]]
            self._places[point] = (len(column) + 1, len(row) + 1)
            column.append(point)
            row.append(point)

    def below(self, point: Point) -> Iterator[Point]:
        own = self.upright[point]
        for other in islice(self._columns[point[0]], self._places[point][0], None):
            if own.isdisjoint(self.upright[other]):
                return
            yield other

    def right(self, point: Point) -> Iterator[Point]:
        own = self.level[point]
        for other in islice(self._rows[point[1]], self._places[point][1], None):
            if own.isdisjoint(self.level[other]):
                return
            yield other

    def nearest(self, point: Point) -> tuple[Point, Point] | None:
        """The next crossings below and to the right; None where strokes lead to none."""
        number, place = self._places[point]
        column, row = self._columns[point[0]], self._rows[point[1]]
        if number == len(column) or place == len(row):
            return None
        below, right = column[number], row[place]
        if self.upright[point].isdisjoint(self.upright[below]):
            return None
        return None if self.level[point].isdisjoint(self.level[right]) else (below, right)

    def closes(self, corner: Point, below: Point, right: Point) -> bool:
        """Whether strokes lead to the corner from the left and from above."""
        return (
            corner in self.upright
            and not self.upright[corner].isdisjoint(self.upright[right])
            and not self.level[corner].isdisjoint(self.level[below])
        )


def _cells(crossings: _Crossings) -> list[Box]:
    """The smallest cell right and down of each crossing."""
    found: list[Box] = []
    trials = 0
    for point in crossings.points:
        near = crossings.nearest(point)
        if near is None:
            continue
        below, right = near
        if crossings.closes((right[0], below[1]), below, right):  # as nearly always
            found.append((*point, right[0], below[1]))
            continue
        for corner in _corners(crossings, point):
            trials += 1
            if corner is not None:
                found.append((*point, *corner))
                break
            if trials > MOST_TRIALS:
                raise LimitReached("", "limit_size", "crossing strokes")
    return found


def _corners(crossings: _Crossings, point: Point) -> Iterator[Point | None]:
    """Lower right corners of a cell at the point, nearest first; None where none closes it."""
    for lower in crossings.below(point):
        for right in crossings.right(point):
            corner = (right[0], lower[1])
            yield corner if crossings.closes(corner, lower, right) else None


def _tables(cells: Sequence[Box]) -> tuple[tuple[Box, ...], ...]:
    """Cells that share a corner, directly or through others, make one table."""
    tables: dict[Point, list[Box]] = {}  # by each corner
    for cell in cells:
        corners = _corners_of(cell)
        own: list[Box] | None = None
        for corner in corners:
            other = tables.get(corner)
            if other is None or other is own:
                continue
            if own is None:
                own = other
            else:
                own, other = (own, other) if len(own) >= len(other) else (other, own)
                own += other
                tables.update((point, own) for box in other for point in _corners_of(box))
        if own is None:
            own = []
        own.append(cell)
        tables.update(dict.fromkeys(corners, own))
    several = {id(table): table for table in tables.values() if len(table) > 1}
    return tuple(sorted((tuple(sorted(table)) for table in several.values()), key=_first))


def _corners_of(cell: Box) -> tuple[Point, Point, Point, Point]:
    x0, top, x1, bottom = cell
    return ((x0, top), (x1, top), (x0, bottom), (x1, bottom))


def _first(table: Sequence[Box]) -> Point:
    return min((top, x0) for x0, top, _, _ in table)
