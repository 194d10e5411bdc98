"""What a person decided stands, and is asked about again only where something new is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from extractors.model import Approximate, Method
from pipeline.model import Alternative, Decision, DecisionKind, FieldValue, Status
from pipeline.record.decide import decided, seen_values

MACHINE = FieldValue(
    "mentor_count",
    Decimal(12),
    approximate=Approximate.ABOUT,
    status=Status.REVIEW,
    method=Method.PROSE,
    alternatives=(
        Alternative(Decimal(15), "方案另有说法", rival=True),
        Alternative(Decimal(20), "规划数"),
    ),
)
NOW = FieldValue("mentor_count", Decimal(12), status=Status.ACCEPTED, method=Method.CELL)


def decide(
    value: Any, seen: Any = None, kind: DecisionKind = DecisionKind.VALUE, field: str = ""
) -> Decision:
    at = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    subject = field or "mentor_count"
    return Decision("s", kind, subject, value, "", "甲", at, {} if seen is None else seen)


def test_without_a_decision_the_field_is_as_the_machine_read_it() -> None:
    assert decided(MACHINE, [decide(Decimal(9), field="staff_count")]) is MACHINE
    assert decided(MACHINE, [decide(True, kind=DecisionKind.JUDGEMENT)]) is MACHINE


def test_a_decision_settles_the_field_and_keeps_what_the_machine_read() -> None:
    value = decided(MACHINE, [decide(Decimal(15), seen_values(MACHINE))])
    assert (value.value, value.status, value.method) == (15, Status.ACCEPTED, Method.DECISION)
    assert value.approximate is None
    assert value.rivals == ()
    assert [(a.value, a.reason) for a in value.alternatives] == [
        (12, "机器读出的值"),
        (20, "规划数"),
    ]


def test_the_machine_s_own_value_may_be_confirmed() -> None:
    value = decided(MACHINE, [decide(Decimal(12), seen_values(MACHINE))])
    assert (value.value, value.status, value.evidence) == (12, Status.ACCEPTED, MACHINE.evidence)


def test_a_value_that_no_document_has_may_be_decided() -> None:
    value = decided(MACHINE, [decide(Decimal(14), seen_values(MACHINE))])
    assert (value.value, value.evidence, value.rivals) == (14, (), ())


def test_the_latest_decision_stands() -> None:
    first, second = decide(Decimal(15), seen_values(MACHINE)), decide(Decimal(12))
    assert decided(MACHINE, [first, second]).value == 12


def test_nothing_provided_is_a_decision_too() -> None:
    seen = seen_values(MACHINE)
    value = decided(MACHINE, [decide(None, seen, DecisionKind.NOT_PROVIDED)])
    assert (value.value, value.status, value.method) == (None, Status.MISSING, Method.DECISION)


def test_a_rival_that_the_person_has_not_seen_opens_the_field_again() -> None:
    decision = decide(Decimal(12), seen_values(NOW))
    value = decided(MACHINE, [decision])
    assert (value.value, value.status) == (12, Status.REVIEW)  # the decided value still stands
    assert [a.value for a in value.rivals] == [15]
    # Once seen and decided anew, it is quiet.
    again = decide(Decimal(12), seen_values(MACHINE))
    assert decided(MACHINE, [decision, again]).status is Status.ACCEPTED


def test_a_new_reading_after_nothing_provided_is_asked_about() -> None:
    empty = FieldValue("mentor_count")
    decision = decide(None, seen_values(empty), DecisionKind.NOT_PROVIDED)
    value = decided(NOW, [decision])
    assert (value.value, value.status) == (None, Status.REVIEW)
    assert [a.value for a in value.rivals] == [12]


def test_a_machine_value_that_vanished_changes_nothing() -> None:
    decision = decide(Decimal(15), seen_values(MACHINE))
    value = decided(FieldValue("mentor_count"), [decision])
    assert (value.value, value.status) == (15, Status.ACCEPTED)


def test_what_was_shown_is_kept_as_plain_json() -> None:
    assert seen_values(MACHINE) == {"values": [12, 15]}
    assert seen_values(FieldValue("mentor_count")) == {"values": []}


def test_a_decision_without_what_was_shown_is_never_reopened() -> None:
    assert decided(MACHINE, [decide(Decimal(14), {"values": "?"})]).status is Status.ACCEPTED
