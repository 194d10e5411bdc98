"""Pages of glyphs in, blocks in reading order out.

The order of work: cells between rules take their glyphs; what repeats in the margins is set
aside; the rest is read column by column; what stands in aligned columns becomes tables too;
other lines are joined into paragraphs; paragraphs and tables go on over page breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.model import Block, Layer
from extractors.readers.layout.aligned import Region, regions_of
from extractors.readers.layout.blocks import aside_blocks, cell_block, paragraph_block
from extractors.readers.layout.breaks import goes_on, healed
from extractors.readers.layout.columns import Flow, flows_of
from extractors.readers.layout.glyphs import PageContent, Printed, lines_of
from extractors.readers.layout.grid import Grid, ruled_grid
from extractors.readers.layout.margins import marginal_lines
from extractors.readers.layout.paragraphs import (
    Margins,
    goes_on_over_break,
    margins_of,
    paragraphs_of,
    settled,
)
from extractors.readers.layout.rows import grid_of


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, with the column they were measured in."""

    lines: list[Printed]
    margins: Margins


Item = Paragraph | Grid | Region


@dataclass(slots=True)
class _Sheet:
    """One page while it is taken apart."""

    content: PageContent
    grids: list[Grid] = field(default_factory=list)
    lines: list[Printed] = field(default_factory=list)
    marginal: list[Printed] = field(default_factory=list)


def blocks_of(pages: Sequence[PageContent]) -> list[Block]:
    """The blocks of a document in reading order, running heads and feet last on each page."""
    sheets = [_ruled(page) for page in pages]
    marginal = marginal_lines(pages, {s.content.number: s.lines for s in sheets})
    for sheet in sheets:
        sheet.marginal = [line for line in sheet.lines if id(line) in marginal]
        sheet.lines = [line for line in sheet.lines if id(line) not in marginal]
    pages_items = _items(sheets)
    return list(_emitted(_joined(pages_items), sheets))


def _ruled(page: PageContent) -> _Sheet:
    sheet = _Sheet(page)
    glyphs = list(page.glyphs)
    for boxes in page.tables:
        grid, glyphs = ruled_grid(boxes, glyphs, page.number)
        if grid is not None:
            sheet.grids.append(grid)
    sheet.lines = lines_of(glyphs, page.number)
    return sheet


def _items(sheets: Sequence[_Sheet]) -> list[list[Item]]:
    """Tables and paragraphs of each page in reading order."""
    flows = [flows_of(s.lines, [grid.box for grid in s.grids], s.content.width) for s in sheets]
    measured = settled([(flow, margins_of(flow.lines)) for page in flows for flow in page])
    pages: list[list[Item]] = []
    last: Item | None = None
    heads = [flow.lines for page in flows for flow in page][1:]
    ahead = iter([*heads, []])
    for sheet, page in zip(sheets, flows, strict=True):
        items: list[Item] = []
        waiting = list(sheet.grids)
        for flow in page:
            own = [grid for grid in waiting if _belongs(grid, flow, page)]
            waiting = [grid for grid in waiting if grid not in own]
            place = _Place(sheet.content, measured[id(flow)], next(ahead))
            for item in _flow_items(flow, own, place, last):
                items.append(item)
                last = item
        items += waiting
        last = waiting[-1] if waiting else last
        pages.append(items)
    return pages


def _belongs(grid: Grid, flow: Flow, page: Sequence[Flow]) -> bool:
    """Whether the table stands in the flow's column and above the page's next flow below."""
    centre = (grid.box[0] + grid.box[2]) / 2
    if not flow.span[0] <= centre <= flow.span[1]:
        return False
    later = [f for f in page[page.index(flow) + 1 :] if f.span[0] <= centre <= f.span[1]]
    return all(grid.box[1] < f.lines[0].top for f in later)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around a flow: its page, its margins, the lines of the flow after it."""

    page: PageContent
    margins: Margins
    ahead: Sequence[Printed]


def _flow_items(
    flow: Flow, grids: Sequence[Grid], place: _Place, last: Item | None
) -> Iterator[Item]:
    """The flow's items from the top down."""
    parts: list[Grid | list[Printed]] = [*grids, *_between(flow.lines, grids)]
    for part in sorted(parts, key=_top):
        if isinstance(part, Grid):
            yield part
            last = part
            continue
        going_on = last if isinstance(last, Region) else None
        for run in regions_of(part, place.page.rules, going_on, place.ahead):
            if isinstance(run, Region):
                yield run
                last = run
                continue
            for lines in paragraphs_of(run, place.margins):
                last = Paragraph(lines, place.margins)
                yield last


def _between(lines: Sequence[Printed], grids: Sequence[Grid]) -> list[list[Printed]]:
    """Runs of lines that no table interrupts."""
    tops = sorted(grid.box[1] for grid in grids)
    runs: dict[int, list[Printed]] = {}
    for line in lines:
        runs.setdefault(sum(top < line.middle for top in tops), []).append(line)
    return list(runs.values())


def _top(part: Grid | list[Printed]) -> float:
    return part.box[1] if isinstance(part, Grid) else part[0].top


def _joined(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """The items again, paragraphs joined over breaks and regions turned into tables."""
    out: list[list[Item]] = []
    last: Item | None = None
    for items in pages:
        kept: list[Item] = []
        for item in items:
            if isinstance(item, Paragraph) and isinstance(last, Paragraph) and _runs_on(last, item):
                last.lines.extend(item.lines)
                last = Paragraph(last.lines, item.margins)
                continue
            kept.append(_as_grid(item))
            last = item
        out.append(kept)
    return _healed(out)


def _as_grid(item: Item) -> Item:
    return replace(grid_of(item), continues=item.continues) if isinstance(item, Region) else item


def _healed(pages: list[list[Item]]) -> list[list[Item]]:
    """Rows that a page break cut made whole on the page where they begin."""
    for above, below in pairwise(pages):
        if not above or not below:
            continue
        first, second = above[-1], below[0]
        if isinstance(first, Grid) and isinstance(second, Grid) and goes_on(first, second):
            whole = healed(first, second)
            if whole is not None:
                above[-1], below[0] = whole
    return pages


def _runs_on(above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    first, last = below.lines[0], above.lines[-1]
    broken = first.page > last.page or first.top < last.top
    return broken and goes_on_over_break(last, first, above.margins, below.margins)


def _emitted(pages: Sequence[Sequence[Item]], sheets: Sequence[_Sheet]) -> Iterator[Block]:
    table = offset = 0
    previous: Item | None = None
    for items, sheet in zip(pages, sheets, strict=True):
        for item in items:
            if isinstance(item, Paragraph):
                yield paragraph_block(item.lines)
            elif isinstance(item, Grid):
                if isinstance(previous, Grid) and goes_on(previous, item):
                    offset += previous.rows
                else:
                    table, offset = table + 1, 0
                yield from (cell_block(cell, item.page, table, offset) for cell in item.cells)
            previous = item
        yield from (paragraph_block([line], Layer.HEADER_FOOTER) for line in sheet.marginal)
        yield from aside_blocks(sheet.content)
