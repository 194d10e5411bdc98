"""Component: words that say over which time a figure counts: ever, this year, a part of it,
now, or a time long past.

至今 is no window in 截至今年2月; 累计 in 累计接待咨询200人次 counts visitors and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.language.marks.listed import Listed
from extractors.language.marks.matching import Found
from extractors.language.marks.spans import EVER, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_VISITORS = re.compile(r"接待|参观|来访|访问|发布")


class Windows(Listed):
    """Marks of time (EVER, THIS_YEAR, DECLARED, NOW, FORMER, …) in the group "windows"."""

    group = "windows"

    def means_else(self, doc: Doc, found: Found) -> bool:
        text, (kind, start, end) = text_of(doc), found
        if text[start:end] == "至今" and text[start - 1 : start] == "截":
            return True
        return kind == EVER and _VISITORS.match(text, end) is not None
