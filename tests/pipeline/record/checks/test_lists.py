"""How many rows a list has: each thing once, with what its numbering says was not read."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.model import (
    Anchor,
    AnchorKind,
    Block,
    Document,
    DocumentFindings,
    RosterCell,
    RosterRow,
)
from pipeline.record.checks.gathered import Tables
from pipeline.record.checks.lists import Extent, distinct, extent
from tests.pace import LENGTHS, grows_with_its_length

HEAD = ["序号", "name"]
NUMBERED = [["1", "甲"], ["2", "乙"], ["3", "丙"], ["4", "丁"]]


@pytest.mark.parametrize(
    ("roster", "rows", "number"),
    [
        ("mentors", [{"name": "张 三"}, {"name": "张三"}], 1),
        # Two people of one name work at two places.
        (
            "mentors",
            [{"name": "张三", "organisation": "甲"}, {"name": "张三", "organisation": "乙"}],
            2,
        ),
        ("mentors", [{"name": "张三", "organisation": "甲"}, {"name": "张三"}], 2),
        ("tenants", [{"name": "甲公司"}, {"name": "乙公司"}], 2),
        ("tenants", [{"name": "甲公司", "credit_code": "1"}, {"name": "甲公司"}], 1),
        ("tenants", [{"name": "甲公司"}, {"name": "甲公司", "credit_code": "1"}], 1),
        (
            "tenants",
            [{"name": "甲公司", "credit_code": "1"}, {"name": "甲", "credit_code": "1"}],
            1,
        ),
        (
            "tenants",
            [{"name": "甲公司", "credit_code": "1"}, {"name": "甲公司", "credit_code": "2"}],
            2,
        ),
        ("tenants", [{"product": "茶"}, {"product": "茶"}], 2),  # nobody knows who
        # The same event is held on several days.
        ("events", [{"name": "沙龙", "held_on": "1月"}, {"name": "沙龙", "held_on": "2月"}], 2),
        ("events", [{"name": "沙龙", "held_on": "1月"}, {"name": "沙龙", "held_on": "1月"}], 1),
        ("investments", [], 0),
    ],
)
def test_each_thing_counts_once(
    made: Any, roster: str, rows: list[dict[str, str]], number: int
) -> None:
    assert distinct([made.row(roster, **row) for row in rows]) == number


def test_a_list_of_which_all_was_read_is_as_long_as_its_rows(desk: Any) -> None:
    rows, found = desk.listed("mentors", HEAD, *NUMBERED)
    assert extent(rows, rows, [found], Tables()) == Extent(4, 4)


def test_numbered_rows_that_could_not_be_read_may_count(desk: Any) -> None:
    rows, found = desk.listed("mentors", HEAD, *NUMBERED, read=[0, 1, 3])
    assert extent(rows, rows, [found], Tables()) == Extent(3, 4)


def test_numbering_that_goes_on_behind_a_page_break_leaves_the_length_open(desk: Any) -> None:
    rows, found = desk.listed("mentors", HEAD, *NUMBERED, read=[0, 1], paged=True)
    whole = extent(rows, rows, [found], Tables())
    assert whole.low == 2 and whole.high >= 4


def test_a_list_without_numbers_is_as_long_as_its_rows(desk: Any) -> None:
    lines = [[name] for _, name in NUMBERED]
    rows, found = desk.listed("mentors", ["name"], *lines, read=[0, 1])
    assert extent(rows, rows, [found], Tables()) == Extent(2, 2)


@pytest.mark.parametrize(
    ("above", "note", "whole"),
    [
        ("四、导师名单", "", True),
        ("四、部分导师名单", "", False),
        ("四、导师名单（节选）", "", False),
        ("四、导师名单", "注：仅列签约导师", False),
        ("前10名导师", "", False),
        # A paragraph above a list is about other things as well.
        ("园区聚集了部分高校和科研院所，" * 8, "", True),
    ],
)
def test_what_stands_around_a_list_says_whether_it_is_whole(
    desk: Any, above: str, note: str, whole: bool
) -> None:
    rows, found = desk.listed("mentors", HEAD, *NUMBERED, above=above, note=note)
    assert extent(rows, rows, [found], Tables()).whole is whole


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("导师有张三、李四。", True),
        ("导师有张三、李四等12人。", False),
        ("导师有张三、李四等。", False),
        ("导师张三、李四的等级均为高级。", True),
    ],
)
def test_a_sentence_that_names_some_of_them_is_an_extract(sentence: str, whole: bool) -> None:
    block = Block(sentence, Anchor(AnchorKind.PARAGRAPH, paragraph=1))
    document = Document("方案.docx", "a" * 64, "docx", (block,))
    quote = document.quote(0, sentence.index("张"), sentence.index("张") + 2)
    rows = (RosterRow("mentors", {"name": RosterCell("张三", quote)}),)
    assert extent(rows, rows, [DocumentFindings(document)], Tables()).whole is whole


def test_a_long_list_takes_time_in_proportion(made: Any) -> None:
    def look(number: int) -> None:
        distinct([RosterRow("tenants", {"name": RosterCell(f"{n}公司")}) for n in range(number)])

    assert grows_with_its_length(look, 1_000, 1_000 * LENGTHS)
