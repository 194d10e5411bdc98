"""Plan sections: named by the headings of an operating plan, in many words."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.catalogue import PLAN_SECTIONS
from extractors.find.documents.sections import plan_sections_of


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


@pytest.mark.parametrize(
    "headings",
    [
        ("壹、建设必要性", "贰、基础条件", "叁、运营机制", "肆、经费预算"),
        ("一 建设的必要性", "二 已有条件", "三 怎么管", "四 钱怎么花"),
        ("1 建设必要性", "2 现有条件", "3 运行机制", "4 经费"),
        ("1.建设必要性", "2.现有条件", "3.运行机制", "4.经费"),
        ("一.建设必要性", "二.现有条件", "三.运行机制", "四.经费"),
        ("第一部分 建设背景", "第二部分 建设基础", "第三部分 运行机制", "第四部分 预算"),
        ("第1部分：背景", "第2部分：基础", "第3部分：机制", "第4部分：预算"),
        ("【建设必要性】", "【基础条件】", "【管理机制】", "【资金预算】"),
        ("（1）背景", "（2）现状", "（3）制度", "（4）经费"),
        ("1）背景", "2）现状", "3）制度", "4）经费"),
        ("Ⅰ. 背景", "Ⅱ. 现状", "Ⅲ. 制度", "Ⅳ. 经费"),
        ("#建设必要性", "#基础条件", "#运营机制", "#经费预算"),
        ("建设必要性", "基础条件", "运营机制", "经费预算"),
    ],
)
def test_chapters_are_numbered_in_many_ways(made: Any, headings: Any) -> None:
    document = made.write("运营方案", *headings, name="运营方案.docx")
    assert plan_sections_of(document) == ("necessity", "foundation", "mechanism", "budget")


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("为啥要办", "necessity"),
        ("市场需求", "necessity"),
        ("我们是谁", "foundation"),
        ("手里有什么", "foundation"),
        ("做过什么", "foundation"),
        ("今后三年怎么干", "goals"),
        ("往后五年", "goals"),
        ("接下来的路", "goals"),
        ("管理和运行", "mechanism"),
        ("日常管理", "mechanism"),
        ("怎么管起来", "mechanism"),
        ("我们能做什么", "services"),
        ("能给创业者提供哪些帮助", "services"),
        ("怎么帮团队", "services"),
        ("拿什么兜底", "safeguards"),
        ("如何落实", "safeguards"),
        ("钱从哪来", "budget"),
        ("开支", "budget"),
    ],
)
def test_plain_words_name_sections(made: Any, heading: str, section: str) -> None:
    document = made.write("运营方案", "一、" + heading, name="运营方案.docx")
    assert plan_sections_of(document) == (section,)


def test_a_lone_line_of_a_titles_words_is_no_chapter(made: Any) -> None:
    document = made.write("运营方案", "一、背景", "附件", "服务内容", name="运营方案.docx")
    assert plan_sections_of(document) == ("necessity",)
