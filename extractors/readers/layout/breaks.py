"""Rows and merged cells that a page break cuts. Two parts of a table in; the parts mended out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.readers.layout.grid import Cell, Grid
from extractors.readers.layout.stacks import SERIAL


def without_head(below: Grid, depth: int) -> tuple[Grid | None, tuple[Cell, ...]]:
    """The part without its first rows, None where nothing is left; and their cells."""
    if not depth:
        return below, ()
    head = tuple(cell for cell in below.cells if cell.row <= depth)
    return _raised(below, (cell for cell in below.cells if cell.row > depth), depth), head


def healed(above: Grid, below: Grid) -> tuple[Grid, Grid | None]:
    """The two parts with what the break cut made whole on the first page.

    A row's rest goes to the row; a merged cell whose second part is blank covers its rows.
    Nothing is left of the second part where it held no more than a row's rest.
    """
    last, rest = _row(above, above.rows), _row(below, 1)
    if _is_rest(last, rest) and ((above.ruled and below.ruled) or _is_numbered(last)):
        whole = [_with(cell, rest) if cell.row == above.rows else cell for cell in above.cells]
        others = (cell for cell in below.cells if cell.row > 1)
        return replace(above, cells=tuple(whole)), _raised(below, others, 1)
    return _merged(above, below, rest)


def _raised(grid: Grid, cells: Iterable[Cell], rows: int) -> Grid | None:
    kept = tuple(replace(cell, row=cell.row - rows) for cell in cells)
    return replace(grid, cells=kept) if kept else None


def _row(grid: Grid, row: int) -> dict[int, Cell]:
    return {cell.column: cell for cell in grid.cells if cell.row == row}


def _is_rest(last: dict[int, Cell], rest: dict[int, Cell]) -> bool:
    """Whether a first row only continues the cells of the row above it.

    Its first cell is blank, nothing in it is new, and nothing in it is merged downwards (a
    merged cell that the break cuts is blank in its second part as well). Where all of the
    row above is blank, only its borders stood on that page.
    """
    if last.keys() != rest.keys() or not last:
        return False
    if any(cell.row_span > 1 for cell in (*last.values(), *rest.values())):
        return False
    if not any(cell.lines for cell in last.values()):
        return True
    first = min(last)
    filled = [column for column, cell in rest.items() if cell.lines]
    return (
        bool(filled)
        and first not in filled
        and bool(last[first].lines)
        and all(last[column].lines for column in filled)
        and len(filled) < len(rest)
    )


def _is_numbered(row: dict[int, Cell]) -> bool:
    """Whether the row begins with its number: without rules, only then is one without a rest."""
    lines = row[min(row)].lines
    return len(lines) == 1 and SERIAL.fullmatch(lines[0].text.strip()) is not None


def _with(cell: Cell, rest: dict[int, Cell]) -> Cell:
    more = rest[cell.column].lines if cell.column in rest else ()
    return replace(cell, lines=(*cell.lines, *more))


def _merged(above: Grid, below: Grid, rest: dict[int, Cell]) -> tuple[Grid, Grid]:
    """Merged cells that reach the foot of the page take in their blank part on the next."""
    more = {
        cell.column: rest[cell.column].row_span
        for cell in above.cells
        if cell.row_span > 1
        and cell.row + cell.row_span - 1 == above.rows
        and cell.column in rest
        and rest[cell.column].column_span == cell.column_span
        and not rest[cell.column].lines
    }
    kept = tuple(cell for cell in below.cells if cell.row > 1 or cell.column not in more)
    if not more or not any(cell.row == 1 for cell in kept):
        return above, below
    grown = tuple(
        replace(cell, row_span=cell.row_span + more[cell.column])
        if cell.row_span > 1 and cell.row + cell.row_span - 1 == above.rows and cell.column in more
        else cell
        for cell in above.cells
    )
    return replace(above, cells=grown), replace(below, cells=kept)
