"""Component: words that open a part of what stands before (其中, 含), or what comes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.marks.matching import WordMatcher, Words
from extractors.language.marks.spans import longest, put

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "parts"


class Parts:
    """Marks PART and ASIDE in the group "parts"."""

    def __init__(self, nlp: Language, name: str, words: Words) -> None:
        self.name = name
        self._matcher = WordMatcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        put(doc, GROUP, longest(self._matcher(doc)))
        return doc
