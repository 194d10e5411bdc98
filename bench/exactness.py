"""Known tables and the Document read from their file in, counts of what is exact out.

A cell is exact where its place, spans and text are; a row where all its cells' texts are.
White space and line breaks inside cells do not count. What was read beside is a miss too.
Recognised text is compared folded: no picture tells （ from ( or ㎡ from m².
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from bench.known.table import Cell, Row, Table, plain
from extractors import tables
from extractors.model import Document

NUMBER = re.compile(r"\d+(?:[,.]\d+)*")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many are exact."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def percent(self) -> float:
        return 100 * self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Exactness:
    """Shares of cells, rows and numbers of some tables; `misses` name the rows that differ."""

    cells: Share = Share()
    rows: Share = Share()
    numbers: Share = Share()
    misses: tuple[str, ...] = ()

    def __add__(self, other: Exactness) -> Exactness:
        return Exactness(
            self.cells + other.cells,
            self.rows + other.rows,
            self.numbers + other.numbers,
            self.misses + other.misses,
        )


def exactness(
    name: str, known: Sequence[Table], document: Document, folded: bool = False
) -> Exactness:
    """Compare each known table with the one read that shares most rows with it."""
    show = folded_text if folded else plain
    read = [_read(table, show) for table in tables.tables_of(document)]
    whole = Exactness()
    for number, given in enumerate(known, start=1):
        table = replace(given, cells=tuple(c._replace(text=show(c.text)) for c in given.cells))
        best = max(read, key=lambda other: _likeness(table, other), default=None)
        if best is not None:
            read.remove(best)
        whole += _compared(f"{name} table {number}", table, best or Table((), 0, 0))
    return whole


def folded_text(text: str) -> str:
    return plain(unicodedata.normalize("NFKC", text))


def _read(table: tables.Table, show: Callable[[str], str]) -> Table:
    cells = tuple(
        Cell(c.row, c.column, c.row_span, c.column_span, show(c.text)) for c in table.cells
    )
    return Table(cells, table.rows, table.columns)


def _rows(table: Table) -> list[Row]:
    """As `Table.printed_rows`, for tables whose grid may have holes."""
    covering: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                covering.setdefault((row, column), cell)
    rows = []
    for row in range(1, table.rows + 1):
        here: list[Cell] = []
        for column in range(1, table.columns + 1):
            there = covering.get((row, column))
            if there is not None and (not here or here[-1] is not there):
                here.append(there)
        rows.append(tuple(plain(cell.text) for cell in here))
    return rows


def _likeness(known: Table, read: Table) -> tuple[int, int]:
    texts = (Counter(plain(c.text) for c in t.cells if c.text) for t in (known, read))
    first, second = texts
    rows = (Counter(known.printed_rows()) & Counter(_rows(read))).total()
    return rows, (first & second).total()


def _compared(name: str, known: Table, read: Table) -> Exactness:
    wanted = {cell._replace(text=plain(cell.text)) for cell in known.cells}
    cells = Share(len(wanted & set(read.cells)), max(len(wanted), len(read.cells)))
    rows, misses = _rows_alike(name, known.printed_rows(), _rows(read))
    return Exactness(cells, rows, _numbers(wanted, read.cells), tuple(misses))


def _rows_alike(name: str, known: Sequence[Row], read: Sequence[Row]) -> tuple[Share, list[str]]:
    """How many rows stand in both in one order, and those that do not."""
    matcher = SequenceMatcher(None, known, read, autojunk=False)
    right = sum(block.size for block in matcher.get_matching_blocks())
    misses = [
        f"{name}: expected {_shown(known[a0:a1])}, found {_shown(read[b0:b1])}"
        for kind, a0, a1, b0, b1 in matcher.get_opcodes()
        if kind != "equal"
    ]
    return Share(right, max(len(known), len(read))), misses


def _shown(rows: Iterable[Row]) -> str:
    return " / ".join("|".join(row) for row in rows) or "nothing"


def _numbers(wanted: Iterable[Cell], read: Sequence[Cell]) -> Share:
    """Numbers of the known cells that the cell read at their place holds, each once."""
    places = {(cell.row, cell.column): cell.text for cell in read}
    right = of = 0
    for cell in wanted:
        numbers = Counter(NUMBER.findall(cell.text))
        there = Counter(NUMBER.findall(places.get((cell.row, cell.column), "")))
        right, of = right + (numbers & there).total(), of + numbers.total()
    return Share(right, of)
