"""Marked paragraphs and tables in, a PDF with a text layer out.

Lines are broken here, character by character, so that the page of every statement is known when
it is drawn. The font is the readers' own Song (not embedded); the same input gives the same
bytes. Notes every statement with the submission; never states anything.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from samples.marks import Mark, parse
from samples.submission import Cells, Submission
from samples.word import LEFT, UP, _extent

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
# Chinese print begins no line with the first and ends none with the second.
NOT_FIRST = "，。、；：）》”！？%"
NOT_LAST = "（《“"


class Lines(Flowable):  # type: ignore[misc]
    """A marked text broken into lines, noted with its page when it is drawn."""

    def __init__(
        self,
        owner: Submission,
        name: str,
        text: str,
        size: float,
        indent: int = 0,
        centre: bool = False,
    ) -> None:
        super().__init__()
        self.owner, self.name, self.size, self.indent = owner, name, size, indent
        self.centre = centre
        self.text, self.marks = parse(text)
        self.spans: list[tuple[int, int]] = []
        self.first = True

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        if not self.spans:
            self.spans = broken(self.text, width, self.size, self.indent * self.size)
        return width, len(self.spans) * self.size * 1.5

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        fit = int(height // (self.size * 1.5))
        if fit < 1:
            return []
        if fit >= len(self.spans):
            return [self]
        return [self._part(0, fit), self._part(fit, len(self.spans))]

    def _part(self, start: int, end: int) -> Lines:
        part = Lines(self.owner, self.name, "", self.size, self.indent, self.centre)
        part.text, part.marks, part.spans = self.text, self.marks, self.spans[start:end]
        part.first = self.first and start == 0
        return part

    def draw(self) -> None:
        page = self.canv.getPageNumber()
        whole = self.text[self.spans[0][0] : self.spans[-1][1]]
        self.owner.seen.append((self.name, page, whole))
        step = self.size * 1.5
        for number, (start, end) in enumerate(self.spans):
            # The font's own map knows the dot in names only as U+30FB; readers give U+00B7.
            words = self.text[start:end].rstrip("\n").replace("·", "・")
            x = self.indent * self.size if self.first and number == 0 else 0.0
            if self.centre:
                x = (self.width - pdfmetrics.stringWidth(words, FONT, self.size)) / 2
            self.canv.setFont(FONT, self.size)
            y = (len(self.spans) - number) * step - self.size * 1.15
            self.canv.drawString(x, y, words)
            self._note(start, end, page)

    def _note(self, start: int, end: int, page: int) -> None:
        for mark in self.marks:
            begins = start <= mark.start < end or (mark.start == mark.end == start == end)
            if begins:
                words = self.text[mark.start : mark.end].replace("\n", "")
                self.owner.note(mark, words, self.name, page)


def broken(text: str, width: float, size: float, indent: float) -> list[tuple[int, int]]:
    """Half-open offsets of the lines of `text` in a column `width` points wide."""
    spans: list[tuple[int, int]] = []
    start, room = 0, width - indent
    at = 0
    while at < len(text):
        need = pdfmetrics.stringWidth(text[at], FONT, size)
        if text[at] != "\n" and need > room and at > start:
            at = _break(text, start, at)
            spans.append((start, at))
            start, room = at, width
            continue
        room -= need
        at += 1
        if text[at - 1] == "\n":
            spans.append((start, at))
            start, room = at, width
    spans.append((start, len(text)))
    return spans


def _break(text: str, start: int, at: int) -> int:
    """Where the line from `start` that overflows at `at` ends, as Chinese print breaks lines."""
    best = at
    while best > start and not _may_break(text, best):
        best -= 1
    return best if best > start else at


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum())


class Pdf:
    """One PDF being written; `save` puts it into the submission."""

    def __init__(
        self,
        owner: Submission,
        name: str,
        kind: str,
        materials: Sequence[str],
        *,
        size: float = 11,
        header: str = "",
        footer: str = "",
        columns: int = 1,
        wide: bool = False,
    ) -> None:
        owner.enter(name, kind, materials)
        self.owner, self.name, self.size = owner, name, size
        self.header, self.footer, self.columns = header, footer, columns
        self.page = landscape(A4) if wide else A4
        self.story: list[Flowable] = []

    def title(self, text: str, size: float = 18) -> None:
        self.story += [self._lines(text, size, centre=True), Spacer(1, 8)]

    def heading(self, text: str, size: float = 13) -> None:
        self.story += [Spacer(1, 5), self._lines(text, size), Spacer(1, 2)]

    def para(self, *texts: str, indent: int = 2) -> None:
        self.story += [self._lines(text, self.size, indent) for text in texts]

    def line(self, *texts: str) -> None:
        """Lines without indent: forms, captions."""
        self.para(*texts, indent=0)

    def gap(self, points: float = 10) -> None:
        self.story.append(Spacer(1, points))

    def page_break(self) -> None:
        self.story.append(PageBreak())

    def table(
        self,
        rows: Cells,
        widths: Sequence[float],
        *,
        ruled: bool = True,
        repeat: int = 0,
        size: float = 9,
    ) -> None:
        """A table with column widths in points; LEFT and UP merge cells."""
        grid = [list(row) + [LEFT] * (len(widths) - len(row)) for row in rows]
        cells = [
            ["" if v is LEFT or v is UP else self._lines(str(v), size) for v in row] for row in grid
        ]
        spans = [
            ("SPAN", (c, r), (right, bottom))
            for r, row in enumerate(grid)
            for c, v in enumerate(row)
            if v is not LEFT and v is not UP
            for bottom, right in [_extent(grid, r, c)]
            if (bottom, right) != (r, c)
        ]
        rules = [("GRID", (0, 0), (-1, -1), 0.6, colors.black)] if ruled else []
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *rules, *spans])
        self.story += [Table(cells, list(widths), repeatRows=repeat, style=style), Spacer(1, 6)]

    def save(self) -> None:
        out = io.BytesIO()
        width, height = self.page
        margin, gutter = 62.0, 22.0
        each = (width - 2 * margin - gutter * (self.columns - 1)) / self.columns
        frames = [
            Frame(margin + n * (each + gutter), 62, each, height - 124, 0, 0, 0, 0)
            for n in range(self.columns)
        ]
        document = BaseDocTemplate(out, pagesize=self.page, invariant=1, author="", title="")
        document.addPageTemplates([PageTemplate(frames=frames, onPage=self._running)])
        document.build(self.story)
        self.owner.files[self.name] = out.getvalue()

    def _running(self, canvas: Canvas, document: object) -> None:
        width, height = self.page
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(width / 2, height - 42, self.header)
        self.owner.seen.append((self.name, canvas.getPageNumber(), self.header))
        foot = self.footer.replace("{page}", str(canvas.getPageNumber()))
        canvas.drawCentredString(width / 2, 36, foot)

    def _lines(self, text: str, size: float, indent: int = 0, centre: bool = False) -> Lines:
        return Lines(self.owner, self.name, text, size, indent, centre)


__all__ = ["LEFT", "UP", "Lines", "Mark", "Pdf", "broken"]
