"""What a stranger wrote is shown as signs, marked where it is quoted, and steers nothing."""

from __future__ import annotations

import pytest

from extractors.model import Anchor, AnchorKind, Block, Layer
from pipeline.showing.text import MOST_SIGNS, PieceKind, paragraph, pieces_of, visible

HERE = Anchor(AnchorKind.PARAGRAPH, paragraph=1)


def test_the_quoted_signs_are_a_piece_of_their_own() -> None:
    pieces = pieces_of("使用面积820平方米。", 4, 10)

    assert [(piece.text, piece.kind) for piece in pieces] == [
        ("使用面积", PieceKind.PLAIN),
        ("820平方米", PieceKind.MARKED),
        ("。", PieceKind.PLAIN),
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # the template escapes it
        ("820\x00㎡\x1b[31m", "820␀㎡␛[31m"),
        ("金额\u202e元万002", "金额\ufffd元万002"),
        ("\u2066隔离\u2069", "\ufffd隔离\ufffd"),
        ("\ud83d半个", "\ufffd半个"),
        ("零\u200b宽\ufeff", "零宽"),
        ("甲\r\n乙\u2028丙", "甲\n乙\n丙"),
        ("\t缩进", "\t缩进"),
    ],
)
def test_signs_that_steer_are_shown_as_signs(written: str, shown: str) -> None:
    assert visible(written) == shown


def test_a_text_without_end_is_shown_around_its_quote_and_says_what_is_left_out() -> None:
    text = "甲" * 6_000_000 + "面积820㎡" + "乙" * 4_000_000
    pieces = pieces_of(text, 6_000_000, 6_000_006)

    assert sum(len(piece.text) for piece in pieces) < MOST_SIGNS + 100
    assert [piece.text for piece in pieces if piece.kind is PieceKind.MARKED] == ["面积820㎡"]
    assert pieces[0].text.startswith("（前略 5,99")
    assert pieces[-1].text.startswith("（后略 3,98")


def test_a_quote_without_end_is_cut_as_well() -> None:
    pieces = pieces_of("甲" * 1_000_000, 0, 1_000_000)

    assert sum(len(piece.text) for piece in pieces) < MOST_SIGNS + 100
    assert any(piece.kind is PieceKind.MARKED for piece in pieces)


def test_a_range_that_the_block_does_not_have_marks_all_of_it() -> None:
    shown = paragraph(3, Block("820平方米", HERE), 40, 60, target=True)

    assert [piece.kind for piece in shown.pieces] == [PieceKind.MARKED]


def test_what_no_reader_of_the_file_sees_names_its_layer() -> None:
    assert paragraph(0, Block("删", HERE, Layer.DELETED)).layer == "deleted"
    assert paragraph(0, Block("正文", HERE)).layer == ""
