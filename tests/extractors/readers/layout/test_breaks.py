"""What a page break cuts inside a table."""

from __future__ import annotations

from extractors.readers.layout.breaks import healed, without_head
from extractors.readers.layout.grid import Cell, Grid
from extractors.readers.layout.printed import Printed, lines_of
from tests.extractors.readers.layout.conftest import glyphs_of


def line(text: str) -> tuple[Printed, ...]:
    return tuple(lines_of(glyphs_of(0, 0, text), 1)) if text else ()


def grid(*cells: tuple[int, int, str, int]) -> Grid:
    """Cells as row, column, text, row span."""
    box = (0.0, 0.0, 1.0, 1.0)
    made = tuple(Cell(box, row, column, span, 1, line(text)) for row, column, text, span in cells)
    return Grid(1, box, made, (0.0, 1.0, 2.0), ruled=True)


def texts(part: Grid | None) -> list[tuple[int, int, str, int]]:
    cells = part.cells if part else ()
    return [(c.row, c.column, "".join(x.text for x in c.lines), c.row_span) for c in cells]


def test_a_merged_cell_covers_its_rows_on_the_next_page() -> None:
    above = grid((1, 1, "场地", 2), (1, 2, "面积", 1), (2, 2, "工位", 1))
    below = grid((1, 1, "", 2), (1, 2, "会议室", 1), (2, 2, "路演厅", 1))
    first, second = healed(above, below)
    assert texts(first)[0] == (1, 1, "场地", 4)
    assert texts(second) == [(1, 2, "会议室", 1), (2, 2, "路演厅", 1)]


def test_a_blank_cell_below_a_single_one_stays_a_blank_cell() -> None:
    above = grid((1, 1, "场地", 1), (1, 2, "面积", 1))
    below = grid((1, 1, "", 1), (1, 2, "会议室", 2), (2, 1, "无", 1))
    assert healed(above, below) == (above, below)


def test_borders_alone_at_a_pages_foot_are_the_row_on_the_next_page() -> None:
    above = grid((1, 1, "1", 1), (1, 2, "甲", 1), (2, 1, "", 1), (2, 2, "", 1))
    below = grid((1, 1, "2", 1), (1, 2, "乙", 1))
    first, second = healed(above, below)
    assert texts(first)[2:] == [(2, 1, "2", 1), (2, 2, "乙", 1)]
    assert second is None


def test_a_row_whose_first_cell_is_filled_is_new() -> None:
    above = grid((1, 1, "1", 1), (1, 2, "甲", 1))
    below = grid((1, 1, "2", 1), (1, 2, "", 1))
    assert healed(above, below) == (above, below)


def test_a_head_is_taken_off_with_its_cells() -> None:
    part = grid((1, 1, "序号", 1), (1, 2, "名称", 1), (2, 1, "7", 1), (2, 2, "甲", 1))
    rest, head = without_head(part, 1)
    assert texts(rest) == [(1, 1, "7", 1), (1, 2, "甲", 1)]
    assert [cell.column for cell in head] == [1, 2]
