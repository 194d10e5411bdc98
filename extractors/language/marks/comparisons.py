"""Component: words before a figure that is a difference or an average: 较, 增加, 平均, 每家.

增加 in 由14家增加到21家 says what has become of the figure. Runs behind the changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.marks.matching import WordMatcher, Words
from extractors.language.marks.spans import longest, put

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "comparisons"


class Comparisons:
    """Marks COMPARE and EACH in the group "comparisons"."""

    def __init__(self, nlp: Language, name: str, words: Words) -> None:
        self.name = name
        self._matcher = WordMatcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        changes = {span.start for span in doc.spans.get("changes", ())}
        put(doc, GROUP, (one for one in longest(self._matcher(doc)) if one[1] not in changes))
        return doc
