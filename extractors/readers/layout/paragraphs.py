"""Printed lines joined into paragraphs, over page and column breaks too.

Enter: the lines of one column after another, in reading order. Leave: groups of lines. Signs
used: type size, white above, first-line indent, and whether the line before left room that
the next word would have filled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.readers.layout.columns import Flow
from extractors.readers.layout.printed import Printed

# All in type sizes. Chinese text breaks anywhere, so a line that goes on ends within one
# glyph of the margin; a closing mark may hang or be pressed, hence the half.
FULL = 1.5
INDENT = 1.0
SAME = 0.4
# The share by which type of one size may differ.
SAME_SIZE = 0.08
# Lines further apart than this many usual distances start anew.
LOOSE = 1.35
# Lines a flow needs before it shows its own margins.
SHOWS_MARGINS = 6

HANGING = frozenset("，。、；：！？”’）》】")
ENDS = tuple("。！？；：.!?;:")
BREAKS_NEVER = re.compile(r"[A-Za-z0-9.,/@_\-+%（(《“‘]+")
STARTS_ITEM = re.compile(
    r"""\s*(?:
      [（(]?[一二三四五六七八九十]{1,3}[)）]? [、．.]          # 一、
    | [（(][一二三四五六七八九十\d]{1,3}[)）]                  # （一） (1)
    | 第[一二三四五六七八九十百\d]{1,4}[章节条部]              # 第一章
    | \d{1,2} (?:[、．] | \.(?!\d)) | \d{1,2}[)）]             # 1. 1、 1）
    | [①-⑳] | [●■◆◇▪•·※★√☑□] | 附[件表录图]\s*[一二三四五\d]?  # ① 附件1
    )""",
    re.VERBOSE,
)

# What never stands at the head of a line by chance.
CHAPTER = re.compile(
    r"""\s*(?: [一二三四五六七八九十]{1,3}[、．.] | [（(][一二三四五六七八九十]{1,3}[)）]
    | 第[一二三四五六七八九十百\d]{1,4}[章节条] | 附[件表] \s*[\d一二三四五]? \s*[：:] )""",
    re.VERBOSE,
)
LABEL = re.compile(r"\s*[^，。；、：:]{2,12}[：:]")


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right edge of a column and the usual distance between its lines' middles.

    `indents` says that its paragraphs begin with an indent, as Chinese text does by custom.
    """

    left: float
    right: float
    pitch: dict[int, float]
    indents: bool = False


def margins_of(lines: Sequence[Printed], left: float | None = None) -> Margins:
    """Measure a column from its lines, of which there is at least one.

    Args:
        lines: Lines of one column, from the top down.
        left: The left edge where it is known.
    """
    starts = Counter(round(line.x0) for line in lines)
    often = [x for x in starts if starts[x] + starts.get(x + 1, 0) >= max(2, 0.1 * len(lines))]
    left = left if left is not None else float(min(often or starts))
    distances: dict[int, list[float]] = {}
    for above, below in pairwise(lines):
        if above.page == below.page and abs(above.size - below.size) < 0.5:
            gap = below.middle - above.middle
            if 0 < gap < 4 * below.size:
                distances.setdefault(round(below.size), []).append(gap)
    pitch = {size: _usual(gaps) for size, gaps in distances.items()}
    indented = [line for line in lines if INDENT < (line.x0 - left) / line.size < 3 * INDENT]
    indents = len(indented) >= max(2, 0.1 * len(lines))
    return Margins(left, _right(lines), pitch, indents)


def settled(flows: Sequence[tuple[Flow, Margins]]) -> dict[int, Margins]:
    """Margins by the `id` of their flow, those of short flows taken from like full ones.

    A cover, a list of contents or a last page holds too few full lines to show how wide
    its column is.
    """
    full = sorted(
        (pair for pair in flows if _shows_margins(*pair)), key=lambda pair: -len(pair[0].lines)
    )
    out: dict[int, Margins] = {}
    for flow, own in flows:
        usual = None
        if not _shows_margins(flow, own):
            usual = next((m for other, m in full if _alike(other.span, flow.span)), None)
        if usual is not None:
            own = Margins(min(own.left, usual.left), max(own.right, usual.right), usual.pitch)
            own = replace(own, indents=usual.indents)
        out[id(flow)] = own
    return out


