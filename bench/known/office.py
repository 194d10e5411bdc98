"""Known tables written into Word files, and printed by LibreOffice where it is installed.

Each style is one that applicants' files show: full borders, double outer borders, borders
missing at both sides, three lines, none at all; cells centred or not; rows that may break.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from bench.known.table import Cell, Table, positions
from bench.known.widths import shares

FONT = "Noto Serif CJK SC"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS = 20  # to a point
CONVERSION = 240  # seconds for all files together, on a slow machine


@dataclass(frozen=True, slots=True)
class Style:
    """How a table looks. `borders`: all, double, open (no sides), three, none.

    `heads` repeats the head on each page, `whole` keeps rows from breaking over pages; `size`
    is the type's in points; `centred` puts texts in the middle of cells, both ways; `wide`
    turns the page.
    """

    borders: str = "all"
    heads: bool = False
    whole: bool = False
    size: float = 10.5
    centred: bool = True
    wide: bool = False
    share: float = 1.0  # of the text's width
    loose: float = 0.0  # points above and below each cell's text


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a table in a style; `colours` are of paragraph or cells in order.

    A paragraph that `breaks` begins a page.
    """

    content: str | Table
    style: Style = Style()
    colours: tuple[str, ...] = ()
    breaks: bool = False


def document(parts: Sequence[Part], header: str = "", footer: str = "") -> bytes:
    """A .docx of the parts one below the other; a wide part begins a page turned by 90°."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Pt

    made = docx.Document()
    section = made.sections[0]
    wide = any(part.style.wide for part in parts)
    section.page_width, section.page_height = (Pt(842), Pt(595)) if wide else (Pt(595), Pt(842))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Pt(62)
    section.top_margin = section.bottom_margin = Pt(72)
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    width = (842 if wide else 595) - 124
    body = made.element.body
    for part in parts:
        xml = (
            _paragraph(part.content, 12, colour=(part.colours or ("",))[0], breaks=part.breaks)
            if isinstance(part.content, str)
            else _table(part.content, part.style, width, part.colours)
        )
        body.insert(len(body) - 1, parse_xml(xml))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _paragraph(
    text: str, size: float, centred: bool = False, colour: str = "", breaks: bool = False
) -> str:
    lines = "</w:t><w:br/><w:t>".join(escape(part) for part in text.split("\n"))
    before = "<w:pageBreakBefore/>" if breaks else ""
    middle = '<w:jc w:val="center"/>' if centred else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    look = (
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>{ink}'
        f'<w:sz w:val="{round(2 * size)}"/></w:rPr>'
    )
    return (
        f'<w:p xmlns:w="{WORD}"><w:pPr>{before}'
        f'<w:spacing w:before="0" w:after="0"/>{middle}</w:pPr>'
        f"<w:r>{look}<w:t>{lines}</w:t></w:r></w:p>"
    )


def _table(table: Table, style: Style, width: float, colours: Sequence[str] = ()) -> str:
    widths = [round(share * width * style.share * TWIPS) for share in shares(table)]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    covering = positions(table.cells)
    ink = dict(zip(table.cells, colours, strict=True)) if colours else {}
    rows = "".join(
        _row(table, number, covering, style, widths, ink) for number in range(1, table.rows + 1)
    )
    return (
        f'<w:tbl xmlns:w="{WORD}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{_borders(style.borders)}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _borders(kind: str) -> str:
    line, double = 'w:val="single" w:sz="4"', 'w:val="double" w:sz="4"'
    drawn = {
        "all": dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), line),
        "double": {
            **dict.fromkeys(("top", "left", "bottom", "right"), double),
            **dict.fromkeys(("insideH", "insideV"), line),
        },
        "open": dict.fromkeys(("top", "bottom", "insideH", "insideV"), line),
        "three": dict.fromkeys(("top", "bottom"), 'w:val="single" w:sz="12"'),
        "none": {},
    }[kind]
    sides = "".join(f'<w:{side} {look} w:space="0"/>' for side, look in drawn.items())
    return f"<w:tblBorders>{sides}</w:tblBorders>"


def _row(
    table: Table,
    number: int,
    covering: Mapping[tuple[int, int], Cell],
    style: Style,
    widths: Sequence[int],
    ink: Mapping[Cell, str],
) -> str:
    kept = '<w:cantSplit w:val="true"/>' if style.whole else ""
    head = '<w:tblHeader w:val="true"/>' if style.heads and number <= table.head else ""
    cells = []
    column = 1
    while column <= table.columns:
        cell = covering[number, column]
        span = range(column - 1, column - 1 + cell.column_span)
        cells.append(_cell(cell, number, sum(widths[i] for i in span), table, style, ink.get(cell)))
        column += cell.column_span
    return f"<w:tr><w:trPr>{kept}{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, row: int, width: int, table: Table, style: Style, colour: str | None) -> str:
    begins = row == cell.row
    merged = "" if cell.row_span == 1 else ("restart" if begins else "continue")
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.column_span > 1:
        properties += f'<w:gridSpan w:val="{cell.column_span}"/>'
    if merged:
        properties += f'<w:vMerge w:val="{merged}"/>'
    if style.borders == "three" and row == table.head:
        properties += '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0"/></w:tcBorders>'
    if style.loose:
        room = round(style.loose * TWIPS)
        properties += (
            f'<w:tcMar><w:top w:w="{room}" w:type="dxa"/><w:bottom w:w="{room}" w:type="dxa"/>'
            "</w:tcMar>"
        )
    if style.centred:
        properties += '<w:vAlign w:val="center"/>'
    short = len(cell.text) <= 12
    text = cell.text if begins else ""
    return (
        f"<w:tc><w:tcPr>{properties}</w:tcPr>"
        f"{_paragraph(text, style.size, style.centred and short, colour or '')}</w:tc>"
    )


def printed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Office files as LibreOffice prints them to PDF, by the same names; empty without it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None or not files:
        return {}
    with tempfile.TemporaryDirectory(prefix="printed-") as folder:
        paths = {name: Path(folder) / f"{number}.docx" for number, name in enumerate(files)}
        for name, path in paths.items():
            path.write_bytes(files[name])
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, *map(str, paths.values())]
        subprocess.run(command, capture_output=True, timeout=CONVERSION, check=False)
        return {
            name: path.with_suffix(".pdf").read_bytes()
            for name, path in paths.items()
            if path.with_suffix(".pdf").is_file()
        }
