"""The blocks of one sheet's cells. Values by position and marks in, blocks out.

A roster of 20,000 rows is 120,000 blocks: how they are made decides how long a workbook takes.
They are made a whole column at a time and put in reading order at last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, repeat
from typing import Any, cast

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer
from extractors.readers.cells import cell_name, cell_position, column_letters
from extractors.readers.sheet.escapes import unescaped
from extractors.readers.sheet.marks import Merges, SheetMarks
from extractors.readers.sheet.values import WHOLE_BELOW, is_rounded, plain, quick, shown

SINGLE = (1, 1)
EXACT = WHOLE_BELOW
Apart = Mapping[int, Sequence[tuple[int, str]]]


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
    _spelled: Mapping[str, str] | None = None

    def blocks(self, rows: Sequence[Sequence[Any]], top: int, left: int) -> list[Block]:
        """One block a cell that holds something, at its true place.

        Args:
            rows: Values from the first filled row and column on, all rows of one length; ""
                where a cell is empty.
            top: The first row, from 1.
            left: The first column, from 1.

        Raises:
            LimitReached: more filled rows than a sheet may have.
        """
        if len(rows) > LIMITS.sheet_rows:
            filled = sum(any(value != "" for value in values) for values in rows)
            if filled > LIMITS.sheet_rows:
                raise LimitReached(self.file, "limit_size", "rows")
        apart, digits = self._apart(), [str(row) for row in range(top, top + len(rows))]
        made = [
            self._column(column, values, top, digits, apart.get(column, ()))
            for column, values in enumerate(zip(*rows, strict=True), start=left)
        ]
        return list(filter(None, chain.from_iterable(zip(*made, strict=True))))

    def _apart(self) -> Apart:
        """Row and name, by column, of the cells whose value alone is not their text."""
        marks = self.marks
        found: dict[int, list[tuple[int, str]]] = {}
        for cell in {*marks.formats, *marks.errors, *marks.pictures, *marks.unseen}:
            row, column = cell_position(cell) or (0, 0)
            found.setdefault(column, []).append((row, cell))
        return found

    def _column(
        self,
        column: int,
        values: Sequence[Any],
        top: int,
        digits: Sequence[str],
        apart: Iterable[tuple[int, str]],
    ) -> list[Block | None]:
        """The blocks of one column from top to bottom, None where a cell says nothing.

        `digits` are the numbers of its rows as text, `apart` its part of `_apart`.
        """
        letters, end = column_letters(column), top + len(values)
        texts, unseen = self._texts(
            values, column, top, [one for one in apart if top <= one[0] < end]
        )
        rows: Sequence[int] = range(top, end)
        is_full, said = all(texts), texts
        if not is_full:
            rows, digits = list(compress(rows, texts)), list(compress(digits, texts))
            said = list(filter(None, texts))
        names = [letters + number for number in digits]
        blocks: list[Block | None] = list(
            map(
                # Half the time of calling the classes, which sort out arguments first.
                tuple.__new__,
                repeat(Block),
                zip(
                    said,
                    self._anchors(column, rows, names),
                    self._layers(column, rows, unseen),
                    repeat(None),
                    repeat(()),
                    strict=False,
                ),
            )
        )
        if is_full:
            return blocks
        following = iter(blocks)
        return [next(following) if text else None for text in texts]

    def _anchors(self, column: int, rows: Sequence[int], names: Sequence[str]) -> Iterable[Anchor]:
        no, single, spans = repeat(None), repeat(1), self.merges.spans
        heights: Iterable[int] = single
        widths: Iterable[int] = single
        if spans:
            both = [spans.get((row, column), SINGLE) for row in rows]
            heights, widths = (height for height, _ in both), (width for _, width in both)
        kind, table, sheet = repeat(AnchorKind.SHEET_CELL), repeat(self.number), repeat(self.name)
        places = zip(
            kind, no, no, no, table, rows, repeat(column), heights, widths, sheet, names,
            strict=False,
        )  # fmt: skip
        return map(tuple.__new__, repeat(Anchor), places)

    def _layers(self, column: int, rows: Sequence[int], unseen: set[int]) -> Iterable[Layer]:
        """Which of the cells that say something are seen."""
        if self.hidden or self.marks.hides_column(column):
            self.holds_hidden |= bool(rows)
            return repeat(Layer.HIDDEN)
        hidden, covered = self.marks.hidden_rows, self.merges.covered
        if not (hidden or covered or unseen):
            return repeat(Layer.BODY)
        is_hidden = [
            row in hidden or row in unseen or (row in covered and self.merges.cover(row, column))
            for row in rows
        ]
        self.holds_hidden |= any(is_hidden)
        return [Layer.HIDDEN if one else Layer.BODY for one in is_hidden]

    def _texts(
        self, values: Sequence[Any], column: int, top: int, apart: Iterable[tuple[int, str]]
    ) -> tuple[Sequence[str], set[int]]:
        """The text of each value, "" where it says nothing, and the rows that formats hide."""
        texts, unseen = _plain_texts(values), set()
        for row, cell in apart:
            text, sees = self._text(values[row - top], cell)
            texts[row - top] = text
            if not sees:
                unseen.add(row)
        if None in texts:
            for place, one in enumerate(texts):
                if one is None:
                    texts[place], _ = self._text(values[place], cell_name(top + place, column))
        if not self.marks.shows_zeros:
            unseen.update(row for row, value in enumerate(values, start=top) if value == 0)
        said = cast("list[str]", texts)
        if self.marks.escaped:
            said = [unescaped(text) for text in said]
        if any(map(str.isspace, said)):
            said = ["" if text.isspace() else text for text in said]
        return said, unseen

    def _text(self, value: object, cell: str) -> tuple[str, bool]:
        """The text of a value, and whether its format lets it be seen."""
        marks = self.marks
        if cell in marks.errors or cell in marks.pictures:
            return "", True
        sees = cell not in marks.unseen
        form = marks.formats.get(cell)
        if form is not None:
            text = shown(value, form, since_1904=self.since_1904)
            return (plain(value), False) if text is None else (text, sees)
        if is_rounded(value):
            return self._identifier(value, cell), sees
        return plain(value), sees

    def _identifier(self, value: object, cell: str) -> str:
        if self._spelled is None:
            self._spelled = self.spelled()
        stored = self._spelled.get(cell)
        text = plain(value, stored)
        if stored is None or not stored[15:].strip("0"):
            self.rounded.append(cell)
        return text


def _plain_texts(values: Sequence[Any]) -> list[str | None]:
    """The texts of words and plain numbers, None for what needs a closer look."""
    if set(map(type, values)) == {str}:
        return list(values)
    return [
        value
        if type(value) is str
        else str(int(value))  # written out: a call costs as much again
        if type(value) is float and value.is_integer() and -EXACT < value < EXACT
        else quick(value)
        for value in values
    ]
