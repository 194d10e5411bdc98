"""What a person typed in, the typed value or answer out; the same words a document may use.

1.2万平 is 12000 for an area and 2022年3月 a date, so that nobody has to convert by hand.
What could mean two things is refused with a sentence that says what to write. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from extractors.catalogue import FieldSpec
from extractors.errors import MakerspaceError
from extractors.values import Division, PartialDate, Value, ValueKind, from_plain

# unit of a field: kinds of quantity that may be written for it, and what to divide them by
_MEASURES: Mapping[str, Mapping[str, Decimal]] = {
    "㎡": {"area": Decimal(1)},
    "元": {"money": Decimal(1)},
    "1": {"share": Decimal(1)},
    "年": {"years": Decimal(1), "months": Decimal(12)},
}
# Whatever counts something; the field says what.
_COUNTS: Mapping[str, Decimal] = {"count": Decimal(1)}
# A bare number is in the field's own unit.
_BARE = "bare"


class Fault(StrEnum):
    """What is wrong with what was typed, for those who say it in other words."""

    EMPTY = "empty"
    APPROXIMATE = "approximate"
    BEYOND = "beyond"  # outside of what such a field can be
    SHARE = "share"  # 70 where 70% is meant
    NEGATIVE = "negative"
    UNIT = "unit"  # a number of something else
    FORM = "form"  # not written as such a value is


class AnswerError(MakerspaceError):
    """What was typed is no value of that field; the message says what would be."""

    def __init__(self, says: str, fault: Fault = Fault.FORM) -> None:
        super().__init__(says)
        self.fault = fault


def parsed(spec: FieldSpec, text: str) -> Value:
    """The value that the text states for the field.

    Args:
        spec: The field; its unit is what a bare number is taken in.
        text: As typed: 12000, 1.2万平, 70%, 2022年3月, 是, 工商注册、法律法务.

    Raises:
        AnswerError: the text is no such value, or only an approximate one.
    """
    text = text.strip()
    if not text:
        says = f"{spec.key}: the value is empty; use --not-provided if no file says"
        raise AnswerError(says, Fault.EMPTY)
    match spec.kind:
        case ValueKind.NUMBER:
            return _number(spec, text)
        case ValueKind.DATE:
            return _date(spec, text)
        case ValueKind.CHOICE:
            return _choice(spec, text)
        case ValueKind.DIVISION:
            return _division(spec, text)
        case _:
            return _plain(spec, text)


def _plain(spec: FieldSpec, text: str) -> Value:
    try:
        value = from_plain(spec.kind, text)
    except ValueError as error:
        raise AnswerError(f"{spec.key}: {error}") from error
    if value is None or value == ():
        raise AnswerError(f"{spec.key}: {text!r} is no {spec.kind.value}")
    return value


def _number(spec: FieldSpec, text: str) -> Decimal:
    """The number, within what the catalogue says such a field can be."""
    number = _figure(spec, text)
    if spec.between is not None and not spec.between[0] <= number <= spec.between[1]:
        raise _beyond(spec, text, number, *spec.between)
    if number < 0:
        says = f"{spec.key}: {text!r} is below nothing; write a number from 0 on"
        raise AnswerError(says, Fault.NEGATIVE)
    return number


def _beyond(
    spec: FieldSpec, text: str, number: Decimal, low: Decimal, high: Decimal
) -> AnswerError:
    if spec.unit == "1" and "%" not in text and low <= number / 100 <= high:
        says = f"{spec.key}: {text!r} is more than the whole; write {number}% or {number / 100}"
        return AnswerError(says, Fault.SHARE)
    says = f"{spec.key}: {text!r} is not between {low} and {high}{_unit(spec)}; correct the number"
    return AnswerError(says, Fault.BEYOND)


def _unit(spec: FieldSpec) -> str:
    return f" {spec.unit}" if spec.unit and spec.unit != "1" else ""


def _figure(spec: FieldSpec, text: str) -> Decimal:
    from extractors.language.fold import fold
    from extractors.language.quantity import quantities

    # A sign is never written in an application, so the reader of quantities knows none.
    if re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        return Decimal(text)
    folded = fold(text).text
    found = quantities(folded)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(folded)):
        raise AnswerError(f"{spec.key}: {text!r} is not one number such as 820, 1.2万 or 70%")
    (quantity,) = found
    if quantity.approximate is not None or quantity.high is not None:
        says = f"{spec.key}: {text!r} is approximate; a decision needs the exact number"
        raise AnswerError(says, Fault.APPROXIMATE)
    divisors = {_BARE: Decimal(1)} | dict(_MEASURES.get(spec.unit or "", _COUNTS))
    divisor = divisors.get(quantity.unit.value)
    if divisor is None:
        says = f"{spec.key}: {text!r} is not in {spec.unit}, which this field counts"
        raise AnswerError(says, Fault.UNIT)
    return quantity.value / divisor


def _date(spec: FieldSpec, text: str) -> PartialDate:
    from extractors.language.dates import dates
    from extractors.language.fold import fold

    date = PartialDate.parse(text)
    if date is not None:
        return date
    found = dates(fold(text).text)
    if len(found) != 1:
        raise AnswerError(f"{spec.key}: {text!r} is not one date such as 2022, 2022-05, 2022-05-01")
    return found[0].value


def _choice(spec: FieldSpec, text: str) -> str:
    for value, words in spec.choices.items():
        if text == value or text in words:
            return value
    raise AnswerError(f"{spec.key}: {text!r} is none of {'、'.join(spec.choices)}")


def _division(spec: FieldSpec, text: str) -> Division:
    match = re.fullmatch(r"(\d{6})\s*(.*)", text)
    if match is None:
        raise AnswerError(f"{spec.key}: write the six digits and the name, as in 530402 红塔区")
    return Division(match[1], match[2])
