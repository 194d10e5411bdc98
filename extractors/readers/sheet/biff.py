"""An .xls as a source of what stands beside its values. Bytes in; marks, notes, texts out.

The workbook stream is a row of records: number, length, content ([MS-XLS]). calamine reads
the values; this walk looks at the few records that hide rows, name formats, hold results that
are errors, and hold comments and text boxes.
"""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.errors import Unreadable
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.cells import cell_name
from extractors.readers.sheet.formats import NumberFormat, number_format
from extractors.readers.sheet.margins import margin_texts
from extractors.readers.sheet.marks import SheetMarks
from extractors.readers.sheet.parts import PERCENT_FORMATS

# Record numbers.
BOF, EOF, CONTINUE, LOCKED, SINCE_1904, CODEPAGE = 0x809, 0x0A, 0x3C, 0x2F, 0x22, 0x42
BOUNDSHEET, FORMAT, STYLE = 0x85, 0x41E, 0xE0
ROW, COLUMNS, FORMULA, NUMBER, RK, MULRK, RESULT = 0x208, 0x7D, 0x06, 0x203, 0x27E, 0xBD, 0x205
LABELS = frozenset({0xFD, 0x204, 0xD6})  # texts: shared, own, formatted
CELLS = frozenset({FORMULA, NUMBER, RK, RESULT}) | LABELS
NOTE, OBJECT, TEXT, HEADER, FOOTER = 0x1C, 0x5D, 0x1B6, 0x14, 0x15
BIFF8 = 0x600
HEIGHT, ROW_HIDDEN, COLUMN_HIDDEN = 0x7FFF, 0x20, 0x1
ERROR_RESULT = 2
PICTURE, COMMENT, LIST = 8, 25, 20  # what an OBJECT is
# The others of which an official sees more than a text, and what to call them.
OBJECTS = {5: "图表", 11: "控件", 12: "控件", 13: "控件", 16: "控件", 18: "控件", LIST: "控件"}
OWN_OBJECT = 0x100  # a flag: drawn by the program, the arrow of a filter
EMBEDDED = 0x9  # a part of an OBJECT that leads to a file within the file
CHART_SHEET = 0x20  # what a BOF begins
STORAGE = "MBD"  # how the folder of a file within the file begins

Record = tuple[int, bytes]


@dataclass(slots=True)
class _SheetRecords:
    """What the records of one sheet say."""

    marks: SheetMarks = field(default_factory=SheetMarks)
    notes: list[tuple[str, str]] = field(default_factory=list)  # cell, text
    texts: list[str] = field(default_factory=list)
    margins: list[tuple[str, str]] = field(default_factory=list)  # place, text
    objects: Counter[str] = field(default_factory=Counter)  # what is not read, by its name
    _rows: set[int] = field(default_factory=set)
    _columns: list[tuple[int, int]] = field(default_factory=list)
    _errors: set[str] = field(default_factory=set)
    _formats: dict[str, NumberFormat] = field(default_factory=dict)
    _by_object: dict[int, str] = field(default_factory=dict)
    _noted: list[tuple[str, int]] = field(default_factory=list)  # cell, object
    _object: tuple[int, int] = (0, 0)  # kind and number of the last one
    _wanted: int = 0  # characters of a text that the next record holds
    _extent: tuple[int, int, int, int] = (1 << 16, 0, 1 << 16, 0)  # rows and columns, from 0

    def cell(self, number: int, content: bytes, formats: Mapping[int, NumberFormat]) -> None:
        """One value: where it stands, what its style shows, whether it is an error."""
        row, column, style = struct.unpack_from("<HHH", content)
        self._reach(row, column, column)
        if style in formats:
            self._formats[cell_name(row + 1, column + 1)] = formats[style]
        if _is_error(number, content):
            self._errors.add(cell_name(row + 1, column + 1))

    def numbers(self, content: bytes, formats: Mapping[int, NumberFormat]) -> None:
        """Several numbers of one row."""
        row, first = struct.unpack_from("<HH", content)
        count = (len(content) - 6) // 6
        self._reach(row, first, first + count - 1)
        for place in range(count):
            style = struct.unpack_from("<H", content, 4 + 6 * place)[0]
            if style in formats:
                self._formats[cell_name(row + 1, first + place + 1)] = formats[style]

    def row(self, content: bytes) -> None:
        """A row's height and whether it is hidden."""
        number, _, _, height, _, _, flags = struct.unpack_from("<7H", content)
        if flags & ROW_HIDDEN or not height & HEIGHT:
            self._rows.add(number + 1)

    def column(self, content: bytes) -> None:
        """The width of columns and whether they are hidden."""
        first, last, width, _, flags = struct.unpack_from("<5H", content)
        if flags & COLUMN_HIDDEN or not width:
            self._columns.append((first + 1, last + 1))

    def over(self, number: int, content: bytes) -> None:
        """What lies over the cells: an object, then its text; a comment names its object."""
        if number == OBJECT and len(content) >= 8:
            kind, key, flags = struct.unpack_from("<3H", content.ljust(10, b"\0"), 4)
            self._object = kind, key
            if kind == PICTURE:
                self.objects["嵌入对象" if _is_embedded(content) else "图片"] += 1
            elif kind in OBJECTS and not (kind == LIST and flags & OWN_OBJECT):
                self.objects[OBJECTS[kind]] += 1
        elif number == TEXT and len(content) >= 12:
            self._wanted = struct.unpack_from("<H", content, 10)[0]
        elif number == CONTINUE and self._wanted and content:
            kind, key = self._object
            text = _characters(content[1:], self._wanted, bool(content[0] & 1))
            self._by_object[key] = text
            self._wanted = 0
            if kind != COMMENT and text.strip():
                self.texts.append(text)
        elif number == NOTE and len(content) >= 8:
            row, column, _, key = struct.unpack_from("<4H", content)
            self._noted.append((cell_name(row + 1, column + 1), key))

    def end(self) -> None:
        """Put together what was gathered."""
        spoken = ((cell, self._by_object.get(key, "")) for cell, key in self._noted)
        self.notes = [(cell, text) for cell, text in spoken if text.strip()]
        top, bottom, left, right = self._extent
        self.marks = SheetMarks(
            hidden_rows=frozenset(self._rows),
            hidden_columns=tuple(self._columns),
            errors=frozenset(self._errors),
            formats=self._formats,
            # The library for values fills the rectangle around the cells.
            too_wide=bottom >= top and (bottom - top + 1) * (right - left + 1) > LIMITS.sheet_cells,
        )

    def _reach(self, row: int, first: int, last: int) -> None:
        top, bottom, left, right = self._extent
        self._extent = (min(top, row), max(bottom, row), min(left, first), max(right, last))


