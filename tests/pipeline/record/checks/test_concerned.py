"""Which fields a finding speaks against, so that none of them is taken unseen."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.model import Finding
from pipeline.record.checks.concerned import fields_concerned


@pytest.mark.parametrize(
    ("code", "details", "fields"),
    [
        ("documents_differ", {"key": "mentor_count"}, ("mentor_count",)),
        (
            "sum_differs",
            {"key": "staff_count", "part": "full_time_staff_count"},
            ("staff_count", "full_time_staff_count"),
        ),
        (
            "value_implausible",
            {"key": "seed_fund_yuan", "beside": "has_seed_fund"},
            ("seed_fund_yuan", "has_seed_fund"),
        ),
        (
            "dates_out_of_order",
            {"keys": ["registered_on", "applied_on"]},
            ("registered_on", "applied_on"),
        ),
        # Rows, not the day of application, are out of order.
        ("dates_out_of_order", {"keys": ["events.held_on", "applied_on"]}, ()),
        ("value_implausible", {"key": "tenants.name", "beside": "operator_name"}, ()),
        ("credit_code_invalid", {"value": "1234"}, ("credit_code",)),
        ("credit_code_invalid", {"value": "1234", "name": "甲公司"}, ()),  # a tenant's
        ("hidden_content", {"document": "表.xlsx"}, ()),
        ("application_date_missing", {}, ()),
    ],
)
def test_the_fields_a_finding_speaks_against(
    code: str, details: dict[str, Any], fields: tuple[str, ...]
) -> None:
    assert fields_concerned(Finding(code, details)) == fields
