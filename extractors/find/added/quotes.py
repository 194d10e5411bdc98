"""A document and somebody's quote in, the place in its text where the quote stands out.

Compared is folded text without blanks: a finder that copies words rarely copies their layout.
A quote must stand whole in one block. Never corrects a quote, never takes a similar one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from extractors.language.fold import Folded, fold
from extractors.model import Document
from extractors.tables import READ_LAYERS

# Folding drops control characters, so this one parts blocks and stands in no quote.
_BETWEEN = "\0"
# A quote that stands in more places than these says nothing about one of them.
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Half-open offsets into the folded text of a block, as `fold(block.text)` gives it."""

    block: int
    start: int
    end: int


class Quotable:
    """A document's text, folded once, in which quotes are looked up."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks: list[int] = []
        self._starts: list[int] = []
        parts: list[str] = []
        length = 0
        for index, block in enumerate(document.blocks):
            if block.layer in READ_LAYERS and (text := _dense(block.text)):
                self._blocks.append(index)
                self._starts.append(length)
                parts.append(text)
                length += len(text) + 1
        self._text = _BETWEEN.join(parts)
        self._folded: dict[int, Folded] = {}
        self._kept: dict[int, list[int]] = {}

    def folded(self, block: int) -> Folded:
        """The folded text of a block, kept while quotes are looked up in it."""
        if block not in self._folded:
            self._folded[block] = fold(self._document.blocks[block].text)
        return self._folded[block]

    def places(self, quote: str) -> tuple[Place, ...]:
        """Where the quote stands, in reading order."""
        wanted = _dense(quote)
        if not wanted:
            return ()
        return tuple(islice(self._found(wanted), MOST_PLACES))

    def place(self, quote: str, block: int | None, page: int | None) -> Place | None:
        """The one place that is meant: in the block said, else nearest to the page said.

        Returns:
            None where the quote does not stand in the text, or in several places of which
            nothing tells which one is meant.
        """
        found = self.places(quote)
        here = [place for place in found if place.block == block]
        if len(here) == 1:
            return here[0]
        if page is not None and len(found) > 1:
            away = [abs((self._page(place) or page) - page) for place in found]
            found = tuple(p for p, far in zip(found, away, strict=True) if far == min(away))
        return found[0] if len(found) == 1 else None

    def _found(self, wanted: str) -> Iterator[Place]:
        at = self._text.find(wanted)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            index = self._blocks[number]
            start = at - self._starts[number]
            kept = self._written(index)
            yield Place(index, kept[start], kept[start + len(wanted) - 1] + 1)
            at = self._text.find(wanted, at + 1)

    def _written(self, block: int) -> list[int]:
        """Where the signs of a block stand in its folded text, blanks left out."""
        if block not in self._kept:
            text = self.folded(block).text
            self._kept[block] = [i for i, sign in enumerate(text) if sign != " "]
        return self._kept[block]

    def _page(self, place: Place) -> int | None:
        block = self._document.blocks[place.block]
        if not block.lines:
            return block.anchor.page
        start, end = self.folded(place.block).span(place.start, place.end)
        return self._document.quote(place.block, start, max(end, start + 1)).anchor.page


def _dense(text: str) -> str:
    return fold(text).text.replace(" ", "")
