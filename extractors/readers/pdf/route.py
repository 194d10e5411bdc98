"""By which way a PDF page is read. What pdfium saw on it in; the way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph

# A page that is all picture but for a stamped number or a scanner's mark is a scan.
FEW_GLYPHS = 20
MOST_OF_PAGE = 0.6
# From this share of signs without meaning on, the text layer is broken.
BROKEN = 0.1
# A picture of a quarter page (a certificate, a screenshot of a table) holds text worth
# recognising; from some 6 % on (8 x 6 cm of A4) it may, and is named. Seals, logos and
# signatures are smaller: a seal of 4.2 cm takes 3 %.
WORTH_READING = 0.25
WORTH_NAMING = 0.06
# A picture under this many glyphs, counted for a whole page, is the paper they stand on.
BACKGROUND = 120

# A glyph that the file gives no character for: (cid:12), private use, replacement mark.
IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
MEANINGLESS = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uefff]")


class Way(StrEnum):
    """How a page's text is come by."""

    TEXT = "text"  # the text layer, by pdfium
    REFERENCE = "reference"  # the text layer, by pdfplumber
    BROKEN = "broken"  # the same if that knows the signs' meaning, else recognition
    SCAN = "scan"  # recognition of the whole page
    LAYER = "layer"  # recognition, or what a scanner recognised before


@dataclass(frozen=True, slots=True)
class Facts:
    """Numbers that decide: glyphs with ink, such without meaning, such drawn without ink;
    the share of the page that pictures take; its rotation; texts that pdfium loses."""

    inked: int
    broken: int
    invisible: int
    pictured: float
    rotation: int
    lost: int


# The first that fits decides.
ROUTES: tuple[tuple[Callable[[Facts], bool], Way], ...] = (
    (lambda page: _is_picture(page) and page.invisible >= FEW_GLYPHS, Way.LAYER),
    (lambda page: _is_picture(page), Way.SCAN),
    (lambda page: page.inked > 0 and page.broken >= BROKEN * page.inked, Way.BROKEN),
    (lambda page: page.rotation != 0, Way.REFERENCE),
    (lambda page: page.lost > 0, Way.REFERENCE),
    (lambda page: True, Way.TEXT),
)


def way_of(page: Facts) -> Way:
    return next(way for fits, way in ROUTES if fits(page))


def _is_picture(page: Facts) -> bool:
    return page.pictured >= MOST_OF_PAGE and page.inked < FEW_GLYPHS


def meaningless(text: str) -> int:
    """How many signs of the text have no meaning."""
    return len(MEANINGLESS.findall(text))


def is_chinese(text: str) -> bool:
    """Whether most signs are Chinese: what a wrong table of signs gives is not."""
    return 2 * len(IDEOGRAPH.findall(text)) > len("".join(text.split())) and not meaningless(text)


def share(picture: Box, width: float, height: float) -> float:
    """The part of the page that the picture covers."""
    x0, top, x1, bottom = picture
    wide = min(x1, width) - max(x0, 0.0)
    tall = min(bottom, height) - max(top, 0.0)
    return wide * tall / (width * height) if wide > 0 and tall > 0 else 0.0


def pictured(pictures: Sequence[Box], width: float, height: float) -> float:
    return sum(share(picture, width, height) for picture in pictures)


def is_background(picture: Box, part: float, glyphs: Sequence[Glyph]) -> bool:
    """Whether so much text stands on the picture that it is but the paper."""
    x0, top, x1, bottom = picture
    on = sum(x0 <= glyph.x0 <= x1 and top <= glyph.middle <= bottom for glyph in glyphs)
    return on >= BACKGROUND * part
