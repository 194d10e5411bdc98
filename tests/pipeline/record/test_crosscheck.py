"""What does not fit together is asked about, with its places, and never corrected."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.model import Approximate, Evidence, Finding, Method
from extractors.problems import problem
from extractors.values import PartialDate
from pipeline.model import Alternative, FieldValue, Status
from pipeline.record.crosscheck import cross_check, doubted

ON = PartialDate(2024, 3, 1)


def fields(**known: Any) -> dict[str, FieldValue]:
    missing = {key: FieldValue(key) for key in load_catalogue().fields}
    stated = {
        key: value if isinstance(value, FieldValue) else FieldValue(key, value, method=Method.CELL)
        for key, value in {"applied_on": ON, **known}.items()
    }
    return missing | stated


def asked(
    known: Mapping[str, FieldValue], rosters: Any = None, year: int | None = None
) -> list[tuple[str, Mapping[str, object]]]:
    return [(f.code, f.details) for f in cross_check((), known, rosters or {}, year)]


def quote(made: Any, name: str) -> tuple[Evidence, ...]:
    return (made.document(name).quote(0),)


def test_a_record_that_fits_together_raises_nothing() -> None:
    known = fields(
        total_area_m2=Decimal(820),
        public_area_m2=Decimal(260),
        public_share=Decimal("0.317"),
        tenant_count=Decimal(21),
        company_count=Decimal(12),
        team_count=Decimal(9),
        registered_on=PartialDate(2017, 4),
        operating_since=PartialDate(2019, 6),
        operator_name="松果坡公司",
    )
    assert asked(known) == []


def test_documents_that_differ_are_named_with_their_values(made: Any) -> None:
    rival = Alternative(Decimal(15), "另有说法", quote(made, "二.docx"), rival=True)
    known = fields(
        mentor_count=FieldValue(
            "mentor_count", Decimal(12), evidence=quote(made, "一.docx"), alternatives=(rival,)
        )
    )
    assert asked(known) == [
        (
            "documents_differ",
            {"key": "mentor_count", "values": [12, 15], "documents": ["一.docx", "二.docx"]},
        )
    ]


def test_one_document_that_says_two_things_is_no_difference_of_documents(made: Any) -> None:
    rival = Alternative(Decimal(15), "另有说法", quote(made, "一.docx"), rival=True)
    refused = Alternative(Decimal(20), "规划数", quote(made, "二.docx"))
    value = FieldValue(
        "mentor_count",
        Decimal(12),
        evidence=quote(made, "一.docx"),
        alternatives=(rival, refused),
    )
    assert asked(fields(mentor_count=value)) == []


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
    made: Any, claimed: int, how: Approximate | None, asks: bool
) -> None:
    rows = tuple(made.row("mentors", name=name) for name in "甲乙丙")
    value = FieldValue("mentor_count", Decimal(claimed), how, method=Method.PROSE)
    found = asked(fields(mentor_count=value), {"mentors": rows})
    details = {"key": "mentor_count", "claimed": claimed, "listed": 3}
    assert found == ([("claimed_count_differs", details)] if asks else [])


def test_a_count_made_from_the_roster_is_not_held_against_it(made: Any) -> None:
    rows = (made.row("mentors", name="甲"),)
    value = FieldValue("mentor_count", Decimal(9), method=Method.COUNTED)
    assert asked(fields(mentor_count=value), {"mentors": rows}) == []


def test_lists_that_are_often_extracts_ask_nothing(made: Any) -> None:
    rows = (made.row("team_members", name="甲"),)
    assert asked(fields(staff_count=Decimal(9)), {"team_members": rows}) == []


@pytest.mark.parametrize(
    ("claimed", "asks"),
    [("0.25", False), ("0.255", False), ("0.256", True), ("0.3", True), ("0.2449", False)],
)
def test_a_stated_share_is_held_against_its_areas(claimed: str, asks: bool) -> None:
    known = fields(
        total_area_m2=Decimal(1000), public_area_m2=Decimal(250), public_share=Decimal(claimed)
    )
    found = asked(known)
    details = {"key": "public_share", "claimed": float(claimed), "computed": 0.25}
    assert found == ([("ratio_differs", details)] if asks else [])


def test_an_inexact_share_may_be_a_tenth_off() -> None:
    about = FieldValue("public_share", Decimal("0.27"), Approximate.ABOUT, method=Method.PROSE)
    known = fields(total_area_m2=Decimal(1000), public_area_m2=Decimal(250), public_share=about)
    assert asked(known) == []


def test_teams_and_companies_are_held_against_the_tenants() -> None:
    known = fields(tenant_count=Decimal(24), company_count=Decimal(12), team_count=Decimal(9))
    details = {"key": "tenant_count", "claimed": 24, "computed": 21}
    assert asked(known) == [("sum_differs", details)]
    about = FieldValue("team_count", Decimal(9), Approximate.ABOUT, method=Method.CELL)
    assert asked(known | {"team_count": about}) == []
    assert asked(known | {"team_count": FieldValue("team_count")}) == []


@pytest.mark.parametrize(
    ("known", "keys"),
    [
        (
            {"registered_on": PartialDate(2020), "operating_since": PartialDate(2019, 6)},
            ["registered_on", "operating_since"],
        ),
        ({"registered_on": PartialDate(2024, 4)}, ["registered_on", "applied_on"]),
        ({"operating_since": PartialDate(2024, 4)}, ["operating_since", "applied_on"]),
        (
            {"lease_starts_on": PartialDate(2027), "lease_ends_on": PartialDate(2026)},
            ["lease_starts_on", "lease_ends_on"],
        ),
        # Over before the application was made.
        ({"lease_ends_on": PartialDate(2023)}, ["applied_on", "lease_ends_on"]),
        # Within what an inexact date can mean, nothing is out of order.
        ({"registered_on": PartialDate(2019), "operating_since": PartialDate(2019, 6)}, None),
        ({"registered_on": PartialDate(2024, 3, 1)}, None),
    ],
)
def test_dates_out_of_order_are_named(known: dict[str, Any], keys: list[str] | None) -> None:
    expected = [] if keys is None else [("dates_out_of_order", {"keys": keys})]
    assert asked(fields(**known)) == expected


def test_an_unknown_day_of_application_is_asked_for() -> None:
    assert asked(fields(applied_on=None)) == [("application_date_missing", {})]


@pytest.mark.parametrize(
    ("code", "asks"), [("91530100MA6K5NTE3L", None), ("91530100MA6K5NTE3A", True), ("1234", True)]
)
def test_a_credit_code_must_hold_its_check_character(code: str, asks: bool | None) -> None:
    from extractors.language.identifiers import credit_code_valid

    found = asked(fields(credit_code=code))
    assert bool(found) is not credit_code_valid(code)
    if asks:
        assert [name for name, _ in found] == ["credit_code_invalid"]


@pytest.mark.parametrize(
    ("name", "asks"),
    [("松果坡公司盘龙分公司", True), ("松果坡学院盘龙分院", True), ("松果坡公司", False)],
)
def test_a_branch_is_no_legal_person(name: str, asks: bool) -> None:
    expected = [("branch_office", {"name": name})] if asks else []
    assert asked(fields(operator_name=name)) == expected


def test_hidden_content_and_tracked_changes_are_put_before_a_person(made: Any) -> None:
    from dataclasses import replace

    document = replace(
        made.document("一.docx"),
        problems=(problem("hidden_content", "工作表2"), problem("tracked_changes")),
    )
    found = made.found("application_form", document=document)
    codes = [(f.code, f.details) for f in cross_check([found], fields(), {}, None)]
    assert codes == [
        ("hidden_content", {"document": "一.docx", "place": "工作表2"}),
        ("tracked_changes", {"document": "一.docx"}),
    ]


def test_a_document_s_own_findings_come_first(made: Any) -> None:
    own = Finding("cover_number_filled", {"value": "7"})
    found = made.found("application_form", findings=(own,))
    checks = cross_check([found], fields(applied_on=None), {}, None)
    assert [f.code for f in checks] == ["cover_number_filled", "application_date_missing"]


def test_a_doubt_puts_its_field_to_review_with_the_other_value() -> None:
    value = FieldValue("mentor_count", Decimal(12), status=Status.ACCEPTED, method=Method.CELL)
    details: dict[str, object] = {"key": "mentor_count", "claimed": 12, "listed": 9}
    finding = Finding("claimed_count_differs", details)
    doubt = doubted(value, [finding])
    assert (doubt.value, doubt.status) == (12, Status.REVIEW)
    assert [(r.value, r.reason) for r in doubt.rivals] == [(9, "名单所列与填报数不一致")]


def test_a_sum_that_differs_offers_no_value_of_its_own() -> None:
    value = FieldValue("tenant_count", Decimal(24), status=Status.ACCEPTED, method=Method.CELL)
    details: dict[str, object] = {"key": "tenant_count", "claimed": 24, "computed": 21}
    doubt = doubted(value, [Finding("sum_differs", details)])
    assert (doubt.status, doubt.rivals) == (Status.REVIEW, ())


def test_a_decided_field_and_other_fields_are_not_doubted() -> None:
    details: dict[str, object] = {"key": "mentor_count", "claimed": 12, "listed": 9}
    finding = Finding("claimed_count_differs", details)
    settled = FieldValue("mentor_count", Decimal(12), method=Method.DECISION)
    other = FieldValue("staff_count", Decimal(12), method=Method.CELL)
    assert doubted(settled, [finding]) is settled
    assert doubted(other, [finding]) is other
    assert doubted(other, [Finding("documents_differ", {"key": "staff_count"})]) is other
