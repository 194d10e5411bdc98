"""The day something came in, the day it is due out, on the office's clock. Pure.

Working days are Monday to Friday. Which of them are holidays, and which weekends are worked, the
State Council says anew every year: whoever needs it to the day sets the days a little higher.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from pipeline.settings import Settings

WORKING = 5  # days of a week
DAY = dt.timedelta(days=1)


def office_day(at: dt.datetime, settings: Settings) -> dt.date:
    """The day that the office's calendar shows at a moment."""
    return at.astimezone(ZoneInfo(settings.timezone)).date()


def due(received: dt.date, days: int) -> dt.date:
    """The day so many working days after receipt.

    Example:
        >>> due(dt.date(2026, 3, 6), 1), due(dt.date(2026, 3, 7), 5)
        (datetime.date(2026, 3, 9), datetime.date(2026, 3, 13))
    """
    day = received
    while day.weekday() >= WORKING:  # what comes at a weekend counts from the Friday before
        day -= DAY
    weeks, rest = divmod(days, WORKING)
    day += dt.timedelta(weeks=weeks)
    for _ in range(rest):
        day += DAY
        while day.weekday() >= WORKING:
            day += DAY
    return day


def received_by(due_by: dt.date, days: int) -> dt.date:
    """The last day of receipt that is due on that day or before."""
    day = due_by
    while due(day, days) > due_by:
        day -= DAY
    return day


def working_days(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to `end`; below 0 where `end` is earlier."""
    if end < start:
        return -working_days(end, start)
    weeks, rest = divmod((end - start).days, 7)
    days = (start + DAY * (7 * weeks + n) for n in range(1, rest + 1))
    return weeks * WORKING + sum(day.weekday() < WORKING for day in days)
