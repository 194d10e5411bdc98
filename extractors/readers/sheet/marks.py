"""What a sheet says beside its values: hidden rows and columns, lost results, formats.

Filled by `worksheet` (.xlsx) and `biff` (.xls); cells go by their names, A1, rows and columns count
from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractors.readers.cells import cell_name, cell_position
from extractors.readers.sheet.formats import NumberFormat

NAMED_AT_MOST = 50  # places of one problem on one sheet; a person reads no more
ROOM = 2_000_000  # rows that merged ranges may cover together before they are left alone

Merged = tuple[tuple[int, int], tuple[int, int]]  # first and last row and column, from 0


@dataclass(slots=True)
class SheetMarks:
    """Marks of one sheet."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    uncalculated: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()  # cells that hold a picture and no text
    unseen: frozenset[str] = frozenset()  # cells whose letters have the colour of the paper
    formats: Mapping[str, NumberFormat] = field(default_factory=dict)
    shows_zeros: bool = True
    escaped: bool = False  # texts may hold characters by their codes
    too_wide: bool = False

    def hides_column(self, column: int) -> bool:
        """Whether the column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True, slots=True)
class Merges:
    """The merged ranges of one sheet.

    `spans` are rows and columns by the top left cell; `covered` the columns under a range, by
    row, where a value may stand that nobody sees.
    """

    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    covered: Mapping[int, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)

    def cover(self, row: int, column: int) -> bool:
        """Whether another cell's merged range lies over the cell."""
        return any(
            left <= column <= right and (row, column) != (top, left)
            for top, left, right in self.covered.get(row, ())
        )


def merges(ranges: Iterable[Merged] | None, last_row: int) -> Merges:
    """The merged ranges, those rows left out that hold no value.

    Args:
        ranges: As the workbook reader gives them.
        last_row: The last row with a value, from 1.
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: dict[int, list[tuple[int, int, int]]] = {}
    room = ROOM
    for (first_row, first_column), (end_row, end_column) in ranges or ():
        top, left, bottom, right = first_row + 1, first_column + 1, end_row + 1, end_column + 1
        spans[top, left] = (bottom - top + 1, right - left + 1)
        rows = range(top, min(bottom, last_row) + 1)
        room -= len(rows)
        if room > 0:
            for row in rows:
                covered.setdefault(row, []).append((top, left, right))
    return Merges(spans, {row: tuple(found) for row, found in covered.items()})


def places(sheet: str, cells: Iterable[str]) -> list[str]:
    """Where cells stand, as an official reads it; cells below each other as one range.

    Example:
        >>> places("统计表", ["C3", "C2", "E9"])
        ['工作表「统计表」C2:C3', '工作表「统计表」E9']
    """
    positions = sorted(
        (column, row) for row, column in (cell_position(cell) or (0, 0) for cell in cells) if row
    )
    runs: list[list[int]] = []  # column, first row, last row
    for column, row in positions:
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1][2] = row
        else:
            runs.append([column, row, row])
    runs.sort(key=lambda run: (run[1], run[0]))
    shown = [f"工作表「{sheet}」{_range(*run)}" for run in runs[:NAMED_AT_MOST]]
    if len(runs) > NAMED_AT_MOST:
        shown[-1] += f"等{len(runs)}处"
    return shown


def _range(column: int, first: int, last: int) -> str:
    name = cell_name(first, column)
    return name if first == last else f"{name}:{cell_name(last, column)}"
