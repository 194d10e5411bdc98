"""Cells of a workbook in, one sheet's grid out: column letters, row numbers, a window of rows.

Only one sheet is shown at once, and of a large one the rows around the wanted cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.model import Block, Document, Layer
from pipeline.showing.spots import Spot
from pipeline.showing.text import Paragraph, paragraph, visible

# Rosters have 20 to 300 rows; more are turned over like pages.
MOST_ROWS = 200
ROWS_BEFORE = 60
# A statistic has 20 columns; Excel allows 16,384.
MOST_COLUMNS = 60
COLUMNS_BEFORE = 20
# Empty rows and columns up to so many are shown as they are, more as one line that says so.
GAP = 3


class Tab(NamedTuple):
    """One sheet of the workbook. `number` counts from 0; `hidden`: Excel does not show it."""

    number: int
    label: str
    hidden: bool
    cells: int
    shown: bool


class Column(NamedTuple):
    """A column of the grid; `hidden`: none of its cells is seen in Excel."""

    number: int
    letters: str
    hidden: bool
    target: bool


class GridCell(NamedTuple):
    """A cell as shown; `name` is empty where the file says nothing."""

    name: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    row_span: int = 1
    column_span: int = 1
    hidden: bool = False
    target: bool = False
    numeric: bool = False


class GridRow(NamedTuple):
    """A row of the grid; `skipped` counts empty rows left out before it."""

    number: int
    cells: tuple[GridCell, ...]
    hidden: bool
    target: bool
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as shown: used rows `first` to before `last` of `total`, and as many columns."""

    tabs: tuple[Tab, ...]
    name: str
    hidden: bool
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    first: int
    last: int
    total: int
    left_out_columns: int
    layers: tuple[str, ...]

    @property
    def before(self) -> int:
        """Where the part before this one begins."""
        return max(0, self.first - MOST_ROWS)


def grid_of(
    document: Document, spot: Spot, sheet: int | None = None, start_at: int | None = None
) -> Grid:
    """The sheet that holds the spot, or the one asked for.

    Args:
        sheet: Index of a sheet; None to go by the spot, else the first that is not hidden.
        start_at: Which of the sheet's used rows comes first; None to go by the spot.
    """
    blocks = document.blocks
    sheets: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        sheets[block.anchor.sheet or ""].append(number)
    names = list(sheets)
    hidden = [_hidden(blocks, sheets[name]) for name in names]
    wanted = _wanted(names, hidden, blocks, spot, sheet)
    tabs = tuple(
        Tab(
            index,
            visible(name)[:100] or "（无名）",
            hidden[index],
            len(sheets[name]),
            index == wanted,
        )
        for index, name in enumerate(names)
    )
    return _Sheet(blocks, sheets[names[wanted]], spot).grid(tabs, start_at)


def _wanted(
    names: Sequence[str],
    hidden: Sequence[bool],
    blocks: Sequence[Block],
    spot: Spot,
    sheet: int | None,
) -> int:
    if sheet is not None and 0 <= sheet < len(names):
        return sheet
    if spot.block is not None and spot.block < len(blocks):
        return names.index(blocks[spot.block].anchor.sheet or "")
    return hidden.index(False) if False in hidden else 0


def _hidden(blocks: Sequence[Block], numbers: Sequence[int]) -> bool:
    return all(blocks[number].layer is Layer.HIDDEN for number in numbers)


