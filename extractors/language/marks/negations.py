"""Component: words that turn what follows round (不, 未, 尚无, 没有), or leave it open (是否).

A negation takes the word behind it in that only leans on it: 未曾, 没有专门, 不再另. 不 is one in
不设种子基金 and none in 不断 or 不少于. jieba is no help here: 不设 and 未设 are words to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractors.language.marks.listed import Listed
from extractors.language.marks.matching import Found
from extractors.language.marks.spans import NOT, WHETHER, Mark, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEANING = re.compile(r"(?:再|曾|有|予|另|专门|单独|正式|实际|真正){0,2}")
_PART_OF_WORD = re.compile(
    r"不(?:断|少|仅|但|只|同|足|错|论|过|止|乏|等|低于|高于|超过|多于|小于|大于|限|间断)"
    r"|无(?:偿|锡|人机|线|形|限|论|缝|障碍|纸)|未(?:来|央)|没收|非(?:常|遗|凡|物质)"
)


def turning(found: Iterable[Mark], place: int) -> Mark | None:
    """The mark that turns or leaves open what begins at a place; 没有 also where that is its 有."""
    turns = (mark for mark in found if mark.kind in (NOT, WHETHER))
    return next((mark for mark in turns if mark.start < place <= mark.end), None)


class Negations(Listed):
    """Marks NOT and WHETHER in the group "negations"."""

    group = "negations"

    def means_else(self, doc: Doc, found: Found) -> bool:
        text, (kind, _, end) = text_of(doc), found
        return kind == NOT and _PART_OF_WORD.match(text, end - 1) is not None

    def whole(self, doc: Doc, found: Found) -> Found:
        leaning = _LEANING.match(text_of(doc), found[2])
        return (*found[:2], leaning.end() if leaning is not None else found[2])
