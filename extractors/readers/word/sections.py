"""What a Word file says of its pages: size and margins. The body in, points out."""

from __future__ import annotations

from extractors.readers.packages.xml import Element
from extractors.readers.word.names import W, number

A4_AREA = 595.3 * 841.9
MARGIN = 72.0  # of a file that says nothing
TWIPS = 20  # in a point
WIDEST = 40_000  # twips; Word stops at 22 inches, 31,680


def page_area(body: Element) -> float:
    """Square points of the smallest page of the file; A4 where it does not say."""
    areas = [
        width * height / TWIPS**2
        for size in body.iter(W + "pgSz")
        if (width := number(size.get(W + "w"), WIDEST))
        and (height := number(size.get(W + "h"), WIDEST))
    ]
    return min(areas, default=A4_AREA)


def margins_of(body: Element) -> tuple[float, float]:
    """Height of the widest margins at the head and foot of a page, points."""
    tops, bottoms = [], []
    for margin in body.iter(W + "pgMar"):
        tops.append((number(margin.get(W + "top"), WIDEST) or 0) / TWIPS)
        bottoms.append((number(margin.get(W + "bottom"), WIDEST) or 0) / TWIPS)
    return max(tops, default=MARGIN), max(bottoms, default=MARGIN)
