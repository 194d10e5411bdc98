"""A document in, for each block the heading it stands under and the scope that heading sets.

A section on goals holds plans; one on necessity or background holds other bodies' figures; a
work plan holds plans from end to end. Never reads numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.find.sentences.scope import Scope
from extractors.language.dates import dates
from extractors.language.fold import fold
from extractors.language.marks import marks, spans
from extractors.model import Block, Document

# A heading in the labelled samples was never longer; a sentence that begins 一是 is.
LONGEST_HEADING = 30
_LEVELS = (
    re.compile(r"^第[一二三四五六七八九十]{1,3}[章部编篇]"),
    re.compile(r"^[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}[、.．:]"),
    re.compile(r"^\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"^[0-9]{1,2}(?:[、.．](?![0-9])|(?=[^0-9.,、年月%]))"),
    re.compile(r"^[0-9]{1,2}\.[0-9]{1,2}(?=[一-龥])(?![万亿千百元年月日家个人名平])"),
    re.compile(r"^\([0-9]{1,2}\)"),
)
# 一 建设的必要性, 壹  我们为什么做: folding takes the blank away, the file has it.
_NUMERAL_AND_BLANK = re.compile(r"\s*[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}[ \u3000\t]+\S")
_PLAN = re.compile(r"目标|计划|规划|展望|打算|下一步|下步|设想|愿景|努力方向|工作安排|安排$")
_BACKGROUND = re.compile(r"必要性|背景|意义|缘起|形势|由来|政策环境|行业现状|市场分析|需求分析")
# 我们打算怎么样来运营 tells how it is run.
_DONE = re.compile(
    r"总结|完成情况|执行情况|落实情况|回顾|成效|基础|现状|条件|(?:怎么样?|怎样|如何)(?:来|去)?(?:运[营作行转]|管)"
)
_SENTENCE = re.compile(r"[。；，]")


@dataclass(frozen=True, slots=True)
class Section:
    """Where a block stands: the headings above it, highest first, and what they say of scope."""

    headings: tuple[str, ...]
    scope: Scope


def heading_level(block: Block) -> int | None:
    """The outline level of a heading (1 is the highest); None where the block is none."""
    if block.in_table:
        return None
    text = fold(block.text).text
    if not text or len(text) > LONGEST_HEADING:
        return None
    if block.heading is not None:
        return block.heading
    if _SENTENCE.search(text.rstrip("。")):
        return None
    if _NUMERAL_AND_BLANK.match(block.text):
        return 2
    for level, pattern in enumerate(_LEVELS, start=1):
        if pattern.match(text):
            return level
    return None


def sections_of(document: Document, plan_of_work: bool = False) -> tuple[Section, ...]:
    """The section of every block, in the order of the blocks.

    Args:
        plan_of_work: The whole document is a plan of work; only what its headings call done is.
    """
    start = Scope(plan="工作计划") if plan_of_work else Scope()
    path: list[tuple[int, str, Scope]] = []
    found: list[Section] = []
    lead = _Lead()
    for block in document.blocks:
        level = heading_level(block)
        lead = lead.after(block, level)
        if lead.scope is not None:
            headings = (*(text for _, text, _ in path), lead.text)
            found.append(Section(headings, lead.scope))
            continue
        if level is not None:
            while path and path[-1][0] >= level:
                path.pop()
            above = path[-1][2] if path else start
            text = fold(block.text).text
            path.append((level, text, _scope_of(text, above)))
        found.append(Section(tuple(text for _, text, _ in path), path[-1][2] if path else start))
    return tuple(found)


# 下一步规划： with a list below, 未来三年发展目标 as a paragraph of its own.
_ASKS = re.compile(
    r"(?:申报|认定|备案|基本)(?:的)?(?:条件|标准)|(?:办法|细则|政策)(?:规定|要求)|门槛|要求如下"
)
_MEETS = re.compile(r"符合|对照|满足|达到|具备|完成|落实|自评|情况|对标")
_TITLE = re.compile(r"[\u4e00-\u9fff“”]{4,16}")
_PLAN_TITLE = re.compile(
    r"(?:未来|今后|下一?步|远期|近期|中长期|[三五]年|发展|建设|工作|总体|预期).{0,8}(?:目标|规划|计划|展望|打算|设想|愿景|安排)$"
)
_ITEM = re.compile(
    r"^(?:\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[)、.．]|(?=[^0-9年月]))|[-·•●◆■])"
)
_MOST_LED = 40  # blocks; no list of conditions or aims was longer


@dataclass(frozen=True, slots=True)
class _Lead:
    """A line that is no numbered heading and yet says what those below it are: aims, conditions.

    It holds for its list, which ends with a line of another kind: of the numbering's style for a
    line that ended in a colon, a heading or a title for one that is a title itself.
    """

    text: str = ""
    scope: Scope | None = None
    title: bool = False
    style: int | None = None
    count: int = 0

    def after(self, block: Block, level: int | None) -> _Lead:
        """The lead that holds for `block`, itself one or below one; empty where none does."""
        if block.in_table:
            return _Lead()
        text = fold(block.text).text
        begun = _led_by(text) if level is None else None
        if begun is not None:
            return begun
        if self.scope is None or self.count >= _MOST_LED or not text:
            return _Lead()
        style = _style(text)
        first = self.style is None
        if self.title:
            # A chapter's heading ends the aims, as does a title without a number.
            if block.heading is not None or _TITLE.fullmatch(text) or style in (0, 1):
                return _Lead()
            return replace(self, count=self.count + 1)
        if style is None or not (first or style >= (self.style or 0)):
            return _Lead()
        return replace(self, style=style if first else self.style, count=self.count + 1)


def _led_by(text: str) -> _Lead | None:
    if len(text) > LONGEST_HEADING or _SENTENCE.search(text):
        return None
    if _TITLE.fullmatch(text) and (plan := _PLAN.search(text)) and _PLAN_TITLE.search(text):
        return None if _DONE.search(text) else _Lead(text, Scope(plan=plan.group()), title=True)
    if not text.endswith(":") or _MEETS.search(text):
        return None
    if asks := _ASKS.search(text):
        return _Lead(text, Scope(asked=asks.group()))
    if (plan := _PLAN.search(text)) and not _DONE.search(text):
        return _Lead(text, Scope(plan=plan.group()))
    return None


def _style(text: str) -> int | None:
    """Which kind of number a line begins with; a bullet's is the last; None where none."""
    for style, pattern in enumerate(_LEVELS):
        if pattern.match(text):
            return style
    return len(_LEVELS) if _ITEM.match(text) else None


