"""The project's frozen values as JSON, and back exactly: no value changes on the way.

Enter: a DocumentFindings, Record, Assessment, ReviewItem, Decision or a part of one. Leave:
JSON text. Types decide the form; where a type allows several kinds of value (a field's value,
a finding's details), the kind is written beside it as a tag, so 820 stays a Decimal and a
tuple stays a tuple. What a child process or a database hands back is checked key by key.
Never runs what it reads and never guesses: text that does not fit raises CodecError.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from extractors.errors import MakerspaceError
from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Evidence,
    Layer,
    Method,
    Window,
)
from extractors.values import Division, PartialDate
from pipeline.model import (
    Alternative,
    Answer,
    DecisionKind,
    Eligibility,
    Outcome,
    ReviewReason,
    Status,
)

T = TypeVar("T")


class CodecError(MakerspaceError):
    """The text is not what `encode` writes for that type."""


class _Form(NamedTuple):
    """How values of one type are written and read."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


# Enums and dataclasses that may stand where any value may stand.
OPEN_ENUMS: Mapping[str, type[StrEnum]] = {
    kind.__name__: kind
    for kind in (
        AnchorKind,
        Approximate,
        DecisionKind,
        Eligibility,
        Layer,
        Method,
        Outcome,
        ReviewReason,
        Status,
        Window,
    )
}
OPEN_OBJECTS: Mapping[str, type] = {
    kind.__name__: kind for kind in (Alternative, Anchor, Answer, Evidence)
}


def encode(value: object) -> str:
    """The value as one line of JSON; equal values give equal text.

    Raises:
        CodecError: it holds something that has no exact JSON form (NaN, an unknown type).
    """
    return _dumped(_form(type(value)).write(value))


def decode(kind: type[T], text: str | bytes) -> T:
    """The value of that type that `encode` wrote.

    Raises:
        CodecError: the text is not JSON, or not of this type.
    """
    try:
        value: T = _form(kind).read(json.loads(text, parse_constant=_refuse_constant))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CodecError(f"not the JSON of a {kind.__name__}: {error}") from error
    return value


def _dumped(plain: object) -> str:
    try:
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise CodecError(f"no exact JSON form: {error}") from error
    # Broken files hold lone surrogates, which are no valid UTF-8; escaped they are plain ASCII.
    return text if _is_utf8(text) else json.dumps(plain, allow_nan=False, separators=(",", ":"))


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _refuse_constant(name: str) -> Any:
    raise CodecError(f"{name} is not a number that a file can state")


def _form(hint: Any) -> _Form:
    """How values of that type hint are written and read."""
    return _compiled(hint)


@cache
def _compiled(hint: Any) -> _Form:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(args)
    if origin is tuple:
        return _repeated(args[0]) if args[-1] is Ellipsis else _fixed(args)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(args[1])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Form(str, lambda plain: _enum(hint, plain))
    if hasattr(hint, "_field_defaults"):  # a named tuple
        return _object(hint, hint._fields, hint._field_defaults)
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, [item.name for item in fields(hint)], _defaults(hint))
    raise TypeError(f"the codec has no form for {hint!r}")


def _union(args: tuple[Any, ...]) -> _Form:
    """`X | None` is X or null; any other union is open, its members checked when read."""
    members = [arg for arg in args if arg is not types.NoneType]
    if len(members) == 1:
        inner = _form(members[0])
        return _Form(
            lambda value: None if value is None else inner.write(value),
            lambda plain: None if plain is None else inner.read(plain),
        )
    allowed = tuple(get_origin(arg) or arg for arg in args)

    def read(plain: Any) -> Any:
        value = _read_open(plain)
        if not isinstance(value, allowed):
            raise CodecError(f"{type(value).__name__} is not allowed here")
        return value

    return _Form(_write_open, read)


def _repeated(item: Any) -> _Form:
    def write(value: Any) -> Any:
        return [_form(item).write(part) for part in value]

    def read(plain: Any) -> Any:
        form = _form(item)
        return tuple(form.read(part) for part in _checked(list, plain))

    return _Form(write, read)


def _fixed(items: tuple[Any, ...]) -> _Form:
    forms = [_form(item) for item in items]

    def write(value: Any) -> Any:
        return [form.write(part) for form, part in zip(forms, value, strict=True)]

    def read(plain: Any) -> Any:
        if len(_checked(list, plain)) != len(forms):
            raise CodecError(f"{len(forms)} parts expected, {len(plain)} found")
        return tuple(form.read(part) for form, part in zip(forms, plain, strict=True))

    return _Form(write, read)


def _mapping(item: Any) -> _Form:
    def write(value: Any) -> Any:
        form = _form(item)
        return {_checked(str, key): form.write(part) for key, part in value.items()}

    def read(plain: Any) -> Any:
        form = _form(item)
        return {key: form.read(part) for key, part in _checked(dict, plain).items()}

    return _Form(write, read)


def _defaults(kind: Any) -> Mapping[str, Any]:
    return {
        item.name: item.default if item.default_factory is MISSING else item.default_factory()
        for item in fields(kind)
        if not (item.default is MISSING and item.default_factory is MISSING)
    }


def _object(kind: type, names: Sequence[str], defaults: Mapping[str, Any]) -> _Form:
    """A dataclass or named tuple as an object of its fields; those at their default left out."""
    hints = get_type_hints(kind)
    required = {name for name in names if name not in defaults}

    def write(value: Any) -> Any:
        plain = {}
        for name in names:
            part = getattr(value, name)
            if name in required or part != defaults[name]:
                plain[name] = _form(hints[name]).write(part)
        return plain

    def read(plain: Any) -> Any:
        found = _checked(dict, plain)
        if not required <= found.keys() <= set(names):
            raise CodecError(f"{kind.__name__} has no such set of fields: {sorted(found)}")
        return kind(**{name: _form(hints[name]).read(part) for name, part in found.items()})

    return _Form(write, read)


