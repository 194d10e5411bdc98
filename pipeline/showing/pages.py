"""Pages of a PDF or scan in, what is laid over their pictures out: boxes in points, and texts.

A quote that goes over several lines has a box a line. Within a line the quoted signs are placed
by their usual widths, since a file's lines are kept and its letters are not.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.model import Block, Box, Document, Line, Page, Seal
from pipeline.showing.spots import Spot
from pipeline.showing.text import Paragraph, paragraph, visible

# Forms have 3 pages, plans 10 to 80; more are turned over in parts.
MOST_PAGES = 60
PAGES_BEFORE = 20
# What is written out of one page beside its picture.
MOST_SIGNS = 20_000
# A box begins and ends a little outside the ink, in points.
ROOM = 2.0
# What the recognised text beside a line takes, in points: least width, height, one sign.
NOTE_WIDTH, NOTE_HEIGHT, NOTE_SIGN = 150.0, 60.0, 11.0
# Recognised lines below this are wrong every fifth time or more.
DOUBTFUL_BELOW = 0.9
# Where nothing says how large a page is, in points (A4).
USUAL = (595.0, 842.0)


class Frame(NamedTuple):
    """A rectangle on the page in points, as SVG writes it; `words` say what it is."""

    x: float
    y: float
    width: float
    height: float
    words: str = ""


class Reading(NamedTuple):
    """The recognised text of a quoted line with the room it is written in, beside the line.

    `above`: it stands over the line, and ends at it.
    """

    x: float
    y: float
    width: float
    height: float
    above: bool
    text: str
    score: float
    sealed: bool


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page with what lies over it.

    `lines` are the whole lines that the quote touches, `quoted` its signs in them. `text` is the
    page's text for who cannot see the picture; `refusal` says why there is none.
    """

    number: int
    width: float
    height: float
    lines: tuple[Frame, ...] = ()
    quoted: tuple[Frame, ...] = ()
    readings: tuple[Reading, ...] = ()
    seals: tuple[Frame, ...] = ()
    doubtful: tuple[Frame, ...] = ()
    text: tuple[Paragraph, ...] = ()
    left_out: int = 0
    recognised: bool = False
    target: bool = False
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages `first` to before `last` (from 0) of `total`; `target` is where the quote begins."""

    pages: tuple[PageShown, ...]
    first: int
    last: int
    total: int
    recognised: bool
    seals: int
    doubtful: int
    target: int | None = None

    @property
    def before(self) -> int:
        """Where the part before this one begins."""
        return max(0, self.first - MOST_PAGES)


def pages_of(
    document: Document, sizes: Sequence[Page], spot: Spot, start_at: int | None = None
) -> Pages:
    """The pages around the spot, or from one on.

    Args:
        sizes: The document's pages, or what the drawing child measured.
        start_at: Index of the first page to show; None to go by the spot.
    """
    on = target_pages(document.blocks, spot)
    first = _first(len(sizes), on[0] if on else None, start_at)
    shown = sizes[first : first + MOST_PAGES]
    by_page: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(document.blocks):
        for page in _pages_of(block):
            by_page[page].append(number)
    made = tuple(_page(document, page, by_page[page.number], spot) for page in shown)
    return Pages(
        pages=made,
        first=first,
        last=first + len(shown),
        total=len(sizes),
        recognised=any(page.recognised for page in made),
        seals=sum(len(page.seals) for page in made),
        doubtful=sum(len(page.doubtful) for page in made),
        target=on[0] if on else None,
    )


def target_pages(blocks: Sequence[Block], spot: Spot) -> tuple[int, ...]:
    """The pages that the spot lies on, in its order."""
    if spot.page is not None:
        return (spot.page,)
    if spot.block is None or spot.block >= len(blocks):
        return ()
    block = blocks[spot.block]
    pages = dict.fromkeys(line.page for line in _lines(block, spot) if line.page)
    return tuple(pages) or ((block.anchor.page,) if block.anchor.page else ())


def _first(total: int, page: int | None, start_at: int | None) -> int:
    if start_at is not None:
        return min(max(0, start_at), max(0, total - 1))
    if page is None or page <= MOST_PAGES - PAGES_BEFORE:
        return 0
    return max(0, min(page, total) - PAGES_BEFORE)


def _pages_of(block: Block) -> tuple[int, ...]:
    pages = dict.fromkeys(line.page for line in block.lines if line.page)
    return tuple(pages) or ((block.anchor.page,) if block.anchor.page else ())


def _range(block: Block, spot: Spot) -> tuple[int, int]:
    if 0 <= spot.start < spot.end <= len(block.text):
        return spot.start, spot.end
    return 0, len(block.text)


def _lines(block: Block, spot: Spot) -> list[Line]:
    start, end = _range(block, spot)
    return [line for line in block.lines if line.start < end and start < line.end]


def _page(document: Document, page: Page, numbers: Sequence[int], spot: Spot) -> PageShown:
    width, height = _size(page)
    blocks = document.blocks
    lines: list[Frame] = []
    quoted: list[Frame] = []
    readings: list[Reading] = []
    if spot.block is not None and spot.block in set(numbers):
        block = blocks[spot.block]
        for line in _lines(block, spot):
            if line.page == page.number:
                frame = framed(line.bbox, width, height)
                lines.append(frame)
                quoted.append(framed(_part(block.text, line, _range(block, spot)), width, height))
                if line.score is not None:
                    read = visible(block.text[line.start : line.end])
                    place = _beside(frame, width, height, read)
                    readings.append(Reading(*place, read, line.score, line.sealed))
        if not block.lines and block.anchor.bbox is not None:
            lines.append(framed(block.anchor.bbox, width, height))
    if spot.page == page.number and spot.box is not None:
        lines.append(framed(spot.box, width, height))
    text, left_out = _text(blocks, numbers, spot)
    return PageShown(
        number=page.number,
        width=width,
        height=height,
        lines=tuple(lines),
        quoted=tuple(quoted),
        readings=tuple(readings),
        seals=tuple(_seals(document.seals, page.number, width, height)),
        doubtful=tuple(_doubtful(blocks, numbers, page.number, width, height)),
        text=text,
        left_out=left_out,
        recognised=page.recognised,
        target=bool(lines),
    )


def _size(page: Page) -> tuple[float, float]:
    """The page's size in points; that of A4 where the file says nonsense."""
    if all(math.isfinite(side) and side > 0 for side in (page.width, page.height)):
        return page.width, page.height
    return USUAL


