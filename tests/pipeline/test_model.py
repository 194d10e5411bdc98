"""Which decisions hold: withdrawn ones do not, and the last word about a subject counts."""

from __future__ import annotations

import datetime as dt

from extractors.values import Value
from pipeline.model import (
    Decision,
    DecisionKind,
    in_force,
    latest_about_conditions,
    latest_about_fields,
    material_asked,
    signed_off,
)

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
VALUE, WITHDRAW = DecisionKind.VALUE, DecisionKind.WITHDRAW
JUDGEMENT, MORE = DecisionKind.JUDGEMENT, DecisionKind.MORE_MATERIAL
SIGN_OFF, REOPEN = DecisionKind.SIGN_OFF, DecisionKind.REOPEN


def series(*said: tuple[DecisionKind, str, Value | None]) -> list[Decision]:
    return [
        Decision("s", kind, subject, value, "", "甲", NOON, id=number)
        for number, (kind, subject, value) in enumerate(said, start=1)
    ]


def test_what_was_withdrawn_lets_the_one_before_stand() -> None:
    given = series((VALUE, "a", "一"), (VALUE, "a", "二"), (WITHDRAW, "a", "2"))

    assert [d.value for d in in_force(given)] == ["一"]
    assert latest_about_fields(given)["a"].value == "一"
    assert in_force(in_force(given)) == in_force(given)


def test_a_decision_that_has_no_number_yet_holds() -> None:
    (told,) = series((VALUE, "a", "一"))
    unnumbered = Decision("s", VALUE, "b", "None", "", "甲", NOON)

    assert in_force([told, unnumbered]) == (told, unnumbered)


def test_material_asked_for_takes_an_answer_back_until_the_next() -> None:
    given = series((JUDGEMENT, "8", True), (MORE, "8", None), (JUDGEMENT, "8", False))

    assert latest_about_conditions(given[:2])["8"].kind is MORE
    assert (set(material_asked(given[:2])), material_asked(given)) == ({"8"}, {})


def test_a_reopened_application_is_signed_no_longer() -> None:
    given = series(
        (SIGN_OFF, "application", "eligible"),
        (REOPEN, "application", None),
        (SIGN_OFF, "application", "eligible"),
    )

    assert [signed_off(given[:n]) is not None for n in range(4)] == [False, True, False, True]
