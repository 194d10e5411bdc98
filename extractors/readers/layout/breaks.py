"""Tables that go on over a page break. Two tables in; whether they are one, and its rows, out."""

from __future__ import annotations

from dataclasses import replace

from extractors.readers.layout.grid import Cell, Grid

# Column borders of a table that goes on over a page are drawn at the same x.
SAME_EDGE = 4.0


def goes_on(above: Grid, below: Grid) -> bool:
    """Whether a table that comes next after another, on the next page, continues it."""
    if below.continues:
        return True
    return (
        below.page == above.page + 1
        and above.ruled
        and below.ruled
        and len(above.edges) == len(below.edges)
        and all(abs(a - b) <= SAME_EDGE for a, b in zip(above.edges, below.edges, strict=True))
    )


def healed(above: Grid, below: Grid) -> tuple[Grid, Grid] | None:
    """The two parts with a row that the break cut made whole on the first page.

    Returns:
        None where the break fell between two rows, or the second part has no other row.
    """
    if not (above.ruled and below.ruled) or below.rows < 2:
        return None
    last = {cell.column: cell for cell in above.cells if cell.row == above.rows}
    rest = {cell.column: cell for cell in below.cells if cell.row == 1}
    if not _is_rest(last, rest):
        return None
    whole = [_with(cell, rest) if cell.row == above.rows else cell for cell in above.cells]
    others = [replace(cell, row=cell.row - 1) for cell in below.cells if cell.row > 1]
    return replace(above, cells=tuple(whole)), replace(below, cells=tuple(others))


def _is_rest(last: dict[int, Cell], rest: dict[int, Cell]) -> bool:
    """Whether a first row only continues the cells of the row above it.

    Its first cell is blank, nothing in it is new, and nothing in it is merged downwards (a
    merged cell that the break cuts is blank in its second part as well).
    """
    if last.keys() != rest.keys() or 1 not in last:
        return False
    if any(cell.row_span > 1 for cell in (*last.values(), *rest.values())):
        return False
    filled = [column for column, cell in rest.items() if cell.lines]
    return (
        bool(filled)
        and 1 not in filled
        and bool(last[1].lines)
        and all(last[column].lines for column in filled)
        and len(filled) < len(rest)
    )


def _with(cell: Cell, rest: dict[int, Cell]) -> Cell:
    more = rest[cell.column].lines if cell.column in rest else ()
    return replace(cell, lines=(*cell.lines, *more))
