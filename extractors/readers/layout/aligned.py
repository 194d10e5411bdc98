"""Tables without rules: lines whose pieces stand under each other. Lines in; regions out.

A region grows line by line from one that has white in its middle, as long as white goes
down through all lines. What is left when whole columns of prose, lists and single forms are
taken out is cut at the white (`gutters`) and its lines are grouped into rows (`rows`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.layout.gutters import (
    Interval,
    gaps_of,
    gutters_of,
    is_divided,
    is_table,
    left_white,
)
from extractors.readers.layout.printed import Printed, joined, pieces_of

Rule = tuple[float, float, float]

# All in type sizes. The most white between two rows, and between a row and a line that
# shows one cell only.
ROW = 2.5
LONE_ROW = 1.7
# The most white between the lines of one cell.
WRAP = 0.55
# Pieces that a line alone must show to be a table's heading.
LONE_PIECES = 4
# How much the type size may differ within a row's cells, and between heading and rows.
SAME_SIZE = 0.08
LIKE_SIZE = 0.3

# Its number stands apart from a table's name as cells of a row do.
CAPTION = re.compile(r"\s*[附续]?表\s*[\d一二三四五六七八九十]{1,3}(?:[-－.]\d{1,2})?\s")
CHAPTER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十\d]+[章节条]|附[件表])"
)


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
    above = index  # where the table before ended
    while index < len(bands):
        start, end, gutters = _table_at(shapes, index, rules, above)
        if not gutters and _is_lone_heading(shapes, index, ahead):
            start, end, gutters = index, index + 1, gaps_of(shapes[index])
        if not gutters:
            plain += bands[index].lines
            index += 1
            continue
        before = sum(len(band.lines) for band in bands[start:index])
        del plain[len(plain) - before :]
        if plain:
            out.append(plain)
        out.append(_region(bands[start:end], gutters, rules))
        plain, index, above = [], end, end
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
        # A rule that begins right of the first column underlines what is filled in there.
        and x0 <= left + lines[0].size
        and min(x1, right) - max(x0, left) >= 0.6 * (right - left)
    )
    return Region(lines, tuple(gutters), heights, continues)


def _table_at(
    lines: Sequence[Printed], index: int, rules: Sequence[Rule], above: int
) -> tuple[int, int, list[Interval]]:
    """The table in which the line is the first divided one.

    Args:
        lines: The flow's.
        index: That line.
        rules: Horizontal rules of the page.
        above: The first line that is no other table's.

    Returns:
        Its first line, the line after its last, and its gutters; none where it is no table.
    """
    if not is_divided(lines[index]) or CAPTION.match(lines[index].text):
        return index, index, []
    end = _grown(lines, index, rules)
    start = max(above, _reached_up(lines, index, rules))
    gutters = gutters_of(lines[start:end])
    if not gutters or not is_table(lines[start:end], gutters):
        return index, index, []
    return start, end, gutters


def _is_lone_heading(lines: Sequence[Printed], index: int, ahead: Sequence[Printed]) -> bool:
    """Whether a table's heading ends this flow and its rows begin the next."""
    line = lines[index]
    if index != len(lines) - 1 or len(pieces_of(line)) < LONE_PIECES:
        return False
    following = [band.shape for band in _bands(ahead)]
    return _continued(following, Region((line,), tuple(gaps_of(line))), ()) > 0


def _continued(lines: Sequence[Printed], before: Region, rules: Sequence[Rule]) -> int:
    """How many lines at the top of a flow keep to the columns of the table before."""
    first = next((i for i, line in enumerate(lines[:3]) if is_divided(line)), None)
    if first is None:
        return 0
    end = _grown(lines, first, rules, before.gutters)
    size = median(line.size for line in lines[:end])
    if abs(size - before.lines[-1].size) > SAME_SIZE * size:
        return 0
    gutters = gutters_of([*before.lines, *lines[:end]])
    # Another table shows columns of its own, which chance white of both does not keep.
    own = gutters_of(lines[:end]) if end >= 4 else []
    return end if len(gutters) >= max(len(before.gutters), len(own)) else 0


def _grown(
    lines: Sequence[Printed],
    index: int,
    rules: Sequence[Rule],
    known: Sequence[Interval] = (),
) -> int:
    """The line after the last that keeps the white of the first, and that known before."""
    white = gaps_of(lines[index])
    size = lines[index].size
    end = index + 1
    usual = 0.0
    for number in range(index + 1, len(lines)):
        line, above = lines[number], lines[number - 1]
        # A cell's first line that stands above its row's others is as far from the row before
        # as rows are from each other.
        inside = white and line.x0 >= white[0][0]
        most = ROW if is_divided(line) or (inside and usual > LONE_ROW) else LONE_ROW
        room = (line.top - above.bottom) / line.size
        if room > most:
            break
        kept = left_white(white, line)
        if is_divided(line):
            if not kept or abs(line.size - size) > LIKE_SIZE * size:
                break
            if len(kept) * 2 < len(white):
                break
            white, size, end = kept, line.size, number + 1
            usual = max(usual, room)
            continue
        if len(kept) < len(white) or not _may_be_cell(line, size):
            break
        if _ruled_off(lines, number, index, rules):
            break
        white = kept
    gutters = gutters_of(lines[index:end]) or left_white(known, lines[index])
    return _with_last_lines(lines, index, end, gutters)


