"""Names as several lists write them in, whether they name the same out.

Width, blanks, quotation marks and a note in brackets behind the name say nothing; a legal suffix
may be left out (某甲科技 for 某甲科技有限公司). Where a list was recognised from a picture one
character may be misread or missing. Never decides on the other columns of a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.language.fold import fold

__all__ = ["SHORTEST_NEAR", "deletions", "near", "plain_name", "stem"]

_NOTE_BEHIND = re.compile(
    r"(?<=.{4})\((?:[^()]*(?:在孵|入驻|毕业|企业|团队|项目|简称|原名|曾用名|新增|注|公示)[^()]*|\d+)\)$"
)
_SUFFIX = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|公司|\(有限合伙\)|创业团队|创客团队|项目团队|团队|项目组|小组)$"
)
# A stem shorter than this is a place or a trade: 昆明, 科技.
SHORTEST_STEM = 3
# A character misread in a shorter name leaves too little to tell by.
SHORTEST_NEAR = 5


@lru_cache(maxsize=1 << 13)
def plain_name(text: str) -> str:
    """The name without what layout and habit add."""
    return re.sub(r"[\W_]", "", _NOTE_BEHIND.sub("", fold(text).text)).casefold()


@lru_cache(maxsize=1 << 13)
def stem(text: str) -> str:
    """The name without its legal suffix; "" where too little is left."""
    folded = re.sub(r"[“”\"'‘’《》「」\s]", "", _NOTE_BEHIND.sub("", fold(text).text))
    left = re.sub(r"[\W_]", "", _SUFFIX.sub("", folded)).casefold()
    return left if len(left) >= SHORTEST_STEM else ""


def near(one: str, other: str) -> bool:
    """Whether one character is another, or is missing; digits and order words must agree."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST_NEAR or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if len(one) == len(other):
        same = rest[1:] == others[1:]
        changed = rest[:1] + others[:1]
    elif len(one) > len(other):
        same, changed = rest[1:] == others, rest[:1]
    else:
        same, changed = rest == others[1:], others[:1]
    return same and not re.search(r"[0-9一二三四五六七八九十甲乙丙丁东南西北上下]", changed)


def deletions(name: str, shortest: int = SHORTEST_NEAR) -> Iterator[str]:
    """The name and what is left of it without each of its characters: equal for near names."""
    yield name
    if len(name) >= shortest:
        for place in range(len(name)):
            yield name[:place] + name[place + 1 :]
