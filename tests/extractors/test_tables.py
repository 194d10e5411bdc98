"""Tables: blocks that share a grid, spans resolved, captions and holders found."""

from __future__ import annotations

from extractors.model import Anchor, AnchorKind, Block, Document, Layer
from extractors.tables import joined, tables_of


def cell(text: str, row: int, column: int, table: int = 1, **more: int) -> Block:
    return Block(text, Anchor(AnchorKind.TABLE_CELL, table=table, row=row, column=column, **more))


def line(text: str, heading: int | None = None, layer: Layer = Layer.BODY) -> Block:
    return Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=1), layer, heading)


def document(*blocks: Block) -> Document:
    return Document("表.docx", "0" * 64, "docx", blocks)


def test_a_document_without_tables_has_none() -> None:
    assert tables_of(document(line("只有文字"))) == ()
    assert tables_of(document()) == ()


def test_spans_lead_from_every_position_to_the_cell_that_covers_it() -> None:
    table = tables_of(
        document(
            cell("年度", 1, 1, row_span=2),
            cell("活动", 1, 2, column_span=2),
            cell("场次", 2, 2),
            cell("人次", 2, 3),
        )
    )[0]
    assert (table.rows, table.columns) == (2, 3)
    assert table.cell(2, 1) is table.cell(1, 1)
    assert table.cell(1, 3) is table.cell(1, 2)
    assert [found.text for found in table.row(2)] == ["年度", "场次", "人次"]
    assert table.cell(3, 1) is None


def test_a_span_larger_than_any_table_is_cut() -> None:
    table = tables_of(document(cell("标题", 1, 1, column_span=16384, row_span=10**9)))[0]
    assert table.columns <= 300
    assert table.cell(1, 2) is not None


def test_hidden_deleted_and_marginal_cells_are_left_out() -> None:
    hidden = Block("密", Anchor(AnchorKind.TABLE_CELL, table=1, row=1, column=2), Layer.HIDDEN)
    inserted = Block("增", Anchor(AnchorKind.TABLE_CELL, table=1, row=1, column=3), Layer.INSERTED)
    table = tables_of(document(cell("见", 1, 1), hidden, inserted))[0]
    assert [found.text for found in table.row(1)] == ["见", "增"]


def test_paragraphs_of_one_cell_are_one_cell() -> None:
    table = tables_of(document(cell("☑企业", 1, 1), cell("□事业", 1, 1)))[0]
    assert table.cells[0].text == "☑企业\n□事业"
    assert table.cells[0].blocks == (0, 1)


def test_sheets_are_tables_of_their_own_even_without_a_number() -> None:
    blocks = [
        Block("一", Anchor(AnchorKind.SHEET_CELL, row=1, column=1, sheet="甲", cell="A1")),
        Block("二", Anchor(AnchorKind.SHEET_CELL, row=1, column=1, sheet="乙", cell="A1")),
    ]
    assert [table.sheet for table in tables_of(document(*blocks))] == ["甲", "乙"]


def test_captions_are_the_texts_directly_above_nearest_first() -> None:
    table = tables_of(
        document(
            line("三、在驻企业一览表", heading=1),
            line("截至填表日21家。"),
            line(""),
            cell("序号", 1, 1),
        )
    )[0]
    assert [above.text for above in table.captions] == ["截至填表日21家。", "三、在驻企业一览表"]
    assert table.headings == ("三、在驻企业一览表",)


def test_captions_do_not_reach_over_another_table_but_headings_do() -> None:
    tables = tables_of(
        document(
            line("五、活动", heading=1),
            cell("甲", 1, 1),
            line("（续）"),
            cell("乙", 1, 1, table=2),
        )
    )
    assert [above.text for above in tables[1].captions] == ["（续）"]
    assert tables[1].headings == ("五、活动",)


def test_a_table_inside_a_cell_is_captioned_by_the_labels_of_its_row() -> None:
    tables = tables_of(
        document(
            cell("服务团队", 1, 1),
            cell("", 1, 2, column_span=3),
            cell("姓名", 1, 1, table=2),
            cell("导师队伍", 2, 1),
        )
    )
    inner = next(table for table in tables if table.number == 2)
    assert [above.text for above in inner.captions] == ["服务团队"]
    assert inner.holder == 1


def test_a_table_behind_a_form_whose_last_cell_is_empty_is_not_inside_it() -> None:
    tables = tables_of(
        document(
            cell("账号", 1, 3),
            cell("1234", 1, 4),
            cell("电子邮箱", 1, 5),
            cell("", 1, 6),
            cell("姓名", 1, 1, table=2),
        )
    )
    assert tables[1].holder is None


def test_joined_puts_the_second_below_and_drops_repeated_heads() -> None:
    first, second = tables_of(
        document(
            line("名单"),
            cell("名称", 1, 1),
            cell("甲", 2, 1),
            cell("名称", 1, 1, table=2),
            cell("乙", 2, 1, table=2),
        )
    )
    whole = joined(first, second, skip=1)
    assert [found.text for row in range(1, 4) for found in whole.row(row)] == ["名称", "甲", "乙"]
    assert whole.rows == 3
    assert whole.captions == first.captions
