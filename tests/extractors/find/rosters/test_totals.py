"""What a total may add up, where subtotals and parts of parts stand among the lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.find.rosters.totals import TOTAL, nearest_sum, possible_sums

PLAIN = [("房租", 30), ("活动", 12)]
SUBTOTALS = [("房租", 30), ("水电", 5), ("小计", 35), ("活动", 12), ("小 计", 12)]
OF_WHICH = [("房租", 30), ("其中：仓库", 10), ("活动", 12)]


@pytest.mark.parametrize(
    ("rows", "total", "nearest"),
    [
        (PLAIN, 42, 42),
        (PLAIN, 50, 42),  # nothing gives it
        (SUBTOTALS, 47, 47),
        (OF_WHICH, 42, 42),
        (OF_WHICH, 52, 52),  # the author counts the part beside the whole
        ([("（1）其中：房租", 30), ("活动", 12)], 12, 12),
        ([], 42, None),
    ],
)
def test_the_sum_that_fits_best_is_what_the_total_means(
    rows: list[tuple[str, int]], total: int, nearest: int | None
) -> None:
    parts = [(name, Decimal(number)) for name, number in rows]
    assert nearest_sum(parts, Decimal(total)) == nearest


def test_without_subtotals_and_parts_there_is_one_sum() -> None:
    assert possible_sums([(name, Decimal(number)) for name, number in PLAIN]) == (Decimal(42),)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("合计", True),
        ("合计(万元)", True),
        ("总计", True),
        ("合计使用面积", False),
        ("小计", False),
    ],
)
def test_the_words_for_a_total(text: str, total: bool) -> None:
    assert bool(TOTAL.match(text)) is total
