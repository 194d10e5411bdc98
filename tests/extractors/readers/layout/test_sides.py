"""Tables without a border at their left or right are closed there; nothing else is."""

from __future__ import annotations

from extractors.readers.layout.ruling import tables_of
from extractors.readers.layout.sides import missing_sides

LEVEL = [(y, 50.0, 500.0) for y in (100.0, 120.0, 140.0, 160.0)]
INNER = [(x, 100.0, 160.0) for x in (90.0, 300.0)]


def test_a_table_open_at_both_sides_is_closed() -> None:
    assert missing_sides(INNER, LEVEL) == [(50.0, 100.0, 160.0), (500.0, 100.0, 160.0)]
    (cells,) = tables_of(INNER, LEVEL)
    assert len(cells) == 9
    assert min(cell[0] for cell in cells) == 50.0


def test_a_side_that_is_drawn_is_not_drawn_again() -> None:
    left = (50.0, 100.0, 160.0)
    assert missing_sides([left, *INNER], LEVEL) == [(500.0, 100.0, 160.0)]


def test_three_lines_without_borders_between_columns_stay_open() -> None:
    """Nothing says where a column ends: the white does, and is looked at elsewhere."""
    assert missing_sides([], LEVEL) == []


def test_the_text_between_two_tables_is_in_none() -> None:
    lower = [(y + 200, a, b) for y, a, b in LEVEL]
    inner = [*INNER, *((x, t + 200, b + 200) for x, t, b in INNER)]
    found = missing_sides(sorted(inner), [*LEVEL, *lower])
    assert sorted(found)[:2] == [(50.0, 100.0, 160.0), (50.0, 300.0, 360.0)]


def test_a_low_row_merged_over_all_columns_belongs_to_the_table() -> None:
    level = [(y, 50.0, 500.0) for y in (100.0, 120.0, 140.0, 160.0, 180.0)]
    inner = [(90.0, 100.0, 140.0), (90.0, 160.0, 180.0)]
    assert (50.0, 100.0, 180.0) in missing_sides(inner, level)


def test_a_rule_under_a_running_head_makes_no_table() -> None:
    assert missing_sides([(300.0, 400.0, 500.0)], [(60.0, 50.0, 500.0), (780.0, 50.0, 500.0)]) == []
