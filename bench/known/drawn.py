"""Known tables drawn into PDFs as Word and WPS export them: thin filled rectangles for borders,
a Chinese font that is named and not embedded. Sizes in points, origin top left until drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.known.table import Cell, Table
from bench.known.widths import shares

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, BOTTOM = 60.0, 80.0, 770.0
BORDER = 0.48  # Word's half-point border
PAD, LEADING = 4.0, 1.3


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is drawn. `repeated` heads and `caption` stand on each further page;
    `splits` lets rows break between their lines; `note` stands below each page's part.
    `rules`: all, three, none.
    """

    size: float = 9.0
    repeated: bool = False
    splits: bool = False
    caption: str = ""
    note: str = ""
    rules: str = "all"
    padding: float = 3.0
    centred: bool = True
    title: str = "附件  申报材料清单"


@dataclass(frozen=True, slots=True)
class _Slice:
    """Lines of one row's cells that stand on one page, and how high they are."""

    row: int
    lines: tuple[tuple[Cell, tuple[str, ...]], ...]
    height: float


def drawn(tables: Sequence[tuple[Table, Look]]) -> bytes:
    """A PDF of the tables, each beginning a page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True)
    number = 0
    for table, look in tables:
        for part, slices in enumerate(_pages(table, look)):
            number += 1
            _page(canvas, table, look, slices, part)
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(WIDTH / 2, 40, f"- {number} -")
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _pages(table: Table, look: Look) -> Iterator[list[_Slice]]:
    """The rows' slices page by page; rows joined by a merged cell stay on one page."""
    edges = _edges(table)
    head = [_slice(table, row, edges, look) for row in range(1, table.head + 1)]
    page: list[_Slice] = []
    room = BOTTOM - TOP - 50
    for row in range(1, table.rows + 1):
        whole = _slice(table, row, edges, look)
        used = sum(piece.height for piece in page)
        if used + whole.height > room:
            first, rest = _broken(whole, room - used, look) if look.splits else (None, whole)
            yield page + ([first] if first else [])
            page = list(head) if look.repeated else []
            whole = rest
        page.append(whole)
    yield page


def _slice(table: Table, row: int, edges: Sequence[float], look: Look) -> _Slice:
    cells = [cell for cell in table.cells if cell.row == row]
    lines = tuple(
        (cell, tuple(_wrapped(cell.text, _width(cell, edges) - 2 * PAD, look.size)))
        for cell in cells
    )
    most = max((len(held) for cell, held in lines if cell.row_span == 1), default=1)
    return _Slice(row, lines, most * look.size * LEADING + 2 * look.padding)


def _broken(whole: _Slice, room: float, look: Look) -> tuple[_Slice | None, _Slice]:
    """What of the row fits, and what goes to the next page; nothing where no line fits."""
    pitch = look.size * LEADING
    fits = int((room - 2 * look.padding) // pitch)
    most = max(len(held) for _, held in whole.lines)
    if fits < 1 or most <= fits:
        return None, whole
    parts = []
    for first, last in ((0, fits), (fits, most)):
        lines = tuple((cell, held[first:last]) for cell, held in whole.lines)
        parts.append(_Slice(whole.row, lines, (last - first) * pitch + 2 * look.padding))
    return parts[0], parts[1]


def _edges(table: Table) -> list[float]:
    edges = [LEFT]
    for share in shares(table):
        edges.append(edges[-1] + share * (WIDTH - 2 * LEFT))
    return edges


def _width(cell: Cell, edges: Sequence[float]) -> float:
    return edges[cell.column - 1 + cell.column_span] - edges[cell.column - 1]


def _wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """The text's lines; numbers and Latin words stay whole where they fit a line."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for part in text.split("\n"):
        line = ""
        for word in _words(part):
            if line and stringWidth(line + word, FONT, size) > width:
                yield line
                line = ""
            while stringWidth(word, FONT, size) > width:
                fits = max(
                    n
                    for n in range(1, len(word) + 1)
                    if n == 1 or stringWidth(word[:n], FONT, size) <= width
                )
                yield word[:fits]
                word = word[fits:]
            line += word
        yield line


def _words(text: str) -> list[str]:
    words: list[str] = []
    for sign in text:
        if (words and sign.isascii() and not sign.isspace() and words[-1][-1].isascii()) or (
            words and sign in "，。、；：）”！？%"
        ):
            words[-1] += sign
        else:
            words.append(sign)
    return words


def _page(canvas: Any, table: Table, look: Look, slices: Sequence[_Slice], part: int) -> None:
    edges = _edges(table)
    canvas.setFont(FONT, 12)
    title = look.title if part == 0 else look.caption
    canvas.drawString(LEFT, HEIGHT - TOP, title)
    top = TOP + 14 if title else TOP
    tops = [top]
    for piece in slices:
        tops.append(tops[-1] + piece.height)
    canvas.setFont(FONT, look.size)
    for number, piece in enumerate(slices):
        for cell, lines in piece.lines:
            last = min(number + cell.row_span, len(slices))
            box = (
                edges[cell.column - 1],
                tops[number],
                edges[cell.column - 1 + cell.column_span],
                tops[last],
            )
            if look.rules == "all":
                _framed(canvas, box)
            _text(canvas, box, lines, look)
    if look.rules == "three":
        below_head = tops[min(table.head if part == 0 or look.repeated else 0, len(slices))]
        for y in (tops[0], below_head, tops[-1]):
            _filled(canvas, edges[0], y, edges[-1] - edges[0], 2 * BORDER)
    if look.note:
        canvas.setFont(FONT, 8)
        canvas.drawString(LEFT, HEIGHT - tops[-1] - 14, look.note)


def _framed(canvas: Any, box: tuple[float, float, float, float]) -> None:
    x0, top, x1, bottom = box
    for y in (top, bottom):
        _filled(canvas, x0, y, x1 - x0 + BORDER, BORDER)
    for x in (x0, x1):
        _filled(canvas, x, top, BORDER, bottom - top)


def _filled(canvas: Any, x: float, top: float, width: float, height: float) -> None:
    canvas.rect(x, HEIGHT - top - height, width, height, stroke=0, fill=1)


def _text(
    canvas: Any, box: tuple[float, float, float, float], lines: Sequence[str], look: Look
) -> None:
    x0, top, x1, bottom = box
    pitch = look.size * LEADING
    height = len(lines) * pitch
    down = (bottom - top - height) / 2 if look.centred else look.padding
    for number, line in enumerate(lines):
        y = HEIGHT - (top + down + (number + 0.8) * pitch)
        if look.centred and len("".join(lines)) <= 12:
            canvas.drawCentredString((x0 + x1) / 2, y, line)
        else:
            canvas.drawString(x0 + PAD, y, line)
