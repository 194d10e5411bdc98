"""Judging: what is met, what is not, what nobody can say yet, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from policies import ON, assessed, condition, outcome, ruleset, verdict

from extractors.model import Method
from pipeline.facts import record_of
from pipeline.model import Eligibility, FieldValue, Outcome, Status
from pipeline.rules import judge

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
UNKNOWN, JUDGEMENT = Outcome.UNKNOWN, Outcome.JUDGEMENT


def test_a_verdict_says_value_threshold_margin_and_what_it_used() -> None:
    found = verdict("total_area_m2 >= 500", total_area_m2=480)

    assert NOT_MET is found.outcome
    assert (Decimal(500), Decimal(-20)) == (found.threshold, found.margin)
    assert found.values == {"total_area_m2": 480}
    assert found.needs == ("total_area_m2",)
    assert "480㎡" in found.why
    assert "少20㎡" in found.why
    assert (found.article, found.requirement, found.binding) == ("第1条", "测试", True)


def test_a_missing_fact_is_needed() -> None:
    found = verdict("total_area_m2 >= 500 or workstation_count >= 20", total_area_m2=499)

    assert UNKNOWN is found.outcome
    assert found.needs == ("workstation_count",)
    assert "没有查到" in found.why


def test_figures_in_messages_are_plain() -> None:
    found = verdict("funding_total_yuan >= 1_000_000", funding_total_yuan="3E+6")

    assert "3000000元" in found.why
    assert "E" not in found.why
    assert found.values["funding_total_yuan"] == 3_000_000


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"value": 986.4, "rivals": [1150]}, MET),  # both on one side
        ({"value": 986.4, "rivals": [480]}, UNKNOWN),
        ({"value": 480, "rivals": [499]}, NOT_MET),
        ({"rivals": [480, 520]}, UNKNOWN),  # nobody chose
        ({"rivals": [520, 560]}, MET),
        ({"value": 520, "rivals": [{"value": 500, "approximate": "about"}]}, UNKNOWN),
    ],
)
def test_rivals_on_both_sides_of_a_threshold_leave_it_unknown(
    given: Any, expected: Outcome
) -> None:
    assert expected is outcome("total_area_m2 >= 500", total_area_m2=given)


def test_rivals_that_disagree_are_both_shown_and_have_no_margin() -> None:
    found = verdict("tenant_count >= 15", tenant_count={"value": 18, "rivals": [14]})

    assert "18家 或 14家" in found.why
    assert found.margin is None
    assert found.values == {"tenant_count": {"value": 18, "rivals": [14]}}


# Shares and leases


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"usable_share": 0.70}, MET),
        ({"usable_share": 0.6999}, NOT_MET),
        ({"usable_share": {"value": 0.72, "approximate": "about"}}, UNKNOWN),
        ({"workstation_area_m2": 400, "public_area_m2": 300, "total_area_m2": 1000}, MET),
        ({"workstation_area_m2": 400, "public_area_m2": 299, "total_area_m2": 1000}, NOT_MET),
        ({"workstation_area_m2": 400, "total_area_m2": 1000}, UNKNOWN),
        ({"workstation_area_m2": 400, "public_area_m2": 300, "total_area_m2": 0}, UNKNOWN),
        (
            {
                "usable_share": 0.72,
                "workstation_area_m2": 300,
                "public_area_m2": 200,
                "total_area_m2": 780,
            },
            UNKNOWN,  # stated and computed stand on different sides
        ),
        (
            {
                "usable_share": 0.69,
                "workstation_area_m2": 300,
                "public_area_m2": 200,
                "total_area_m2": 780,
            },
            NOT_MET,
        ),
        (
            {
                "workstation_area_m2": 620,
                "public_area_m2": 300,
                "total_area_m2": {"value": 1200, "approximate": "about"},
            },
            UNKNOWN,
        ),
        (
            {
                "workstation_area_m2": 620,
                "public_area_m2": {"value": 300, "approximate": "at_least"},
                "total_area_m2": 1200,
            },
            MET,
        ),
    ],
)
def test_a_share_stated_and_computed_is_two_witnesses(
    facts: dict[str, Any], expected: Outcome
) -> None:
    assert expected is outcome("usable_share >= 70%", **facts)


@pytest.mark.parametrize(("public", "expected"), [(834, MET), (833, UNKNOWN), (681, NOT_MET)])
def test_a_share_of_an_area_that_is_about_is_itself_about(public: int, expected: Outcome) -> None:
    about = {"value": 1000, "approximate": "about"}

    assert expected is outcome("public_share >= 75%", public_area_m2=public, total_area_m2=about)


def test_an_unknown_share_needs_the_areas_that_nobody_states() -> None:
    found = verdict("usable_share >= 70%", workstation_area_m2=400)

    assert found.needs == ("usable_share", "public_area_m2", "total_area_m2")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"lease_years": 3}, MET),
        ({"lease_starts_on": "2020-01-01", "lease_ends_on": "2022-12-31"}, MET),  # to its last day
        ({"lease_starts_on": "2020-01-01", "lease_ends_on": "2022-12-30"}, NOT_MET),
        ({"lease_starts_on": "2020-01-01"}, UNKNOWN),
        ({"lease_starts_on": "2020-01", "lease_ends_on": "2022-12"}, UNKNOWN),
        (
            {"lease_years": 5, "lease_starts_on": "2020-01-01", "lease_ends_on": "2020-12-31"},
            MET,  # the years stated are the years of the lease
        ),
    ],
)
def test_the_years_of_a_lease_come_from_its_dates_where_they_are_not_stated(
    facts: dict[str, Any], expected: Outcome
) -> None:
    assert expected is outcome("lease_years >= 3", **facts)


@pytest.mark.parametrize(
    ("rival", "expected"),
    [("2022-12-31", UNKNOWN), ("2020-12-31", NOT_MET), (None, NOT_MET)],
)
def test_a_computed_lease_is_as_doubtful_as_its_dates(rival: str | None, expected: Outcome) -> None:
    """A record holds the computed years as a value of their own; nobody has stated it."""
    ends = {"value": "2020-12-30", "rivals": [rival] if rival else []}
    record = record_of({"fields": {"lease_starts_on": "2020-01-01", "lease_ends_on": ends}})
    years = FieldValue("lease_years", Decimal("1"), status=Status.REVIEW, method=Method.DERIVED)
    record = replace(record, fields={**record.fields, "lease_years": years})
    found = judge(record, ruleset(condition("lease_years >= 3")), ON).verdicts[0]

    assert expected is found.outcome
    assert "lease_ends_on" in found.needs


def test_what_remains_of_a_lease() -> None:
    rule = "months(reference_date, day_after(lease_ends_on)) >= 36"

    assert MET is outcome(rule, dt.date(2022, 1, 1), lease_ends_on="2024-12-31")
    assert NOT_MET is outcome(rule, dt.date(2022, 1, 2), lease_ends_on="2024-12-31")


# Words of the language


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("mentor_count >= ceil(tenant_count / 15)", {"mentor_count": 2, "tenant_count": 30}, MET),
        (
            "mentor_count >= ceil(tenant_count / 15)",
            {"mentor_count": 2, "tenant_count": 31},
            NOT_MET,
        ),
        ("mentor_count >= ceil(tenant_count / 15)", {"mentor_count": 2}, UNKNOWN),
        (
            "mentor_count >= ceil(tenant_count / 15)",
            {"mentor_count": 3, "tenant_count": {"value": 40, "approximate": "about"}},
            MET,  # 36 to 44: three either way
        ),
        ("floor(tenant_count / 15) <= 1", {"tenant_count": 29}, MET),
        ("public_area_m2 / total_area_m2 >= 10%", {"public_area_m2": 1, "total_area_m2": 10}, MET),
        ("total_area_m2 - public_area_m2 > 0", {"public_area_m2": 1, "total_area_m2": 1}, NOT_MET),
        ("not_both(has_seed_fund, free_first_year)", {"has_seed_fund": "no"}, MET),
        ("not_both(has_seed_fund, free_first_year)", {"has_seed_fund": "yes"}, UNKNOWN),
        (
            "not_both(has_seed_fund, free_first_year)",
            {"has_seed_fund": "yes", "free_first_year": "yes"},
            NOT_MET,
        ),
        ("known(seed_fund_yuan)", {"seed_fund_yuan": 0}, MET),
        ("known(seed_fund_yuan)", {}, NOT_MET),
        ("not has_seed_fund", {"has_seed_fund": "no"}, MET),
        ("not has_seed_fund", {}, UNKNOWN),
        ("services holds ['工商注册', '政策咨询']", {"services": ["工商注册"]}, NOT_MET),
        ("services holds any ['工商注册', '政策咨询']", {"services": ["工商注册"]}, MET),
        ("services holds any ['工商注册']", {}, UNKNOWN),
        ("premises_tenure not in ['租赁']", {"premises_tenure": "自有"}, MET),
        ("greatest(team_count, company_count) >= 10", {"team_count": 12}, MET),
        ("least(team_count, company_count) >= 10", {"team_count": 9}, NOT_MET),
        ("least(team_count, company_count) >= 10", {"team_count": 12}, UNKNOWN),
        (
            "add_months(operating_since, 6) <= reference_date",
            {"operating_since": "2023-09-30"},
            MET,
        ),
        ("days(operating_since, reference_date) >= 31", {"operating_since": "2024-02-29"}, MET),
        ("years(operating_since, reference_date) >= 1", {"operating_since": "2023-04-01"}, NOT_MET),
        ("lease_ends_on >= first_day(year(reference_date))", {"lease_ends_on": "2024"}, MET),
        ("lease_ends_on >= last_day(year(reference_date))", {"lease_ends_on": "2024"}, UNKNOWN),
        ("registered_in('5302', '5303')", {"credit_code": "91530302MA17P62J67"}, MET),
        ("registered_in('5302')", {"registered_address": "云南省玉溪市"}, UNKNOWN),
        (
            "latest(registered_on, operating_since) <= 2023-01-01",
            {"registered_on": "2024"},
            NOT_MET,
        ),
        ("earliest(registered_on, operating_since) <= 2025-01-01", {"registered_on": "2024"}, MET),
    ],
)
def test_each_word_of_the_language(rule: str, facts: dict[str, Any], expected: Outcome) -> None:
    assert expected is outcome(rule, **facts)


@pytest.mark.parametrize(
    ("category", "area", "expected"),
    [("专业", 300, MET), ("综合", 300, NOT_MET), (None, 300, UNKNOWN), (None, 500, MET)],
)
def test_a_threshold_may_depend_on_the_category(
    category: str | None, area: int, expected: Outcome
) -> None:
    rule = "total_area_m2 >= (if category == '专业' then 300 else 500)"

    assert expected is outcome(rule, category=category, total_area_m2=area)


STATISTICS = [{"year": 2022, "event_count": 9}, {"year": 2023, "event_count": 7}]


def test_figures_of_the_statistics() -> None:
    rule = "statistic(event_count, year(reference_date) - {}) >= 8"

    assert NOT_MET is outcome(rule.format(1), yearly_statistics=STATISTICS)
    assert MET is outcome(rule.format(2), yearly_statistics=STATISTICS)
    assert UNKNOWN is outcome(rule.format(3), yearly_statistics=STATISTICS)
    assert MET is outcome("reported(2023)", yearly_statistics=STATISTICS)
    assert UNKNOWN is outcome("reported(2021)", yearly_statistics=STATISTICS)


EVENTS = [{"name": n, "held_on": d} for n, d in enumerate(["2023-02-01", "2023-05", "2024-01-10"])]


@pytest.mark.parametrize(
    ("window", "least", "expected"),
    [
        ("last_year", 2, MET),
        ("last_year", 3, NOT_MET),
        ("this_year", 1, MET),
        ("last_months(12)", 2, MET),
        ("last_months(10)", 2, UNKNOWN),  # it begins on 2023-05-15
        ("period(2023-01-01, 2023-05-15)", 2, UNKNOWN),
    ],
)
def test_windows_count_what_lies_inside_them(window: str, least: int, expected: Outcome) -> None:
    on = dt.date(2024, 3, 14)
    rule = f"count(events where held_on within {window}) >= {least}"

    assert expected is outcome(rule, on, events=EVENTS)


def test_an_applicant_may_choose_the_better_window() -> None:
    rule = "any_window(this_year, last_year, count(events where held_on within window) >= 2)"

    assert MET is outcome(rule, events=EVENTS)
    assert NOT_MET is outcome(rule.replace(">= 2", ">= 3"), events=EVENTS)


# Bindings, guards, bypasses


@pytest.mark.parametrize(
    ("binding", "area", "expected", "binds", "whole"),
    [
        ("binding", 499, NOT_MET, True, Eligibility.NOT_ELIGIBLE),
        ("discretionary", 499, NOT_MET, False, Eligibility.NEEDS_REVIEW),
        ("discretionary", 500, MET, False, Eligibility.ELIGIBLE),
        ("preference", 499, NOT_MET, False, Eligibility.ELIGIBLE),
        ("preference", None, UNKNOWN, False, Eligibility.ELIGIBLE),
        ("veto", 500, NOT_MET, True, Eligibility.NOT_ELIGIBLE),
        ("veto", 499, MET, True, Eligibility.ELIGIBLE),
        ("veto", None, UNKNOWN, True, Eligibility.NEEDS_REVIEW),
    ],
)
def test_what_a_binding_does_to_the_application(
    binding: str, area: int | None, expected: Outcome, binds: bool, whole: Eligibility
) -> None:
    rules = ruleset(condition("total_area_m2 >= 500", binding=binding))

    found = assessed(rules, applied_on="2024-03-31", total_area_m2=area)

    assert (expected, binds) == (found.verdicts[0].outcome, found.verdicts[0].binding)
    assert whole is found.outcome


@pytest.mark.parametrize(
    ("answer", "whole"),
    [(True, Eligibility.ELIGIBLE), (False, Eligibility.NOT_ELIGIBLE)],
)
def test_a_person_decides_a_discretionary_condition_that_fails(
    answer: bool, whole: Eligibility
) -> None:
    rules = ruleset(condition("total_area_m2 >= 500", binding="discretionary"))

    found = assessed(
        rules, total_area_m2=499, judgements={"1": {"answer": answer, "reason": "因故"}}
    )

    assert whole is found.outcome
    assert "因故" in found.verdicts[0].why


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"premises_tenure": "自有"}, MET),  # not applicable
        ({"premises_tenure": "租赁", "lease_years": 2}, NOT_MET),
        ({"premises_tenure": "租赁"}, UNKNOWN),
        ({"lease_years": 2}, UNKNOWN),  # perhaps not asked
        ({"lease_years": 3}, MET),  # met whether asked or not
    ],
)
def test_a_guarded_condition_is_asked_only_where_its_guard_holds(
    facts: dict[str, Any], expected: Outcome
) -> None:
    rules = ruleset(condition("lease_years >= 3", when="premises_tenure == '租赁'"))

    assert expected is assessed(rules, **facts).verdicts[0].outcome


BYPASS = """
[[bypass]]
id = "B"
article = "第八条"
says = "已有国家级资格"
test = "management_rules holds '国家级备案'"
waives = ["1"]
"""


def test_a_status_waives_the_conditions_it_names_and_never_a_veto() -> None:
    rules = ruleset(
        condition("total_area_m2 >= 500", "1"),
        condition("tenant_count >= 10", "2"),
        condition("has_seed_fund", "3", binding="veto"),
        BYPASS.replace('["1"]', '["all"]'),
    )

    found = assessed(rules, management_rules=["国家级备案"], has_seed_fund="yes", total_area_m2=1)

    assert [v.outcome for v in found.verdicts] == [MET, MET, NOT_MET]
    assert "第八条" in found.verdicts[0].why


def test_a_status_that_is_not_known_waives_nothing() -> None:
    rules = ruleset(condition("total_area_m2 >= 500"), BYPASS)

    found = assessed(rules)

    assert UNKNOWN is found.verdicts[0].outcome
    assert any("已有国家级资格" in note for note in found.notes)


# Judgements


@pytest.mark.parametrize(
    ("rule", "facts", "answer", "expected"),
    [
        ("judgement", {}, None, JUDGEMENT),
        ("judgement", {}, True, MET),
        ("judgement", {}, False, NOT_MET),
        ("event_count >= 1 and judgement", {"event_count": 1}, None, JUDGEMENT),
        ("event_count >= 1 and judgement", {"event_count": 0}, True, NOT_MET),
        ("event_count >= 1 and judgement", {}, None, UNKNOWN),
        ("event_count >= 1 and judgement", {}, True, UNKNOWN),
        ("event_count >= 1 and judgement", {}, False, NOT_MET),
        ("event_count >= 1 and judgement", {"event_count": 1}, True, MET),
        ("public_area_m2 > 0 else judgement", {"public_area_m2": 1}, False, MET),
        ("public_area_m2 > 0 else judgement", {"public_area_m2": 0}, None, JUDGEMENT),
        ("public_area_m2 > 0 else judgement", {}, None, JUDGEMENT),
        ("public_area_m2 > 0 else judgement", {}, True, MET),
        ("public_area_m2 > 0 else judgement", {}, False, NOT_MET),
        ("lease_years >= 3 or judgement", {"lease_years": 2}, None, JUDGEMENT),
        ("lease_years >= 3 or judgement", {}, None, UNKNOWN),
        ("lease_years >= 3 or judgement", {}, True, MET),
    ],
)
def test_a_judgement_joins_facts(
    rule: str, facts: dict[str, Any], answer: bool | None, expected: Outcome
) -> None:
    judgements = {} if answer is None else {"1": {"answer": answer, "reason": "看过现场"}}

    assert expected is outcome(rule, judgements=judgements, **facts)


def test_an_open_judgement_shows_the_question_and_what_was_found() -> None:
    rules = ruleset(
        condition("judgement", asks="服务是否配套？", shows="services holds ['工商注册', '翻译']")
    )

    why = assessed(rules, services=["工商注册"]).verdicts[0].why

    assert "服务是否配套？" in why
    assert "已有工商注册，未见翻译" in why


# Reference date, period, category


def test_the_reference_date_is_the_application_date_and_without_one_the_day_given() -> None:
    rules = ruleset(condition("months(operating_since, reference_date) >= 12"))

    applied = assessed(rules, ON, operating_since="2023-03-31", applied_on="2024-03-30")
    not_applied = assessed(rules, ON, operating_since="2023-03-31")

    assert (NOT_MET, dt.date(2024, 3, 30)) == (applied.verdicts[0].outcome, applied.on)
    assert (not_applied.verdicts[0].outcome, not_applied.on) == (MET, ON)
    assert [f.code for f in not_applied.findings] == ["application_date_missing"]
    assert applied.findings == ()


def test_an_application_date_known_to_the_month_leaves_a_span_open() -> None:
    rules = ruleset(condition("months(operating_since, reference_date) >= 12"))

    found = assessed(rules, ON, operating_since="2023-03-15", applied_on="2024-03")

    assert UNKNOWN is found.verdicts[0].outcome
    assert "applied_on" in found.verdicts[0].needs


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        ("2023-12-31", False),
        ("2024-01-01", True),
        ("2024-12-31", True),
        ("2025-01-01", False),
    ],
)
def test_a_policy_out_of_force_is_evaluated_and_says_so(on: str, in_force: bool) -> None:
    found = assessed(ruleset(condition("has_seed_fund")), applied_on=on, has_seed_fund="yes")

    assert in_force is found.in_force
    assert Eligibility.ELIGIBLE is found.outcome
    assert in_force is not any("施行期" in note for note in found.notes)


CATEGORIES = """
[[category]]
name = "综合"
also = ["综合型"]
[[category]]
name = "专业"
note = "专业型另有规定"
"""


@pytest.mark.parametrize(
    ("category", "asked", "whole"),
    [
        ("综合", ["1"], Eligibility.ELIGIBLE),
        ("综合型", ["1"], Eligibility.ELIGIBLE),
        ("专业", ["1", "2"], Eligibility.ELIGIBLE),
        (None, ["1", "2"], Eligibility.NEEDS_REVIEW),
        ("国际", ["1", "2"], Eligibility.NEEDS_REVIEW),
        ({"value": "综合", "rivals": ["专业"]}, ["1", "2"], Eligibility.NEEDS_REVIEW),
    ],
)
def test_a_condition_of_another_category_is_not_asked(
    category: Any, asked: list[str], whole: Eligibility
) -> None:
    rules = ruleset(
        CATEGORIES,
        condition("has_seed_fund", "1"),
        condition("has_online_platform", "2", category="专业"),
    )

    found = assessed(rules, category=category, has_seed_fund="yes", has_online_platform="yes")

    assert asked == [v.id for v in found.verdicts]
    assert whole is found.outcome
    assert (category == "专业") is ("专业型另有规定" in found.notes)


@pytest.mark.parametrize(
    ("binding", "waivable"), [("binding", False), ("discretionary", True), ("preference", False)]
)
def test_only_a_discretionary_condition_can_be_waived(binding: str, waivable: bool) -> None:
    rules = ruleset(condition("total_area_m2 >= 500", binding=binding))

    assert waivable is assessed(rules, total_area_m2=480).verdicts[0].waivable
    assert not assessed(rules, total_area_m2=500).verdicts[0].waivable
    answered = assessed(rules, total_area_m2=480, judgements={"1": False})
    assert not answered.verdicts[0].waivable


def test_a_share_that_a_person_decided_is_not_held_against_the_areas() -> None:
    facts = {
        "usable_share": 0.72,
        "workstation_area_m2": 300,
        "public_area_m2": 200,
        "total_area_m2": 780,
    }
    record = record_of({"fields": facts})
    rules = ruleset(condition("usable_share >= 70%"))
    share = replace(record.fields["usable_share"], method=Method.DECISION)
    decided = replace(record, fields={**record.fields, "usable_share": share})

    assert judge(record, rules, ON).verdicts[0].outcome is UNKNOWN
    assert judge(decided, rules, ON).verdicts[0].outcome is MET
