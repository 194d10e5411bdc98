"""PDF files. Bytes in; cells and paragraphs with page and box out.

pdfium gives what stands on a page (`page`), by the way that suits it (`route`); what it means
is decided in `extractors.readers.layout`, which knows no PDF. Scripts, links, attachments and
forms' actions are never run or followed. What is not read is listed as problems.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

from extractors.errors import FileError
from extractors.model import Page, Problem, Seal
from extractors.problems import problem
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.layout.assemble import laid_out
from extractors.readers.layout.glyphs import PageContent
from extractors.readers.pdf.fonts import reading
from extractors.readers.pdf.opened import Opened
from extractors.readers.pdf.page import PageRead, Recogniser, read_page
from extractors.readers.reading import Reading, within_text_limit


def read_pdf(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a PDF: its text layer, and its scanned pages where they can be recognised.

    Raises:
        Unreadable: damaged or encrypted.
        LimitReached: more pages or text than allowed.
    """
    with reading():
        opened = Opened(data, name)
        try:
            return _Document(opened, equipment).reading()
        finally:
            opened.close()


class _Document:
    """One document while its pages are read; only lines and tables of a page are kept."""

    def __init__(self, opened: Opened, equipment: Equipment) -> None:
        self.opened = opened
        self.recogniser = Recogniser(equipment, opened.count)
        self.pages: list[Page] = []
        self.seals: list[Seal] = []
        self.problems: list[Problem] = [problem("repaired")] if opened.is_repaired else []
        self.problems += [problem("unread_part", place) for place in opened.unread()]
        self.projections: dict[int, Any] = {}

    def reading(self) -> Reading:
        layout = laid_out(self._contents())
        blocks = layout.blocks
        self.problems += [
            problem("table_doubtful", f"第{doubt.page}页（{doubt.what}）")
            for doubt in layout.doubts
        ]
        if self.projections:
            from extractors.readers.scan.displayed import displayed

            blocks = displayed(blocks, self.projections)
        return Reading(
            within_text_limit(self.opened.name, blocks),
            tuple(self.pages),
            tuple(self.problems),
            tuple(self.seals),
        )

    def _contents(self) -> Iterator[PageContent]:
        for number in range(1, self.opened.count + 1):
            place = f"第{number}页"
            try:
                read = read_page(self.opened, number, self.recogniser)
            except FileError as error:
                self.problems.append(problem(error.code, place))
                continue
            if read is None:
                self.problems.append(problem("unread_part", place))
                continue
            self._keep(read, number, place)
            if read.recognised or read.content.rotation:
                gc.collect()  # the libraries used there do make cycles
            yield read.content

    def _keep(self, read: PageRead, number: int, place: str) -> None:
        rotation = read.content.rotation
        page = Page(number, read.width, read.height, rotation, recognised=read.recognised)
        self.pages.append(page)
        self.seals.extend(read.seals)
        for code, what in dict.fromkeys(read.said):
            self.problems.append(problem(code, f"{place} {what}".strip()))
        if read.projection is not None:
            self.projections[number] = read.projection
