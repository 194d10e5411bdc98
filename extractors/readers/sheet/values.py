"""The text of a spreadsheet value. Python values in, the plainest equal text out.

A spreadsheet stores numbers in binary and dates as numbers; what leaves here has no
exponent, no trailing zeros and no binary dust: 13, 0.7415, 2021-08-17.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

EXACT_DIGITS = 15  # what a spreadsheet keeps of a number; further digits are dust


def plain(value: object, stored: str | None = None) -> str:
    """The text of a value.

    Args:
        value: What the workbook reader gave.
        stored: The number as the file spells it, where known.

    Example:
        >>> plain(13.0), plain(0.1 + 0.2), plain(1e5), plain(dt.date(2021, 8, 17))
        ('13', '0.3', '100000', '2021-08-17')
    """
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case float():
            return _number(value, stored)
        case dt.datetime():
            return _moment(value)
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case _:
            return str(value)


def _number(value: float, stored: str | None) -> str:
    if stored is not None and stored.lstrip("-").isdigit():
        return stored  # an id of 18 digits, spelled whole in the file
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    exact = Decimal(f"{value:.{EXACT_DIGITS}g}")
    if exact == exact.to_integral_value():
        return str(int(exact))
    return format(exact.normalize(), "f")


def _moment(value: dt.datetime) -> str:
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(" ", "minutes" if not value.second else "seconds")
