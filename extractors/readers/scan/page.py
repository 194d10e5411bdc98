"""One page's picture in; what stands on it as PageContent out, for `readers.layout`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.model import Seal
from extractors.readers.equipment import Equipment
from extractors.readers.layout.glyphs import PageContent

if TYPE_CHECKING:
    from PIL.Image import Image

Draw = Callable[[int], "Image"]
"""Draws the page as displayed at so many dots an inch."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was recognised: glyphs with score, cells and rules in points; seals; problem codes."""

    content: PageContent
    seals: tuple[Seal, ...] = ()
    codes: tuple[str, ...] = ()


def scanned_page(
    draw: Draw, number: int, width: float, height: float, equipment: Equipment
) -> Scanned:
    """Recognise one page.

    Args:
        draw: Draws it.
        number: Its number in the file, from 1.
        width: In points, as displayed.
        height: In points.
        equipment: Whether to recognise, and where results are kept.

    Returns:
        The content; without any, and with a code, where nothing recognises or nothing is seen.
    """
    content = PageContent(number, width, height, 0, ())
    return Scanned(content, codes=("no_recogniser",))
