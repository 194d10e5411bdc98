"""The last line of a list or table is held against the lines above it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
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
from pipeline.record.checks.gathered import Gathered
from pipeline.record.checks.totals import (
    columns_of_lists,
    statistics_by_kind,
    tables_of_areas,
)


def table(*lines: list[str], column: str = "", scale: int = 1) -> DocumentFindings:
    """A table; with a column, its second holds that column of a list of tenants."""
    blocks = [
        Block(text, Anchor(AnchorKind.TABLE_CELL, table=1, row=row, column=place))
        for row, line in enumerate(lines, 1)
        for place, text in enumerate(line, 1)
    ]
    document = Document("名单.docx", "d" * 64, "docx", tuple(blocks))
    wide = len(lines[0])
    rows = tuple(
        RosterRow(
            "tenants",
            {
                "name": RosterCell(line[0], document.quote(wide * row)),
                column: RosterCell(Decimal(line[1]) * scale, document.quote(wide * row + 1)),
            },
        )
        for row, line in enumerate(lines[1:-1], 1)
        if column
    )
    return DocumentFindings(document, rosters=rows)


def asked(check: Any, desk: Any, found: DocumentFindings, **known: Any) -> list[Any]:
    gathered = Gathered([found], desk.fields(**known), {})
    return [
        (one.details["key"], one.details["claimed"], one.details["computed"])
        for one in check(gathered)
    ]


ROWS = [["甲公司", "12.5"], ["乙公司", "20"], ["丙公司", "7"]]


@pytest.mark.parametrize(
    ("total", "found"),
    [
        ("39.5", []),
        ("45.5", [("tenants.sales_yuan", 455_000, 395_000)]),
        ("39.6", []),  # half a per cent is rounding
        ("", []),
        ("约45.5", []),
        ("45.5万元", []),  # written otherwise than its rows: cannot be compared
    ],
)
def test_a_total_below_a_column_is_held_against_its_rows(
    desk: Any, total: str, found: list[Any]
) -> None:
    seen = table(
        ["企业名称", "销售额（万元）"], *ROWS, ["合计", total], column="sales_yuan", scale=10_000
    )
    assert asked(columns_of_lists, desk, seen) == found


@pytest.mark.parametrize(("total", "asks"), [("45", False), ("46", True), ("44", True)])
def test_small_whole_numbers_add_up_exactly(desk: Any, total: str, asks: bool) -> None:
    rows = [["甲公司", "20"], ["乙公司", "25"]]
    seen = table(["企业名称", "人数"], *rows, ["合计", total], column="headcount")
    assert bool(asked(columns_of_lists, desk, seen)) is asks


def test_a_list_without_a_total_and_one_row_alone_are_not_added_up(desk: Any) -> None:
    open_list = table(["企业名称", "人数"], *ROWS, ["丁公司", "99"], column="headcount")
    assert asked(columns_of_lists, desk, open_list) == []
    single = table(["企业名称", "人数"], ["甲公司", "20"], ["合计", "99"], column="headcount")
    assert asked(columns_of_lists, desk, single) == []


def test_a_list_of_which_rows_were_not_read_is_not_added_up(desk: Any) -> None:
    numbered = [["1", "20"], ["2", "25"], ["3", "5"]]
    whole = table(["序号", "人数"], *numbered, ["合计", "50"], column="headcount")
    assert asked(columns_of_lists, desk, whole) == []
    assert asked(columns_of_lists, desk, replace(whole, rosters=whole.rosters[:2])) == []


AREAS = [["区域", "面积（㎡）"], ["工位区", "500"], ["路演厅", "200"], ["其中：茶水间", "20"]]


@pytest.mark.parametrize(
    ("total", "whole", "found"),
    [
        ("700", 700, []),
        ("720", 720, []),  # the part counted beside its whole
        ("800", 800, [("total_area_m2", 800, 720)]),
        ("800", 2_000, []),  # another space's table
        ("800", None, []),
    ],
)
def test_rooms_are_held_against_the_whole_space(
    desk: Any, total: str, whole: int | None, found: list[Any]
) -> None:
    seen = table(*AREAS, ["合计", total])
    known = {} if whole is None else {"total_area_m2": whole}
    assert asked(tables_of_areas, desk, seen, **known) == found


@pytest.mark.parametrize(
    ("cells", "asks"),
    [
        ({"tenant_count": 20, "team_count": 8, "company_count": 12}, False),
        ({"tenant_count": 20, "team_count": 8, "company_count": 11}, True),
        ({"tenant_count": 20, "team_count": 8}, False),
    ],
)
def test_each_year_of_the_statistics_is_added_up(
    made: Any, desk: Any, cells: dict[str, int], asks: bool
) -> None:
    stated = {key: Decimal(number) for key, number in cells.items()}
    row = made.row("yearly_statistics", year=Decimal(2022), **stated)
    gathered = Gathered((), desk.fields(), {"yearly_statistics": (row,)})
    found = [finding.details for finding in statistics_by_kind(gathered)]
    details = {
        "key": "yearly_statistics.tenant_count",
        "claimed": 20,
        "computed": 19,
        "year": 2022,
    }
    assert found == ([details] if asks else [])
