"""One entry of a list in prose in, the cells of a roster's row out.

文山某科技有限公司：主营花茶，2023年5月成立，同年9月入驻，现有人员12人，注册在本空间. Each clause is
told by its verb or unit. An entry whose name is none, an event without a day and an investment
without an amount give no row. Never looks at other entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from extractors.find.rosters.choice import BODY_NAME

__all__ = ["PARSERS", "Spans"]

Spans = dict[str, tuple[int, int]]
"""Per column where its text stands in the folded text; half-open."""

_CLAUSE = re.compile(r"[^，,；;。：:]+")
# A bracket amid a name belongs to it: 某甲（昆明）科技有限公司.
_NAME_END = re.compile(
    r"[，,：:；;。]|\((?![^()]{1,8}\)[^，,：:；;。()]{0,24}(?:公司|团队|中心|社|组|室))|--?(?=[\u4e00-\u9fff])"
)
_IN_BRACKETS = re.compile(r"\((?P<x>[^()]{1,30})\)$")
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")
_DATE = (
    r"(?:(?:19|20)\d{2}[年./\-](?:\d{1,2}(?:月(?:\d{1,2}[日号]?|底|初|末)?|[./\-]\d{1,2})?)?"
    r"|[〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
# Clauses of a company or team, told by a verb beside a date, a unit or a verb in front.
_SAID: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "moved_in_on": (
        re.compile(rf"(?P<x>{_DATE})[^\d]{{0,6}}(?:入驻|进驻|入孵|入园|签约|搬入|落户|进场|来)"),
        re.compile(rf"(?:入驻|进驻|入孵|入园|签约|签订|搬入|落户)[^\d]{{0,6}}(?P<x>{_DATE})"),
    ),
    "graduated_on": (
        re.compile(rf"(?P<x>{_DATE})[^\d]{{0,6}}(?:毕业|出孵|离园|搬离|迁出)"),
        re.compile(rf"(?:毕业|出孵|离园|搬离|迁出)[^\d]{{0,6}}(?P<x>{_DATE})"),
    ),
    "established_on": (
        re.compile(rf"(?P<x>{_DATE})[^\d]{{0,6}}(?:成立|注册|设立|登记|组建|创办)"),
        re.compile(rf"(?:成立|注册|设立|登记|组建|创办)[^\d]{{0,6}}(?P<x>{_DATE})"),
    ),
    "credit_code": (re.compile(rf"(?P<x>{_CODE.pattern})"),),
    "phone": (re.compile(rf"(?P<x>{_PHONE.pattern})"),),
    "registered_in_space": (
        re.compile(r"^(?P<x>(?:工商)?(?:未|没有?)?(?:注册|登记)(?:地|地址)?(?:在|于|为).{2,})$"),
        re.compile(r"^(?P<x>(?:未|没有)?在(?:本)?(?:空间|众创空间|场地)内?(?:注册|登记))$"),
    ),
    "headcount": (
        re.compile(
            r"(?:人员|员工|职工|成员|团队|从业|就业|现有|共有|共|带动)[^\d]{0,6}(?P<x>(?:约|近)?\d{1,4}(?:余|多)?[人名位])"
        ),
        re.compile(r"^(?P<x>(?:约|近)?\d{1,4}(?:余|多)?[人名位])$"),
    ),
    "output_value_yuan": (re.compile(r"产值(?:约|为|达到?|近)?(?P<x>\d[\d.,]*[万千亿]?元)"),),
    "sales_yuan": (
        re.compile(
            r"(?:销售额|销售收入|营业收入|营收|营业额)(?:约|为|达到?|近)?(?P<x>\d[\d.,]*[万千亿]?元)"
        ),
    ),
    "product": (
        re.compile(
            r"^(?:主要|专门)?(?:主营|经营|从事|生产|研发|开发|专注于?|主打|主做|做|产品|业务|方向|项目)"
            r"(?:产品|业务|方向|内容|范围)?(?:为|是|有)?(?P<x>[^\d]{2,40})$"
        ),
    ),
}
# Directly behind the name and with no verb: 晨光团队，智能家居，2022年3月入驻.
_BARE_PRODUCT = re.compile(
    r"^(?!主|从事|经营|专|注册|现|共|员工|团队|企业|公司|已|正|法人|负责人|联系)[^\d由是为获在有了]{2,12}$"
)
_EVENT_DATE = re.compile(
    rf"{_DATE}|\d{{1,2}}月(?:\d{{1,2}}[日号]?)?|(?<!\d)\d{{1,2}}[./]\d{{1,2}}(?!\d)"
)
_HELD = re.compile(
    r"^(?:日|当天|上午|下午|晚)?(?:成功)?(?:举办|举行|开展|组织|召开|承办|主办)(?:了|的)?"
)
_ATTENDANCE = re.compile(
    r"^(?:参加|参与|参会|到场|出席|参训|吸引|覆盖|来了?|共|约|签到|服务|人数)*(?:人数|人员|人次)?(?:为|达)?"
    r"(?P<x>(?:约|近)?(?:\d{1,5}|[一二两三四五六七八九十百千]{1,7})(?:余|多)?(?:人次|人|名|位))(?:次|参加|参与|到场|参会|出席)*$"
)
_KIND = re.compile(
    r"^(?:活动)?(?:类型|形式)?[:：]?(?P<x>沙龙|路演|培训班?|讲座|大赛|赛事|比赛|论坛|对接会?|交流会?|分享会?|宣讲会?|"
    r"集市|展示|展销|展览|参观|开放日|训练营|座谈会?|发布会?|茶会|公开课|辅导|会议)(?:类|活动)?$"
)
_QUOTED = re.compile(r"^[“\"「『《](?P<x>[^”\"」』》]{2,60})[”\"」』》]")
_MONEY = r"\d[\d.,]*(?:余|多)?[万千亿]?元"
_BODY = r"[^，,；;。：:]{3,40}?"
_INVESTED = (
    re.compile(
        rf"(?:向|对|给|为)(?P<tenant>{_BODY})(?:项目)?(?:投资|注资|出资|投入)(?:了)?(?P<amount_yuan>{_MONEY})"
    ),
    re.compile(rf"(?:投资|注资)(?:了)?(?P<tenant>{_BODY})(?P<amount_yuan>{_MONEY})"),
    re.compile(
        rf"(?P<tenant>{_BODY})[，,：:]?(?:于?{_DATE})?获得?(?:了)?(?P<investor>{_BODY})?(?:的)?(?:投资|融资|注资|出资)(?:了)?(?P<amount_yuan>{_MONEY})"
    ),
    re.compile(rf"^(?P<tenant>{_BODY})[，,：:](?P<amount_yuan>{_MONEY})"),
)


def _tenant(text: str, start: int, end: int) -> Spans | None:
    cut = _NAME_END.search(text, start, end)
    stop = cut.start() if cut else end
    if not 3 <= stop - start <= 40 or not BODY_NAME.search(text[start:stop]):
        return None
    found: Spans = {"name": (start, stop)}
    for place, (first, last) in enumerate(_clauses(text, stop, end)):
        clause = text[first:last]
        if not place and _BARE_PRODUCT.match(clause):
            found["product"] = (first, last)
            continue
        for key, patterns in _SAID.items():
            said = next((m for p in patterns if (m := p.search(clause))), None)
            if said is not None:
                found.setdefault(key, (first + said.start("x"), first + said.end("x")))
                if key not in ("moved_in_on", "established_on", "graduated_on"):
                    break
    return found


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for part in _CLAUSE.finditer(text, start, end):
        first, last = part.span()
        while first < last and text[first] in "(、-":
            first += 1
        while last > first and (text[last - 1] == "、" or _unopened(text, first, last)):
            last -= 1
        if first < last:
            yield first, last


def _unopened(text: str, first: int, last: int) -> bool:
    return text[last - 1] == ")" and "(" not in text[first:last]


def _event(text: str, start: int, end: int) -> Spans | None:
    """A day, what was held, of which kind, how many came: in any order, the name is the rest."""
    found: Spans = {}
    for first, last in _clauses(text, start, end):
        day = _EVENT_DATE.match(text, first, last)
        if day and "held_on" not in found:
            found["held_on"] = day.span()
            first = day.end()
        clause = text[first:last]
        aside = _IN_BRACKETS.search(clause)
        if aside and "name" not in found and _ATTENDANCE.match(aside["x"]):
            found["attendance"] = _placed(first + aside.start("x"), aside["x"])
            last = first + aside.start()
            clause = text[first:last]
        if said := _ATTENDANCE.match(clause):
            found.setdefault("attendance", (first + said.start("x"), first + said.end("x")))
        elif (said := _KIND.match(clause)) and "name" in found:
            found.setdefault("kind", (first + said.start("x"), first + said.end("x")))
        elif len(clause) > 1 and "name" not in found:
            found["name"] = _called(text, first, last)
    named = found.get("name", (0, 0))
    complete = "held_on" in found and 3 <= named[1] - named[0] <= 60
    return found if complete else None


def _placed(start: int, words: str) -> tuple[int, int]:
    said = _ATTENDANCE.match(words)
    span = said.span("x") if said else (0, len(words))
    return start + span[0], start + span[1]


def _called(text: str, first: int, last: int) -> tuple[int, int]:
    held = _HELD.match(text[first:last])
    first += held.end() if held else 0
    quoted = _QUOTED.match(text[first:last])
    if quoted and first + quoted.end() == last:
        return first + quoted.start("x"), first + quoted.end("x")
    return first, last


def _investment(text: str, start: int, end: int) -> Spans | None:
    entry = text[start:end]
    for pattern in _INVESTED:
        said = pattern.search(entry)
        if said is None or not BODY_NAME.search(said["tenant"]):
            continue
        found: Spans = {
            key: (start + said.start(key), start + said.end(key))
            for key, value in said.groupdict().items()
            if value
        }
        if day := re.search(_DATE, entry):
            found["signed_on"] = (start + day.start(), start + day.end())
        return found
    return None


PARSERS: Mapping[str, Callable[[str, int, int], Spans | None]] = {
    "investments": _investment,
    "events": _event,
    "graduates": _tenant,
    "tenants": _tenant,
}
"""Per roster what reads an entry, the most demanding first."""
