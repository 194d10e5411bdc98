"""What reviewers' decisions say of the machine's values, and which of them may say it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from extractors.model import Method
from pipeline.confidence.decisions import decided_submission
from pipeline.confidence.gold import Labelled, Observation
from pipeline.model import Decision, DecisionKind, FieldValue, Record, Signals, Status

CELL, PROSE = Signals(Method.CELL), Signals(Method.PROSE)


def value(key: str, number: int, status: Status, signals: Signals = CELL) -> FieldValue:
    return FieldValue(key, Decimal(number), status=status, signals=signals)


def decision(key: str, number: Any, kind: DecisionKind = DecisionKind.VALUE) -> Decision:
    given = None if number is None else Decimal(number)
    at = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    return Decision("s", kind, key, given, "", "李", at)


MACHINE = Record(
    {
        "total_area_m2": value("total_area_m2", 820, Status.REVIEW),
        "jobs_count": value("jobs_count", 5, Status.REVIEW, PROSE),
        "team_count": value("team_count", 3, Status.ACCEPTED),
        "staff_count": FieldValue("staff_count"),
    }
)
BOTH = [decision("total_area_m2", 820), decision("jobs_count", 6)]


def test_what_was_asked_is_right_or_wrong_as_decided() -> None:
    assert decided_submission("s", MACHINE, BOTH) == Labelled(
        "s",
        (Observation("total_area_m2", CELL, True), Observation("jobs_count", PROSE, False)),
        known=2,
    )


def test_the_last_decision_counts() -> None:
    found = decided_submission("s", MACHINE, [*BOTH, decision("jobs_count", 5)])
    assert found is not None
    assert [one.right for one in found.observations] == [True, True]


def test_a_value_that_the_files_do_not_state_is_wrong() -> None:
    absent = decision("total_area_m2", None, DecisionKind.NOT_PROVIDED)
    found = decided_submission("s", MACHINE, [BOTH[1], absent])
    assert found is not None
    assert [one.right for one in found.observations] == [False, False]


@pytest.mark.parametrize("decisions", [[], BOTH[:1], [decision("team_count", 4)]])
def test_a_submission_that_is_answered_in_part_says_nothing(decisions: list[Decision]) -> None:
    """People answer first what is easy, or what matters: that is no fair sample."""
    assert decided_submission("s", MACHINE, decisions) is None


@pytest.mark.parametrize(("number", "observed"), [(4, 3), (3, 2)])
def test_a_value_nobody_was_asked_about_counts_only_where_it_is_overruled(
    number: int, observed: int
) -> None:
    found = decided_submission("s", MACHINE, [*BOTH, decision("team_count", number)])
    assert found is not None
    assert len(found.observations) == observed


def test_a_value_the_machine_did_not_find_is_no_observation() -> None:
    found = decided_submission("s", MACHINE, [*BOTH, decision("staff_count", 6)])
    assert found == decided_submission("s", MACHINE, BOTH)


def test_other_decisions_say_nothing_of_values() -> None:
    judged = decision("2a", None, DecisionKind.JUDGEMENT)
    assert decided_submission("s", MACHINE, [judged]) is None
