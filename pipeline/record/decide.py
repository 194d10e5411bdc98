"""A field's value and the decisions in, the value as a person settled it out.

The latest decision stands. What the machine says since then is kept beside it; where it says
something that the person had not seen, the field asks again, and the decided value still stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.model import Anchor, AnchorKind, Evidence, Method
from extractors.values import Value, to_plain
from pipeline.model import (
    Alternative,
    Decision,
    DecisionKind,
    FieldValue,
    Place,
    Status,
    latest_about_fields,
)


def decided(value: FieldValue, decisions: Sequence[Decision]) -> FieldValue:
    """The field with the latest decision about it applied."""
    decision = latest_about_fields(decisions).get(value.key)
    if decision is None:
        return value
    unseen = _unseen(value, decision)
    settled = decision.value if decision.kind is DecisionKind.VALUE else None
    status = Status.REVIEW if unseen else Status.ACCEPTED
    if settled is None and not unseen:
        status = Status.MISSING
    return replace(
        value,
        value=settled,
        approximate=None,
        measured=None,
        signals=None,
        status=status,
        method=Method.DECISION,
        evidence=_evidence_of(value, settled, decision.place),
        alternatives=_alternatives(value, settled, unseen),
    )


def _said(value: FieldValue) -> list[Value]:
    """What the machine now holds possible."""
    chosen = [] if value.value is None else [value.value]
    return chosen + [rival.value for rival in value.rivals]


def _unseen(value: FieldValue, decision: Decision) -> list[Value]:
    """What documents say now that the person did not see then, and did not decide."""
    shown = decision.seen.get("values")
    if not isinstance(shown, list):
        return []
    known = [*shown, to_plain(decision.value)]
    return [said for said in _said(value) if to_plain(said) not in known]


def seen_values(value: FieldValue) -> dict[str, object]:
    """What to write into `Decision.seen` when a person decides on this field."""
    return {"values": [to_plain(said) for said in _said(value)]}


def _evidence_of(
    value: FieldValue, settled: Value | None, place: Place | None
) -> tuple[Evidence, ...]:
    """Where a person says it stands, else where the machine read the same value."""
    if place is not None and settled is not None:
        return (shown_at(place),)
    if settled == value.value:
        return value.evidence
    for alternative in value.alternatives:
        if settled is not None and alternative.value == settled:
            return alternative.evidence
    return ()


DRAWN = -1
"""The `block` of evidence that a person drew: it quotes no block."""


def shown_at(place: Place) -> Evidence:
    """The box that a person drew, as evidence."""
    return Evidence(
        document=place.document.rpartition("/")[2],
        sha256=place.sha256,
        block=DRAWN,
        start=0,
        end=len(place.text),
        text=place.text,
        anchor=Anchor(AnchorKind.PAGE, page=place.page, bbox=place.box),
    )


def _alternatives(
    value: FieldValue, settled: Value | None, unseen: list[Value]
) -> tuple[Alternative, ...]:
    """Machine values beside the decision; only those not yet seen count as rivals."""
    kept = [
        replace(a, rival=a.rival and a.value in unseen)
        for a in value.alternatives
        if a.value != settled
    ]
    if value.value is not None and value.value != settled:
        machine = Alternative(
            value.value,
            "机器读出的值",
            value.evidence,
            value.approximate,
            rival=value.value in unseen,
        )
        kept.insert(0, machine)
    return tuple(kept)
