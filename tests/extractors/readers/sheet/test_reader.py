"""Workbooks: true positions, plain values, hidden parts, lost results, refusals."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from extractors.model import AnchorKind, Document, Layer
from extractors.readers import read_bytes
from extractors.readers.sheet.values import plain


def book(fill: Callable[[Any], None]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = "统计表"
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def sheet(fill: Callable[[Any], None]) -> Document:
    return read_bytes(book(lambda workbook: fill(workbook.active)), "报表.xlsx")


def cells(document: Document, layer: Layer = Layer.BODY) -> dict[str, str]:
    return {b.anchor.cell or "": b.text for b in document.blocks if b.layer is layer}


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in document.problems]


def edited(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", 8) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return out.getvalue()


def test_only_filled_cells_come_at_their_true_positions() -> None:
    def fill(active: Any) -> None:
        active["C4"], active["E9"] = "活动", 23

    document = sheet(fill)
    assert cells(document) == {"C4": "活动", "E9": "23"}
    anchor = document.blocks[1].anchor
    assert anchor.kind is AnchorKind.SHEET_CELL
    assert (anchor.sheet, anchor.table, anchor.row, anchor.column) == ("统计表", 1, 9, 5)
    assert str(anchor) == "工作表「统计表」E9"


def test_a_merged_range_is_one_cell_with_its_spans() -> None:
    def fill(active: Any) -> None:
        active["A1"], active["A2"] = "众创空间统计表", "年度"
        active.merge_cells("A1:D1")
        active.merge_cells("A2:A3")

    found = [(b.text, b.anchor.row_span, b.anchor.column_span) for b in sheet(fill).blocks]
    assert found == [("众创空间统计表", 1, 4), ("年度", 2, 1)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13, "13"),
        (13.0, "13"),
        (0.741, "0.741"),
        (0.1 + 0.2, "0.3"),  # binary dust
        (1e5, "100000"),
        (1e21, "1000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (-2.50, "-2.5"),
        (True, "TRUE"),
        (dt.date(2021, 8, 17), "2021-08-17"),
        (dt.datetime.fromisoformat("2021-08-17"), "2021-08-17"),
        (dt.datetime.fromisoformat("2021-08-17 09:30"), "2021-08-17 09:30"),
        (dt.time(9, 30), "09:30"),
        ("013", "013"),
    ],
)
def test_values_are_the_shortest_plain_text(value: object, text: str) -> None:
    assert plain(value) == text


def test_every_number_is_the_decimal_the_file_means() -> None:
    for number in (0.0875, 1234567.89, 99.99, 3.1, 820.0):
        assert Decimal(plain(number)) == Decimal(repr(number))


def test_a_date_cell_is_a_date_and_a_long_id_keeps_its_digits() -> None:
    def fill(active: Any) -> None:
        active["A1"] = dt.date(2022, 5, 1)
        active["A2"] = "915304021234567890"
        active["A3"] = 17

    data = book(lambda workbook: fill(workbook.active))
    whole = edited(data, "xl/worksheets/sheet1.xml", b"<v>17</v>", b"<v>530402199001011234</v>")
    assert cells(read_bytes(whole, "报表.xlsx")) == {
        "A1": "2022-05-01",
        "A2": "915304021234567890",
        "A3": "530402199001011234",
    }


def test_hidden_sheets_rows_and_columns_are_read_as_hidden_and_named() -> None:
    def fill(workbook: Any) -> None:
        active = workbook.active
        active["A1"], active["A2"], active["C1"] = "看得见", "隐藏行", "隐藏列"
        active.row_dimensions[2].hidden = True
        active.column_dimensions["C"].hidden = True
        other = workbook.create_sheet("测算底稿")
        other["A1"] = "目标40场"
        other.sheet_state = "hidden"
        workbook.create_sheet("深藏")["A1"] = "更深"
        workbook["深藏"].sheet_state = "veryHidden"

    document = read_bytes(book(fill), "报表.xlsx")
    assert cells(document) == {"A1": "看得见"}
    hidden = [b.text for b in document.blocks if b.layer is Layer.HIDDEN]
    assert hidden == ["隐藏列", "隐藏行", "目标40场", "更深"]
    assert codes(document) == [
        ("hidden_content", "统计表"),
        ("hidden_content", "测算底稿"),
        ("hidden_content", "深藏"),
    ]


def test_a_formula_counts_by_its_stored_value_and_without_one_is_unknown() -> None:
    def fill(active: Any) -> None:
        active["A1"], active["A2"], active["A3"] = 2, 3, "=A1+A2"

    assert codes(sheet(fill)) == [("formula_without_value", "工作表「统计表」A3")]
    stored = edited(
        book(lambda workbook: fill(workbook.active)),
        "xl/worksheets/sheet1.xml",
        b"<f>A1+A2</f><v></v>",
        b"<f>A1+A2</f><v>5</v>",
    )
    document = read_bytes(stored, "报表.xlsx")
    assert cells(document)["A3"] == "5"
    assert codes(document) == []


def test_an_error_value_is_named_and_is_no_text() -> None:
    data = edited(
        book(lambda workbook: workbook.active.append([1, 2])),
        "xl/worksheets/sheet1.xml",
        b'<c r="B1" t="n"><v>2</v></c>',
        b'<c r="B1" t="e"><v>#DIV/0!</v></c>',
    )
    document = read_bytes(data, "报表.xlsx")
    assert cells(document) == {"A1": "1"}
    assert codes(document) == [("error_value", "工作表「统计表」B1")]


def test_a_cell_in_the_far_corner_costs_its_sheet_and_not_the_machine() -> None:
    def fill(workbook: Any) -> None:
        workbook.active["A1"], workbook.active["XFD1048576"] = "近", "远"
        workbook.create_sheet("另一张")["A1"] = "照读"

    document = read_bytes(book(fill), "报表.xlsx")
    assert codes(document) == [("limit_size", "统计表")]
    assert [b.text for b in document.blocks] == ["照读"]


def test_a_lying_dimension_is_not_believed() -> None:
    data = edited(
        book(lambda workbook: workbook.active.append(["甲"])),
        "xl/worksheets/sheet1.xml",
        b'<dimension ref="A1:A1"/>',
        b'<dimension ref="A1:XFD1048576"/>',
    )
    assert cells(read_bytes(data, "报表.xlsx")) == {"A1": "甲"}


def test_a_document_type_is_refused() -> None:
    data = edited(
        book(lambda workbook: workbook.active.append(["甲"])),
        "xl/workbook.xml",
        b"<workbook",
        b'<!DOCTYPE x [<!ENTITY e "x">]><workbook',
    )
    assert codes(read_bytes(data, "报表.xlsx")) == [("damaged", "")]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_workbook_is_damaged(share: float) -> None:
    whole = book(lambda workbook: workbook.active.append(["甲"] * 50))
    assert codes(read_bytes(whole[: int(len(whole) * share)], "报表.xlsx")) == [("damaged", "")]


def white(cells: Any, fill: str | None = None) -> None:
    from openpyxl.styles import Font, PatternFill

    cells["A1"], cells["B1"] = "甲", "看不见"
    cells["B1"].font = Font(color="FFFFFFFF")
    if fill:
        cells["B1"].fill = PatternFill("solid", fgColor=fill)


def test_white_letters_on_paper_are_hidden_and_on_a_fill_are_not() -> None:
    document = sheet(white)
    assert cells(document) == {"A1": "甲"}
    assert cells(document, Layer.HIDDEN) == {"B1": "看不见"}
    assert codes(document) == [("hidden_content", "统计表")]
    assert cells(sheet(lambda found: white(found, "FF4472C4"))) == {"A1": "甲", "B1": "看不见"}


def test_white_letters_that_a_rule_may_colour_behind_are_taken_as_seen() -> None:
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    def fill(found: Any) -> None:
        white(found)
        rule = CellIsRule("equal", ["1"], fill=PatternFill("solid", bgColor="FF000000"))  # type: ignore[no-untyped-call]
        found.conditional_formatting.add("B1", rule)

    assert cells(sheet(fill)) == {"A1": "甲", "B1": "看不见"}


def test_zeros_that_a_sheet_does_not_show_are_hidden() -> None:
    def fill(found: Any) -> None:
        found.append([0, 5, "0"])
        found.sheet_view.showZeros = False

    document = sheet(fill)
    assert cells(document) == {"B1": "5", "C1": "0"}
    assert cells(document, Layer.HIDDEN) == {"A1": "0"}
