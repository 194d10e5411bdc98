"""How text looks as far as it decides whether it is seen, and what its font draws.

Run properties in, a Look out; looks of styles, paragraphs and runs are laid over each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.readers.packages.xml import Element
from extractors.readers.word.names import W, number, on

# Half points. Word goes down to 1 pt, which prints as a grey hair line.
TINY = 2
# Each of red, green and blue from here on cannot be told from white paper.
PALE = 0xF0
TOLD = frozenset(W + tag for tag in ("vanish", "color", "sz", "rFonts", "shd", "highlight"))
CLEAR_PATTERNS = frozenset({"", "clear", "nil"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a style or run says; None where it says nothing."""

    vanish: bool | None = None
    color: str | None = None
    size: int | None = None  # half points
    font: str | None = None
    shaded: bool | None = None

    def under(self, more: Look) -> Look:
        """This look with what `more` says laid over it."""
        if more is NOTHING:
            return self
        return Look(
            self.vanish if more.vanish is None else more.vanish,
            self.color if more.color is None else more.color,
            self.size if more.size is None else more.size,
            self.font if more.font is None else more.font,
            self.shaded if more.shaded is None else more.shaded,
        )

    def hidden(self, shaded: bool) -> bool:
        """Whether nobody sees such text on paper.

        Args:
            shaded: What lies behind the paragraph is dark or not known.
        """
        if self.vanish or (self.size is not None and self.size <= TINY):
            return True
        return self.color is not None and not (shaded or self.shaded) and is_pale(self.color)


NOTHING = Look()


def look_of(properties: Element | None) -> Look:
    """What a w:rPr says."""
    if properties is None or not len(properties):
        return NOTHING
    vanish: bool | None = None
    color = font = None
    size: int | None = None
    shaded: bool | None = None
    for child in properties:
        tag = child.tag
        if tag not in TOLD:
            continue
        if tag == W + "vanish":
            vanish = on(child)
        elif tag == W + "color":
            color = child.get(W + "val", "")
        elif tag == W + "sz":
            size = number(child.get(W + "val"), 10_000)
        elif tag == W + "rFonts":
            font = child.get(W + "ascii") or child.get(W + "hAnsi") or font
        elif tag == W + "shd":
            shaded = is_dark(child)
        elif tag == W + "highlight":
            shaded = child.get(W + "val", "none") not in {"none", "white"}
    return Look(vanish, color, size, font, shaded)


def is_pale(color: str) -> bool:
    """Whether a colour such as FFFFFF cannot be seen on white paper; "auto" can."""
    if len(color) != 6:
        return False
    try:
        parts = bytes.fromhex(color)
    except ValueError:
        return False
    return min(parts) >= PALE


def is_dark(shading: Element | None) -> bool:
    """Whether a w:shd puts more than white behind the text."""
    if shading is None:
        return False
    if shading.get(W + "val", "") not in CLEAR_PATTERNS:
        return True
    fill = shading.get(W + "fill", "auto")
    return fill != "auto" and not is_pale(fill)
