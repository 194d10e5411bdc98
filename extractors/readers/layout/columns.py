"""Text set in two columns. Lines of one page in; its flows, in reading order, out.

A page is cut at heights where something crosses the white between columns (a title, a wide
table); within a cut the left column is read before the right one. A table's columns are no
text columns: theirs are short, text columns are filled to their edges.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.printed import Printed, lines_of, stretches_of

# Where the white may lie, as shares of the page's width, and how finely it is looked for.
FIRST, LAST, STEP = 0.3, 0.7, 2.0
# A column has at least this many lines with ink on its side of the white.
LEAST_LINES = 5
# The last column of a text may end after a few lines; it is as wide as the full one.
LAST_LINES = 2
SHORTER = 0.7
AS_WIDE = 0.85
# Type sizes of white; columns of text stand 1.5 to 3 apart.
GUTTER = 0.9
# A text column: this share of its lines reaches the edge, and so many signs stand in a line.
FILLED = 0.4
EDGE = 2.2
SIGNS = 8
# So many divided lines under each other are a table's rows, which a column of text may hold.
ROWS = 3


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines read one after another, and the part of the page's width they stand in."""

    lines: list[Printed]
    span: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines `first` up to `last` (exclusive) that nothing joins across `x`."""

    x: float
    first: int
    last: int
    weight: int


def flows_of(lines: Sequence[Printed], obstacles: Sequence[Box], width: float) -> list[Flow]:
    """The flows of a page.

    Args:
        lines: Body lines outside tables, from the top down.
        obstacles: Boxes of tables between rules, which interrupt columns they cross.
        width: The page's width in points.
    """
    run = _best_run(lines, obstacles, width)
    if run is None:
        return [Flow(list(lines), (0.0, width))] if lines else []
    glyphs = [glyph for line in lines[run.first : run.last] for glyph in line.glyphs]
    page = lines[0].page
    left = lines_of([g for g in glyphs if _centre(g) < run.x], page)
    right = lines_of([g for g in glyphs if _centre(g) >= run.x], page)
    if not (_is_text_column(left) and (_is_text_column(right) or _ends_short(right, left))):
        return [Flow(list(lines), (0.0, width))]
    above = flows_of(lines[: run.first], obstacles, width)
    below = flows_of(lines[run.last :], obstacles, width)
    return [*above, Flow(left, (0.0, run.x)), Flow(right, (run.x, width)), *below]


def _centre(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _best_run(lines: Sequence[Printed], obstacles: Sequence[Box], width: float) -> _Run | None:
    """The run of lines with most ink on both sides of a white strip."""
    if len(lines) < LEAST_LINES:
        return None
    inks = [_ink(line) for line in lines]
    whites = [white for ink in inks for white in _white_left(ink, FIRST * width, LAST * width)]
    if len(whites) < LAST_LINES:
        return None
    sides = sorted(
        [side for ink in inks for stretch in ink for side in stretch]
        + [side for box in obstacles for side in (box[0], box[2])]
    )
    best: _Run | None = None
    x, looked = FIRST * width - STEP, -1.0
    while x + STEP <= LAST * width:
        x += STEP
        # Between two places where ink begins or ends all is one.
        if looked >= 0 and bisect_left(sides, looked) == bisect_right(sides, x):
            continue
        looked = x
        if sum(start <= x <= end for start, end in whites) < LAST_LINES:
            continue
        walls = sorted((box[1], box[3]) for box in obstacles if box[0] < x < box[2])
        for run in _runs(lines, inks, walls, x):
            if best is None or _extent(run) > _extent(best):
                best = run
    return best


def _extent(run: _Run) -> tuple[int, int]:
    """By what runs compare: ink on both sides, then length, so that a short column ends last."""
    return run.weight, run.last - run.first


def _ink(line: Printed) -> list[tuple[float, float]]:
    """Stretches of the line without white as wide as a gutter."""
    return stretches_of(line, GUTTER)


def _white_left(
    ink: Sequence[tuple[float, float]], first: float, last: float
) -> list[tuple[float, float]]:
    """White between `first` and `last` that has ink of the line on its right."""
    starts = [start for start, _ in ink]
    ends = [0.0, *(end for _, end in ink[:-1])]
    return [(a, b) for a, b in zip(ends, starts, strict=True) if a <= last and b >= first]


def _runs(
    lines: Sequence[Printed],
    inks: Sequence[Sequence[tuple[float, float]]],
    walls: Sequence[tuple[float, float]],
    x: float,
) -> list[_Run]:
    found: list[_Run] = []
    first = 0
    left = right = 0
    for index in range(len(lines) + 1):
        ended = index == len(lines) or _crosses(inks[index], x)
        if not ended and index > first:
            ended_by_wall = any(
                lines[index - 1].middle < top < lines[index].middle for top, _ in walls
            )
        else:
            ended_by_wall = False
        if ended or ended_by_wall:
            if left >= LEAST_LINES and right >= LAST_LINES:
                found.append(_Run(x, first, index, min(left, right)))
            first = index if ended_by_wall else index + 1
            left = right = 0
            if ended:
                continue
        left += inks[index][0][0] < x
        right += inks[index][-1][1] > x
    return found


def _crosses(ink: Sequence[tuple[float, float]], x: float) -> bool:
    return any(start < x < end for start, end in ink)


def _is_text_column(lines: Sequence[Printed]) -> bool:
    """Whether most lines outside its tables are long, unbroken and run to the column's edge."""
    outside = _outside_tables(lines)
    if len(outside) < LEAST_LINES:
        return False
    edge = max(line.x1 for line in lines)
    whole = [line for line in outside if len(stretches_of(line)) == 1]
    full = [line for line in whole if line.x1 >= edge - EDGE * line.size]
    signs = sorted(len(line.text) for line in full)
    return (
        len(whole) >= 0.6 * len(outside)
        and len(full) >= FILLED * len(whole)
        and signs[len(signs) // 2] >= SIGNS
    )


def _outside_tables(lines: Sequence[Printed]) -> list[Printed]:
    """The lines that are not rows of a table standing in the column."""
    kept: list[Printed] = []
    for divided, run in groupby(lines, lambda line: len(stretches_of(line)) > 1):
        group = list(run)
        if not divided or len(group) < ROWS:
            kept += group
    return kept


def _ends_short(right: Sequence[Printed], left: Sequence[Printed]) -> bool:
    """Whether the right column is the last few lines of a text that fills the left one."""
    widest = max(line.x1 for line in left) - min(line.x0 for line in left)
    width = max(line.x1 for line in right) - min(line.x0 for line in right)
    return (
        LAST_LINES <= len(right) <= SHORTER * len(left)
        and abs(right[0].top - left[0].top) <= 2 * left[0].size
        and AS_WIDE * widest <= width
        and all(len(stretches_of(line)) == 1 for line in right)
    )
