"""Totals are held against their parts, where all are known exactly enough."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.model import Approximate, Method
from extractors.values import PartialDate
from pipeline.model import FieldValue


def number(
    key: str, value: int | str, how: Approximate | None = None, method: Method = Method.CELL
) -> FieldValue:
    return FieldValue(key, Decimal(value), how, method=method)


def test_teams_and_companies_are_held_against_the_tenants(desk: Any) -> None:
    known = desk.fields(tenant_count=24, company_count=12, team_count=9)
    details = {"key": "tenant_count", "claimed": 24, "computed": 21}
    assert desk.asked(known) == [("sum_differs", details)]
    about = number("team_count", 9, Approximate.ABOUT)
    assert desk.asked(known | {"team_count": about}) == []
    counted = number("team_count", 9, method=Method.COUNTED)
    assert desk.asked(known | {"team_count": counted}) == []
    assert desk.asked(known | {"team_count": FieldValue("team_count")}) == []
    assert desk.asked(known | {"team_count": number("team_count", 12)}) == []


@pytest.mark.parametrize(
    ("whole", "part", "total", "one", "asks"),
    [
        ("staff_count", "full_time_staff_count", 5, 6, True),
        ("staff_count", "full_time_staff_count", 5, 5, False),
        ("tenant_count", "company_count", 20, 21, True),
        ("total_area_m2", "public_area_m2", 800, 801, True),
        ("total_area_m2", "workstation_area_m2", 800, 800, False),
    ],
)
def test_a_part_is_not_more_than_the_whole(
    desk: Any, whole: str, part: str, total: int, one: int, asks: bool
) -> None:
    found = desk.asked(desk.fields(**{whole: total, part: one}))
    details = {"key": whole, "claimed": total, "computed": one, "part": part}
    assert found == ([("sum_differs", details)] if asks else [])


@pytest.mark.parametrize(
    ("total", "asks"),
    [
        (number("staff_count", 5, Approximate.AT_LEAST), False),  # over five may be six
        (number("staff_count", 5, Approximate.AT_MOST), True),
        (number("staff_count", 5, method=Method.COUNTED), False),  # a list may be an extract
        (FieldValue("staff_count"), False),
    ],
)
def test_a_whole_that_may_be_more_asks_nothing(desk: Any, total: FieldValue, asks: bool) -> None:
    known = desk.fields(staff_count=total, full_time_staff_count=6)
    assert bool(desk.asked(known)) is asks


@pytest.mark.parametrize(
    ("stations", "public", "asks"),
    [
        (500, 300, False),
        (500, 304, False),  # rooms are measured and rounded one by one
        (500, 310, True),
        ("500.0", FieldValue("public_area_m2"), False),
    ],
)
def test_areas_are_not_more_than_the_whole_space(
    desk: Any, stations: Any, public: Any, asks: bool
) -> None:
    known = desk.fields(
        total_area_m2=800, workstation_area_m2=Decimal(stations), public_area_m2=public
    )
    details = {"key": "total_area_m2", "claimed": 800, "computed": 810}
    assert desk.asked(known) == ([("sum_differs", details)] if asks else [])


@pytest.mark.parametrize(
    ("term", "starts", "ends", "computed"),
    [
        ("3", PartialDate(2021, 1, 1), PartialDate(2023, 12, 31), None),
        ("3", PartialDate(2021, 1, 1), PartialDate(2024, 1, 1), None),
        ("3", PartialDate(2021, 1, 1), PartialDate(2025, 12, 31), 5),
        ("5", PartialDate(2021, 1, 1), PartialDate(2023, 12, 31), 3),
        # Three to five years lie between two dates known to their year.
        ("3.5", PartialDate(2021), PartialDate(2025), None),
        ("6", PartialDate(2021), PartialDate(2025), 5),
        # An end before the beginning is another question.
        ("3", PartialDate(2021), PartialDate(2020), None),
    ],
)
def test_a_term_is_held_against_its_dates(
    desk: Any, term: str, starts: PartialDate, ends: PartialDate, computed: int | None
) -> None:
    known = desk.fields(
        applied_on=PartialDate(2021, 6),
        lease_years=Decimal(term),
        lease_starts_on=starts,
        lease_ends_on=ends,
    )
    found = [details for code, details in desk.asked(known) if code == "sum_differs"]
    details = {"key": "lease_years", "claimed": float(term), "computed": computed}
    assert found == ([details] if computed else [])


def test_a_term_computed_from_its_dates_is_not_held_against_them(desk: Any) -> None:
    known = desk.fields(
        lease_years=number("lease_years", 9, method=Method.DERIVED),
        lease_starts_on=PartialDate(2021),
        lease_ends_on=PartialDate(2030),
    )
    assert desk.asked(known) == []
