"""Component: words that say a figure is meant for later (计划, 拟, 将举办).

将 is a plan only before what will be done: in 甲方将二楼出租给乙方 it brings the object forward.
增至 is none where it says what has changed (由19家增至27家). Runs behind the changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.language.marks.changes import changing
from extractors.language.marks.listed import Listed
from extractors.language.marks.matching import Found
from extractors.language.marks.spans import PLAN, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WILL_BE = re.compile(
    r"达|增|扩|建|新|设|举|开|引|投|完|实|形|继|进|于|在|有|再|力|争|逐|陆|成|突|超|提|打|聘|培|会|不|是|为|面向|启|推"
)
# 我们承诺：三年内工位达到200个; 近三年内累计 looks back.
_PROMISED = re.compile(
    r"承诺(?![书制函])(?=[^。；]{0,20}?(?:年内|年底|年末|年前|将|实现|达到|完成|确保|每年))"
    r"|(?<![近去前上这立办业营])(?:[一二两三四五]|[1-5])年(?:之)?内(?=[^。，；0-9]{0,14}(?:达|力争|实现|完成|引进|建成|突破|培育|新增|毕业达))"
)


class Plans(Listed):
    """Marks PLAN in the group "plans"."""

    group = "plans"

    def patterned(self, doc: Doc) -> Iterator[Found]:
        return ((PLAN, *match.span()) for match in _PROMISED.finditer(text_of(doc)))

    def means_else(self, doc: Doc, found: Found) -> bool:
        text, (_, start, end) = text_of(doc), found
        brings_forward = text[start:end] == "将" and _WILL_BE.match(text, end) is None
        return brings_forward or changing(doc, found)
