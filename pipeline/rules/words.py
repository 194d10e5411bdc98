"""Figures, dates and tests as an official reads them. Values in, Chinese out; decides nothing."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from extractors.model import Approximate
from extractors.values import Division, Value, to_plain

APPROXIMATE = {
    Approximate.AT_LEAST: "{}以上",
    Approximate.AT_MOST: "近{}",
    Approximate.ABOUT: "约{}",
}
# A figure with more digits than any register holds is shown in short, whatever a file says.
LONGEST_FIGURE = 30
PLACES = Decimal("0.0001")


def plain(number: Decimal, places: Decimal = PLACES) -> str:
    """A number without exponent and without trailing zeros, at most four decimals."""
    if not number.is_finite():
        return "不限"
    if number == 0:
        return "0"
    if abs(number.adjusted()) > LONGEST_FIGURE:
        return f"{number:.3E}"
    if number != number.to_integral_value():
        number = number.quantize(places, rounding=ROUND_HALF_EVEN)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def figure(number: Decimal, unit: str | None) -> str:
    """A number with its unit: 820㎡, 21家, 76.5%, 3年."""
    if unit == "1":
        return f"{plain(number * 100, Decimal('0.01'))}%"
    return plain(number) + (unit or "")


def shown(value: Value | None, unit: str | None, how: Approximate | None = None) -> str:
    """Any value as it is read; an approximate one with its 近, 约 or 以上."""
    match value:
        case None:
            return "未知"
        case bool():
            return "是" if value else "否"
        case Decimal():
            text = figure(value, unit)
        case Division():
            return f"{value.name}（{value.code}）" if value.name else value.code
        case tuple():
            return "、".join(value) or "无"
        case _:
            text = str(value)
    return APPROXIMATE[how].format(text) if how is not None else text


def plain_value(value: Value | None, how: Approximate | None = None) -> Any:
    """The value as JSON holds it; with its direction where it is approximate.

    Whole numbers stay whole; others become the shortest decimal, never an exponent.
    """
    if isinstance(value, Decimal):
        huge = abs(value.adjusted()) > LONGEST_FIGURE if value.is_finite() else True
        bare: Any = str(value) if huge else to_plain(value)
    else:
        bare = to_plain(value)
    return bare if how is None else {"value": bare, "approximate": how.value}


def month_span(months: int, days: int) -> str:
    """27个月, 27个月零3天."""
    return f"{months}个月" + (f"零{days}天" if days else "")
