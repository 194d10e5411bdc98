"""A sheet photographed from an angle, laid flat: a photo in; the sheet and the way back out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Colour = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

# The sheet fills at least so much of a photo meant to be read; more than the most is a scan.
LEAST_SHARE = 0.25
MOST_SHARE = 0.97
# Of 255 steps: how much brighter paper is than the desk it lies on.
BRIGHTER = 40
# Pixels of the longer side in which the sheet is sought.
SEARCHED = 800


def flat(colour: Colour) -> tuple[Colour, Matrix]:
    """The sheet as a rectangle, and the matrix from its pixels to the photo's.

    The picture itself where no bright sheet with four sides lies on something darker.
    """
    import cv2
    import numpy as np

    corners = _corners(colour)
    if corners is None:
        return colour, np.eye(3)
    lengths = [float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4)]
    width, height = int(max(lengths[0], lengths[2])), int(max(lengths[1], lengths[3]))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    sheet = cv2.warpPerspective(colour, matrix, (width, height), flags=cv2.INTER_CUBIC)
    return sheet, np.linalg.inv(matrix)  # type: ignore[return-value]


def _corners(colour: Colour) -> NDArray[np.float32] | None:
    """The sheet's corners clockwise from the top left; None where no sheet shows."""
    import cv2
    import numpy as np

    scale = SEARCHED / max(colour.shape[:2])
    small = cv2.resize(colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (9, 9), 0)
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Print and rules on the sheet are no holes in it.
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = max(outlines, key=cv2.contourArea, default=None)
    if outline is None:
        return None
    share = cv2.contourArea(outline) / grey.size
    hull = cv2.convexHull(outline)
    sides = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
    if not LEAST_SHARE <= share <= MOST_SHARE or len(sides) != 4:
        return None
    inside = np.zeros_like(grey)
    cv2.fillConvexPoly(inside, sides, 255)
    if float(grey[inside > 0].mean()) - float(grey[inside == 0].mean()) < BRIGHTER:
        return None
    return _clockwise(sides.reshape(4, 2).astype(np.float32) / scale)


def _clockwise(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Four points ordered from the top left."""
    import numpy as np

    sums, differences = points.sum(axis=1), np.diff(points, axis=1).ravel()
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return points[order]
