"""A page's picture set upright: colour in; grey without red ink, and the way back, out.

Scans lie a degree off or on their side. All later work wants level lines; officials see the
page as it was handed in. So everything found is mapped back by the matrix kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.scan.lifted import without_stamps
from extractors.readers.scan.paper import flat
from extractors.readers.scan.seals import RedInk, red_ink

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Colour = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

# Sheets are fed askew by up to some degrees; what leans more is meant to.
MOST_DEGREES = 6.0
# Leaning less than this moves a line's end by a third of its height over the page.
LEVEL_DEGREES = 0.04


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """A picture set upright; `back` maps its pixels to those of the picture as given."""

    colour: Colour  # red, green, blue
    grey: Grey  # without the ink of stamps
    red: RedInk
    back: Matrix


def levelled(colour: Colour, dpi: float) -> Upright:
    """The sheet laid flat and turned by the small angle at which its lines lie level."""
    import cv2
    import numpy as np

    colour, back = flat(colour)
    degrees = lean(colour[:, :, 0])
    if abs(degrees) >= LEVEL_DEGREES:
        height, width = colour.shape[:2]
        turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), [0, 0, 1]])
        colour = cv2.warpAffine(  # type: ignore[assignment]
            colour,
            turn[:2],
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        back = back @ np.linalg.inv(turn)
    red = red_ink(colour, dpi)
    return Upright(colour, without_stamps(colour, red), red, back)


def turned(picture: Upright, quarters: int) -> Upright:
    """The picture turned counter-clockwise by so many quarters."""
    import numpy as np

    quarters %= 4
    if not quarters:
        return picture
    height, width = picture.grey.shape
    to_before = {
        1: [[0, -1, width - 1], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, height - 1], [0, 0, 1]],
    }[quarters]

    def turn(part: Grey) -> Grey:
        return np.ascontiguousarray(np.rot90(part, quarters))

    return Upright(
        turn(picture.colour),
        turn(picture.grey),
        RedInk(turn(picture.red.stamped), turn(picture.red.printed)),
        picture.back @ np.array(to_before, dtype=np.float64),
    )


def lean(grey: Grey) -> float:
    """The angle in degrees, counter-clockwise, that sets lines level, on either axis.

    Level lines of print and rules fill some rows of pixels and leave others white: the
    sharper that profile, the better the angle.
    """
    import cv2
    import numpy as np

    scale = 900 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(
        cv2.bitwise_not(small), 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 15, -14
    )
    if int(ink.sum()) < 50:
        return 0.0
    points = np.argwhere(ink > 0).astype(np.float64)
    if len(points) > 60_000:
        points = points[:: len(points) // 60_000 + 1]
    best = 0.0
    for span, step in ((MOST_DEGREES, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(angles[int(np.argmax([_sharpness(points, angle) for angle in angles]))])
    return best if abs(best) <= MOST_DEGREES else 0.0


def _sharpness(points: Matrix, degrees: float) -> float:
    """How unevenly rows, or columns, are filled once the points are turned."""
    import numpy as np

    angle = np.deg2rad(degrees)
    rows, columns = points[:, 0], points[:, 1]
    level = rows * np.cos(angle) - columns * np.sin(angle)
    upright = columns * np.cos(angle) + rows * np.sin(angle)
    return max(_unevenness(level), _unevenness(upright))


def _unevenness(places: Matrix) -> float:
    import numpy as np

    counts = np.bincount((places - places.min()).astype(np.int64))
    return float((np.diff(counts.astype(np.float64)) ** 2).sum())
