"""Where each block of a Word file is printed: its page, its lines and their boxes.

Enter: blocks as read, and the signs of the same file rendered by LibreOffice. Leave: the same
blocks with lines and with page and box in their anchors. Both hold nearly the same text, so
they are aligned as a whole: which of twenty cells saying 无 is meant follows from what stands
around it. What is not found for certain stays without a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from extractors.model import Block, Box, Layer, Line
from extractors.readers.word.alignment import aligned
from extractors.readers.word.rendered import Rendered, folded

IN_FLOW = frozenset({Layer.BODY, Layer.INSERTED})
# A block counts as found where this share of its signs is: numbers that two programs print
# differently, and signs a font lacks, are missing in blocks that are right.
FOUND = 0.8
SHORT = 4  # signs; shorter blocks must be found whole
# A stretch of so few signs this far from the rest of its block came to stand there by chance.
STRAY, FAR = 2, 60
MANY = 200  # stretches; a block found in more pieces than that is not found
FEW = 20  # places looked at for one block; text that stands at more is told apart by nothing
CHANCE = 0.2  # of a block's signs, found where the rest of it is not
DIGITS = re.compile(r"[0-9]+")


@dataclass(slots=True)
class _Sought:
    """A block, its signs for comparing with their offsets, and where each was found."""

    block: Block
    key: str
    offsets: list[int]
    at: list[int] = field(default_factory=list)  # index of the printed sign, -1 not found

    @property
    def share(self) -> float:
        return sum(place >= 0 for place in self.at) / len(self.at) if self.at else 0.0


def placed(
    blocks: Sequence[Block], page: Rendered, margins: tuple[float, float]
) -> tuple[Block, ...]:
    """The blocks with their places.

    Args:
        blocks: In reading order.
        page: The printed signs of all pages.
        margins: Height of the margins at the head and foot of a page, points.
    """
    sought = [_sought(block) for block in blocks]
    free = bytearray(b"\1") * len(page.signs)
    _place_margins([s for s in sought if s.block.layer is Layer.HEADER_FOOTER], page, margins, free)
    _align([s for s in sought if s.block.layer in IN_FLOW], page, free)
    _fill_holes(sought, page, free)
    _place_whole(sought, page, free)
    if _give_back(sought, page, free):
        _fill_holes(sought, page, free)
    return tuple(_with_place(one, page) for one in sought)


def _sought(block: Block) -> _Sought:
    if block.lines:  # recognised in a picture: no text of the pages
        return _Sought(block, "", [])
    signs = [(sign, at) for at, raw in enumerate(block.text) if (sign := folded(raw))]
    key = "".join(sign for sign, _ in signs)
    return _Sought(block, key, [at for _, at in signs], [-1] * len(key))


def _place_margins(
    sought: Sequence[_Sought], page: Rendered, margins: tuple[float, float], free: bytearray
) -> None:
    """Running heads and feet: claimed on every page, placed on the first that shows them.

    Page numbers in them differ from the one that the file keeps, so any number will do.
    """
    for number, (start, end) in _pages(page):
        height = page.pages[number - 1].height
        for low, high in _marginal_runs(page, start, end, margins[0], height - margins[1]):
            text = page.signs[low:high]
            for one in sought[:MANY]:
                if not one.key:
                    continue
                pattern = DIGITS.sub("[0-9]+", re.escape(one.key))
                for match in re.finditer(pattern, text):
                    at, stop = low + match.start(), low + match.end()
                    if not all(free[at:stop]):
                        continue
                    free[at:stop] = bytes(stop - at)
                    if one.at[0] < 0:
                        one.at = _spread(len(one.key), at, stop)
                    break


def _pages(page: Rendered) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each page with the range of its signs."""
    start = 0
    for number in range(1, len(page.pages) + 1):
        end = start
        while end < len(page.on) and page.on[end] == number:
            end += 1
        yield number, (start, end)
        start = end


def _marginal_runs(
    page: Rendered, start: int, end: int, top: float, bottom: float
) -> Iterator[tuple[int, int]]:
    """Ranges of signs that stand in the head or foot margin of their page."""
    first = -1
    for at in range(start, end + 1):
        inside = False
        if at < end:
            box = page.boxes[at]
            middle = (box[1] + box[3]) / 2
            inside = middle < top or middle > bottom
        if inside and first < 0:
            first = at
        elif not inside and first >= 0:
            yield first, at
            first = -1


