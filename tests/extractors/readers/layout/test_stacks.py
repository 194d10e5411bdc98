"""Lines of unruled columns put into rows, as programs set them: to the top, to the middle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractors.readers.layout.assemble import blocks_of

Make = Callable[..., Any]
COLUMNS = (60.0, 100.0, 260.0, 360.0)
WIDE = "云岭远科新材料集团股份"  # fills its column, which is eleven signs wide
REST = "有限公司"


def set_rows(
    rows: list[list[str]], pitch: float, room: float, centred: bool
) -> list[tuple[float, float, str]]:
    """Texts of rows; `room` is the white between rows beside what their lines need."""
    placed = []
    top = 100.0
    for row in rows:
        high = max(text.count("\n") + 1 for text in row)
        for x, text in zip(COLUMNS, row, strict=True):
            lines = text.split("\n")
            down = (high - len(lines)) * pitch / 2 if centred else 0.0
            for number, line in enumerate(lines):
                if line:
                    placed.append((x, top + down + number * pitch, line))
        top += high * pitch + room
    return placed


ROWS = [
    ["序号", "企业名称", "时间", "人数"],
    ["1", "玉溪创业服务中心有限公", "2021年3月", "12"],
    ["2", f"{WIDE}\n{REST}", "2021年4月", "8"],
    ["3", f"{WIDE}\n{WIDE}\n{REST}", "2021年5月", ""],
    ["4", "弥勒文化创意公司", "", "31"],
    ["合计", "", "", "51"],
]


@pytest.mark.parametrize("centred", [False, True], ids=["top", "middle"])
@pytest.mark.parametrize("room", [2.0, 6.0, 14.0])
def test_wrapped_cells_stay_one_cell(page: Make, rows_in: Make, centred: bool, room: float) -> None:
    blocks = blocks_of([page(1, set_rows(ROWS, 14.0, room, centred))])
    assert rows_in(blocks) == {1: ROWS}


def test_rows_without_any_room_between_are_told_by_their_numbers(page: Make, rows_in: Make) -> None:
    rows = [ROWS[0], *([str(n), f"{WIDE}\n{REST}", "2021年4月", "8"] for n in range(1, 6))]
    blocks = blocks_of([page(1, set_rows(rows, 14.0, 0.0, centred=False))])
    assert rows_in(blocks) == {1: rows}


def test_figures_under_years_under_a_common_heading(page: Make, rows_in: Make) -> None:
    """Years stand a line lower than the heading over them and leave the first column white."""
    texts = [
        (60.0, 100.0, "指标名称"),
        (160.0, 100.0, "近三年数据"),
        (420.0, 100.0, "备注"),
        *((160.0 + 80 * n, 124.0, f"202{n}年") for n in range(3)),
    ]
    for row in range(5):
        top = 150.0 + 24 * row
        texts.append((60.0, top, f"指标第{row}项"))
        texts += [(160.0 + 80 * n, top, f"{row}{n},320") for n in range(3)]
    found = rows_in(blocks_of([page(1, texts)]))[1]
    assert found[1] == ["", "2020年", "2021年", "2022年", ""]
    assert found[2:] == [[f"指标第{r}项", *(f"{r}{n},320" for n in range(3)), ""] for r in range(5)]


def test_a_numbered_row_that_a_page_break_cuts_is_one_row(page: Make, rows_in: Make) -> None:
    def row(number: int, name: str, top: float) -> list[tuple[float, float, str]]:
        return [
            (x, top, text)
            for x, text in zip(COLUMNS, (str(number), name, "2021年4月", "8"), strict=True)
        ]

    head = [(x, 100.0, text) for x, text in zip(COLUMNS, ROWS[0], strict=True)]
    first = [*head, *row(1, "甲公司", 120.0), *row(2, "乙公司", 140.0), *row(3, WIDE, 160.0)]
    second = [(100.0, 80.0, REST), *row(4, "丁公司", 100.0), *row(5, "戊公司", 120.0)]
    blocks = blocks_of([page(1, first), page(2, second)])
    assert [cells[:2] for cells in rows_in(blocks)[1]] == [
        ["序号", "企业名称"],
        ["1", "甲公司"],
        ["2", "乙公司"],
        ["3", f"{WIDE}\n{REST}"],
        ["4", "丁公司"],
        ["5", "戊公司"],
    ]
