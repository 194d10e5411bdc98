"""A finding about a value is asked with the value, and not a second time by itself."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.model import Finding, Method
from extractors.values import PartialDate
from pipeline.model import FieldValue, Record, ReviewReason, Status
from pipeline.review import items
from pipeline.review.findings import is_asked_with, subject, told_along
from pipeline.wording import finding_words

DATES = Finding(
    "dates_out_of_order",
    {"keys": ["registered_on", "operating_since"], "values": ["2020", "2019"]},
)


@pytest.mark.parametrize(
    ("code", "details", "field", "told"),
    [
        (
            "sum_differs",
            {"key": "staff_count", "part": "full_time_staff_count"},
            "staff_count",
            True,
        ),
        (
            "sum_differs",
            {"key": "staff_count", "part": "full_time_staff_count"},
            "full_time_staff_count",
            True,
        ),
        ("sum_differs", {"key": "staff_count"}, "mentor_count", False),
        ("credit_code_invalid", {"value": "1234"}, "credit_code", True),
        ("credit_code_invalid", {"value": "1234", "name": "甲公司"}, "credit_code", False),
        # A rival tells it.
        ("documents_differ", {"key": "staff_count"}, "staff_count", False),
    ],
)
def test_what_the_question_about_a_field_has_to_say(
    code: str, details: dict[str, Any], field: str, told: bool
) -> None:
    assert told_along(Finding(code, details), field) is told


@pytest.mark.parametrize(
    ("answered", "asked"),
    [
        ({"registered_on", "operating_since"}, True),
        ({"registered_on"}, False),
        (set(), False),
    ],
)
def test_a_finding_is_covered_when_all_its_fields_are(answered: set[str], asked: bool) -> None:
    assert is_asked_with(DATES, answered) is asked


def test_a_finding_about_rows_is_always_asked_by_itself() -> None:
    rows = Finding("dates_out_of_order", {"keys": ["events.held_on", "applied_on"]})
    assert not is_asked_with(rows, {"applied_on"})


def test_dates_out_of_order_are_told_with_the_dates() -> None:
    known = {
        key: FieldValue(key, PartialDate(year), status=Status.REVIEW, method=Method.CELL)
        for key, year in (("registered_on", 2020), ("operating_since", 2019))
    }
    asked = items("s", Record(known, findings=(DATES,)), None)
    about = [item for item in asked if item.subject != "ruleset"]
    assert {item.reason for item in about} == {ReviewReason.DOUBT}
    assert len(about) == 2
    assert all(item.question.startswith(finding_words(DATES)) for item in about)


def test_a_doubt_that_a_person_has_settled_asks_nothing_more() -> None:
    known = {
        key: FieldValue(key, PartialDate(2020), status=Status.ACCEPTED, method=Method.DECISION)
        for key in ("registered_on", "operating_since")
    }
    asked = items("s", Record(known, findings=(DATES,)), None)
    assert [item.subject for item in asked] == ["ruleset"]


@pytest.mark.parametrize(
    ("code", "details", "about"),
    [
        ("application_date_missing", {}, ""),
        ("sum_differs", {"key": "staff_count"}, ":staff_count"),
        ("form_cell_blank", {"label": "传真"}, ":传真"),
        # Two hidden sheets, two telephones, two years and both registrations are two questions.
        ("hidden_content", {"document": "表.xlsx", "place": "测算"}, ":表.xlsx 测算"),
        ("hidden_content", {"document": "表.docx"}, ":表.docx"),
        (
            "value_implausible",
            {"key": "tenants.phone", "value": "13800000001", "names": ["甲", "乙", "丙"]},
            ":tenants.phone:13800000001",
        ),
        (
            "sum_differs",
            {"key": "yearly_statistics.tenant_count", "year": 2022},
            ":yearly_statistics.tenant_count:2022",
        ),
        ("registered_outside_division", {"code": "9153"}, ""),
        ("registered_outside_division", {"address": "上海市"}, ":上海市"),
    ],
)
def test_what_a_finding_s_question_is_about(code: str, details: dict[str, Any], about: str) -> None:
    assert subject(Finding(code, details)) == f"{code}{about}"
