"""Component: words that say over which time a figure counts: ever, this year, a part of it,
now, or a time long past.

至今 is no window in 截至今年2月.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.marks.matching import WordMatcher, Words
from extractors.language.marks.spans import longest, put, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "windows"


class Windows:
    """Marks of time (EVER, THIS_YEAR, DECLARED, NOW, FORMER, …) in the group "windows"."""

    def __init__(self, nlp: Language, name: str, words: Words) -> None:
        self.name = name
        self._matcher = WordMatcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        put(
            doc,
            GROUP,
            (
                one
                for one in longest(self._matcher(doc))
                if not (text[one[1] : one[2]] == "至今" and text[one[1] - 1 : one[1]] == "截")
            ),
        )
        return doc
