"""What does not fit together is asked about, with its places, and never corrected."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractors.model import Finding, Method
from extractors.values import PartialDate
from pipeline.model import FieldValue, Status
from pipeline.record.checks import CHECKS, cross_check
from pipeline.record.doubt import doubted


def test_a_record_that_fits_together_raises_nothing(desk: Any) -> None:
    known = desk.fields(
        total_area_m2=820,
        public_area_m2=260,
        public_share=Decimal("0.317"),
        tenant_count=21,
        company_count=12,
        team_count=9,
        registered_on=PartialDate(2017, 4),
        operating_since=PartialDate(2019, 6),
        operator_name="松果坡公司",
    )
    assert desk.asked(known) == []


def test_a_record_without_any_value_asks_for_its_date_only(desk: Any) -> None:
    assert desk.asked(desk.fields(applied_on=None)) == [("application_date_missing", {})]


def test_every_check_stands_in_the_list_once() -> None:
    assert len(set(CHECKS)) == len(CHECKS)


def test_a_document_s_own_findings_come_first(made: Any, desk: Any) -> None:
    own = Finding("cover_number_filled", {"value": "7"})
    found = made.found("application_form", findings=(own,))
    checks = cross_check([found], desk.fields(applied_on=None), {}, None)
    assert [f.code for f in checks] == ["cover_number_filled", "application_date_missing"]


def test_a_doubt_puts_its_field_to_review_with_the_other_value() -> None:
    value = FieldValue("mentor_count", Decimal(12), status=Status.ACCEPTED, method=Method.CELL)
    details: dict[str, object] = {"key": "mentor_count", "claimed": 12, "listed": 9}
    finding = Finding("claimed_count_differs", details)
    doubt = doubted(value, [finding])
    assert (doubt.value, doubt.status) == (12, Status.REVIEW)
    assert [(r.value, r.reason) for r in doubt.rivals] == [(9, "名单所列与填报数不一致")]


def test_dates_out_of_order_put_both_fields_to_review() -> None:
    finding = Finding("dates_out_of_order", {"keys": ["registered_on", "operating_since"]})
    for key in ("registered_on", "operating_since"):
        value = FieldValue(key, PartialDate(2020), status=Status.ACCEPTED, method=Method.CELL)
        assert doubted(value, [finding]).status is Status.REVIEW
    missing = FieldValue("registered_on")
    assert doubted(missing, [finding]) is missing


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
    assert doubted(other, [Finding("hidden_content", {"document": "表.xlsx"})]) is other
