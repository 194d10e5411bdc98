"""Texts and comma-separated values in the encodings and spellings that offices save."""

from __future__ import annotations

import pytest

from extractors.model import Document
from extractors.readers import read_bytes
from extractors.readers.text import decoded

SIMPLIFIED = "名称,人数,备注\r\n众创空间孵化器,13,入驻团队\r\n第二家公司有限责任,5,说明文字内容"
TRADITIONAL = (
    "名稱,人數,備註\r\n創新創業孵化器,13,台灣團隊入駐\r\n第二家公司有限責任,5,說明文字內容"
)


def rows(document: Document) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for block in document.blocks:
        found.setdefault(block.anchor.row or 0, []).append(block.text)
    return list(found.values())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_simplified_text_is_read_as_it_was_saved(encoding: str) -> None:
    assert decoded(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_traditional_text_is_read_as_it_was_saved(encoding: str) -> None:
    assert decoded(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, b"\x00" * 99, b"MZ\x90\x00\x03\x00"])
def test_programs_are_no_text(data: bytes) -> None:
    assert decoded(data) is None


def test_a_stray_zero_byte_is_dropped() -> None:
    assert decoded("甲\0乙".encode() + b"a" * 300) == "甲乙" + "a" * 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b;c\n1,5;2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]),
        ("统计表\na\tb\n1\t2", [["统计表"], ["a", "b"], ["1", "2"]]),  # a title above the head
        ("x|y\n1|2\n", [["x", "y"], ["1", "2"]]),
        ("sep=;\na;b,c", [["a", "b,c"]]),
        ("标题\n名称,人数\n甲,1,2\n乙", [["标题"], ["名称", "人数"], ["甲", "1", "2"], ["乙"]]),
        ("只有一列\n甲", [["只有一列"], ["甲"]]),
        ('"甲,乙\n公司",13', [["甲,乙\n公司", "13"]]),
        ("名称;人数\n甲，乙;1", [["名称", "人数"], ["甲，乙", "1"]]),
    ],
)
def test_fields_are_cut_where_the_file_cuts_them(text: str, expected: list[list[str]]) -> None:
    assert rows(read_bytes(text.encode(), "名单.csv")) == expected


def test_the_line_that_names_the_separator_counts_as_a_row() -> None:
    document = read_bytes(b"sep=;\na;b", "名单.csv")
    assert [block.anchor.cell for block in document.blocks] == ["A2", "B2"]


def test_a_quotation_mark_never_closed_does_not_swallow_the_rest() -> None:
    document = read_bytes(('a,"b\n' + "c,d\n" * 100).encode(), "名单.csv")
    assert len(rows(document)) == 101


def test_a_very_long_field_is_read() -> None:
    document = read_bytes(("甲," + "长" * 300_000).encode(), "名单.csv")
    assert [len(block.text) for block in document.blocks] == [1, 300_000]


def test_more_rows_than_allowed_are_refused() -> None:
    document = read_bytes(b"1\n" * 200_001, "名单.csv")
    assert [problem.code for problem in document.problems] == ["limit_size"]
