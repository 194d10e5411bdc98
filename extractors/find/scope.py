"""Marks of a sentence in, the scope of each place in it out: plan, window, year, whose figure.

A sentence is walked once from left to right; brackets keep what is said in them to themselves.
What the scope says against a figure becomes the reason (Chinese) why it is not the field's.
Never looks at numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.catalogue import FieldSpec
from extractors.language import segment
from extractors.language.dates import DateSpan
from extractors.language.segment import Mark
from extractors.model import Window


@dataclass(frozen=True, slots=True)
class Scope:
    """What has been said so far that decides whose, when and whether a figure is.

    Each is the word that said it, or "" where nothing did. `year` is the calendar year spoken
    of; `declared` a period that the document itself calls its year (近一年); `partial` where
    only months of the year are meant.
    """

    plan: str = ""
    ever: str = ""
    foreign: str = ""
    limit: str = ""
    compare: str = ""
    each: str = ""
    part: str = ""
    aside: str = ""
    earlier: str = ""
    own: bool = False
    year: int | None = None
    declared: bool = False
    partial: bool = False

    def objection(self, spec: FieldSpec) -> str | None:
        """Why a figure here is not the field's value (Chinese); None where nothing speaks so."""
        if self.plan and not spec.planned:
            return f"规划数（“{self.plan}”），尚未实现"
        if self.foreign:
            return f"“{self.foreign}”的数据，非本空间"
        if self.limit:
            return f"规定或上限（“{self.limit}”），不是实际数"
        if self.compare:
            return f"对比数（“{self.compare}”），不是总数"
        if self.each:
            return f"单位或平均数（“{self.each}”）"
        if self.earlier and spec.window is Window.YEAR:
            return f"更早年度的数（“{self.earlier}”）"
        if self.partial and spec.window is Window.YEAR:
            return f"并非{self.year}年全年的数" if self.year else "并非全年的数"
        if self.aside:
            return f"另计的数（“{self.aside}”）"
        if self.ever and spec.window is Window.YEAR:
            return f"累计数（“{self.ever}”），非当年"
        if self.ever and spec.window is Window.NOW:
            return f"累计数（“{self.ever}”），非现有"
        return None


# Words that point at another place only until the clause ends: the space stands in the park.
_PLACES = frozenset(
    {"园区", "产业园", "工业园", "开发区", "工业区", "厂区", "学校", "校园", "周边", "毗邻", "相邻"}
)
_OTHER_SPACES = frozenset({"众创", "网络", "社交", "工作", "发展"})
_WILL = re.compile(
    r"达|增|扩|建|新|设|举|开|引|投|完|实|形|继|进|于|在|有|再|力|争|逐|陆|成|突|超|提|打|聘|培|会|不|是|为|面向|启|推"
)
# 由园区股东出资, 向集团承租, 与学校共建: a partner in what is said, not its subject.
_PARTNER = frozenset("由向与和经被从对受跟同依")
_ASIDE = frozenset({"另有", "另设"})
_PART_OF_YEAR = re.compile(
    r"^(?:\(?[0-9一二三四五六七八九十]{1,2}月?[-~至到][0-9一二三四五六七八九十]{1,2}月"
    r"|上半年|下半年|前?[一二三四]季度|前[0-9一二三四五六七八九十]+个?月|以来|至今|起|初|[0-9]{1,2}月)"
)
# 2022年(5至12月): a space that opened in May has no more of that year.
_TO_DECEMBER = re.compile(r"^\(?[0-9一二三四五六七八九十]{1,2}月?[-~至到]12月")
_TO_MONTH = re.compile(r"^[-~至到](?P<last>[0-9]{1,2})月")
_UNTIL = re.compile(r"(?:截至|截止|截止到|截止至)(?:目前)?[^，。；]{0,4}$")
_TOWARDS = re.compile(r"(?:力争)?(?:到|至)$")


def advance(scope: Scope, mark: Mark, text: str) -> Scope:
    """The scope after a mark."""
    match mark.kind:
        case segment.PLAN:
            if mark.word == "将" and not _WILL.match(text, mark.end):
                return scope  # 甲方将二楼出租给乙方: here 将 only brings the object forward
            return replace(scope, plan=mark.word)
        case segment.ACTUAL:
            now = mark.word in {"目前", "截至目前", "现有", "当前", "截至", "截止", "现已"}
            ends_year = mark.word in {"目前", "截至目前", "现有", "当前", "现已"}
            return replace(
                scope,
                plan="",
                ever="" if now else scope.ever,
                year=None if ends_year else scope.year,
                partial=scope.partial and not ends_year,
            )
        case segment.EVER:
            if mark.word == "至今" and text[mark.start - 1 : mark.start] == "截":  # 截至今年2月
                return scope
            return replace(scope, ever=mark.word, plan="")
        case segment.THIS_YEAR:
            if mark.word == "上一个年度" and scope.declared:
                return replace(scope, earlier=mark.word)
            declared = mark.word in {"近一年", "最近一年", "过去一年", "近十二个月", "近12个月"}
            return replace(scope, ever="", partial=False, declared=declared or scope.declared)
        case segment.PART_OF_YEAR:
            return replace(scope, partial=True)
        case segment.FOREIGN:
            if text[mark.start - 1 : mark.start] in _PARTNER:
                return scope
            # 本空间位于园区内: the sentence is about the space, the park is only where it lies.
            return (
                scope if scope.own and mark.word in _PLACES else replace(scope, foreign=mark.word)
            )
        case segment.OWN:
            if text[max(0, mark.start - 2) : mark.start] in _OTHER_SPACES:
                return scope
            return replace(scope, foreign="", own=True)
        case segment.PART:
            if mark.word in _ASIDE:
                return replace(scope, aside=mark.word)
            return replace(scope, part=mark.word)
        case segment.EACH:
            return replace(scope, each=mark.word)
        case segment.COMPARE:
            return replace(scope, compare=mark.word)
        case segment.LIMIT:
            return replace(scope, limit=mark.word)
    return scope


def at_date(scope: Scope, date: DateSpan, text: str) -> Scope:
    """The scope after a date: 2023年 sets the year, 到2026年 opens a plan, 截至 sets neither."""
    before, after = text[max(0, date.start - 8) : date.start], text[date.end : date.end + 12]
    if scope.compare:  # 较2021年的5家有所减少: the year of the comparison only
        return scope
    if _UNTIL.search(before):
        return replace(scope, plan="", ever="", year=None, partial=False)
    if date.value.month is not None:
        months = _TO_MONTH.match(after)  # 2023年1-6月
        if months is None:
            return scope
        partial = months["last"] != "12"
        return replace(scope, year=date.value.year, ever="", partial=partial, declared=False)
    if _TOWARDS.search(before):
        return replace(scope, plan=f"到{date.value.year}年", year=date.value.year)
    partial = bool(_PART_OF_YEAR.match(after)) and not _TO_DECEMBER.match(after)
    return replace(scope, year=date.value.year, ever="", partial=partial, declared=False)


def at_clause_end(scope: Scope, separator: str) -> Scope:
    """What survives a comma, and what a semicolon: comparisons and averages end with the clause."""
    foreign = "" if scope.foreign in _PLACES and separator in "；" else scope.foreign
    narrowed = replace(scope, compare="", each="", aside="", limit="", part="", foreign=foreign)
    return replace(narrowed, ever="") if separator in "；" else narrowed
