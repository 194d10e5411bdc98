"""Tables put together over pages. Items of all pages in; the items out, parts marked.

A part that goes on with a table keeps its page and the boxes of its cells; the heading printed
again above it is taken out of the table. What does not fit is told as a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.readers.layout.breaks import healed, without_head
from extractors.readers.layout.grid import Cell, Grid
from extractors.readers.layout.items import Item, Paragraph
from extractors.readers.layout.joins import join_of, sums_differ
from extractors.readers.layout.printed import Printed


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where a table that was put together does not fit, and what does not (Chinese)."""

    page: int
    what: str


@dataclass(slots=True)
class Chained:
    """Items by page, headings that were printed again by page number, doubts."""

    pages: list[list[Item]] = field(default_factory=list)
    repeated: dict[int, list[Sequence[Printed]]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A table that may go on: where its last part stands, and what has come since."""

    first: Grid
    page: int
    index: int
    last_page: int  # the page on which it was last seen, though nothing of it may be left there
    parts: int = 1
    between: list[str] = field(default_factory=list)
    tail: list[tuple[int, int]] = field(default_factory=list)


def chained(pages: Iterable[Sequence[Item]]) -> Chained:
    """Join the tables of following pages."""
    out = Chained()
    table: _Open | None = None
    for number, items in enumerate(pages):
        out.pages.append([])
        for item in items:
            if isinstance(item, Paragraph):
                out.pages[-1].append(item)
                if table is not None:
                    table.between.append(item.text)
                continue
            if table is not None and _goes_on(table, item, out, number):
                continue
            _close(table, out)
            out.pages[-1].append(replace(item, continues=False) if item.continues else item)
            place = (number, len(out.pages[-1]) - 1)
            table = _Open(item, *place, item.page, tail=[place])
    _close(table, out)
    return out


def _goes_on(table: _Open, part: Grid, out: Chained, number: int) -> bool:
    """Take the part to the table where it goes on with it."""
    last = out.pages[table.page][table.index]
    assert isinstance(last, Grid)
    seen = last if last.page == table.last_page else replace(last, page=table.last_page)
    join = join_of(table.first, seen, part, table.between)
    if join is None:
        return False
    if join.doubt:
        out.doubts.append(Doubt(part.page, join.doubt))
    body, head = without_head(part, join.head)
    _set_apart(head, part.page, out)
    rest: Grid | None = body
    if body is not None:
        mended, rest = healed(last, body)
        out.pages[table.page][table.index] = mended
        if table.parts == 1:
            table.first = mended
    if rest is not None:
        out.pages[-1].append(replace(rest, continues=True))
        table.page, table.index = number, len(out.pages[-1]) - 1
        table.tail.append((table.page, table.index))
        table.parts += 1
    table.last_page = part.page
    table.between = []
    return True


def _set_apart(head: Sequence[Cell], page: int, out: Chained) -> None:
    for cell in head:
        if cell.lines:
            out.repeated.setdefault(page, []).append(cell.lines)


def _close(table: _Open | None, out: Chained) -> None:
    """Check the sums of a table that was put together."""
    if table is None or len(table.tail) < 2:
        return
    parts = [part for page, index in table.tail if isinstance(part := out.pages[page][index], Grid)]
    if what := sums_differ(parts):
        out.doubts.append(Doubt(parts[-1].page, what))
