"""Files made in the tests, and short views of what the readers found in them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors.model import Block, Document, Layer

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Draw = Callable[[Canvas], None]


def tiles(block: Block) -> bool:
    """Whether the block's lines cover its text, one newline between two of them."""
    if not block.lines:
        return True
    starts = [0, *(line.end + 1 for line in block.lines[:-1])]
    return (
        [line.start for line in block.lines] == starts
        and block.lines[-1].end == len(block.text)
        and all(block.text[line.end] == "\n" for line in block.lines[:-1])
    )


@pytest.fixture
def canvas_pdf() -> Callable[..., bytes]:
    """A PDF whose pages are drawn by functions."""

    def make(*pages: Draw, size: tuple[float, float] = A4, **settings: Any) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=size, **settings)
        for draw in pages:
            canvas.setFont(FONT, 12)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return make


@pytest.fixture
def flow_pdf() -> Callable[..., bytes]:
    """A PDF of paragraphs (str) and tables (rows with a style) in reading order."""

    def make(
        *parts: str | tuple[Sequence[Sequence[str]], Sequence[float], Any], **more: Any
    ) -> bytes:
        body = ParagraphStyle(
            "body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
        )
        cell = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")
        story: list[Any] = []
        for part in parts:
            if isinstance(part, str):
                story.append(Paragraph(part, body))
                continue
            rows, widths, style = part
            held = [[Paragraph(text, cell) if text else "" for text in row] for row in rows]
            story.append(Table(held, colWidths=list(widths), style=TableStyle(style), **more))
        buffer = io.BytesIO()
        SimpleDocTemplate(buffer, pagesize=A4, leftMargin=80, rightMargin=80).build(story)
        return buffer.getvalue()

    return make


@pytest.fixture
def rows_of() -> Callable[..., list[list[str]]]:
    """The rows of one table, blanks and line breaks taken out of the cells."""

    def view(document: Document, table: int = 1) -> list[list[str]]:
        rows: dict[int, dict[int, str]] = {}
        for block in document.blocks:
            anchor = block.anchor
            if anchor.table == table and block.layer is Layer.BODY:
                text = "".join(block.text.split())
                rows.setdefault(anchor.row or 0, {})[anchor.column or 0] = text
        return [[row[column] for column in sorted(row)] for _, row in sorted(rows.items())]

    return view


@pytest.fixture
def paragraphs_of() -> Callable[..., list[str]]:
    """The texts outside tables of one layer, wrapped lines joined."""

    def view(document: Document, layer: Layer = Layer.BODY) -> list[str]:
        return [
            block.text.replace("\n", "")
            for block in document.blocks
            if block.layer is layer and not block.in_table
        ]

    return view


@pytest.fixture
def holds() -> Callable[[Document], bool]:
    """Whether every block's lines tile its text and every line has a page with its box."""

    def check(document: Document) -> bool:
        pages = {page.number: page for page in document.pages}
        return all(
            tiles(block)
            and all(
                0 <= line.bbox[0] < line.bbox[2] <= pages[line.page].width + 1
                and line.bbox[1] < line.bbox[3]
                for line in block.lines
            )
            for block in document.blocks
        )

    return check
