"""Red ink lifted from a page: colour and where the ink lies in; grey as if unstamped out.

Red ink is bright in the red channel, a little darker than paper; black print under it stays
black there. How dark the ink is differs from stamp to stamp, how bright the paper is from
place to place: both are measured on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.scan.seals import RedInk
from extractors.readers.scan.strokes import ink_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Colour = NDArray[np.uint8]
    Shares = NDArray[np.float32]

# Stamps leave a faint rim that camera and JPEG smear over so many pixels.
RIM = 7
# The darkest share of a stamp's ink, in percent, that is not fully raised to paper: it may be
# print under the stamp.
FAINT = 15
# Ink is never darker than this share of the paper: what is, is print under it.
DARKEST = 0.3
# So red, as a share of the stamp's full red, is all of a pixel's darkness the stamp's.
FULL_RED = 0.45
# Of the paper's brightness: what is brighter once raised is paper, what is darker is print.
PRINT = 0.6
SHEET = 0.8
# Fewer red pixels are no stamp.
LEAST_INK = 100
# The paper is measured in blocks of so many pixels, over so many blocks.
BLOCK = 8
AROUND = 31


def without_stamps(colour: Colour, red: RedInk) -> Grey:
    """The page in grey as if no stamp lay on it; what is black under the ink stays.

    Red print is as dark as its darkest channel.
    """
    import cv2
    import numpy as np

    channel = np.ascontiguousarray(colour[:, :, 0])
    if np.count_nonzero(red.stamped) >= LEAST_INK:
        near = cv2.dilate(red.stamped, np.ones((RIM, RIM), np.uint8)) > 0
        channel[near] = _raised(colour, red.stamped, near)
    if red.printed.any():
        print_ = cv2.dilate(red.printed, np.ones((3, 3), np.uint8)) > 0
        channel[print_] = colour[print_].min(axis=1)
    return channel


def _raised(colour: Colour, stamped: Grey, near: NDArray[np.bool_]) -> Grey:
    """The pixels near a stamp's ink, as bright as they would be without it."""
    import numpy as np

    paper = _paper(np.ascontiguousarray(colour[:, :, 0]), near)[near]
    bright = colour[:, :, 0][near].astype(np.float32)
    redness = bright - colour[:, :, 1:][near].max(axis=1)
    inked = stamped[near] > 0
    strong = max(float(np.percentile(redness[inked], 80)), 1.0)
    shares = bright / paper
    core = shares[inked & (redness > 0.6 * strong)]
    usual = float(np.percentile(core, FAINT)) if len(core) else 1.0
    lifted = np.minimum(shares / max(usual, DARKEST), 1.0)
    clear = (lifted - PRINT) / (SHEET - PRINT) * (1 - PRINT) + PRINT
    lifted = np.where(lifted > PRINT, np.minimum(clear, 1.0), lifted)
    stained = np.clip(redness / (FULL_RED * strong), 0.0, 1.0)
    out = (1 - stained) * bright + stained * np.maximum(lifted * paper, bright)
    lightened: Grey = out.astype(np.uint8)
    return lightened


def _paper(channel: Grey, near: NDArray[np.bool_]) -> Shares:
    """How bright the paper is at each pixel, by the white around it."""
    import cv2
    import numpy as np

    height, width = channel.shape
    drawn = cv2.dilate(ink_of(channel), np.ones((3, 3), np.uint8)) > 0
    white = (~(near | drawn)).astype(np.float32)
    size = (max(1, width // BLOCK), max(1, height // BLOCK))
    bright, count = (
        cv2.blur(cv2.resize(part, size, interpolation=cv2.INTER_AREA), (AROUND, AROUND))
        for part in (channel * white, white)
    )
    usual = float(np.percentile(channel[::4, ::4], 60))
    mean = np.where(count > 0.01, bright / np.maximum(count, 0.01), usual)
    paper = cv2.resize(mean.astype(np.float32), (width, height))
    return np.maximum(paper, 1.0)
