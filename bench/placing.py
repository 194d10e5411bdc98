"""Places known by colour and the Document read from the same file in, how many are right out.

A block's place is right where its page is, where its box holds all its ink on that page, and
where its box holds the middle of no other text's ink.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bench.exactness import Share
from bench.known.placed import Box, Place, Placed
from bench.known.table import plain
from extractors.model import Block, Document

# Two libraries measure one glyph's box with as much difference, in points.
TOLERANCE = 4.0


def placing(known: Placed, document: Document) -> tuple[Share, tuple[str, ...]]:
    """How many known places the blocks of the same text have, and those that differ."""
    blocks: dict[str, list[Block]] = defaultdict(list)
    for block in document.blocks:
        if text := plain(block.text):
            blocks[text].append(block)
    right = 0
    misses = []
    for place in known.places:
        same = blocks[place.text]
        what = _wrong(place, same.pop(0), known.places) if same else "no block"
        right += not what
        if what:
            misses.append(f"{known.name} page {place.page} {place.text[:20]}: {what}")
    return Share(right, len(known.places)), tuple(misses)


def _wrong(place: Place, block: Block, places: Sequence[Place]) -> str:
    """What is wrong with the block's place, "" where it is right."""
    anchor = block.anchor
    if anchor.page is None or anchor.bbox is None:
        return "no place"
    if anchor.page != place.page:
        return f"page {anchor.page}"
    if not _holds(anchor.bbox, place.box):
        return f"box {anchor.bbox}, ink {tuple(round(edge, 1) for edge in place.box)}"
    others = (other.box for other in places if other.page == place.page and other is not place)
    return "box holds another text" if _any_middle(anchor.bbox, others) else ""


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - TOLERANCE <= inner[0]
        and outer[1] - TOLERANCE <= inner[1]
        and inner[2] <= outer[2] + TOLERANCE
        and inner[3] <= outer[3] + TOLERANCE
    )


def _any_middle(box: Box, others: Iterable[Box]) -> bool:
    return any(
        box[0] < (x0 + x1) / 2 < box[2] and box[1] < (top + bottom) / 2 < box[3]
        for x0, top, x1, bottom in others
    )
