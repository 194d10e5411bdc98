"""Blocks of a Word file or a text in, paragraphs and tables as a template writes them out.

Only a part of a long document is shown at once: the blocks around the wanted one, cut so that a
table is not torn where it need not be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.model import Block, Document
from pipeline.showing.spots import Spot
from pipeline.showing.text import MOST_SIGNS as MOST_OF_A_BLOCK
from pipeline.showing.text import Paragraph, paragraph

# A form has 250 blocks, a plan of 80 pages 1,500.
MOST_BLOCKS = 1_200
# Blocks shown before the wanted one, where the document is cut.
BEFORE = 300
# The text of one part: some 100 pages.
MOST_SIGNS = 250_000


class Cell(NamedTuple):
    """A table's cell as shown; `paragraphs` is empty for a place where the file says nothing."""

    paragraphs: tuple[Paragraph, ...] = ()
    row_span: int = 1
    column_span: int = 1
    target: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as shown: every row fills its columns."""

    number: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBegins:
    """From here on the file's text stands on that page when printed."""

    page: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A part of a document as shown: blocks `first` to before `last` of `total`."""

    items: tuple[Paragraph | Table | PageBegins, ...]
    layers: tuple[str, ...]
    first: int
    last: int
    total: int

    @property
    def before(self) -> int:
        """Where the part before this one begins."""
        return max(0, self.first - MOST_BLOCKS)


def flow_of(document: Document, spot: Spot, start_at: int | None = None) -> Flow:
    """The part of a document that holds the spot, or that begins with a block.

    Args:
        start_at: The block to begin with; None to go by the spot.
    """
    blocks = document.blocks
    first, last = part_of(blocks, spot.block, start_at)
    items = tuple(_items(blocks, first, last, spot))
    layers = dict.fromkeys(block.layer.value for block in blocks[first:last])
    return Flow(items, tuple(layers), first, last, len(blocks))


def part_of(blocks: Sequence[Block], wanted: int | None, start_at: int | None) -> tuple[int, int]:
    """Which blocks are shown: half-open."""
    total = len(blocks)
    if start_at is not None:
        first = min(max(0, start_at), max(0, total - 1))
    elif wanted is None or wanted < MOST_BLOCKS - BEFORE:
        first = 0
    else:
        first = max(0, min(wanted, total - 1) - BEFORE)
    signs, last = 0, first
    while last < total and last - first < MOST_BLOCKS:
        signs += min(len(blocks[last].text), MOST_OF_A_BLOCK)
        if signs > MOST_SIGNS and last > first and (wanted is None or last > wanted):
            break
        last += 1
    return first, last


def _items(
    blocks: Sequence[Block], first: int, last: int, spot: Spot
) -> Iterator[Paragraph | Table | PageBegins]:
    tables: dict[int, list[int]] = defaultdict(list)
    for number in range(first, last):
        table = blocks[number].anchor.table
        if table is not None:
            tables[table].append(number)
    page = 0
    for number in range(first, last):
        anchor = blocks[number].anchor
        if anchor.page is not None and anchor.page > page:
            if page or first:
                yield PageBegins(anchor.page)
            page = anchor.page
        if anchor.table is None:
            yield _shown(blocks, number, spot)
        elif tables[anchor.table]:
            # All of it where it begins: what stands within its cells follows behind it.
            yield _table(blocks, anchor.table, tables.pop(anchor.table), spot)
            tables[anchor.table] = []


def _shown(blocks: Sequence[Block], number: int, spot: Spot) -> Paragraph:
    return paragraph(number, blocks[number], spot.start, spot.end, target=number == spot.block)


def _table(blocks: Sequence[Block], table: int, numbers: Sequence[int], spot: Spot) -> Table:
    """The table on the rows and columns that are used: a stranger may number them as he likes."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number in numbers:
        anchor = blocks[number].anchor
        cells[anchor.row or 1, anchor.column or 1].append(number)
    rows = _ranks(row for row, _ in cells)
    columns = _ranks(column for _, column in cells)
    taken: set[tuple[int, int]] = set()
    placed: dict[int, dict[int, Cell]] = defaultdict(dict)
    for (row, column), members in sorted(cells.items()):
        anchor = blocks[members[0]].anchor
        place = (rows[row], columns[column])
        down = _span(rows, row, anchor.row_span)
        across = _span(columns, column, anchor.column_span)
        down, across = _free(place, down, across, taken)
        shown = tuple(_shown(blocks, number, spot) for number in members)
        target = spot.block in members
        placed[place[0]][place[1]] = Cell(shown, down, across, target)
    width = len(columns)
    return Table(
        table, tuple(tuple(_filled(row, placed[row], width, taken)) for row in range(len(rows)))
    )


def _ranks(numbers: Iterable[int]) -> dict[int, int]:
    return {number: rank for rank, number in enumerate(sorted(set(numbers)))}


def _span(ranks: dict[int, int], begins: int, span: int) -> int:
    """How many used rows or columns a span covers."""
    ends = begins + max(1, span)
    if span <= len(ranks):
        return sum(1 for number in range(begins, ends) if number in ranks)
    return sum(1 for number in ranks if begins <= number < ends)


def _free(
    place: tuple[int, int], down: int, across: int, taken: set[tuple[int, int]]
) -> tuple[int, int]:
    """The spans cut where another cell stands, and that room taken."""
    row, column = place
    wide = 1
    while wide < across and (row, column + wide) not in taken:
        wide += 1
    high = 1
    while high < down and not any((row + high, column + i) in taken for i in range(wide)):
        high += 1
    taken.update((row + i, column + j) for i in range(high) for j in range(wide))
    return high, wide


def _filled(
    row: int, cells: dict[int, Cell], width: int, taken: set[tuple[int, int]]
) -> Iterator[Cell]:
    """A row's cells with its gaps, neighbouring gaps as one."""
    gap = 0
    for column in range(width):
        cell = cells.get(column)
        if cell is None and (row, column) not in taken:
            gap += 1
            continue
        if gap:
            yield Cell(column_span=gap)
            gap = 0
        if cell is not None:
            yield cell
    if gap:
        yield Cell(column_span=gap)
