"""Figures that cannot be, or can hardly be beside others, are asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.model import Approximate, Method
from pipeline.model import Alternative, FieldValue


def test_a_value_refused_as_out_of_range_is_asked_about_where_there_is_no_other(desk: Any) -> None:
    odd = Alternative(Decimal(90_000), "超出合理范围")
    lonely = FieldValue("mentor_count", alternatives=(odd,))
    details = {"key": "mentor_count", "value": 90_000}
    assert desk.asked(desk.fields(mentor_count=lonely)) == [("value_implausible", details)]
    stated = FieldValue("mentor_count", Decimal(9), method=Method.CELL, alternatives=(odd,))
    assert desk.asked(desk.fields(mentor_count=stated)) == []


@pytest.mark.parametrize(
    ("key", "value", "before", "asks"),
    [
        ("tenant_count", 60, 6, True),
        ("tenant_count", 59, 6, False),
        ("tenant_count", 6, 60, True),  # or shrinks
        ("tenant_count", 40, 4, False),  # a space that begins
        ("total_area_m2", 8_200, 820, True),  # a digit too many
        ("total_area_m2", 1_600, 800, False),
        ("event_count", 60, 5, False),  # what a year brings may grow tenfold
        ("funding_total_yuan", 5_000_000, 200_000, False),
        ("funding_total_yuan", 3_850, 3_850_000, True),  # 千元 taken for 元
        ("funding_total_yuan", 385, 3_850_000, True),  # 万元 taken for 元
        ("jobs_count", 120, 0, False),
    ],
)
def test_a_jump_against_the_last_statistics_is_asked_about(
    made: Any, desk: Any, key: str, value: int, before: int, asks: bool
) -> None:
    row = made.row("yearly_statistics", year=Decimal(2023), **{key: Decimal(before)})
    found = desk.asked(desk.fields(**{key: value}), {"yearly_statistics": (row,)}, 2023)
    details = {"key": key, "value": value, "before": before, "year": 2023}
    assert found == ([("value_implausible", details)] if asks else [])


def test_an_approximate_figure_and_a_year_to_come_prove_no_jump(made: Any, desk: Any) -> None:
    row = made.row("yearly_statistics", year=Decimal(2023), tenant_count=Decimal(6))
    about = FieldValue("tenant_count", Decimal(60), Approximate.ABOUT, method=Method.PROSE)
    assert desk.asked(desk.fields(tenant_count=about), {"yearly_statistics": (row,)}, 2023) == []
    known = desk.fields(tenant_count=60)
    assert desk.asked(known, {"yearly_statistics": (row,)}, 2022) == []


@pytest.mark.parametrize(
    ("key", "then", "now", "asks"),
    [
        ("total_area_m2", 820, 8_200, True),
        ("total_area_m2", 820, 1_640, False),
        ("jobs_count", 12, 130, False),  # a young space grows
        ("funding_total_yuan", 3_850, 3_850_000, True),
    ],
)
def test_a_jump_between_two_years_of_the_statistics_is_asked_about(
    made: Any, desk: Any, key: str, then: int, now: int, asks: bool
) -> None:
    rows = tuple(
        made.row("yearly_statistics", year=Decimal(year), **{key: Decimal(number)})
        for year, number in ((2022, now), (2021, then))  # in any order
    )
    details = {"key": f"yearly_statistics.{key}", "value": now, "before": then, "year": 2021}
    found = desk.asked(desk.fields(), {"yearly_statistics": rows}, 2023)
    assert found == ([("value_implausible", details)] if asks else [])


@pytest.mark.parametrize(
    ("known", "asks"),
    [
        ({"has_seed_fund": False, "seed_fund_yuan": 500_000}, "has_seed_fund"),
        ({"has_seed_fund": True, "seed_fund_yuan": 500_000}, None),
        ({"has_seed_fund": False, "seed_fund_yuan": 0}, None),
        ({"seed_fund_yuan": 500_000}, None),  # unknown is no no
        ({"funded_count": 0, "funding_total_yuan": 200_000}, "funded_count"),
        ({"funded_count": 1, "funding_total_yuan": 200_000}, None),
        ({"funding_total_yuan": 200_000}, None),
    ],
)
def test_a_sum_beside_a_no_is_asked_about(
    desk: Any, known: dict[str, Any], asks: str | None
) -> None:
    found = desk.asked(desk.fields(**known))
    assert [details["beside"] for _, details in found] == ([asks] if asks else [])
