"""A document in, for each block the heading it stands under and the scope that heading sets.

A section on goals holds plans; one on necessity or background holds other bodies' figures; a
work plan holds plans from end to end. Never reads numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_DONE = re.compile(r"总结|完成情况|执行情况|落实情况|回顾|成效|基础|现状|条件")
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
    for block in document.blocks:
        level = heading_level(block)
        if level is not None:
            while path and path[-1][0] >= level:
                path.pop()
            above = path[-1][2] if path else start
            text = fold(block.text).text
            path.append((level, text, _scope_of(text, above)))
        found.append(Section(tuple(text for _, text, _ in path), path[-1][2] if path else start))
    return tuple(found)


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
