"""Characters that another extractor finds and no block holds."""

from __future__ import annotations

import pytest

from bench.losses import independent_text, loss_of
from bench.specimens.office import form_docx, workbook
from bench.specimens.pdf import filled_rectangles
from extractors.model import Anchor, AnchorKind, Block, Document
from extractors.readers import read_bytes


def document(*texts: str) -> Document:
    anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=1)
    return Document("a", "", "txt", tuple(Block(text, anchor) for text in texts))


@pytest.mark.parametrize(
    ("theirs", "ours", "lost", "added"),
    [
        ("总面积 1200\n平方米", ["平方米", "总面积1200"], 0, 0),  # order and white do not count
        ("总面积1200平方米", ["总面积", "平方米"], 4, 0),
        ("甲甲", ["甲"], 1, 0),  # as many of each
        ("甲", ["一、甲"], 0, 2),
        ("", [], 0, 0),
    ],
)
def test_characters_are_counted(theirs: str, ours: list[str], lost: int, added: int) -> None:
    loss = loss_of(theirs, document(*ours))
    assert (loss.lost, loss.added) == (lost, added)


def test_a_lost_line_is_shown() -> None:
    loss = loss_of("甲乙丙\n丁戊己", document("甲乙丙"))
    assert loss.examples[-1] == "丁戊己"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (filled_rectangles(2), "a.pdf"),
        (form_docx(20, 2), "a.docx"),
        (workbook(20), "a.xlsx"),
    ],
    ids=["pdf", "docx", "xlsx"],
)
def test_nothing_of_the_specimens_is_lost(data: bytes, name: str) -> None:
    read = read_bytes(data, name)
    text = independent_text(data, read.kind)
    assert text is not None
    assert len(text) > 200
    assert loss_of(text, read).lost == 0
