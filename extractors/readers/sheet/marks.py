"""What a worksheet's XML says beside its values: hidden rows and columns, lost results.

Enter: an .xlsx package. Leave: one SheetMarks a sheet. The XML is read as a stream, so a
sheet costs its cells and not its size; `<dimension>` is never believed.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.readers.cells import cell_position
from extractors.readers.packages.xml import Element, parse_part, refuse_doctype
from extractors.readers.packages.zipped import Package

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
LONG_ID = 16  # digits from which a binary number no longer holds the written one

Position = tuple[int, int]  # row and column from 1


@dataclass(slots=True)
class SheetMarks:
    """Marks of one sheet. Positions count from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: set[Position] = field(default_factory=set)
    errors: set[Position] = field(default_factory=set)
    stored: dict[Position, str] = field(default_factory=dict)
    filled: set[Position] = field(default_factory=set)

    def hides(self, row: int, column: int) -> bool:
        """Whether the row or the column is hidden."""
        return row in self.hidden_rows or any(
            first <= column <= last for first, last in self.hidden_columns
        )

    @property
    def too_wide(self) -> bool:
        """Whether the rectangle around the filled cells is more than a sheet may be.

        The library that reads values fills that rectangle; one cell in the far corner of
        an otherwise empty sheet would take all memory.
        """
        if not self.filled:
            return False
        rows = [row for row, _ in self.filled]
        columns = [column for _, column in self.filled]
        area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
        return area > LIMITS.sheet_cells


def sheet_parts(package: Package) -> dict[str, str]:
    """The part name of each sheet, by the sheet's name, in workbook order."""
    root = parse_part(package.part("xl/workbook.xml"), package.name)
    targets = _targets(package)
    parts: dict[str, str] = {}
    for sheet in root.iter("{*}sheet"):
        key = sheet.get(RELATION) or sheet.get(STRICT_RELATION) or ""
        part = targets.get(key, "")
        if package.has(part):
            parts[sheet.get("name", "")] = part
    return parts


def _targets(package: Package) -> dict[str, str]:
    part = "xl/_rels/workbook.xml.rels"
    if not package.has(part):
        return {}
    root = parse_part(package.part(part), package.name)
    return {
        relation.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", relation.get("Target", ""))
        ).lstrip("/")
        for relation in root.iter("{*}Relationship")
    }


def sheet_marks(package: Package, part: str) -> SheetMarks:
    """Read the marks of one sheet.

    Raises:
        Unreadable: the XML is damaged.
        LimitReached: more filled cells or rows than a sheet may have.
    """
    data = package.part(part)
    refuse_doctype(data, package.name)
    marks = SheetMarks()
    row_number = column_number = 0
    try:
        for event, element in _events(data):
            tag = etree.QName(element).localname
            if event == "start" and tag == "row":
                row_number = _whole(element.get("r"), row_number + 1)
                column_number = 0
                if element.get("hidden") in {"1", "true"}:
                    marks.hidden_rows.add(row_number)
            elif event == "end" and tag == "c":
                position = cell_position(element.get("r", "")) or (row_number, column_number + 1)
                column_number = position[1]
                _mark(marks, element, position)
                _check(marks, package.name)
                element.clear()
            elif event == "end" and tag == "row":
                element.clear()
            elif event == "end" and tag == "col" and element.get("hidden") in {"1", "true"}:
                first, last = _whole(element.get("min"), 0), _whole(element.get("max"), 0)
                marks.hidden_columns.append((first, last))
    except etree.XMLSyntaxError as error:
        raise Unreadable(package.name, "damaged", "sheet XML is not well-formed") from error
    return marks


def _events(data: bytes) -> Iterator[tuple[str, Element]]:
    yield from etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        tag=("{*}row", "{*}c", "{*}col"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )


def _mark(marks: SheetMarks, cell: Element, position: Position) -> None:
    value = cell.find("{*}v")
    text = "" if value is None else value.text or ""
    if cell.find("{*}f") is not None and not text:
        # A formula that no program calculated has no stored result. A text formula whose
        # result is the empty string is stored as t="str" with an empty v.
        if value is None or cell.get("t") != "str":
            marks.uncalculated.add(position)
    elif cell.get("t") == "e":
        marks.errors.add(position)
    if text or cell.find("{*}is") is not None:
        marks.filled.add(position)
    if cell.get("t", "n") == "n" and len(text) >= LONG_ID and text.isdigit():
        marks.stored[position] = text


def _check(marks: SheetMarks, name: str) -> None:
    if len(marks.filled) > LIMITS.sheet_cells:
        raise LimitReached(name, "limit_size", "cells")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else default
