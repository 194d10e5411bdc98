"""A Document's blocks in, its tables out as grids with their captions.

A table is the blocks that share a table number, or the cells of one sheet. Spans are resolved:
every grid position leads to the cell that covers it. Hidden, deleted and header or footer
blocks are left out. Never says what a table is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from extractors.model import AnchorKind, Block, Document, Layer

__all__ = ["READ_LAYERS", "Cell", "Table", "TextAbove", "joined", "relaid", "tables_of"]

READ_LAYERS = frozenset({Layer.BODY, Layer.INSERTED})

# A span is the file's claim. Whole-row merges in sheets claim 16 384 columns; no table of people
# or companies is wider than this.
WIDEST = 256
# Grid positions resolved for one table; beyond it cells keep their own place only.
MOST_POSITIONS = 400_000

# How many text blocks above a table may tell what it is.
REACH = 4
# Blocks looked back for headings: a chapter of a plan is far shorter.
FURTHEST = 4_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the blocks it is made of, the grid positions it covers (from 1)."""

    text: str
    blocks: tuple[int, ...]  # indices into Document.blocks of those with text, else of all
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1

    @property
    def last_row(self) -> int:
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        return self.column + self.column_span - 1

    @property
    def empty(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class TextAbove:
    """A text block that stands above a table."""

    block: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a document.

    `captions` are the text blocks directly above it, the nearest first; `headings` begin with the
    nearest heading above, with those it stands under behind it; `sheet` its sheet's name;
    `holder` the block of the cell that holds it, for a table inside a table.
    """

    number: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    captions: tuple[TextAbove, ...] = ()
    headings: tuple[str, ...] = ()
    sheet: str | None = None
    first_block: int = 0
    last_block: int = 0
    holder: int | None = None
    _grid: Mapping[tuple[int, int], Cell] = field(default_factory=dict, repr=False, compare=False)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers this grid position (from 1), None where there is none."""
        return self._grid.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """The distinct cells of a grid row, left to right."""
        found: list[Cell] = []
        for column in range(1, self.columns + 1):
            cell = self._grid.get((row, column))
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return tuple(found)


def tables_of(document: Document) -> tuple[Table, ...]:
    """Collect the tables of a document in the order in which they begin.

    Args:
        document: As read; nested tables have numbers of their own.

    Returns:
        Tables with at least one cell in a layer that is read; empty when there is none.
    """
    kept = _last[:1]
    if not kept or kept[0][0] is not document:
        _last[:] = kept = [(document, _tables_of(document))]
    return kept[0][1]


# Every finder asks for the tables of the document at hand: the last answer is kept.
_last: list[tuple[Document, tuple[Table, ...]]] = []


def _tables_of(document: Document) -> tuple[Table, ...]:
    members: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        key = _table_key(block)
        if key is not None and block.layer in READ_LAYERS:
            members[key].append(index)
    above = _Above(document)
    return tuple(
        _table(document, number, sheet, indices, above)
        for (number, sheet), indices in members.items()
    )


def joined(first: Table, second: Table, skip: int = 0) -> Table:
    """One table of two that lie on following pages.

    Args:
        skip: Rows at the top of the second that repeat the first's heads and are dropped.

    Returns:
        The first with the second's rows below its own; captions and headings are the first's.
    """
    down = first.rows - skip
    moved = tuple(replace(cell, row=cell.row + down) for cell in second.cells if cell.row > skip)
    cells = first.cells + moved
    return replace(
        first,
        rows=second.rows + down,
        columns=max(first.columns, second.columns),
        cells=cells,
        last_block=second.last_block,
        _grid=_grid(cells),
    )


def relaid(table: Table, cells: Iterable[Cell]) -> Table:
    """The table with its cells laid out anew; what stands above it stays."""
    laid = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return replace(
        table,
        rows=max(cell.last_row for cell in laid),
        columns=max(min(cell.last_column, cell.column + WIDEST) for cell in laid),
        cells=laid,
        _grid=_grid(laid),
    )


def _table_key(block: Block) -> tuple[int, str | None] | None:
    anchor = block.anchor
    if anchor.row is None or anchor.column is None:
        return None
    if anchor.kind is AnchorKind.SHEET_CELL:
        return (anchor.table or 0, anchor.sheet)
    return None if anchor.table is None else (anchor.table, None)


def _table(
    document: Document, number: int, sheet: str | None, indices: list[int], above: _Above
) -> Table:
    cells = _cells(document, indices)
    rows = max(cell.row for cell in cells)
    columns = max(min(cell.last_column, cell.column + WIDEST) for cell in cells)
    first, last = indices[0], indices[-1]
    captions, headings = ((), ()) if sheet is not None else above.of(first, last)
    return Table(
        number=number,
        rows=rows,
        columns=columns,
        cells=cells,
        captions=captions,
        headings=headings,
        sheet=sheet,
        first_block=first,
        last_block=last,
        holder=None if sheet is not None else above.holder(first, last),
        _grid=_grid(cells),
    )


def _cells(document: Document, indices: Iterable[int]) -> tuple[Cell, ...]:
    """The cells, several paragraphs of one cell joined."""
    parts: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index in indices:
        anchor = document.blocks[index].anchor
        parts[(anchor.row or 1, anchor.column or 1)].append(index)
    cells = []
    bottom = max(row for row, _ in parts)
    for (row, column), blocks in sorted(parts.items()):
        anchors = [document.blocks[index].anchor for index in blocks]
        cells.append(
            Cell(
                text="\n".join(document.blocks[index].text for index in blocks),
                blocks=tuple(index for index in blocks if document.blocks[index].text.strip())
                or tuple(blocks),
                row=row,
                column=column,
                row_span=min(max(anchor.row_span for anchor in anchors), bottom - row + 1),
                column_span=min(max(anchor.column_span for anchor in anchors), WIDEST),
            )
        )
    return tuple(cells)


def _grid(cells: tuple[Cell, ...]) -> dict[tuple[int, int], Cell]:
    grid = {(cell.row, cell.column): cell for cell in cells}
    room = MOST_POSITIONS - len(grid)
    for cell in cells:
        if cell.row_span == cell.column_span == 1:
            continue
        room -= cell.row_span * cell.column_span
        if room < 0:
            break
        for row in range(cell.row, cell.last_row + 1):
            for column in range(cell.column, cell.last_column + 1):
                grid.setdefault((row, column), cell)
    return grid


class _Above:
    """What stands above each block: nearest texts up to the table before, open headings."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._last: dict[int, int] = {}
        for index, block in enumerate(document.blocks):
            if block.anchor.table is not None:
                self._last[block.anchor.table] = index

    def of(self, first: int, last: int) -> tuple[tuple[TextAbove, ...], tuple[str, ...]]:
        """Captions and headings of the table between the two blocks."""
        captions = self._outer_labels(self.holder(first, last))
        headings: list[str] = []
        level = 10
        between = not captions
        for index in range(first - 1, max(first - 1 - FURTHEST, -1), -1):
            block = self._blocks[index]
            if block.layer not in READ_LAYERS:
                continue
            if block.in_table:
                between = False
                continue
            if not block.text.strip():
                continue
            if block.heading is not None and block.heading < level:
                headings.append(block.text)
                level = block.heading
            if between and len(captions) < REACH:
                captions.append(TextAbove(index, block.text))
                between = block.heading is None
            if level == 1:
                break
        return tuple(captions), tuple(headings)

    def holder(self, first: int, last: int) -> int | None:
        """The block of the cell that holds the table between the two blocks, None outside."""
        index = first - 1
        if index < 0 or not self._blocks[index].in_table:
            return None
        cell = self._blocks[index].anchor
        if cell.table == self._blocks[first].anchor.table:
            return None
        if self._last.get(cell.table or 0, -1) > last:
            return index
        # In the last cell of a form nothing follows to tell a table inside from one behind; a
        # cell made for a list is empty and wide.
        wide = cell.column_span > 1 or (cell.column or 1) <= 2
        return index if wide and not self._blocks[index].text.strip() else None

    def _outer_labels(self, holder: int | None) -> list[TextAbove]:
        """For a table inside a cell: that cell's text and the labels before it in its row."""
        found: list[TextAbove] = []
        if holder is None:
            return found
        cell = self._blocks[holder].anchor
        for index in range(holder, -1, -1):
            block = self._blocks[index]
            if block.anchor.table != cell.table or block.anchor.row != cell.row:
                break
            if block.text.strip() and len(found) < REACH:
                found.append(TextAbove(index, block.text))
        return found
