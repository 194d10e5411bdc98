"""Plain text and comma-separated files.

Enter: bytes in UTF-8 or GB18030 (what Chinese office programs save). Leave: one block a
line of text, or one block a non-empty field with its sheet position.
"""

from __future__ import annotations

import csv
import io

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block
from extractors.readers.cells import cell_name
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.reading import Reading, within_text_limit

CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 26}


def decoded(data: bytes) -> str | None:
    """The text of the bytes, or None where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    if any(byte in CONTROL for byte in data[:4096]):
        return None
    text = _decode(data, "utf-8-sig")
    return text if text is not None else _decode(data, "gb18030")


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def read_txt(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """One paragraph block a non-empty line."""
    blocks = [
        Block(line, Anchor(AnchorKind.PARAGRAPH, paragraph=number))
        for number, line in enumerate(_text(data, name).splitlines(), start=1)
        if line.strip()
    ]
    return Reading(within_text_limit(name, blocks))


def read_csv(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """One block a non-empty field, anchored as in a one-sheet workbook."""
    text = _text(data, name)
    blocks: list[Block] = []
    try:
        for row, fields in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            if row > LIMITS.sheet_rows:
                raise LimitReached(name, "limit_size", "rows")
            for column, value in enumerate(fields, start=1):
                if value.strip():
                    blocks.append(_field(name, row, column, value))
    except csv.Error as error:
        raise Unreadable(name, "damaged", str(error)) from error
    return Reading(within_text_limit(name, blocks))


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
        raise Unreadable(name, "damaged", "neither UTF-8 nor GB18030")
    return text
