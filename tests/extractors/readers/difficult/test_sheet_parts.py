"""Workbooks: values far away, under merges or out of sight, and what hangs on no cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from extractors.model import Layer
from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.office_parts import STRICT, repacked, replaced
from tests.extractors.readers.difficult.pictures import png

MARK, OTHER, THIRD = "标记甲一号", "标记乙二号", "标记丙三号"
FILE = "统计.xlsx"
SHEET = "xl/worksheets/sheet1.xml"


def book(fill: Callable[[Any, Any], object], options: dict[str, object] | None = None) -> bytes:
    """A workbook of one sheet 统计表 that the function fills."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **(options or {})})
    sheet = workbook.add_worksheet("统计表")
    sheet.write(0, 0, OTHER)
    fill(workbook, sheet)
    workbook.close()
    return buffer.getvalue()


def strict() -> bytes:
    data = book(lambda _, sheet: sheet.write(1, 1, MARK))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        for loose, tight in STRICT.items():
            content = content.replace(loose.encode(), tight.encode())
        parts[name] = content
    return repacked(data, parts)


def filtered(_: Any, sheet: Any) -> None:
    """Rows that a filter hides."""
    for row, text in enumerate(["名称", MARK, THIRD]):
        sheet.write(row, 1, text)
    sheet.autofilter(0, 1, 2, 1)
    sheet.filter_column("B", f"x == {THIRD}")
    sheet.set_row(1, None, None, {"hidden": True})


def hidden_sheet(workbook: Any, very: bool = False) -> None:
    sheet = workbook.add_worksheet("附表")
    sheet.write(0, 0, MARK)
    sheet.very_hidden() if very else sheet.hide()


def chart(workbook: Any, sheet: Any, own_sheet: bool = False) -> None:
    drawn = workbook.add_chart({"type": "column"})
    drawn.add_series({"values": "=统计表!$A$1:$A$2"})
    drawn.set_title({"name": MARK})
    if own_sheet:
        workbook.add_chartsheet("图表一").set_chart(drawn)
    else:
        sheet.insert_chart("D4", drawn)


def pictured(_: Any, sheet: Any) -> None:
    """A picture as large as a scanned licence."""
    sheet.insert_image("D4", "x.png", {"image_data": io.BytesIO(png(MARK))})


def headed(_: Any, sheet: Any) -> None:
    sheet.set_header(f"&C{MARK}")


def openpyxl_book(fill: Callable[[Any], object]) -> bytes:
    buffer = io.BytesIO()
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    workbook.save(buffer)
    return buffer.getvalue()


def noted(sheet: Any) -> None:
    from openpyxl.comments import Comment

    sheet["A1"] = OTHER
    sheet["B7"].comment = Comment(MARK, "审核员")


EMBEDDED: dict[str, bytes | None] = {
    "xl/embeddings/oleObject1.bin": b"x",
    "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships xmlns="http://'
    b"schemas.openxmlformats.org/"
    b'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/oleObject" Target="../embeddings/oleObject1.bin"/>'
    b"</Relationships>",
}


