"""Calendar arithmetic: months and years between dates, as a civil code counts them.

From 2020-03-31 twelve months are full on 2021-03-31; where the month has no such day they
are full on its last one (2020-08-31 and six months: 2021-02-28). Never counts in days of 30.
"""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal

from pipeline.rules.uncertain import Days, Interval


def after_months(date: dt.date, months: int) -> dt.date:
    """The day on which so many months are full; held inside the calendar's years 1 to 9999."""
    index = date.year * 12 + date.month - 1 + months
    if index < 12:
        return dt.date.min
    if index >= 12 * 10_000:
        return dt.date.max
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))


def months_and_days(start: dt.date, end: dt.date) -> tuple[int, int, int]:
    """Full months from start to end, the days beyond, and the days in the month begun.

    A month is the step that the calendar makes next; months are negative where end is first.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if after_months(start, months) > end:
        months -= 1
    full = after_months(start, months)
    return months, (end - full).days, max(1, (after_months(start, months + 1) - full).days)


def months_between(start: dt.date, end: dt.date) -> Decimal:
    """Months from start to end, the last one in part; whole exactly when the months are full.

    Example:
        >>> months_between(dt.date(2020, 3, 31), dt.date(2021, 3, 31))
        Decimal('12')
    """
    months, days, length = months_and_days(start, end)
    return months + Decimal(days) / length


def months_of(start: Days, end: Days) -> Interval:
    """The months between two dates, each perhaps known only to the month or year."""
    low, high = months_between(start.high, end.low), months_between(start.low, end.high)
    return Interval(low, high, low if low == high else None)


def days_between(start: Days, end: Days) -> Interval:
    """The days from start to end."""
    low, high = Decimal((end.low - start.high).days), Decimal((end.high - start.low).days)
    return Interval(low, high, low if low == high else None)


def shifted(date: Days, months: int) -> Days:
    """Both ends moved by so many months."""
    return Days(after_months(date.low, months), after_months(date.high, months))


def next_day(date: dt.date) -> dt.date:
    """The day after; a lease that ends on 31 December is over when 1 January begins."""
    return date if date == dt.date.max else date + dt.timedelta(days=1)
