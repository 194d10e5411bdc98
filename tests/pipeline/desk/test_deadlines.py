"""Working days are Monday to Friday."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.desk.deadlines import due, received_by, working_days

MONDAY = dt.date(2026, 3, 2)
DAYS = [MONDAY + dt.timedelta(days=n) for n in range(14)]


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        (MONDAY, 1, dt.date(2026, 3, 3)),
        (MONDAY, 5, dt.date(2026, 3, 9)),
        (MONDAY, 20, dt.date(2026, 3, 30)),
        (dt.date(2026, 3, 6), 1, dt.date(2026, 3, 9)),  # a Friday
        (dt.date(2026, 3, 7), 1, dt.date(2026, 3, 9)),  # a Saturday
        (dt.date(2026, 3, 8), 5, dt.date(2026, 3, 13)),  # a Sunday
    ],
)
def test_a_weekend_does_not_count(received: dt.date, days: int, expected: dt.date) -> None:
    assert due(received, days) == expected


@pytest.mark.parametrize("days", [1, 4, 5, 20, 21])
def test_the_last_day_of_receipt_is_the_last_that_is_due_in_time(days: int) -> None:
    for wanted in DAYS:
        last = received_by(wanted, days)
        assert due(last, days) <= wanted < due(last + dt.timedelta(days=1), days)


@pytest.mark.parametrize("start", DAYS)
def test_working_days_are_counted_both_ways(start: dt.date) -> None:
    for end in DAYS:
        between = [d for d in DAYS if min(start, end) < d <= max(start, end) and d.weekday() < 5]
        assert working_days(start, end) == (len(between) if start <= end else -len(between))
