"""Blocks from printed lines: exact text, exact offsets, rounded boxes. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.model import Anchor, AnchorKind, Block, Box, Layer, Line
from extractors.readers.layout.glyphs import Glyph, PageContent, Printed, box_around, lines_of
from extractors.readers.layout.grid import Cell


def paragraph_block(lines: Sequence[Printed], layer: Layer = Layer.BODY) -> Block:
    """A paragraph, anchored to its part on the page where it begins."""
    page = lines[0].page
    box = box_around(line.box for line in lines if line.page == page)
    return _block(lines, Anchor(AnchorKind.PAGE, page=page, bbox=_rounded(box)), layer)


def cell_block(cell: Cell, page: int, table: int, offset: int) -> Block:
    """A cell of a table of which `offset` rows stand on earlier pages."""
    anchor = Anchor(
        AnchorKind.PAGE,
        page=page,
        bbox=_rounded(cell.box),
        table=table,
        row=cell.row + offset,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
    )
    return _block(cell.lines, anchor, Layer.BODY)


def aside_blocks(page: PageContent) -> Iterator[Block]:
    """Turned text (watermarks, notes along the edge) and text off the page, set apart."""
    for run in page.aside:
        if text := "".join(glyph.text for glyph in run).strip():
            yield _loose(text, run, page.number, Layer.HEADER_FOOTER)
    for line in lines_of(page.hidden, page.number):
        yield paragraph_block([line], Layer.HIDDEN)


def _loose(text: str, run: Sequence[Glyph], page: int, layer: Layer) -> Block:
    box = _rounded(box_around((g.x0, g.top, g.x1, g.bottom) for g in run))
    anchor = Anchor(AnchorKind.PAGE, page=page, bbox=box)
    return Block(text, anchor, layer, lines=(Line(0, len(text), page, box),))


def _block(lines: Sequence[Printed], anchor: Anchor, layer: Layer) -> Block:
    placed: list[Line] = []
    start = 0
    for line in lines:
        end = start + len(line.text)
        placed.append(
            Line(
                start,
                end,
                line.page,
                _rounded(line.box),
                score_of(line.glyphs),
                _sealed(line.glyphs),
            )
        )
        start = end + 1
    return Block("\n".join(line.text for line in lines), anchor, layer, lines=tuple(placed))


def score_of(glyphs: Sequence[Glyph]) -> float | None:
    """How sure the recognition of a line is; None where the file itself holds its text."""
    return min((g.score for g in glyphs if g.score is not None), default=None)


def _sealed(glyphs: Sequence[Glyph]) -> bool:
    return any(glyph.sealed for glyph in glyphs)


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = (round(value, 2) for value in box)
    return (x0, top, x1, bottom)
