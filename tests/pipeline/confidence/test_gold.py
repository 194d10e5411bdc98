"""Right or wrong, key by key: disputed, absent, ambiguous, derived and inexact ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.model import Approximate, Method
from pipeline.confidence.gold import Comparison, Observation, compare, known_keys, labelled
from pipeline.model import FieldValue, Record, Signals, Status

AREA = {"value": 820, "document": "表.docx", "text": "820㎡"}


def expected(fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "x", "fields": fields, "conflicts": [], **more}


def found(value: Any, status: str = "accepted", **more: Any) -> dict[str, Any]:
    return {"value": value, "status": status, **more}


@pytest.mark.parametrize(
    ("value", "right"),
    [(820, True), ("823", True), (831, False)],  # half a percent may differ
)
def test_a_value_is_right_or_wrong(value: Any, right: bool) -> None:
    said = compare(expected({"total_area_m2": AREA}), "total_area_m2", found(value))
    assert said is not None
    assert (said.known, said.given, said.value_right) == (True, True, right)


def test_a_value_that_is_not_found_is_missed() -> None:
    said = compare(expected({"total_area_m2": AREA}), "total_area_m2", found(None, "missing"))
    assert said == Comparison(known=True, given=False, right=0.0)


def test_a_value_for_an_absent_key_is_wrong() -> None:
    said = compare(expected({}), "jobs_count", found(5))
    assert said == Comparison(known=False, given=True, right=0.0)


def test_nothing_found_for_an_absent_key_says_nothing() -> None:
    assert compare(expected({}), "jobs_count", {}) is None


def test_an_ambiguous_key_says_nothing() -> None:
    unsure = expected({"total_area_m2": AREA}, ambiguous=["total_area_m2"])
    assert compare(unsure, "total_area_m2", found(820)) is None
    assert known_keys(unsure) == frozenset()


@pytest.mark.parametrize(
    ("fields", "status", "right", "value_right"),
    [
        ({}, "review", 1.0, False),  # handed over; no value is the right one
        ({}, "accepted", 0.0, False),
        ({"total_area_m2": AREA}, "review", 1.0, True),
        ({"total_area_m2": AREA}, "accepted", 1.0, True),  # what a careful official would take
    ],
)
def test_a_disputed_key(
    fields: dict[str, Any], status: str, right: float, value_right: bool
) -> None:
    disputed = expected(fields, conflicts=[{"key": "total_area_m2"}])
    said = compare(disputed, "total_area_m2", found(820, status))
    assert said is not None
    assert (said.right, said.value_right) == (right, value_right)
    assert known_keys(disputed) == {"total_area_m2"}


@pytest.mark.parametrize(("ours", "same"), [("at_least", True), (None, False), ("at_most", False)])
def test_how_inexact_a_right_number_is(ours: str | None, same: bool) -> None:
    gold = expected({"total_area_m2": {**AREA, "approximate": "at_least"}})
    said = compare(gold, "total_area_m2", found(820, approximate=ours))
    assert said is not None
    assert (said.value_right, said.same_inexactness) == (True, same)


def test_a_list_is_right_only_when_it_is_complete() -> None:
    gold = expected({"services": {"value": ["融资", "培训", "路演"]}})
    said = compare(gold, "services", found(["融资", "培训"]))
    assert said is not None
    assert 0 < said.right < 1
    assert not said.value_right


def test_a_derived_value_is_compared_like_any_other() -> None:
    gold = expected({"public_share": {"value": 0.25, "derived_from": ["public_area_m2"]}})
    said = compare(gold, "public_share", found(0.25))
    assert said is not None
    assert said.value_right


def test_a_record_gives_an_observation_a_value() -> None:
    signals = Signals(Method.CELL)
    record = Record(
        {
            "total_area_m2": FieldValue(
                "total_area_m2",
                Decimal(820),
                Approximate.AT_LEAST,
                status=Status.REVIEW,
                signals=signals,
            ),
            "jobs_count": FieldValue(
                "jobs_count", Decimal(5), status=Status.ACCEPTED, signals=signals
            ),
            "team_count": FieldValue("team_count"),  # missing
            "staff_count": FieldValue("staff_count", Decimal(6), method=Method.DECISION),
        }
    )
    gold = expected({"total_area_m2": AREA, "team_count": {"value": 3}})

    one = labelled(gold, record)

    assert (one.name, one.known) == ("x", 2)
    assert one.observations == (
        Observation("total_area_m2", signals, True),
        Observation("jobs_count", signals, False),
    )
