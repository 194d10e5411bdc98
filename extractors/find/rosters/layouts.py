"""A table that lies otherwise in, the same table with one head row and one row a record out.

People write lists in other shapes than heads above and rows below: heads down the first column
with a record in each column beside it, records of two or three lines each, one head over two
columns (入驻主体 / 主营), two things in one cell with the head saying both (姓名（职称）). Each
reading is offered; whether it is a list is for `roster_choice` to say. Never changes a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.find.rosters.head_words import parts_of
from extractors.find.rosters.headers import head_like
from extractors.find.rosters.values import cleaned
from extractors.tables import Cell, Table, relaid

__all__ = ["fuller_readings", "readings"]

# More heads down a column, or lines to a record, are a form.
MOST_HEADS, MOST_LINES = 12, 3
_HEAD_WITH_SECOND = re.compile(
    r"^(?P<one>[^()（）]{1,12})[(（](?P<two>[^()（）元年月]{2,12})[)）]$"
)
_CELL_WITH_SECOND = re.compile(
    r"^(?P<one>[^()（）]{2,30})[(（](?P<two>[^()（）]{1,30})[)）]$", re.S
)
_NUMBER_HEAD = re.compile("序号?|编号|#|No", re.IGNORECASE)
_SPLIT_CELL = re.compile(r"\s{0,8}(?:\n|[/／|｜、，,；;]| {2,80}|\u3000)\s{0,80}")


def readings(table: Table) -> Iterator[Table]:
    """Other ways to read the table, the likeliest first; none that leave it as it is."""
    spread = _spread(table)
    if spread is not table:
        yield spread
    for lines in (_unfolded(spread), _parted(spread), _transposed(table)):
        if lines is not None:
            yield lines


def fuller_readings(table: Table) -> Iterator[Table]:
    """Readings of a table that looks like a list as it lies, too, but then says less.

    The second lines of numbered records look like rows of their own, and 某甲公司（企业） like a
    name.
    """
    head = _first_row(table)
    top = table.cell(head, 1)
    merged = sum(cell.column == 1 and cell.row_span > 1 for cell in table.cells)
    if merged > 1 and top is not None and _NUMBER_HEAD.match(cleaned(top.text)):
        whole = _unfolded(_spread(table))
        if whole is not None:
            yield whole
    parted = _parted(table)
    if parted is not None:
        yield parted


def _first_row(table: Table) -> int:
    """The first row that is no title: two filled cells or more."""
    for row in range(1, min(table.rows, 6) + 1):
        if sum(not cell.empty for cell in table.row(row)) > 1:
            return row
    return 1


def _spread(table: Table) -> Table:
    """Heads over as many columns as they name, set each over its own."""
    cells: list[Cell] = []
    changed = False
    for cell in table.cells:
        parts = parts_of(cell.text) if 1 < cell.column_span <= MOST_LINES else []
        below = table.cell(cell.last_row + 1, cell.column)
        apart = below is not None and below.last_column < cell.last_column
        if apart and len(parts) == cell.column_span and head_like([cell]):
            changed = True
            for place, part in enumerate(parts):
                column = cell.column + place
                cells.append(replace(cell, text=part, column=column, column_span=1))
        else:
            cells.append(cell)
    return relaid(table, cells) if changed else table


# ---------------------------------------------------------------------------------------------
# Records of several lines


def _unfolded(table: Table) -> Table | None:
    """Records of two or three lines, each made one row; None where there are none."""
    head = _first_row(table)
    for lines in range(2, MOST_LINES + 1):
        for first in (head + 1, head + lines):
            if _tiled(table, first, lines):
                return _one_row_each(table, head, first, lines)
    return None


def _tiled(table: Table, first: int, lines: int) -> bool:
    """Whether every `lines` rows from `first` begin with a cell that stands for all of them."""
    last = _last_row(table)
    if last - first + 1 < 2 * lines or (last - first + 1) % lines:
        return False
    for row in range(first, last + 1, lines):
        cell = table.cell(row, 1)
        if cell is None or cell.empty or cell.row != row:
            return False
        if cell.row_span != lines:
            below = [table.cell(row + down, 1) for down in range(1, lines)]
            if cell.row_span != 1 or any(one is not None and not one.empty for one in below):
                return False
    return True


def _last_row(table: Table) -> int:
    """The last row that is of the list: a note over its whole width is none."""
    last = table.rows
    while last > 1 and sum(not cell.empty for cell in table.row(last)) <= 1:
        last -= 1
    return last


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place inside a record: the line, the grid column, the head it gets."""

    line: int
    column: int
    head: str


def _one_row_each(table: Table, head: int, first: int, lines: int) -> Table | None:
    slots = [
        slot
        for column in range(1, table.columns + 1)
        for slot in _slots(table, head, first, lines, column)
    ]
    if len(slots) <= 1:
        return None
    cells = [cell for cell in table.cells if cell.row < head]
    for place, slot in enumerate(slots, start=1):
        source = table.cell(head, slot.column)
        if source is not None and slot.head:
            cells.append(_placed(source, head, place, slot.head))
    for record, row in enumerate(range(first, _last_row(table) + 1, lines), start=1):
        for place, slot in enumerate(slots, start=1):
            cell = table.cell(row + slot.line, slot.column)
            if cell is not None and cell.column == slot.column:
                cells.append(_placed(cell, head + record, place))
    return relaid(table, cells)


