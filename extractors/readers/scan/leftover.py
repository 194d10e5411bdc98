"""Ink in cells that no line was found for: cells and lines in, the places of single signs out.

Detectors of text overlook a lone 0, / or — in a cell, which mean something there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.scan.lines import Slot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

# In inches: dust is smaller, and a rule's ragged edge lies nearer to the cell's side.
DUST = 0.03
MARGIN = 0.025
# The height of a line of 9 pt type; a dash is read with as much white around it.
LINE = 0.15
# How far, in its own height, the middle of a stroke's upper quarter lies right of that of its
# lowest: / 0.23 and more, an italic 1 0.15, an upright one less than nothing.
SLANT = 0.18
# How sure a reading is that rests on the sign's shape only.
BY_SHAPE = 0.6


def overlooked(tables: Iterable[Sequence[Box]], rest: Grey, dpi: float) -> list[Slot]:
    """Where ink that belongs to no line stands in cells (boxes in pixels)."""
    return [slot for table in tables for cell in table for slot in _in_cell(cell, rest, dpi)]


def _in_cell(cell: Box, rest: Grey, dpi: float) -> Iterator[Slot]:
    import cv2

    margin, dust = int(MARGIN * dpi), DUST * dpi
    x0, top, x1, bottom = (int(value) for value in cell)
    x0, top, x1, bottom = x0 + margin, top + margin, x1 - margin, bottom - margin
    if x1 - x0 < 2 * dust or bottom - top < 2 * dust or not rest[top:bottom, x0:x1].any():
        return
    part = rest[top:bottom, x0:x1]
    # Characters of one sign or number hang together once spread by half a line.
    reach = int(LINE * dpi / 2) | 1
    spread = cv2.dilate(part, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, 3)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(spread, connectivity=8)
    for x, y, width, height, _ in stats[1:count].tolist():
        own = part[y : y + height, x : x + width] > 0
        columns, rows = own.any(axis=0).sum(), own.any(axis=1).sum()
        if max(columns, rows) < 2 * dust or min(columns, rows) < 2:
            continue
        yield _grown(Slot(x0 + x, top + y, x0 + x + width, top + y + height), rest.shape, dpi)


def _grown(slot: Slot, shape: tuple[int, ...], dpi: float) -> Slot:
    """The place with as much white above and below as a line of print has."""
    more = max(3, int((LINE * dpi - slot.height) / 2))
    return replace(slot, top=max(0, slot.top - more), bottom=min(shape[0], slot.bottom + more))


def by_shape(glyphs: list[Glyph], slot: Slot, ink: Grey) -> list[Glyph]:
    """A line of one glyph, read again by its shape where readers of text have no context.

    A slash alone is read as 1, a dash as the numeral 一: "nothing" would become a figure.
    """
    if len(glyphs) != 1 or glyphs[0].text not in "1lI|丨丿一":
        return glyphs
    part = ink[slot.top : slot.bottom, slot.x0 : slot.x1]
    if glyphs[0].text == "一":
        return [_shaped(glyphs[0], "—")] if _is_even(part) else glyphs
    return [_shaped(glyphs[0], "/")] if _slant(part) >= SLANT else glyphs


def _shaped(glyph: Glyph, text: str) -> Glyph:
    score = BY_SHAPE if glyph.score is None else min(glyph.score, BY_SHAPE)
    return glyph._replace(text=text, score=score)


def _slant(part: Grey) -> float:
    """How far the top lies right of the foot, in heights."""
    import numpy as np

    rows = np.flatnonzero(part.any(axis=1))
    if len(rows) < 6:
        return 0.0
    inked = part[rows[0] : rows[-1] + 1]
    quarter = max(1, len(inked) // 4)
    top, foot = np.nonzero(inked[:quarter])[1], np.nonzero(inked[-quarter:])[1]
    if not len(top) or not len(foot):
        return 0.0
    return float(top.mean() - foot.mean()) / len(inked)


def _is_even(part: Grey) -> bool:
    """Whether a level stroke is as thick at its right end as elsewhere; 一 swells there."""
    import numpy as np

    thickness = (part > 0).sum(axis=0)
    thickness = thickness[thickness > 0]
    if len(thickness) < 6:
        return False
    end = thickness[-max(2, len(thickness) // 4) :]
    return float(end.max()) <= 1.3 * float(np.median(thickness)) + 1
