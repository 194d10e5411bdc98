"""Which heading a block stands under, and what that heading says of its figures."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.find import find_in
from extractors.find.documents.outline import LONGEST_HEADING, heading_level, sections_of
from extractors.find.sentences.scope import Scope
from extractors.model import Anchor, AnchorKind, Block


def paragraph(text: str, heading: int | None = None) -> Block:
    return Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=1), heading=heading)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一章 总则", 1),
        ("一、基本情况", 2),
        ("（一）场地", 3),
        ("1、场地", 4),
        ("2. 人员", 4),
        ("3 服务", 4),
        ("2.1场地", 5),
        ("（1）工位", 6),
        # Not headings: figures, dates, sentences.
        ("2023年", None),
        ("2.5万平方米", None),
        ("3.5%", None),
        ("一、空间面积900平方米，工位88个。", None),
        ("空间概况", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_its_number(text: str, level: int | None) -> None:
    assert heading_level(paragraph(text)) == level


def test_the_file_s_own_outline_level_goes_first() -> None:
    assert heading_level(paragraph("空间概况", heading=2)) == 2
    assert heading_level(paragraph("一、空间概况", heading=1)) == 1


def test_a_long_paragraph_is_no_heading_whatever_its_style_says() -> None:
    assert heading_level(paragraph("字" * LONGEST_HEADING, heading=1)) == 1
    assert heading_level(paragraph("字" * (LONGEST_HEADING + 1), heading=1)) is None


def test_a_cell_is_never_a_heading() -> None:
    anchor = Anchor(AnchorKind.TABLE_CELL, table=1, row=1, column=1)
    assert heading_level(Block("一、基本情况", anchor, heading=1)) is None


def scopes(made: Any, *parts: str, plan_of_work: bool = False) -> list[Scope]:
    return [s.scope for s in sections_of(made.write(*parts), plan_of_work)]


@pytest.mark.parametrize(
    ("heading", "scope"),
    [
        ("一、建设和运营目标", Scope(plan="目标")),
        ("一、下一步打算", Scope(plan="打算")),
        ("一、建设的必要性", Scope(foreign="“必要性”一节")),
        ("一、2023年工作总结", Scope(year=2023)),
        ("一、2023年计划完成情况", Scope(year=2023)),  # a plan that has been done
        ("一、2021—2023年统计", Scope()),  # of which year is not said
        ("一、基本情况", Scope()),
    ],
)
def test_a_heading_sets_the_scope_of_what_stands_below_it(
    made: Any, heading: str, scope: Scope
) -> None:
    found = scopes(made, heading, "创业导师12人。")
    assert (found[1].foreign, found[1].year) == (scope.foreign, scope.year)
    assert bool(found[1].plan) == bool(scope.plan)


def test_a_subheading_keeps_the_scope_and_the_next_heading_of_its_level_ends_it(made: Any) -> None:
    found = scopes(made, "一、发展目标", "（一）人员", "导师20人。", "二、基础条件", "导师12人。")
    assert [bool(s.plan) for s in found] == [True, True, True, False, False]


def test_headings_above_a_block_are_listed_highest_first(made: Any) -> None:
    document = made.write("一、概况", "（一）场地", "面积900平方米。", "（二）人员", "导师12人。")
    assert sections_of(document)[4].headings == ("一、概况", "(二)人员")


def test_a_plan_of_work_holds_plans_except_below_what_is_done(made: Any) -> None:
    found = scopes(
        made, "举办活动40场。", "一、2022年工作总结", "举办活动22场。", plan_of_work=True
    )
    assert [bool(s.plan) for s in found] == [True, False, False]


def test_goals_and_background_give_no_accepted_figure(made: Any) -> None:
    document = made.write(
        "一、建设的必要性",
        "现有创业导师5300人，创业工位6000个。",
        "二、基础条件",
        "现有创业导师12人。",
        "三、建设目标",
        "创业工位200个。",
    )
    kept = [(c.field, c.value) for c in find_in(document).candidates if c.rejected is None]
    assert kept == [("mentor_count", 12)]


def test_a_line_with_a_colon_leads_its_list_and_no_more(made: Any) -> None:
    found = scopes(made, "下一步规划：", "1.入驻企业60家。", "2.创业导师30名。", "现有工位80个。")
    assert [scope.plan for scope in found] == ["下一步", "下一步", "下一步", ""]


def test_a_title_without_number_holds_until_the_next_title(made: Any) -> None:
    found = scopes(made, "未来三年发展目标", "入驻企业60家。", "管理制度", "导师12名。")
    assert [bool(scope.plan) for scope in found] == [True, True, False, False]


def test_conditions_ask_and_those_met_do_not(made: Any) -> None:
    assert scopes(made, "认定条件：", "（一）导师5名以上。")[1].asked == "认定条件"
    assert scopes(made, "认定条件符合情况：", "（一）导师5名以上。")[1].asked == ""


def test_how_it_is_run_is_no_plan_though_the_heading_says_we_mean_to(made: Any) -> None:
    document = made.write("#三、我们打算怎么样来运营", "收费方面，第一年场地是免费的。")
    assert sections_of(document)[-1].scope.plan == ""
