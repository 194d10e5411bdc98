"""Running heads, feet and page numbers told from the text. Lines of all pages in; a set out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractors.readers.layout.glyphs import PageContent
from extractors.readers.layout.printed import Printed, pieces_of, stretches_of

# The share of the page's height in which heads and feet stand (A4: 28 mm and more).
HEAD = 0.11
FOOT = 0.89
# Two printings of one running head differ by rounding only.
SAME_HEIGHT = 3.0
# Type sizes of white between a head or foot and the body.
APART = 0.6
# A document with different heads on left and right pages shows each on half of them.
REPEATED = 0.3

PAGE_NUMBER = re.compile(
    r"""[-—–―~·\s]*
    (?: 第\s*[\d一二三四五六七八九十百]+\s*页                 # 第 3 页 共 9 页
          (?:\s*[,，/（(]?\s*共\s*\d+\s*页[)）]?)?
      | 共\s*\d+\s*页\s*[,，/]?\s*第\s*\d+\s*页
      | (?:page\s*)?\d{1,3} (?:\s*(?:/|of)\s*\d{1,3})?                   # 3   3/9   Page 3 of 9
      | [IVXivx]{1,6} )
    [-—–―~·\s]*""",
    re.VERBOSE | re.IGNORECASE,
)


def marginal_lines(
    pages: Sequence[PageContent], lines: Mapping[int, Sequence[Printed]]
) -> set[int]:
    """The `id`s of the lines that are heads, feet or page numbers.

    Args:
        pages: All pages.
        lines: Lines outside tables, by page number, from the top down.
    """
    found: set[int] = set()
    places: dict[str, list[Printed]] = defaultdict(list)
    for page in pages:
        for line in lines[page.number]:
            if line.middle < HEAD * page.height or line.middle > FOOT * page.height:
                if _is_page_number(line, page):
                    found.add(id(line))
                elif len(stretches_of(line)) <= 2 or _holds_page_number(line):
                    places[_pattern(line.text)].append(line)
    enough = max(2.0, REPEATED * len(pages))
    for repeated in places.values():
        for line in repeated:
            same = {o.page for o in repeated if abs(o.middle - line.middle) <= SAME_HEIGHT}
            if len(same) >= enough:
                found.add(id(line))
    return {
        key for page in pages for key in _standing_apart(lines[page.number], found, page.height / 2)
    }


def _standing_apart(lines: Sequence[Printed], found: set[int], middle: float) -> list[int]:
    """Those found that white parts from the body, or from another one that is so parted."""
    kept: list[int] = []
    upper = [line for line in lines if line.middle < middle][::-1]
    lower = [line for line in lines if line.middle >= middle]
    for half in (upper, lower):
        inner: Printed | None = None
        for line in half:
            if id(line) in found and (
                inner is None or id(inner) in kept or _white(inner, line) >= APART * line.size
            ):
                kept.append(id(line))
            inner = line
    return kept


def _white(one: Printed, other: Printed) -> float:
    return max(one.top, other.top) - min(one.bottom, other.bottom)


def _is_page_number(line: Printed, page: PageContent) -> bool:
    at_foot = line.middle > FOOT * page.height
    return PAGE_NUMBER.fullmatch(line.text) is not None and (at_foot or "页" in line.text)


def _holds_page_number(line: Printed) -> bool:
    return any(PAGE_NUMBER.fullmatch(piece.text) for piece in pieces_of(line))


def _pattern(text: str) -> str:
    """The text with its numbers and blanks made equal."""
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))
