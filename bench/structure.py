"""Our tables beside pdfplumber's, page by page: the same cells, or where they differ.

Enter: a PDF's bytes and our Document of it. Leave: an Agreement. A table is the same where
each of pdfplumber's cells has one of ours with the same box, and each of ours that lies in
that table has one of its. Not compared: what our layout drops on purpose (a single box around
something, one column of stripes) and tables without rules, which pdfplumber does not see. A
row that a page break cuts is one row of ours, and a head that a page repeats is set aside: a
table's first row on a page counts where our blocks have a line there, or where it is blank.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.model import Box, Document, Layer

TOLERANCE = 3.0  # points; pdfplumber snaps edges that lie so near
INSIDE = 0.5


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pages compared and alike; `differing` names the others with the cells of each side."""

    pages: int = 0
    alike: int = 0
    with_tables: int = 0
    differing: tuple[str, ...] = ()

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.pages + other.pages,
            self.alike + other.alike,
            self.with_tables + other.with_tables,
            self.differing + other.differing,
        )


def agreement(data: bytes, document: Document) -> Agreement:
    """Compare every page that both read."""
    import pdfplumber

    cells, lines = _by_page(document)
    recognised = {page.number for page in document.pages if page.recognised}
    alike = pages = with_tables = 0
    differing = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            if number in recognised:
                continue
            tables = [distinct(table.cells) for table in page.find_tables()]
            words = [(w["x0"], w["top"], w["x1"], w["bottom"]) for w in page.extract_words()]
            tables = [table for table in tables if _is_table(table)]
            page.close()
            wrong = [
                message
                for table in tables
                if (message := _compared(table, cells[number], lines[number], words))
            ]
            pages, alike = pages + 1, alike + (not wrong)
            with_tables += bool(tables)
            differing += [f"{document.name} page {number}: {message}" for message in wrong]
    return Agreement(pages, alike, with_tables, tuple(differing))


def _by_page(document: Document) -> tuple[dict[int, list[Box]], dict[int, list[Box]]]:
    """Boxes of our cells by page, and of lines in cells, heads repeated on a page included."""
    cells: dict[int, list[Box]] = defaultdict(list)
    lines: dict[int, list[Box]] = defaultdict(list)
    for block in document.blocks:
        anchor = block.anchor
        if anchor.table is not None and anchor.bbox is not None and anchor.page is not None:
            cells[anchor.page].append(anchor.bbox)
        elif block.layer is not Layer.HEADER_FOOTER:
            continue
        for line in block.lines:
            lines[line.page].append(line.bbox)
    return cells, lines


def distinct(cells: Iterable[Box]) -> list[Box]:
    return sorted({(x0, top, x1, bottom) for x0, top, x1, bottom in cells})


def _is_table(cells: Sequence[Box]) -> bool:
    """Two columns or more: frames and stripes are no tables."""
    return len({round(cell[0] / TOLERANCE) for cell in cells}) > 1


def _compared(
    theirs: Sequence[Box], ours: Sequence[Box], lines: Sequence[Box], words: Sequence[Box]
) -> str:
    """What differs in one table, "" where nothing does."""
    around = (
        min(c[0] for c in theirs),
        min(c[1] for c in theirs),
        max(c[2] for c in theirs),
        max(c[3] for c in theirs),
    )
    here = [cell for cell in ours if _centre_in(cell, around)]
    missing = [
        cell
        for cell in theirs
        if not any(same(cell, own) for own in here)
        and not (cell[1] - around[1] <= TOLERANCE and _carried(cell, lines, words))
    ]
    more = [own for own in here if not any(same(own, cell) for cell in theirs)]
    if not missing and not more:
        return ""
    return f"{len(theirs)} cells, {len(missing)} not ours, {len(more)} only ours"


def _carried(cell: Box, lines: Sequence[Box], words: Sequence[Box]) -> bool:
    """Whether what stands in the cell was read, as a row begun before or a head set aside."""
    held = [word for word in words if _centre_in(word, cell)]
    read = [line for line in lines if _centre_in(line, cell)]
    return not held or bool(read)


def same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))


def _centre_in(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return (
        outer[0] - INSIDE <= x <= outer[2] + INSIDE and outer[1] - INSIDE <= y <= outer[3] + INSIDE
    )