def _shows_margins(flow: Flow, own: Margins) -> bool:
    reach = [line for line in flow.lines if line.x1 >= own.right - FULL * line.size]
    return len(flow.lines) >= SHOWS_MARGINS and len(reach) >= 0.3 * len(flow.lines)


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= 0.05 * one[1] for a, b in zip(one, other, strict=True))


def _right(lines: Sequence[Printed]) -> float:
    """The edge that several lines reach; a title or one long line sets none."""
    ends = sorted((_end(line) for line in lines), reverse=True)
    enough = max(2.0, 0.1 * len(lines))
    for end in ends:
        if sum(end - FULL * lines[0].size <= other <= end for other in ends) >= enough:
            return end
    return ends[0]


def _usual(gaps: Sequence[float]) -> float:
    """The most frequent distance, the smaller where two are as frequent."""
    counted = Counter(round(gap * 2) / 2 for gap in gaps)
    most = max(counted.values())
    return min(gap for gap, count in counted.items() if count == most)


def _end(line: Printed) -> float:
    """Where the line ends but for a closing mark, which may hang over the edge."""
    return line.edges(-1)[0] if line.text[-1] in HANGING else line.x1


def goes_on(above: Printed, below: Printed, column: Margins) -> bool:
    """Whether `below`, the next line of the same column, continues `above`'s paragraph."""
    size = max(above.size, below.size)
    if abs(above.size - below.size) > SAME_SIZE * size:
        return False
    pitch = column.pitch.get(round(below.size), 2.0 * size)
    if below.middle - above.middle > LOOSE * pitch + 0.5:
        return False
    if below.x0 - column.left > INDENT * size and abs(below.x0 - above.x0) > SAME * size:
        return False
    if not _is_full(above, below, column.right):
        return False
    if CHAPTER.match(below.text):
        return False
    if STARTS_ITEM.match(below.text) and above.text.endswith(ENDS):
        return False
    return not _both_indented(above, below, column)


def _both_indented(above: Printed, below: Printed, column: Margins) -> bool:
    """Two lines that both start at the paragraph indent are two paragraphs."""
    return INDENT * below.size < below.x0 - column.left <= 3 * below.size and above.text.endswith(
        ENDS
    )


def _is_full(above: Printed, below: Printed, right: float) -> bool:
    """Whether the next unbreakable word would not have fitted on the line above."""
    room = right - above.x1
    if room <= FULL * above.size:
        return True
    return room < word_width(below) + 0.3 * above.size


def word_width(line: Printed) -> float:
    """The width of what must stay together at the line's start, in points.

    A closing mark may not begin a line, so it takes the sign before it along.
    """
    marks = line.marks
    end = 0
    while end < len(marks) and BREAKS_NEVER.fullmatch(marks[end]):
        end += 1
    end = max(end, 1)
    while end < len(marks) and marks[end] in HANGING:
        end += 1
    return line.edges(end - 1)[1] - line.edges(0)[0]


def goes_on_over_break(above: Printed, below: Printed, before: Margins, after: Margins) -> bool:
    """Whether the first line of the next column or page continues the last of this one."""
    size = max(above.size, below.size)
    if abs(above.size - below.size) > SAME_SIZE * size:
        return False
    if below.x0 - after.left > INDENT * size or STARTS_ITEM.match(below.text):
        return False
    if above.text.endswith(ENDS) and not (before.indents and after.indents):
        return False
    return _is_full(above, below, before.right)


def _both_begin(group: Sequence[Printed], line: Printed) -> bool:
    """Two items of a list, or two single lines `label: value`, are two paragraphs."""
    first = group[0]
    if abs(first.x0 - line.x0) > SAME * line.size:
        return False
    if STARTS_ITEM.match(first.text) and STARTS_ITEM.match(line.text):
        return True
    both_labelled = LABEL.match(first.text) and LABEL.match(line.text)
    return len(group) == 1 and both_labelled is not None


def paragraphs_of(lines: Sequence[Printed], column: Margins) -> list[list[Printed]]:
    """Lines of one column grouped into paragraphs."""
    groups: list[list[Printed]] = []
    for line in lines:
        if groups and not _both_begin(groups[-1], line) and goes_on(groups[-1][-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
