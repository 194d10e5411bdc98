"""Glyphs that follow each other without white, as runs. Glyphs in; runs out.

Most glyphs of a page are printed one after another along a line. Taken together they are
placed, sorted and compared once a run in place of once a glyph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from extractors.readers.layout.glyphs import Glyph

# White between two glyphs, in units of the type size, from which a blank is read between
# two Latin signs even where the file has none: a run has less.
WORD = 0.30
# How much further right than the glyph before a glyph of the same run begins at least.
# Pressed punctuation overlaps by half its width; type printed twice to look bold lies
# closer, as does a combining mark.
FORWARD = 0.15
# Heights that differ by less (points) are one height.
LEVEL = 0.01
# A run this much lower (in type sizes) than one it overlaps is of the line below.
UNDER = 0.3


class Run(NamedTuple):
    """Glyphs of one line, size and score from left to right; all blank or none."""

    middle: float
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    blank: bool
    glyphs: Sequence[Glyph]


place = attrgetter("middle", "x0")
start = attrgetter("x0")


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """The glyphs in their order, cut where one does not directly follow the one before."""
    runs: list[Run] = []
    first = 0
    was_blank = False
    before = after = -1.0  # between these the next glyph of the run begins
    at_top = at_bottom = 0.0
    sure: float | None = None
    under = False
    for index, (text, x0, top, x1, bottom, size, score, sealed) in enumerate(glyphs):
        blank = text.isspace()
        if (
            before < x0 <= after
            and blank is was_blank
            and -LEVEL < top - at_top < LEVEL
            and -LEVEL < bottom - at_bottom < LEVEL
            and score is sure
            and sealed is under
        ):
            before, after = x0 + FORWARD * size, x1 + WORD * size
            continue
        if index:
            runs.append(_run(glyphs[first:index], was_blank))
        first, was_blank, at_top, at_bottom = index, blank, top, bottom
        sure, under = score, sealed
        before, after = x0 + FORWARD * size, x1 + WORD * size
    if glyphs:
        runs.append(_run(glyphs[first:], was_blank))
    return runs


def _run(glyphs: Sequence[Glyph], blank: bool) -> Run:
    _, x0, top, _, bottom, size, _, _ = glyphs[0]
    return Run((top + bottom) / 2, x0, top, glyphs[-1].x1, bottom, size, blank, glyphs)


def in_rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs whose middles stand at one height, from the top down, each row from the left.

    A smaller run (a note mark, m²) belongs to the row whose band its middle lies in.
    """
    rows: list[list[Run]] = []
    middle = size = 0.0
    count = 0
    for run in sorted(runs, key=place):
        many = len(run.glyphs)
        near = rows and run.middle - middle <= 0.45 * max(run.size, size)
        if near and not _lies_under(run, rows[-1]):
            rows[-1].append(run)
            count += many
            middle += (run.middle - middle) * many / count
        else:
            rows.append([run])
            middle, size, count = run.middle, run.size, many
    return [_from_left(row) for row in rows]


def _lies_under(run: Run, row: Sequence[Run]) -> bool:
    """Whether the run stands below another of the row: the lines of a cell set tight."""
    return any(
        run.middle - other.middle > UNDER * min(run.size, other.size)
        and min(run.x1, other.x1) - max(run.x0, other.x0)
        > 0.5 * min(run.x1 - run.x0, other.x1 - other.x0)
        for other in row
    )


def _from_left(row: list[Run]) -> list[Run]:
    if len(row) == 1:
        return row
    row.sort(key=start)
    if not overlap(row):
        return row
    glyphs = sorted(chain.from_iterable(run.glyphs for run in row), key=start)
    return runs_of(glyphs)


def overlap(row: Sequence[Run]) -> bool:
    """Whether a run begins before the last glyph of the one left of it."""
    return any(right.x0 < left.glyphs[-1].x0 for left, right in pairwise(row))