def _scope_of(heading: str, above: Scope) -> Scope:
    years = {date.value.year for date in dates(heading)}
    year = years.pop() if len(years) == 1 else above.year
    if (plan := _PLAN.search(heading)) and not _DONE.search(heading):
        return Scope(plan=plan.group(), year=year)
    if background := _BACKGROUND.search(heading):
        return Scope(foreign=f"“{background.group()}”一节", year=year)
    if other := _subject_of(heading):
        return Scope(foreign=other, whose=spans.BODY, year=year)
    if ever := next((m.word for m in marks(heading) if m.kind == spans.EVER), ""):
        return Scope(ever=ever, foreign=above.foreign, whose=above.whose)
    if _DONE.search(heading):
        return Scope(year=year)
    return Scope(
        plan=above.plan,
        foreign=above.foreign,
        whose=above.whose,
        ever=above.ever,
        year=year,
        declared=above.declared,
    )


_ABOUT = re.compile(
    r"(?:的|单位|公司|有限公司)?(?:基本|总体|发展|有关)?(?:概况|简介|情况|介绍|现状|简况)$"
)


def _subject_of(heading: str) -> str:
    """The other body that a heading announces: 集团概况, (一)园区情况; "" where there is none."""
    for mark in marks(heading):
        other = mark.kind in (spans.FOREIGN, spans.BODY, spans.PLACE)
        if other and _ABOUT.match(heading, mark.end):
            return mark.word
    return ""
