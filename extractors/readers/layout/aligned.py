"""Tables without rules: lines whose pieces stand under each other. Lines in; regions out.

A region grows line by line from one that has white in its middle, as long as white goes
down through all lines. What is left when whole columns of prose, lists and single forms are
taken out is cut at the white (`gutters`) and its lines are grouped into rows (`rows`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.layout.glyphs import Printed, joined, pieces_of

Interval = tuple[float, float]
Rule = tuple[float, float, float]

# All in type sizes. White that divides columns of one table may be narrow where every line
# keeps it; a single line must show clearly more before it starts a table.
GUTTER = 0.42
# Rows follow each other within this distance (middle to middle).
ROW = 3.4
# A cell's own lines follow each other within this distance.
WRAP = 1.5
# Lines of a heading stand this close to its main line, middle to middle.
HEAD = 1.1
# Pieces that a line alone must show to be a table's heading.
LONE_PIECES = 4
SAME_SIZE = 0.08
LIKE_SIZE = 0.3

CHAPTER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十\d]+[章节条]|附[件表])"
)
MARKER = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．]|[①-⑳●■◆◇▪•·※★\-—]")
TICKS = frozenset("□☑■√☐☒R○●")


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one table and the white between its columns.

    `rules` are the heights of rules between its lines. `continues` says that its rows go on
    with those of the region before it.
    """

    lines: tuple[Printed, ...]
    gutters: tuple[Interval, ...]
    rules: tuple[float, ...] = ()
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Band:
    """Lines whose heights overlap: parts of one row, seen as one line in `shape`."""

    lines: tuple[Printed, ...]
    shape: Printed


def regions_of(
    lines: Sequence[Printed],
    rules: Sequence[Rule] = (),
    going_on: Region | None = None,
    ahead: Sequence[Printed] = (),
) -> list[list[Printed] | Region]:
    """The lines again, in order, tables taken together.

    Args:
        lines: Lines of one flow, from the top down.
        rules: Horizontal rules of the page (x0, y, x1); a single line does not join a
            table below its last one.
        going_on: The table that ended the flow before, if one did: then a single line that
            fits its columns is enough.
        ahead: The lines of the next flow, for a heading left alone at the foot of a page.
    """
    bands = _bands(lines)
    shapes = [band.shape for band in bands]
    out: list[list[Printed] | Region] = []
    plain: list[Printed] = []
    index = _continued(shapes, going_on, rules) if going_on is not None else 0
    if going_on is not None and index:
        gutters = gutters_of([*going_on.lines, *shapes[:index]])
        out.append(_region(bands[:index], gutters, rules, continues=True))
    while index < len(bands):
        start, end, gutters = _table_at(shapes, index, rules)
        if not gutters and _is_lone_heading(shapes, index, ahead):
            start, end, gutters = index, index + 1, _gaps(shapes[index])
        if not gutters:
            plain += bands[index].lines
            index += 1
            continue
        before = sum(len(band.lines) for band in bands[start:index])
        del plain[len(plain) - before :]
        if plain:
            out.append(plain)
        out.append(_region(bands[start:end], gutters, rules))
        plain, index = [], end
    if plain:
        out.append(plain)
    return out


def _bands(lines: Sequence[Printed]) -> list[_Band]:
    bands: list[list[Printed]] = []
    for line in lines:
        if bands and line.top < max(b.bottom for b in bands[-1]) - 0.2 * line.size:
            bands[-1].append(line)
        else:
            bands.append([line])
    return [_Band(tuple(band), joined(band) if len(band) > 1 else band[0]) for band in bands]


