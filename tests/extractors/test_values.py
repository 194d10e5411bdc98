"""Values and their plain form: exact, and the same again when read back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from extractors.values import Division, PartialDate, Value, ValueKind, from_plain, to_plain


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [
        (ValueKind.TEXT, "松果坡", "松果坡"),
        (ValueKind.NUMBER, Decimal("820"), 820),
        (ValueKind.NUMBER, Decimal("8.2E+2"), 820),
        (ValueKind.NUMBER, Decimal("0.815"), 0.815),
        (ValueKind.NUMBER, Decimal(0), 0),
        (ValueKind.DATE, PartialDate(2022), "2022"),
        (ValueKind.DATE, PartialDate(2022, 5), "2022-05"),
        (ValueKind.DATE, PartialDate(2022, 5, 1), "2022-05-01"),
        (ValueKind.YES_NO, True, "yes"),
        (ValueKind.YES_NO, False, "no"),
        (ValueKind.NAMES, ("甲", "乙"), ["甲", "乙"]),
        (ValueKind.DIVISION, Division("530103", "盘龙区"), {"code": "530103", "name": "盘龙区"}),
        (ValueKind.CHOICE, "租赁", "租赁"),
    ],
)
def test_a_value_comes_back_as_it_was(kind: ValueKind, value: Value, plain: Any) -> None:
    assert to_plain(value) == plain
    assert type(to_plain(value)) is type(plain)
    assert from_plain(kind, plain) == value


@pytest.mark.parametrize("kind", ValueKind)
def test_null_is_no_value_of_any_kind(kind: ValueKind) -> None:
    assert to_plain(None) is None
    assert from_plain(kind, None) is None


@pytest.mark.parametrize(
    ("kind", "plain", "value"),
    [
        # As a person writes them into a facts file.
        (ValueKind.NUMBER, "1,200", Decimal(1200)),
        (ValueKind.YES_NO, "是", True),
        (ValueKind.YES_NO, " YES ", True),
        (ValueKind.YES_NO, True, True),
        (ValueKind.YES_NO, "无", False),
        (ValueKind.NAMES, "甲、乙; 丙", ("甲", "乙", "丙")),
        (ValueKind.DIVISION, "530103", Division("530103", "")),
        (ValueKind.DATE, 2022, PartialDate(2022)),
    ],
)
def test_what_a_person_wrote_is_understood(kind: ValueKind, plain: Any, value: Value) -> None:
    assert from_plain(kind, plain) == value


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (ValueKind.NUMBER, "十二"),
        (ValueKind.NUMBER, True),
        (ValueKind.NUMBER, "NaN"),
        (ValueKind.NUMBER, "Infinity"),
        (ValueKind.DATE, "2022-13"),
        (ValueKind.DATE, "去年"),
        (ValueKind.YES_NO, "也许"),
        (ValueKind.NAMES, 5),
    ],
)
def test_what_is_no_value_of_the_kind_is_refused_with_itself(kind: ValueKind, plain: Any) -> None:
    with pytest.raises(ValueError, match=r"is n"):
        from_plain(kind, plain)


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "2023-06-31",
        "23-05",
        "0000",
        "",
        "2023-00",
        "2023-05-00",
    ],
)
def test_a_date_that_no_calendar_has_is_none(text: str) -> None:
    assert PartialDate.parse(text) is None


def test_an_inexact_date_spans_all_that_it_can_mean() -> None:
    assert PartialDate(2024, 2).last_day == dt.date(2024, 2, 29)
    assert PartialDate(2023).first_day == dt.date(2023, 1, 1)
    assert PartialDate(2023).last_day == dt.date(2023, 12, 31)
    assert PartialDate(2023, 5, 7).first_day == PartialDate(2023, 5, 7).last_day
