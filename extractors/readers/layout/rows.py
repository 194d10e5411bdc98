"""Lines of a table without rules grouped into rows and cells. A region in; a Grid out.

Where rules part the rows, they decide; else the lines of each column do (`stacks`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractors.readers.layout.aligned import Region
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.grid import Cell, Grid
from extractors.readers.layout.gutters import Interval
from extractors.readers.layout.printed import PIECE, Printed, pieces_of, printed
from extractors.readers.layout.stacks import Piece, Stack, rows_of

COLONS = ":："


def grid_of(region: Region) -> Grid:
    """The table of a region: one cell a column and row, blank ones included."""
    gutters = _without_colons(region)
    middles = [(a + b) / 2 for a, b in gutters]
    segments = [seg for line in region.lines for seg in _segments(line, gutters, middles)]
    rows = _ruled_rows(segments, region.rules) or rows_of(segments, len(middles) + 1)
    left = min(line.x0 for line in region.lines)
    right = max(line.x1 for line in region.lines)
    edges = [left, *middles, right]
    cells: list[Cell] = []
    for number, row in enumerate(rows, start=1):
        cells += _cells(row, number, edges)
    box = (left, rows[0].top, right, rows[-1].bottom)
    return Grid(region.lines[0].page, box, tuple(cells), tuple(edges), ruled=False)


def _without_colons(region: Region) -> list[Interval]:
    """The gutters but for those before a column of colons, which end the labels on its left."""
    middles = [(a + b) / 2 for a, b in region.gutters]
    texts: dict[int, str] = {}
    for line in region.lines:
        for piece in _segments(line, region.gutters, middles):
            texts[piece.column] = texts.get(piece.column, "") + piece.line.text
    return [
        gutter
        for column, gutter in enumerate(region.gutters, start=1)
        if texts.get(column, "").strip(COLONS) or not texts.get(column)
    ]


def _segments(line: Printed, gutters: Sequence[Interval], middles: Sequence[float]) -> list[Piece]:
    """The line cut at the gutters; a piece whose ink crosses one takes both columns."""
    found: list[Piece] = []
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
                found.append(Piece(part, min(first, column), max(1, last - first + 1)))
    return found


def _clear(run: Sequence[Glyph], glyph: Glyph, gutters: Sequence[Interval]) -> bool:
    """Whether white parts the glyph from the run before it, at some gutter."""
    inked = [g for g in run if not g.blank]
    if not inked or glyph.blank:
        return False
    return glyph.x0 - inked[-1].x1 >= 0.35 * glyph.size


def _ruled_rows(segments: Sequence[Piece], rules: Sequence[float]) -> list[Stack]:
    """Rows as rules part them; none where rules part only the heading from the rest."""
    rows: dict[int, Stack] = {}
    heights = set()
    for segment in sorted(segments, key=lambda s: s.line.middle):
        line = segment.line
        row = rows.setdefault(bisect_right(rules, line.middle), Stack([], line.top, line.bottom))
        row.pieces.append(segment)
        row.top, row.bottom = min(row.top, line.top), max(row.bottom, line.bottom)
        heights.add(round(line.middle / (0.5 * line.size)))
    lines_in_a_row = len(heights) / max(1, len(rows))
    return list(rows.values()) if len(rules) >= 2 and lines_in_a_row <= 4 else []


def _cells(row: Stack, number: int, edges: Sequence[float]) -> list[Cell]:
    spans: dict[int, int] = {}
    lines: dict[int, list[Printed]] = {}
    for segment in sorted(row.pieces, key=lambda s: (s.line.middle, s.line.x0)):
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