@dataclass(frozen=True, slots=True)
class RecordSource:
    """The records of an .xls; see `reader.Source`."""

    data: bytes
    sheets: Mapping[str, _SheetRecords]
    since_1904: bool
    macros: bool
    readable: bool
    embedded: int = 0  # files within the file

    def values(self) -> bytes:
        return self.data

    def marks(self, sheet: str) -> SheetMarks:
        return self.sheets.get(sheet, _SheetRecords()).marks

    def spelled(self, sheet: str) -> Mapping[str, str]:
        return {}  # numbers are stored in binary

    def around(self, sheet: str, hidden: bool) -> Iterator[Block | Problem]:
        """Text boxes, comments, headers and footers, then what is not read."""
        found = self.sheets.get(sheet, _SheetRecords())
        layer = Layer.HIDDEN if hidden else Layer.BODY
        for text in found.texts:
            yield _block(text, sheet, "文本框", layer)
        for cell, text in found.notes:
            yield _block(text, sheet, cell, Layer.NOTE)
        for place, text in found.margins:
            yield _block(text, sheet, place, Layer.HEADER_FOOTER)
        for word, count in found.objects.items():
            yield problem("unread_part", f"工作表「{sheet}」{word}{count}处")

    def problems(self) -> Iterator[Problem]:
        """What concerns the whole file."""
        if self.macros:
            yield problem("contains_macros")
        if not self.readable:
            yield problem("unread_part", "行列隐藏标记与批注")
        named = sum(sheet.objects["嵌入对象"] for sheet in self.sheets.values())
        if self.embedded > named:
            yield problem("unread_part", f"嵌入对象{self.embedded - named}处")


def open_records(data: bytes, name: str) -> RecordSource:
    """Walk the records of an .xls once.

    Raises:
        Unreadable: the workbook is locked with a password.
    """
    import olefile  # reads the container of old office files; 300 lines that need not be ours

    stream, macros, embedded = b"", False, 0
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            macros = ole.exists("_VBA_PROJECT_CUR")
            folders = {path[0] for path in ole.listdir() if len(path) > 1}
            embedded = sum(folder.startswith(STORAGE) for folder in folders)
            for entry in ("Workbook", "Book"):
                if not stream and ole.exists(entry):
                    stream = ole.openstream(entry).read()
        walk = _Walk(stream, name)
        walk.everything()
    # What olefile and struct raise for tables that loop, lie or end early; calamine may still
    # give the values.
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error):
        return RecordSource(data, {}, False, macros, False, embedded)
    return RecordSource(data, walk.sheets, walk.since_1904, macros, True, embedded)


