"""Pictures are drawn to scale, in their frame, and from nothing where there is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web import charts

COUNTS = st.lists(st.integers(0, 100_000), max_size=40)


@given(COUNTS)
def test_the_parts_of_a_bar_lie_side_by_side_and_fill_it(counts: list[int]) -> None:
    found = charts.stacked([(str(n), n) for n in counts], sum(counts))

    ends = [one.x + one.width for one in found]
    for before, one in zip(ends, found[1:], strict=False):
        assert one.x == pytest.approx(before, abs=0.01)
    assert not found or ends[-1] == pytest.approx(100, abs=0.05)
    assert sum(one.n for one in found) == sum(counts)


def test_a_part_of_nothing_is_not_drawn() -> None:
    assert charts.stacked([("a", 0), ("b", 0)], 0) == ()


def test_a_number_stands_only_where_there_is_room() -> None:
    small, large = charts.stacked([("a", 1), ("b", 99)], 100)

    assert (small.roomy, large.roomy) == (False, True)


@given(st.lists(COUNTS.map(lambda counts: counts[:4]), max_size=60))
def test_columns_stay_in_the_frame_and_stand_on_the_ground(values: list[list[int]]) -> None:
    found = charts.columns([[(str(n), n) for n in column] for column in values])

    for column, counts in zip(found.columns, values, strict=True):
        assert column.total == sum(counts)
        assert column.x >= charts.LEFT
        assert column.x + column.width <= charts.WIDTH
        assert charts.TOP - 0.1 <= column.top <= found.ground
        for part in column.parts:
            assert part.y + part.height <= found.ground + 0.1


def test_the_latest_column_always_has_its_word() -> None:
    for count in range(1, 60):
        found = charts.columns([[("n", 1)]] * count, labels=9)

        assert found.columns[-1].labelled
        assert sum(column.labelled for column in found.columns) <= 9


def test_numbers_that_would_touch_are_left_out_but_the_largest() -> None:
    many = charts.columns([[("n", n)] for n in (*range(100, 140), 999)])
    few = charts.columns([[("n", n)] for n in (100, 0, 120)])

    assert [column.total for column in many.columns if column.numbered] == [999]
    assert [column.numbered for column in few.columns] == [True, False, True]


@given(st.integers(0, 10**9))
def test_steps_of_an_axis_are_few_whole_and_reach_over_the_largest(largest: int) -> None:
    steps = charts.nice_steps(largest)

    assert 2 <= len(steps) <= 5
    assert steps[0] == 0 and steps[-1] >= largest
    assert str(steps[1]).strip("0") in ("1", "2", "5")


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3).map(sorted).map(tuple), max_size=30))
def test_a_line_lies_in_its_band_and_both_in_the_frame(
    shares: list[tuple[float, float, float]],
) -> None:
    found = charts.line(shares)

    for dot in found.dots:
        assert charts.TOP - 0.1 <= dot.high <= dot.y <= dot.low <= found.ground + 0.1
        assert charts.LEFT <= dot.x <= charts.WIDTH
    assert bool(found.line) == (len(shares) > 1)
    assert len(found.band.split()) == (2 * len(shares) if len(shares) > 1 else 0)


def test_one_month_is_a_dot_with_its_interval() -> None:
    found = charts.line([(0.7, 0.9, 0.97)])

    assert len(found.dots) == 1
    assert (found.line, found.band) == ("", "")
    assert found.dots[0].high < found.dots[0].y < found.dots[0].low


def test_high_shares_are_shown_close_and_low_ones_from_nought() -> None:
    near = charts.line([(0.93, 0.95, 0.97)]).ticks
    far = charts.line([(0.1, 0.5, 0.9)]).ticks

    assert [round(tick.value, 2) for tick in near] == [0.9, 0.92, 0.94, 0.96, 0.98, 1.0]
    assert far[0].value == 0
