"""PDFs for measuring: a font that is not embedded with borders as filled rectangles, and
LibreOffice's own output with embedded fonts. Sizes in points.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bench.conversion import converted
from bench.specimens.office import form_docx
from bench.specimens.wording import FORM, HEAD, prose, roster

FONT = "STSong-Light"
WIDTHS = (34.0, 150.0, 40.0, 120.0, 70.0, 66.0)
LEFT, TOP, BOTTOM = 57.0, 70.0, 780.0
ROW = 24.0
BORDER = 0.48  # what Word writes for its half-point border


def filled_rectangles(pages: int) -> bytes:
    """Rosters and forms whose every border is a thin filled rectangle, as Word and WPS write.

    The Chinese font is named and not embedded, as in many PDFs of public bodies.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number in range(1, pages + 1):
        canvas.setFont(FONT, 9)
        canvas.drawString(LEFT, A4[1] - 40, "众创空间认定申报材料")
        canvas.drawCentredString(A4[0] / 2, 30, f"第 {number} 页")
        if number % 5 == 1:
            top = _table(canvas, A4[1], TOP, FORM, (100.0, 150.0, 120.0, 110.0))
            _prose(canvas, A4[1], top + 30, number)
        else:
            _table(canvas, A4[1], TOP, [HEAD, *roster(28, seed=number)], WIDTHS)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _table(
    canvas: Any, height: float, top: float, rows: list[list[str]], widths: Sequence[float]
) -> float:
    """Draw rows of cells, borders as rectangles; returns the table's bottom."""
    canvas.setFont(FONT, 9)
    edges = [LEFT + sum(widths[:number]) for number in range(len(widths) + 1)]
    for number, row in enumerate(rows):
        y = height - top - (number + 1) * ROW
        for x, text in zip(edges, row, strict=False):
            canvas.drawString(x + 4, y + 8, text)
        for x0, x1 in pairwise(edges):
            canvas.rect(x0, y + ROW, x1 - x0, BORDER, stroke=0, fill=1)
            canvas.rect(x0, y, x1 - x0, BORDER, stroke=0, fill=1)
            canvas.rect(x0, y, BORDER, ROW, stroke=0, fill=1)
        canvas.rect(edges[-1], y, BORDER, ROW, stroke=0, fill=1)
    return top + len(rows) * ROW


def _prose(canvas: Any, height: float, top: float, seed: int) -> None:
    """Draw wrapped paragraphs down to the foot of the page."""
    canvas.setFont(FONT, 12)
    text = "　　" + prose(16, seed)
    for start in range(0, len(text), 40):
        if top > BOTTOM:
            return
        canvas.drawString(LEFT, height - top, text[start : start + 40])
        top += 20


def office_made(pages: int) -> bytes | None:
    """About so many pages of forms, prose and rosters by LibreOffice; None without it."""
    return converted(form_docx(rows=pages * 13, plan=pages // 5), "specimen.docx", "pdf")
