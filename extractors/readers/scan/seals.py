"""Seals on a picture: colour in; where red stamps stand, and whose they are, out.

A seal's name runs round it inside a ring. Unrolled into a straight strip, red ink alone, it
is read like any line; what is read without being sure is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.scan.engine import Engine, Mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Colour = NDArray[np.uint8]

# Round seals are 38 to 45 mm across, oval ones 45 by 30, names of persons 18 to 20 square.
SMALLEST = 0.6  # inches
LARGEST = 2.3
LONGEST = 1.8  # times as wide as high, or the other way
# The share of its box that a seal's ink fills once letters are joined; of one with letters that
# stand apart, the share of the rim that its ring fills, in the outermost part of the radius.
DENSE = 0.12
RING = 0.7
RIM = 0.15
# Red ink differs from grey by at least so many of 255 steps, faded ones included.
REDNESS = 38
# Letters of one name stand closer than this, in inches.
REACH = 0.10
LEAST_SCORE = 0.80
# By how much the surer of two readings of a character must lead where they differ.
AHEAD = 0.3
LEAST_CHARACTERS = 5
# Where the name stands between rim and centre: with the white around it, and closer.
BANDS = ((0.075, 0.46), (0.06, 0.40))


@dataclass(frozen=True, slots=True)
class Found:
    """A seal's box in pixels (x0, top, x1, bottom) and what it says, "" where not legible."""

    x0: int
    top: int
    x1: int
    bottom: int
    text: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RedInk:
    """255 where red ink lies: that of stamps, and that of red print (letterheads)."""

    stamped: Grey
    printed: Grey


def red_ink(colour: Colour, dpi: float) -> RedInk:
    """The red ink of a picture; print is told by running in level lines."""
    import numpy as np

    red = colour[:, :, 0].astype(np.int16)
    other = np.maximum(colour[:, :, 1], colour[:, :, 2]).astype(np.int16)
    mask = ((red - other > REDNESS) & (red > 90)).astype(np.uint8) * 255
    mask = _opened(mask)
    printed = np.zeros_like(mask)
    labels, stats = _blots(mask, dpi)
    for label, (x, y, width, height, _) in enumerate(stats):
        if label and height < SMALLEST * dpi and width > 3 * height and height > 0.1 * dpi:
            own = labels[y : y + height, x : x + width] == label
            printed[y : y + height, x : x + width][own] = 255
    printed = np.minimum(printed, mask)
    return RedInk(mask - printed, printed)


def _opened(mask: Grey) -> Grey:
    """Without specks of one pixel, which JPEG leaves beside black print."""
    import cv2
    import numpy as np

    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))  # type: ignore[return-value]


def _blots(red: Grey, dpi: float) -> tuple[NDArray[np.int32], list[list[int]]]:
    """Red ink that hangs together once letters are joined.

    Returns:
        Labels of pixels, and x, y, width, height, area by label.
    """
    import cv2

    reach = max(3, int(REACH * dpi)) | 1
    whole = cv2.morphologyEx(
        red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    return labels, stats.tolist()  # type: ignore[return-value]


def seals_of(colour: Colour, red: Grey, dpi: float, engine: Engine) -> list[Found]:
    """The seals, top down.

    Args:
        colour: The page.
        red: 255 where a stamp's ink lies.
        dpi: Pixels an inch.
        engine: Reads the names.
    """
    import numpy as np

    if not red.any():
        return []
    found: list[Found] = []
    for x, y, width, height, area in _blots(red, dpi)[1][1:]:  # the first is all that is not red
        if not (SMALLEST * dpi <= min(width, height) and max(width, height) <= LARGEST * dpi):
            continue
        place = (slice(y, y + height), slice(x, x + width))
        if max(width, height) > LONGEST * min(width, height):
            continue
        if area < DENSE * width * height and _ring(red[place]) < RING:
            continue
        part = colour[place].astype(np.int16)
        redness = np.clip(part[:, :, 0] - part[:, :, 1:].max(axis=2), 0, 255)
        full = max(float(np.percentile(redness[red[place] > 0], 80)), 1.0)
        text, score = _legend(np.minimum(redness * (255 / full), 255).astype(np.uint8), engine)
        found.append(Found(x, y, x + width, y + height, text, score))
    return sorted(found, key=lambda seal: (seal.top, seal.x0))


def _ring(ink: Grey) -> float:
    """The share of directions, from the middle, in which ink lies at the rim."""
    import cv2

    height, width = ink.shape
    side = max(height, width)
    round_ = cv2.resize(ink, (side, side), interpolation=cv2.INTER_AREA)
    polar = cv2.warpPolar(
        round_, (side // 2, 360), (side / 2, side / 2), side / 2, cv2.WARP_POLAR_LINEAR
    )
    return float((polar[:, int((1 - RIM) * side / 2) :] > 0).any(axis=1).mean())


def _legend(ink: Grey, engine: Engine) -> tuple[str, float | None]:
    """The name that runs round a seal, where every character of it is settled."""
    first, second = (
        [mark for mark in engine.text(_unrolled(ink, *band)) if mark.text != " "] for band in BANDS
    )
    if len(first) != len(second):
        return "", None
    settled = [_settled(one, other) for one, other in zip(first, second, strict=True)]
    kept = [mark for mark in settled if mark is not None]
    text = "".join(mark.text for mark in kept)
    chinese = sum("一" <= character <= "鿿" for character in text)
    if len(kept) < len(settled) or len(text) < LEAST_CHARACTERS or chinese < 0.8 * len(text):
        return "", None
    return text, round(min(mark.score for mark in kept), 4)


def _settled(one: Mark, other: Mark) -> Mark | None:
    """The surer of two readings of a character; None where neither is sure enough."""
    best, rest = (one, other) if one.score >= other.score else (other, one)
    doubt = rest.score if rest.text != best.text else 0.0
    return best if best.score >= LEAST_SCORE and best.score - doubt >= AHEAD else None


def _unrolled(ink: Grey, outer: float, inner: float) -> Grey:
    """The band inside the ring as a straight strip that begins at the seal's foot.

    The outer edge of the band comes on top, black on white; both edges are shares of the
    radius, counted from the rim.
    """
    import cv2
    import numpy as np

    side = 2 * max(ink.shape)
    square = cv2.resize(ink, (side, side), interpolation=cv2.INTER_LINEAR)
    radius = side / 2
    around = int(2 * np.pi * 0.75 * radius)
    polar = cv2.warpPolar(
        square, (int(radius), around), (radius, radius), radius, cv2.WARP_POLAR_LINEAR
    )
    # Angles grow clockwise from the right; the foot stands at a quarter of the way.
    strip = np.roll(polar, -around // 4, axis=0).T[::-1]
    band = strip[int(outer * radius) : int(inner * radius)]
    return np.ascontiguousarray(255 - band)