def _placed(cell: Cell, row: int, column: int, text: str | None = None) -> Cell:
    text = cell.text if text is None else text
    return replace(cell, text=text, row=row, column=column, row_span=1, column_span=1)


def _slots(table: Table, head: int, first: int, lines: int, column: int) -> Iterator[_Slot]:
    """What a grid column holds in the lines of a record, with heads; labels are no slots."""
    heads = [_text(table, row, column) for row in range(head, first)]
    whole = table.cell(first, column)
    if whole is None and not heads[0]:
        return
    if whole is not None and whole.row_span == lines:
        yield _Slot(0, column, "".join(dict.fromkeys(heads)))
        return
    parts = heads if len(set(heads)) == lines else parts_of(heads[0])
    for line in range(lines):
        if _label(table, first, lines, line, column):
            continue
        label = _label(table, first, lines, line, column - 1)
        said = label or (parts[line] if len(parts) == lines else heads[0] if not line else "")
        yield _Slot(line, column, said)


def _label(table: Table, first: int, lines: int, line: int, column: int) -> str:
    """The word that stands here in every record, and so names what is beside it."""
    texts = {_text(table, row + line, column) for row in range(first, _last_row(table) + 1, lines)}
    word = texts.pop() if len(texts) == 1 else ""
    cell = table.cell(first + line, column)
    return word if cell is not None and word and head_like([cell]) else ""


def _text(table: Table, row: int, column: int) -> str:
    cell = table.cell(row, column)
    return cleaned(cell.text) if cell is not None else ""


# ---------------------------------------------------------------------------------------------
# Two things in one cell


def _parted(table: Table) -> Table | None:
    """Columns whose head names two things, cut in two; None where the cells do not say both."""
    head = _first_row(table)
    cuts = {cell.column: cut for cell in table.row(head) if (cut := _cut(table, head, cell))}
    if not cuts:
        return None
    extra = {column: table.columns + place for place, column in enumerate(cuts, start=1)}
    cells: list[Cell] = []
    for cell in table.cells:
        parts = cuts[cell.column](cell, head) if cell.column in cuts and cell.row >= head else []
        if len(parts) != 2 or cell.column_span > 1:
            cells.append(cell)
            continue
        cells.append(replace(cell, text=parts[0]))
        cells.append(replace(cell, text=parts[1], column=extra[cell.column]))
    return relaid(table, cells)


@dataclass(frozen=True, slots=True)
class _Cut:
    """How the cells of one column are cut: at their bracket, or at a mark between two words."""

    bracket: bool

    def __call__(self, cell: Cell, head: int) -> Sequence[str]:
        text = cell.text.strip()
        if self.bracket:
            found = (_HEAD_WITH_SECOND if cell.row == head else _CELL_WITH_SECOND).match(text)
            return [found["one"], found["two"]] if found else []
        return parts_of(text) if cell.row == head else _SPLIT_CELL.split(text, maxsplit=1)


def _cut(table: Table, head: int, cell: Cell) -> _Cut | None:
    if cell.column_span > 1 or cell.empty:
        return None
    bracket = bool(_HEAD_WITH_SECOND.match(cell.text.strip()))
    if not bracket and len(parts_of(cell.text)) != 2:
        return None
    cut = _Cut(bracket)
    below = [
        one
        for row in range(head + 1, min(table.rows, head + 12) + 1)
        if (one := table.cell(row, cell.column)) is not None and one.row == row and not one.empty
    ]
    fitting = sum(len(cut(one, head)) == 2 for one in below)
    return cut if len(below) > 1 and 2 * fitting > len(below) else None


# ---------------------------------------------------------------------------------------------
# Heads down the first column


def _transposed(table: Table) -> Table | None:
    """The table with its first column as head row; blocks of it one below the other are joined."""
    first = _first_row(table)
    heads = [_text(table, row, 1) for row in range(first, _last_row(table) + 1)]
    period = _period(heads)
    if table.columns < 3 or not 2 <= period <= MOST_HEADS:
        return None
    top = [table.cell(first + place, 1) for place in range(period)]
    if not all(cell is not None and not cell.empty and head_like([cell]) for cell in top):
        return None
    cells = [cell for cell in table.cells if cell.row < first]
    cells += [_placed(cell, first, at) for at, cell in enumerate(top, start=1) if cell is not None]
    row = first
    for block in range(first, first + len(heads), period):
        for column in range(2, table.columns + 1):
            record = [table.cell(block + place, column) for place in range(period)]
            filled = [cell for cell in record if cell is not None and not cell.empty]
            if not filled or any(cell.row_span > 1 for cell in filled):
                continue
            row += 1
            cells += [
                _placed(cell, row, at)
                for at, cell in enumerate(record, start=1)
                if cell is not None and cell.column == column
            ]
    return relaid(table, cells) if row > first + 1 else None


def _period(heads: Sequence[str]) -> int:
    """After how many rows the heads begin again: 导师, 来自, 擅长, 导师, 来自, 擅长."""
    size = len(heads)
    for period in range(2, min(size // 2, MOST_HEADS) + 1):
        if size % period == 0 and all(heads[at] == heads[at % period] for at in range(size)):
            return period
    return size if len(set(heads)) == size else 0
