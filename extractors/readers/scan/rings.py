"""Round seals on pages scanned without colour: ink in, the ink of the seals out.

Nothing parts a black seal from print but its ring. Its ink stays on the page; what stands
where it lies is at least known to be doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.readers.layout.ruling import Stroke

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Colour = NDArray[np.uint8]

# Round seals are 38 to 45 mm across; radii in inches, a little either way.
LEAST_RADIUS = 0.68
MOST_RADIUS = 0.95
# Dots an inch at which circles are sought.
COARSE = 50
# Channels of a grey page differ by no more, but for so few pixels in a thousand.
COLOURLESS = 12
COLOURED = 0.002
# How many voting pixels, of some 250 around, make a circle worth a look.
VOTES = 22
# The share of the way round that a ring is drawn, and where its name and its star stand: from
# the rim inwards, and around the middle, as shares of the radius.
DRAWN = 0.85
NAME = 0.54
STAR = 0.30
# A stroke is a seal's own where so much of it is the seal's ink.
OWN = 0.6
# Half the breadth in which a ring lies, in inches.
BREADTH = 0.025


def grey_seals(colour: Colour, ink: Grey, dpi: float) -> Grey:
    """255 where ink lies that may be that of round seals; none on pages with colour."""
    import cv2
    import numpy as np

    out = np.zeros_like(ink)
    sample = colour[::4, ::4].astype(np.int16)
    if float((np.ptp(sample, axis=2) > COLOURLESS).mean()) > COLOURED:
        return out
    scale = COARSE / dpi
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    least, most = int(LEAST_RADIUS * COARSE), int(MOST_RADIUS * COARSE)
    circles = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, 1, least, param1=150, param2=VOTES,
        minRadius=least, maxRadius=most,
    )  # fmt: skip
    for x, y, radius in [] if circles is None else circles[0][:8].tolist():
        ring = _ring(ink, x / scale, y / scale, radius / scale, dpi)
        if ring is not None:
            out = np.maximum(out, np.minimum(_where(ink.shape, *ring), ink))
    return out


def apart(strokes: Sequence[Stroke], seals: Grey) -> list[Stroke]:
    """The level strokes that are not a seal's own: pieces of its ring, its star, its letters."""
    return [stroke for stroke in strokes if _share(seals, *stroke) < OWN]


def _share(seals: Grey, position: float, start: float, end: float) -> float:
    row = int(position)
    band = seals[max(0, row - 3) : row + 4, max(0, int(start)) : int(end) + 1]
    return float(band.any(axis=0).mean())


def _ring(
    ink: Grey, x: float, y: float, radius: float, dpi: float
) -> tuple[float, float, float] | None:
    """Middle and radius of the ring near a circle; None where none is drawn there."""
    import cv2
    import numpy as np

    most = int(radius * 1.1)
    best, place = 0.0, None
    for right in (-4, -2, 0, 2, 4):
        for down in (-4, -2, 0, 2, 4):
            middle = (x + right, y + down)
            polar = cv2.warpPolar(ink, (most, 360), middle, most, cv2.WARP_POLAR_LINEAR) > 127
            half = max(1, int(BREADTH * dpi / 2))
            around = polar.mean(axis=0)
            at = int(radius * 0.9) + int(np.argmax(around[int(radius * 0.9) :]))
            drawn = float(polar[:, max(0, at - half) : at + half + 1].any(axis=1).mean())
            if drawn > best:
                best, place = drawn, (*middle, float(at))
    return place if best >= DRAWN else None


def _where(shape: tuple[int, ...], x: float, y: float, radius: float) -> Grey:
    """255 where ring, name and star of a seal stand."""
    import cv2
    import numpy as np

    middle = (round(x), round(y))
    mask = np.zeros(shape, np.uint8)
    cv2.circle(mask, middle, round(radius * 1.05), 255, -1)
    cv2.circle(mask, middle, round(radius * NAME), 0, -1)
    cv2.circle(mask, middle, round(radius * STAR), 255, -1)
    return mask
