"""What counts as right: values and quotes."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.values import ValueKind
from pipeline.confidence.matching import kind_of, overlap, quoted, rightness


@pytest.mark.parametrize(
    ("kind", "expected", "found", "right"),
    [
        (ValueKind.NUMBER, 1000, 1005, 1),  # half a percent
        (ValueKind.NUMBER, 1000, 1006, 0),  # more
        (ValueKind.NUMBER, 0, 0, 1),  # none is a value
        (ValueKind.NUMBER, 0, None, 0),
        (ValueKind.NUMBER, 1, True, 0),  # a yes is no number
        (ValueKind.DATE, "2022-05", "2022-05-17", 1),  # as exact as expected
        (ValueKind.DATE, "2022-05-17", "2022-05", 0),  # less exact
        (ValueKind.DATE, "2022-05", "2022年5月", 1),
        (ValueKind.YES_NO, "yes", True, 1),
        (ValueKind.YES_NO, False, "兼职", 1),
        (ValueKind.YES_NO, "no", None, 0),
        (ValueKind.DIVISION, {"code": "532504", "name": "弥勒市"}, {"code": "532504"}, 1),
        (ValueKind.DIVISION, {"code": "532504", "name": "弥勒市"}, {"code": "532500"}, 0),
        (ValueKind.TEXT, "（甲）公司", "(甲) 公司", 1),  # width and spaces do not count
        (ValueKind.TEXT, "甲公司", "乙公司", 0),
        (ValueKind.TEXT, "—", "", 0),  # nothing is not right
        (ValueKind.NAMES, ["甲", "乙"], ["乙", "丙"], 0.5),
    ],
)
def test_a_value_is_as_right_as_its_kind_says(
    kind: ValueKind, expected: Any, found: Any, right: float
) -> None:
    assert rightness(kind, expected, found) == right


def test_two_empty_lists_agree() -> None:
    assert overlap([], []) == 1.0


@pytest.mark.parametrize(
    ("evidence", "held"),
    [
        ({"document": "表.pdf", "page": 2, "text": "面积 820平方米"}, True),
        ({"document": "表.pdf", "page": 2, "text": "820"}, True),  # within
        ({"document": "表.pdf", "page": 2, "text": "使用面积820平方米，"}, True),  # around
        ({"document": "表.pdf", "page": 1, "text": "820"}, False),  # another page
        ({"document": "图.pdf", "page": 2, "text": "820"}, False),  # another file
        ({"document": "表.pdf", "page": 2, "text": ""}, False),
    ],
)
def test_a_quote_shows_its_place(evidence: dict[str, Any], held: bool) -> None:
    place = {"document": "表.pdf", "page": 2, "text": "面积820平方米"}
    assert quoted(place, evidence) is held


def test_a_rosters_column_has_its_own_kind() -> None:
    assert kind_of("headcount", "tenants") is ValueKind.NUMBER
    assert kind_of("total_area_m2") is ValueKind.NUMBER
    assert kind_of("year", "yearly_statistics") is ValueKind.NUMBER
    assert kind_of("space_name") is ValueKind.TEXT
