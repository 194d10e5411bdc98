"""Rules that go on under a seal: strokes, ink and red ink in; the strokes made whole out.

Ink of a seal leaves holes in thin rules. A rule goes on through red ink where it shows on the
other side, or where it ends in the ink and another rule waits there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extractors.readers.layout.ruling import Stroke

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    View = NDArray[Any]

# In inches. Around red ink the picture is pale or speckled so far.
NEAR = 0.03
# The widest hole: a seal's letters side by side, or its star.
WIDEST = 1.3
# A letter's stroke, of 18 pt type and larger still, is shorter than a rule's pieces together.
LONGER = 0.35
# How far two pieces of one rule, or the ink between them, may lie aside.
ASIDE = 0.02
# Columns of pixels that are neither drawn on nor red, at most, within what goes on.
WHITE = 0.04
# The least share of a hole that bears ink, black or red.
FILLED = 0.9


def continued(
    upright: Sequence[Stroke], level: Sequence[Stroke], ink: Grey, red: Grey, dpi: float
) -> tuple[list[Stroke], list[Stroke], Grey]:
    """The strokes joined through red ink, and the ink with what was joined drawn in.

    Args:
        upright: (x, top, bottom) in pixels.
        level: (y, x0, x1).
        ink: 255 where the page is drawn on.
        red: 255 where a stamp's ink lies.
        dpi: Pixels an inch.
    """
    import cv2
    import numpy as np

    if not red.any():
        return list(upright), list(level), ink
    reach = 2 * int(NEAR * dpi) + 1
    near = cv2.dilate(red, np.ones((reach, reach), np.uint8))
    drawn = ink.copy()
    across = _Direction(drawn, near, dpi)
    down = _Direction(drawn.T, near.T, dpi)
    level, upright = across.joined(level), down.joined(upright)
    far_level = [across.walked(stroke) for stroke in level]
    far_upright = [down.walked(stroke) for stroke in upright]
    return (
        [down.reaching(*pair, far_level) for pair in zip(upright, far_upright, strict=True)],
        [across.reaching(*pair, far_upright) for pair in zip(level, far_level, strict=True)],
        drawn,
    )


class _Direction:
    """The picture laid so that the strokes in question run level; `drawn` is added to."""

    def __init__(self, drawn: View, near: View, dpi: float) -> None:
        self.drawn, self.near = drawn, near
        self.aside, self.longer = max(2, int(ASIDE * dpi)), LONGER * dpi
        self.widest, self.white = int(WIDEST * dpi), int(WHITE * dpi)

    def joined(self, strokes: Sequence[Stroke]) -> list[Stroke]:
        """Pieces of one rule as one."""
        out: list[Stroke] = []
        ending: list[Stroke] = []  # those of `out` that end in red ink
        for stroke in sorted(strokes, key=lambda one: one[1]):
            before = self._before(stroke, ending) if self._in_red(stroke[0], stroke[1]) else None
            if before is not None:
                out.remove(before)
                ending.remove(before)
                stroke = self._as_one(before, stroke)
            out.append(stroke)
            if self._in_red(stroke[0], stroke[2]):
                ending.append(stroke)
        return out

    def walked(self, stroke: Stroke) -> Stroke:
        """The stroke with both ends moved on as far as ink, black or red, goes on."""
        position, start, end = stroke
        if end - start < self.longer:
            return stroke
        most = int(min(self.widest, end - start))
        if self._in_red(position, end):
            end += self._way(self._filled(position, int(end) + 1, int(end) + most))
        if self._in_red(position, start):
            start -= self._way(self._filled(position, int(start) - most, int(start))[::-1])
        return position, start, end

    def reaching(self, stroke: Stroke, far: Stroke, others: Sequence[Stroke]) -> Stroke:
        """The stroke up to the last of the others that it meets on its way."""
        if far == stroke:
            return stroke
        position, start, end = stroke
        met = [
            at
            for at, first, last in others
            if far[1] - self.aside <= at <= far[2] + self.aside
            and first - self.aside <= position <= last + self.aside
        ]
        first, last = min([start, *met]), max([end, *met])
        self._draw(position, first, start)
        self._draw(position, end, last)
        return position, first, last

    def _before(self, stroke: Stroke, ending: Sequence[Stroke]) -> Stroke | None:
        """The piece that the stroke goes on, the nearest first."""
        for piece in sorted(ending, key=lambda one: -one[2]):
            gap = stroke[1] - piece[2]
            if gap > self.widest:
                return None
            if abs(piece[0] - stroke[0]) > self.aside or stroke[2] <= piece[2]:
                continue
            if stroke[2] - stroke[1] + piece[2] - piece[1] < max(gap, self.longer):
                continue
            between = self._filled((piece[0] + stroke[0]) / 2, int(piece[2]), int(stroke[1]))
            if not len(between) or float(between.mean()) >= FILLED:
                return piece
        return None

    def _as_one(self, piece: Stroke, stroke: Stroke) -> Stroke:
        one, other = piece[2] - piece[1], stroke[2] - stroke[1]
        position = (piece[0] * one + stroke[0] * other) / max(one + other, 1.0)
        self._draw(position, piece[2], stroke[1])
        return position, min(piece[1], stroke[1]), max(piece[2], stroke[2])

    def _draw(self, position: float, start: float, end: float) -> None:
        if end > start:
            row = int(position)
            self.drawn[max(0, row - 1) : row + 2, max(0, int(start)) : int(end) + 1] = 255

    def _in_red(self, position: float, at: float) -> bool:
        row, column = int(position), int(at)
        rows = slice(max(0, row - 1), row + 2)
        return bool(self.near[rows, max(0, column - self.white) : column + self.white + 1].any())

    def _filled(self, position: float, start: int, end: int) -> NDArray[np.bool_]:
        """Column by column, whether ink of either colour lies where the rule would."""
        row = int(position)
        rows = slice(max(0, row - self.aside), row + self.aside + 1)
        columns = slice(max(0, start), max(0, end))
        ink = self.drawn[rows, columns] | self.near[rows, columns]
        filled: NDArray[np.bool_] = ink.max(axis=0, initial=0) > 0
        return filled

    def _way(self, filled: NDArray[np.bool_]) -> int:
        """How many columns go on before white that is no hole."""
        white = 0
        for index, one in enumerate(filled.tolist()):
            white = 0 if one else white + 1
            if white > self.white:
                return index + 1 - white
        return len(filled) - white
