"""Excel: letters and numbers as Excel has them, hidden things named, large sheets in windows."""

from __future__ import annotations

from extractors.model import Anchor, AnchorKind, Block, Document, Layer
from pipeline.showing.sheets import MOST_COLUMNS, MOST_ROWS, Grid, grid_of, letters
from pipeline.showing.spots import Spot

WHOLE = Spot(0)


def cell(
    text: str,
    row: int,
    column: int,
    sheet: str = "统计表",
    layer: Layer = Layer.BODY,
    down: int = 1,
    across: int = 1,
) -> Block:
    name = f"{letters(column)}{row}"
    anchor = Anchor(
        AnchorKind.SHEET_CELL,
        table=1,
        row=row,
        column=column,
        row_span=down,
        column_span=across,
        sheet=sheet,
        cell=name,
    )
    return Block(text, anchor, layer)


def grid(*blocks: Block, spot: Spot = WHOLE, **asked: int) -> Grid:
    return grid_of(Document("表.xlsx", "a" * 64, "xlsx", blocks), spot, **asked)


def test_a_cell_stands_under_its_letter_beside_its_number() -> None:
    shown = grid(cell("面积", 2, 2), cell("820", 2, 3), spot=Spot(0, 1))

    assert [column.letters for column in shown.columns] == ["B", "C"]
    (row,) = shown.rows
    assert (row.number, row.target) == (2, True)
    assert [(c.name, c.target, c.numeric) for c in row.cells] == [
        ("B2", False, False),
        ("C2", True, True),
    ]


def test_small_gaps_are_empty_cells_and_large_ones_are_said() -> None:
    shown = grid(cell("甲", 1, 1), cell("乙", 3, 3), cell("丙", 400_000, 1))

    assert [(row.number, row.skipped) for row in shown.rows] == [
        (1, 0),
        (2, 0),
        (3, 0),
        (400_000, 399_996),
    ]
    assert [column.letters for column in shown.columns] == ["A", "B", "C"]


def test_merged_cells_take_their_room() -> None:
    shown = grid(cell("题目", 1, 1, across=3), cell("甲", 2, 1), cell("乙", 2, 2), cell("丙", 2, 3))

    assert [c.column_span for c in shown.rows[0].cells] == [3]
    assert len(shown.rows[1].cells) == 3


def test_a_sheet_that_excel_hides_says_so_and_comes_up_where_the_place_is_in_it() -> None:
    blocks = (
        cell("预测", 1, 1, "预测", Layer.HIDDEN),
        cell("实际", 1, 1, "实际"),
    )

    assert [(t.label, t.hidden, t.shown) for t in grid(*blocks).tabs] == [
        ("预测", True, False),
        ("实际", False, True),
    ]
    assert grid(*blocks, spot=Spot(0, 0)).hidden
    assert grid(*blocks, sheet=0).name == "预测"
    assert grid(*blocks, sheet=99).name == "实际"


def test_hidden_rows_and_columns_are_marked() -> None:
    shown = grid(
        cell("甲", 1, 1),
        cell("乙", 1, 2, layer=Layer.HIDDEN),
        cell("丙", 2, 1, layer=Layer.HIDDEN),
    )

    assert [row.hidden for row in shown.rows] == [False, True]
    assert [column.hidden for column in shown.columns] == [False, True]


def test_a_large_sheet_is_shown_around_the_cell_and_goes_on() -> None:
    blocks = [cell(str(n), n, 1) for n in range(1, 20_001)]
    shown = grid(*blocks, spot=Spot(0, 14_999))

    assert len(shown.rows) == MOST_ROWS
    assert sum(row.target for row in shown.rows) == 1
    assert grid(*blocks, start_at=shown.last).rows[0].number == shown.rows[-1].number + 1


def test_a_wide_sheet_shows_the_columns_around_the_cell() -> None:
    blocks = [cell(str(n), 1, n) for n in range(1, 1_001)]
    shown = grid(*blocks, spot=Spot(0, 699))

    assert len(shown.columns) == MOST_COLUMNS
    assert any(column.target for column in shown.columns)
    assert shown.left_out_columns == 1_000 - MOST_COLUMNS


def test_a_comment_stands_in_its_cell() -> None:
    shown = grid(cell("820", 1, 1), cell("含公共区", 1, 1, layer=Layer.NOTE))

    assert [p.layer for p in shown.rows[0].cells[0].paragraphs] == ["", "note"]
