"""A stated count is held against the list of its rows, where the list means to be whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.model import Approximate, Method
from extractors.values import PartialDate
from pipeline.model import FieldValue


@pytest.mark.parametrize(
    ("claimed", "how", "asks"),
    [
        (3, None, False),
        (4, None, True),
        (2, None, True),
        (2, Approximate.AT_LEAST, False),  # over two: two or three
        (3, Approximate.AT_MOST, False),
        (5, Approximate.AT_LEAST, True),
    ],
)
def test_a_claimed_count_is_held_against_the_roster(
    made: Any, desk: Any, claimed: int, how: Approximate | None, asks: bool
) -> None:
    rows = tuple(made.row("mentors", name=name) for name in "甲乙丙")
    value = FieldValue("mentor_count", Decimal(claimed), how, method=Method.PROSE)
    found = desk.asked(desk.fields(mentor_count=value), {"mentors": rows})
    details = {"key": "mentor_count", "claimed": claimed, "listed": 3}
    assert found == ([("claimed_count_differs", details)] if asks else [])


def test_a_count_made_from_the_roster_is_not_held_against_it(made: Any, desk: Any) -> None:
    rows = (made.row("mentors", name="甲"),)
    value = FieldValue("mentor_count", Decimal(9), method=Method.COUNTED)
    assert desk.asked(desk.fields(mentor_count=value), {"mentors": rows}) == []


def test_lists_that_are_often_extracts_ask_nothing(made: Any, desk: Any) -> None:
    rows = (made.row("team_members", name="甲"),)
    assert desk.asked(desk.fields(staff_count=9), {"team_members": rows}) == []


def listed(finding: tuple[str, Any]) -> Any:
    return finding[1]["listed"]


def test_a_tenant_listed_twice_counts_once(made: Any, desk: Any) -> None:
    rows = tuple(made.row("tenants", name=name) for name in ("甲公司", "乙公司", "甲公司"))
    claims = {"tenant_count": 3}
    assert [listed(f) for f in desk.asked(desk.fields(**claims), {"tenants": rows})] == [2]
    assert desk.asked(desk.fields(tenant_count=2), {"tenants": rows}) == []


def test_two_names_of_one_credit_code_are_one_tenant(made: Any, desk: Any) -> None:
    code = "91530100MA6K5NTE31"
    rows = tuple(
        made.row("tenants", name=name, credit_code=code) for name in ("甲公司", "甲有限公司")
    )
    found = desk.asked(desk.fields(tenant_count=2), {"tenants": rows})
    assert "claimed_count_differs" in [name for name, _ in found]


@pytest.mark.parametrize(("claimed", "asks"), [(12, False), (9, True), (13, True)])
def test_events_of_the_year_are_counted(made: Any, desk: Any, claimed: int, asks: bool) -> None:
    rows = tuple(
        made.row("events", name=f"第{n}期", held_on=PartialDate(year, 5, n % 28 + 1))
        for year, count in ((2022, 9), (2023, 12), (2024, 2))
        for n in range(count)
    )
    known = desk.fields(event_count=claimed, applied_on=PartialDate(2024, 6))
    found = desk.asked(known, {"events": rows}, 2023)
    assert [listed(f) for f in found] == ([12] if asks else [])


def test_events_without_a_day_may_be_of_the_year(made: Any, desk: Any) -> None:
    dated = tuple(
        made.row("events", name=f"第{n}期", held_on=PartialDate(2023, n)) for n in range(1, 6)
    )
    rows = (*dated, made.row("events", name="某期"), made.row("events", name="又一期"))
    asked = [
        bool(desk.asked(desk.fields(event_count=n), {"events": rows}, 2023)) for n in (4, 5, 7, 8)
    ]
    assert asked == [True, False, False, True]


def test_a_list_over_twelve_months_of_its_own_is_of_that_year(made: Any, desk: Any) -> None:
    months = [(2022, 11), (2022, 12), (2023, 2), (2023, 7)]
    rows = tuple(made.row("events", name=f"{m}月", held_on=PartialDate(*m)) for m in months)
    assert desk.asked(desk.fields(event_count=4), {"events": rows}, 2022) == []
    assert desk.asked(desk.fields(event_count=5), {"events": rows}, 2022) != []


def test_teams_and_companies_are_counted_by_kind(made: Any, desk: Any) -> None:
    rows = tuple(
        made.row("tenants", name=f"{kind}{n}", kind=kind)
        for kind, count in (("企业", 3), ("团队", 2))
        for n in range(count)
    )
    known = desk.fields(company_count=3, team_count=4)
    details = {"key": "team_count", "claimed": 4, "listed": 2}
    assert desk.asked(known, {"tenants": rows}) == [("claimed_count_differs", details)]
    # A row of unknown kind may be either.
    open_rows = (*rows, made.row("tenants", name="某某"), made.row("tenants", name="某"))
    assert desk.asked(known, {"tenants": open_rows}) == []


def test_a_list_of_companies_alone_says_nothing_of_the_teams(made: Any, desk: Any) -> None:
    rows = tuple(made.row("tenants", name=f"公司{n}", kind="企业") for n in range(3))
    known = desk.fields(tenant_count=8, company_count=3, team_count=5)
    assert desk.asked(known, {"tenants": rows}) == []
    assert desk.asked(desk.fields(tenant_count=8, company_count=4), {"tenants": rows}) != []


def test_who_has_graduated_or_comes_later_may_be_left_out_of_the_count(
    made: Any, desk: Any
) -> None:
    tenants = (
        made.row("tenants", name="甲公司"),
        made.row("tenants", name="乙公司"),
        made.row("tenants", name="丙公司", moved_in_on=PartialDate(2024, 2)),
    )
    graduates = (made.row("graduates", name="乙公司"),)
    rosters = {"tenants": tenants, "graduates": graduates}
    asked = [bool(desk.asked(desk.fields(tenant_count=n), rosters)) for n in (1, 2, 3, 4)]
    assert asked == [True, False, False, True]


def test_more_full_time_members_than_claimed_are_asked_about(made: Any, desk: Any) -> None:
    rows = tuple(made.row("team_members", name=name, full_time=True) for name in "甲乙丙")
    details = {"key": "full_time_staff_count", "claimed": 2, "listed": 3}
    found = desk.asked(desk.fields(full_time_staff_count=2), {"team_members": rows})
    assert found == [("claimed_count_differs", details)]


def test_members_of_a_team_may_be_some_of_its_staff(made: Any, desk: Any) -> None:
    rows = (made.row("team_members", name="甲", full_time=True),)
    assert desk.asked(desk.fields(full_time_staff_count=2), {"team_members": rows}) == []


@pytest.mark.parametrize(
    ("years", "claimed", "asks"),
    [
        ((2022, 2023), 5, True),
        ((2023, 2023), 5, False),  # those of one year are not all that ever were
        ((2023, 2023), 1, True),  # though they are no fewer
        ((None, 2023), 5, True),
    ],
)
def test_graduates_of_one_year_are_not_all_of_them(
    made: Any, desk: Any, years: tuple[int | None, ...], claimed: int, asks: bool
) -> None:
    rows = tuple(
        made.row("graduates", name=name, graduated_on=PartialDate(year) if year else None)
        for name, year in zip("甲乙", years, strict=True)
    )
    found = desk.asked(desk.fields(graduate_count=claimed), {"graduates": rows})
    assert bool(found) is asks


def test_investments_by_others_are_not_the_space_s_own(made: Any, desk: Any) -> None:
    rows = tuple(made.row("investments", tenant=name) for name in "甲乙")
    known = desk.fields(invested_project_count=0)
    assert desk.asked(known, {"investments": rows}) == []


@pytest.mark.parametrize(
    ("above", "claimed", "asks"),
    [
        ("导师名单", 5, True),
        ("部分导师名单", 5, False),
        ("代表性导师如下", 5, False),
        ("主要导师名单", 5, False),
        ("主要导师名单", 2, True),  # more than all of them
    ],
)
def test_a_list_that_calls_itself_an_extract_is_no_whole(
    desk: Any, above: str, claimed: int, asks: bool
) -> None:
    rows, found = desk.listed("mentors", ["name"], ["甲"], ["乙"], ["丙"], above=above)
    known = desk.fields(mentor_count=claimed)
    assert bool(desk.asked(known, {"mentors": rows}, documents=[found])) is asks
