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
from extractors.model import Anchor, AnchorKind, Block
from extractors.readers.cells import cell_name
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.reading import Reading, within_text_limit

CONTROL = frozenset(range(32)) - {0, 9, 10, 12, 13, 26}
HEAD = 4096  # bytes that show whether a file is text and how it is coded
ZEROS = 0.01  # share of zero bytes that a damaged text may have; programs have many
HAN = re.compile("[\u4e00-\u9fff]")
COMMON = 0.7  # share of everyday characters below which a text is not what it was decoded as
DELIMITERS = ",\t;|"
SEPARATOR = re.compile(r"sep=(?P<sign>.)\r?\n?", re.IGNORECASE)  # what Excel puts on line 1
SAMPLE_LINES = 40
# A field with more lines than this comes of a quotation mark that was never closed.
FIELD_LINES = 50


def decoded(data: bytes) -> str | None:
    """The text of the bytes, or None where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    head = data[:HEAD]
    if b"\0" in head and (wide := _wide(head)):
        text = _decode(data[: len(data) // 2 * 2], wide)
        return None if text is None or any(ord(sign) in CONTROL for sign in text[:HEAD]) else text
    if any(byte in CONTROL for byte in head) or head.count(0) > len(head) * ZEROS:
        return None
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        text = _decode(data, encoding)
        if text is not None:
            traditional = _decode(data, "big5") if encoding == "gb18030" else None
            chosen = traditional if traditional and _is_big5(text, traditional) else text
            return chosen.replace("\0", "")
    return None


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of digits and line ends is zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 20 or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_big5(simplified: str, traditional: str) -> bool:
    """Most bytes of one code are characters of the other too, but no everyday ones."""
    return (
        _common(simplified, "gb2312", 0xB0, 0xD7)
        < COMMON
        <= _common(traditional, "big5", 0xA4, 0xC6)
    )


def _common(text: str, encoding: str, first: int, last: int) -> float:
    """The share of Chinese characters whose lead byte lies where the code's common ones do."""
    signs: list[str] = HAN.findall(text[:HEAD])
    leads = [sign.encode(encoding, "ignore")[:1] for sign in signs]
    foreign = sum(sign > "\x7f" for sign in text[:HEAD])
    return sum(bool(lead) and first <= lead[0] <= last for lead in leads) / max(1, foreign)


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
    return Reading(within_text_limit(name, blocks))


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
        raise Unreadable(name, "damaged", "neither UTF-8 nor GB18030 nor Big5")
    return text
