"""The rule language reads what its manual shows and refuses the rest with a way to mend it."""

from __future__ import annotations

import re

import pytest

from pipeline.rules import language
from pipeline.rules.language import LanguageError, read_rule
from pipeline.rules.load import vocabulary

SECTIONS = ("Tests", "Functions of values", "Rows of rosters.", "Windows, both ends")


def manual_examples() -> list[str]:
    """Every example line of the manual's sections: what stands before two blanks or the end."""
    text = language.__doc__ or ""
    found: list[str] = []
    for section in SECTIONS:
        body = text.split(f"\n{section}", 1)[1].split("\n\n", 1)[1].split("\n\n", 1)[0]
        found += [re.split(r"\s{2,}", line.strip())[0] for line in body.splitlines()]
    return found


def complete(line: str) -> str:
    """An example of a value as a test."""
    for value in ("latest(", "least("):
        if line.startswith(value):
            return line.replace("least(a, b)", "least(tenant_count, 3)").split(")")[0] + (
                ") <= reference_date" if value == "latest(" else ") >= 1"
            )
    return line


@pytest.mark.parametrize("line", manual_examples())
def test_every_line_of_the_manual_is_a_rule(line: str) -> None:
    assert read_rule(complete(line), vocabulary()) is not None


def test_the_manual_shows_every_word_of_the_language() -> None:
    from pipeline.rules.parser import WORDS

    text = language.__doc__ or ""

    assert [word for word in WORDS if not re.search(rf"\b{word}\b", text)] == []


@pytest.mark.parametrize(
    ("line", "says", "mends"),
    [
        ("total_aera_m2 >= 500", "neither a field", "Did you mean 'total_area_m2'"),
        ("total_area_m2 >= tenant_count", "compare like", "ratio"),
        ("total_area_m2 >= seed_fund_yuan", "元", "compare like with like"),
        ("total_area_m2 ≥ 500", "no word or sign", "write >="),
        ("total_area_m2 = 500", "no word or sign", "write =="),
        ("total_area_m2", "a test is expected", "compare it"),
        ("500", "a test is expected", "compare it"),
        ("", "expected", "the end of the rule"),
        ("total_area_m2 >= 500 tenant_count >= 3", "complete before", "join tests"),
        ("10 <= total_area_m2 <= 20", "two sides", "a <= x and x <= b"),
        ("premises_tenure == '租用'", "no value of this field", "Did you mean '租赁'"),
        ("premises_tenure in ['自由']", "no value of this field", "Did you mean '自有'"),
        ("services holds ['工商注冊']", "no value of this field", "Did you mean '工商注册'"),
        ("services == '工商注册'", "not compared", "holds"),
        ("premises_tenure >= '租赁'", "orders numbers or dates", "== or !="),
        ("operating_since >= 500", "one kind", "must be of one kind"),
        ("has_seed_fund >= 1", "one kind", "must be of one kind"),
        ("months(total_area_m2, reference_date) >= 1", "takes a date", "a number in ㎡"),
        ("months(operating_since) >= 12", "takes 2 values", "not 1"),
        ("moths(operating_since, reference_date) >= 12", "neither", "Did you mean 'months'"),
        ("every(tenant, has_seed_fund)", "no roster", "tenants"),
        ("every(tenants where kind == '公司', registered_in_space)", "no value", "企业"),
        ("tenants >= 15", "list of rows", "count(tenants)"),
        ("every(tenants, judgement)", "asked once", "move it out"),
        ("every(tenants, every(mentors, full_time))", "rows inside rows", "cannot"),
        ("share(tenants) >= 50%", "needs a test", "share(tenants where"),
        ("count(tenants, registered_in_space) >= 1", "no second part", "where"),
        ("held_on within last_year", "neither", "Fields are defined"),
        ("some(events, held_on within window)", "inside any_window", "window"),
        ("any_window(last_year, has_seed_fund)", "two windows", "choose"),
        ("operating_since >= 2021-02-30", "no day of the calendar", "2021-02-30"),
        ("premises_tenure == '租赁", "not closed", "same quote"),
        ("(total_area_m2 >= 500", "')' is expected", "close the bracket"),
        ("__import__('os')", "neither", "Fields are defined"),
        ("services holds '融资对接' else 3", "'judgement' is expected", "after 'else'"),
        ("(" * 60 + "has_seed_fund" + ")" * 60, "nested more than", "split it"),
        ("ceil(" * 300 + "1" + ")" * 300 + " >= 1", "nested more than", "split it"),
        ("not " * 400 + "has_seed_fund and " * 60 + "has_seed_fund", "characters", "split"),
    ],
)
def test_a_wrong_rule_is_refused_with_what_is_wrong_and_how_to_mend_it(
    line: str, says: str, mends: str
) -> None:
    with pytest.raises(LanguageError) as raised:
        read_rule(line, vocabulary())

    assert says in raised.value.message
    assert mends in raised.value.message


@pytest.mark.parametrize(
    "line",
    [
        "mentor_count * 15 >= tenant_count",  # counted things compare with counted things
        "total_area_m2 * 0.1 <= public_area_m2",
        "public_area_m2 / total_area_m2 * 100 >= 10",
        "total_area_m2 / workstation_count >= 3",
        "not (has_seed_fund == no)",
        "premises_tenure not in ['自有']",
        "category == '国际型'",  # categories are the ruleset's own
        "services holds '海外并购'",  # a set of names is open
        "lease_years >= 3 and seed_fund_yuan >= 1_000_000",
        "budget_total_yuan - seed_fund_yuan > 0",
        "-1 < 0 and has_seed_fund == yes",
        "2020-01-01 <= registered_on",
        "(if premises_tenure == '租赁' then lease_years else 99) >= 3",
        "(if has_seed_fund then yes else no)",
        "some(yearly_statistics, year == 2023 and event_count >= 8)",
        "count(events where held_on within period(2023-01-01, 2023-06-30)) >= 4",
        "known(seed_fund_yuan) or not has_seed_fund",
    ],
)
def test_rules_of_policies_not_seen_yet_can_be_written(line: str) -> None:
    assert read_rule(line, vocabulary()) is not None
