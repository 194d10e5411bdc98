"""Component: words before a figure that is a difference or an average: 较, 增加, 平均, 每家.

增加 in 由14家增加到21家 says what has become of the figure. Runs behind the changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.marks.changes import changing
from extractors.language.marks.listed import Listed
from extractors.language.marks.matching import Found

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Comparisons(Listed):
    """Marks COMPARE and EACH in the group "comparisons"."""

    group = "comparisons"

    def means_else(self, doc: Doc, found: Found) -> bool:
        return changing(doc, found)
