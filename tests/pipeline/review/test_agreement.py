"""How far a second person says the same as the first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from extractors.values import Value
from pipeline.model import Assessment, Decision, DecisionKind, Eligibility, Outcome, Verdict
from pipeline.review.agreement import Agreement, compared, overall

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
AREA = Verdict("8.2a", "第八条", "面积", Outcome.MET, True, "", values={"total_area_m2": 820})
FREE = Verdict("9", "第九条", "时限", Outcome.MET, False, "", values={"mentor_count": 3})
FOUND = Assessment("demo", NOON.date(), True, Eligibility.ELIGIBLE, (AREA, FREE))

VALUE, SECOND = DecisionKind.VALUE, DecisionKind.SECOND


def decisions(*said: tuple[DecisionKind, str, Value | None]) -> list[Decision]:
    return [
        Decision("s", kind, "total_area_m2", value, "", by, NOON, id=number)
        for number, (kind, by, value) in enumerate(said, start=1)
    ]


@pytest.mark.parametrize(
    ("said", "agreement"),
    [
        ([], Agreement.NONE),
        ([(VALUE, "甲", Decimal(820))], Agreement.MISSING),
        ([(VALUE, "甲", Decimal(820)), (SECOND, "甲", Decimal(820))], Agreement.MISSING),
        ([(VALUE, "甲", Decimal(820)), (SECOND, "乙", Decimal("820.0"))], Agreement.DONE),
        ([(VALUE, "甲", Decimal(820)), (SECOND, "乙", None)], Agreement.DIFFERS),
        ([(DecisionKind.NOT_PROVIDED, "甲", None), (SECOND, "乙", None)], Agreement.DONE),
        # A third person's word stands, the first's or the second's repeated does not.
        (
            [(VALUE, "甲", Decimal(1)), (SECOND, "乙", Decimal(2)), (VALUE, "丙", Decimal(3))],
            Agreement.DONE,
        ),
        (
            [(VALUE, "甲", Decimal(1)), (SECOND, "乙", Decimal(2)), (VALUE, "甲", Decimal(1))],
            Agreement.DIFFERS,
        ),
        (
            [(VALUE, "甲", Decimal(1)), (SECOND, "乙", Decimal(2)), (VALUE, "乙", Decimal(2))],
            Agreement.MISSING,
        ),
        # What was withdrawn was never said.
        (
            [
                (VALUE, "甲", Decimal(1)),
                (SECOND, "乙", Decimal(1)),
                (DecisionKind.WITHDRAW, "乙", "2"),
            ],
            Agreement.MISSING,
        ),
    ],
)
def test_two_answers_are_compared(
    said: list[tuple[DecisionKind, str, Value | None]], agreement: Agreement
) -> None:
    assert overall(compared(FOUND, decisions(*said))) is agreement


def test_what_no_binding_condition_stands_on_is_not_asked_twice() -> None:
    told = Decision("s", VALUE, "mentor_count", Decimal(3), "", "甲", NOON, id=1)

    assert compared(FOUND, [told]) == ()
    assert compared(None, decisions((VALUE, "甲", Decimal(820)))) == ()
