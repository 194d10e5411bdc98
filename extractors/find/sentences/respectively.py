"""Marks of a sentence in, for each figure of a list after 分别 the name or year it belongs to.

2021年、2022年分别举办活动31场、38场 and 工位面积、公共服务场地面积分别为680、460平方米: the first
with the first, the second with the second; where their numbers differ nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.language.marks import Mark, spans

_RESPECTIVELY = re.compile(r"分别|依次")
_JOIN = re.compile(r"(?:[、，,和及与]|以及)?(?:约|近|达)?")
_NAMES = frozenset({spans.LABEL, spans.DISTRACTOR})
# 2021年和2022年，空间分别举办创新创业活动31场和38场
REACH_BACK = 10
REACH_ON = 14


def respectively(sentence: Sequence[Mark], text: str) -> dict[int, Mark]:
    """Start of a figure → the mark of its year or name; empty where no such list is."""
    paired: dict[int, Mark] = {}
    if not sentence:
        return paired
    for word in _RESPECTIVELY.finditer(text, sentence[0].start, sentence[-1].end):
        figures = _run_on([m for m in sentence if m.kind == spans.QUANTITY], text, word.end())
        for kinds in (frozenset({spans.DATE}), _NAMES):
            names = _run_back([m for m in sentence if m.kind in kinds], text, word.start())
            if len(names) == len(figures) >= 2:
                paired |= {figure.start: name for figure, name in zip(figures, names, strict=True)}
                break
    return paired


def _run_on(marks: Sequence[Mark], text: str, at: int) -> list[Mark]:
    """The figures behind `at`, each joined to the one before it."""
    found: list[Mark] = []
    for mark in marks:
        if mark.start < at:
            continue
        gap = text[found[-1].end if found else at : mark.start]
        if len(gap) > REACH_ON if not found else not _JOIN.fullmatch(gap):
            break
        found.append(mark)
    return found


def _run_back(marks: Sequence[Mark], text: str, at: int) -> list[Mark]:
    """The names before `at`, each joined to the one behind it."""
    found: list[Mark] = []
    for mark in reversed(marks):
        if mark.end > at:
            continue
        gap = text[mark.end : found[0].start if found else at]
        if len(gap) > REACH_BACK if not found else not _JOIN.fullmatch(gap):
            break
        found.insert(0, mark)
    return found
