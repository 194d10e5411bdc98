"""Where tables without rules begin and end, beside captions, colons and columns of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractors.readers.layout.assemble import blocks_of

Make = Callable[..., Any]
ROWS = [["项目", "数量"], ["举办活动", "20场"], ["新注册企业", "3家"], ["知识产权", "12件"]]


def placed(top: float, rows: list[list[str]], columns: tuple[float, ...]) -> list[Any]:
    return [
        (x, top + 16 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip(columns, row, strict=True)
        if text
    ]


def test_a_caption_is_no_row_and_no_line_is_in_two_tables(page: Make, rows_in: Make) -> None:
    caption = [(80.0, 100.0, "表1"), (120.0, 100.0, "2020年服务数据")]
    blocks = blocks_of([page(1, caption + placed(124.0, ROWS, (70.0, 200.0)))])

    assert rows_in(blocks) == {1: ROWS}
    assert "表1" in blocks[0].text and not blocks[0].in_table


def test_colons_set_apart_end_their_labels(page: Make, rows_in: Make) -> None:
    lines = [["申报单位", "：", "弥勒文化创意公司"], ["联系电话：", "", "13308736120"]]
    lines += [["法人代表：", "", "普丽琼"], ["申报类型：", "", "综合"]]
    blocks = blocks_of([page(1, placed(100.0, lines, (70.0, 140.0, 220.0)))])

    assert [row[-1] for row in rows_in(blocks)[1]] == [row[-1] for row in lines]
    assert {len(row) for row in rows_in(blocks)[1]} == {2}


def test_columns_of_text_may_hold_tables(page: Make) -> None:
    """A left and a right column of prose, a table without rules in each."""
    full = "空间于二〇一九年三月揭牌场地为大学城"
    texts = []
    for x, table_at in ((60.0, 5), (320.0, 8)):
        for number in range(16):
            top = 100.0 + 16 * number
            if table_at <= number < table_at + 4:
                texts += [(x, top, ROWS[number - table_at][0]), (x + 110, top, "20场")]
            else:
                texts.append((x, top, full if x == 60.0 else full[::-1]))
    blocks = blocks_of([page(1, texts)])

    prose = "".join(block.text for block in blocks if not block.in_table)
    assert prose.count(full) == prose.count(full[::-1]) == 12
    assert prose.rindex(full) < prose.index(full[::-1])
    assert len({block.anchor.table for block in blocks if block.in_table}) == 2
