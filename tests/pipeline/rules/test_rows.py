"""Tests over roster rows: missing, empty, open and settled ones."""

from __future__ import annotations

from typing import Any

import pytest
from policies import outcome, verdict

from pipeline.model import Outcome

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
EVERY = "every(tenants where kind == '企业', registered_in_space)"
SOME = "some(tenants where kind == '企业', registered_in_space)"


def company(registered: str | None = "是", **more: Any) -> dict[str, Any]:
    return {"name": "甲公司", "kind": "企业", "registered_in_space": registered, **more}


TEAM = {"name": "乙团队", "kind": "团队"}


@pytest.mark.parametrize(
    ("rows", "every", "some"),
    [
        ([company()], MET, MET),
        ([company("否")], NOT_MET, NOT_MET),
        ([company(), company("否")], NOT_MET, MET),
        ([company(), company(None)], UNKNOWN, MET),
        ([company("否"), company(None)], NOT_MET, UNKNOWN),
        ([company(), TEAM], MET, MET),
        ([TEAM], MET, NOT_MET),
        ([{"name": "无类别", "registered_in_space": "否"}], UNKNOWN, NOT_MET),
        ([{"name": "丙有限公司", "registered_in_space": "否"}], NOT_MET, NOT_MET),  # by its name
        ([], UNKNOWN, UNKNOWN),
    ],
)
def test_every_and_some(rows: list[Any], every: Outcome, some: Outcome) -> None:
    assert (every, some) == (outcome(EVERY, tenants=rows), outcome(SOME, tenants=rows))


@pytest.mark.parametrize(
    ("facts", "every", "some"),
    [
        ({}, UNKNOWN, UNKNOWN),
        ({"tenant_count": 0}, MET, NOT_MET),
        ({"tenant_count": 0, "tenants": []}, MET, NOT_MET),
        ({"company_count": 0}, MET, NOT_MET),  # no companies: nothing is asked of companies
        ({"tenant_count": {"value": 0, "approximate": "at_least"}}, UNKNOWN, UNKNOWN),
        ({"tenant_count": {"value": 0, "rivals": [3]}}, UNKNOWN, UNKNOWN),
        ({"tenant_count": 0, "tenants": [company("否")]}, NOT_MET, NOT_MET),  # rows tell more
    ],
)
def test_a_missing_roster_is_unknown_unless_its_count_is_stated_as_none(
    facts: dict[str, Any], every: Outcome, some: Outcome
) -> None:
    assert (every, some) == (outcome(EVERY, **facts), outcome(SOME, **facts))


def test_the_rows_that_fail_are_named() -> None:
    found = verdict(EVERY, tenants=[company(), company("否", name="丁公司")])

    assert "第2行「丁公司」" in found.why
    assert "甲公司" not in found.why
    assert found.needs == ("tenants.registered_in_space",)


def test_a_missing_roster_is_what_is_needed() -> None:
    assert verdict(EVERY).needs == ("tenants",)


ROWS = [company(headcount=4), company("否", headcount=2), company(None), TEAM]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("count(tenants) == 4", MET),
        ("count(tenants where kind == '企业') == 3", MET),
        ("count(tenants where registered_in_space) >= 1", MET),
        ("count(tenants where registered_in_space) >= 2", UNKNOWN),
        ("count(tenants where registered_in_space) >= 4", NOT_MET),
        ("share(tenants where kind == '企业') >= 75%", MET),
        ("share(tenants where kind == '企业') > 75%", NOT_MET),
        ("share(tenants where kind == '企业', registered_in_space) >= 33%", MET),
        ("share(tenants where kind == '企业', registered_in_space) >= 50%", UNKNOWN),
        ("share(tenants where kind == '企业', registered_in_space) >= 67%", NOT_MET),
        ("share(tenants where kind == '个体', registered_in_space) >= 50%", UNKNOWN),
        ("total(tenants, headcount) >= 6", MET),
        ("total(tenants, headcount) >= 7", UNKNOWN),  # two rows leave it out
        ("total(tenants where registered_in_space, headcount) >= 4", MET),
    ],
)
def test_counts_shares_and_totals_carry_what_is_open(rule: str, expected: Outcome) -> None:
    if "个体" in rule:
        rule = rule.replace("kind == '个体'", "headcount > 99")
    assert expected is outcome(rule, tenants=ROWS)


def test_counts_without_rows() -> None:
    assert UNKNOWN is outcome("count(tenants) >= 1")
    assert NOT_MET is outcome("count(tenants) >= 1", tenant_count=0)
    assert UNKNOWN is outcome("share(tenants where kind == '企业') >= 1%", tenant_count=0)
