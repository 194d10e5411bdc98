"""Boxes to tick, seen as drawn: a grey page's ink and its glyphs in, glyphs with □ ☑ ■ out.

Recognisers are trained on text and lose the boxes of forms or read them as 口, 0 or 日. A box
is four straight strokes of one length; whether it is ticked shows inside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.layout.glyphs import Glyph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

# Sides in inches: type of 7 to 16 pt.
SMALLEST = 0.075
LARGEST = 0.20
# How much longer than the other one side may seem, where a tick runs over it.
ASKEW = 0.03
# Shares of a side, or of the inside, that bear ink.
DRAWN = 0.85
TICKED = 0.08
FULL = 0.80
# How far from a box, in type sizes, what it ticks may stand.
NEAR = 2.5
# What the recogniser makes of a box, where it sees it at all.
READ_AS = frozenset("□☐■☑☒√口囗O0oDQ回日曰凶区团园图因目固困田园国VvM✓✔√·")
# Of those, what is a letter as well: kept as read where it is read surely.
LETTERS = frozenset("口囗O0oDQ回日曰凶区团园图因目固困田园国VvM")
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Square:
    """A box in pixels and the sign it shows."""

    x0: int
    top: int
    x1: int
    bottom: int
    sign: str
    legs: bool  # its upright strokes go on below it, as those of 口 do


def with_boxes(glyphs: Sequence[Glyph], squares: Sequence[Square]) -> list[Glyph]:
    """The glyphs, boxes put in where they were lost or read as letters."""
    out = list(glyphs)
    for square in squares:
        x, y = (square.x0 + square.x1) / 2, (square.top + square.bottom) / 2
        line = [g for g in out if g.top <= y <= g.bottom and abs(x - g.x0) < 40 * g.size]
        over = [g for g in line if g.x0 <= x < g.x1 and not g.blank]
        if any(_stays(glyph, square) for glyph in over):
            continue
        near = min(line, key=lambda g: abs((g.x0 + g.x1) / 2 - x), default=None)
        if near is None or not _belongs(square, near):
            continue
        out = [glyph for glyph in out if glyph not in over]
        place = (square.x0, near.top, square.x1, near.bottom)
        out.append(Glyph(square.sign, *place, near.size, 1.0))
    return out


def _belongs(square: Square, near: Glyph) -> bool:
    """Whether a box stands beside print of its size; squares elsewhere are specks of a stamp."""
    side = max(square.x1 - square.x0, square.bottom - square.top)
    apart = max(square.x0 - near.x1, near.x0 - square.x1)
    return apart <= NEAR * near.size and 0.45 * near.size <= side <= 1.3 * near.size


def _stays(glyph: Glyph, square: Square) -> bool:
    """Whether the recogniser's reading stands against the drawing."""
    if glyph.text not in READ_AS:
        return True
    letter = glyph.text in LETTERS
    return letter and (square.legs or ((glyph.score or 0.0) >= SURE and glyph.text != "口"))


def squares_of(ink: Grey, dpi: float) -> list[Square]:
    """All boxes on the page."""
    found = [*_outlined(ink, dpi), *_filled(ink, dpi)]
    kept: list[Square] = []
    for square in sorted(found, key=lambda s: s.bottom - s.top, reverse=True):
        if not any(_overlap(square, other) for other in kept):
            kept.append(square)
    return sorted(kept, key=lambda s: (s.top, s.x0))


def _overlap(one: Square, other: Square) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )


def _filled(ink: Grey, dpi: float) -> Iterator[Square]:
    import cv2
    import numpy as np

    side = max(5, int(SMALLEST * dpi * 0.8))
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    for x, y, width, height, area in stats[1:count].tolist():
        if (
            max(width, height) <= LARGEST * dpi
            and abs(width - height) <= 0.2 * max(width, height)
            and area >= 0.9 * width * height
        ):
            yield Square(x, y, x + width, y + height, "■", False)


def _outlined(ink: Grey, dpi: float) -> Iterator[Square]:
    """Pairs of level strokes of one extent, with ink down both sides."""
    strokes = sorted(_level(ink, dpi))
    starts = [stroke[0] for stroke in strokes]
    near = max(2, round(ASKEW * dpi))
    for x0, y, x1 in strokes:
        low, high = bisect_left(starts, x0 - near), bisect_right(starts, x0 + near)
        for other_x0, other_y, other_x1 in strokes[low:high]:
            left, right, height = max(x0, other_x0), min(x1, other_x1), other_y - y
            width = right - left
            if abs(other_x1 - x1) > near or not 0.8 * width <= height <= 1.25 * width:
                continue
            square = _square(ink, left, y, right, other_y)
            if square is not None:
                yield square


def _level(ink: Grey, dpi: float) -> Iterator[tuple[int, int, int]]:
    """Short level strokes: left end, height, right end."""
    import cv2
    import numpy as np

    least = max(6, int(SMALLEST * dpi))
    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, int(least * 0.8)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    for x, y, width, height, _ in stats[1:count].tolist():
        if least <= width <= LARGEST * dpi and height <= max(3, 0.03 * dpi):
            yield x, y + height // 2, x + width


def _square(ink: Grey, x0: int, top: int, x1: int, bottom: int) -> Square | None:
    """The box between two level strokes; None where its sides are not drawn."""
    sides = [ink[top : bottom + 1, max(0, x - 2) : x + 3] for x in (x0, x1 - 1)]
    if any(side.size == 0 or float(side.any(axis=1).mean()) < DRAWN for side in sides):
        return None
    corners = [(x, y) for x in (x0, x1 - 1) for y in (top, bottom)]
    if not all(ink[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2].any() for x, y in corners):
        return None  # D and 0 are round there
    rim = max(3, (bottom - top) // 5)
    inside = ink[top + rim : bottom - rim + 1, x0 + rim : x1 - rim]
    if inside.size == 0:
        return None
    share = float(inside.mean()) / 255
    sign = "■" if share >= FULL else "☑" if share >= TICKED else "□"
    below = ink[bottom + 2 : bottom + 6, max(0, x0 - 2) : x1 + 2]
    legs = bool(below.size) and _has_legs(below)
    return Square(x0, top, x1, bottom + 1, sign, legs)


def _has_legs(below: Grey) -> bool:
    """Whether ink goes on below both ends of the foot, and not between them."""
    third = below.shape[1] // 3
    ends = below[:2, :third].any() and below[:2, -third:].any()
    return bool(ends) and not below[:, third:-third].any()
