"""Component: what a figure was before and what it has become: 由年初的19家「增至」27家.

The stretch from 由 up to the verb holds the former figure; the verb is no plan there, as it is
in 工位将增至160个.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.language.marks.matching import Found
from extractors.language.marks.spans import CHANGED, CHANGING, put, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "changes"
_FROM_TO = re.compile(
    r"(?P<from>[由从][^，。；()由从]{0,24}?[0-9一二三四五六七八九十][^，。；()由从]{0,8}?)"
    r"(?P<to>(?:增加|增长|扩大|扩充|扩展|提升|提高|上升|减少|下降|发展|壮大|[增升减降])[至到])"
)
# 租期原为3年，已于2022年续签5年; 原有面积500平方米，2021年扩建后达到1100平方米
_ONCE = re.compile(
    r"原(?:为|有|是|来|先|租期|租赁期)(?!来)|(?:成立|开园|开业|起步|创办|运营|建成)(?:时|之初|初期)|最初|起初|当初|疫情前"
)
_WAS = re.compile(r"原(?:为|是)(?=约?[0-9一二三四五六七八九十])")
_SINCE = re.compile(
    r"(?:续签|续租|扩租|扩建|改扩建|扩容|改造|搬迁|迁址|升级|整合|调整)(?:后|为|至|到|(?=[0-9]))"
    r"|(?:增加|增长|扩大|扩充|扩展|提升|提高|发展|[增升])[至到]|现为|变更为|变为|达到"
)
_ANY_DIGIT = re.compile(r"[0-9一二三四五六七八九十]")
_FARTHEST = 60  # characters from what was to what has become of it


class Changes:
    """Marks CHANGED (由…) and CHANGING (增至) in the group "changes"."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        put(doc, GROUP, _found(text_of(doc)))
        return doc


def changing(doc: Doc, found: Found) -> bool:
    """Whether a word says what has become of a figure: 增至 in 由19家增至27家."""
    return any(span.start == found[1] for span in doc.spans.get(GROUP, ()))


def _found(text: str) -> Iterator[Found]:
    for match in _FROM_TO.finditer(text):
        yield CHANGED, *match.span("from")
        yield CHANGING, *match.span("to")
    for match in _WAS.finditer(text):
        yield CHANGED, *match.span()
    taken = {match.start("to") for match in _FROM_TO.finditer(text)}
    for once in _ONCE.finditer(text):
        farthest = once.end() + _FARTHEST
        stop = text.find("。", once.end(), farthest)
        end = stop if stop >= 0 else farthest
        since = next(
            (
                one
                for one in _SINCE.finditer(text, once.end(), end)
                if "，" in text[once.end() : one.start()]
                and _ANY_DIGIT.search(text, once.end(), one.start())
            ),
            None,
        )
        if since is not None and since.start() not in taken:
            taken.add(since.start())
            yield CHANGING, *since.span()
