"""Boxes of a page that was set upright brought back to the page as displayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.model import Anchor, Block, Box, Line
from extractors.readers.scan.impression import Projection


def displayed(blocks: Iterable[Block], projections: Mapping[int, Projection]) -> list[Block]:
    """The blocks with every box where an official sees it.

    Args:
        blocks: Blocks of any pages, those of recognised ones placed on the upright page.
        projections: By page number; pages that lie upright as they are have none.
    """
    return [_block(block, projections) for block in blocks] if projections else list(blocks)


def shown(box: Box, projection: Projection) -> Box:
    """The smallest level box around where the box's corners are displayed."""
    x0, top, x1, bottom = box
    corners = [_point(x, y, projection) for x in (x0, x1) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))


def _point(x: float, y: float, projection: Projection) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = projection
    depth = (g * x + h * y + i) or 1.0
    return ((a * x + b * y + c) / depth, (d * x + e * y + f) / depth)


def _block(block: Block, projections: Mapping[int, Projection]) -> Block:
    lines = tuple(_line(line, projections) for line in block.lines)
    return block._replace(anchor=_anchor(block.anchor, projections), lines=lines)


def _line(line: Line, projections: Mapping[int, Projection]) -> Line:
    projection = projections.get(line.page)
    return line if projection is None else line._replace(bbox=shown(line.bbox, projection))


def _anchor(anchor: Anchor, projections: Mapping[int, Projection]) -> Anchor:
    projection = projections.get(anchor.page or 0)
    if projection is None or anchor.bbox is None:
        return anchor
    return anchor._replace(bbox=shown(anchor.bbox, projection))
