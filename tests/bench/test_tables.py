"""The bench of tables: its truth is what is drawn, its counts are strict, its quick run passes."""

from __future__ import annotations

import pytest

from bench.exactness import Share, exactness
from bench.known import families
from bench.known.contents import events, form, statistics
from bench.known.drawn import Look, drawn
from bench.known.office import Part, document
from bench.known.placed import Place, Placed
from bench.known.table import LEFT, UP, Cell, Table, table_of
from bench.placing import placing
from bench.tabulating import main
from extractors.model import Anchor, AnchorKind, Block, Document
from extractors.readers import read_bytes


def test_merged_positions_are_one_cell() -> None:
    table = table_of([["指标", "三年", LEFT], [UP, "2022年", "2023年"]], head=2)
    assert table.cells == (
        Cell(1, 1, 2, 1, "指标"),
        Cell(1, 2, 1, 2, "三年"),
        Cell(2, 2, 1, 1, "2022年"),
        Cell(2, 3, 1, 1, "2023年"),
    )
    assert table.printed_rows() == [("指标", "三年"), ("指标", "2022年", "2023年")]


def test_the_same_seed_gives_the_same_tables_and_bytes() -> None:
    assert form(3) == form(3) != form(4)
    assert drawn([(events(9, 3), Look())]) == drawn([(events(9, 3), Look())])


@pytest.mark.parametrize("make", [form, statistics, lambda seed: events(5, seed)])
def test_a_word_file_holds_the_table_that_is_known(make) -> None:  # type: ignore[no-untyped-def]
    """Word files say their cells themselves: what is read from them is what was meant."""
    table = make(5)
    read = read_bytes(document([Part(table)]), "known.docx")
    found = exactness("known", [table], read)
    assert (found.cells.percent, found.rows.percent) == (100.0, 100.0), found.misses


def read_as(*cells: tuple[int, int, str]) -> Document:
    anchors = [
        Anchor(AnchorKind.PAGE, page=1, table=1, row=row, column=column) for row, column, _ in cells
    ]
    blocks = tuple(Block(text, at) for (_, _, text), at in zip(cells, anchors, strict=True))
    return Document("a.pdf", "", "pdf", blocks)


KNOWN = table_of([["序号", "人数"], ["1", "1,200"], ["2", "30"]])


def test_line_breaks_inside_a_cell_do_not_count_and_a_digit_does() -> None:
    read = read_as((1, 1, "序\n号"), (1, 2, "人 数"), (2, 1, "1"), (2, 2, "1,280"), (3, 1, "2"))
    found = exactness("a", [KNOWN], read)
    assert found.rows == Share(1, 3)
    assert found.cells == Share(4, 6)
    assert found.numbers == Share(2, 4)
    assert len(found.misses) == 1


def test_a_row_too_many_is_a_miss() -> None:
    cells = [(c.row, c.column, c.text) for c in KNOWN.cells]
    found = exactness("a", [KNOWN], read_as(*cells, (4, 1, "序号"), (4, 2, "人数")))
    assert found.rows == Share(3, 4)


def test_a_table_that_was_not_read_counts_in_full() -> None:
    assert exactness("a", [KNOWN], Document("a.pdf", "", "pdf")).cells == Share(0, 6)


@pytest.mark.parametrize(
    ("page", "box", "right"),
    [
        (1, (9.0, 9.0, 61.0, 31.0), 1),
        (1, (0.0, 0.0, 300.0, 31.0), 1),  # a cell is wider than its ink
        (2, (9.0, 9.0, 61.0, 31.0), 0),
        (1, (9.0, 9.0, 40.0, 31.0), 0),  # not all of the ink
        (1, (0.0, 0.0, 300.0, 90.0), 0),  # another text's ink as well
    ],
)
def test_a_place_is_right_with_page_and_box(
    page: int, box: tuple[float, float, float, float], right: int
) -> None:
    ink = Place("联系人", 1, (10.0, 10.0, 60.0, 30.0))
    other = Place("电话", 1, (10.0, 50.0, 60.0, 70.0))
    anchor = Anchor(AnchorKind.PARAGRAPH, page=page, bbox=box, paragraph=1)
    read = Document("a.docx", "", "docx", (Block("联系人", anchor),))
    share, misses = placing(Placed("a.docx", b"", (ink, other)), read)
    assert share == Share(right, 2)
    assert len(misses) == 2 - right


def test_no_known_table_comes_from_elsewhere() -> None:
    """Every table is made here: rows of each family are as many as were asked for."""
    tables: list[Table] = [table for one in families.unruled(quick=True) for table in one.tables]
    assert tables
    assert all(table.rows == len(table.printed_rows()) for table in tables)


@pytest.mark.parametrize("family", ["ruled", "long", "unruled"])
def test_the_quick_run_meets_its_targets(family: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--only", family]) == 0, capsys.readouterr().out
    assert "target ≥" in capsys.readouterr().out
