"""The applicant's code must check out, and it must be a legal person of its own."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("code", "asks"),
    [
        ("91530100MA6K5NTE31", False),
        ("91530100MA6K5NTE32", True),  # one character off
        ("91530100MA6K5NTE3", True),  # one short
        ("1234", True),
        (None, False),
    ],
)
def test_a_credit_code_must_hold_its_check_character(
    desk: Any, code: str | None, asks: bool
) -> None:
    found = desk.asked(desk.fields(credit_code=code))
    assert found == ([("credit_code_invalid", {"value": code})] if asks else [])


@pytest.mark.parametrize(
    ("name", "asks"),
    [("松果坡公司盘龙分公司", True), ("松果坡学院盘龙分院", True), ("松果坡公司", False)],
)
def test_a_branch_is_no_legal_person(desk: Any, name: str, asks: bool) -> None:
    expected = [("branch_office", {"name": name})] if asks else []
    assert desk.asked(desk.fields(operator_name=name)) == expected
