"""Workbooks (.xlsx, .xls). Bytes in; one block a non-empty cell out, sheet by sheet.

Values come from calamine; what it does not tell (hidden rows and columns, formulas that
were never calculated, error values) comes from a pass over the sheet's own XML, which an
.xls does not have. Nothing is calculated and no link is followed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.cells import cell_name
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.packages.office import holds_macros, open_office
from extractors.readers.packages.zipped import Package
from extractors.readers.reading import Reading, within_text_limit
from extractors.readers.sheet.marks import SheetMarks, sheet_marks, sheet_parts
from extractors.readers.sheet.values import plain

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

UNREAD_PARTS = ("xl/embeddings/", "xl/charts/", "xl/comments", "xl/threadedcomments/")
DRAWING = "xl/drawings/drawing"


def read_xlsx(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read an .xlsx workbook.

    Raises:
        Unreadable: damaged, encrypted, or a part carries a document type.
        LimitReached: it unpacks to more or holds more cells than allowed.
    """
    package = open_office(data, name)
    marks = {sheet: sheet_marks(package, part) for sheet, part in sheet_parts(package).items()}
    cells = sum(len(mark.filled) for mark in marks.values())
    if cells > LIMITS.sheet_cells:
        raise LimitReached(name, "limit_size", f"{cells} cells")
    reading = _read(data, name, marks)
    return Reading(reading.blocks, problems=(*reading.problems, *_package_problems(package)))


def read_xls(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read an .xls workbook.

    Raises:
        Unreadable: damaged or encrypted.
        LimitReached: it holds more rows or cells than allowed.
    """
    return _read(data, name, {})


def _read(data: bytes, name: str, marks: dict[str, SheetMarks]) -> Reading:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    workbook = _opened(data, name)
    blocks: list[Block] = []
    problems: list[Problem] = []
    for number, metadata in enumerate(workbook.sheets_metadata, start=1):
        if metadata.typ != SheetTypeEnum.WorkSheet:
            problems.append(problem("unread_part", metadata.name))
            continue
        mark = marks.get(metadata.name, SheetMarks())
        hidden = metadata.visible != SheetVisibleEnum.Visible
        if mark.too_wide:
            problems.append(problem("limit_size", metadata.name))
            continue
        sheet = _sheet(workbook, number - 1, name)
        found = list(_cells(sheet, number, mark, hidden, name))
        blocks.extend(found)
        problems.extend(_sheet_problems(metadata.name, mark, hidden, found))
    return Reading(within_text_limit(name, blocks), problems=tuple(problems))


@contextmanager
def _library(name: str) -> Iterator[None]:
    """Turn what calamine raises for a bad file into the file's error."""
    import python_calamine as calamine

    try:
        yield
    except calamine.PasswordError as error:
        raise Unreadable(name, "encrypted") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(name, "damaged", str(error)[:200]) from error
    except BaseException as error:
        # A panic of the compiled library is no Exception, and its type cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(name, "damaged", "panic") from error


def _opened(data: bytes, name: str) -> CalamineWorkbook:
    import python_calamine as calamine

    with _library(name):
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))


def _sheet(workbook: CalamineWorkbook, index: int, name: str) -> CalamineSheet:
    with _library(name):
        return workbook.get_sheet_by_index(index)


def _cells(
    sheet: CalamineSheet, number: int, mark: SheetMarks, hidden: bool, name: str
) -> Iterator[Block]:
    """The non-empty cells of one sheet at their true positions."""
    if sheet.start is None or sheet.end is None:
        return
    if sheet.height * sheet.width > LIMITS.sheet_cells:
        raise LimitReached(name, "limit_size", "cells")
    top, left = sheet.start
    spans = _spans(sheet)
    with _library(name):
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=True)
    filled_rows = 0
    for row, values in enumerate(rows, start=top + 1):
        texts = [
            (column, plain(value, mark.stored.get((row, column))))
            for column, value in enumerate(values, start=left + 1)
            if value != ""
        ]
        filled_rows += bool(texts)
        if filled_rows > LIMITS.sheet_rows:
            raise LimitReached(name, "limit_size", "rows")
        for column, text in texts:
            if text.strip() and (row, column) not in mark.errors:
                layer = Layer.HIDDEN if hidden or mark.hides(row, column) else Layer.BODY
                yield Block(text, _anchor(sheet.name, number, row, column, spans), layer)


def _spans(sheet: CalamineSheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that a merged range covers, by its top left cell (from 1)."""
    return {
        (first[0] + 1, first[1] + 1): (last[0] - first[0] + 1, last[1] - first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    }


def _anchor(
    sheet: str, number: int, row: int, column: int, spans: dict[tuple[int, int], tuple[int, int]]
) -> Anchor:
    row_span, column_span = spans.get((row, column), (1, 1))
    return Anchor(
        AnchorKind.SHEET_CELL,
        table=number,
        row=row,
        column=column,
        row_span=row_span,
        column_span=column_span,
        sheet=sheet,
        cell=cell_name(row, column),
    )


def _sheet_problems(
    sheet: str, mark: SheetMarks, hidden: bool, found: list[Block]
) -> Iterator[Problem]:
    if hidden or any(block.layer is Layer.HIDDEN for block in found):
        yield problem("hidden_content", sheet)
    for row, column in sorted(mark.uncalculated):
        yield problem("formula_without_value", f"工作表「{sheet}」{cell_name(row, column)}")
    for row, column in sorted(mark.errors):
        yield problem("error_value", f"工作表「{sheet}」{cell_name(row, column)}")


def _package_problems(package: Package) -> Iterator[Problem]:
    names = [info.filename.lower() for info in package.entries]
    if holds_macros(package):
        yield problem("contains_macros")
    if any(entry.startswith("xl/externallinks/") for entry in names):
        yield problem("external_content")
    if any(entry.startswith(UNREAD_PARTS) for entry in names) or _draws_text(package):
        yield problem("unread_part")


def _draws_text(package: Package) -> bool:
    """Whether text boxes lie over a sheet; pictures and stamps alone hold no text."""
    return any(
        b"txBody" in package.part(info.filename)
        for info in package.entries
        if info.filename.startswith(DRAWING)
    )
