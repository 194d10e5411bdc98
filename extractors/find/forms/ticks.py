"""A form cell's folded text in, its options with ticked or not out.

Forms tick with ☑ ■ √ and, where the symbol font is lost, R; the box stands before the option
(☑企业) or behind it (企业■). Never decides what an option means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TICKED = "☑☒■√✓✔●◉▣⊠◼✅"
EMPTY = "□☐○◯◻▢❑❏"
_BOX = re.compile(rf"\([{TICKED}R]?\)|[{TICKED}{EMPTY}]|(?<![A-Za-z])R(?=[\u4e00-\u9fff])")
_PAIR = re.compile(
    rf"(?P<one>\([{TICKED}R]?\)|[{TICKED}{EMPTY}])(?P<yes>[^(){TICKED}{EMPTY}，。；]{{1,6}})"
    rf"(?P<two>\([{TICKED}R]?\)|[{TICKED}{EMPTY}])(?P<no>不|未|无|非|否|没有)(?P<rest>[^(){TICKED}{EMPTY}，。；]{{2,24}})"
)
_EDGES = " 、，,；;/\n\t"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a form: half-open offsets of its words, and of words and box together."""

    text: str
    ticked: bool
    start: int
    end: int
    box_start: int
    box_end: int


def options(folded: str) -> tuple[Option, ...]:
    """The options of a cell, in order; empty where it holds no box.

    Example:
        >>> [(o.text, o.ticked) for o in options("☑企业□事业")]
        [('企业', True), ('事业', False)]
        >>> [(o.text, o.ticked) for o in options("企业□事业单位■")]
        [('企业', False), ('事业单位', True)]
    """
    boxes = [m for m in _BOX.finditer(folded) if m.group() != "R" or _has_box(folded)]
    if not boxes:
        return ()
    head = folded[: boxes[0].start()].strip(_EDGES)
    # 来源:□自有☑租赁: what stands before the first box asks, and is no option.
    before = not head or head.endswith((":", "：", "。"))
    found = []
    for index, box in enumerate(boxes):
        if before:
            start = box.end()
            end = boxes[index + 1].start() if index + 1 < len(boxes) else len(folded)
        else:
            start = boxes[index - 1].end() if index else 0
            end = box.start()
        while start < end and folded[start] in _EDGES:
            start += 1
        while end > start and folded[end - 1] in _EDGES:
            end -= 1
        ticked = box.group().strip("()") in (*TICKED, "R")
        found.append(
            Option(
                folded[start:end], ticked, start, end, min(start, box.start()), max(end, box.end())
            )
        )
    return tuple(found)


_NOT = re.compile(r"^(?:未|不|无|非|没有|尚未|不具备|未实行)+")


def asked_by(given: tuple[Option, ...]) -> str:
    """What two options ask that are each other's yes and no; "" where they are not.

    Example:
        >>> asked_by(options("(√)单独核算()未单独核算"))
        '单独核算'
    """
    if len(given) != 2:
        return ""
    yes, no = (option.text for option in given)
    return yes if _NOT.match(no) and _NOT.sub("", no) == yes else ""


def _has_box(folded: str) -> bool:
    return any(character in TICKED + EMPTY for character in folded)


@dataclass(frozen=True, slots=True)
class Choice:
    """A yes or no ticked inside a sentence: (√)有()无种子基金 says yes to 种子基金."""

    about: str
    yes: bool
    start: int
    end: int


def inline_choices(folded: str) -> tuple[Choice, ...]:
    """Every yes-or-no ticked in the midst of a sentence.

    Example:
        >>> [(c.about, c.yes) for c in inline_choices("本单位(√)具备()不具备独立法人资格")]
        [('独立法人资格', True)]
    """
    found = []
    for match in _PAIR.finditer(folded):
        one, two = (match[name].strip("()") in (*TICKED, "R") for name in ("one", "two"))
        if one != two:
            about = match["rest"].removeprefix(match["yes"])
            found.append(Choice(about, one, match.start(), match.end()))
    return tuple(found)
