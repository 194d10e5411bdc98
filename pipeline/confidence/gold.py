"""A labelled submission's expected result and the values found in, which of them are right out.

`expected` is what stands in `gold/` or `expected/` beside the submissions: `fields` with their
values, `conflicts` on which documents disagree, keys that are `ambiguous`; a field that stands
in neither is absent. Never reads a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.values import ValueKind, to_plain
from pipeline.confidence.matching import kind_of, rightness
from pipeline.model import Record, Signals, Status

Json = Mapping[str, Any]

# A list of names counts as right only when it is complete.
WHOLE = 0.999


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field's value against what is expected of it.

    `known` says that the files hold the field, `given` that a value was found or that a
    disputed one was handed to a reviewer. `right` is 0 to 1, for lists anything between.
    `handed_over` is a disputed field given to a reviewer, which counts as right whatever the
    value; `value_right` looks at the value alone. `same_inexactness` says whether a right
    number is about, at least or at most as expected; None where that is not asked.
    """

    known: bool
    given: bool
    right: float
    handed_over: bool = False
    value_right: bool = False
    same_inexactness: bool | None = None


def compare(expected: Json, key: str, found: Json) -> Comparison | None:
    """Compare one field; None where nothing can be said of it: ambiguous, or on neither side.

    Args:
        expected: The submission's expected result.
        key: The field.
        found: Its `value`, `status` and `approximate` as `extract --json` prints them.
    """
    want = expected["fields"].get(key)
    disputed = any(conflict["key"] == key for conflict in expected["conflicts"])
    known = want is not None or disputed
    handed_over = disputed and found.get("status") == Status.REVIEW
    given = present(found) or handed_over
    if key in expected.get("ambiguous", ()) or not (known or given):
        return None
    kind = kind_of(key)
    share = rightness(kind, want["value"], found.get("value")) if want and given else 0.0
    asked = want is not None and share > WHOLE and not disputed and kind is ValueKind.NUMBER
    return Comparison(
        known=known,
        given=given,
        right=1.0 if handed_over else share,
        handed_over=handed_over,
        value_right=share > WHOLE,
        same_inexactness=want.get("approximate") == found.get("approximate") if asked else None,
    )


def present(found: Json) -> bool:
    """Whether a field's entry gives a value at all."""
    return found.get("status") != Status.MISSING and found.get("value") not in (None, "", [], {})


def known_keys(expected: Json) -> frozenset[str]:
    """The fields that the files hold, without those on which nothing can be said."""
    disputed = {conflict["key"] for conflict in expected["conflicts"]}
    return frozenset((set(expected["fields"]) | disputed) - set(expected.get("ambiguous", ())))


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one submission of which somebody knows whether it is right."""

    key: str
    signals: Signals
    right: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """What is known of one submission; `known` is how many fields its files hold."""

    name: str
    observations: tuple[Observation, ...]
    known: int


def labelled(expected: Json, record: Record) -> Labelled:
    """The observations that a labelled submission gives, of the record made of its files."""
    return Labelled(
        str(expected["id"]), tuple(_observed(expected, record)), len(known_keys(expected))
    )


def _observed(expected: Json, record: Record) -> Iterator[Observation]:
    for key, field in record.fields.items():
        if field.signals is None or field.value is None:
            continue
        found = {
            "value": to_plain(field.value),
            "status": field.status,
            "approximate": field.approximate,
        }
        said = compare(expected, key, found)
        if said is not None:
            yield Observation(key, field.signals, said.value_right)
