"""The kinds of value a field can hold, and their plain form for JSON and the database.

Enter: typed values, or what `to_plain` once wrote. Leave: the other of the two.
Never a float: figures are `Decimal`, so 0.082万㎡ is 820 and not 819.9999.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any


class ValueKind(StrEnum):
    """What sort of value a catalogue entry or a roster column holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NAMES = "names"  # a set of names, in document order: services, management_rules
    DIVISION = "division"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as exact as the document states it: a year, a month or a day (ISO 8601)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text

    @property
    def first_day(self) -> dt.date:
        """The earliest day this date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day this date can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @classmethod
    def parse(cls, text: str) -> PartialDate | None:
        """Read `2022`, `2022-05` or `2022-05-01`; None where it is no such date."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip())
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls.checked(year or 0, month, day)

    @classmethod
    def checked(
        cls, year: int, month: int | None = None, day: int | None = None
    ) -> PartialDate | None:
        """The date if the calendar has it, else None (a 31 June in a file is no date)."""
        try:
            dt.date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            return None
        return cls(year, month, day)


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division: six digits of GB/T 2260 and its own name (红塔区)."""

    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


Value = Decimal | str | bool | PartialDate | Division | tuple[str, ...]


def to_plain(value: Value | None) -> Any:
    """The value as JSON holds it.

    A whole `Decimal` becomes an int; a broken one a float of at most 15 digits, which JSON
    readers give back unchanged; `bool` becomes "yes" or "no"; names a list.
    """
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case PartialDate():
            return str(value)
        case Division():
            return {"code": value.code, "name": value.name}
        case tuple():
            return list(value)
        case _:
            return value


YES = frozenset({"yes", "y", "true", "1", "是", "有", "√", "☑", "专职"})
NO = frozenset({"no", "n", "false", "0", "否", "无", "没有", "×", "兼职"})


def from_plain(kind: ValueKind, plain: Any) -> Value | None:
    """Read back what `to_plain` wrote, or what a person wrote in a facts file.

    Returns:
        The typed value; None for null.

    Raises:
        ValueError: `plain` is no value of this kind; the message says what was expected.
    """
    if plain is None:
        return None
    match kind:
        case ValueKind.NUMBER:
            return _number(plain)
        case ValueKind.DATE:
            date = PartialDate.parse(_hyphens(str(plain)))
            if date is None:
                raise ValueError(f"{plain!r} is not a date such as 2022, 2022-05, 2022-05-01")
            return date
        case ValueKind.YES_NO:
            word = str(plain).strip().casefold()
            if word in YES:
                return True
            if word in NO:
                return False
            raise ValueError(f"{plain!r} is neither yes nor no")
        case ValueKind.NAMES:
            if isinstance(plain, str):
                return tuple(part for part in re.split(r"[、,，;；\s]+", plain) if part)
            if isinstance(plain, list | tuple):
                return tuple(str(part) for part in plain)
            raise ValueError(f"{plain!r} is not a list of names")
        case ValueKind.DIVISION:
            if isinstance(plain, dict):
                return Division(str(plain.get("code", "")), str(plain.get("name", "")))
            return Division(str(plain), "")
        case _:
            return str(plain)


def _hyphens(text: str) -> str:
    """2020年3月31日, 2020/3/31 and 2020.3.31 as 2020-3-31."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"[年月/.]", "-", plain).rstrip("-日")


_WRITTEN = re.compile(
    r"(?P<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?)"
    r"(?P<percent>%?)"
)


def _number(plain: Any) -> Decimal:
    if isinstance(plain, bool):
        raise ValueError(f"{plain!r} is not a number")
    text = unicodedata.normalize("NFKC", str(plain)).strip()
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(f"{plain!r} is not a number such as 1200, 1,200.5 or 72%")
    try:
        number = Decimal(written["number"].replace(",", "")) / (100 if written["percent"] else 1)
    except InvalidOperation as error:
        raise ValueError(f"{plain!r} is not a number") from error
    if not number.is_finite():
        raise ValueError(f"{plain!r} is not a finite number")
    return number
