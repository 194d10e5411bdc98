"""Printed lines and their pieces. Glyphs in; lines with text, box and white out.

A line keeps its glyphs packed: 20 bytes a glyph where a tuple of its own takes 200, so that
a document of hundreds of pages stays small until its paragraphs are known.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.runs import WORD, Run, in_rows, runs_of, start

# White between two glyphs, in units of the type size. From WORD_CJK on a blank is read even
# where the file has none; from PIECE on the two stand in different cells or columns. Word
# and LibreOffice keep 2 x 5.4 pt between cell texts, one em of 10.5 pt type; justified
# lines are spread by less than half an em.
WORD_CJK = 0.60
PIECE = 0.80


class White(NamedTuple):
    """White in a line before the glyph of that number; `ems` in type sizes, others points."""

    before: int
    ems: float
    left: float
    right: float


class Printed(NamedTuple):
    """One printed line, its glyphs from the left; never empty, first and last not blank.

    `whites` are the stretches from WORD on. `score` and `sealed` as in `model.Line`. The rest
    is the packed form of `glyphs`: their texts, places, and scores where they have them.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    score: float | None
    sealed: bool
    whites: tuple[White, ...]
    marks: Sequence[str]
    places: bytes
    sure: tuple[tuple[float | None, bool], ...]

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs, made anew at each call."""
        places = array("f")
        places.frombytes(self.places)
        sure = self.sure or ((None, False),) * len(self.marks)
        count = len(self.marks)
        columns = [places[side * count : (side + 1) * count] for side in range(5)]
        return tuple(
            Glyph(mark, x0, top, x1, bottom, size, score, sealed)
            for mark, x0, top, x1, bottom, size, (score, sealed) in zip(
                self.marks, *columns, sure, strict=True
            )
        )

    def edges(self, glyph: int) -> tuple[float, float]:
        """Left and right edge of the glyph of that number; negative ones count from the end."""
        places = memoryview(self.places).cast("f")
        count = len(self.marks)
        number = glyph % count
        return places[number], places[2 * count + number]


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Printed]:
    """Printed lines from the top down: glyphs whose middles stand at one height."""
    return lines_of_runs(runs_of(tuple(glyphs)), page)


def lines_of_runs(runs: Sequence[Run], page: int) -> list[Printed]:
    if len(runs) < 2:  # as in most cells
        return [_whole(run, page) for run in runs if not run.blank]
    found = (_line(row, page) for row in in_rows(runs))
    return [line for line in found if line is not None]


def printed(glyphs: Sequence[Glyph], page: int) -> Printed | None:
    """One line from glyphs sorted by x; None where all are blank."""
    return _line(runs_of(glyphs), page)


def _line(row: Sequence[Run], page: int) -> Printed | None:
    """One line from runs sorted by x; None where all are blank."""
    if len(row) == 1:
        return None if row[0].blank else _whole(row[0], page)
    inked = [index for index, run in enumerate(row) if not run.blank]
    if not inked:
        return None
    kept = row if len(inked) == len(row) else row[inked[0] : inked[-1] + 1]
    seen = [row[index] for index in inked]
    glyphs = kept[0].glyphs if len(kept) == 1 else [g for run in kept for g in run.glyphs]
    marks, places = _packed(glyphs)
    text, whites = _read(kept)
    score, sealed = _certainty(seen)
    return Printed(
        text,
        page,
        min([run.x0 for run in seen]),
        min([run.top for run in seen]),
        max([run.x1 for run in seen]),
        max([run.bottom for run in seen]),
        _size(seen),
        score,
        sealed,
        whites,
        marks,
        places,
        tuple(g[6:] for g in glyphs) if score is not None or sealed else (),
    )


def _whole(run: Run, page: int) -> Printed:
    """A line of one run, as most lines of cells are."""
    _, x0, top, x1, bottom, size, _, glyphs = run
    marks, places = _packed(glyphs)
    score, sealed = glyphs[0][6:]
    return Printed(
        marks if isinstance(marks, str) else "".join(marks),
        page,
        x0,
        top,
        x1,
        bottom,
        size,
        score,
        sealed,
        (),
        marks,
        places,
        ((score, sealed),) * len(glyphs) if score is not None or sealed else (),
    )


def _packed(glyphs: Sequence[Glyph]) -> tuple[str | tuple[str, ...], bytes]:
    """The glyphs' texts, and their places column by column."""
    texts, x0, top, x1, bottom, size, _, _ = zip(*glyphs, strict=True)
    marks = "".join(texts)
    places = array("f", x0 + top + x1 + bottom + size).tobytes()
    return (marks if len(marks) == len(texts) else texts), places


def _certainty(runs: Sequence[Run]) -> tuple[float | None, bool]:
    """The least score and whether a seal lies over any; all of a run have the same."""
    firsts = [run.glyphs[0] for run in runs]
    scores = [glyph.score for glyph in firsts if glyph.score is not None]
    return (min(scores) if scores else None), any(glyph.sealed for glyph in firsts)


def _size(runs: Sequence[Run]) -> float:
    """The type size that half of the glyphs reach."""
    size = runs[0].size
    if all(run.size == size for run in runs):
        return size
    return median([glyph.size for run in runs for glyph in run.glyphs])


def _read(runs: Sequence[Run]) -> tuple[str, tuple[White, ...]]:
    """The text, a blank read where the page shows white and the file has none; the whites."""
    out: list[str] = []
    whites: list[White] = []
    last: Glyph | None = None
    number = 0
    was_blank = False
    for run in runs:
        glyphs = run.glyphs
        if not run.blank:
            first = glyphs[0]
            if last is not None:
                ems = (first.x0 - last.x1) / (min(first.size, last.size) or 1.0)
                narrow = last.text[-1].isascii() and first.text[0].isascii()
                if not was_blank and ems > (WORD if narrow else WORD_CJK):
                    out.append(" ")
                if ems > WORD:
                    whites.append(White(number, ems, last.x1, first.x0))
            last = glyphs[-1]
        out += [glyph[0] for glyph in glyphs]
        number += len(glyphs)
        was_blank = run.blank
    return "".join(out), tuple(whites)


def pieces_of(line: Printed, gap: float = PIECE) -> list[Printed]:
    """The line cut at white wider than `gap` type sizes, which is at least WORD."""
    cuts = [white.before for white in line.whites if white.ems > gap]
    if not cuts:
        return [line]
    glyphs = line.glyphs
    ends = [*cuts, len(glyphs)]
    found = (printed(glyphs[a:b], line.page) for a, b in zip([0, *cuts], ends, strict=True))
    return [piece for piece in found if piece is not None]


def stretches_of(line: Printed, gap: float = PIECE) -> list[tuple[float, float]]:
    """From where to where the pieces of the line reach."""
    wide = [white for white in line.whites if white.ems > gap]
    starts = [line.x0, *(white.right for white in wide)]
    ends = [*(white.left for white in wide), line.x1]
    return list(zip(starts, ends, strict=True))


def joined(pieces: Sequence[Printed]) -> Printed:
    """Pieces that stand side by side, as one line again."""
    glyphs = sorted((glyph for piece in pieces for glyph in piece.glyphs), key=start)
    line = printed(glyphs, pieces[0].page)
    if line is None:
        raise ValueError("pieces without ink")
    return line
