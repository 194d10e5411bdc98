"""White between the columns of a table without rules. Lines in; intervals of x out.

Also tells the white of a table from that of a list, a form of boxes or two columns of prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.layout.printed import Printed, joined, pieces_of, stretches_of

Interval = tuple[float, float]

# In type sizes. White that divides columns of one table may be narrow where every line
# keeps it; a single line must show clearly more before it starts a table.
GUTTER = 0.42
# Lines of a heading stand this close to its main line, middle to middle.
HEAD = 1.1
# Lines below it that may hold the names of columns under a common heading.
DEEPER = 2

MARKER = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳●■◆◇▪•·※★\-—]")
TICKS = frozenset("□☑■√☐☒R○●")


def is_divided(line: Printed) -> bool:
    return len(stretches_of(line)) >= 2


def ink_of(line: Printed) -> list[Interval]:
    return stretches_of(line, GUTTER)


def gaps_of(line: Printed) -> list[Interval]:
    ink = ink_of(line)
    return [(left[1], right[0]) for left, right in pairwise(ink)]


def left_white(intervals: Sequence[Interval], line: Printed) -> list[Interval]:
    """What of the white intervals the line leaves white."""
    least = GUTTER * line.size
    left = list(intervals)
    for start, end in ink_of(line):
        cut: list[Interval] = []
        for a, b in left:
            if end <= a or start >= b:
                cut.append((a, b))
                continue
            cut += [(a, start)] if start - a >= least else []
            cut += [(end, b)] if b - end >= least else []
        left = cut
    return left


def gutters_of(lines: Sequence[Printed]) -> list[Interval]:
    """White that goes down through the lines, with ink on both sides in enough of them.

    A heading over several columns crosses their white: where leaving out the first line
    shows more columns, it is such a heading. A heading centred over values set to the left
    shows white between the two: that is no border.
    """
    first = next((i for i, line in enumerate(lines) if is_divided(line)), 0)
    head = _head(lines, first)
    every = _supported(lines, joined(head) if len(head) > 1 else lines[first])
    body = _supported(lines[first + 1 :]) if len(lines) - first > 2 else []
    gutters = body if len(body) > len(every) else every
    rest = [line for line in lines if line not in head]
    return _without_halves(gutters, _occupied(head, gutters), _occupied(rest, gutters))


def _head(lines: Sequence[Printed], first: int) -> list[Printed]:
    """The lines of the heading whose first divided line is given.

    Lines of a cell that is wrapped or centred stand close to it; years under a heading over
    several columns leave the first column white.
    """
    if not lines:
        return []
    main = lines[first]
    head = [line for line in lines if abs(line.middle - main.middle) < HEAD * line.size]
    edge = stretches_of(main)[0][1]
    for line in lines[first + 1 : first + 1 + DEEPER]:
        if line.x0 <= edge:
            break
        if is_divided(line) and line not in head:
            head.append(line)
    return head


def _occupied(lines: Sequence[Printed], gutters: Sequence[Interval]) -> set[int]:
    """The columns (from 0) in which the lines have ink."""
    middles = [(a + b) / 2 for a, b in gutters]
    found: set[int] = set()
    for line in lines:
        for start, end in ink_of(line):
            found.update(range(bisect_right(middles, start), bisect_right(middles, end) + 1))
    return found


def _without_halves(gutters: Sequence[Interval], head: set[int], body: set[int]) -> list[Interval]:
    """The gutters without those that part a heading from the values below it."""
    kept: list[Interval] = []
    joined = False
    for left, gutter in enumerate(gutters):
        pair = {left, left + 1}
        halves = len(pair & head) == 1 and len(pair & body) == 1 and not pair & head & body
        joined = halves and not joined
        if not joined:
            kept.append(gutter)
    return kept


def _supported(lines: Sequence[Printed], heading: Printed | None = None) -> list[Interval]:
    """White between ink through all lines, which enough lines divide.

    Args:
        lines: From the top down.
        heading: A first line that may show a column in which all other rows are blank.
    """
    if not lines:
        return []
    size = median(line.size for line in lines)
    free: list[Interval] = []
    reach: float | None = None
    for start, end in sorted(stretch for line in lines for stretch in ink_of(line)):
        if reach is not None and start - reach >= GUTTER * size:
            free.append((reach, start))
        reach = end if reach is None else max(reach, end)
    divided = [line for line in lines if is_divided(line)]
    needed = max(2, 0.12 * len(divided))
    return [
        gap
        for gap in free
        if (heading is not None and len(divided) >= 3 and _heads(heading, gap))
        or sum(_divides(line, gap) for line in divided) >= needed
    ]


def _heads(line: Printed, gap: Interval) -> bool:
    return len(gaps_of(line)) >= 2 and _divides(line, gap)


def _divides(line: Printed, gap: Interval) -> bool:
    """Whether the line has ink on both sides of the white, other than two boxes to tick."""
    middle = (gap[0] + gap[1]) / 2
    ink = ink_of(line)
    left = sum(end <= middle for _, end in ink)
    right = sum(start >= middle for start, _ in ink)
    if not left or not right:
        return False
    if TICKS.isdisjoint(line.text):
        return True
    pieces = pieces_of(line, GUTTER)
    return not (TICKS & set(pieces[left - 1].text) and TICKS & set(pieces[-right].text))


def is_table(lines: Sequence[Printed], gutters: Sequence[Interval]) -> bool:
    divided = [line for line in lines if is_divided(line)]
    if len(divided) < 2:
        return False
    if len(gutters) > 1:
        return True
    left = [_cut(line, gutters[0], 0) for line in divided]
    if all(MARKER.fullmatch(text) for text in left):
        return False
    return not (_is_prose(lines, gutters[0], 0) and _is_prose(lines, gutters[0], 1))


def _cut(line: Printed, gutter: Interval, side: int) -> str:
    middle = (gutter[0] + gutter[1]) / 2
    kept = [g.text for g in line.glyphs if (g.x0 > middle) == bool(side)]
    return "".join(kept).strip()


def _is_prose(lines: Sequence[Printed], gutter: Interval, side: int) -> bool:
    """Whether one side is a column of running text: long lines that fill it."""
    texts = [text for line in lines if (text := _cut(line, gutter, side))]
    longest = max(len(text) for text in texts)
    full = sum(len(text) >= 0.85 * longest for text in texts)
    return longest >= 10 and len(texts) >= 4 and full >= 0.6 * len(texts)
