"""Component: the signs that end sentences and clauses, and brackets and enumerations.

A comma that groups digits (1,200) and a colon of a time of day end nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.language.marks.spans import BREAK, CLOSE, ITEM, OPEN, STOP, put, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "clauses"
_KINDS = {
    **dict.fromkeys("。!?", STOP),
    **dict.fromkeys("，；:,;", BREAK),
    "、": ITEM,
    "(": OPEN,
    ")": CLOSE,
}
_SIGN = re.compile(r"[。!?，；;、()]|(?<![0-9])[,:]|[,:](?![0-9])")


class Clauses:
    """Marks STOP, BREAK, ITEM, OPEN and CLOSE in the group "clauses"."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        put(
            doc,
            GROUP,
            ((_KINDS[m[0]], m.start(), m.end()) for m in _SIGN.finditer(text_of(doc))),
        )
        return doc
