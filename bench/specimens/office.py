"""Word files and workbooks for measuring: a merged form, prose, long rosters."""

from __future__ import annotations

import io
from typing import Any

from bench.specimens.wording import FORM, HEAD, prose, roster

ROSTER = 90
"""Rows of one roster: some five pages."""


def form_docx(rows: int, plan: int = 6) -> bytes:
    """A form with merged cells, `plan` paragraphs of prose, `rows` rows in several rosters."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    document.add_heading("众创空间认定申报书", 0)
    table = document.add_table(len(FORM) + 2, 4, style="Table Grid")
    for number, texts in enumerate(FORM):
        for cell, text in zip(table.rows[number].cells, texts, strict=True):
            cell.text = text
    for number in (len(FORM), len(FORM) + 1):
        merged = table.cell(number, 1).merge(table.cell(number, 3))
        table.cell(number, 0).text = "简介"
        merged.text = prose(4, number)
    for number in range(plan):
        document.add_heading(f"{number + 1}. 建设与运营", 1)
        document.add_paragraph(prose(12, number))
    held = roster(rows)
    for start in range(0, rows, ROSTER):
        document.add_heading("入驻企业（团队）名单", 2)
        part = [HEAD, *held[start : start + ROSTER]]
        _fill(document.add_table(len(part), len(HEAD), style="Table Grid"), part)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fill(table: Any, rows: list[list[str]]) -> None:
    """Write the rows without python-docx's own walk, which takes a minute for long tables."""
    from docx.table import _Cell

    for element, texts in zip(table._tbl.tr_lst, rows, strict=True):
        for cell, text in zip(element.tc_lst, texts, strict=True):
            _Cell(cell, table).text = text


def workbook(rows: int, columns: int = 6) -> bytes:
    """One sheet of a title over merged cells, a head and `rows` rows of `columns` values."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("名单")
    sheet.merge_range(0, 0, 0, columns - 1, "入驻企业（团队）名单")
    sheet.write_row(1, 0, (HEAD * columns)[:columns])
    for number, row in enumerate(roster(rows), start=2):
        values = [int(text) if text.isdigit() else text for text in row]
        sheet.write_row(number, 0, (values * columns)[:columns])
    book.close()
    return buffer.getvalue()
