"""Builds small documents by hand: paragraphs, headings and tables as lists of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from extractors.model import Anchor, AnchorKind, Block, Document, Layer

Spanning = tuple[str, int, int]
Row = Sequence["str | Spanning | None"]
Part = str | Sequence[Row]


def _cells(rows: Sequence[Row], number: int, sheet: str | None) -> list[Block]:
    blocks: list[Block] = []
    kind = AnchorKind.TABLE_CELL if sheet is None else AnchorKind.SHEET_CELL
    for row, cells in enumerate(rows, start=1):
        column = 1
        for cell in cells:
            text, row_span, column_span = cell if isinstance(cell, tuple) else (cell, 1, 1)
            if text is not None and (text or sheet is None):
                anchor = Anchor(
                    kind,
                    table=number,
                    row=row,
                    column=column,
                    row_span=row_span,
                    column_span=column_span,
                    sheet=sheet,
                    cell=None if sheet is None else f"R{row}C{column}",
                )
                blocks.append(Block(text, anchor))
            column += column_span
    return blocks


@dataclass(frozen=True)
class Builder:
    """`write(...)` makes a Word-like document, `sheet(...)` a workbook of one sheet."""

    def write(self, *parts: Part, name: str = "申报材料.docx", kind: str = "docx") -> Document:
        """Strings are paragraphs (a leading # makes a heading), lists of rows are tables."""
        blocks: list[Block] = []
        tables = 0
        for place, part in enumerate(parts, start=1):
            if isinstance(part, str):
                heading = 1 if part.startswith("#") else None
                anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=place)
                blocks.append(Block(part.removeprefix("#"), anchor, heading=heading))
            else:
                tables += 1
                blocks += _cells(part, tables, None)
        return Document(name, "0" * 64, kind, tuple(blocks))

    def sheet(
        self,
        rows: Sequence[Row],
        name: str = "清单.xlsx",
        sheet: str = "Sheet1",
        hidden: bool = False,
    ) -> Document:
        """A workbook with one sheet; empty cells have no block, as in real workbooks."""
        layer = Layer.HIDDEN if hidden else Layer.BODY
        blocks = [Block(b.text, b.anchor, layer) for b in _cells(rows, 1, sheet)]
        return Document(name, "1" * 64, "xlsx", tuple(blocks))


@pytest.fixture
def made() -> Builder:
    return Builder()


@pytest.fixture
def quotes_hold() -> Callable[[Document, Sequence[object]], None]:
    """Check the invariant: every quote is the file's own text at its place."""

    def check(document: Document, rows: Sequence[object]) -> None:
        for row in rows:
            for cell in row.cells.values():  # type: ignore[attr-defined]
                evidence = cell.evidence
                if evidence is not None:
                    source = document.blocks[evidence.block].text
                    assert source[evidence.start : evidence.end] == evidence.text

    return check
