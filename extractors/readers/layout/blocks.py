"""Blocks from printed lines: exact text, exact offsets, rounded boxes. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.model import Anchor, AnchorKind, Block, Box, Layer, Line
from extractors.readers.layout.glyphs import PageContent, box_around, glyph_boxes
from extractors.readers.layout.grid import Cell
from extractors.readers.layout.printed import Printed, lines_of


def paragraph_block(lines: Sequence[Printed], layer: Layer = Layer.BODY) -> Block:
    """A paragraph, anchored to its part on the page where it begins."""
    page = lines[0].page
    box = box_around(line.box for line in lines if line.page == page)
    return _block(lines, Anchor(AnchorKind.PAGE, page=page, bbox=_rounded(box)), layer)


def cell_block(cell: Cell, page: int, table: int, offset: int) -> Block:
    """A cell of a table of which `offset` rows stand on earlier pages."""
    box, row, spans = _rounded(cell.box), cell.row + offset, (cell.row_span, cell.column_span)
    anchor = Anchor(AnchorKind.PAGE, page, box, None, table, row, cell.column, *spans)
    return _block(cell.lines, anchor, Layer.BODY)


def aside_blocks(page: PageContent) -> Iterator[Block]:
    """Turned text (watermarks, notes along the edge), remarks and unseen text, set apart."""
    for run in page.aside:
        if text := "".join(glyph.text for glyph in run).strip():
            yield _apart(text, box_around(glyph_boxes(run)), page.number, Layer.HEADER_FOOTER)
    for text, box in page.notes:
        if text.strip():
            yield _apart(text, box, page.number, Layer.NOTE)
    for line in lines_of(page.hidden, page.number):
        yield paragraph_block([line], Layer.HIDDEN)


def _apart(text: str, box: Box, page: int, layer: Layer) -> Block:
    box = _rounded(box)
    anchor = Anchor(AnchorKind.PAGE, page=page, bbox=box)
    return Block(text, anchor, layer, lines=(Line(0, len(text), page, box),))


def _block(lines: Sequence[Printed], anchor: Anchor, layer: Layer) -> Block:
    if len(lines) == 1:  # as in most cells
        text, page, x0, top, x1, bottom, _, score, sealed, *_ = lines[0]
        box = _rounded((x0, top, x1, bottom))
        whole = Line(0, len(text), page, box, score, sealed)
        return Block(text, anchor, layer, None, (whole,))
    placed: list[Line] = []
    start = 0
    for line in lines:
        end = start + len(line.text)
        box = _rounded((line.x0, line.top, line.x1, line.bottom))
        placed.append(Line(start, end, line.page, box, line.score, line.sealed))
        start = end + 1
    return Block("\n".join(line.text for line in lines), anchor, layer, None, tuple(placed))


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return (_hundredth(x0), _hundredth(top), _hundredth(x1), _hundredth(bottom))


@lru_cache(maxsize=16_384)
def _hundredth(value: float) -> float:
    """The value to a hundredth of a point; one number for all places that share it.

    The cells of a table stand at the same few heights and sides, page after page.
    """
    return round(value, 2)
