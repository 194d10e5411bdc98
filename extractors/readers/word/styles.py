"""What Word styles say: outline levels of headings and hidden text. Styles XML in, facts out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.readers.packages.xml import Element
from extractors.readers.word.runs import W, on

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
BODY_TEXT = 9  # the outline level that means "no heading"
CHAIN = 20  # styles based on styles; Word itself allows ten


@dataclass(frozen=True, slots=True)
class Styles:
    """Outline level by paragraph style id (1 is the highest) and ids of hidden styles."""

    levels: Mapping[str, int]
    hidden: frozenset[str]

    def heading(self, paragraph: Element) -> int | None:
        """The paragraph's heading level, its own setting before its style's."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return _level(own)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return None if style is None else self.levels.get(style.get(W + "val", ""))


def styles_of(root: Element) -> Styles:
    """Read the styles part."""
    styles = {style.get(W + "styleId", ""): style for style in root.iterfind(W + "style")}
    levels = {}
    for key, style in styles.items():
        level = _style_level(style, styles)
        if level is not None:
            levels[key] = level
    hidden = frozenset(key for key, style in styles.items() if on(style.find(f"{W}rPr/{W}vanish")))
    return Styles(levels, hidden)


def _style_level(style: Element | None, styles: Mapping[str, Element]) -> int | None:
    for _ in range(CHAIN):
        if style is None:
            return None
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            return _level(outline)
        name = style.find(W + "name")
        match = HEADING.match("" if name is None else name.get(W + "val", ""))
        if match:
            return int(match[1])
        based = style.find(W + "basedOn")
        style = None if based is None else styles.get(based.get(W + "val", ""))
    return None


def _level(outline: Element) -> int | None:
    value = outline.get(W + "val", "")
    return int(value) + 1 if value.isdigit() and int(value) < BODY_TEXT else None
