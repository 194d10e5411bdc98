"""Short labels are read with the head of their group."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.find import find_in

PREMISES = [
    [("场地", 2, 1), "面积", "1860㎡", "权属", "☑自有 □租赁"],
    ["其中公共办公", "210m", "工位", "40个"],
]


def values(document: Any, key: str) -> list[Any]:
    return [c.value for c in find_in(document).candidates if c.field == key and not c.rejected]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("total_area_m2", 1860),
        ("premises_tenure", "自有"),  # 权属 alone would be anything's
        ("public_area_m2", 210),  # the raised 2 of the unit was lost
        ("workstation_count", 40),
    ],
)
def test_a_head_that_spans_rows_says_what_is_asked(made: Any, key: str, expected: Any) -> None:
    assert values(made.write(PREMISES), key) == [expected]


def test_the_label_before_in_the_row_goes_on(made: Any) -> None:
    document = made.write([["种子基金", "（√）有（　）无", "规模", "人民币三百万元"]])

    assert values(document, "seed_fund_yuan") == [3_000_000]


def test_a_short_label_without_a_head_names_nothing(made: Any) -> None:
    document = made.write([["规模", "人民币三百万元"], ["权属", "自有"]])

    assert values(document, "seed_fund_yuan") == []


def test_a_head_and_label_that_no_field_is_called_name_nothing(made: Any) -> None:
    document = made.write([["导师", "12名", "面积", "300㎡"]])

    assert values(document, "mentor_count") == [12]
    assert values(document, "public_area_m2") == []
