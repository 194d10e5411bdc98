"""Pieces of a table without rules put into rows. Pieces with their columns in; rows out.

Rows never overlap in height, so it is enough to know which lines are one cell's: those that
follow each other in a column at the pitch of wrapped text, the upper one filling the column.
Cells that overlap in height then form a row, whether they are set to the top or the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractors.readers.layout.paragraphs import word_width
from extractors.readers.layout.printed import Printed

# Middles of one printed line differ by less, in type sizes.
LEVEL = 0.25
# How much the pitch of wrapped lines may vary, and how much smaller it is than the pitch of
# rows where white parts them.
PITCH = 1.12
CLOSER = 0.93
# Lines of one cell are never further apart, in type sizes, middle to middle.
WIDEST_PITCH = 1.9
# A wrapped line ends where the next word does not fit; text is set to within so much of it.
SLACK = 0.35
SERIAL = re.compile(r"[（(]?\d{1,4}[)）.、．]?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed piece and the columns it takes, from 0."""

    line: Printed
    column: int
    span: int


@dataclass(slots=True)
class _Blob:
    """Lines of one cell; `anchor` where a row has just one such cell."""

    pieces: list[Piece]
    anchor: bool = False

    @property
    def top(self) -> float:
        return self.pieces[0].line.top

    @property
    def bottom(self) -> float:
        return self.pieces[-1].line.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Stack:
    """The pieces of one row, and from where to where it reaches."""

    pieces: list[Piece] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0


def rows_of(pieces: Sequence[Piece], columns: int) -> list[Stack]:
    """The rows from the top down."""
    by_column: dict[int, list[Piece]] = {}
    for piece in sorted(pieces, key=lambda p: (p.line.middle, p.line.x0)):
        by_column.setdefault(piece.column, []).append(piece)
    levels = _levels(pieces)
    anchors = _anchors(by_column, levels, columns)
    pitch = _pitch(by_column, anchors)
    blobs = [blob for own in by_column.values() for blob in _blobs(own, anchors, pitch)]
    rows = [part for group in _overlapping(blobs) for part in _parted(group)]
    stacks = [_stack(row) for row in rows]
    return _without_loose(stacks, columns, pitch)


def _levels(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    """For each piece, by `id`, those printed at its height."""
    levels: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.line.middle):
        line = piece.line
        if levels and line.middle - levels[-1][0].line.middle <= LEVEL * line.size:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    return {id(piece): level for level in levels for piece in level}


