"""What is said around a statement in, the word out that makes it doubtful, or none.

A statement that nothing speaks against may still stand in a sentence that speaks of plans, of
others, of former days or of what a policy asks as well; whose or of when it is, is read there
with less certainty. Never refuses anything: a doubt asks for a second witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.language.fold import fold
from extractors.language.marks import Mark, spans
from extractors.language.quantity import Quantity

__all__ = ["bound", "clouded", "not_whole", "unnamed"]

# Words by which rules set a bound; a fact is seldom told so.
NORMS = ("不少于", "不低于", "不小于", "不得少于", "不得低于")
_CLOUDS = frozenset(
    {spans.FOREIGN, spans.OTHER, spans.PLAN, spans.LIMIT, spans.QUOTED, spans.FORMER}
)


def clouded(sentence: Iterable[Mark]) -> str:
    """The first word of a sentence that speaks of something else than what holds here and now."""
    return next((mark.word for mark in sentence if mark.kind in _CLOUDS), "")


def bound(text: str, quantity: Quantity) -> str:
    """The word before a figure, 不少于30个, where it is of the language of rules."""
    word = text[quantity.start : quantity.number_start]
    return word if word.startswith(NORMS) else ""


_BARE = frozenset({"面积", "合计", "共计", "总计", "共", "总"})
_OURS = re.compile(
    r"(?:空间|场地|场所|总|使用|建筑|办公|孵化|面积|楼|层|现有|目前|实有|的|地|房屋|用房|为|共)$"
)
_WORD = re.compile(r"[一-龥]$")


def unnamed(text: str, label: Mark) -> str:
    """What stands right before a bare 面积 or 合计, where nobody knows what it is the area of."""
    before = text[max(0, label.start - 6) : label.start]
    if label.word not in _BARE or _OURS.search(before) or not _WORD.search(before):
        return ""
    return re.split(r"[^一-龥]", before)[-1] + label.word


def not_whole(names: Sequence[str], known: frozenset[str], text: str, start: int, end: int) -> str:
    """A name that makes a list doubtful: one nobody knows, or one we know that stands outside it.

    Args:
        names: The list's items.
        known: Every name of the catalogue.
        text: The folded text, in which the list lies from `start` to `end`.
    """
    strange = next((name for name in names if name not in known), "")
    rest = f"{text[:start]}\n{text[end:]}"
    left = (name for name in known if name not in names and fold(name).text in rest)
    return strange or min(left, default="")
