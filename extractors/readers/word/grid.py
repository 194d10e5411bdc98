"""The real cells of a Word table. A `w:tbl` in; cells with grid positions and spans out.

Word has no grid of its own: a row lists its cells, a cell says how many grid columns it
takes, and a cell merged downwards is repeated in each row it covers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.limits import LIMITS
from extractors.readers.packages.xml import Element
from extractors.readers.word.runs import MC, W, chosen

WRAPPERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"})


@dataclass(slots=True)
class GridCell:
    """One real cell; `covered` are the hidden bodies of the rows merged into it."""

    element: Element
    row: int  # from 1
    column: int  # from 1
    column_span: int
    row_span: int = 1
    deleted: bool = False
    covered: list[Element] = field(default_factory=list)


def grid_cells(table: Element) -> list[GridCell]:
    """The cells of the table in reading order; rows deleted with tracking do not count."""
    cells: list[GridCell] = []
    open_cells: dict[int, GridCell] = {}  # grid column: the merged cell that may go on
    row_number = 0
    for row in unwrapped(table, W + "tr"):
        deleted = row.find(f"{W}trPr/{W}del") is not None
        row_number += 0 if deleted else 1
        still_open: dict[int, GridCell] = {}
        for column, span, element in _row(row):
            merge = element.find(f"{W}tcPr/{W}vMerge")
            above = open_cells.get(column)
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            if goes_on and not deleted and above is not None and above.column_span == span:
                above.row_span += 1
                above.covered.append(element)
                still_open[column] = above
                continue
            cell = GridCell(element, max(row_number, 1), column, span, deleted=deleted)
            cells.append(cell)
            if merge is not None:
                still_open[column] = cell
        if not deleted:
            open_cells = still_open
    return cells


def unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Children with that tag, looking through content controls and tracked insertions."""
    for child in parent.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from unwrapped(child, tag)
        elif child.tag == MC + "AlternateContent":
            yield from unwrapped(chosen(child), tag)


def _row(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Grid column (from 1), span and element of each cell of a row."""
    column = 1 + _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for element in unwrapped(row, W + "tc"):
        span = max(1, _number(element.find(f"{W}tcPr/{W}gridSpan"), 1))
        yield column, span, element
        column += span


def _number(element: Element | None, default: int) -> int:
    if element is None:
        return default
    value = element.get(W + "val", "")
    if not value.isascii() or not value.isdigit():
        return default
    return min(int(value[:9]), LIMITS.table_columns)