def _may_be_cell(line: Printed, size: float) -> bool:
    return abs(line.size - size) <= SAME_SIZE * size and not (
        CHAPTER.match(line.text) or CAPTION.match(line.text)
    )


def _ruled_off(lines: Sequence[Printed], number: int, start: int, rules: Sequence[Rule]) -> bool:
    """Whether the line stands below the last rule of the table that begins at `start`.

    Below such a rule comes no other of its width, or the next table's at once: then the line
    is that table's caption. Where a rule follows each row, it is a row.
    """
    line, above = lines[number], lines[number - 1]
    parting = _between(rules, above, line)
    if not parting:
        return False
    last = parting[-1]
    alike = [rule for rule in rules if _as_wide(rule, last)]
    if sum(lines[start].top - 2 * line.size < y < line.middle for _, y, _ in alike) > 2:
        return False
    if not any(y > line.middle for _, y, _ in alike):
        return True
    following = lines[number + 1 : number + 2]
    return not following or bool(_between(alike, line, following[0]))


def _between(rules: Sequence[Rule], above: Printed, line: Printed) -> list[Rule]:
    return [
        rule
        for rule in rules
        if above.middle < rule[1] < line.middle and rule[0] < line.x1 and rule[2] > line.x0
    ]


def _as_wide(one: Rule, other: Rule) -> bool:
    return abs(one[0] - other[0]) <= 2 and abs(one[2] - other[2]) <= 2


def _with_last_lines(
    lines: Sequence[Printed], index: int, end: int, gutters: Sequence[Interval]
) -> int:
    """Take in the wrapped lines of the last row, and rows whose other cells are blank."""
    region = lines[index:end]
    usual = _usual_white(region)
    while gutters and end < len(lines):
        line, above = lines[end], lines[end - 1]
        if not _may_be_cell(line, above.size) or len(left_white(gutters, line)) < len(gutters):
            break
        white = line.top - above.bottom
        first = line.x1 <= gutters[0][1] and _stands_under(line, pieces_of(region[-1])[0])
        starts_row = first and abs(white - usual) <= 0.25 * line.size and len(region) >= 3
        near = white <= max(WRAP * line.size, usual + 0.1 * line.size)
        goes_on = near and _hangs(line, above, gutters[0])
        if not (white <= WRAP * line.size or starts_row or goes_on):
            break
        end += 1
    return end


def _hangs(line: Printed, above: Printed, first: Interval) -> bool:
    """Whether a line stands under a piece right of the table's first column."""
    return any(
        piece.x0 - 2 <= line.x0 and line.x1 <= piece.x1 + line.size
        for piece in pieces_of(above)
        if piece.x0 > first[0]
    )


def _stands_under(line: Printed, above: Printed) -> bool:
    """Whether two pieces have one left edge or one middle."""
    middles = abs((line.x0 + line.x1) - (above.x0 + above.x1)) / 2
    return abs(line.x0 - above.x0) <= 2 or middles <= 2


def _usual_white(lines: Sequence[Printed]) -> float:
    whites = [below.top - above.bottom for above, below in pairwise(lines)]
    return median(whites) if whites else 0.0


def _reached_up(lines: Sequence[Printed], index: int, rules: Sequence[Rule]) -> int:
    """Take in the first lines of cells that are centred on the first divided line.

    A cell's own lines touch the row, or stand right of its first column, or stand below
    the table's first rule; the paragraph or heading above a table does none of these.
    """
    seed = lines[index]
    gaps = gaps_of(seed)
    start = index
    while start > 0 and index - start < 4:
        line, below = lines[start - 1], lines[start]
        if len(left_white(gaps, line)) < len(gaps) or not _may_be_cell(line, seed.size):
            break
        white = below.top - line.bottom
        framed = white <= LONE_ROW * line.size and _is_framed(line, seed, rules)
        touching = line.bottom > seed.top - 0.1 * line.size or start < index
        wrapped = white <= WRAP * line.size and (touching or line.x0 >= gaps[0][1])
        if not (framed or wrapped):
            break
        start -= 1
    return start


def _is_framed(line: Printed, seed: Printed, rules: Sequence[Rule]) -> bool:
    """Whether the line stands between the first rule of a table and another as wide."""
    near = [
        rule
        for rule in rules
        if line.top - 2 * line.size < rule[1] < line.middle and rule[0] < line.x1 < rule[2]
    ]
    return bool(near) and any(_as_wide(near[-1], rule) for rule in rules if rule[1] > seed.middle)
