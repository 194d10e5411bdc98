"""Component: words that quote what a policy asks (不得低于, 申报条件) or the most there may be.

应, 须 and the like count only where they touch the figure they bound: 占比应不低于75%. What is
quoted of a policy (认定标准“导师不少于5名”, 不少于10场的门槛) is QUOTED as a whole. Runs behind
the figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.language.marks.listed import Listed
from extractors.language.marks.matching import Found
from extractors.language.marks.quantities import figures
from extractors.language.marks.spans import LIMIT, QUOTED, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

# 响应 and 供应 end in the same character.
_OUGHT = re.compile(
    r"(?<![响供适反相对效])(?:应当?|必?须|不得|需要?)(?:具备|具有|配备|设有|提供|达到?|有|为)?$"
)
_LONGEST_OUGHT = 6
_DEMANDS = "要求|条件|标准|规定|门槛|指标|底线"
_ASKED = f"(?:{_DEMANDS})"
_QUOTES = (
    re.compile(rf"{_ASKED}(?:中|里)?(?:的|是|为|:)?[“「《\"](?P<said>[^”」\"]{{2,120}})[”」\"]"),
    re.compile(rf"[“「\"](?P<said>[^“”「」\"]{{2,120}})[”」\"](?:的|这一|等)?{_ASKED}"),
)
# 按照不低于300平方米或不少于20个工位的要求, 高于办法规定的10%, 超过办法里10%的线
_MEASURED = re.compile(
    r"(?:按照?|对照|对标|根据|依据|依照|参照|符合|满足|达到|高于|超过|低于|优于|够得上|远超)"
    rf"(?P<said>[^。；，]{{2,60}}?)[的之](?:{_DEMANDS}|下限|底线|红线|线(?=$|[，。；、)]))"
)
_RULED = re.compile(
    r"(?:高于|超过|达到|满足|优于|不低于|符合|超出)(?P<said>[^。；，0-9]{0,8}(?:办法|细则|政策|文件|(?<!毕业)标准)"
    rf"[^。；，0-9]{{0,4}}(?:{_DEMANDS}|所定|设定)?的?[0-9][0-9.]*%?)"
)
_OF_WHAT_IS_ASKED = re.compile(rf"(?:的|这一)?(?:最低)?{_ASKED}")
# 办法第六条: what follows in the clause is the policy's own text.
_ARTICLE = re.compile(
    r"(?:办法|细则|意见|通知|规定|规程|》)(?:的|中)?第[0-9一二三四五六七八九十]{1,3}条(?:第[0-9一二三四五六七八九十]{1,2}[款项])?"
)
# 按照市级标准，…不少于15家: the bounds behind it are the standard's.
_ACCORDING = re.compile(
    r"(?:按照?|对照|对标|根据|依据|依照|参照|比照)[^。；，:0-9]{1,20}?(?:标准|要求|条件|规定|指标)"
    r"(?=[，:])"
)
# 省里的办法讲得明白:面积500平方米以上、…
_TOLD = re.compile(
    r"(?:办法|细则|政策|文件|规定|标准)(?:里|中)?(?:讲|说|写|提|要求|规定|明确|列)[^。；，:]{0,6}(?=:)"
)
# Without one of these words nothing here quotes a policy.
_OF_POLICY = re.compile(f"{_DEMANDS}|线|办法|细则|政策|文件|意见|通知|规程|》")


class Limits(Listed):
    """Marks LIMIT and QUOTED in the group "limits"."""

    group = "limits"

    def patterned(self, doc: Doc) -> Iterator[Found]:
        return _bounds(doc)

    def around(self, doc: Doc) -> Iterator[Found]:
        return _quoted(doc)


def _bounds(doc: Doc) -> Iterator[Found]:
    text = text_of(doc)
    for start in (quantity.start for quantity in figures(doc)):
        first = max(0, start - _LONGEST_OUGHT)
        if match := _OUGHT.search(text[first:start]):
            yield LIMIT, first + match.start(), first + match.end()
    for pattern in (_ARTICLE, _TOLD, _ACCORDING) if _OF_POLICY.search(text) else ():
        for match in pattern.finditer(text):
            yield LIMIT, *match.span()


def _quoted(doc: Doc) -> Iterator[Found]:
    """What stands in quotation marks beside 要求, 条件, …, and a figure of such: 10场的门槛."""
    text = text_of(doc)
    if _OF_POLICY.search(text) is None:
        return
    for pattern in _QUOTES:
        for match in pattern.finditer(text):
            yield QUOTED, *match.span("said")
    bounds = [quantity for quantity in figures(doc) if quantity.approximate is not None]
    for match in _RULED.finditer(text):
        yield QUOTED, *match.span("said")
    for match in _MEASURED.finditer(text):
        start, end = match.span("said")
        if bounds and any(start <= one.start < end for one in bounds):
            yield QUOTED, start, end
    for quantity in bounds:
        if _OF_WHAT_IS_ASKED.match(text, quantity.end):
            yield QUOTED, quantity.start, quantity.end