def _spread(length: int, start: int, stop: int) -> list[int]:
    """Signs laid over printed signs from both ends; a page number may be longer or shorter."""
    if stop - start == length:
        return list(range(start, stop))
    return [min(start + n, stop - 1) for n in range(length - 1)] + [stop - 1]


def _align(sought: Sequence[_Sought], page: Rendered, free: bytearray) -> None:
    """Find the blocks of the text in the pages, all at once."""
    body = [at for at in range(len(free)) if free[at]]
    signs = page.signs if len(body) == len(free) else "".join(page.signs[at] for at in body)
    whole = "".join(one.key for one in sought)
    found = [-1] * len(whole)
    for start, there, size in aligned(whole, signs):
        found[start : start + size] = body[there : there + size]
    at = 0
    for one in sought:
        one.at = _without_strays(found[at : at + len(one.key)], page)
        at += len(one.key)
        for place in one.at:
            if place >= 0:
                free[place] = 0


def _without_strays(places: list[int], page: Rendered) -> list[int]:
    """Single signs that were found away from the rest of their block are not it."""
    runs = _runs(places)
    if len(runs) > MANY:
        return [-1] * len(places)
    if sum(end - start for start, end in runs) <= len(places) * CHANCE:
        return [-1] * len(places)  # the block stands elsewhere, in a text box perhaps
    if len(runs) < 2:
        return places
    kept = list(places)
    for number, (start, end) in enumerate(runs):
        if end - start > STRAY:
            continue
        others = [run for index, run in enumerate(runs) if index != number]
        ends = [place for a, b in others for place in (places[a], places[b - 1])]
        far = min(abs(places[start] - place) for place in ends) > FAR
        climbs = number > 0 and _is_above(places[start], places[runs[number - 1][1] - 1], page)
        if far or climbs:
            kept[start:end] = [-1] * (end - start)
    return kept


def _is_above(place: int, other: int, page: Rendered) -> bool:
    return page.on[place] == page.on[other] and page.boxes[place][3] <= page.boxes[other][1]


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges of a block's signs that were printed one behind another."""
    runs: list[tuple[int, int]] = []
    for at, place in enumerate(places):
        if place < 0:
            continue
        if runs and runs[-1][1] == at and places[at - 1] == place - 1:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _fill_holes(sought: Sequence[_Sought], page: Rendered, free: bytearray) -> None:
    """Find what is missing of blocks found in part: cells that go on on the next page."""
    for one in sought:
        if not 0 < one.share < 1:
            continue
        for start, end in _holes(one.at):
            # A sign or two at a block's end may be anyone's, but for those over the page's end.
            short = end - start <= STRAY and (start == 0 or end == len(one.at))
            candidates = [
                at
                for at in _occurrences(one.key[start:end], page, free)
                if _continues(one, page, at, at + end - start)
                and not (short and page.on[at] == _last_page(one, page))
            ]
            if len(candidates) == 1:
                _claim(one, start, end, candidates[0], free)


def _last_page(one: _Sought, page: Rendered) -> int:
    return max(page.on[place] for place in one.at if place >= 0)


