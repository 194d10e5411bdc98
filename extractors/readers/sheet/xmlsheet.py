"""Workbooks of Excel 2003 in one XML file, which reporting systems save under .xls.

Bytes in; one block a non-empty cell out, as from any other workbook.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.cells import cell_name
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.packages.xml import Element, parse_part
from extractors.readers.reading import Reading, within_text_limit
from extractors.readers.sheet.formats import NumberFormat, number_format
from extractors.readers.sheet.marks import places
from extractors.readers.sheet.values import plain, shown

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
NAMED_FORMATS = {"Percent": "0.00%"}  # the others add nothing to a number


def read_xmlsheet(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a workbook in the XML of Excel 2003.

    Raises:
        Unreadable: not well-formed, or it carries a document type.
        LimitReached: it holds more rows or cells than allowed.
    """
    root = parse_part(data, name)
    formats = dict(_formats(root))
    blocks: list[Block] = []
    problems: list[Problem] = []
    for number, element in enumerate(root.iterchildren(f"{SS}Worksheet"), start=1):
        sheet = _Sheet(element, number, formats)
        for row, cells in enumerate(sheet.rows()):
            if row > LIMITS.sheet_rows or len(blocks) > LIMITS.sheet_cells:
                raise LimitReached(name, "limit_size", "rows")
            blocks += cells
        problems += sheet.problems()
    return Reading(within_text_limit(name, blocks), problems=tuple(problems))


def _formats(root: Element) -> Iterator[tuple[str, NumberFormat]]:
    for style in root.iterfind(f"{SS}Styles/{SS}Style"):
        element = style.find(f"{SS}NumberFormat")
        code = "" if element is None else element.get(f"{SS}Format", "")
        form = number_format(NAMED_FORMATS.get(code, code))
        if form is not None:
            yield style.get(f"{SS}ID", ""), form


class _Sheet:
    """One worksheet."""

    def __init__(self, element: Element, number: int, formats: dict[str, NumberFormat]) -> None:
        self.element, self.number, self.formats = element, number, formats
        self.name = element.get(f"{SS}Name", "")
        visible = element.findtext("{*}WorksheetOptions/{*}Visible") or ""
        self.hidden = visible in {"SheetHidden", "SheetVeryHidden"}
        self.hidden_columns = tuple(self._hidden_columns())
        self.errors: list[str] = []
        self.uncalculated: list[str] = []
        self.holds_hidden = self.hidden

    def rows(self) -> Iterator[list[Block]]:
        """The blocks of each row."""
        row = 0
        for element in self.element.iterfind(f"{SS}Table/{SS}Row"):
            row = _whole(element, "Index", row + 1)
            hidden = self.hidden or _hides(element, "Height")
            column = 0
            found: list[Block] = []
            for cell in element.iterchildren(f"{SS}Cell"):
                column = _whole(cell, "Index", column + 1)
                found += self._cell(cell, row, column, hidden)
                column += _whole(cell, "MergeAcross", 0)
            yield found
            row += _whole(element, "Span", 0)

    def problems(self) -> Iterator[Problem]:
        """What to say of the sheet, once its rows were read."""
        if self.holds_hidden:
            yield problem("hidden_content", self.name)
        for code, cells in (
            ("formula_without_value", self.uncalculated),
            ("error_value", self.errors),
        ):
            for place in places(self.name, cells):
                yield problem(code, place)

    def _hidden_columns(self) -> Iterator[tuple[int, int]]:
        column = 0
        for element in self.element.iterfind(f"{SS}Table/{SS}Column"):
            column = _whole(element, "Index", column + 1)
            last = column + _whole(element, "Span", 0)
            if _hides(element, "Width"):
                yield column, last
            column = last

    def _cell(self, cell: Element, row: int, column: int, hidden: bool) -> Iterator[Block]:
        name = cell_name(row, column)
        anchor = Anchor(
            AnchorKind.SHEET_CELL,
            table=self.number,
            row=row,
            column=column,
            row_span=_whole(cell, "MergeDown", 0) + 1,
            column_span=_whole(cell, "MergeAcross", 0) + 1,
            sheet=self.name,
            cell=name,
        )
        data = cell.find(f"{SS}Data")
        text = "" if data is None else _text(data)
        if data is not None and data.get(f"{SS}Type") == "Error":
            self.errors.append(name)
        elif not text and cell.get(f"{SS}Formula") is not None:
            if data is None or data.get(f"{SS}Type") != "String":
                self.uncalculated.append(name)
        elif data is not None and text.strip():
            written = self._shown(text, data.get(f"{SS}Type", ""), cell)
            is_hidden = hidden or written is None or self._hides_column(column)
            self.holds_hidden |= is_hidden
            yield Block(written or text, anchor, Layer.HIDDEN if is_hidden else Layer.BODY)
        for comment in cell.iterfind(f"{SS}Comment/{SS}Data"):
            note = Anchor(AnchorKind.SHEET_CELL, row=row, column=column, sheet=self.name, cell=name)
            yield Block(_text(comment), note, Layer.NOTE)

    def _hides_column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def _shown(self, text: str, kind: str, cell: Element) -> str | None:
        value = _value(text, kind)
        form = self.formats.get(cell.get(f"{SS}StyleID", ""))
        return plain(value, text) if form is None else shown(value, form)


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def _value(text: str, kind: str) -> object:
    try:
        match kind:
            case "Number":
                return float(text)
            case "DateTime":
                return dt.datetime.fromisoformat(text)
            case "Boolean":
                return text.strip() == "1"
    except ValueError:
        pass
    return text


def _whole(element: Element, name: str, default: int) -> int:
    text = element.get(f"{SS}{name}", "")
    return (
        min(int(text), 1_048_576)
        if text.isascii() and text.isdigit() and len(text) < 9
        else default
    )


def _hides(element: Element, size: str) -> bool:
    return element.get(f"{SS}Hidden") == "1" or element.get(f"{SS}{size}") in {"0", "0.0"}
