"""Workbooks: values that are no plain stored text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.office_parts import repacked, replaced

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


def raw(cells: str) -> bytes:
    """A sheet of which row 3 is written as XML."""
    data = book(lambda _, sheet: sheet.write(2, 0, "x"))
    old = b'<c r="A3" t="s"><v>1</v></c>'
    return replaced(data, SHEET, old, cells.encode())


def prefixed(data: bytes) -> bytes:
    """The sheet with a prefix at each element, as some exporters write."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read(SHEET)
    sheet = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", sheet).replace(b"xmlns=", b"xmlns:x=", 1)
    return repacked(data, {SHEET: sheet})


VALUES = [
    Case(
        "inline string",
        lambda: raw(f'<c r="A3" t="inlineStr"><is><t>{MARK}</t></is></c>'),
        FILE,
        (MARK,),
    ),
    Case(
        "inline rich text",
        lambda: raw('<c r="A3" t="inlineStr"><is><r><t>标记甲</t></r><r><t>一号</t></r></is></c>'),
        FILE,
        (MARK,),
    ),
    Case(
        "shared rich text",
        lambda: book(
            lambda w, s: s.write_rich_string(2, 0, "标记", w.add_format({"bold": True}), "甲一号")
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "reading aid",
        lambda: replaced(
            book(lambda _, s: s.write(2, 0, MARK)),
            "xl/sharedStrings.xml",
            f"<t>{MARK}</t>".encode(),
            f'<t>{MARK}</t><rPh sb="0" eb="1"><t>biaoji</t></rPh>'.encode(),
        ),
        FILE,
        (MARK,),
    ),
    Case(
        "formula with text",
        lambda: raw(f'<c r="A3" t="str"><f>B1</f><v>{MARK}</v></c>'),
        FILE,
        (MARK,),
    ),
    Case(
        "formula without value",
        lambda: raw('<c r="A3"><f>SUM(B1:B9)</f></c>'),
        FILE,
        listed={"无": "A3"},
        codes=frozenset({"formula_without_value"}),
    ),
    Case(
        "shared formula without value",
        lambda: raw(
            '<c r="A3"><f t="shared" ref="A3:B3" si="0">1+1</f></c><c r="B3"><f t="shared" '
            'si="0"/></c>'
        ),
        FILE,
        listed={"无": "B3"},
        codes=frozenset({"formula_without_value"}),
    ),
    Case(
        "array formula without value",
        lambda: raw('<c r="A3"><f t="array" ref="A3">1</f><v/></c>'),
        FILE,
        listed={"无": "A3"},
        codes=frozenset({"formula_without_value"}),
    ),
    Case(
        "error",
        lambda: raw('<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        FILE,
        listed={"无": "A3"},
        codes=frozenset({"error_value"}),
    ),
    Case(
        "bad index of a shared text",
        lambda: raw('<c r="A3" t="s"><v>99</v></c>'),
        FILE,
        listed={"无": ""},
    ),
    Case(
        "long identifier as a number",
        lambda: raw('<c r="A3"><v>530402198001011234</v></c>'),
        FILE,
        ("530402198001011234",),
    ),
    Case(
        "long identifier in powers of ten",
        lambda: raw('<c r="A3"><v>5.30402198001011E+17</v></c>'),
        FILE,
        listed={"无": "A3"},
        codes=frozenset({"identifier_rounded"}),
    ),
    Case(
        "long identifier as text",
        lambda: book(lambda _, s: s.write_string(2, 0, "530402198001011234")),
        FILE,
        ("530402198001011234",),
    ),
    Case(
        "date",
        lambda: book(
            lambda w, s: s.write_datetime(
                2, 0, dt.date(2022, 5, 17), w.add_format({"num_format": "yyyy-mm-dd"})
            )
        ),
        FILE,
        ("2022-05-17",),
    ),
    Case(
        "date of the other epoch",
        lambda: book(
            lambda w, s: s.write_datetime(
                2, 0, dt.date(2022, 5, 17), w.add_format({"num_format": "yyyy年m月"})
            ),
            {"date_1904": True},
        ),
        FILE,
        ("2022-05-17",),
    ),
    Case(
        "percent",
        lambda: book(lambda w, s: s.write_number(2, 0, 0.35, w.add_format({"num_format": "0%"}))),
        FILE,
        ("35%",),
    ),
    Case(
        "number as text", lambda: book(lambda _, s: s.write_string(2, 0, "0871")), FILE, ("0871",)
    ),
    Case("yes and no", lambda: book(lambda _, s: s.write_boolean(2, 0, True)), FILE, ("TRUE",)),
    Case(
        "escaped sign",
        lambda: raw('<c r="A3" t="inlineStr"><is><t>标记_x7532_一号</t></is></c>'),
        FILE,
        (MARK,),
    ),
    Case(
        "cells without places",
        lambda: replaced(
            book(lambda _, s: s.write_string(2, 0, MARK)),
            SHEET,
            b'<row r="3" spans="1:1"><c r="A3" t="s">',
            b'<row><c t="s">',
        ),
        FILE,
        (MARK,),
    ),
    # A cell of shared text without an index: calamine gives the first text of the table for it.
    Case(
        "shared text without an index",
        lambda: raw('<c r="A3" t="s"><v/></c><c r="B3" t="s"></c>'),
        FILE,
        cells={OTHER: (1, 1)},
    ),
    Case(
        "empty shared text",
        lambda: replaced(
            book(lambda _, s: s.write(2, 0, MARK)),
            "xl/sharedStrings.xml",
            b"<si><t>" + OTHER.encode(),
            b"<si/><si><t>" + OTHER.encode(),
        ),
        FILE,
        cells={OTHER: (3, 1)},
    ),
    Case(
        "prefix before every name",
        lambda: prefixed(book(lambda _, s: s.write_string(2, 0, MARK))),
        FILE,
        cells={MARK: (3, 1)},
    ),
    Case(
        "dimension from row 0",
        lambda: replaced(
            book(lambda _, s: s.write(2, 0, MARK)), SHEET, b'ref="A1:A3"', b'ref="A0:A3"'
        ),
        FILE,
        listed={MARK: ""},
    ),
    Case(
        "inline text that is empty",
        lambda: raw(f'<c r="A3" t="inlineStr"/><c r="B3" t="inlineStr"><is><t>{MARK}</t></is></c>'),
        FILE,
        cells={MARK: (3, 2)},
    ),
]


@pytest.mark.parametrize("case", VALUES, ids=str)
def test_every_marked_value_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []
