"""Lines of a table without rules grouped into rows and cells. A region in; a Grid out.

A cell's wrapped lines may follow its row's first line or stand around its middle, so lines
are taken together by the white between them: rows keep more of it than a cell's own lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.layout.aligned import Region
from extractors.readers.layout.glyphs import PIECE, Glyph, Printed, pieces_of, printed
from extractors.readers.layout.grid import Cell, Grid
from extractors.readers.layout.gutters import Interval

# The white between two lines of one cell is at most this share of that between rows, and
# of the type size.
WITHIN = 0.75


@dataclass(frozen=True, slots=True)
class _Segment:
    """A printed piece and the columns it takes."""

    line: Printed
    column: int  # from 0
    span: int


@dataclass(slots=True)
class _Band:
    """Segments that form a row, or a part of one."""

    segments: list[_Segment]
    top: float
    bottom: float
    anchor: bool = False

    def take(self, other: _Band) -> None:
        self.segments += other.segments
        self.top = min(self.top, other.top)
        self.bottom = max(self.bottom, other.bottom)
        self.anchor |= other.anchor

    @property
    def columns(self) -> set[int]:
        return {segment.column for segment in self.segments}


def grid_of(region: Region) -> Grid:
    """The table of a region: one cell a column and row, blank ones included."""
    middles = [(a + b) / 2 for a, b in region.gutters]
    segments = [seg for line in region.lines for seg in _segments(line, region.gutters, middles)]
    bands = _bands(segments)
    rows = _ruled_rows(bands, region.rules) or _rows(bands, len(middles) + 1)
    left = min(line.x0 for line in region.lines)
    right = max(line.x1 for line in region.lines)
    edges = [left, *middles, right]
    cells: list[Cell] = []
    for number, row in enumerate(rows, start=1):
        cells += _cells(row, number, edges)
    box = (left, rows[0].top, right, rows[-1].bottom)
    return Grid(region.lines[0].page, box, tuple(cells), tuple(edges), ruled=False)


def _segments(
    line: Printed, gutters: Sequence[Interval], middles: Sequence[float]
) -> list[_Segment]:
    """The line cut at the gutters; a piece whose ink crosses one takes both columns."""
    found: list[_Segment] = []
    for piece in pieces_of(line, PIECE):
        runs: list[list[Glyph]] = []
        columns: list[int] = []
        for glyph in piece.glyphs:
            column = bisect_right(middles, (glyph.x0 + glyph.x1) / 2)
            if not runs or (column != columns[-1] and _clear(runs[-1], glyph, gutters)):
                runs.append([])
                columns.append(column)
            runs[-1].append(glyph)
        for run, column in zip(runs, columns, strict=True):
            part = printed(run, line.page)
            if part is not None:
                last = bisect_right(middles, part.x1 - 0.3 * part.size)
                first = bisect_right(middles, part.x0 + 0.3 * part.size)
                found.append(_Segment(part, min(first, column), max(1, last - first + 1)))
    return found


def _clear(run: Sequence[Glyph], glyph: Glyph, gutters: Sequence[Interval]) -> bool:
    """Whether white parts the glyph from the run before it, at some gutter."""
    inked = [g for g in run if not g.blank]
    if not inked or glyph.blank:
        return False
    return glyph.x0 - inked[-1].x1 >= 0.35 * glyph.size


def _bands(segments: Sequence[_Segment]) -> list[_Band]:
    """Segments whose heights overlap, from the top down."""
    bands: list[_Band] = []
    for segment in sorted(segments, key=lambda s: s.line.top):
        line = segment.line
        new = _Band([segment], line.top, line.bottom)
        if bands and line.top < bands[-1].bottom - 0.2 * (line.bottom - line.top):
            bands[-1].take(new)
        else:
            bands.append(new)
    return bands


def _ruled_rows(bands: Sequence[_Band], rules: Sequence[float]) -> list[_Band]:
    """Rows as rules part them; none where rules part only the heading from the rest."""
    rows: dict[int, _Band] = {}
    parted = 0
    for band in bands:
        place = bisect_right(rules, (band.top + band.bottom) / 2)
        if place in rows:
            rows[place].take(band)
        else:
            rows[place] = _Band(list(band.segments), band.top, band.bottom)
            parted += 1
    lines_in_a_row = len(bands) / max(1, parted)
    return list(rows.values()) if len(rules) >= 2 and lines_in_a_row <= 3 else []


def _rows(bands: list[_Band], columns: int) -> list[_Band]:
    """Bands joined into rows."""
    needed = max(2, (columns + 1) // 2)
    for band in bands:
        band.anchor = sum(segment.span for segment in band.segments) >= needed
    _unanchor_wraps(bands)
    within = WITHIN * _usual_white(bands)
    rows = list(bands)
    while True:
        joins = [
            (below.top - above.bottom, index)
            for index, (above, below) in enumerate(pairwise(rows))
            if not (above.anchor and below.anchor) and below.top - above.bottom < within
        ]
        if not joins:
            break
        _, index = min(joins)
        rows[index].take(rows.pop(index + 1))
    return _without_loose(rows)


def _unanchor_wraps(bands: Sequence[_Band]) -> None:
    """Take several cells wrapped at once for what they are, not for a row.

    Such a band is blank in the first column, and either all rows have a serial number there
    or each of its pieces stands under one that fills its column.
    """
    first = [seg.line.text for b in bands[1:] if b.anchor for seg in b.segments if seg.column == 0]
    serial = len(first) >= 2 and all(text.isdigit() for text in first)
    edges: dict[int, float] = {}
    for band in bands:
        for segment in band.segments:
            last = segment.column + segment.span - 1
            edges[last] = max(edges.get(last, 0.0), segment.line.x1)
    for above, band in pairwise(bands):
        if band.anchor and 0 not in band.columns:
            band.anchor = not (serial or _is_wrapped(above, band, edges))


def _is_wrapped(above: _Band, band: _Band, edges: Mapping[int, float]) -> bool:
    over = {segment.column: segment for segment in above.segments}
    for segment in band.segments:
        top = over.get(segment.column)
        if top is None or top.span != segment.span:
            return False
        edge = edges[segment.column + segment.span - 1]
        if top.line.x1 + segment.line.size < edge - 0.5:
            return False
    return True


def _usual_white(bands: Sequence[_Band]) -> float:
    """The white between rows; at least the type size's share where rows are not seen."""
    size = median(segment.line.size for band in bands for segment in band.segments)
    whites = [
        below.top - above.bottom
        for above, below in pairwise(bands)
        if above.anchor and below.anchor
    ]
    return min(median(whites), 1.2 * size) if whites else size