def _region(
    bands: Sequence[_Band],
    gutters: Sequence[Interval],
    rules: Sequence[Rule],
    continues: bool = False,
) -> Region:
    lines = tuple(line for band in bands for line in band.lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    heights = tuple(
        y
        for x0, y, x1 in rules
        if bands[0].shape.top < y < bands[-1].shape.bottom
        and min(x1, right) - max(x0, left) >= 0.6 * (right - left)
    )
    return Region(lines, tuple(gutters), heights, continues)


def _table_at(
    lines: Sequence[Printed], index: int, rules: Sequence[Rule]
) -> tuple[int, int, list[Interval]]:
    """The table in which the line is the first divided one.

    Returns:
        Its first line, the line after its last, and its gutters; none where it is no table.
    """
    if not _divided(lines[index]):
        return index, index, []
    end = _grown(lines, index, rules)
    start = _reached_up(lines, index)
    gutters = gutters_of(lines[start:end])
    if not gutters or not _is_table(lines[start:end], gutters):
        return index, index, []
    return start, end, gutters


def _is_lone_heading(lines: Sequence[Printed], index: int, ahead: Sequence[Printed]) -> bool:
    """Whether a table's heading ends this flow and its rows begin the next."""
    line = lines[index]
    if index != len(lines) - 1 or len(pieces_of(line)) < LONE_PIECES:
        return False
    following = [band.shape for band in _bands(ahead)]
    return _continued(following, Region((line,), tuple(_gaps(line))), ()) > 0


def _continued(lines: Sequence[Printed], before: Region, rules: Sequence[Rule]) -> int:
    """How many lines at the top of a flow keep to the columns of the table before."""
    first = next((i for i, line in enumerate(lines[:3]) if _divided(line)), None)
    if first is None:
        return 0
    end = _grown(lines, first, rules)
    size = median(line.size for line in lines[:end])
    if abs(size - before.lines[-1].size) > SAME_SIZE * size:
        return 0
    gutters = gutters_of([*before.lines, *lines[:end]])
    return end if len(gutters) >= len(before.gutters) else 0


def _divided(line: Printed) -> bool:
    return len(pieces_of(line)) >= 2


def _ink(line: Printed) -> list[Interval]:
    return [(piece.x0, piece.x1) for piece in pieces_of(line, GUTTER)]


def _gaps(line: Printed) -> list[Interval]:
    ink = _ink(line)
    return [(left[1], right[0]) for left, right in pairwise(ink)]


def _without(intervals: Sequence[Interval], line: Printed) -> list[Interval]:
    """What of the white intervals the line leaves white."""
    least = GUTTER * line.size
    left = list(intervals)
    for start, end in _ink(line):
        cut: list[Interval] = []
        for a, b in left:
            if end <= a or start >= b:
                cut.append((a, b))
                continue
            cut += [(a, start)] if start - a >= least else []
            cut += [(end, b)] if b - end >= least else []
        left = cut
    return left


def _grown(lines: Sequence[Printed], index: int, rules: Sequence[Rule]) -> int:
    """The line after the last that keeps the white of the first."""
    white = _gaps(lines[index])
    size = lines[index].size
    end = index + 1
    for number in range(index + 1, len(lines)):
        line, above = lines[number], lines[number - 1]
        if line.middle - above.middle > ROW * line.size:
            break
        kept = _without(white, line)
        if _divided(line):
            if not kept or abs(line.size - size) > LIKE_SIZE * size:
                break
            if len(kept) * 2 < len(white):
                break
            white, size, end = kept, line.size, number + 1
            continue
        if len(kept) < len(white) or not _may_be_cell(line, size) or _ruled_off(above, line, rules):
            break
        white = kept
    return _with_last_lines(lines, index, end)


def _may_be_cell(line: Printed, size: float) -> bool:
    return abs(line.size - size) <= SAME_SIZE * size and not CHAPTER.match(line.text)


def _ruled_off(above: Printed, line: Printed, rules: Sequence[Rule]) -> bool:
    """Whether a table's last rule parts the two lines."""
    between = [rule for rule in rules if above.middle < rule[1] < line.middle]
    return any(
        x0 < line.x1 and x1 > line.x0 and not _rule_below((x0, y, x1), line, rules)
        for x0, y, x1 in between
    )


def _rule_below(rule: Rule, line: Printed, rules: Sequence[Rule]) -> bool:
    """Whether a rule as wide as this one stands a few lines further down."""
    x0, _, x1 = rule
    return any(
        abs(a - x0) <= 2 and abs(b - x1) <= 2 and line.middle < y < line.middle + 6 * line.size
        for a, y, b in rules
    )


def _with_last_lines(lines: Sequence[Printed], index: int, end: int) -> int:
    """Take in the wrapped lines of the last row, and rows whose other cells are blank."""
    region = lines[index:end]
    gutters = gutters_of(region)
    usual = _row_distance(region)
    while gutters and end < len(lines):
        line, above = lines[end], lines[end - 1]
        if not _may_be_cell(line, above.size) or len(_without(gutters, line)) < len(gutters):
            break
        distance = line.middle - above.middle
        starts_row = abs(line.x0 - region[-1].x0) <= 2 and abs(distance - usual) <= 0.15 * usual
        short = line.x1 <= gutters[0][1]
        if not (distance <= WRAP * line.size or (starts_row and short and len(region) >= 3)):
            break
        end += 1
    return end


def _row_distance(lines: Sequence[Printed]) -> float:
    gaps = [b.middle - a.middle for a, b in pairwise(lines)]
    return median(gaps) if gaps else 0.0


def _reached_up(lines: Sequence[Printed], index: int) -> int:
    """Take in the first lines of cells that are centred on the first divided line."""
    start = index
    while index - start < 4 and start > 0:
        line, below = lines[start - 1], lines[start]
        close = below.middle - line.middle <= WRAP * line.size
        clear = len(_without(_gaps(lines[index]), line)) >= len(_gaps(lines[index]))
        same = abs(line.size - lines[index].size) <= SAME_SIZE * line.size
        # A cell's own lines touch the row or stand right of its first column; the paragraph
        # or heading above a table does neither.
        within = line.bottom > lines[index].top - 0.1 * line.size or start < index
        within = within or line.x0 >= _gaps(lines[index])[0][1]
        if not (close and clear and same and within):
            break
        start -= 1
    return start


def gutters_of(lines: Sequence[Printed]) -> list[Interval]:
    """White that goes down through the lines, with ink on both sides in enough of them.

    A heading over several columns crosses their white: where leaving out the first line
    shows more columns, it is such a heading. A heading centred over values set to the left
    shows white between the two: that is no border.
    """
    first = next((i for i, line in enumerate(lines) if _divided(line)), 0)
    every = _supported(lines, lines[first])
    body = _supported(lines[first + 1 :]) if len(lines) - first > 2 else []
    gutters = body if len(body) > len(every) else every
    head = [line for line in lines if abs(line.middle - lines[first].middle) < HEAD * line.size]
    rest = [line for line in lines if line not in head]
    return _without_halves(gutters, _occupied(head, gutters), _occupied(rest, gutters))


def _occupied(lines: Sequence[Printed], gutters: Sequence[Interval]) -> set[int]:
    """The columns (from 0) in which the lines have ink."""
    middles = [(a + b) / 2 for a, b in gutters]
    return {
        bisect_right(middles, (glyph.x0 + glyph.x1) / 2)
        for line in lines
        for glyph in line.glyphs
        if not glyph.blank
    }


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
    for start, end in sorted(stretch for line in lines for stretch in _ink(line)):
        if reach is not None and start - reach >= GUTTER * size:
            free.append((reach, start))
        reach = end if reach is None else max(reach, end)
    divided = [line for line in lines if _divided(line)]
    needed = max(2, 0.12 * len(divided))
    return [
        gap
        for gap in free
        if (heading is not None and len(divided) >= 3 and _heads(heading, gap))
        or sum(_divides(line, gap) for line in divided) >= needed
    ]


def _heads(line: Printed, gap: Interval) -> bool:
    return len(_gaps(line)) >= 2 and _divides(line, gap)


def _divides(line: Printed, gap: Interval) -> bool:
    """Whether the line has ink on both sides of the white, other than two boxes to tick."""
    middle = (gap[0] + gap[1]) / 2
    inked = [glyph for glyph in line.glyphs if not glyph.blank]
    left = [glyph for glyph in inked if glyph.x1 <= middle]
    right = [glyph for glyph in inked if glyph.x0 >= middle]
    if not left or not right:
        return False
    return not (left[-1].text in TICKS and right[0].text in TICKS)


def _is_table(lines: Sequence[Printed], gutters: Sequence[Interval]) -> bool:
    divided = [line for line in lines if _divided(line)]
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
