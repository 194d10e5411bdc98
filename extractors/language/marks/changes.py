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


class Changes:
    """Marks CHANGED (由…) and CHANGING (增至) in the group "changes"."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        put(doc, GROUP, _found(text_of(doc)))
        return doc


def _found(text: str) -> Iterator[Found]:
    for match in _FROM_TO.finditer(text):
        yield CHANGED, *match.span("from")
        yield CHANGING, *match.span("to")