def _without_loose(rows: Sequence[_Band]) -> list[_Band]:
    """A band that is no row of its own (nothing in the first column) goes to the row above."""
    kept: list[_Band] = []
    for row in rows:
        if kept and not row.anchor and 0 not in row.columns:
            kept[-1].take(row)
        else:
            kept.append(row)
    return kept


def _cells(row: _Band, number: int, edges: Sequence[float]) -> list[Cell]:
    spans: dict[int, int] = {}
    lines: dict[int, list[Printed]] = {}
    for segment in sorted(row.segments, key=lambda s: (s.line.middle, s.line.x0)):
        spans[segment.column] = max(spans.get(segment.column, 1), segment.span)
        lines.setdefault(segment.column, []).append(segment.line)
    cells: list[Cell] = []
    column = 0
    while column < len(edges) - 1:
        span = spans.get(column, 1)
        while span > 1 and any(column < other < column + span for other in lines):
            span -= 1
        box = (edges[column], row.top, edges[column + span], row.bottom)
        cells.append(Cell(box, number, column + 1, 1, span, _merged(lines.get(column, []))))
        column += span
    return cells


def _merged(lines: Sequence[Printed]) -> tuple[Printed, ...]:
    """Pieces of one printed line in one cell, as one line."""
    out: list[Printed] = []
    for line in lines:
        if out and abs(out[-1].middle - line.middle) < 0.4 * line.size:
            whole = printed((*out[-1].glyphs, *line.glyphs), line.page)
            if whole is not None:
                out[-1] = whole
        else:
            out.append(line)
    return tuple(out)
