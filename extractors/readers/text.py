"""Plain text and comma-separated files.

Enter: bytes in UTF-8, UTF-16, GB18030 (what Chinese office programs save) or Big5. Leave: one
block a line of text, or one block a non-empty field with its sheet position.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Problem
from extractors.problems import problem
from extractors.readers.cells import cell_name
from extractors.readers.decoding import decoded, holds_zeros
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.reading import Reading, within_text_limit

DELIMITERS = ",\t;|"
SEPARATOR = re.compile(r"sep=(?P<sign>.)\r?\n?", re.IGNORECASE)  # what Excel puts on line 1
SAMPLE_LINES = 40
# A field with more lines than this comes of a quotation mark that was never closed.
FIELD_LINES = 50


def read_txt(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """One paragraph block a non-empty line."""
    blocks = [
        Block(line, Anchor(AnchorKind.PARAGRAPH, paragraph=number))
        for number, line in enumerate(_text(data, name).splitlines(), start=1)
        if line.strip()
    ]
    return Reading(within_text_limit(name, blocks), problems=_problems(data))


def read_csv(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """One block a non-empty field, anchored as in a one-sheet workbook."""
    text = _text(data, name)
    if len(text) > LIMITS.document_characters:
        raise LimitReached(name, "limit_size", f"{len(text)} characters")
    blocks: list[Block] = []
    filled = 0
    for row, fields in _rows(text):
        found = [
            _field(name, row, column, value)
            for column, value in enumerate(fields, start=1)
            if value.strip()
        ]
        filled += bool(found)
        blocks += found
        if filled > LIMITS.sheet_rows or len(blocks) > LIMITS.sheet_cells:
            raise LimitReached(name, "limit_size", "rows")
    return Reading(within_text_limit(name, blocks), problems=_problems(data))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows and their numbers, counted as a spreadsheet program shows them."""
    said = SEPARATOR.match(text)
    first = 1 if said is None else 2
    text = text if said is None else text[said.end() :]
    sign = _delimiter(text) if said is None else said["sign"]
    rows = list(_parsed(text, sign, csv.QUOTE_MINIMAL))
    if any(field.count("\n") > FIELD_LINES for row in rows for field in row):
        rows = list(_parsed(text, sign, csv.QUOTE_NONE))
    return enumerate(rows, start=first)


def _parsed(text: str, sign: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    csv.field_size_limit(LIMITS.document_characters)  # the library stops at 131,072 otherwise
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=quoting)
    except csv.Error:  # a line end of old inside a field: read line by line
        yield from ([line] for line in text.splitlines())


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into the same number of fields, a comma if none does."""
    sample = "".join(text[: 64 * 1024].splitlines(keepends=True)[:SAMPLE_LINES])

    def fit(sign: str) -> tuple[int, int]:
        widths = Counter(map(len, _parsed(sample, sign, csv.QUOTE_MINIMAL)))
        width, lines = _most(widths.items())
        return lines, width

    return max(DELIMITERS, key=fit)


def _most(widths: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The commonest number of fields above one, and in how many lines."""
    wide = [(lines, width) for width, lines in widths if width > 1]
    lines, width = max(wide, default=(0, 0))
    return width, lines


def _field(name: str, row: int, column: int, value: str) -> Block:
    anchor = Anchor(
        AnchorKind.SHEET_CELL,
        table=1,
        row=row,
        column=column,
        sheet=name,
        cell=cell_name(row, column),
    )
    return Block(value, anchor)


def _text(data: bytes, name: str) -> str:
    text = decoded(data)
    if text is None:
        raise Unreadable(name, "damaged", "neither UTF-8 nor UTF-16 nor GB18030 nor Big5")
    return text


def _problems(data: bytes) -> tuple[Problem, ...]:
    """A zero byte may stand where a character was lost."""
    return (problem("repaired"),) if holds_zeros(data) else ()
