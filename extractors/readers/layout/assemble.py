"""Pages of glyphs in, blocks in reading order out.

The order of work: cells between rules take their glyphs; what repeats in the margins is set
aside; the rest is read column by column; what stands in aligned columns becomes tables too;
other lines are joined into paragraphs; paragraphs and tables go on over page breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.model import Block, Box, Layer
from extractors.readers.layout.aligned import Region, regions_of
from extractors.readers.layout.blocks import aside_blocks, cell_block, paragraph_block
from extractors.readers.layout.chains import Chained, Doubt, chained
from extractors.readers.layout.columns import Flow, flows_of
from extractors.readers.layout.glyphs import PageContent, box_around
from extractors.readers.layout.grid import Grid, ruled_grid
from extractors.readers.layout.items import Item, Paragraph
from extractors.readers.layout.margins import marginal_lines
from extractors.readers.layout.paragraphs import (
    Margins,
    goes_on_over_break,
    margins_of,
    paragraphs_of,
    settled,
)
from extractors.readers.layout.printed import Printed, lines_of_runs
from extractors.readers.layout.rows import grid_of
from extractors.readers.layout.runs import runs_of

Found = Item | Region


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks in reading order, and where a table put together over pages does not fit."""

    blocks: list[Block]
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Sheet:
    """One page while it is taken apart."""

    content: PageContent
    grids: list[Grid] = field(default_factory=list)
    nested: list[Grid] = field(default_factory=list)
    lines: list[Printed] = field(default_factory=list)
    marginal: list[Printed] = field(default_factory=list)


def blocks_of(pages: Iterable[PageContent]) -> list[Block]:
    """The blocks alone; see `laid_out`."""
    return laid_out(pages).blocks


def laid_out(pages: Iterable[PageContent]) -> Layout:
    """The blocks of a document in reading order, running heads and feet last on each page.

    The heading of a table that is printed again on each page counts as a running head.

    Pages may be made one by one: of each only its lines and tables are kept.
    """
    sheets = [_ruled(page) for page in pages]
    marginal = marginal_lines(
        [sheet.content for sheet in sheets], {s.content.number: s.lines for s in sheets}
    )
    for sheet in sheets:
        sheet.marginal = [line for line in sheet.lines if id(line) in marginal]
        sheet.lines = [line for line in sheet.lines if id(line) not in marginal]
    joined = chained(_joined(_items(sheets)))
    for sheet in sheets:
        sheet.grids, sheet.lines = [], []
    return Layout(list(_emitted(joined, sheets)), tuple(joined.doubts))


def _ruled(page: PageContent) -> _Sheet:
    sheet = _Sheet(replace(page, glyphs=(), tables=()))
    runs = runs_of(page.glyphs)
    for boxes in page.tables if len(page.tables) < 2 else sorted(page.tables, key=_extent):
        grid, runs = ruled_grid(boxes, runs, page.number)
        if grid is not None:
            sheet.grids.append(grid)
    sheet.nested = [grid for grid in sheet.grids if _is_nested(grid, sheet.grids)]
    sheet.grids = [grid for grid in sheet.grids if grid not in sheet.nested]
    sheet.lines = lines_of_runs(runs, page.number)
    return sheet


def _extent(boxes: Sequence[Box]) -> float:
    """The table's extent: one that stands in a cell of another is taken first."""
    x0, top, x1, bottom = box_around(boxes)
    return (x1 - x0) * (bottom - top)


def _is_nested(inner: Grid, grids: Sequence[Grid]) -> bool:
    return any(
        _holds(cell.box, inner.box) for grid in grids if grid is not inner for cell in grid.cells
    )


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0]
        and outer[1] - 1 <= inner[1]
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
    )


def _items(sheets: Sequence[_Sheet]) -> list[list[Found]]:
    """Tables and paragraphs of each page in reading order."""
    flows = [flows_of(s.lines, [grid.box for grid in s.grids], s.content.width) for s in sheets]
    measured = settled([(flow, margins_of(flow.lines)) for page in flows for flow in page])
    pages: list[list[Found]] = []
    last: Found | None = None
    heads = [flow.lines for page in flows for flow in page][1:]
    ahead = iter([*heads, []])
    for sheet, page in zip(sheets, flows, strict=True):
        items: list[Found] = []
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
    flow: Flow, grids: Sequence[Grid], place: _Place, last: Found | None
) -> Iterator[Found]:
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


def _joined(pages: Sequence[Sequence[Found]]) -> list[list[Item]]:
    """The items again, paragraphs joined over breaks and regions turned into tables."""
    out: list[list[Item]] = []
    last: Found | None = None
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
    return out


def _as_grid(item: Found) -> Item:
    return replace(grid_of(item), continues=item.continues) if isinstance(item, Region) else item


def _runs_on(above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    first, last = below.lines[0], above.lines[-1]
    broken = first.page > last.page or first.top < last.top
    return broken and goes_on_over_break(last, first, above.margins, below.margins)


def _emitted(chains: Chained, sheets: Sequence[_Sheet]) -> Iterator[Block]:
    table = last = offset = rows = 0
    for items, sheet in zip(chains.pages, sheets, strict=True):
        for item in items:
            if isinstance(item, Paragraph):
                yield paragraph_block(item.lines)
                continue
            table, offset = (table, offset + rows) if item.continues else (last + 1, 0)
            last = max(last, table)
            rows = item.rows
            for cell in item.cells:
                yield cell_block(cell, item.page, table, offset)
                for inner in [grid for grid in sheet.nested if _holds(cell.box, grid.box)]:
                    last += 1
                    sheet.nested.remove(inner)
                    yield from (cell_block(part, inner.page, last, 0) for part in inner.cells)
        page = sheet.content.number
        set_apart = [*chains.repeated.get(page, ()), *([line] for line in sheet.marginal)]
        yield from (paragraph_block(lines, Layer.HEADER_FOOTER) for lines in set_apart)
        yield from aside_blocks(sheet.content)
        items.clear()  # the cells and the blocks of a long document are not held at once
