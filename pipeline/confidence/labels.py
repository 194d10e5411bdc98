"""The expected result of a submission as somebody wrote it in, what is wrong with it out.

A label that is taken for something else counts right values as wrong, and the confidence of
all like them falls. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.model import Approximate
from extractors.values import ValueKind
from pipeline.confidence.matching import bare, is_truth

Fault = tuple[str, str]
"""Where it is, and what is wrong with how to mend it."""

KINDS: Mapping[str, tuple[type, str]] = {
    "id": (str, "a text"),
    "path": (str, "a text"),
    "fields": (dict, "an object with one entry a field"),
    "conflicts": (list, "a list, [] where no documents disagree"),
}
# A day, or as exact as the files say.
_DATE = re.compile(r"\d{4}(-\d{1,2}){0,2}")
_INEXACT = frozenset({None, *(member.value for member in Approximate)})
LONGEST = 60  # signs of what is shown of a wrong value


def faults(expected: Any) -> Iterator[Fault]:
    """All that keeps an expected result from being counted; nothing where it is sound."""
    if not isinstance(expected, dict):
        yield "", "has no id, path, fields, conflicts; write an object with them"
        return
    lacking = [key for key in KINDS if key not in expected]
    if lacking:
        yield "", f"has no {', '.join(lacking)}"
        return
    wrong = [
        (key, f"is {_shown(expected[key])}; write {wanted}")
        for key, (kind, wanted) in KINDS.items()
        if not isinstance(expected[key], kind)
    ]
    yield from wrong
    if wrong:
        return
    yield from _path(expected["path"])
    if not expected["id"].strip():
        yield "id", "is empty; give each submission an id of its own"
    for key, entry in expected["fields"].items():
        yield from _field(key, entry)
    for number, conflict in enumerate(expected["conflicts"], 1):
        yield from _conflict(f"conflict {number}", conflict)
    ambiguous = expected.get("ambiguous", [])
    if not isinstance(ambiguous, list) or not all(isinstance(key, str) for key in ambiguous):
        yield "ambiguous", f"is {_shown(ambiguous)}; write a list of keys of fields"


def _path(path: str) -> Iterator[Fault]:
    """Where the submission lies below submissions/: no way leads out of it."""
    windows, posix = PureWindowsPath(path), PurePosixPath(path)
    leaves = posix.is_absolute() or bool(windows.anchor) or ".." in (*windows.parts, *posix.parts)
    if not path.strip() or not path.isprintable() or leaves:
        yield "path", f"{_shown(path)} leads out of submissions/; write a folder or file in it"


def _field(key: str, entry: Any) -> Iterator[Fault]:
    spec = load_catalogue().fields.get(key)
    place = f"fields.{_cut(key)}"
    if spec is None:
        yield place, "no field has this key; `zhongchuang fields list` shows them"
    elif not isinstance(entry, dict) or "value" not in entry:
        yield place, f'is {_shown(entry)}; write {{"value": …}}'
    elif (wanted := _wanted(spec, entry["value"])) is not None:
        yield place, f"value is {_shown(entry['value'])}; write {wanted}"
    elif (inexact := entry.get("approximate")) is not None and inexact not in _INEXACT:
        known = ", ".join(member.value for member in Approximate)
        yield place, f"approximate is {_shown(inexact)}; write one of {known}, or leave it out"


def _wanted(spec: FieldSpec, value: Any) -> str | None:
    """What should stand there instead; None where it is of the field's kind."""
    match spec.kind:
        case ValueKind.NUMBER:
            return None if _is_number(value) else f"a number (unit {spec.unit})"
        case ValueKind.DATE:
            fits = isinstance(value, str) and _DATE.fullmatch(value)
            return None if fits else 'a date such as "2021-03-08", "2021-03" or "2021"'
        case ValueKind.YES_NO:
            return None if is_truth(value) else '"yes" or "no"'
        case ValueKind.CHOICE:
            known = [name for name in spec.choices if bare(name) == bare(value)]
            return None if known else f"one of {', '.join(spec.choices)}"
        case ValueKind.NAMES:
            several = isinstance(value, list) and all(isinstance(one, str) for one in value)
            return None if value and (several or isinstance(value, str)) else "a list of names"
        case ValueKind.DIVISION:
            return None if _is_division(value) else "a name, or an object with its code"
        case _:
            return None if isinstance(value, str) and bare(value) else "a text"


def _is_division(value: Any) -> bool:
    code = value.get("code") if isinstance(value, dict) else value
    return isinstance(code, str | int) and not isinstance(code, bool) and bool(bare(code))


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def _conflict(place: str, conflict: Any) -> Iterator[Fault]:
    key = conflict.get("key") if isinstance(conflict, dict) else None
    if not isinstance(key, str):
        yield place, f'is {_shown(conflict)}; write {{"key": …}} with the key of a field'
    elif key.partition(".")[0] not in {*load_catalogue().fields, *load_catalogue().rosters}:
        yield place, f"no field has the key {_cut(key)}; `zhongchuang fields list` shows them"


def _shown(value: Any) -> str:
    return _cut(repr(value))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
