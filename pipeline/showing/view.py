"""A document as read, a place in it, what was asked to be seen; how it is shown out.

Three ways: pictures of pages, a sheet's grid, running text. A file of which nothing could be
read is shown as far as it can be drawn, since somebody has to read it now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.model import AnchorKind, Document, Layer, Page, Problem
from pipeline.showing.flow import Flow, flow_of
from pipeline.showing.images import NotDrawn, PageImages
from pipeline.showing.pages import Pages, PageShown, pages_of, text_under
from pipeline.showing.sheets import Grid, grid_of
from pipeline.showing.spots import Spot
from pipeline.showing.text import LAYER_WORDS, visible

DRAWABLE = frozenset({".pdf", ".png", ".jpg", ".tif", ".bmp", ".gif", ".webp"})
"""Extensions of our store whose pages are drawn."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked to be seen: the place, a sheet, where to begin in what is long."""

    spot: Spot
    sheet: int | None = None
    start_at: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as a template writes it; `view` says how: `pages`, `grid`, `flow`, `nothing`.

    `layers` are those met that need to be explained: name, meaning. `lost` is True where a place
    was asked for that the document does not have; `placed`, that its text has pages and boxes,
    though it is not shown page by page.
    """

    view: str
    problems: tuple[tuple[str, str], ...]  # where, what
    layers: tuple[tuple[str, str, str], ...] = ()  # value, name, meaning
    pages: Pages | None = None
    grid: Grid | None = None
    flow: Flow | None = None
    lost: bool = False
    placed: bool = False


def show(document: Document, extension: str, images: PageImages, wanted: Wanted) -> Shown:
    """The document with the place in it.

    Args:
        extension: Under which the file lies in the raw store.
    """
    problems = [(_place(problem), problem.message_zh) for problem in document.problems]
    spot, blocks = wanted.spot, document.blocks
    lost = spot.block is not None and spot.block >= len(blocks)
    if lost:
        spot = Spot(spot.document)
    if extension in DRAWABLE:
        sizes, said = _sizes(document, extension, images)
        if said and not problems:
            problems.append(("", said))
        if sizes:
            pages = pages_of(document, sizes, spot, wanted.start_at)
            pages = _with_refusals(pages, document.sha256, images)
            return Shown("pages", tuple(problems), pages=pages, lost=lost)
    if spot.page is not None and spot.box is not None:
        spot = _block_under(document, spot)
    if not blocks:
        return Shown("nothing", tuple(problems), lost=lost)
    if any(block.anchor.kind is AnchorKind.SHEET_CELL for block in blocks):
        grid = grid_of(document, spot, wanted.sheet, wanted.start_at)
        layers = _explained(grid.layers)
        return Shown("grid", tuple(problems), layers, grid=grid, lost=lost)
    flow = flow_of(document, spot, wanted.start_at)
    placed = bool(document.pages)
    layers = _explained(flow.layers)
    return Shown("flow", tuple(problems), layers, flow=flow, lost=lost, placed=placed)


def _block_under(document: Document, spot: Spot) -> Spot:
    """The block that was pointed at, in a file that is not shown page by page."""
    assert spot.page is not None and spot.box is not None
    _, under = text_under(document, spot.page, spot.box)
    return replace(under[0], document=spot.document) if under else Spot(spot.document)


def _place(problem: Problem) -> str:
    return visible(problem.place)[:200]


def _sizes(document: Document, extension: str, images: PageImages) -> tuple[Sequence[Page], str]:
    """The pages' sizes, and why there are none."""
    if document.pages:
        return document.pages, ""
    try:
        sizes = images.sizes(document.sha256, extension)
    except NotDrawn as refused:
        return (), refused.message_zh
    return [Page(number, *size) for number, size in enumerate(sizes, start=1)], ""


def _with_refusals(pages: Pages, sha256: str, images: PageImages) -> Pages:
    """Pages that were not drawn lately say why, and show their text instead."""

    def told(page: PageShown) -> PageShown:
        refusal = images.refusal(sha256, page.number)
        return replace(page, refusal=refusal) if refusal else page

    return replace(pages, pages=tuple(told(page) for page in pages.pages))


def _explained(layers: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (layer.value, *words)
        for layer, words in LAYER_WORDS.items()
        if layer.value in layers and layer is not Layer.HEADER_FOOTER  # says it all itself
    )