def framed(box: Box, width: float, height: float, words: str = "") -> Frame:
    """A box as a rectangle on the page with a little room, cut at the page's edges."""
    x0, top, x1, bottom = (side if math.isfinite(side) else 0.0 for side in box)
    left, right = sorted((x0, x1))
    upper, lower = sorted((top, bottom))
    left, upper = max(0.0, left - ROOM), max(0.0, upper - ROOM)
    right, lower = min(width, right + ROOM), min(height, lower + ROOM)
    return Frame(
        round(min(left, width), 1),
        round(min(upper, height), 1),
        round(max(0.0, right - left), 1),
        round(max(0.0, lower - upper), 1),
        words,
    )


def _beside(
    frame: Frame, width: float, height: float, text: str
) -> tuple[float, float, float, float, bool]:
    """Room for the recognised text over the line, or under it at the top of the page."""
    wide = min(width, max(NOTE_WIDTH, sum(widths(text)) * NOTE_SIGN + 2 * NOTE_SIGN))
    left = max(0.0, min(frame.x, width - wide))
    above = frame.y >= NOTE_HEIGHT
    top = frame.y - NOTE_HEIGHT if above else min(frame.y + frame.height, height)
    return round(left, 1), round(top, 1), round(wide, 1), NOTE_HEIGHT, above


