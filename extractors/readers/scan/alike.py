"""Lines of one type size given one size: recognised lines of a page in, the same lines out.

What is measured on a picture varies by some per cent from line to line; layout compares sizes
to tell a heading from the text and a paragraph's next line from the next paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractors.readers.layout.glyphs import Glyph

# By what share a measure may be off, either way. The sizes of Chinese office type (10.5, 12,
# 14, 16 pt) lie a seventh apart.
OFF = 0.05


def alike(lines: Sequence[Sequence[Glyph]]) -> list[list[Glyph]]:
    """The lines, each with the size that most of the page's print of about its size has.

    Args:
        lines: Glyphs of one size each, none empty.
    """
    common = _common([(line[0].size, len(line)) for line in lines])
    return [[glyph._replace(size=common[glyph.size]) for glyph in line] for line in lines]


def _common(weighed: Sequence[tuple[float, int]]) -> dict[float, float]:
    """By measured size, the size meant: those around which most signs gather come first."""
    out: dict[float, float] = {}
    left = sorted(weighed)
    while left:
        sizes = [size for size, _ in left]
        spans = {
            size: (bisect_left(sizes, size * (1 - OFF)), bisect_right(sizes, size * (1 + OFF)))
            for size in dict.fromkeys(sizes)
        }
        first, last = max(spans.values(), key=lambda span: sum(n for _, n in left[slice(*span)]))
        own = left[first:last]
        mean = sum(size * count for size, count in own) / sum(count for _, count in own)
        out.update((size, mean) for size, _ in own)
        left = left[:first] + left[last:]
    return out