def linked() -> bytes:
    data = book(lambda _, sheet: sheet.write_formula(1, 1, "=[1]表!A1", None, MARK))
    return repacked(data, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


PLACES = [
    Case(
        "far corner",
        lambda: book(lambda _, s: s.write(1_048_575, 16_383, MARK)),
        FILE,
        listed={MARK: "统计表"},
    ),
    Case(
        "merged over a whole sheet",
        lambda: book(lambda _, s: s.merge_range(2, 0, 400, 200, MARK)),
        FILE,
        cells={MARK: (3, 1)},
    ),
    Case(
        "text under a merge",
        lambda: replaced(
            book(lambda _, s: (s.merge_range(2, 0, 2, 3, "甲"), s.write(2, 2, MARK))),
            SHEET,
            b"<mergeCell",
            b"<mergeCell",
        ),
        FILE,
        listed={MARK: "C3"},
    ),
    Case(
        "dimension that lies",
        lambda: replaced(
            book(lambda _, s: s.write(30, 30, MARK)), SHEET, b'ref="A1:AE31"', b'ref="A1"'
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "hidden sheet",
        lambda: book(lambda w, _: hidden_sheet(w)),
        FILE,
        (OTHER,),
        {MARK: Layer.HIDDEN},
    ),
    Case(
        "very hidden sheet",
        lambda: book(lambda w, _: hidden_sheet(w, True)),
        FILE,
        (OTHER,),
        {MARK: Layer.HIDDEN},
    ),
    Case(
        "hidden row",
        lambda: book(
            lambda _, s: (s.write(4, 0, MARK), s.set_row(4, None, None, {"hidden": True}))
        ),
        FILE,
        (OTHER,),
        {MARK: Layer.HIDDEN},
    ),
    Case(
        "hidden column",
        lambda: book(
            lambda _, s: (s.write(0, 4, MARK), s.set_column(4, 4, None, None, {"hidden": True}))
        ),
        FILE,
        (OTHER,),
        {MARK: Layer.HIDDEN},
    ),
    Case(
        "row of no height",
        lambda: replaced(
            book(lambda _, s: s.write(4, 0, MARK)),
            SHEET,
            b'<row r="5" spans="1:1">',
            b'<row r="5" ht="0" customHeight="1">',
        ),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case("filtered rows", lambda: book(filtered), FILE, (THIRD,), listed={MARK: "统计表"}),
    Case(
        "white type",
        lambda: book(lambda w, s: s.write(3, 3, MARK, w.add_format({"font_color": "white"}))),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
    Case(
        "invisible format",
        lambda: book(lambda w, s: s.write(3, 3, MARK, w.add_format({"num_format": ";;;"}))),
        FILE,
        (OTHER,),
        listed={MARK: ""},
    ),
]

PARTS = [
    Case(
        "comment", lambda: openpyxl_book(noted), FILE, (OTHER,), listed={MARK: "B7"}, gone=(MARK,)
    ),
    Case(
        "text box",
        lambda: book(lambda _, s: s.insert_textbox(3, 3, MARK)),
        FILE,
        (OTHER,),
        listed={MARK: "统计表"},
    ),
    Case("chart", lambda: book(chart), FILE, (OTHER,), listed={MARK: "统计表"}),
    Case(
        "chart sheet",
        lambda: book(lambda w, s: chart(w, s, True)),
        FILE,
        (OTHER,),
        listed={MARK: "图表一"},
    ),
    Case("header of the print", lambda: book(headed), FILE, (OTHER,), listed={MARK: "统计表"}),
    Case("picture", lambda: book(pictured), FILE, (OTHER,), listed={MARK: "统计表"}),
    Case(
        "defined name",
        lambda: book(lambda w, _: w.define_name("面积", f'="{MARK}"')),
        FILE,
        (OTHER,),
    ),
    Case(
        "list of choices",
        lambda: book(
            lambda _, s: s.data_validation(2, 0, 2, 0, {"validate": "list", "source": ["甲", "乙"]})
        ),
        FILE,
        (OTHER,),
    ),
    Case("other workbook", linked, FILE, (MARK,), codes=frozenset({"external_content"})),
    Case(
        "macros",
        lambda: repacked(book(lambda *_: None), {"xl/vbaProject.bin": b"x"}),
        "统计.xlsm",
        (OTHER,),
        codes=frozenset({"contains_macros"}),
    ),
    Case(
        "embedded file",
        lambda: repacked(book(lambda *_: None), EMBEDDED),
        FILE,
        (OTHER,),
        codes=frozenset({"unread_part"}),
    ),
    Case("strict namespaces", strict, FILE, (MARK, OTHER)),
    Case("no extension", lambda: book(lambda _, s: s.write(1, 1, MARK)), "统计", (MARK,)),
]


FAMILIES = {"places": PLACES, "parts": PARTS}


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=f"{f}-{c}") for f, held in FAMILIES.items() for c in held],
)
def test_every_marked_value_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []
