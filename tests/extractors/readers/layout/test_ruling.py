"""Cells from strokes, as pdfplumber's line strategy finds them."""

from __future__ import annotations

import pytest

from extractors.errors import LimitReached
from extractors.readers.layout.ruling import Stroke, merged, tables_of


def grid(xs: list[float], ys: list[float]) -> tuple[list[Stroke], list[Stroke]]:
    return [(x, ys[0], ys[-1]) for x in xs], [(y, xs[0], xs[-1]) for y in ys]


def test_a_grid_has_its_cells() -> None:
    (table,) = tables_of(*grid([0, 50, 100], [0, 20, 40]))
    assert sorted(table) == [(0, 0, 50, 20), (0, 20, 50, 40), (50, 0, 100, 20), (50, 20, 100, 40)]


def test_a_frame_alone_is_no_table() -> None:
    assert tables_of(*grid([0, 100], [0, 40])) == ()


def test_a_merged_cell_is_one_cell() -> None:
    upright = [(0.0, 0.0, 40.0), (50.0, 20.0, 40.0), (100.0, 0.0, 40.0)]
    level = [(y, 0.0, 100.0) for y in (0.0, 20.0, 40.0)]
    (table,) = tables_of(upright, level)
    assert (0, 0, 100, 20) in table
    assert len(table) == 3


def test_both_sides_of_a_thin_bar_are_one_stroke() -> None:
    assert merged([(10.0, 0.0, 50.0), (10.5, 0.0, 50.0)]) == [(10.25, 0.0, 50.0)]


def test_dashes_are_joined_and_dots_left_out() -> None:
    assert merged([(10.0, y, y + 2) for y in range(0, 40, 4)]) == [(10.0, 0, 38)]
    assert merged([(10.0, 0.0, 2.0)]) == []


def test_strokes_that_nearly_meet_close_a_cell() -> None:
    upright, level = grid([0, 50, 100], [0, 20, 40])
    assert len(tables_of([(x, 2.5, 37.5) for x, _, _ in upright], level)[0]) == 4
    assert tables_of([(x, 4.0, 36.0) for x, _, _ in upright], level) == ()


def test_tables_apart_are_two_and_stand_in_order() -> None:
    first, second = grid([0, 50, 100], [200, 220]), grid([0, 50, 100], [0, 20])
    tables = tables_of(first[0] + second[0], first[1] + second[1])
    assert [table[0][1] for table in tables] == [0, 200]


def test_a_lattice_beyond_all_forms_is_refused() -> None:
    lines = [float(number * 4) for number in range(400)]
    with pytest.raises(LimitReached):
        tables_of(*grid(lines, lines))
