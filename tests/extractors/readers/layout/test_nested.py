"""Tables inside cells, tables side by side, labels that stand upright."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractors.language.fold import fold
from extractors.model import Document
from extractors.readers.layout.assemble import blocks_of
from extractors.tables import tables_of

Make = Callable[..., Any]
FORM = [["空间名称", "拾光众创空间"], ["团队名单", "\n\n\n\n"], ["联系人", "林晓"]]
INNER = [["姓名", "职务"], ["周文", "主任"], ["何丽", "导师"]]


def nested(page: Make) -> Document:
    """A form of two columns whose second row holds a table."""
    outer, inner = ((60.0, 160.0, 500.0), 100.0, FORM), ((180.0, 300.0, 420.0), 130.0, INNER)
    return Document("a.pdf", "", "pdf", tuple(blocks_of([page(1, tables=[outer, inner])])))


def test_a_table_inside_a_cell_keeps_its_own_rows(page: Make) -> None:
    outer, inner = tables_of(nested(page))
    assert [[cell.text for cell in inner.row(r)] for r in (1, 2, 3)] == INNER
    assert [cell.text for cell in outer.row(1)] == FORM[0]
    assert [cell.text for cell in outer.row(2)] == ["团队名单", ""]
    assert [cell.text for cell in outer.row(3)] == FORM[2]


def test_a_table_inside_a_cell_is_read_right_after_that_cell(page: Make) -> None:
    """So that its holder's label stands above it."""
    document = nested(page)
    inner = tables_of(document)[1]
    assert inner.holder is not None
    assert inner.holder == inner.first_block - 1
    assert inner.captions[0].text == "团队名单"


def test_tables_side_by_side_are_two(page: Make, rows_in: Make) -> None:
    left, right = ((60.0, 120.0, 200.0), 100.0, INNER), ((300.0, 360.0, 440.0), 100.0, INNER)
    assert rows_in(blocks_of([page(1, tables=[left, right])])) == {1: INNER, 2: INNER}


def test_a_label_of_one_sign_a_line_reads_as_one_word(page: Make, rows_in: Make) -> None:
    """The block's text is as printed; folded, as finders read it, it is the word."""
    rows = [["团\n队\n成\n员", "周文、何丽"], ["联系人", "林晓"]]
    blocks = blocks_of([page(1, tables=[((60.0, 82.0, 400.0), 100.0, rows)])])
    assert blocks[0].text == "团\n队\n成\n员"
    assert fold(blocks[0].text).text == "团队成员"
