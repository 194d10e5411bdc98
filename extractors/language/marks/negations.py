"""Component: words that turn what follows round: 不, 未, 尚无, 没有.

不 is one in 不设种子基金 and none in 不断 or 不少于: `words` drops what is a part of a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.marks.matching import WordMatcher, Words
from extractors.language.marks.spans import longest, put

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "negations"


class Negations:
    """Marks NOT in the group "negations"."""

    def __init__(self, nlp: Language, name: str, words: Words) -> None:
        self.name = name
        self._matcher = WordMatcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        put(doc, GROUP, longest(self._matcher(doc)))
        return doc
