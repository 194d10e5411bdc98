"""Intervals and three-valued logic: at the threshold, one beside it, and in doubt."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from extractors.model import Approximate
from extractors.values import PartialDate
from pipeline.model import Outcome
from pipeline.rules.spans import after_months, months_and_days, months_between, months_of
from pipeline.rules.uncertain import (
    INFINITY,
    Interval,
    all_of,
    any_of,
    approximately,
    calculated,
    compared,
    days_of,
    exactly,
    negated,
    one_day,
)

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
UNKNOWN, JUDGEMENT = Outcome.UNKNOWN, Outcome.JUDGEMENT


@pytest.mark.parametrize(
    ("number", "how", "operator", "threshold", "outcome"),
    [
        ("20", Approximate.AT_MOST, ">=", "15", UNKNOWN),  # 近20家
        ("20", Approximate.AT_LEAST, ">=", "15", MET),  # 20余家
        ("20", Approximate.ABOUT, ">=", "15", MET),  # 约20家
        ("20", Approximate.ABOUT, ">=", "18", MET),  # exactly ten per cent below
        ("20", Approximate.ABOUT, ">=", "18.1", UNKNOWN),
        ("20", Approximate.ABOUT, ">=", "22.1", NOT_MET),
        ("20", Approximate.ABOUT, "<=", "22", MET),
        ("3", Approximate.AT_MOST, ">=", "5", NOT_MET),
        ("20", Approximate.AT_LEAST, "<=", "24", UNKNOWN),
        ("30", Approximate.AT_LEAST, "<=", "24", NOT_MET),
        ("0", Approximate.AT_MOST, ">=", "0", MET),
        ("15", None, ">=", "15", MET),
        ("14", None, ">=", "15", NOT_MET),
        ("15", None, ">", "15", NOT_MET),
        ("15", None, "==", "15", MET),
        ("15", Approximate.ABOUT, "==", "15", UNKNOWN),
        ("15", Approximate.ABOUT, "==", "20", NOT_MET),
        ("15", Approximate.ABOUT, "!=", "20", MET),
    ],
)
def test_an_approximate_number_is_an_interval(
    number: str, how: Approximate | None, operator: str, threshold: str, outcome: Outcome
) -> None:
    left = approximately(Decimal(number), how)

    assert outcome is compared(operator, left, exactly(Decimal(threshold)))


@pytest.mark.parametrize(
    ("date", "operator", "threshold", "outcome"),
    [
        ("2022-05", ">=", "2022-05-01", MET),
        ("2022-05", ">=", "2022-05-02", UNKNOWN),
        ("2022-05", ">=", "2022-06-01", NOT_MET),
        ("2022", "<=", "2022-12-31", MET),
        ("2024-02", "<=", "2024-02-28", UNKNOWN),  # a leap year
    ],
)
def test_a_vague_date_is_met_only_if_every_day_of_it_is(
    date: str, operator: str, threshold: str, outcome: Outcome
) -> None:
    known = PartialDate.parse(date)
    assert known is not None

    assert outcome is compared(operator, days_of(known), one_day(dt.date.fromisoformat(threshold)))


def test_kleene_logic_with_judgement_beside_unknown() -> None:
    assert NOT_MET is all_of([MET, UNKNOWN, JUDGEMENT, NOT_MET])
    assert UNKNOWN is all_of([MET, JUDGEMENT, UNKNOWN])
    assert JUDGEMENT is all_of([MET, JUDGEMENT])
    assert MET is any_of([NOT_MET, UNKNOWN, JUDGEMENT, MET])
    assert UNKNOWN is any_of([NOT_MET, JUDGEMENT, UNKNOWN])
    assert JUDGEMENT is any_of([NOT_MET, JUDGEMENT])
    assert (negated(UNKNOWN), negated(JUDGEMENT)) == (UNKNOWN, JUDGEMENT)
    assert (negated(MET), negated(NOT_MET)) == (NOT_MET, MET)


def interval(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("operator", "a", "b", "low", "high"),
    [
        ("+", ("1", "2"), ("10", "Infinity"), "11", "Infinity"),
        ("-", ("1", "2"), ("10", "20"), "-19", "-8"),
        ("*", ("-1", "2"), ("3", "4"), "-4", "8"),
        ("*", ("0", "0"), ("1", "Infinity"), "0", "0"),
        ("/", ("10", "20"), ("2", "5"), "2", "10"),
        ("/", ("10", "20"), ("0", "5"), "2", "Infinity"),  # 近5 may be nearly nothing
        ("/", ("1", "Infinity"), ("2", "Infinity"), "0", "Infinity"),
    ],
)
def test_arithmetic_carries_the_bounds(
    operator: str, a: tuple[str, str], b: tuple[str, str], low: str, high: str
) -> None:
    result = calculated(operator, interval(*a), interval(*b))

    assert result is not None
    assert (Decimal(low), Decimal(high)) == (result.low, result.high)


def test_a_division_by_nothing_says_nothing() -> None:
    assert calculated("/", exactly(Decimal(1)), exactly(Decimal(0))) is None
    assert calculated("/", exactly(Decimal(1)), interval("-1", "1")) is None


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2020-03-31", 12, "2021-03-31"),
        ("2020-08-31", 6, "2021-02-28"),  # no 31 February: the month's last day
        ("2020-02-29", 12, "2021-02-28"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2024-05-15", -3, "2024-02-15"),
        ("9999-12-31", 12, "9999-12-31"),  # the calendar ends
        ("0001-01-01", -1, "0001-01-01"),
    ],
)
def test_months_are_calendar_months(start: str, months: int, end: str) -> None:
    assert dt.date.fromisoformat(end) == after_months(dt.date.fromisoformat(start), months)


def test_twelve_months_are_full_on_the_day_and_not_the_day_before() -> None:
    start = dt.date(2020, 3, 31)

    assert months_between(start, dt.date(2021, 3, 31)) == 12
    assert months_between(start, dt.date(2021, 3, 30)) < 12
    assert months_and_days(start, dt.date(2021, 3, 30)) == (11, 30, 31)
    assert months_between(start, dt.date(2021, 4, 1)) > 12
    assert months_between(start, dt.date(2020, 3, 30)) < 0


def test_months_between_vague_dates_have_bounds() -> None:
    may, june = PartialDate(2022, 5), PartialDate(2023, 5)

    span = months_of(days_of(may), days_of(june))

    assert span.low < 12 < span.high < INFINITY
    assert span.nominal is None
