"""Marked paragraphs and tables in, a Word file out.

Knows what applicants' Word files are made of: merged cells, nested tables, text boxes, tracked
changes, headers and footers. Notes every statement with the submission; never states anything.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from samples.fixed import fixed
from samples.submission import Cells, Submission

LEFT, UP = object(), object()
"""In a table: this cell belongs to the one on its left, or to the one above."""


class Word:
    """One Word file being written; `save` puts it into the submission."""

    def __init__(
        self, owner: Submission, name: str, kind: str, materials: Sequence[str], size: float = 10.5
    ) -> None:
        owner.enter(name, kind, materials)
        self.owner, self.name = owner, name
        self.document = Document()
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "宋体", Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")

    def title(self, text: str) -> None:
        """A centred title in bold, not a heading style: most applicants do it so."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(self._take(text))
        run.bold, run.font.size = True, Pt(16)

    def heading(self, text: str, level: int = 1) -> None:
        self.document.add_heading(self._take(text), level)

    def bold(self, text: str) -> None:
        """A heading that is only bold."""
        self.document.add_paragraph().add_run(self._take(text)).bold = True

    def para(self, *texts: str) -> None:
        for text in texts:
            self.document.add_paragraph(self._take(text))

    def page_break(self) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def header(self, text: str, footer: str = "") -> None:
        section = self.document.sections[0]
        section.header.paragraphs[0].text = text
        section.footer.paragraphs[0].text = footer

    def table(self, rows: Cells, ruled: bool = True) -> None:
        """A table; LEFT and UP merge, a list of rows in a cell is a table inside it."""
        table = self.document.add_table(len(rows), max(len(row) for row in rows))
        table.style = "Table Grid" if ruled else None
        self._fill(table, rows)

    def _fill(self, table: Any, rows: Cells) -> None:
        grid = [list(row) + [LEFT] * (len(table.columns) - len(row)) for row in rows]
        cells = [list(row.cells) for row in table.rows]
        for r, row in enumerate(grid):
            for c, value in enumerate(row):
                if value is LEFT or value is UP:
                    continue
                bottom, right = _extent(grid, r, c)
                cell = cells[r][c]
                if (bottom, right) != (r, c):
                    cell = cell.merge(cells[bottom][right])
                self._write(cell, value)

    def _write(self, cell: Any, value: object) -> None:
        if isinstance(value, list):
            inner = cell.add_table(len(value), len(value[0]))
            inner.style = "Table Grid"
            self._fill(inner, value)
            return
        first, *more = self._take(str(value)).split("\n")
        cell.text = first
        for line in more:
            cell.add_paragraph(line)

    def text_box(self, text: str) -> None:
        """A text box anchored in a paragraph of its own."""
        plain = self._take(text)
        box = parse_xml(
            f'<w:r {nsdecls("w")}><w:pict xmlns:v="urn:schemas-microsoft-com:vml">'
            '<v:shape style="width:220pt;height:60pt"><v:textbox><w:txbxContent><w:p><w:r>'
            f"<w:t>{plain}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        self.document.add_paragraph()._p.append(box)

    def tracked(self, *pieces: tuple[str, str]) -> None:
        """A paragraph with changes not yet accepted: pieces are ("", "ins" or "del", text)."""
        paragraph = self.document.add_paragraph()
        for number, (change, text) in enumerate(pieces):
            if not change:
                paragraph.add_run(self._take(text))
                continue
            mark = OxmlElement(f"w:{change}")
            mark.set(qn("w:id"), str(900 + number))
            mark.set(qn("w:author"), "办公室")
            mark.set(qn("w:date"), "2024-01-01T00:00:00Z")
            run, words = OxmlElement("w:r"), OxmlElement("w:t" if change == "ins" else "w:delText")
            words.text = self._take(text) if change == "ins" else text
            run.append(words)
            mark.append(run)
            paragraph._p.append(mark)

    def hidden(self, text: str) -> None:
        """A paragraph in hidden characters."""
        self.document.add_paragraph().add_run(text).font.hidden = True

    def save(self) -> None:
        properties = self.document.core_properties
        properties.author, properties.title, properties.comments = "", "", ""
        out = io.BytesIO()
        self.document.save(out)
        self.owner.files[self.name] = fixed(out.getvalue())

    def _take(self, text: str) -> str:
        return self.owner.take(text, self.name)


def _extent(grid: Sequence[Sequence[object]], r: int, c: int) -> tuple[int, int]:
    """The last row and column that belong to the cell at (r, c)."""
    right = c
    while right + 1 < len(grid[r]) and grid[r][right + 1] is LEFT:
        right += 1
    bottom = r
    while bottom + 1 < len(grid) and all(grid[bottom + 1][k] is UP for k in range(c, right + 1)):
        bottom += 1
    return bottom, right
