"""Places and quotes: what an official reads, and evidence that cannot lie."""

from __future__ import annotations

import pytest

from extractors.model import Anchor, AnchorKind, Block, Document, Line

TEXT = "松果坡众创空间\n总面积820平方米"
LINES = (Line(0, 7, 3, (72, 100, 200, 112)), Line(8, 17, 4, (72, 60, 240, 72)))
PRINTED = Block(TEXT, Anchor(AnchorKind.PAGE, page=3, bbox=(72, 60, 240, 112)), lines=LINES)
DOCUMENT = Document("方案.pdf", "a" * 64, "pdf", (PRINTED,))


@pytest.mark.parametrize(
    ("anchor", "says"),
    [
        (Anchor(AnchorKind.PAGE, page=3), "第3页"),
        (Anchor(AnchorKind.PAGE, page=3, table=2, row=4, column=1), "第3页表2第4行第1列"),
        (Anchor(AnchorKind.PARAGRAPH, paragraph=7), "第7段"),
        (Anchor(AnchorKind.TABLE_CELL, table=2, row=4, column=1), "表2第4行第1列"),
        (Anchor(AnchorKind.SHEET_CELL, sheet="统计表", cell="B7"), "工作表「统计表」B7"),
    ],
)
def test_a_place_is_said_in_words(anchor: Anchor, says: str) -> None:
    assert str(anchor) == says


def test_a_quote_is_the_block_s_own_text_with_its_document() -> None:
    quote = DOCUMENT.quote(0, 8, 17)
    assert quote.text == TEXT[8:17] == "总面积820平方米"
    assert (quote.document, quote.sha256, quote.block) == ("方案.pdf", "a" * 64, 0)


def test_a_quote_s_box_is_narrowed_to_the_lines_and_page_where_it_begins() -> None:
    assert DOCUMENT.quote(0, 8).anchor.page == 4
    assert DOCUMENT.quote(0, 8).anchor.bbox == (72, 60, 240, 72)
    assert DOCUMENT.quote(0).anchor.page == 3
    assert DOCUMENT.quote(0).anchor.bbox == (72, 100, 200, 112)


def test_without_lines_the_block_s_own_place_is_given() -> None:
    block = Block("甲", Anchor(AnchorKind.PARAGRAPH, paragraph=1))
    assert Document("一.docx", "a" * 64, "docx", (block,)).quote(0).anchor == block.anchor


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 3), (0, 18), (17, None)])
def test_an_empty_quote_or_one_outside_the_block_is_refused(start: int, end: int | None) -> None:
    with pytest.raises(IndexError, match=r"方案\.pdf"):
        DOCUMENT.quote(0, start, end)


def test_a_block_that_is_not_there_cannot_be_quoted() -> None:
    with pytest.raises(IndexError):
        DOCUMENT.quote(1)
