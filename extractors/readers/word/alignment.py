"""Two nearly equal texts in, which sign of one is which sign of the other out.

Stretches that both texts hold exactly once are taken first, those that keep their order most;
between them shorter stretches are, down to single signs. Text that stands elsewhere in the
other text stays unmatched. Knows nothing of pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher

# Lengths of stretches tried one after another. Twelve signs hardly come twice in one file.
STRETCHES = (12, 6, 3)
# A gap of more pairs of signs than this is left to those who look for whole blocks: comparing
# every sign with every other takes time in proportion.
SMALL_GAP = 40_000

Match = tuple[int, int, int]
"""From where in the one, from where in the other, how many signs."""


def aligned(one: str, other: str) -> list[Match]:
    """The stretches that both have in the same order, from left to right.

    Example:
        >>> aligned("第一章总则", "页眉第一章总则1")
        [(0, 2, 5)]
    """
    matches = list(_between(one, other, (0, len(one), 0, len(other)), 0))
    matches.sort()
    return matches


def _between(one: str, other: str, gap: tuple[int, int, int, int], tried: int) -> Iterator[Match]:
    start, end, low, high = gap
    if start < end and low < high:
        head = _same_ahead(one, other, start, low, min(end - start, high - low))
        if head:
            yield start, low, head
        start, low = start + head, low + head
        tail = _same_behind(one, other, end, high, min(end - start, high - low))
        if tail:
            yield end - tail, high - tail, tail
        end, high = end - tail, high - tail
    if start >= end or low >= high:
        return
    if tried == len(STRETCHES):
        yield from _small(one, other, (start, end, low, high))
        return
    length = STRETCHES[tried]
    last_one, last_other = start, low
    for match in _in_same_order(_unique(one, other, (start, end, low, high), length)):
        yield match
        yield from _between(one, other, (last_one, match[0], last_other, match[1]), tried + 1)
        last_one, last_other = match[0] + match[2], match[1] + match[2]
    yield from _between(one, other, (last_one, end, last_other, high), tried + 1)


def _small(one: str, other: str, gap: tuple[int, int, int, int]) -> Iterator[Match]:
    start, end, low, high = gap
    if (end - start) * (high - low) > SMALL_GAP:
        return
    matcher = SequenceMatcher(None, one[start:end], other[low:high], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield start + block.a, low + block.b, block.size


def _unique(one: str, other: str, gap: tuple[int, int, int, int], length: int) -> list[Match]:
    """Stretches around what comes once in each of the two, as long as they go on alike."""
    start, end, low, high = gap
    mine, theirs = _once(one, start, end, length), _once(other, low, high, length)
    found: list[Match] = []
    reached = start
    for text, at in mine.items():
        if at < reached or text not in theirs:
            continue
        there = theirs[text]
        back = _same_behind(one, other, at, there, min(at - reached, there - low))
        ahead = _same_ahead(one, other, at, there, min(end - at, high - there))
        found.append((at - back, there - back, back + ahead))
        reached = at + ahead
    return found


def _once(text: str, start: int, end: int, length: int) -> dict[str, int]:
    """What comes once, with its place, in reading order."""
    places: dict[str, int] = {}
    for at in range(start, end - length + 1):
        stretch = text[at : at + length]
        places[stretch] = -1 if stretch in places else at
    return {stretch: at for stretch, at in places.items() if at >= 0}


def _in_same_order(matches: list[Match]) -> list[Match]:
    """Of stretches in order in the one text, the heaviest series in order in the other."""
    best: list[tuple[int, int]] = []  # (where it ends in the other, weight), both rising
    series: list[int] = []  # the match that stands last in each entry of `best`
    before: list[int] = []
    for index, (_, there, size) in enumerate(matches):
        at = bisect_left(best, (there + 1, 0))
        weight = (best[at - 1][1] if at else 0) + size
        before.append(series[at - 1] if at else -1)
        entry = (there + size, weight)
        place = bisect_left(best, entry)
        if place and best[place - 1][1] >= weight:
            continue
        following = place
        while following < len(best) and best[following][1] <= weight:
            following += 1
        best[place:following] = [entry]
        series[place:following] = [index]
    kept: list[Match] = []
    index = series[-1] if series else -1
    while index >= 0:
        kept.append(matches[index])
        index = before[index]
    return kept[::-1]


def _same_ahead(one: str, other: str, at: int, there: int, most: int) -> int:
    """How many signs from the two places on are alike."""
    if one[at : at + most] == other[there : there + most]:
        return most
    count = 0
    while count < most and one[at + count] == other[there + count]:
        count += 1
    return count


def _same_behind(one: str, other: str, at: int, there: int, most: int) -> int:
    """How many signs before the two places are alike."""
    count = 0
    while count < most and one[at - count - 1] == other[there - count - 1]:
        count += 1
    return count
