"""Budget tables, upright and across: total, unit, year, and whether the parts add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from extractors.find.documents.outline import sections_of
from extractors.find.figures.budget import Budget, find_budgets, is_money_table
from extractors.tables import tables_of


def budgets(made: Any, *parts: Any) -> tuple[Budget, ...]:
    document = made.write(*parts)
    return find_budgets(document, sections_of(document))


UPRIGHT = [["项目", "预算金额（万元）"], ["场地", "30"], ["活动", "12.5"], ["合计", "42.5"]]


@pytest.mark.parametrize(
    "parts",
    [
        ("2024年度经费预算", UPRIGHT),
        # A column an item.
        ("2024年度经费预算（万元）", [["场地", "活动", "合计"], ["30", "12.5", "42.5"]]),
        # The unit in a sentence above, in the head, or beside each amount.
        (
            "2024年度经费预算（单位：万元）",
            [["项目", "金额"], ["场地", "30"], ["活动", "12.5"], ["合计", "42.5"]],
        ),
        (
            "2024年度经费预算",
            [["项目", "金额"], ["场地", "30万元"], ["活动", "12.5万元"], ["合计", "42.5万元"]],
        ),
        (
            "2024年度经费预算（单位：元）",
            [["项目", "金额"], ["场地", "300,000"], ["活动", "125000"], ["总计", "425,000"]],
        ),
        (
            "2024年度经费预算",
            [["项目", "金额（千元）"], ["场地", "300"], ["活动", "125"], ["共计", "425"]],
        ),
    ],
)
def test_the_total_is_read_in_yuan_with_its_parts(made: Any, parts: Sequence[Any]) -> None:
    (budget,) = budgets(made, *parts)
    assert budget.candidate.value == Decimal(425_000)
    assert budget.candidate.year == 2024
    assert budget.parts == Decimal(425_000)
    assert budget.finding is None


@pytest.mark.parametrize(
    ("total", "asks"),
    [
        ("42.5", False),
        ("42.4", True),  # a whole thousand away
        ("42.41", False),  # rounding
        ("62.5", True),
    ],
)
def test_a_total_that_its_parts_do_not_give_is_asked_about(
    made: Any, total: str, asks: bool
) -> None:
    table = [*UPRIGHT[:3], ["合计", total]]
    (budget,) = budgets(made, "2024年度经费预算", table)
    finding = budget.finding
    assert (finding is not None) is asks
    if finding is not None:
        assert finding.code == "sum_differs"
        assert finding.details["key"] == "budget_total_yuan"
        assert finding.details["computed"] == 425_000
        assert finding.evidence == budget.candidate.evidence


@pytest.mark.parametrize(
    "table",
    [
        [["项目", "预算金额（万元）"], ["场地", "30"]],  # no total
        [["姓名", "人数"], ["甲", "3"], ["合计", "3"]],  # no money
        [["项目", "预算金额（万元）"], ["场地", "30"], ["合计", "见附件"]],
    ],
)
def test_a_table_without_a_total_of_money_is_no_budget(made: Any, table: Any) -> None:
    assert budgets(made, "人员情况", table) == ()


def test_a_table_of_amounts_with_a_total_is_left_to_this_finder(made: Any) -> None:
    (table,) = tables_of(made.write(UPRIGHT))
    assert is_money_table(table)
    (other,) = tables_of(made.write([["姓名", "专业"], ["甲", "机械"]]))
    assert not is_money_table(other)


def test_a_document_without_tables_has_no_budget(made: Any) -> None:
    assert budgets(made, "经费预算合计42.5万元") == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["场地", "30"], ["其中：物业", "10"], ["活动", "12.5"]],
        [["场地", "30"], ["小计", "30"], ["活动", "12.5"], ["小计", "12.5"]],
    ],
)
def test_subtotals_and_parts_of_parts_are_not_added_twice(made: Any, rows: Any) -> None:
    table = [["项目", "预算金额（万元）"], *rows, ["合计", "42.5"]]
    (budget,) = budgets(made, "2024年度经费预算", table)
    assert (budget.parts, budget.finding) == (Decimal(425_000), None)


def test_a_total_on_a_line_of_its_own_is_read_below_its_caption(made: Any) -> None:
    """The rules of the table are lost, as scans lose them."""
    (budget,) = budgets(made, "2024年度预算表（万元）", "1 场地 30", "合计 42.5")
    assert (budget.candidate.value, budget.candidate.year) == (Decimal(425_000), 2024)
    assert (budget.candidate.evidence[0].text, budget.parts) == ("合计 42.5", None)


@pytest.mark.parametrize(
    "lines",
    [
        ("活动场次", "合计 42"),  # nothing of money above
        ("经费预算", "合计 42.5"),  # nothing says the unit
        ("2024年度预算表（万元）", "合计 42.5 与 30"),
    ],
)
def test_other_lines_that_sum_up_are_no_budget(made: Any, lines: Sequence[str]) -> None:
    assert budgets(made, *lines) == ()


def test_an_amount_in_a_sentence_above_is_no_unit(made: Any) -> None:
    above = "集团每年安排一百万元，2024年度经费预算列示如下（单位：千元）。"
    (budget,) = budgets(made, above, [["类别", "预算数"], ["人员", "560"], ["合计", "1520"]])
    assert budget.candidate.value == Decimal(1_520_000)


PARTS = [["科目", "金额（万元）", "说明"], ["房租", "30", ""], ["人员", "12.5", "8人"]]


def test_a_table_of_accounts_holds_money_without_a_total(made: Any) -> None:
    (table,) = tables_of(made.write("2024年度经费预算", PARTS))
    assert is_money_table(table)


@pytest.mark.parametrize(
    ("told", "computed"),
    [
        ("2024年度运营预算42.5万元，构成如下表。", None),
        ("2024年度运营预算48万元，构成如下表。", 425_000),
    ],
)
def test_a_sentence_may_give_the_total_of_the_parts_below(
    made: Any, told: str, computed: int | None
) -> None:
    (budget,) = budgets(made, "#七、经费预算", told, PARTS)
    finding = budget.finding
    assert (None if finding is None else finding.details["computed"]) == computed


def test_a_sentence_that_announces_no_table_gives_no_total(made: Any) -> None:
    assert budgets(made, "#七、经费预算", "2024年度运营预算48万元。", PARTS) == ()
