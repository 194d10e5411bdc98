"""The blocks of one sheet's cells. Values by position and marks in, blocks out.

A roster of 20,000 rows is 120,000 blocks: how they are made decides how long a workbook takes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer
from extractors.readers.cells import column_letters
from extractors.readers.sheet.marks import Merges, SheetMarks
from extractors.readers.sheet.values import WHOLE_BELOW, is_rounded, plain, shown

SHEET_CELL, BODY, HIDDEN = AnchorKind.SHEET_CELL, Layer.BODY, Layer.HIDDEN
SINGLE = (1, 1)
EXACT = WHOLE_BELOW


@dataclass(slots=True)
class Sheet:
    """One sheet on its way to blocks.

    `number` counts from 1 and stands in the anchors as the table's. `spelled` gives the long
    numbers as the file spells them; it is asked only where there is one.
    """

    name: str
    number: int
    file: str
    hidden: bool
    marks: SheetMarks
    merges: Merges = field(default_factory=Merges)
    since_1904: bool = False
    spelled: Callable[[], Mapping[str, str]] = dict
    rounded: list[str] = field(default_factory=list)
    holds_hidden: bool = False
    apart: Set[str] = frozenset()  # cells whose value alone is not their text
    _spelled: Mapping[str, str] | None = None

    def blocks(self, rows: Sequence[Sequence[Any]], top: int, left: int) -> list[Block]:
        """One block a cell that holds something, at its true place.

        Args:
            rows: Values from the first filled row and column on; "" where a cell is empty.
            top: The first row, from 1.
            left: The first column, from 1.

        Raises:
            LimitReached: more filled rows than a sheet may have.
        """
        width = max(map(len, rows), default=0)
        columns = [
            (number, column_letters(number), HIDDEN if self._hides_column(number) else BODY)
            for number in range(left, left + width)
        ]
        marks = self.marks
        self.apart = {*marks.formats, *marks.errors, *marks.pictures}
        made: list[Block] = []
        filled = 0
        with _no_collection():
            for row, values in enumerate(rows, start=top):
                found = self._row(row, zip(columns, values, strict=False))
                made += found
                filled += bool(found)
                if filled > LIMITS.sheet_rows:
                    raise LimitReached(self.file, "limit_size", "rows")
        return made

    def _row(self, row: int, cells: Iterable[tuple[tuple[int, str, Layer], Any]]) -> list[Block]:
        """The blocks of one row; written out flat, since it runs once a cell."""
        apart, spans, table, name = self.apart, self.merges.spans, self.number, self.name
        is_hidden = self.hidden or row in self.marks.hidden_rows
        is_covered = row in self.merges.covered
        digits, row_span, column_span = str(row), 1, 1
        found = []
        for (column, letters, layer), value in cells:
            kind = type(value)
            if kind is str and (not value or value.isspace()):
                continue
            cell = letters + digits
            if apart and cell in apart:
                text, sees = self._text(value, cell)
                layer = layer if sees else HIDDEN
            elif kind is str:
                text = value
            elif kind is float and value.is_integer() and -EXACT < value < EXACT:
                text = str(int(value))
            else:
                text, _ = self._text(value, cell)
            if not text:
                continue
            if layer is HIDDEN or is_hidden or (is_covered and self.merges.cover(row, column)):
                layer = HIDDEN
                self.holds_hidden = True
            if spans:
                row_span, column_span = spans.get((row, column), SINGLE)
            anchor = Anchor(
                SHEET_CELL, None, None, None, table, row, column, row_span, column_span, name, cell
            )
            found.append(Block(text, anchor, layer))
        return found

    def _hides_column(self, column: int) -> bool:
        return self.hidden or self.marks.hides_column(column)

    def _text(self, value: object, cell: str) -> tuple[str, bool]:
        """The text of a value, and whether its format lets it be seen."""
        if cell in self.marks.errors or cell in self.marks.pictures:
            return "", True
        form = self.marks.formats.get(cell)
        if form is not None:
            text = shown(value, form, since_1904=self.since_1904)
            return (plain(value), False) if text is None else (text, True)
        if is_rounded(value):
            return self._identifier(value, cell), True
        return plain(value), True

    def _identifier(self, value: object, cell: str) -> str:
        if self._spelled is None:
            self._spelled = self.spelled()
        stored = self._spelled.get(cell)
        text = plain(value, stored)
        if stored is None or not stored[15:].strip("0"):
            self.rounded.append(cell)
        return text


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for cycles while thousands of objects are made of which none forms one."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
