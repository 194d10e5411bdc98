"""Dates out of order are named; within what an inexact date can mean nothing is out of order."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.model import Method
from extractors.values import PartialDate
from pipeline.model import Alternative, FieldValue


@pytest.mark.parametrize(
    ("known", "keys", "values"),
    [
        (
            {"registered_on": PartialDate(2020), "operating_since": PartialDate(2019, 6)},
            ["registered_on", "operating_since"],
            ["2020", "2019-06"],
        ),
        (
            {"registered_on": PartialDate(2024, 4)},
            ["registered_on", "applied_on"],
            ["2024-04", "2024-03-01"],
        ),
        (
            {"operating_since": PartialDate(2024, 4)},
            ["operating_since", "applied_on"],
            ["2024-04", "2024-03-01"],
        ),
        # A lease that ends before it begins.
        (
            {"lease_starts_on": PartialDate(2023), "lease_ends_on": PartialDate(2022)},
            ["lease_starts_on", "lease_ends_on"],
            ["2023", "2022"],
        ),
        # Not begun when the application was made.
        (
            {"lease_starts_on": PartialDate(2024, 3, 2)},
            ["lease_starts_on", "applied_on"],
            ["2024-03-02", "2024-03-01"],
        ),
        # Over before the application was made.
        (
            {"lease_ends_on": PartialDate(2024, 2, 29)},
            ["applied_on", "lease_ends_on"],
            ["2024-03-01", "2024-02-29"],
        ),
    ],
)
def test_dates_out_of_order_are_named(
    desk: Any, known: dict[str, Any], keys: list[str], values: list[str]
) -> None:
    found = desk.asked(desk.fields(**known))
    expected = ("dates_out_of_order", {"keys": keys, "values": values})
    if keys[1] == "lease_ends_on" and keys[0] != "applied_on":  # it is over by now as well
        assert found[0] == expected
    else:
        assert found == [expected]


@pytest.mark.parametrize(
    "known",
    [
        # Within what an inexact date can mean, nothing is out of order.
        {"registered_on": PartialDate(2019), "operating_since": PartialDate(2019, 6)},
        {"registered_on": PartialDate(2024, 3)},
        {"registered_on": PartialDate(2024, 3, 1)},
        {"lease_starts_on": PartialDate(2024, 3, 1), "lease_ends_on": PartialDate(2024, 3, 1)},
        # One alone is before or after nothing.
        {"lease_ends_on": PartialDate(2030)},
    ],
)
def test_dates_that_may_be_in_order_ask_nothing(desk: Any, known: dict[str, Any]) -> None:
    assert desk.asked(desk.fields(**known)) == []


def test_a_date_in_dispute_proves_nothing(desk: Any) -> None:
    rival = Alternative(PartialDate(2018), "另有说法", rival=True)
    registered = FieldValue(
        "registered_on", PartialDate(2020), method=Method.CELL, alternatives=(rival,)
    )
    known = desk.fields(registered_on=registered, operating_since=PartialDate(2019, 6))
    assert desk.asked(known) == []


def test_an_unknown_day_of_application_is_asked_for(desk: Any) -> None:
    assert desk.asked(desk.fields(applied_on=None)) == [("application_date_missing", {})]


@pytest.mark.parametrize(
    ("established", "moved_in", "kind", "asks"),
    [
        (PartialDate(2023, 5), PartialDate(2023, 4), "企业", True),
        (PartialDate(2023, 5), PartialDate(2023, 5), "企业", False),
        (PartialDate(2023, 5, 9), PartialDate(2023, 5), "企业", False),  # perhaps the same day
        (PartialDate(2023, 5), PartialDate(2023), "企业", False),
        (PartialDate(2023, 5), PartialDate(2022), "企业", True),
        (PartialDate(2023, 5), PartialDate(2022), None, True),
        # A team is there before it has anything to register.
        (PartialDate(2023, 5), PartialDate(2022), "团队", False),
        (None, PartialDate(2022), "企业", False),
        (PartialDate(2023, 5), None, "企业", False),
    ],
)
def test_a_company_is_established_before_it_moves_in(
    made: Any,
    desk: Any,
    established: PartialDate | None,
    moved_in: PartialDate | None,
    kind: str | None,
    asks: bool,
) -> None:
    row = made.row(
        "tenants", name="甲公司", kind=kind, established_on=established, moved_in_on=moved_in
    )
    details = {
        "keys": ["tenants.established_on", "tenants.moved_in_on"],
        "name": "甲公司",
        "values": [str(established), str(moved_in)],
    }
    found = desk.asked(desk.fields(), {"tenants": (row,)})
    assert found == ([("dates_out_of_order", details)] if asks else [])


def test_what_graduates_had_moved_in_before(made: Any, desk: Any) -> None:
    row = made.row(
        "graduates",
        name="乙公司",
        moved_in_on=PartialDate(2022, 3),
        graduated_on=PartialDate(2022, 2),
    )
    [(code, details)] = desk.asked(desk.fields(), {"graduates": (row,)})
    assert (code, details["name"]) == ("dates_out_of_order", "乙公司")


def test_a_whole_column_out_of_order_is_one_question(made: Any, desk: Any) -> None:
    rows = tuple(
        made.row(
            "tenants",
            name=f"{name}公司",
            established_on=PartialDate(2023),
            moved_in_on=PartialDate(2022),
        )
        for name in "甲乙丙丁"
    )
    [finding] = desk.findings(desk.fields(), {"tenants": rows})
    assert finding.details["name"] == "甲公司、乙公司、丙公司等4项"
    assert "values" not in finding.details
    assert len(finding.evidence) == 8


@pytest.mark.parametrize(
    ("roster", "column", "day", "asks"),
    [
        ("events", "held_on", PartialDate(2024, 3, 2), True),
        ("events", "held_on", PartialDate(2024, 3, 1), False),
        ("events", "held_on", PartialDate(2024), False),  # perhaps in January
        ("tenants", "moved_in_on", PartialDate(2024, 4), True),
        ("investments", "signed_on", PartialDate(2025), True),
        ("graduates", "graduated_on", PartialDate(2023), False),
    ],
)
def test_what_is_told_as_done_lies_before_the_application(
    made: Any, desk: Any, roster: str, column: str, day: PartialDate, asks: bool
) -> None:
    row = made.row(roster, name="某项", tenant="某项", **{column: day})
    found = desk.asked(desk.fields(), {roster: (row,)})
    assert [details["keys"] for _, details in found] == (
        [[f"{roster}.{column}", "applied_on"]] if asks else []
    )


def test_a_plan_of_work_tells_of_days_to_come(made: Any, desk: Any) -> None:
    row = made.row("events", document="计划.docx", name="路演", held_on=PartialDate(2024, 9))
    plan = made.found("annual_plan", document=made.document("计划.docx"))
    assert desk.asked(desk.fields(), {"events": (row,)}, documents=[plan]) == []


def test_without_a_day_of_application_nothing_lies_behind_it(made: Any, desk: Any) -> None:
    row = made.row("events", name="路演", held_on=PartialDate(2050))
    assert desk.asked(desk.fields(applied_on=None), {"events": (row,)}) == [
        ("application_date_missing", {})
    ]
