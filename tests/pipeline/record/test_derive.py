"""What follows from other fields: shares, terms, counts, the division; and when it does not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.model import Approximate, Method
from extractors.values import Division, PartialDate
from pipeline.model import Alternative, FieldValue, Status
from pipeline.record.derive import counted, derive, shares


def fields(**known: Any) -> dict[str, FieldValue]:
    all_missing = {key: FieldValue(key) for key in load_catalogue().fields}
    stated = {
        key: value
        if isinstance(value, FieldValue)
        else FieldValue(
            key,
            Decimal(value) if isinstance(value, int) else value,
            status=Status.ACCEPTED,
            method=Method.CELL,
        )
        for key, value in known.items()
    }
    return all_missing | stated


def test_shares_follow_from_the_areas() -> None:
    filled = derive(
        fields(total_area_m2=820, workstation_area_m2=410, public_area_m2=260), {}, None
    )
    assert filled["public_share"].value == Decimal("0.3171")
    assert filled["usable_share"].value == Decimal("0.8171")
    assert filled["usable_share"].method is Method.DERIVED
    assert filled["usable_share"].status is Status.ACCEPTED


@pytest.mark.parametrize(
    "known",
    [
        {"total_area_m2": 820},  # one area unknown: nothing is computed with none
        {"public_area_m2": 260},
        {"total_area_m2": 0, "public_area_m2": 260},
        {"total_area_m2": 200, "public_area_m2": 260},  # more than the whole
    ],
)
def test_a_share_without_its_areas_stays_missing(known: dict[str, Any]) -> None:
    assert derive(fields(**known), {}, None)["public_share"].status is Status.MISSING


def test_a_share_of_inexact_areas_is_inexact_and_of_disputed_ones_to_review() -> None:
    about = FieldValue("total_area_m2", Decimal(820), Approximate.ABOUT, method=Method.PROSE)
    share = shares(fields(total_area_m2=about, public_area_m2=260))["public_share"]
    assert (share.approximate, share.status) == (Approximate.ABOUT, Status.ACCEPTED)
    rival = Alternative(Decimal(900), "方案另有说法", rival=True)
    disputed = FieldValue("total_area_m2", Decimal(820), alternatives=(rival,))
    share = shares(fields(total_area_m2=disputed, public_area_m2=260))["public_share"]
    assert share.status is Status.REVIEW


def test_a_stated_value_is_never_replaced() -> None:
    known = fields(total_area_m2=820, public_area_m2=260, public_share=Decimal("0.4"))
    assert derive(known, {}, None)["public_share"].value == Decimal("0.4")


def test_what_a_person_left_empty_is_not_filled_in(made: Any) -> None:
    empty = FieldValue("mentor_count", method=Method.DECISION)
    rosters = {"mentors": (made.row("mentors", name="甲"),)}
    assert derive(fields(mentor_count=empty), rosters, None)["mentor_count"].value is None


@pytest.mark.parametrize(
    ("starts", "ends", "years"),
    [
        (PartialDate(2021, 5, 1), PartialDate(2026, 4, 30), Decimal("5.0")),
        (PartialDate(2021, 5, 1), PartialDate(2022, 10, 31), Decimal("1.5")),
        (PartialDate(2021), PartialDate(2023), Decimal("3.0")),  # whole years
        (PartialDate(2022), PartialDate(2021), None),  # over before it begins
    ],
)
def test_a_term_follows_from_its_dates(
    starts: PartialDate, ends: PartialDate, years: Decimal | None
) -> None:
    filled = derive(fields(lease_starts_on=starts, lease_ends_on=ends), {}, None)
    assert filled["lease_years"].value == years


def test_a_term_needs_both_dates() -> None:
    filled = derive(fields(lease_starts_on=PartialDate(2021)), {}, None)
    assert filled["lease_years"].value is None


def test_the_division_is_of_the_space_s_address_before_the_operator_s() -> None:
    known = fields(space_address="昆明市盘龙区松果路3号", registered_address="昆明市五华区1号")
    assert derive(known, {}, None)["division"].value == Division("530103", "盘龙区")
    known = fields(registered_address="昆明市五华区1号")
    assert derive(known, {}, None)["division"].value == Division("530102", "五华区")
    assert derive(fields(space_address="松果路3号"), {}, None)["division"].value is None


def test_a_company_is_an_enterprise() -> None:
    assert derive(fields(operator_name="松果坡公司"), {}, None)["operator_kind"].value == "企业"
    assert derive(fields(operator_name="松果坡学院"), {}, None)["operator_kind"].value is None


def test_teams_and_companies_make_the_tenants() -> None:
    value = derive(fields(team_count=9, company_count=12), {}, None)["tenant_count"]
    assert (value.value, value.method, value.status) == (21, Method.DERIVED, Status.ACCEPTED)
    about = FieldValue("team_count", Decimal(9), Approximate.ABOUT)
    known = fields(team_count=about, company_count=12)
    assert derive(known, {}, None)["tenant_count"].value is None


def test_a_roster_s_rows_are_counted_for_a_person_to_confirm(made: Any) -> None:
    rows = (
        made.row("tenants", name="甲", kind="企业"),
        made.row("tenants", name="乙", kind="团队"),
        made.row("tenants", name="丙"),  # of no stated kind: counts for the whole only
    )
    filled = derive(fields(), {"tenants": rows}, None)
    assert [filled[k].value for k in ("tenant_count", "company_count", "team_count")] == [3, 1, 1]
    assert filled["tenant_count"].method is Method.COUNTED
    assert filled["tenant_count"].status is Status.REVIEW
    assert len(filled["tenant_count"].evidence) == 3


def test_events_are_counted_in_the_year_asked_for(made: Any) -> None:
    rows = (
        made.row("events", name="甲", held_on=PartialDate(2023, 4), kind="培训"),
        made.row("events", name="乙", held_on=PartialDate(2022, 4), kind="培训"),
        made.row("events", name="丙", kind="沙龙"),  # undated: cannot be told from the year
    )
    assert len(counted({"events": rows}, 2023)["event_count"]) == 2
    assert len(counted({"events": rows}, None)["event_count"]) == 3
    assert len(counted({"events": rows}, 2023)["training_count"]) == 1


def test_a_roster_that_was_not_handed_in_counts_nothing() -> None:
    assert counted({}, 2023) == {}
