"""Texts and comma-separated values in the spellings that offices save."""

from __future__ import annotations

import pytest

from extractors.model import Document
from extractors.readers import read_bytes


def rows(document: Document) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for block in document.blocks:
        found.setdefault(block.anchor.row or 0, []).append(block.text)
    return list(found.values())


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


def test_a_very_long_field_is_read_to_the_limit_of_a_block() -> None:
    document = read_bytes(("甲," + "长" * 300_000).encode(), "名单.csv")
    assert [len(block.text) for block in document.blocks] == [1, 40_000]
    assert [problem.code for problem in document.problems] == ["limit_size"]


def test_more_rows_than_allowed_are_refused() -> None:
    document = read_bytes(b"1\n" * 200_001, "名单.csv")
    assert [problem.code for problem in document.problems] == ["limit_size"]


@pytest.mark.parametrize("name", ["名单.csv", "说明.txt"])
def test_a_zero_byte_in_a_text_is_said(name: str) -> None:
    document = read_bytes("标记甲一号,1\x002".encode(), name)
    assert "".join(block.text for block in document.blocks).replace(",", "") == "标记甲一号12"
    assert [problem.code for problem in document.problems] == ["repaired"]
