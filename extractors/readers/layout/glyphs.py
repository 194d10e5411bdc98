"""What a page shows, whatever drew it: glyphs, cells between rules, other marks on it.

Coordinates are points, origin at the top left of the page as displayed. A page holds a
thousand glyphs and a document hundreds of pages: glyphs are plain tuples, worked on in runs
(`layout.runs`) and kept by their lines in packed form (`layout.printed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.model import Box


class Glyph(NamedTuple):
    """One character as placed on the page; `score` and `sealed` as in `model.Line`."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    score: float | None = None
    sealed: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything a source of text tells about one page.

    `tables` are the cells (boxes) that rules enclose, one tuple a table; `rules` are the
    heights and extents of horizontal rules: (x0, y, x1). `aside` are runs of turned text.
    `notes` are remarks put onto the page (text and where), which are not the page's own.
    """

    number: int
    width: float
    height: float
    rotation: int
    glyphs: tuple[Glyph, ...]
    tables: tuple[tuple[Box, ...], ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()
    aside: tuple[tuple[Glyph, ...], ...] = ()
    hidden: tuple[Glyph, ...] = ()
    notes: tuple[tuple[str, Box], ...] = ()


def moved(page: PageContent, right: float, down: float) -> PageContent:
    """The page with everything on it moved, in points."""
    if not right and not down:
        return page

    def box(place: Box) -> Box:
        return (place[0] + right, place[1] + down, place[2] + right, place[3] + down)

    def glyphs(run: Iterable[Glyph]) -> tuple[Glyph, ...]:
        return tuple(Glyph(g.text, *box(g[1:5]), *g[5:]) for g in run)

    return replace(
        page,
        glyphs=glyphs(page.glyphs),
        hidden=glyphs(page.hidden),
        aside=tuple(glyphs(run) for run in page.aside),
        rules=tuple((x0 + right, y + down, x1 + right) for x0, y, x1 in page.rules),
        tables=tuple(tuple(box(cell) for cell in table) for table in page.tables),
        notes=tuple((text, box(place)) for text, place in page.notes),
    )


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes, of which there is at least one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def glyph_boxes(glyphs: Sequence[Glyph]) -> Iterable[Box]:
    return (glyph[1:5] for glyph in glyphs)
