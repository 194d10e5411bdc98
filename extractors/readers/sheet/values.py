"""The text of a spreadsheet value. Python values in, the plainest equal text out.

A spreadsheet stores numbers in binary and dates as numbers; what leaves here has no
exponent, no trailing zeros and no binary dust: 13, 0.7415, 2021-08-17. A number format never
rounds a value here; it gives the percent sign, the word or the zeros that readers see.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from extractors.readers.sheet.formats import NumberFormat, Section

EXACT_DIGITS = 15  # what a spreadsheet keeps of a number; further digits are dust
WHOLE_BELOW = 10.0**EXACT_DIGITS
SHORT = EXACT_DIGITS + 1  # with the point
START_OF_1900 = dt.datetime.fromisoformat(
    "1899-12-30"
)  # what day 0 is, by dates after February 1900
START_OF_1904 = dt.datetime.fromisoformat("1904-01-01")
LAST_DAY = 2_958_465  # 9999-12-31
HALF_A_SECOND = dt.timedelta(microseconds=500_000)


def quick(value: object) -> str | None:
    """The text of a number with a point and no dust; None for what `plain` has to look at.

    Example:
        >>> quick(1.5), quick(13.0), quick(0.1 + 0.2)
        ('1.5', None, None)
    """
    if type(value) is float and not value.is_integer() and -WHOLE_BELOW < value < WHOLE_BELOW:
        shortest = repr(value)
        if len(shortest) <= SHORT and "e" not in shortest:
            return shortest
    return None


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
        case dt.timedelta():
            return _duration(value)
        case _:
            return str(value)


def shown(value: object, form: NumberFormat, *, since_1904: bool = False) -> str | None:
    """The text of a value with what its number format adds; None where it shows nothing.

    Example:
        >>> from extractors.readers.sheet.formats import number_format
        >>> shown(0.741573, number_format("0.0%")), shown(12345.0, number_format('0!.0,"万"'))
        ('74.1573%', '1.2345万')
    """
    match value:
        case str():
            section = form.text_section
            return value if section is None else _between(section, value)
        case dt.date() if form.year_only:
            return f"{value.year}{form.sections[0].after}"
        case float() if form.weekday:
            return plain(_date(value, since_1904))
        case bool():
            return plain(value)
        case int() | float():
            return _formatted(value, form)
        case _:
            return plain(value)


def is_rounded(value: object) -> bool:
    """Whether a number has more digits than a spreadsheet keeps."""
    return isinstance(value, int | float) and WHOLE_BELOW <= abs(value) < WHOLE_BELOW * 10**5


def _formatted(value: float, form: NumberFormat) -> str | None:
    if form.sections[0].calendar:
        return plain(value)
    text = plain(value)
    if not text:
        return text
    number = Decimal(text)
    section = form.section_of(number)
    if section.factor != 1:
        text = _digits(number * section.factor)
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = text.partition(".")
    return _between(section, f"{sign}{whole.zfill(section.digits)}{point}{rest}")


def _between(section: Section, text: str) -> str | None:
    if section.shows_value:
        return f"{section.before}{text}{section.after}"
    return section.before or None


def _number(value: float, stored: str | None) -> str:
    if stored is not None and stored.lstrip("-").isdigit():
        return stored  # an id of 18 digits, spelled whole in the file
    if value.is_integer() and -WHOLE_BELOW < value < WHOLE_BELOW:
        return str(int(value))
    shortest = repr(value)
    if len(shortest) <= SHORT and "e" not in shortest and "n" not in shortest:
        return shortest
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return _digits(Decimal(f"{value:.{EXACT_DIGITS}g}"))


def _digits(exact: Decimal) -> str:
    if exact == exact.to_integral_value():
        return str(int(exact))
    return format(exact.normalize(), "f")


def _date(days: float, since_1904: bool) -> object:
    if not 0 < days <= LAST_DAY:
        return days
    start = START_OF_1904 if since_1904 else START_OF_1900
    # Day 60 of the 1900 calendar is a 29 February that never was; before it a day is missing.
    early = dt.timedelta(days=1 if days < 60 and not since_1904 else 0)
    return start + dt.timedelta(days=days) + early


def _moment(value: dt.datetime) -> str:
    if value.microsecond:  # a time is a fraction of a day in binary: 09:30 is 09:29:59.9999
        value = (value + HALF_A_SECOND).replace(microsecond=0)
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(" ", "minutes" if not value.second else "seconds")


def _duration(value: dt.timedelta) -> str:
    """26:30, not "1 day, 2:30:00"."""
    seconds = round(value.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hours, minute = divmod(minutes, 60)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{hours}:{minute:02}" + (f":{second:02}" if second else "")
