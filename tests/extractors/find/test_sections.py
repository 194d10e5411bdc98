"""Plan sections: named by the headings of an operating plan, in many words."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.catalogue import PLAN_SECTIONS
from extractors.find.sections import plan_sections_of


def test_the_usual_chapters(made: Any) -> None:
    document = made.write(
        "某空间建设运营方案",
        "一、建设的必要性",
        "二、具备的基础条件",
        "三、建设和运营目标",
        "四、运营机制",
        "五、可提供的服务",
        "六、保障措施",
        "七、经费预算",
        "八、附件",
        name="建设运营方案.pdf",
    )
    assert plan_sections_of(document) == tuple(PLAN_SECTIONS)


@pytest.mark.parametrize(
    ("headings", "sections"),
    [
        (("一、缘起", "二、场地", "三、人员", "四、成效"), ("necessity", "foundation")),
        (
            ("一、为什么要建", "二、现有基础", "三、怎么运营"),
            ("necessity", "foundation", "mechanism"),
        ),
        (
            ("四、怎么运转", "五、能提供什么", "六、靠什么保证", "七、钱怎么花"),
            ("mechanism", "services", "safeguards", "budget"),
        ),
        (("一、服务团队", "二、服务对象与成效", "三、概况"), ("foundation",)),
        (("一、制度与服务", "二、打算", "三、经费"), ("goals", "mechanism", "services", "budget")),
        (
            ("七、目标与保障", "八、资金安排", "一、背景"),
            ("necessity", "goals", "safeguards", "budget"),
        ),
        (
            ("第一章 项目背景", "第二章 现状", "第三章 风险防控"),
            ("necessity", "foundation", "safeguards"),
        ),
    ],
)
def test_other_words_for_them(made: Any, headings: Any, sections: tuple[str, ...]) -> None:
    document = made.write("运营方案", *headings, name="运营方案.docx")
    assert plan_sections_of(document) == sections


def test_text_and_lower_headings_are_no_sections(made: Any) -> None:
    document = made.write(
        "运营方案",
        "一、背景",
        "我们编制了预算，并有保障措施。",
        "二、基础",
        "（一）服务",
        "三、目标",
        name="运营方案.docx",
    )
    assert plan_sections_of(document) == ("necessity", "foundation", "goals")


def test_only_an_operating_plan_has_sections(made: Any) -> None:
    assert plan_sections_of(made.write("一、背景", "二、目标", name="工作总结.docx")) == ()
