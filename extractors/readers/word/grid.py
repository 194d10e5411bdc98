"""The real cells of a Word table. A `w:tbl` in; cells with grid positions and spans out.

Word has no grid of its own: a row lists its cells, a cell says how many grid columns it
takes, and a cell merged downwards is repeated in each row it covers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.limits import LIMITS
from extractors.model import Layer
from extractors.readers.packages.xml import Element
from extractors.readers.word.looks import is_dark
from extractors.readers.word.names import ALTERNATIVES, W, chosen, number, on

WRAPPERS = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
# What tracking did to a single cell of a row that stays.
FATES = {W + "cellDel": Layer.DELETED, W + "cellIns": Layer.INSERTED}


@dataclass(slots=True)
class GridCell:
    """One real cell; `covered` are the hidden bodies of the cells merged into it.

    `layer` is BODY, or what became of the whole row or cell: DELETED, INSERTED, HIDDEN.
    """

    element: Element
    row: int  # from 1
    column: int  # from 1
    column_span: int
    row_span: int = 1
    layer: Layer = Layer.BODY
    merge: str | None = None  # restart or continue downwards
    into_left: bool = False
    shaded: bool = False
    covered: list[Element] = field(default_factory=list)


def grid_cells(table: Element) -> list[GridCell]:
    """The cells of the table in reading order; rows deleted with tracking do not count."""
    cells: list[GridCell] = []
    open_cells: dict[int, GridCell] = {}  # grid column: the merged cell that may go on
    row_number = 0
    for row in unwrapped(table, W + "tr"):
        properties = row.find(W + "trPr")
        layer = _row_layer(properties)
        deleted = layer is Layer.DELETED
        row_number += not deleted
        still_open: dict[int, GridCell] = {}
        for cell in _row(row, properties, max(row_number, 1), layer):
            merge = cell.merge
            above = open_cells.get(cell.column)
            goes_on = merge == "continue" and not deleted and above is not None
            if goes_on and above is not None and above.column_span == cell.column_span:
                above.row_span += 1
                above.covered += [cell.element, *cell.covered]
                still_open[cell.column] = above
                continue
            cells.append(cell)
            if merge is not None:
                still_open[cell.column] = cell
        if not deleted:
            open_cells = still_open
    return cells


def unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Children with that tag, looking through content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from unwrapped(child, tag)
        elif child.tag == ALTERNATIVES:
            yield from unwrapped(chosen(child), tag)


def _row(
    row: Element, properties: Element | None, row_number: int, layer: Layer
) -> Iterator[GridCell]:
    """The cells of a row, those merged into their left neighbour taken into it."""
    before = None if properties is None else properties.find(W + "gridBefore")
    column = 1 + _number(before, 0)
    last: GridCell | None = None
    for element in unwrapped(row, W + "tc"):
        cell = _cell(element, row_number, column, layer)
        if cell.into_left and last is not None:
            last.column_span += cell.column_span
            last.covered.append(element)
        else:
            if last is not None:
                yield last
            last = cell
        column += cell.column_span
    if last is not None:
        yield last


def _cell(element: Element, row: int, column: int, layer: Layer) -> GridCell:
    cell = GridCell(element, row, column, 1, layer=layer)
    properties = next(iter(element), None)
    if properties is None or properties.tag != W + "tcPr":
        return cell
    for child in properties:
        tag = child.tag
        if tag == W + "gridSpan":
            cell.column_span = max(1, _number(child, 1))
        elif tag == W + "vMerge":
            cell.merge = child.get(W + "val", "continue")
        elif tag == W + "hMerge":
            cell.into_left = child.get(W + "val", "continue") == "continue"
        elif tag == W + "shd":
            cell.shaded = is_dark(child)
        elif tag in FATES and layer not in {Layer.DELETED, Layer.HIDDEN}:
            cell.layer = FATES[tag]
    return cell


def _row_layer(properties: Element | None) -> Layer:
    if properties is None:
        return Layer.BODY
    if properties.find(W + "del") is not None:
        return Layer.DELETED
    if on(properties.find(W + "hidden")):
        return Layer.HIDDEN
    return Layer.BODY if properties.find(W + "ins") is None else Layer.INSERTED


def _number(element: Element | None, default: int) -> int:
    if element is None:
        return default
    found = number(element.get(W + "val"), LIMITS.table_columns)
    return default if found is None else found
