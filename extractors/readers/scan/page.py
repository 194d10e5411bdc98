"""One page's picture in; what stands on it as PageContent out, for `readers.layout`."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Seal
from extractors.readers.equipment import Equipment
from extractors.readers.layout.glyphs import PageContent
from extractors.readers.layout.ruling import tables_of
from extractors.readers.scan import engine
from extractors.readers.scan.displayed import shown
from extractors.readers.scan.impression import Impression, Projection, from_text, to_text

if TYPE_CHECKING:
    from PIL.Image import Image

Draw = Callable[[int], "Image"]
"""Draws the page as displayed at so many dots an inch."""

# At 200 dpi the smallest print of forms, 9 pt, is 25 pixels high; more resolution costs time
# and reads no better.
DPI = 200


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was recognised: glyphs with score, cells and rules in points; seals; problem codes.

    `projection` leads from the content's points to the page as displayed, where they differ:
    for `scan.displayed.displayed`, once the content has become blocks.
    """

    content: PageContent
    seals: tuple[Seal, ...] = ()
    codes: tuple[str, ...] = ()
    projection: Projection | None = None


def scanned_page(
    draw: Draw,
    number: int,
    width: float,
    height: float,
    equipment: Equipment,
    seconds: float = LIMITS.recognition_page_seconds,
) -> Scanned:
    """Recognise one page.

    Args:
        draw: Draws it.
        number: Its number in the file, from 1.
        width: In points, as displayed.
        height: In points.
        equipment: Whether to recognise, and where results are kept.
        seconds: How long it may take.

    Returns:
        The content; without any, and with a code, where nothing recognises or nothing is seen.
        A page recognised in part for lack of time has the code limit_time.
    """
    blank = PageContent(number, width, height, 0, ())
    if not equipment.recognise or not engine.is_available():
        return Scanned(blank, codes=("no_recogniser",))
    if not (1 <= width < math.inf and 1 <= height < math.inf):
        return Scanned(blank, codes=("limit_size",))
    seen = _seen(draw, _dpi(width, height), equipment, seconds)
    return _scanned(seen, number)


def _dpi(width: float, height: float) -> int:
    """So many dots an inch that no page, however large it says it is, has too many pixels."""
    inches = width * height / 72**2
    return max(1, min(DPI, int(math.sqrt(LIMITS.recognition_pixels / inches))))


def _seen(draw: Draw, dpi: int, equipment: Equipment, seconds: float) -> Impression:
    """What is seen on the page, from the store where it was seen before."""
    import numpy as np

    from extractors.readers.scan.recognise import recognised

    colour = np.asarray(draw(dpi).convert("RGB"))
    digest = hashlib.sha256(f"{engine.revision()} {dpi} {colour.shape} ".encode())
    digest.update(colour.tobytes())
    key = digest.hexdigest()
    if equipment.pages is not None:
        kept = equipment.pages.get(key)
        seen = from_text(kept) if kept is not None else None
        if seen is not None:
            return seen
    seen = recognised(colour, dpi, engine.engine(), seconds)
    if equipment.pages is not None and "limit_time" not in seen.codes:
        equipment.pages.put(key, to_text(seen))
    return seen


def _scanned(seen: Impression, number: int) -> Scanned:
    codes = list(seen.codes)
    try:
        tables = tables_of(seen.vertical, seen.horizontal)
    except LimitReached as error:
        tables = ()
        codes.append(error.code)
    if not seen.glyphs:
        codes.append("no_text")
    content = PageContent(
        number=number,
        width=seen.width,
        height=seen.height,
        rotation=0,
        glyphs=seen.glyphs,
        tables=tables,
        rules=tuple((start, y, end) for y, start, end in seen.rules),
    )
    seals = tuple(
        Seal(
            number,
            stamp.bbox if seen.projection is None else shown(stamp.bbox, seen.projection),
            stamp.text,
            stamp.score,
        )
        for stamp in seen.stamps
    )
    return Scanned(content, seals, tuple(codes), seen.projection)
