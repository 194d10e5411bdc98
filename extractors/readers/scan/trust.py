"""How far a recognised line can be trusted: its glyphs and the inks around them in; doubts out.

Detectors of text take ring, star and letters of a seal, dirt and pictures for print. What is
kept out of the text for that is said, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.scan.lines import Slot, inked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

# The recogniser is sure of print; a line that it reads less surely is texture.
LEAST_SCORE = 0.5
# A sign or two, beside red ink, are the ink's own below this.
SPECK = 2
LEAST_BESIDE_RED = 0.7
# A line read less surely than this may be a stamp's ink, where so much of its ink is red.
PRINT = 0.85
STAMP_ITSELF = 0.4
# In inches: print of 6 pt; lower ink is dirt, or what rules leave.
LEAST_HEIGHT = 0.06
# Percentiles of the brightness of ink: that of a page's print, and of a line's darkest strokes.
DARK = 20
DARKEST = 5
# The share of a character's ink under red ink, or of its box, that makes it doubtful.
COVERED_INK = 0.05
COVERED_BOX = 0.25


@dataclass(frozen=True, eq=False)
class Layers:
    """A page without rules, its ink, the ink of stamps on it, and its pixels an inch.

    `faint` is half way from paper to print: what is brighter beside red ink is left of that.
    """

    grey: Grey
    ink: Grey
    red: Grey
    dpi: float
    faint: float

    @cached_property
    def covered(self) -> Grey:
        """255 where the page's own ink lies under or directly beside that of a stamp."""
        import cv2
        import numpy as np

        near = cv2.dilate(self.red, np.ones((3, 3), np.uint8))
        return np.minimum(near, self.ink)


def layers_of(grey: Grey, ink: Grey, red: Grey, dpi: float) -> Layers:
    """The layers of a page none of which is blanked yet."""
    import numpy as np

    paper, drawn = float(np.percentile(grey[::4, ::4], 60)), grey[(ink > 0) & (red == 0)]
    dark = float(np.percentile(drawn, DARK)) if len(drawn) else paper
    return Layers(grey, ink, red, dpi, (paper + dark) / 2)


def doubt_of(glyphs: Sequence[Glyph], slot: Slot, layers: Layers) -> str | None:
    """Why a line must not enter the text; None where it may.

    Returns:
        `under_seal` or `unread_part`; "" where there is nothing to be read, as in what is
        left of a seal's ink once it is lifted.
    """
    import numpy as np

    tight = inked(slot, layers.ink)
    if tight is None:
        return ""
    scores = [glyph.score for glyph in glyphs if glyph.score is not None]
    mean = sum(scores) / len(scores) if scores else 0.0
    place = (slice(slot.top, slot.bottom), slice(slot.x0, slot.x1))
    drawn = layers.ink[place] > 0
    red = float((layers.red[place] > 0)[drawn].mean())
    beside = bool(layers.red[place].any())
    if beside and float(np.percentile(layers.grey[place][drawn], DARKEST)) > layers.faint:
        return ""
    if glyphs and mean >= PRINT:
        return None
    if red > STAMP_ITSELF:
        return "under_seal"
    if glyphs and mean >= (LEAST_BESIDE_RED if beside and len(glyphs) <= SPECK else LEAST_SCORE):
        return None
    if beside:
        return "under_seal"
    return "unread_part" if tight.height >= LEAST_HEIGHT * layers.dpi else ""


def sealed(glyphs: Sequence[Glyph], layers: Layers) -> list[Glyph]:
    """The glyphs, those that a stamp's ink covers marked."""
    return [glyph._replace(sealed=_is_covered(glyph, layers)) for glyph in glyphs]


def _is_covered(glyph: Glyph, layers: Layers) -> bool:
    """Ink between a character's strokes leaves it legible; ink over them may not."""
    rows = slice(max(0, int(glyph.top)), int(glyph.bottom) + 1)
    columns = slice(max(0, int(glyph.x0)), int(glyph.x1) + 1)
    red = layers.red[rows, columns]
    if not red.any():
        return False
    own = int(layers.ink[rows, columns].sum(dtype="int64"))
    under = int(layers.covered[rows, columns].sum(dtype="int64"))
    return under > COVERED_INK * own or float(red.mean()) / 255 > COVERED_BOX
