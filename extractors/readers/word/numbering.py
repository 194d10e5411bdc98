"""Automatic numbers of paragraphs: 一、 （一） 1.1 ①. The numbering part in, printed numbers out.

Word stores no number with a paragraph, only which list and level it belongs to. The numbers
come from counting in reading order, so a `Counting` is asked for each paragraph once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extractors.readers.packages.xml import Element
from extractors.readers.symbols import bullet
from extractors.readers.word.names import W, number, on, value
from extractors.readers.word.ordinals import ordinal
from extractors.readers.word.paragraphs import ParagraphProperties
from extractors.readers.word.styles import ParagraphStyle

LEVELS = 9
HIGHEST = 32_767  # what Word lets a list start at
PLACE = re.compile(r"%([1-9])")
SUFFIXES = {"tab": "\t", "space": " ", "nothing": ""}
NO_NUMBERS = "0"  # the w:numId that takes a style's numbering off a paragraph


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 0
    kind: str = "decimal"
    text: str = ""
    suffix: str = "\t"
    restart: int | None = None  # restarts after levels above this one; 0 never, None any
    legal: bool = False  # every number in it in digits
    style: str = ""  # the paragraph style that stands for this level


@dataclass(frozen=True, slots=True)
class Numbering:
    """One w:num: whose counters it shares, its levels, and where it starts anew."""

    counters: str
    levels: Mapping[int, Level]
    anew: frozenset[int] = frozenset()


@dataclass(slots=True)
class Counting:
    """The counters of one story (body, text boxes, a footnote) while it is read."""

    lists: Mapping[str, Numbering]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def number(self, own: ParagraphProperties, style: ParagraphStyle) -> str:
        """The next number as printed, with what stands behind it; "" where there is none."""
        if not self.lists or (own.list_id is None and style.numbered is None):
            return ""
        inherited = style.numbered or (None, None)
        name = own.list_id or inherited[0]
        if name is None or name == NO_NUMBERS or name not in self.lists:
            return ""
        numbering = self.lists[name]
        depth = number(own.level, LEVELS - 1)
        if depth is None:
            depth = _depth_of(numbering, style, inherited[1])
        level = numbering.levels.get(depth)
        if level is None:
            return ""
        counts = self._counted(name, numbering, depth, level)
        printed = _printed(numbering, level, counts)
        return printed + level.suffix if printed else ""

    def _counted(self, name: str, numbering: Numbering, depth: int, level: Level) -> list[int]:
        """Count one on; what each level down to this one shows now."""
        counts = self.counts.setdefault(numbering.counters, [None] * LEVELS)
        if name not in self.met:
            self.met.add(name)
            for at in numbering.anew:
                counts[at] = None
        last = counts[depth]
        counts[depth] = level.start if last is None else last + 1
        for below in range(depth + 1, LEVELS):
            limit = numbering.levels.get(below, Level()).restart
            if limit is None or depth < limit:
                counts[below] = None
        shown = []
        for at in range(depth + 1):
            count = counts[at]
            shown.append(numbering.levels.get(at, Level()).start if count is None else count)
        return shown


def lists_of(root: Element | None) -> dict[str, Numbering]:
    """The lists of a numbering part by their w:numId."""
    if root is None:
        return {}
    abstract = {
        element.get(W + "abstractNumId", ""): element
        for element in root.iterfind(W + "abstractNum")
    }
    by_style = {
        link: key for key, element in abstract.items() if (link := value(element, W + "styleLink"))
    }
    levels: dict[str, dict[int, Level]] = {}
    found: dict[str, Numbering] = {}
    for num in root.iterfind(W + "num"):
        key = value(num, W + "abstractNumId") or ""
        if key not in abstract:
            continue
        link = value(abstract[key], W + "numStyleLink")
        key = by_style.get(link or "", key)
        if key not in levels:
            levels[key] = dict(_levels(abstract[key]))
        found[num.get(W + "numId", "")] = _numbering(num, key, levels[key])
    return found


def _levels(parent: Element) -> list[tuple[int, Level]]:
    found = []
    for element in parent.iterfind(W + "lvl"):
        depth = number(element.get(W + "ilvl"), LEVELS - 1)
        if depth is not None:
            found.append((depth, _level(element)))
    return found


def _level(element: Element) -> Level:
    kind = value(element, W + "numFmt") or "decimal"
    text = value(element, W + "lvlText") or ""
    if kind == "bullet":
        fonts = element.find(f"{W}rPr/{W}rFonts")
        text = bullet(text, "" if fonts is None else fonts.get(W + "ascii") or "")
    return Level(
        number(value(element, W + "start"), HIGHEST) or 0,
        kind,
        text,
        SUFFIXES.get(value(element, W + "suff") or "tab", "\t"),
        number(value(element, W + "lvlRestart"), LEVELS),
        on(element.find(W + "isLgl")),
        value(element, W + "pStyle") or "",
    )


def _numbering(num: Element, counters: str, levels: Mapping[int, Level]) -> Numbering:
    own = dict(levels)
    anew: set[int] = set()
    for override in num.iterfind(W + "lvlOverride"):
        depth = number(override.get(W + "ilvl"), LEVELS - 1)
        own.update(_levels(override))
        start = number(value(override, W + "startOverride"), HIGHEST)
        if depth is not None and start is not None:
            anew.add(depth)
            own[depth] = replace(own.get(depth, Level()), start=start)
    return Numbering(counters, own, frozenset(anew))


def _depth_of(numbering: Numbering, style: ParagraphStyle, written: str | None) -> int:
    """The level that a style stands for: the list names its styles, else the style its level."""
    for depth, level in numbering.levels.items():
        if level.style and level.style in style.chain[:1]:
            return depth
    return number(written, LEVELS - 1) or 0


def _printed(numbering: Numbering, level: Level, counts: list[int]) -> str:
    if level.kind == "bullet":
        return level.text

    def one(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at >= len(counts):
            return ""
        kind = numbering.levels.get(at, Level()).kind
        return ordinal(counts[at], "decimal" if level.legal and kind != "none" else kind)

    return PLACE.sub(one, level.text)
