"""A table as it was meant: cells with spans, and its rows as a reader of the page sees them.

Enter: rows of texts, merged positions marked. Leave: a Table. The same Table is written into
a document and compared with what was read from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LEFT, UP = "\x00left", "\x00up"
"""Marks of a position that belongs to the cell left of it, or to the cell above it."""

Row = tuple[str, ...]


class Cell(NamedTuple):
    """A real cell; row and column of its top left position count from 1."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by row and column. `head` is how many rows at the top name the columns."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    head: int = 1

    def printed_rows(self) -> list[Row]:
        """The texts of each row's distinct cells from left to right, without white space."""
        covering = positions(self.cells)
        return [
            texts([covering[row, column] for column in range(1, self.columns + 1)])
            for row in range(1, self.rows + 1)
        ]


@dataclass(frozen=True, slots=True)
class Specimen:
    """A document's bytes, the tables in it in reading order, and what it was made to show."""

    name: str
    data: bytes
    tables: tuple[Table, ...]


def table_of(rows: Sequence[Sequence[str]], head: int = 1) -> Table:
    """The table of texts and marks LEFT and UP; rows are equally long.

    Raises:
        ValueError: a row is longer or shorter than the first.
    """
    columns = len(rows[0])
    if any(len(row) != columns for row in rows):
        raise ValueError(f"rows of {sorted({len(row) for row in rows})} columns")
    cells = [
        Cell(r + 1, c + 1, _extent(rows, r, c, UP), _extent(rows, r, c, LEFT), text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in (LEFT, UP)
    ]
    return Table(tuple(cells), len(rows), columns, head)


def _extent(rows: Sequence[Sequence[str]], row: int, column: int, mark: str) -> int:
    """How many positions the cell takes downwards (UP) or to the right (LEFT)."""
    following = (
        [rows[r][column] for r in range(row + 1, len(rows))]
        if mark == UP
        else rows[row][column + 1 :]
    )
    count = 1
    for text in following:
        if text != mark:
            break
        count += 1
    return count


def positions(cells: Sequence[Cell]) -> Mapping[tuple[int, int], Cell]:
    """Each grid position with the cell that covers it."""
    return {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def texts(cells: Sequence[Cell]) -> Row:
    """The texts of neighbours that are different cells."""
    return tuple(
        plain(cell.text)
        for number, cell in enumerate(cells)
        if number == 0 or cell != cells[number - 1]
    )


def plain(text: str) -> str:
    """The text without white space and line breaks."""
    return "".join(text.split())
