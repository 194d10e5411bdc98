"""Tables over pages: what makes two parts one table, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from extractors.model import Layer
from extractors.readers.layout.assemble import blocks_of, laid_out

EDGES = (60.0, 100.0, 300.0, 400.0, 500.0)
HEAD = ["序号", "企业名称", "入驻时间", "从业人数"]
Rows = list[list[str]]
Make = Callable[..., Any]


def rows(first: int, last: int) -> Rows:
    return [
        [str(n), f"第{n}家公司", f"2021年{n % 12 + 1}月", str(n * 3)] for n in range(first, last)
    ]


def on(page: Make, number: int, part: Rows, edges: Sequence[float] = EDGES, **more: Any) -> Any:
    return page(number, tables=[(edges, 90.0, part)], **more)


def test_rows_go_on_and_keep_their_page_and_box(page: Make, rows_in: Make) -> None:
    blocks = blocks_of([on(page, 1, [HEAD, *rows(1, 6)]), on(page, 2, rows(6, 9))])
    assert rows_in(blocks) == {1: [HEAD, *rows(1, 9)]}
    seventh = next(block for block in blocks if block.text == "第7家公司")
    assert (seventh.anchor.page, seventh.anchor.row) == (2, 8)
    assert seventh.anchor.bbox == (100.0, 110.0, 300.0, 130.0)


def test_a_repeated_head_is_a_running_head_and_no_row(page: Make, rows_in: Make) -> None:
    """It is not lost: each of its cells stands in the layer of heads and feet."""
    blocks = blocks_of([on(page, 1, [HEAD, *rows(1, 6)]), on(page, 2, [HEAD, *rows(6, 9)])])
    assert rows_in(blocks) == {1: [HEAD, *rows(1, 9)]}
    again = [b for b in blocks if b.layer is Layer.HEADER_FOOTER]
    assert [(b.text, b.anchor.page, b.anchor.table) for b in again] == [
        (text, 2, None) for text in HEAD
    ]


@pytest.mark.parametrize(
    "between",
    [
        "续表1 入驻企业名单",
        "（接上页）",
        "表1 入驻企业名单（续）",
        "注：数据截至2023年12月31日",
    ],
)
def test_a_caption_or_note_between_two_parts_does_not_part_them(
    page: Make, rows_in: Make, between: str
) -> None:
    second = on(page, 2, rows(6, 9), texts=[(60, 72, between)])
    assert rows_in(blocks_of([on(page, 1, [HEAD, *rows(1, 6)]), second])) == {
        1: [HEAD, *rows(1, 9)]
    }


def test_a_passage_between_two_parts_parts_them(page: Make, rows_in: Make) -> None:
    passage = "以下为本空间签约的创业导师，均签有协议。"
    second = on(page, 2, rows(6, 9), texts=[(60, 72, passage)])
    assert set(rows_in(blocks_of([on(page, 1, [HEAD, *rows(1, 6)]), second]))) == {1, 2}


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (rows(1, 5), "serial numbers start anew"),
        ([["序号", "姓名", "聘任时间", "服务次数"], *rows(1, 5)], "a head of its own"),
        ([["甲", "主任", "法律", "无"], ["乙", "教授", "财务", "无"]], "other kinds of values"),
    ],
)
def test_another_table_in_the_same_columns_is_not_joined(
    page: Make, rows_in: Make, second: Rows, why: str
) -> None:
    found = rows_in(blocks_of([on(page, 1, [HEAD, *rows(1, 6)]), on(page, 2, second)]))
    assert found == {1: [HEAD, *rows(1, 6)], 2: second}, why


def test_other_columns_are_another_table(page: Make, rows_in: Make) -> None:
    edges = (60.0, 140.0, 260.0, 400.0, 500.0)
    second = on(page, 2, rows(6, 9), edges)
    assert set(rows_in(blocks_of([on(page, 1, [HEAD, *rows(1, 6)]), second]))) == {1, 2}


def test_mirrored_margins_move_the_whole_table(page: Make, rows_in: Make) -> None:
    edges = [edge + 20 for edge in EDGES]
    second = on(page, 2, rows(6, 9), edges)
    assert set(rows_in(blocks_of([on(page, 1, [HEAD, *rows(1, 6)]), second]))) == {1}


def test_a_gap_in_the_serial_numbers_is_told_as_a_doubt(page: Make, rows_in: Make) -> None:
    """Perhaps a page is missing: the parts are joined, and the place is said."""
    layout = laid_out([on(page, 1, [HEAD, *rows(1, 6)]), on(page, 2, [HEAD, *rows(8, 10)])])
    assert set(rows_in(layout.blocks)) == {1}
    assert [(doubt.page, doubt.what) for doubt in layout.doubts] == [(2, "序号5之后为8")]


@pytest.mark.parametrize(("total", "doubts"), [("108", 0), ("1,108", 1)])
def test_a_row_of_sums_is_checked_over_all_parts(page: Make, total: str, doubts: int) -> None:
    last = [*rows(6, 9), ["合计", "", "", total]]
    layout = laid_out([on(page, 1, [HEAD, *rows(1, 6)]), on(page, 2, last)])
    assert len(layout.doubts) == doubts


def test_a_table_of_one_page_is_not_checked(page: Make) -> None:
    layout = laid_out([on(page, 1, [HEAD, *rows(1, 6), ["合计", "", "", "7"]])])
    assert layout.doubts == ()


def test_a_row_cut_under_a_repeated_head_is_one_row(page: Make, rows_in: Make) -> None:
    cut = ["6", "玉溪第六家农业科技", "2021年7月", "18"]
    rest = ["", "发展有限公司", "", ""]
    blocks = blocks_of(
        [on(page, 1, [HEAD, *rows(1, 6), cut]), on(page, 2, [HEAD, rest, *rows(7, 9)])]
    )
    whole = ["6", "玉溪第六家农业科技\n发展有限公司", "2021年7月", "18"]
    assert rows_in(blocks) == {1: [HEAD, *rows(1, 6), whole, *rows(7, 9)]}
    block = next(b for b in blocks if "发展有限公司" in b.text)
    assert [line.page for line in block.lines] == [1, 2]


def test_a_page_with_no_more_than_a_rows_rest_is_passed_over(page: Make, rows_in: Make) -> None:
    cut, rest = ["6", "玉溪第六家农业科技", "2021年7月", "18"], ["", "发展有限公司", "", ""]
    blocks = blocks_of([on(page, 1, [HEAD, *rows(1, 6), cut]), on(page, 2, [HEAD, rest])])
    assert rows_in(blocks)[1][-1][1] == "玉溪第六家农业科技\n发展有限公司"