class _Walk:
    """One pass over the records of the workbook stream."""

    def __init__(self, stream: bytes, name: str) -> None:
        self.stream, self.name = stream, name
        self.sheets: dict[str, _SheetRecords] = {}
        # Every record belongs to one sheet; a list of sheets that share records would be walked
        # for ever.
        self.room = 2 * len(stream)
        self.since_1904 = False
        self.wide = True  # BIFF8: texts in Unicode
        self.encoding = "gb18030"
        self.codes = dict(PERCENT_FORMATS)
        self.styles: list[int] = []
        self.formats: dict[int, NumberFormat] = {}

    def everything(self) -> None:
        """Read the records of the workbook, then those of each sheet."""
        starts = []
        for number, content in self._records(0):
            if number == BOF:
                self.wide = struct.unpack_from("<H", content)[0] == BIFF8
            elif number == LOCKED:
                raise Unreadable(self.name, "encrypted")
            elif number == SINCE_1904:
                self.since_1904 = content[:1] == b"\1"
            elif number == CODEPAGE:
                page = struct.unpack_from("<H", content)[0]
                self.encoding = {936: "gb18030", 950: "big5"}.get(page, "gb18030")
            elif number == FORMAT:
                key = struct.unpack_from("<H", content)[0]
                self.codes[key] = self._text(content[2:], 2 if self.wide else 1)
            elif number == STYLE:
                self.styles.append(struct.unpack_from("<H", content, 2)[0])
            elif number == BOUNDSHEET:
                starts.append((struct.unpack_from("<I", content)[0], self._text(content[6:], 1)))
        made = {key: number_format(code) for key, code in self.codes.items()}
        for style, key in enumerate(self.styles):
            form = made.get(key)
            if form is not None:
                self.formats[style] = form
        for start, sheet in starts:
            self.sheets[sheet] = self._sheet(start)

    def _records(self, place: int) -> Iterator[Record]:
        """The records of one substream, those of charts within it left out."""
        depth, stream = 0, self.stream
        while place + 4 <= len(stream):
            number, length = struct.unpack_from("<HH", stream, place)
            content = stream[place + 4 : place + 4 + length]
            place += 4 + length
            self.room -= 4 + length
            if self.room < 0:
                raise ValueError("sheets share records")
            depth += (number == BOF) - (number == EOF)
            if depth <= 0:
                return
            if depth == 1:
                yield number, content

    def _text(self, content: bytes, counted: int) -> str:
        """A text after its length, in one or two bytes a character."""
        length = int.from_bytes(content[:counted], "little")
        if not self.wide:
            return content[counted : counted + length].decode(self.encoding, "replace")
        wide, rest = content[counted] & 1, content[counted + 1 :]
        return _characters(rest, length, bool(wide))

    def _sheet(self, start: int) -> _SheetRecords:
        sheet = _SheetRecords()
        for number, content in self._records(start):
            if number in CELLS:
                sheet.cell(number, content, self.formats)
            elif number == MULRK:
                sheet.numbers(content, self.formats)
            elif number == ROW:
                sheet.row(content)
            elif number == COLUMNS:
                sheet.column(content)
            elif number in (HEADER, FOOTER) and content:
                place = "页眉" if number == HEADER else "页脚"
                texts = margin_texts(self._text(content, 2 if self.wide else 1))
                sheet.margins += [(place, text) for text in texts]
            elif number == BOF:
                if struct.unpack_from("<H", content, 2)[0] == CHART_SHEET:
                    sheet.objects["图表"] += 1
            elif self.wide:
                sheet.over(number, content)
        sheet.end()
        return sheet


def _characters(content: bytes, length: int, wide: bool) -> str:
    if wide:
        return content[: 2 * length].decode("utf-16-le", "replace")
    return content[:length].decode("latin-1")


def _is_embedded(content: bytes) -> bool:
    """Whether one of the parts of an object, each with number and length, leads to a file."""
    place = 0
    while place + 4 <= len(content):
        number, length = struct.unpack_from("<HH", content, place)
        if number == EMBEDDED:
            return True
        place += 4 + length
    return False


def _is_error(number: int, content: bytes) -> bool:
    if number == RESULT:
        return content[7:8] == b"\1"
    return number == FORMULA and content[12:14] == b"\xff\xff" and content[6] == ERROR_RESULT


def _block(text: str, sheet: str, cell: str, layer: Layer) -> Block:
    return Block(text, Anchor(AnchorKind.SHEET_CELL, sheet=sheet, cell=cell), layer)
