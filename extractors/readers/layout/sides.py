"""Tables drawn without a border at their left or right. Strokes in; the missing strokes out.

Office programs leave out the outer borders on one side or both, by design or where a table is
wider than its page's text. Rules of one extent, with borders between them, show where they
would stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

Stroke = tuple[float, float, float]

# Rules of one table begin and end alike; a border stands this near to their end.
ALIKE = 3.0
# A column that no border closes is at least this wide.
NARROWEST = 9.0
# Rules that show a table: one above and below each of two rows.
LEAST_RULES = 3
# The height of a row of one line, in points.
MERGED_ROW = 36.0


def missing_sides(upright: Sequence[Stroke], level: Sequence[Stroke]) -> list[Stroke]:
    """Upright strokes that close tables at their sides.

    Args:
        upright: (x, top, bottom), by x.
        level: (y, start, end), by y.
    """
    found: list[Stroke] = []
    for start, end, heights in _families(level):
        inner = upright[
            bisect_left(upright, (start + NARROWEST,)) : bisect_left(upright, (end - NARROWEST,))
        ]
        for top, bottom in _extents(heights, inner):
            found += [
                (x, top, bottom) for x in (start, end) if not _is_drawn(x, top, bottom, upright)
            ]
    return found


def _families(level: Sequence[Stroke]) -> Iterator[tuple[float, float, list[float]]]:
    """Rules with one start and one end, from the top down."""
    families: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in level:
        key = (round(stroke[1] / ALIKE), round(stroke[2] / ALIKE))
        near = ((key[0] + a, key[1] + b) for a in (0, -1, 1) for b in (0, -1, 1))
        families.setdefault(next((k for k in near if k in families), key), []).append(stroke)
    for own in families.values():
        if len(own) >= LEAST_RULES:
            start = sum(stroke[1] for stroke in own) / len(own)
            end = sum(stroke[2] for stroke in own) / len(own)
            yield start, end, [stroke[0] for stroke in own]


def _extents(heights: Sequence[float], inner: Sequence[Stroke]) -> Iterator[tuple[float, float]]:
    """From which rule to which rule borders stand between them.

    A low row merged over all columns has none: it counts where rows follow on both sides. A
    higher one is the text between two tables.
    """
    bands: list[tuple[float, float]] = []
    for above, below in pairwise(heights):
        if any(t <= above + ALIKE and below - ALIKE <= b for _, t, b in inner):
            if bands and above - bands[-1][1] > MERGED_ROW:
                yield from _extent(bands)
                bands = []
            bands.append((above, below))
    yield from _extent(bands)


def _extent(bands: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    if len(bands) >= LEAST_RULES - 1:
        yield bands[0][0], bands[-1][1]


def _is_drawn(x: float, top: float, bottom: float, upright: Sequence[Stroke]) -> bool:
    """Whether some of the side is drawn; then what is missing is meant."""
    first = bisect_left(upright, (x - ALIKE,))
    last = bisect_left(upright, (x + ALIKE,))
    return any(min(b, bottom) - max(t, top) > ALIKE for _, t, b in upright[first:last])
