"""Periods of time that a count is taken over. A window in, its first and last day out.

A reference date known only to the month leaves the window's ends as vague as itself.
"""

from __future__ import annotations

import datetime as dt

from pipeline.model import Outcome
from pipeline.rules.ruling import Ruling, leaf
from pipeline.rules.spans import next_day, shifted
from pipeline.rules.uncertain import Days, Interval, agreed, all_of, compared
from pipeline.rules.witness import Operand, merged
from pipeline.wording import OUTCOMES

Period = tuple[Days, Days, str]  # first day, last day, name

ANY_DAY = Days(dt.date.min, dt.date.max)
# A period whose ends are not known: a date may lie inside it or not.
UNBOUNDED: Period = (ANY_DAY, ANY_DAY, "起止不明的期间")
# Longer than any window; keeps the calendar's arithmetic inside its years.
MOST_MONTHS = 12_000


def period(word: str, arguments: tuple[Operand, ...], reference: Operand) -> Period:
    """The first and last day of a window: last_year, this_year, last_months(n), period(a, b)."""
    if word == "period":
        ends = [a.options[0] for a in arguments if len(a.options) == 1]
        if len(ends) == 2 and isinstance(ends[0], Days) and isinstance(ends[1], Days):
            return ends[0], ends[1], f"{arguments[0].shown}至{arguments[1].shown}"
        return UNBOUNDED
    day = reference.options[0] if len(reference.options) == 1 else None
    if not isinstance(day, Days):
        return UNBOUNDED  # the application date itself is disputed
    if word == "last_months":
        return _last_months(arguments[0], day)
    years = (day.low.year, day.high.year)
    if word == "this_year":
        return _year(*years)[0], day, "本年度"
    first, last = _year(years[0] - 1, years[1] - 1)
    return first, last, "上一年度"


def _last_months(count: Operand, day: Days) -> Period:
    months = count.options[0] if len(count.options) == 1 else None
    if not isinstance(months, Interval) or months.low != months.high:
        return UNBOUNDED
    if not 0 < months.low < MOST_MONTHS or months.low != months.low.to_integral_value():
        return UNBOUNDED
    start = shifted(day, -int(months.low))
    return Days(next_day(start.low), next_day(start.high)), day, f"近{int(months.low)}个月"


def _year(low: int, high: int) -> tuple[Days, Days]:
    """The first and the last day of a year that lies between two."""
    low, high = max(1, low), max(1, high)
    starts = Days(dt.date(low, 1, 1), dt.date(high, 1, 1))
    return starts, Days(dt.date(low, 12, 31), dt.date(high, 12, 31))


def within(date: Operand, inside: Period, reference: Operand) -> Ruling:
    """Whether a date lies in a period, both ends included."""
    start, end, name = inside
    outcome = agreed(
        all_of((compared(">=", option, start), compared("<=", option, end)))
        for option in date.options
        if isinstance(option, Days)
    )
    says = f"{date.label}：{date.shown}，要求在{name}内，{OUTCOMES[outcome]}"
    needs = merged(date.doubts, reference.doubts) if outcome is Outcome.UNKNOWN else ()
    return leaf(outcome, says, needs or date.keys, evidence=date.evidence)