def _anchors(
    by_column: dict[int, list[Piece]], levels: dict[int, list[Piece]], columns: int
) -> set[int]:
    """The `id`s of pieces of which each stands in a row of its own.

    Serial numbers are such; where there are none, what stands in a line that shows the first
    column and half of the others.
    """
    first = by_column.get(0, [])
    serials = [piece for piece in first if SERIAL.fullmatch(piece.line.text.strip())]
    if len(serials) >= 2 and len(serials) * 2 >= len(first) - 2:
        start = serials[0].line.middle
        below = [piece for piece in first if piece.line.middle >= start]
        heads = [p for p in by_column.get(0, []) if p.line.middle < start]
        return {id(piece) for piece in [*below, *heads[:1]]}
    needed = max(2, (columns + 1) // 2)
    return {
        id(piece) for piece in first if sum(other.span for other in levels[id(piece)]) >= needed
    }


def _pitch(by_column: dict[int, list[Piece]], anchors: set[int]) -> float:
    """The distance of wrapped lines, 0 where none are wrapped."""
    heights = sorted(piece.line.middle for piece in by_column.get(0, []) if id(piece) in anchors)
    usual = min((b - a for a, b in pairwise(heights)), default=0.0)
    found = []
    for column, own in by_column.items():
        for above, below in pairwise(own):
            both = column == 0 and id(above) in anchors and id(below) in anchors
            step = below.line.middle - above.line.middle
            if not both and LEVEL * below.line.size < step <= WIDEST_PITCH * below.line.size:
                found.append(step)
    if not found:
        return 0.0
    least = min(found)
    # Where white parts the rows, no two of them are as close as wrapped lines.
    return least if not usual or least < CLOSER * usual or _is_tight(by_column, anchors) else 0.0


def _is_tight(by_column: dict[int, list[Piece]], anchors: set[int]) -> bool:
    """Whether some column shows more lines than there are rows."""
    return any(len(own) > len(anchors) for column, own in by_column.items() if column)


def _blobs(own: Sequence[Piece], anchors: set[int], pitch: float) -> Iterator[_Blob]:
    """Lines of one column, from the top down, as cells."""
    widest = max(piece.line.x1 - piece.line.x0 for piece in own)
    blob: list[Piece] = []
    for piece in own:
        if blob and not _follows(blob[-1], piece, widest, anchors, pitch):
            yield _Blob(blob, any(id(p) in anchors for p in blob))
            blob = []
        blob.append(piece)
    yield _Blob(blob, any(id(p) in anchors for p in blob))


def _follows(above: Piece, below: Piece, widest: float, anchors: set[int], pitch: float) -> bool:
    """Whether two lines of a column are one cell's."""
    if above.span != below.span or id(below) in anchors:
        return False
    one, other = above.line, below.line
    step = other.middle - one.middle
    if step <= LEVEL * other.size:
        return True
    if step > PITCH * pitch:
        return False
    return one.x1 - one.x0 + word_width(other) > widest - SLACK * other.size


def _overlapping(blobs: Sequence[_Blob]) -> list[list[_Blob]]:
    groups: list[list[_Blob]] = []
    bottom = 0.0
    for blob in sorted(blobs, key=lambda b: b.top):
        size = blob.pieces[0].line.size
        if groups and blob.top < bottom - LEVEL * size:
            groups[-1].append(blob)
            bottom = max(bottom, blob.bottom)
        else:
            groups.append([blob])
            bottom = blob.bottom
    return groups


def _parted(group: list[_Blob]) -> Iterator[list[_Blob]]:
    """Cells that overlap in height, parted where they show several rows.

    By chance a cell's last line fills its column: then the next row's lines seem to be its
    own. Each row's anchor stands at the top or in the middle of it.
    """
    anchors = sorted((blob for blob in group if blob.anchor), key=lambda b: b.middle)
    if len(anchors) < 2:
        yield group
        return
    pieces = [piece for blob in group for piece in blob.pieces]
    cuts = _cuts(pieces, anchors)
    rows: list[dict[int, list[Piece]]] = [{} for _ in anchors]
    for blob in group:
        for piece in blob.pieces:
            place = sum(piece.line.middle > cut for cut in cuts)
            rows[place].setdefault(id(blob), []).append(piece)
    for row in rows:
        if row:
            yield [_Blob(own) for own in row.values()]


def _cuts(pieces: Sequence[Piece], anchors: Sequence[_Blob]) -> list[float]:
    """The heights between the rows of anchors, read as centred and as set to the top.

    A row that is centred reaches as far below its anchor as above it.
    """
    heights = sorted({round(piece.line.middle, 1) for piece in pieces})
    top = min(piece.line.top for piece in pieces)
    size = median(piece.line.size for piece in pieces)
    centred = heights[0] < anchors[0].middle - LEVEL * size
    cuts: list[float] = []
    for one, other in pairwise(anchors):
        between = [h for h in heights if one.middle <= h <= other.middle]
        if centred or any(_is_between(h, one, other, heights, size) for h in between):
            centred = True
        wanted = 2 * one.middle - top if centred else other.top
        gaps = [(a + b) / 2 for a, b in pairwise(between)] or [(one.middle + other.middle) / 2]
        cut = min(gaps, key=lambda gap: abs(gap - wanted))
        cuts.append(cut)
        below = [piece.line.top for piece in pieces if piece.line.middle > cut]
        top = min(below, default=cut)
    return cuts


def _is_between(
    height: float, one: _Blob, other: _Blob, heights: Sequence[float], size: float
) -> bool:
    """Whether a line stands half a pitch from an anchor, as beside a centred one."""
    near = min(abs(height - one.middle), abs(height - other.middle))
    return LEVEL * size < near < 0.9 * size


def _stack(row: Sequence[_Blob]) -> Stack:
    pieces = [piece for blob in row for piece in blob.pieces]
    return Stack(
        pieces,
        min(piece.line.top for piece in pieces),
        max(piece.line.bottom for piece in pieces),
    )


def _without_loose(stacks: Sequence[Stack], columns: int, pitch: float) -> list[Stack]:
    """Rows again; a few cells without the first go to the row that they touch.

    They are lines after a break that was typed: the line above does not fill its column.
    """
    kept: list[Stack] = []
    for stack in stacks:
        taken = {piece.column for piece in stack.pieces}
        loose = kept and 0 not in taken and 2 * len(taken) < columns
        if loose and _touches(kept[-1], stack, pitch):
            kept[-1].pieces += stack.pieces
            kept[-1].bottom = max(kept[-1].bottom, stack.bottom)
        else:
            kept.append(stack)
    return kept


def _touches(above: Stack, below: Stack, pitch: float) -> bool:
    """Whether each line of the lower stands under one of the upper, at the pitch of wraps."""
    last: dict[int, float] = {}
    for piece in above.pieces:
        last[piece.column] = max(last.get(piece.column, 0.0), piece.line.middle)
    return all(
        piece.column in last and piece.line.middle - last[piece.column] <= 2 * PITCH * pitch
        for piece in below.pieces
    )
