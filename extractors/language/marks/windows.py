"""Component: words that say over which time a figure counts: ever, this year, a part of it,
now, or a time long past.

至今 is no window in 截至今年2月; 累计 in 累计接待咨询200人次 counts visitors and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.language.marks.matching import WordMatcher, Words
from extractors.language.marks.spans import EVER, longest, put, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "windows"
_VISITORS = re.compile(r"接待|参观|来访|访问|发布")


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
                and not (one[0] == EVER and _VISITORS.match(text, one[2]))
            ),
        )
        return doc
