"""A field's text as glyphs over the field. Text and box in; glyphs out."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph

TYPE_SIZE = 10.5  # what a field's text is taken to be set in, in points
SMALLEST = 1.0  # type smaller than this has no box that could be shown


def spread(text: str, box: Box) -> Iterator[Glyph]:
    """The text set from the box's top left corner, wrapped at its edge, pressed if too long."""
    x0, top, x1, bottom = box
    lines = _wrapped(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), box)
    height = max(SMALLEST, (bottom - top) / len(lines))
    for number, line in enumerate(lines):
        if not line:
            continue
        size = min(TYPE_SIZE, height)
        step = max(min(size, (x1 - x0) / len(line)), SMALLEST / 10)
        middle = top + height * (number + 0.5)
        for index, sign in enumerate(line):
            left = x0 + index * step
            yield Glyph(sign, left, middle - size / 2, left + step, middle + size / 2, size)


def _wrapped(lines: list[str], box: Box) -> list[str]:
    """The lines broken at the box's width where the box is high enough for it."""
    signs = max(1, int((box[2] - box[0]) / TYPE_SIZE))
    broken = [
        line[start : start + signs]
        for line in lines
        for start in range(0, max(1, len(line)), signs)
    ]
    return broken if len(broken) * TYPE_SIZE <= box[3] - box[1] else lines
