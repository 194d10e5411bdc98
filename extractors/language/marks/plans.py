"""Component: words that say a figure is meant for later (计划, 拟, 将举办).

将 is a plan only before what will be done: in 甲方将二楼出租给乙方 it brings the object forward.
增至 is none where it says what has changed (由19家增至27家). Runs behind the changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.language.marks.matching import WordMatcher, Words
from extractors.language.marks.spans import PLAN, longest, put, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "plans"
_WILL_BE = re.compile(
    r"达|增|扩|建|新|设|举|开|引|投|完|实|形|继|进|于|在|有|再|力|争|逐|陆|成|突|超|提|打|聘|培|会|不|是|为|面向|启|推"
)
# 我们承诺：三年内工位达到200个; 近三年内累计 looks back.
_PROMISED = re.compile(
    r"承诺(?![书制函])(?=[^。；]{0,20}?(?:年内|年底|年末|年前|将|实现|达到|完成|确保|每年))"
    r"|(?<![近去前上这立办业营])(?:[一二两三四五]|[1-5])年(?:之)?内(?=[^。，；0-9]{0,14}(?:达|力争|实现|完成|引进|建成|突破|培育|新增|毕业达))"
)


class Plans:
    """Marks PLAN in the group "plans"."""

    def __init__(self, nlp: Language, name: str, words: Words) -> None:
        self.name = name
        self._matcher = WordMatcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        changes = {span.start for span in doc.spans.get("changes", ())}
        promised = ((PLAN, *match.span()) for match in _PROMISED.finditer(text))
        found = longest([*self._matcher(doc), *promised])
        put(
            doc,
            GROUP,
            (
                (kind, start, end)
                for kind, start, end in found
                if start not in changes and (text[start:end] != "将" or _WILL_BE.match(text, end))
            ),
        )
        return doc
