"""What became another, and that a series of changes leads back to what stands."""

from __future__ import annotations

from pipeline.review.changes import difference, replayed

FIRST = {"outcome": "needs_review", "field:a": "820 ㎡|review", "field:b": "3|accepted"}
SECOND = {"outcome": "eligible", "field:a": "820 ㎡|review", "condition:1": "met"}


def test_only_what_is_not_the_same_is_told() -> None:
    assert difference(FIRST, SECOND) == {
        "outcome": ("needs_review", "eligible"),
        "condition:1": (None, "met"),
        "field:b": ("3|accepted", None),
    }
    assert difference(FIRST, FIRST) == {}


def test_changes_lead_to_what_stands() -> None:
    series = [difference({}, FIRST), difference(FIRST, SECOND)]

    assert replayed(series[:1]) == FIRST
    assert replayed(series) == SECOND
