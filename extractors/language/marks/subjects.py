"""Component: words that say whose a figure is: another body's (全市, 集团), or this space's.

A body that only takes part in what is said (由集团出资, 向学校承租) is not its subject; 空间 in
网络空间 is not this space, nor in 空间所在的产业园. 众创空间 alone is SPACE: beside a school's
figures it is this space, beside a province's it is any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.language.marks.listed import Listed
from extractors.language.marks.matching import Found
from extractors.language.marks.others import others
from extractors.language.marks.spans import FOREIGN, OTHER, OWN, SPACE, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PARTNER = frozenset("由向与和经被从对受跟同依")
# 空间所在的产业园总面积: the park's area.
_WHERE = re.compile(r"所[在处属](?!于)")
# 国家级众创空间, 同类众创空间: a kind of spaces, not this one.
_ANY_SPACE = re.compile(r"(?:级|类|各|家|有|他|批|型|星|认定|备案|申报|市|省|州|县|区)$")
_OTHER_SPACES = frozenset({"众创", "网络", "社交", "工作", "发展"})


class Subjects(Listed):
    """Marks FOREIGN, BODY, PLACE, OTHER, OWN and SPACE in the group "subjects"."""

    group = "subjects"

    def patterned(self, doc: Doc) -> Iterator[Found]:
        return others(text_of(doc))

    def means_else(self, doc: Doc, found: Found) -> bool:
        return _in_passing(text_of(doc), *found)


# 协办全省大赛1场: the province names the event, the event is ours.
_EVENT = re.compile(r"(?:性|级)?(?:创新|创业|双创|职工|大学生){0,3}(?:大赛|比赛|赛事|竞赛)")


def _in_passing(text: str, kind: str, start: int, end: int) -> bool:
    if kind == OTHER:
        return False
    if kind == FOREIGN and _EVENT.match(text, end):
        return True
    if kind == SPACE:
        return _ANY_SPACE.search(text, max(0, start - 4), start) is not None
    if kind == OWN:
        other = text[max(0, start - 2) : start] in _OTHER_SPACES
        return other or _WHERE.match(text, end) is not None
    return text[start - 1 : start] in _PARTNER
