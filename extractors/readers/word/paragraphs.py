"""What a paragraph says of itself. A `w:p` in; its style, number, outline level and shading out.

All is taken in one pass: a roster has ten thousand paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.readers.packages.xml import Element
from extractors.readers.word.looks import is_dark
from extractors.readers.word.names import W, number, value

BODY_TEXT = 9  # the outline level that means "no heading"


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """A paragraph's own settings, before its style's; None where it says nothing.

    `list_id` and `level` are w:numId and w:ilvl as written. `outline` is 1 to 9, 0 for body
    text. `joins` says that the mark at its end was deleted with tracking.
    """

    style: str | None = None
    list_id: str | None = None
    level: str | None = None
    outline: int | None = None
    shaded: bool = False
    joins: bool = False


PLAIN = ParagraphProperties()


def properties_of(paragraph: Element) -> ParagraphProperties:
    """The settings of a paragraph."""
    first = next(iter(paragraph), None)
    if first is None or first.tag != W + "pPr":
        return PLAIN
    style = list_id = level = None
    outline: int | None = None
    shaded = joins = False
    for child in first:
        tag = child.tag
        if tag == W + "pStyle":
            style = child.get(W + "val")
        elif tag == W + "numPr":
            list_id, level = value(child, W + "numId"), value(child, W + "ilvl")
        elif tag == W + "outlineLvl":
            outline = outline_level(child)
        elif tag == W + "shd":
            shaded = is_dark(child)
        elif tag == W + "rPr":
            joins = any(mark.tag in {W + "del", W + "moveFrom"} for mark in child)
    return ParagraphProperties(style, list_id, level, outline, shaded, joins)


def outline_level(element: Element) -> int:
    """The level that a w:outlineLvl says: 1 is the highest, 0 says that it is no heading."""
    level = number(element.get(W + "val"), BODY_TEXT)
    return 0 if level is None or level >= BODY_TEXT else level + 1
