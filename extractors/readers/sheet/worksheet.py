"""The marks of a worksheet from its XML, looked for where they can be and nowhere else.

Enter: the XML of one sheet. Leave: its SheetMarks. Most sheets hide nothing and hold no
formula; whether they do is told by searching for a word in the bytes, many times as fast as a
parser. XML in a spelling that office programs do not use is first rewritten in theirs (see
`spelling`), so there is one way to read marks. `<dimension>` is never believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from extractors.limits import LIMITS
from extractors.readers.cells import cell_position
from extractors.readers.sheet.escapes import MARK
from extractors.readers.sheet.formats import NumberFormat
from extractors.readers.sheet.marks import SheetMarks
from extractors.readers.sheet.parts import Workbook

TAG = rb"(?P<tag>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)"
ROW = re.compile(rb"<row\b" + TAG + rb">")
COLUMN = re.compile(rb"<col\b" + TAG + rb">")
CELL = rb"<c r=\"(?P<name>[A-Z]{1,3}[0-9]{1,7})\"(?P<tag>[^<>]*)>\s*"
A_FORMULA = rb"<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*"
FORMULA = re.compile(CELL + A_FORMULA + rb"(?P<element><v\b[^<>]*?(?:/>|>(?P<value>[^<]*)</v>))?")
ERROR = re.compile(CELL + rb"(?:" + A_FORMULA + rb")?<v\b[^<>]*>#")
LONG = re.compile(CELL + rb"(?:" + A_FORMULA + rb")?<v\b[^<>]*>(?P<value>[0-9]{16,})</v>")
ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# Fewer than 27 columns and 100,000 rows fill at most 2.6 million places: those may be filled.
FAR = re.compile(rb"r=\"(?:[A-Za-z]{2,3}[0-9]|[A-Za-z]?[0-9]{6})")
REFERENCES = re.compile(rb"\br=\"([A-Za-z]{1,3}[0-9]{1,7})\"")
ZEROS_HIDDEN = re.compile(rb"<sheetView\b[^<>]*\sshowZeros=[\"'](?:0|false)[\"']")
ESCAPED = MARK.encode()
COLOURED = (b"<conditionalFormatting", b"<tablePart", b"<picture", b"conditionalFormattings")
YES = frozenset({b"1", b"true"})


def sheet_marks(data: bytes, book: Workbook, *, escaped: bool = False) -> SheetMarks:
    """Read the marks of one sheet.

    Args:
        data: The XML of the sheet, in the spelling of office programs.
        book: What the workbook says of its cell styles and of its formulas.
        escaped: The shared texts hold characters by their codes.
    """
    formats = book.formats
    has_formulas = b"<f" in data
    start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
    start = len(data) if start < 0 else start
    sized = data.find(b"hidden", start, end) >= 0 or data.find(b' ht="0', start, end) >= 0
    return SheetMarks(
        hidden_rows=frozenset(_hidden_rows(data)) if sized else frozenset(),
        hidden_columns=tuple(_hidden_columns(data[:start])),
        uncalculated=(
            frozenset(_uncalculated(data, book.recalculated)) if has_formulas else frozenset()
        ),
        errors=frozenset(_errors(data)) if b"#" in data else frozenset(),
        pictures=frozenset(_pictures(data)) if has_formulas and b"DISPIMG" in data else frozenset(),
        unseen=frozenset(_unseen(data, book.white)) if book.white else frozenset(),
        formats=_formats(data, formats) if formats else {},
        shows_zeros=ZEROS_HIDDEN.search(data[:start]) is None,
        escaped=escaped or data.find(ESCAPED) >= 0,
        too_wide=_too_wide(data),
    )


def spelled_numbers(data: bytes) -> dict[str, str]:
    """The whole numbers of 16 digits and more that the file spells out, by cell."""
    return {
        match["name"].decode(): match["value"].decode()
        for match in LONG.finditer(data)
        if _type(match) == b"n"
    }


def without_rows(data: bytes) -> bytes:
    """The XML of a sheet without its rows: a small part that a parser may have."""
    start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
    return data if start < 0 or end < start else data[:start] + b"<sheetData>" + data[end:]


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in ATTRIBUTE.findall(tag)}


def _hidden_rows(data: bytes) -> Iterator[int]:
    number = 0
    for match in ROW.finditer(data):
        row = _attributes(match["tag"])
        number = _whole(row.get(b"r"), number + 1)
        if _hides(row, b"ht"):
            yield number


def _hidden_columns(head: bytes) -> Iterator[tuple[int, int]]:
    for match in COLUMN.finditer(head):
        column = _attributes(match["tag"])
        if _hides(column, b"width"):
            yield _whole(column.get(b"min"), 0), _whole(column.get(b"max"), 0)


def _hides(attributes: Mapping[bytes, bytes], size: bytes) -> bool:
    """Hidden, folded away and filtered rows say so; one drawn to nothing has no size."""
    if attributes.get(b"hidden") in YES:
        return True
    try:
        return size in attributes and float(attributes[size]) == 0
    except ValueError:
        return False


def _uncalculated(data: bytes, recalculated: bool) -> Iterator[str]:
    """Formulas without a stored result.

    A text formula whose result is the empty string is stored as t="str" with an empty v.
    """
    for match in FORMULA.finditer(data):
        value = match["value"]
        if value and not (recalculated and value == b"0"):
            continue
        if match["element"] is None or _type(match) != b"str":
            yield match["name"].decode()


def _pictures(data: bytes) -> Iterator[str]:
    """WPS keeps a picture inside a cell as a formula that no other program knows."""
    return (m["name"].decode() for m in FORMULA.finditer(data) if b"DISPIMG" in m[0])


def _errors(data: bytes) -> Iterator[str]:
    return (match["name"].decode() for match in ERROR.finditer(data) if _type(match) == b"e")


def _type(cell: re.Match[bytes]) -> bytes:
    return _attributes(cell["tag"]).get(b"t", b"n")


def _formats(data: bytes, formats: Mapping[int, NumberFormat]) -> dict[str, NumberFormat]:
    return {name: formats[style] for name, style in _styled(data, formats)}


def _styled(data: bytes, styles: Iterable[int]) -> Iterator[tuple[str, int]]:
    """The cells of these styles that may hold something, each with its style."""
    numbers = b"|".join(b"%d" % number for number in sorted(styles))
    styled = re.compile(
        rb"<c r=\"([A-Z]{1,3}[0-9]{1,7})\"[^<>]*?\ss=\"(" + numbers + rb")\"[^<>/]*>"
    )
    return ((name.decode(), int(style)) for name, style in styled.findall(data))


def _unseen(data: bytes, white: Iterable[int]) -> Iterator[str]:
    """White letters on paper; not where rules, tables or a picture may colour what is behind."""
    after = max(0, data.rfind(b"</sheetData>"))
    if not any(data.find(word, after) >= 0 for word in COLOURED):
        yield from (name for name, _ in _styled(data, white))


def _too_wide(data: bytes) -> bool:
    """Whether the rectangle around the cells is more than a sheet may be.

    The library that reads values fills that rectangle; one cell in the far corner of an
    otherwise empty sheet would take all memory.
    """
    if FAR.search(data) is None:
        return False
    positions = [
        position
        for name in REFERENCES.findall(data)
        if (position := cell_position(name.decode().upper())) is not None
    ]
    if not positions:
        return False
    rows, columns = zip(*positions, strict=True)
    area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    return bool(area > LIMITS.sheet_cells)


def _whole(text: bytes | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 9 else default
