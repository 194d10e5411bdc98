"""A record and what people decided about its submission in, observations out.

A person is asked only about values that were doubtful or contested, so decisions are no fair
sample of all values. They are one of the values that are asked about: whether a value is asked
about follows from its signals alone, and where every such question of a submission has been
answered, none was left out because it was hard. So a submission counts only when it is answered
to the end; a value that was taken without a question counts only where a person overruled it,
which makes such values look worse than they are, never better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.values import to_plain
from pipeline.confidence.gold import WHOLE, Labelled, Observation
from pipeline.confidence.matching import kind_of, rightness
from pipeline.model import (
    Decision,
    DecisionKind,
    FieldValue,
    Record,
    Status,
    latest_about_fields,
)


def decided_submission(
    name: str, machine: Record, decisions: Sequence[Decision]
) -> Labelled | None:
    """What a submission's decisions say of the machine's values; None until all are answered.

    Args:
        name: The submission's id.
        machine: Its record at the present revision, made without any decision.
        decisions: Everything decided about it, oldest first; the latest about a field counts.
    """
    latest = latest_about_fields(decisions)
    asked = {
        key
        for key, field in machine.fields.items()
        if field.status is Status.REVIEW and field.value is not None
    }
    if not latest or not asked <= latest.keys():
        return None
    observed = tuple(_observed(machine, latest))
    return Labelled(name, observed, len(observed)) if observed else None


def _observed(machine: Record, latest: dict[str, Decision]) -> Iterator[Observation]:
    for key, decision in latest.items():
        field = machine.fields.get(key)
        if field is None or field.signals is None or field.value is None:
            continue
        right = _right(field, decision)
        if field.status is Status.REVIEW or not right:
            yield Observation(key, field.signals, right)


def _right(field: FieldValue, decision: Decision) -> bool:
    if decision.kind is DecisionKind.NOT_PROVIDED:
        return False
    share = rightness(kind_of(field.key), to_plain(decision.value), to_plain(field.value))
    return share > WHOLE