def widths(text: str) -> list[float]:
    """What each sign takes of a line: one for a Chinese sign, half for a Latin one.

    Example:
        >>> widths("约8㎡")
        [1.0, 0.5, 1.0]
    """
    return [_sign_width(sign) for sign in text]


def _sign_width(sign: str) -> float:
    if sign == "\n" or unicodedata.combining(sign):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" or sign == "㎡" else 0.5


def _part(text: str, line: Line, quote: tuple[int, int]) -> Box:
    """The box of the quoted signs of a line; a line that runs down the page has its whole box."""
    x0, top, x1, bottom = line.bbox
    taken = widths(text[line.start : line.end])
    total = sum(taken)
    if not total or (bottom - top > x1 - x0 and len(taken) > 1):
        return line.bbox
    begin = max(0, quote[0] - line.start)
    end = min(len(taken), quote[1] - line.start)
    unit = (x1 - x0) / total
    left = x0 + sum(taken[:begin]) * unit
    return (left, top, left + sum(taken[begin:end]) * unit, bottom)


def _seals(seals: Sequence[Seal], page: int, width: float, height: float) -> Iterator[Frame]:
    for seal in seals:
        if seal.page == page:
            owner = visible(seal.text)[:60]
            words = f"印章：{owner}" if owner else "印章：文字无法辨认"
            yield framed(seal.bbox, width, height, words)


def _doubtful(
    blocks: Sequence[Block], numbers: Sequence[int], page: int, width: float, height: float
) -> Iterator[Frame]:
    for number in numbers:
        block = blocks[number]
        for line in block.lines:
            if line.page != page or line.score is None:
                continue
            if line.score < DOUBTFUL_BELOW or line.sealed:
                text = visible(block.text[line.start : line.end])[:60]
                why = "印章压住" if line.sealed else f"把握 {line.score:.0%}"
                yield framed(line.bbox, width, height, f"{why}：{text}")


def _text(
    blocks: Sequence[Block], numbers: Sequence[int], spot: Spot
) -> tuple[tuple[Paragraph, ...], int]:
    """The page's text within bounds, and how many blocks are left out."""
    made: list[Paragraph] = []
    signs = 0
    for number in numbers:
        signs += len(blocks[number].text)
        if signs > MOST_SIGNS and made and number != spot.block:
            continue
        target = number == spot.block
        made.append(paragraph(number, blocks[number], spot.start, spot.end, target))
    return tuple(made), len(numbers) - len(made)


def text_under(document: Document, page: int, box: Box) -> tuple[str, tuple[Spot, ...]]:
    """What stands under a box drawn on a page: its text, and where it is in the blocks.

    Signs count by the middle of where they stand, lines by their middle too.

    Returns:
        Text with one line a printed line, and spots whose `document` is 0.
    """
    x0, top, x1, bottom = box
    texts: list[str] = []
    spots: list[Spot] = []
    for number, block in enumerate(document.blocks):
        for line in block.lines:
            if line.page != page or not top <= (line.bbox[1] + line.bbox[3]) / 2 <= bottom:
                continue
            start, end = _between(block.text, line, x0, x1)
            if start < end:
                texts.append(block.text[start:end].strip())
                spots.append(Spot(0, number, start, end))
    return "\n".join(text for text in texts if text), tuple(spots)


def _between(text: str, line: Line, x0: float, x1: float) -> tuple[int, int]:
    """The signs of a line whose middles lie between two abscissae: offsets into the block."""
    taken = widths(text[line.start : line.end])
    total = sum(taken)
    if not total:
        return line.start, line.start
    unit = (line.bbox[2] - line.bbox[0]) / total
    left, inside = line.bbox[0], []
    for offset, width in enumerate(taken):
        if x0 <= left + width * unit / 2 <= x1:
            inside.append(line.start + offset)
        left += width * unit
    return (inside[0], inside[-1] + 1) if inside else (line.start, line.start)