def _checked(kind: type[T], plain: Any) -> T:
    if type(plain) is not kind:
        raise CodecError(f"{kind.__name__} expected, {type(plain).__name__} found")
    return plain


def _text(value: Any) -> str:
    """A name from an enum may stand where text is asked for; it is written as that text."""
    if not isinstance(value, str):
        raise CodecError(f"text expected, {type(value).__name__} found")
    return str(value)


def _enum(kind: type[StrEnum], plain: Any) -> StrEnum:
    try:
        return kind(_checked(str, plain))
    except ValueError as error:
        raise CodecError(f"{plain!r} is no {kind.__name__}") from error


def _float(plain: Any) -> float:
    if type(plain) not in (int, float):
        raise CodecError(f"number expected, {type(plain).__name__} found")
    return float(plain)


def _decimal(plain: Any) -> Decimal:
    try:
        number = Decimal(_checked(str, plain))
    except InvalidOperation as error:
        raise CodecError(f"{plain!r} is no decimal number") from error
    if not number.is_finite():
        raise CodecError(f"{plain!r} is not finite")
    return number


def _finite(number: Decimal) -> str:
    if not number.is_finite():
        raise CodecError(f"{number} is not finite")
    return str(number)


def _date(plain: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(_checked(str, plain))
    except ValueError as error:
        raise CodecError(f"{plain!r} is no date") from error


def _time(plain: Any) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(_checked(str, plain))
    except ValueError as error:
        raise CodecError(f"{plain!r} is no time") from error


def _partial_date(plain: Any) -> PartialDate:
    parts = _checked(list, plain)
    if len(parts) != 3 or type(parts[0]) is not int:
        raise CodecError("a partial date is [year, month or null, day or null]")
    if not all(part is None or type(part) is int for part in parts):
        raise CodecError("a partial date holds whole numbers")
    date = PartialDate.checked(*parts)
    if date is None or (date.month is None and date.day is not None):
        raise CodecError(f"{parts} is not in the calendar")
    return date


def _division(plain: Any) -> Division:
    code, name = _form(tuple[str, str]).read(plain)
    return Division(code, name)


def _write_open(value: object) -> Any:
    """A value whose type only its tag tells; text, whole numbers, yes/no and null need none."""
    if isinstance(value, StrEnum) and type(value).__name__ in OPEN_ENUMS:
        return {"enum": [type(value).__name__, value.value]}
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    for tag, (kind, form) in _TAGS.items():
        if type(value) is kind:
            return {tag: form.write(value)}
    if isinstance(value, Mapping):
        return {"map": {_checked(str, key): _write_open(part) for key, part in value.items()}}
    if type(value).__name__ in OPEN_OBJECTS:
        return {"object": [type(value).__name__, _form(type(value)).write(value)]}
    raise CodecError(f"a {type(value).__name__} has no form where any value may stand")


def _read_open(plain: Any) -> Any:
    if not isinstance(plain, dict):
        if isinstance(plain, list):
            raise CodecError("a list needs its tag")
        return plain
    if len(plain) != 1:
        raise CodecError(f"one tag expected, {sorted(plain)} found")
    tag, part = next(iter(plain.items()))
    if tag in _TAGS:
        return _TAGS[tag][1].read(part)
    if tag == "map":
        return {key: _read_open(inner) for key, inner in _checked(dict, part).items()}
    if tag in ("enum", "object"):
        return _named(tag, part)
    raise CodecError(f"{tag!r} is no tag")


def _named(tag: str, part: Any) -> Any:
    if len(_checked(list, part)) != 2:
        raise CodecError(f"{tag} needs a name and a value")
    known: Mapping[str, type] = OPEN_ENUMS if tag == "enum" else OPEN_OBJECTS
    name = _checked(str, part[0])
    if name not in known:
        raise CodecError(f"{name!r} is no known {tag}")
    return _form(known[name]).read(part[1])


_OPEN = _Form(_write_open, _read_open)
_DATE_PARTS = _Form(lambda date: [date.year, date.month, date.day], _partial_date)
_DIVISION_PARTS = _Form(lambda division: [division.code, division.name], _division)
_DECIMAL = _Form(_finite, _decimal)
_DAY = _Form(dt.date.isoformat, _date)
_TIME = _Form(dt.datetime.isoformat, _time)

_PLAIN: Mapping[Any, _Form] = {
    str: _Form(_text, lambda plain: _checked(str, plain)),
    bool: _Form(lambda value: _checked(bool, value), lambda plain: _checked(bool, plain)),
    int: _Form(lambda value: _checked(int, value), lambda plain: _checked(int, plain)),
    float: _Form(_float, _float),
    object: _OPEN,
    Any: _OPEN,
    Decimal: _DECIMAL,
    dt.date: _DAY,
    dt.datetime: _TIME,
    PartialDate: _DATE_PARTS,
    Division: _DIVISION_PARTS,
}
# tag: type, form
_TAGS: Mapping[str, tuple[type, _Form]] = {
    "number": (Decimal, _DECIMAL),
    "date": (PartialDate, _DATE_PARTS),
    "division": (Division, _DIVISION_PARTS),
    "day": (dt.date, _DAY),
    "time": (dt.datetime, _TIME),
    "tuple": (tuple, _repeated(object)),
    "list": (
        list,
        _Form(_repeated(object).write, lambda plain: list(_repeated(object).read(plain))),
    ),
}
