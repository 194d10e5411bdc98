"""Whether a page's picture can be trusted to be read: grey in, codes of what is wrong out."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

# Paper scanned or photographed in plain light is brighter than this; print on it darker by
# at least the contrast.
LEAST_PAPER = 110
LEAST_CONTRAST = 60
# A page drawn at 200 dpi loses a quarter of its contrast along its strokes when it is made
# this much coarser; one that had 100 dots an inch to begin with loses 0.16 and less.
COARSER = 0.35
LEAST_DETAIL = 0.16
USUAL_SIZE = 11.0  # points


def is_dark(grey: Grey, ink: Grey) -> bool:
    """Whether the paper is dark, or print hardly darker than it."""
    import numpy as np

    paper = float(np.percentile(grey[::4, ::4], 60))
    drawn = grey[::2, ::2][ink[::2, ::2] > 0]
    if not len(drawn):
        return False
    return paper < LEAST_PAPER or paper - float(np.percentile(drawn, 20)) < LEAST_CONTRAST


def is_coarse(grey: Grey, ink: Grey, sizes: Sequence[float]) -> bool:
    """Whether the picture was made of fewer dots than its print needs.

    Args:
        grey: The page.
        ink: 255 where it is drawn on.
        sizes: Type sizes of what was read, in points.
    """
    import cv2
    import numpy as np

    if not sizes or not ink.any():
        return False
    height, width = grey.shape
    small = cv2.resize(grey, None, fx=COARSER, fy=COARSER, interpolation=cv2.INTER_AREA)
    again = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
    lost = float(cv2.absdiff(again, grey)[near].mean())
    contrast = float(np.percentile(grey, 60)) - float(np.percentile(grey[ink > 0], 20))
    # Larger type has less detail by nature.
    least = LEAST_DETAIL * min(1.0, USUAL_SIZE / median(sizes))
    return lost < least * max(contrast, 1.0)
