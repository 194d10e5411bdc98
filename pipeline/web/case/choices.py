"""A field's value in, what a person may choose for it out: shown, rivals, refused, words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.values import Value, ValueKind
from pipeline.desk import words
from pipeline.model import Alternative, Confidence, FieldValue
from pipeline.signal_words import METHODS
from pipeline.web.case.places import Files, PlaceLink
from pipeline.wording import value_words

SHOWN = "shown"
NUMBERED = 9  # the keys 1 to 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a key or a button takes. `name` is what the form sends.

    `key` is the key that chooses it, "" where there is none; `says` why it stands here.
    """

    name: str
    key: str
    words: str
    says: str = ""
    places: tuple[PlaceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """All that may be chosen for one field. `example` shows how a value may be typed."""

    shown: Choice | None
    rivals: tuple[Choice, ...]
    refused: tuple[Choice, ...]
    options: tuple[Choice, ...]  # the words a field of few values knows, beyond those above
    example: str = ""

    @classmethod
    def of(cls, field: FieldValue, files: Files) -> Choices:
        spec = load_catalogue().fields.get(field.key)
        numbered = list(_numbered(field, spec, files))
        return cls(
            shown=_shown(field, files),
            rivals=tuple(choice for choice in numbered if choice.name.startswith("alternative-")),
            refused=tuple(_refused(field, files)),
            options=tuple(choice for choice in numbered if choice.name.startswith("option-")),
            example=example(spec),
        )


def chosen(field: FieldValue, name: str) -> Value | None:
    """The value that a form's choice stands for; None where the field has no such choice."""
    if name == SHOWN:
        return field.value
    kind, _, number = name.partition("-")
    if not (number.isascii() and number.isdigit()):
        return None
    if kind == "alternative":
        among = field.alternatives
        return among[int(number)].value if int(number) < len(among) else None
    if kind == "option":
        spec = load_catalogue().fields.get(field.key)
        options = list(_options(spec))
        return options[int(number)] if int(number) < len(options) else None
    return None


def observed(measured: Confidence | None) -> str:
    """How often findings like it were right: 同类读数 353 次中 349 次正确."""
    if measured is None:
        return "同类读数尚无核对记录"
    return f"同类读数 {measured.n} 次中 {measured.right} 次正确"


def _shown(field: FieldValue, files: Files) -> Choice | None:
    if field.value is None:
        return None
    method = METHODS[field.method] if field.method is not None else ""
    reliable = observed(field.measured) if field.signals is not None else ""
    return Choice(
        SHOWN,
        "Enter",
        value_words(field.key, field.value, field.approximate),
        " · ".join(part for part in (method, reliable) if part),
        files.links(field.evidence),
    )


def _numbered(field: FieldValue, spec: FieldSpec | None, files: Files) -> Iterator[Choice]:
    """Rivals first, then what else a field of few values can be."""
    number, said = 0, {field.value} if field.approximate is None else set()
    for index, other in enumerate(field.alternatives):
        if not other.rival:
            continue
        number += 1
        said.add(other.value)
        key = str(number) if number <= NUMBERED else ""
        yield _alternative(field.key, index, key, other, files)
    for index, option in enumerate(_options(spec)):
        if option in said:
            continue
        number += 1
        key = str(number) if number <= NUMBERED else ""
        yield Choice(f"option-{index}", key, value_words(field.key, option))


def _options(spec: FieldSpec | None) -> Iterator[Value]:
    if spec is None:
        return
    if spec.kind is ValueKind.YES_NO:
        yield from (True, False)
    elif spec.kind is ValueKind.CHOICE:
        yield from spec.choices


def _refused(field: FieldValue, files: Files) -> Iterator[Choice]:
    for index, other in enumerate(field.alternatives):
        if not other.rival:
            yield _alternative(field.key, index, "", other, files)


def _alternative(key: str, index: int, press: str, other: Alternative, files: Files) -> Choice:
    words = value_words(key, other.value, other.approximate)
    return Choice(f"alternative-{index}", press, words, other.reason, files.links(other.evidence))


def example(spec: FieldSpec | None) -> str:
    """What stands in the empty field to type in."""
    if spec is None:
        return ""
    match spec.kind:
        case ValueKind.NUMBER | ValueKind.DATE:
            return f"如 {words.example(spec)}"
        case ValueKind.YES_NO | ValueKind.CHOICE:
            return words.example(spec)
        case ValueKind.NAMES:
            return "各项以顿号分开"
        case ValueKind.DIVISION:
            return f"六位代码和名称，如 {words.example(spec)}"
        case _:
            return "按材料原文填写"