class _Sheet:
    """The cells of one sheet while its grid is made."""

    def __init__(self, blocks: Sequence[Block], numbers: Sequence[int], spot: Spot) -> None:
        self._blocks, self._numbers, self._spot = blocks, numbers, spot
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number in numbers:
            anchor = blocks[number].anchor
            self._cells[anchor.row or 1, anchor.column or 1].append(number)
        self._target: tuple[int, int] | None = None
        if spot.block is not None and spot.block in set(numbers):
            anchor = blocks[spot.block].anchor
            self._target = (anchor.row or 1, anchor.column or 1)

    def grid(self, tabs: tuple[Tab, ...], start_at: int | None) -> Grid:
        used_rows = sorted({row for row, _ in self._cells})
        used_columns = sorted({column for _, column in self._cells})
        first = self._first(used_rows, 0, MOST_ROWS, ROWS_BEFORE, start_at)
        rows = used_rows[first : first + MOST_ROWS]
        from_column = self._first(used_columns, 1, MOST_COLUMNS, COLUMNS_BEFORE, None)
        columns = _with_small_gaps(used_columns[from_column : from_column + MOST_COLUMNS])
        tab = next(tab for tab in tabs if tab.shown)
        return Grid(
            tabs=tabs,
            name=tab.label,
            hidden=tab.hidden,
            columns=tuple(self._column(number) for number in columns),
            rows=self._rows(rows, columns),
            first=first,
            last=first + len(rows),
            total=len(used_rows),
            left_out_columns=max(0, len(used_columns) - MOST_COLUMNS),
            layers=tuple(dict.fromkeys(self._blocks[n].layer.value for n in self._numbers)),
        )

    def _first(
        self, used: Sequence[int], axis: int, most: int, before: int, start_at: int | None
    ) -> int:
        """The position in `used` to begin with."""
        if start_at is not None:
            return min(max(0, start_at), max(0, len(used) - 1))
        if self._target is None:
            return 0
        at = bisect_left(used, self._target[axis])
        return 0 if at < most - before else at - before

    def _column(self, number: int) -> Column:
        members = [
            n for (_, column), found in self._cells.items() if column == number for n in found
        ]
        hidden = bool(members) and _hidden(self._blocks, members)
        target = self._target is not None and self._target[1] == number
        return Column(number, letters(number), hidden, target)

    def _rows(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[GridRow, ...]:
        made: list[GridRow] = []
        taken: set[tuple[int, int]] = set()
        listed = _with_small_gaps(rows)
        before = listed[0] - 1 if listed else 0
        by_row: dict[int, dict[int, list[int]]] = defaultdict(dict)
        for (row, column), members in self._cells.items():
            by_row[row][column] = members
        here = set(listed)
        for row in listed:
            cells = []
            for column in columns:
                if (row, column) in taken:
                    continue
                members = by_row.get(row, {}).get(column, [])
                if not members:
                    cells.append(GridCell())
                    continue
                cell = self._cell(row, column, members, here, columns)
                taken.update(
                    (row + i, column + j)
                    for i in range(cell.row_span)
                    for j in range(cell.column_span)
                )
                cells.append(cell)
            numbers = [number for found in by_row.get(row, {}).values() for number in found]
            hidden = bool(numbers) and _hidden(self._blocks, numbers)
            target = self._target is not None and self._target[0] == row
            made.append(GridRow(row, tuple(cells), hidden, target, row - before - 1))
            before = row
        return tuple(made)

    def _cell(
        self, row: int, column: int, members: Sequence[int], rows: set[int], columns: Sequence[int]
    ) -> GridCell:
        anchor = self._blocks[members[0]].anchor
        down = across = 1
        # Merged cells end where the grid leaves rows or columns out.
        while down < anchor.row_span and row + down in rows:
            down += 1
        there = set(columns)
        while across < anchor.column_span and column + across in there:
            across += 1
        shown = tuple(
            paragraph(n, self._blocks[n], self._spot.start, self._spot.end, n == self._spot.block)
            for n in members
        )
        text = self._blocks[members[0]].text.strip()
        return GridCell(
            name=anchor.cell or f"{letters(column)}{row}",
            paragraphs=shown,
            row_span=down,
            column_span=across,
            hidden=_hidden(self._blocks, members),
            target=(row, column) == self._target,
            numeric=bool(text) and text.replace(",", "").replace(".", "").rstrip("%").isdecimal(),
        )


def _with_small_gaps(used: Sequence[int]) -> list[int]:
    """The same numbers with gaps of a few filled."""
    filled: list[int] = []
    for number in used:
        if filled and number - filled[-1] - 1 <= GAP:
            filled.extend(range(filled[-1] + 1, number))
        filled.append(number)
    return filled


def letters(number: int) -> str:
    """The letters of a column.

    Example:
        >>> letters(1), letters(28), letters(16384)
        ('A', 'AB', 'XFD')
    """
    named = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        named = chr(ord("A") + rest) + named
    return named