def _holes(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = -1
    for at in range(len(places) + 1):
        missing = at < len(places) and places[at] < 0
        if missing and start < 0:
            start = at
        elif not missing and start >= 0:
            yield start, at
            start = -1


def _continues(one: _Sought, page: Rendered, start: int, end: int) -> bool:
    """Whether printed signs may belong to the block: its page or the next, its column."""
    mine = [place for place in one.at if place >= 0]
    pages = {page.on[place] for place in mine}
    if not any(page.on[start] - number in {-1, 0, 1} for number in pages):
        return False
    left = min(page.boxes[place][0] for place in mine)
    right = max(page.boxes[place][2] for place in mine)
    return any(page.boxes[at][0] < right and page.boxes[at][2] > left for at in range(start, end))


def _place_whole(sought: Sequence[_Sought], page: Rendered, free: bytearray) -> None:
    """Find whole blocks that stand elsewhere in the pages than in the file: text boxes, notes.

    As many blocks of one text as places it is printed at are given them in order.
    """
    alike: dict[str, list[_Sought]] = {}
    for one in sought:
        missing = one.key and one.block.layer is not Layer.HIDDEN
        if missing and (one.share == 0 or not _is_found(one)):
            alike.setdefault(one.key, []).append(one)
    for key, group in sorted(alike.items(), key=lambda item: -len(item[0])):
        for one in group:
            for place in one.at:
                if place >= 0:
                    free[place] = 1
        places = _occurrences(key, page, free)
        if len(places) != len(group):
            places = [] if len(group) > 1 else _nearest(group[0], sought, page, places)
        for one, place in zip(group, places, strict=False):
            one.at = [-1] * len(key)
            _claim(one, 0, len(key), place, free)


def _give_back(sought: Sequence[_Sought], page: Rendered, free: bytearray) -> bool:
    """Give a block its first or last signs that its neighbour was given by mistake.

    Where a row is cut by a page's end, a cell goes on with what its neighbour begins with, as
    often as not: whole cells count for more than a sign or two of others.
    """
    owners = {place: one for one in sought for place in one.at if place >= 0}
    given = False
    for one in sought:
        if one.share == 1 or len(one.key) < SHORT or one.block.layer not in IN_FLOW:
            continue
        places = [
            at
            for at in islice(_anywhere(one.key, page.signs), FEW)
            if sum(_is_taken(n, one, owners, free) for n in range(at, at + len(one.key))) <= STRAY
        ]
        if len(places) != 1:
            continue
        wanted = range(places[0], places[0] + len(one.key))
        for place in wanted:
            other = owners.get(place)
            if other is not None and other is not one:
                other.at = [-1 if at == place else at for at in other.at]
            owners[place] = one
        for place in one.at:
            if place >= 0 and place not in wanted:
                free[place] = 1
        _claim(one, 0, len(one.key), places[0], free)
        given = True
    return given


def _is_taken(place: int, one: _Sought, owners: Mapping[int, _Sought], free: bytearray) -> bool:
    return not free[place] and owners.get(place) is not one


def _anywhere(key: str, signs: str) -> Iterator[int]:
    at = signs.find(key)
    while at >= 0:
        yield at
        at = signs.find(key, at + 1)


def _nearest(
    one: _Sought, sought: Sequence[_Sought], page: Rendered, places: Sequence[int]
) -> list[int]:
    """The only place on the page where the blocks before and behind stand."""
    index = next(i for i, other in enumerate(sought) if other is one)
    beside = [*sought[max(0, index - 1) : index], *sought[index + 1 : index + 2]]
    pages = {page.on[other.at[0]] for other in beside if other.at and other.at[0] >= 0}
    near = [place for place in places if page.on[place] in pages]
    return near if len(near) == 1 else []


def _occurrences(key: str, page: Rendered, free: bytearray) -> list[int]:
    """Where the text is printed in signs that are no other block's."""
    places: list[int] = []
    at = page.signs.find(key)
    while at >= 0:
        if all(free[at : at + len(key)]):
            places.append(at)
            at = page.signs.find(key, at + len(key))
        else:
            at = page.signs.find(key, at + 1)
    return places


def _claim(one: _Sought, start: int, end: int, place: int, free: bytearray) -> None:
    one.at[start:end] = range(place, place + end - start)
    free[place : place + end - start] = bytes(end - start)


def _is_found(one: _Sought) -> bool:
    return one.share == 1 if len(one.key) < SHORT else one.share >= FOUND


def _with_place(one: _Sought, page: Rendered) -> Block:
    """The block with its lines, where enough of it was found."""
    if not one.key or not _is_found(one):
        return one.block
    lines = tuple(_lines(one, page))
    first = [line.bbox for line in lines if line.page == lines[0].page]
    anchor = one.block.anchor._replace(page=lines[0].page, bbox=_around(first))
    return one.block._replace(anchor=anchor, lines=lines)


def _lines(one: _Sought, page: Rendered) -> Iterator[Line]:
    """Printed lines: each from its first sign to where the next one begins."""
    pieces: list[list[int]] = []  # the block's signs on each line
    for at, place in enumerate(one.at):
        if place < 0:
            continue
        if not pieces or _breaks(one.at[pieces[-1][-1]], place, page):
            pieces.append([])
        pieces[-1].append(at)
    for number, piece in enumerate(pieces):
        first = 0 if number == 0 else piece[0]
        last = pieces[number + 1][0] if number + 1 < len(pieces) else len(one.key)
        places = [one.at[at] for at in piece]
        yield Line(
            one.offsets[first],
            one.offsets[last - 1] + 1,
            page.on[places[0]],
            _around([page.boxes[place] for place in places]),
        )


def _breaks(last: int, place: int, page: Rendered) -> bool:
    """Whether a sign stands on another line than the one before it."""
    if page.on[last] != page.on[place]:
        return True
    one, other = page.boxes[last], page.boxes[place]
    middle = (other[1] + other[3]) / 2
    return not one[1] <= middle <= one[3] or other[2] <= one[0]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
