"""What a page shows, whatever drew it: glyphs, cells between rules, printed lines.

Enter: glyphs with boxes in points, origin at the top left of the page as displayed. Leave:
printed lines and their pieces. No paragraph, table or column is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from extractors.model import Box

# White between two glyphs, in units of the type size. From WORD on a blank is read even
# where the file has none; from PIECE on the two stand in different cells or columns. Word
# and LibreOffice keep 2 x 5.4 pt between cell texts, one em of 10.5 pt type; justified
# lines are spread by less than half an em.
WORD = 0.30
WORD_CJK = 0.60
PIECE = 0.80


@dataclass(frozen=True, slots=True)
class Glyph:
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


def moved(page: PageContent, right: float, down: float) -> PageContent:
    """The page with everything on it moved, in points."""
    if not right and not down:
        return page

    def glyphs(run: Iterable[Glyph]) -> tuple[Glyph, ...]:
        return tuple(
            replace(g, x0=g.x0 + right, x1=g.x1 + right, top=g.top + down, bottom=g.bottom + down)
            for g in run
        )

    return replace(
        page,
        glyphs=glyphs(page.glyphs),
        hidden=glyphs(page.hidden),
        aside=tuple(glyphs(run) for run in page.aside),
        rules=tuple((x0 + right, y + down, x1 + right) for x0, y, x1 in page.rules),
        tables=tuple(
            tuple((a + right, b + down, c + right, d + down) for a, b, c, d in table)
            for table in page.tables
        ),
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """Glyphs of one printed line, left to right; never empty, first and last not blank."""

    glyphs: tuple[Glyph, ...]
    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def printed(glyphs: Sequence[Glyph], page: int) -> Printed | None:
    """One line from glyphs sorted by x; None where all are blank."""
    inked = [index for index, glyph in enumerate(glyphs) if not glyph.blank]
    if not inked:
        return None
    kept = tuple(glyphs[inked[0] : inked[-1] + 1])
    seen = [glyph for glyph in kept if not glyph.blank]
    return Printed(
        glyphs=kept,
        text=_text(kept),
        page=page,
        x0=min(g.x0 for g in seen),
        top=min(g.top for g in seen),
        x1=max(g.x1 for g in seen),
        bottom=max(g.bottom for g in seen),
        size=median(g.size for g in seen),
    )


def _text(glyphs: Sequence[Glyph]) -> str:
    """The glyphs' text, a blank read where the page shows white and the file has none."""
    out: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and not last.blank and not glyph.blank:
            narrow = last.text[-1].isascii() and glyph.text[0].isascii()
            if glyph.x0 - last.x1 > (WORD if narrow else WORD_CJK) * min(glyph.size, last.size):
                out.append(" ")
        out.append(glyph.text)
        last = glyph
    return "".join(out)


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Printed]:
    """Printed lines from the top down: glyphs whose middles stand at one height.

    A smaller glyph (a note mark, m²) belongs to the line whose band its middle lies in.
    """
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.x0)):
        reach = 0.45 * max(glyph.size, rows[-1][0].size) if rows else 0.0
        if rows and glyph.middle - middles[-1] <= reach:
            rows[-1].append(glyph)
            middles[-1] += (glyph.middle - middles[-1]) / len(rows[-1])
        else:
            rows.append([glyph])
            middles.append(glyph.middle)
    found = (printed(sorted(row, key=lambda g: g.x0), page) for row in rows)
    return [line for line in found if line is not None]


def pieces_of(line: Printed, gap: float = PIECE) -> list[Printed]:
    """The line cut at white wider than `gap` type sizes."""
    runs: list[list[Glyph]] = [[]]
    last: Glyph | None = None
    for glyph in line.glyphs:
        if not glyph.blank:
            if last is not None and glyph.x0 - last.x1 > gap * min(glyph.size, last.size):
                runs.append([])
            last = glyph
        runs[-1].append(glyph)
    found = (printed(run, line.page) for run in runs)
    return [piece for piece in found if piece is not None]


def joined(pieces: Sequence[Printed]) -> Printed:
    """Pieces that stand side by side, as one line again."""
    glyphs = sorted((g for piece in pieces for g in piece.glyphs), key=lambda g: g.x0)
    line = printed(glyphs, pieces[0].page)
    if line is None:
        raise ValueError("pieces without ink")
    return line


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes, of which there is at least one."""
    every = list(boxes)
    return (
        min(box[0] for box in every),
        min(box[1] for box in every),
        max(box[2] for box in every),
        max(box[3] for box in every),
    )
