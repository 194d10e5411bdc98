"""Word and text: paragraphs and tables in order, the target marked, long documents in parts."""

from __future__ import annotations

from extractors.model import Anchor, AnchorKind, Block, Document, Layer
from pipeline.showing.flow import MOST_BLOCKS, PageBegins, Table, flow_of
from pipeline.showing.spots import Spot
from pipeline.showing.text import Paragraph, PieceKind


def words(text: str, page: int | None = None, **given: object) -> Block:
    return Block(text, Anchor(AnchorKind.PARAGRAPH, page=page, paragraph=1), **given)  # type: ignore[arg-type]


def cell(text: str, row: int, column: int, down: int = 1, across: int = 1, table: int = 1) -> Block:
    return Block(
        text,
        Anchor(
            AnchorKind.TABLE_CELL,
            table=table,
            row=row,
            column=column,
            row_span=down,
            column_span=across,
        ),
    )


def doc(*blocks: Block) -> Document:
    return Document("方案.docx", "a" * 64, "docx", blocks)


def texts(table: Table) -> list[list[str]]:
    return [
        ["/".join(piece.text for p in cell.paragraphs for piece in p.pieces) for cell in row]
        for row in table.rows
    ]


def the_table(*blocks: Block) -> Table:
    (table,) = flow_of(doc(*blocks), Spot(0)).items
    assert isinstance(table, Table)
    return table


def test_the_target_is_marked_and_nothing_else() -> None:
    flow = flow_of(doc(words("一", heading=1), words("面积820㎡")), Spot(0, 1, 2, 6))

    heading, target = flow.items
    assert isinstance(heading, Paragraph) and isinstance(target, Paragraph)
    assert (heading.heading, heading.target) == (1, False)
    assert target.target and target.pieces[1] == ("820㎡", PieceKind.MARKED)


def test_a_table_stands_where_it_begins_and_its_spans_are_kept() -> None:
    table = the_table(cell("联系人", 1, 1, down=2), cell("电话", 1, 2), cell("手机", 2, 2))

    assert texts(table) == [["联系人", "电话"], ["手机"]]
    assert table.rows[0][0].row_span == 2


def test_cells_of_which_the_file_says_nothing_leave_a_gap() -> None:
    table = the_table(cell("甲", 1, 1), cell("丁", 1, 4), cell("乙", 2, 2), cell("丙", 2, 3))

    assert texts(table) == [["甲", "", "丁"], ["", "乙", "丙", ""]]
    assert table.rows[0][1].column_span == 2


def test_several_paragraphs_of_one_cell_stay_in_it() -> None:
    table = the_table(cell("第一段", 1, 1), cell("第二段", 1, 1))

    assert texts(table) == [["第一段/第二段"]]


def test_numbers_of_rows_that_a_stranger_made_up_cost_nothing() -> None:
    table = the_table(
        cell("甲", 1, 1, down=10**9, across=10**9), cell("乙", 10**9, 10**9), cell("丙", 5, 5)
    )

    assert len(table.rows) == 3
    assert all(len(row) <= 3 for row in table.rows)


def test_a_table_within_a_cell_follows_its_table() -> None:
    blocks = (cell("外", 1, 1), cell("内", 1, 1, table=2), cell("外二", 1, 2), words("后"))
    first, second, after = flow_of(doc(*blocks), Spot(0)).items

    assert isinstance(first, Table) and texts(first) == [["外", "外二"]]
    assert isinstance(second, Table) and texts(second) == [["内"]]
    assert isinstance(after, Paragraph)


def test_pages_of_the_printed_file_are_named_where_they_begin() -> None:
    items = flow_of(doc(words("一", 1), words("二", 1), words("三", 2)), Spot(0)).items

    assert [item.page for item in items if isinstance(item, PageBegins)] == [2]


def test_a_long_document_is_shown_around_the_target_and_goes_on() -> None:
    long = doc(*(words(f"第{n}段") for n in range(5_000)))
    flow = flow_of(long, Spot(0, 3_000))

    assert flow.first <= 3_000 < flow.last
    assert flow.last - flow.first <= MOST_BLOCKS
    assert sum(isinstance(i, Paragraph) and i.target for i in flow.items) == 1
    assert flow_of(long, Spot(0), flow.last).first == flow.last
    assert flow_of(long, Spot(0), 10**9).items != ()


def test_the_target_is_shown_however_much_text_stands_before_it() -> None:
    flow = flow_of(doc(*(words("字" * 40_000) for _ in range(400))), Spot(0, 399))

    assert any(isinstance(item, Paragraph) and item.target for item in flow.items)


def test_layers_met_are_told() -> None:
    flow = flow_of(doc(words("在"), words("删", layer=Layer.DELETED)), Spot(0))

    assert flow.layers == ("body", "deleted")


def test_one_block_without_end_leaves_room_for_those_around_it() -> None:
    flow = flow_of(doc(words("前"), words("长" * 5_000_000), words("后")), Spot(0))

    assert (flow.first, flow.last) == (0, 3)
