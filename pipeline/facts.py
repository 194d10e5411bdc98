"""A facts object in (JSON), ruleset id, day and Record out.

This is how somebody who already has the figures asks for a judgement without any file. Takes
bare values or `{"value", "approximate", "rivals"}`; refuses wrong shapes with the place.
Never reads a file and never judges.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extractors.catalogue import ColumnSpec, FieldSpec, load_catalogue
from extractors.errors import MakerspaceError
from extractors.model import Approximate, Method, RosterCell, RosterRow
from extractors.values import PartialDate, Value, ValueKind, from_plain
from pipeline.model import Alternative, Answer, FieldValue, Record, Status

LISTS = ("materials", "plan_sections", "form_blanks")
# A figure of a statistics row, a key of the catalogue; "year" is the row's own.
YEAR = "year"
NOTHING = (None, "")
# No register holds a figure of more digits; a longer one is a slip or an attack.
MOST_DIGITS = 40


class FactsError(MakerspaceError):
    """A facts object has the wrong shape; the message names the place and what belongs there."""


def read_facts(obj: Any) -> tuple[str | None, dt.date | None, Record]:
    """Read one facts object.

    Args:
        obj: `{"ruleset", "on", "facts": {"fields": {…}, "tenants": […], "judgements": {…}}}`.

    Returns:
        The ruleset's id and the day where the object names them, and the record.

    Raises:
        FactsError: the shape is wrong; the message says where and what is expected.
    """
    whole = _table(obj, "the facts object")
    ruleset = whole.get("ruleset")
    if ruleset is not None and not isinstance(ruleset, str):
        raise FactsError(f"ruleset: {ruleset!r} is not an id such as 'yunnan-2021'")
    facts = whole["facts"] if whole.get("facts") is not None else {}
    on = _day(whole.get("on"))
    record = record_of(_table(facts, "facts"))
    return ruleset or None, on, record if on is None else dated(record, on)


def dated(record: Record, on: dt.date) -> Record:
    """The record as applied for on that day: a reference date that is given goes first."""
    day = PartialDate(on.year, on.month, on.day)
    applied = FieldValue("applied_on", day, status=Status.ACCEPTED, method=Method.FACT)
    return replace(record, fields={**record.fields, "applied_on": applied})


def _day(on: Any) -> dt.date | None:
    if on in NOTHING:
        return None
    try:
        return dt.date.fromisoformat(str(on).strip())
    except ValueError as error:
        raise FactsError(f"on: {on!r} is not a day such as 2024-05-28") from error


def record_of(facts: Mapping[str, Any]) -> Record:
    """The record that plain facts make.

    Raises:
        FactsError: a value, roster or judgement has the wrong shape.
    """
    catalogue = load_catalogue()
    fields = {
        key: _field(catalogue.fields[key], plain)
        for key, plain in _fields(facts, catalogue.fields).items()
    }
    return Record(
        fields=fields,
        rosters=_rosters(facts),
        materials=_texts(facts, "materials"),
        plan_sections=_texts(facts, "plan_sections"),
        form_blanks=_texts(facts, "form_blanks"),
        judgements=_answers(facts),
    )


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise FactsError(f"{where}: {_short(value)} is not an object; write {{…}}")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise FactsError(f"{where}: {_short(value)} is not a list; write […]")
    return list(value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


# Fields


def unknown_keys(obj: Any) -> tuple[str, ...]:
    """Names under `fields` that the catalogue does not have: they are not looked at."""
    facts = obj.get("facts") if isinstance(obj, Mapping) else None
    fields = facts.get("fields") if isinstance(facts, Mapping) else None
    known = load_catalogue().fields
    return tuple(str(k) for k in fields if k not in known) if isinstance(fields, Mapping) else ()


def _fields(facts: Mapping[str, Any], known: Mapping[str, FieldSpec]) -> dict[str, Any]:
    """The entries of `fields` that the catalogue has; a slip of the pen stops the reading."""
    found: dict[str, Any] = {}
    for key, plain in _table(facts.get("fields") or {}, "fields").items():
        if key in known:
            found[key] = plain
            continue
        near = difflib.get_close_matches(str(key), list(known), n=1, cutoff=0.85)
        if near:
            raise FactsError(f"fields: {key!r} is not in the catalogue. Did you mean {near[0]!r}?")
    return found


def _field(spec: FieldSpec, plain: Any) -> FieldValue:
    where = f"fields.{spec.key}"
    value, how, rivals = _witnesses(spec, plain, where)
    if value is None and not rivals:
        return FieldValue(spec.key)
    return FieldValue(
        spec.key,
        value,
        how,
        status=Status.REVIEW if rivals else Status.ACCEPTED,
        method=Method.FACT,
        alternatives=rivals,
    )


def _witnesses(
    spec: FieldSpec, plain: Any, where: str
) -> tuple[Value | None, Approximate | None, tuple[Alternative, ...]]:
    """The value with its direction, and the rivals beside it."""
    if not _is_wrapped(plain):
        return _value(spec, plain, where), None, ()
    rivals = _list(plain.get("rivals") or (), f"{where}.rivals")
    found = []
    for index, rival in enumerate(rivals):
        place = f"{where}.rivals[{index}]"
        value, how, _ = _witnesses(spec, rival, place)
        if value is not None:
            found.append(Alternative(value, "另一说法", approximate=how, rival=True))
    value = _value(spec, plain.get("value"), where)
    return value, _approximate(plain, where), tuple(found)


def _is_wrapped(plain: Any) -> bool:
    """Whether a value comes with its direction or rivals; a division is an object of its own."""
    return isinstance(plain, Mapping) and ("value" in plain or "rivals" in plain)


def _approximate(plain: Mapping[str, Any], where: str) -> Approximate | None:
    how = plain.get("approximate")
    if how in (None, False, ""):
        return None
    if how is True:
        how = plain.get("direction") or Approximate.ABOUT
    try:
        return Approximate(str(how))
    except ValueError as error:
        known = ", ".join(Approximate)
        raise FactsError(f"{where}.approximate: {how!r} is none of {known}") from error


def _value(spec: FieldSpec | ColumnSpec, plain: Any, where: str) -> Value | None:
    if plain is None or (isinstance(plain, str) and not plain.strip()):
        return None
    wanted = {
        ValueKind.TEXT: (str, int),
        ValueKind.CHOICE: (str,),
        ValueKind.DATE: (str, int),
        ValueKind.YES_NO: (str, bool, int),
        ValueKind.NUMBER: (str, int, float, Decimal),
        ValueKind.NAMES: (str, list, tuple),
        ValueKind.DIVISION: (str, int, Mapping),
    }[spec.kind]
    if not isinstance(plain, wanted) or (isinstance(plain, bool) and bool not in wanted):
        raise FactsError(f"{where}: {_short(plain)} is not a value of kind {spec.kind.value}")
    try:
        value = from_plain(spec.kind, plain)
    except (ValueError, AttributeError) as error:
        raise FactsError(f"{where}: {error}") from error
    if isinstance(value, Decimal) and abs(value.adjusted()) > MOST_DIGITS:
        raise FactsError(f"{where}: {_short(plain)} has more than {MOST_DIGITS} digits")
    return _canonical(spec, value)


def _canonical(spec: FieldSpec | ColumnSpec, value: Value | None) -> Value | None:
    """A choice under the catalogue's own name, also where one of its other words is written."""
    if not isinstance(value, str) or not spec.choices:
        return value
    word = value.strip()
    if word in spec.choices:
        return word
    named = [choice for choice, words in spec.choices.items() if word in words]
    return named[0] if len(named) == 1 else word


