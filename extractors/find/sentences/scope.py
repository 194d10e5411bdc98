"""Marks of a sentence in, the scope of each place in it out: plan, window, year, whose figure.

A sentence is walked once from left to right; brackets keep what is said in them to themselves.
What the scope says against a figure becomes the reason (Chinese) why it is not the field's.
Never looks at numbers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.catalogue import FieldSpec
from extractors.language.dates import DateSpan
from extractors.language.marks import Mark, spans
from extractors.model import Window


class Scope(NamedTuple):
    """What has been said so far that decides whose, when and whether a figure is.

    Each is the word that said it, or "" where nothing did. `year` is the calendar year spoken
    of; `declared` a period that the document itself calls its year (近一年); `partial` where
    only months of the year are meant. `whose` is the kind of the mark that set `foreign`: a
    region's, a parent body's or a place's. `asked` is the `limit` of an earlier clause of the
    sentence: it holds for figures that are bounds themselves (办法规定…，占比不低于75%). `until`
    is the month up to which was counted (截至2021年底), in months since the year 0.
    """

    plan: str = ""
    ever: str = ""
    foreign: str = ""
    whose: str = ""
    former: str = ""
    limit: str = ""
    asked: str = ""
    compare: str = ""
    each: str = ""
    part: str = ""
    aside: str = ""
    earlier: str = ""
    own: bool = False
    year: int | None = None
    declared: bool = False
    partial: bool = False
    until: int | None = None

    def objection(self, spec: FieldSpec) -> str | None:
        """Why a figure here is not the field's value (Chinese); None where nothing speaks so."""
        if self.plan and not spec.planned:
            return f"规划数（“{self.plan}”），尚未实现"
        if self.foreign:
            return f"{self.foreign}数据，非本空间"
        if self.limit:
            return f"政策门槛原文（“{self.limit}”），不是实际数"
        if self.former:
            return f"早先的数（“{self.former}”），非现有"
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


_PART_OF_YEAR = re.compile(
    r"^(?:\(?[0-9一二三四五六七八九十]{1,2}月?[-~至到][0-9一二三四五六七八九十]{1,2}月"
    r"|上半年|下半年|前?[一二三四]季度|前[0-9一二三四五六七八九十]+个?月|以来|至今|起|初|[0-9]{1,2}月)"
)
# 2022年(5至12月): a space that opened in May has no more of that year.
_TO_DECEMBER = re.compile(r"^\(?[0-9一二三四五六七八九十]{1,2}月?[-~至到]12月")
_TO_MONTH = re.compile(r"^[-~至到](?P<last>[0-9]{1,2})月")
_UNTIL = re.compile(r"(?:截至|截止|截止到|截止至)(?:目前)?[^，。；]{0,4}$")
_LOOKS_BACK = re.compile(r"来$|至今|迄今")
_TOWARDS = re.compile(r"(?:力争)?(?:到|至)$")
# 增加到2021年的980平方米: what a figure has become, said with its year.
_BECAME = re.compile(
    r"(?:增加|增长|扩大|扩充|扩展|提升|提高|上升|减少|下降|发展|壮大|[增升减降])[到至]$"
)
_OURS = re.compile(r"本|我|^空间$")


def advance(scope: Scope, mark: Mark) -> Scope:
    """The scope after a mark; marks of figures, dates and names leave it as it is."""
    match mark.kind:
        case spans.PLAN:
            return scope._replace(plan=mark.word)
        case spans.NOW:
            now = scope._replace(plan="", ever="", former="", part="", asked="")
            return now._replace(year=None, partial=False)
        case spans.UNTIL:
            return scope._replace(plan="", ever="")
        case spans.ACTUAL:
            return scope._replace(plan="")
        case spans.EVER:
            # 到2026年累计毕业20家: what looks ahead as well ends no plan; 成立以来 looks back.
            plan = "" if _LOOKS_BACK.search(mark.word) else scope.plan
            return scope._replace(ever=mark.word, plan=plan)
        case spans.THIS_YEAR if mark.word == "上一个年度" and scope.declared:
            return scope._replace(earlier=mark.word)
        case spans.THIS_YEAR:
            return scope._replace(ever="", partial=False)
        case spans.DECLARED:
            return scope._replace(ever="", partial=False, declared=True)
        case spans.PART_OF_YEAR:
            return scope._replace(partial=True)
        case spans.PLACE if scope.own:
            # 本空间位于园区内: the sentence is about the space, the park is only where it lies.
            return scope
        case spans.FOREIGN | spans.BODY | spans.PLACE | spans.OTHER:
            return scope._replace(foreign=mark.word, whose=mark.kind)
        case spans.SPACE if scope.whose in (spans.FOREIGN, spans.OTHER) or not scope.foreign:
            return scope._replace(part="")
        case spans.OWN if scope.whose == spans.OTHER and not _OURS.search(mark.word):
            return scope  # 学习借鉴某众创空间，该空间拥有工位200个
        case spans.OWN | spans.SPACE:
            return scope._replace(foreign="", whose="", part="", asked="", own=True)
        case spans.FORMER | spans.CHANGED:
            return scope._replace(former=mark.word)
        case spans.CHANGING:
            return scope._replace(former="", compare="")
        case spans.PART:
            return scope._replace(part=mark.word)
        case spans.ASIDE:
            return scope._replace(aside=mark.word)
        case spans.EACH:
            return scope._replace(each=mark.word)
        case spans.COMPARE:
            return scope._replace(compare=mark.word)
        case spans.LIMIT:
            return scope._replace(limit=mark.word)
    return scope


def at_date(scope: Scope, date: DateSpan, text: str) -> Scope:
    """The scope after a date: 2023年 sets the year, 到2026年 opens a plan, 截至 sets neither."""
    before, after = text[max(0, date.start - 8) : date.start], text[date.end : date.end + 12]
    if scope.compare or scope.former:  # 较2021年的5家, 由2021年的5家: that figure's year only
        return scope
    if _UNTIL.search(before):
        until = date.value.year * 12 + (date.value.month or 12)
        return scope._replace(plan="", ever="", year=None, partial=False, until=until)
    if date.value.month is not None:
        months = _TO_MONTH.match(after)  # 2023年1-6月
        if months is None:
            return scope
        partial = months["last"] != "12"
        return scope._replace(year=date.value.year, ever="", partial=partial, declared=False)
    if _TOWARDS.search(before) and not _BECAME.search(before):
        return scope._replace(plan=f"到{date.value.year}年", year=date.value.year)
    partial = bool(_PART_OF_YEAR.match(after)) and not _TO_DECEMBER.match(after)
    return scope._replace(year=date.value.year, ever="", part="", partial=partial, declared=False)


def at_clause_end(scope: Scope, separator: str) -> Scope:
    """What survives a colon (all), a comma, and what a semicolon.

    Comparisons and averages end with the clause; a part goes on to the semicolon, because
    其中 opens a list of parts (其中企业家导师7人，高校导师6人).
    """
    if separator == ":":
        return scope
    ended = scope
    if scope.compare or scope.each or scope.aside or scope.limit:
        asked = scope.limit or scope.asked
        ended = scope._replace(compare="", each="", aside="", limit="", asked=asked)
    if separator not in "；;":
        return ended
    # A place named in passing is left with its clause.
    passing = scope.whose == spans.PLACE
    return ended._replace(
        ever="",
        part="",
        former="",
        foreign="" if passing else scope.foreign,
        whose="" if passing else scope.whose,
    )
