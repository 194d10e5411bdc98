"""A head as an office wrote it in, the wordings under which the catalogue may know it out.

Two languages in one cell (企业名称 Company), a head in English alone, a head that asks
(什么时候入驻, 活动叫什么), a unit behind a stroke (融资额/千元). Never says which column it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from extractors.language.fold import fold

__all__ = ["parts_of", "wordings"]

_LATIN = re.compile(r"[A-Za-z][A-Za-z.'’&]*(?:[ /\-][A-Za-z.'’&]+)*[.:]?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_UNIT = re.compile(
    r"(?<=.)[/·:](?:人民币)?(?:亿元|千万元|百万元|万元|千元|元|万|家|个|人|名|场|次|项|人次|场次)$"
)
# What tables of two languages call their columns, without capitals and blanks.
_ENGLISH: Mapping[str, str] = {
    "name": "名称",
    "company": "企业名称",
    "companyname": "企业名称",
    "tenant": "入驻单位",
    "tenants": "入驻单位",
    "team": "团队名称",
    "type": "类型",
    "creditcode": "统一社会信用代码",
    "uscc": "统一社会信用代码",
    "product": "产品",
    "products": "产品",
    "business": "主营业务",
    "founded": "成立时间",
    "established": "成立时间",
    "setup": "成立时间",
    "incorporated": "成立时间",
    "movein": "入驻时间",
    "movedin": "入驻时间",
    "joined": "入驻时间",
    "graduated": "毕业时间",
    "people": "人数",
    "staff": "人数",
    "employees": "人数",
    "headcount": "人数",
    "phone": "电话",
    "tel": "电话",
    "telephone": "电话",
    "mobile": "手机",
    "contact": "联系方式",
    "mentor": "导师",
    "mentors": "导师",
    "from": "来自",
    "organisation": "单位",
    "organization": "单位",
    "affiliation": "单位",
    "title": "职务",
    "position": "职务",
    "role": "职务",
    "major": "专业",
    "field": "领域",
    "focus": "领域",
    "expertise": "领域",
    "date": "日期",
    "event": "活动名称",
    "activity": "活动名称",
    "attendance": "参加人数",
    "participants": "参加人数",
    "investee": "被投企业",
    "investor": "投资方",
    "amount": "金额",
    "year": "年度",
}
# A head that asks: 什么时候注册 is 注册时间, 活动叫什么 活动名称, 来自哪里 来自.
_ASKED: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^(?:是|在)?(?:什么时候|什么时间|何时|啥时候|哪年|哪天|哪一年)(.{1,8}?)的?$"),
        r"\1时间",
    ),
    (re.compile(r"^(.{1,8}?)的?(?:是)?(?:什么时候|什么时间|何时|啥时候|哪年|哪天)$"), r"\1时间"),
    (re.compile(r"^(.{0,8}?)(?:叫|叫做|名叫)(?:什么|啥)(?:名字|名称)?$"), r"\1名称"),
    (
        re.compile(r"^(.{1,8}?)(?:哪里|哪儿|何处|哪个单位|什么单位|何单位|什么地方)(?:的|来)?$"),
        r"\1",
    ),
    (re.compile(r"^(.{1,6})的(时间|日期|年月|人数|名称|单位|产品|电话)$"), r"\1\2"),
)
_BETWEEN_PARTS = re.compile(r"\s{0,8}(?:[/／、|｜→⟶;；]|\n|-{1,2}>)\s*")


@lru_cache(maxsize=1 << 14)
def wordings(text: str) -> tuple[str, ...]:
    """The head in other words, itself left out; empty where it is plain.

    Args:
        text: A head as written, with blanks and line breaks.

    Returns:
        Heads to be looked up beside the one given.
    """
    found = dict.fromkeys(_wordings(text))
    found.pop(text, None)
    return tuple(found)


def _wordings(text: str) -> Iterator[str]:
    if _LATIN.search(text):
        chinese = _LATIN.sub(" ", text)
        if _CHINESE.search(chinese):
            yield chinese
        else:
            plain = re.sub(r"[^a-z]", "", text.casefold())
            if plain in _ENGLISH:
                yield _ENGLISH[plain]
    folded = fold(_LATIN.sub(" ", text) if _CHINESE.search(text) else text).text
    if _UNIT.search(folded):
        yield _UNIT.sub("", folded)
    for asked, said in _ASKED:
        if asked.match(folded):
            yield asked.sub(said, folded)


def parts_of(text: str) -> list[str]:
    """A head that names several columns in its parts: 名称 / 产品, 成立 → 入驻."""
    return [part for part in _BETWEEN_PARTS.split(text.strip()) if part]
