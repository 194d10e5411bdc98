"""A record and its assessment in, what they say in plain words out, and what became another.

History shows what the machine said and when it said something else. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.model import Assessment, FieldValue, Record
from pipeline.wording import value_words

__all__ = ["Change", "difference", "replayed", "state_of"]

Change = Mapping[str, tuple[str | None, str | None]]
"""subject → from, to; None where there was, or is, nothing. A subject is outcome, ruleset,
field:<key>, roster:<name> or condition:<id>."""


def state_of(record: Record, assessment: Assessment | None) -> dict[str, str]:
    """What is known now, one line a subject; fields without a value are left out."""
    state = {
        f"field:{key}": _told(field)
        for key, field in record.fields.items()
        if field.value is not None
    }
    state |= {f"roster:{name}": f"{len(rows)} 行" for name, rows in record.rosters.items()}
    if assessment is not None:
        state |= {"ruleset": assessment.ruleset, "outcome": assessment.outcome.value}
        state |= {f"condition:{v.id}": v.outcome.value for v in assessment.verdicts}
    return state


def _told(field: FieldValue) -> str:
    return f"{value_words(field.key, field.value, field.approximate)}|{field.status.value}"


def difference(
    before: Mapping[str, str], after: Mapping[str, str]
) -> dict[str, tuple[str | None, str | None]]:
    """What is not the same, in the order of `after`, what is gone last."""
    keys = dict.fromkeys((*after, *before))
    return {
        key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)
    }


def replayed(changes: Iterable[Change]) -> dict[str, str]:
    """The state that a series of changes, oldest first, leads to."""
    state: dict[str, str] = {}
    for change in changes:
        for key, (_, now) in change.items():
            if now is None:
                state.pop(key, None)
            else:
                state[key] = now
    return state
