"""Numbers and dates known only within bounds, and three-valued logic with judgement.

Enter: exact, approximate or partly known values. Leave: intervals, and the `Outcome` of
comparing them. Never guesses: what the bounds do not settle is unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from extractors.model import Approximate
from extractors.values import PartialDate
from pipeline.model import Outcome

INFINITY = Decimal("Infinity")
# 约20家 is read as 18 to 22: the reading rules fix ten per cent either way.
ABOUT = Decimal("0.1")
# Wide enough that every share of two counted figures compares exactly with a threshold; no
# traps, so that an absurd figure in a file becomes an unknown and never an exception.
EXACT = Context(prec=40, traps=[])


@dataclass(frozen=True, slots=True)
class Interval:
    """A number between `low` and `high`, both included; `nominal` is the number as stated."""

    low: Decimal
    high: Decimal
    nominal: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """A day between `low` and `high`, both included."""

    low: dt.date
    high: dt.date


def exactly(number: Decimal) -> Interval:
    """The interval of one number."""
    return Interval(number, number, number)


def approximately(number: Decimal, how: Approximate | None) -> Interval:
    """The interval that 近, 余 or 约 leaves open around a stated number."""
    match how:
        case Approximate.AT_LEAST:
            return Interval(number, INFINITY, number)
        case Approximate.AT_MOST:
            # Everything in the catalogue is counted or measured, so nothing is below zero.
            return Interval(Decimal(0) if number >= 0 else -INFINITY, number, number)
        case Approximate.ABOUT:
            reach = abs(number) * ABOUT
            return Interval(number - reach, number + reach, number)
        case _:
            return exactly(number)


def days_of(date: PartialDate) -> Days:
    """Every day that a date known to the year, month or day can mean."""
    return Days(date.first_day, date.last_day)


def one_day(date: dt.date) -> Days:
    """The interval of one day."""
    return Days(date, date)


def compared(operator: str, left: Interval | Days, right: Interval | Days) -> Outcome:
    """Whether `left operator right` holds for every, no or only some of the possible pairs."""
    a_low, a_high, b_low, b_high = _bounds(left, right)
    match operator:
        case ">=":
            return _settled(a_low >= b_high, a_high < b_low)
        case ">":
            return _settled(a_low > b_high, a_high <= b_low)
        case "<=":
            return _settled(a_high <= b_low, a_low > b_high)
        case "<":
            return _settled(a_high < b_low, a_low >= b_high)
        case "==":
            return _settled(a_low == a_high == b_low == b_high, a_high < b_low or b_high < a_low)
        case _:
            return negated(compared("==", left, right))


def _bounds(left: Interval | Days, right: Interval | Days) -> tuple[Decimal, ...]:
    """Both intervals' bounds as numbers, days as their ordinals."""
    return tuple(
        Decimal(bound.toordinal()) if isinstance(bound, dt.date) else bound
        for bound in (left.low, left.high, right.low, right.high)
    )


def _settled(always: bool, never: bool) -> Outcome:
    if always:
        return Outcome.MET
    return Outcome.NOT_MET if never else Outcome.UNKNOWN


def negated(outcome: Outcome) -> Outcome:
    """The outcome of `not`: unknown and judgement stay what they are."""
    swap = {Outcome.MET: Outcome.NOT_MET, Outcome.NOT_MET: Outcome.MET}
    return swap.get(outcome, outcome)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Kleene's and: one not_met settles it; a missing fact outweighs an open judgement."""
    seen = set(outcomes)
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.JUDGEMENT):
        if outcome in seen:
            return outcome
    return Outcome.MET


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Kleene's or: one met settles it; a missing fact outweighs an open judgement."""
    seen = set(outcomes)
    for outcome in (Outcome.MET, Outcome.UNKNOWN, Outcome.JUDGEMENT):
        if outcome in seen:
            return outcome
    return Outcome.NOT_MET


def agreed(outcomes: Iterable[Outcome]) -> Outcome:
    """What several witnesses say together: their common outcome, else unknown."""
    seen = set(outcomes)
    return seen.pop() if len(seen) == 1 else Outcome.UNKNOWN


def calculated(operator: str, a: Interval, b: Interval) -> Interval | None:
    """The interval of `a operator b` for + - * /; None where nothing can be said."""
    if operator == "/":
        return _divided(a, b)
    match operator:
        case "+":
            ends = [a.low + b.low, a.high + b.high]
        case "-":
            ends = [a.low - b.high, a.high - b.low]
        case _:
            ends = [_product(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return _spanning(ends, _nominal(operator, a, b))


def _divided(a: Interval, b: Interval) -> Interval | None:
    if b.low <= 0 <= b.high:
        # An area of "at most 500" may be as good as nothing: the ratio has no upper bound.
        if b.low == 0 < b.high and a.low >= 0:
            return Interval(a.low / b.high, INFINITY, _nominal("/", a, b))
        return None
    ends = [_quotient(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return _spanning(ends, _nominal("/", a, b))


def _product(x: Decimal, y: Decimal) -> Decimal:
    return Decimal(0) if x == 0 or y == 0 else x * y


def _quotient(x: Decimal, y: Decimal) -> Decimal:
    # inf / inf arises only at a corner that the other three already bound.
    return Decimal(0) if x.is_infinite() and y.is_infinite() else x / y


def _nominal(operator: str, a: Interval, b: Interval) -> Decimal | None:
    if a.nominal is None or b.nominal is None:
        return None
    match operator:
        case "+":
            return a.nominal + b.nominal
        case "-":
            return a.nominal - b.nominal
        case "*":
            return a.nominal * b.nominal
        case _:
            return a.nominal / b.nominal if b.nominal else None


def _spanning(ends: list[Decimal], nominal: Decimal | None) -> Interval | None:
    if any(end.is_nan() for end in ends):
        return None
    if nominal is not None and not nominal.is_finite():
        nominal = None
    return Interval(min(ends), max(ends), nominal)


def rounded(number: Interval, up: bool) -> Interval:
    """The interval with both ends rounded to whole numbers, up for ceil."""
    mode = ROUND_CEILING if up else ROUND_FLOOR

    def whole(x: Decimal) -> Decimal:
        # A figure longer than the context's forty digits is whole already, or absurd.
        if not x.is_finite() or x.adjusted() >= EXACT.prec - 1:
            return x
        return x.to_integral_value(rounding=mode)

    nominal = None if number.nominal is None else whole(number.nominal)
    return Interval(whole(number.low), whole(number.high), nominal)