# Rosters, lists, judgements


def _rosters(facts: Mapping[str, Any]) -> dict[str, tuple[RosterRow, ...]]:
    """Every roster of the catalogue that the facts name, also under `rosters`."""
    nested = _table(facts.get("rosters") or {}, "rosters")
    found = {}
    for name in load_catalogue().rosters:
        rows = facts.get(name, nested.get(name))
        if rows is not None:
            places = enumerate(_list(rows, name))
            found[name] = tuple(_row(name, row, f"{name}[{i}]") for i, row in places)
    return found


def _row(roster: str, row: Any, where: str) -> RosterRow:
    cells: dict[str, RosterCell] = {}
    for key, plain in _table(row, where).items():
        spec = _column(roster, key)
        if spec is None:
            continue
        bare = plain.get("value") if _is_wrapped(plain) else plain
        cells[key] = RosterCell(_value(spec, bare, f"{where}.{key}"))
    return RosterRow(roster, cells)


def _column(roster: str, key: str) -> FieldSpec | ColumnSpec | None:
    catalogue = load_catalogue()
    column = catalogue.rosters[roster].columns.get(key)
    if column is None and roster == "yearly_statistics":
        return catalogue.fields.get(key)
    return column


def _texts(facts: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in _list(facts.get(key) or (), key))


def _answers(facts: Mapping[str, Any]) -> dict[str, Answer]:
    """The judgements given; one whose answer is null is still open."""
    found: dict[str, Answer] = {}
    for key, plain in _table(facts.get("judgements") or {}, "judgements").items():
        where = f"judgements.{key}"
        if isinstance(plain, Mapping) and "answer" not in plain:
            raise FactsError(f"{where}: has no 'answer'; write true or false")
        bare = plain["answer"] if isinstance(plain, Mapping) else plain
        reason = plain.get("reason") if isinstance(plain, Mapping) else ""
        try:
            answer = from_plain(ValueKind.YES_NO, bare)
        except ValueError as error:
            raise FactsError(f"{where}.answer: {error}; write true or false") from error
        if isinstance(answer, bool):
            found[key] = Answer(answer, "" if reason is None else str(reason))
    return found
