"""Recognised lines cut into glyphs: places of lines in a picture in, glyphs in pixels out.

A line that runs over several cells is cut at the rules before it is read. The recogniser
tells where each character's middle stands; its box reaches half way to its neighbours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.ruling import Stroke
from extractors.readers.scan.engine import Engine, Mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

# A line narrower than this share of its height is one of single characters set downwards.
DOWNWARDS = 1.6
# White between two characters that is wider than this share of the type size is kept. The
# recogniser's places are true to a fifth of it, and justified lines are spread.
SPREAD = 0.40
# White around characters that are laid side by side to be read, in pixels.
MARGIN = 4
# Advances of full-width characters that show a type size, roughly and for sure; those that
# differ by more from the usual one have a blank or a half-width sign in them.
LEAST_STEPS = 3
SHOWN = 6
UNEVEN = 0.35

# Full-width punctuation whose ink fills one half of its box only.
OPENING = "（《〈「『【〔［｛“‘"
CLOSING = "，。、；：）》〉」』】〕］｝”’！？"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a line stands, in pixels, edges inclusive to exclusive."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top


def slots_of(
    corners: Iterable[NDArray[np.float32]], shape: tuple[int, ...], upright: Sequence[Stroke]
) -> list[Slot]:
    """The places of lines, cut at the upright rules they run over."""
    slots: list[Slot] = []
    for quad in corners:
        x0, top = (int(value) for value in quad.min(axis=0))
        x1, bottom = (int(value) + 1 for value in quad.max(axis=0))
        whole = Slot(max(0, x0), max(0, top), min(shape[1], x1), min(shape[0], bottom))
        slots += [slot for slot in _cut(whole, upright) if slot.width > 3 and slot.height > 5]
    return slots


def _cut(slot: Slot, upright: Sequence[Stroke]) -> list[Slot]:
    middle = (slot.top + slot.bottom) / 2
    edge = 0.35 * slot.height
    cuts = sorted(
        int(x) for x, top, bottom in upright if top <= middle <= bottom and slot.x0 < x < slot.x1
    )
    edges = [slot.x0, *cuts, slot.x1]
    parts = [replace(slot, x0=a, x1=b) for a, b in pairwise(edges)]
    return [part for part in parts if part.width >= edge] if cuts else [slot]


def glyphs_of(slot: Slot, grey: Grey, ink: Grey, engine: Engine) -> list[Glyph]:
    """The glyphs of one line, in pixels."""
    tight = inked(slot, ink)
    if tight is None:
        return []
    if tight.height > DOWNWARDS * tight.width and tight.height > 1.2 * slot.width:
        return _downwards(tight, grey, ink, engine)
    marks = engine.text(grey[slot.top : slot.bottom, slot.x0 : slot.x1])
    if not any(mark.text != " " for mark in marks):
        return []
    return _placed(marks, slot, tight)


def inked(slot: Slot, ink: Grey) -> Slot | None:
    """The part of the slot that bears ink; None where there is none."""
    import numpy as np

    part = ink[slot.top : slot.bottom, slot.x0 : slot.x1]
    rows = np.flatnonzero(part.sum(axis=1, dtype=np.int64) >= 255)
    columns = np.flatnonzero(part.sum(axis=0, dtype=np.int64) >= 255)
    if len(rows) < 2 or len(columns) < 2:
        return None
    return Slot(
        slot.x0 + int(columns[0]),
        slot.top + int(rows[0]),
        slot.x0 + int(columns[-1]) + 1,
        slot.top + int(rows[-1]) + 1,
    )


def _placed(marks: Sequence[Mark], slot: Slot, tight: Slot) -> list[Glyph]:
    """Boxes that reach from character to character, white left where there is white."""
    size = _size(marks, slot, tight)
    seen = [mark for mark in marks if mark.text != " "]
    middles = [slot.x0 + mark.middle * slot.width for mark in seen]
    reaches = [_reach(mark.text) for mark in seen]
    left = [middle - before * size for middle, (before, _) in zip(middles, reaches, strict=True)]
    right = [middle + after * size for middle, (_, after) in zip(middles, reaches, strict=True)]
    for index in range(len(seen) - 1):
        apart = middles[index + 1] - middles[index]
        after, before = reaches[index][1], reaches[index + 1][0]
        if apart <= (after + before + SPREAD) * size:
            right[index] = left[index + 1] = middles[index] + apart * after / (after + before)
    left[0] = max(left[0], min(tight.x0, middles[0] - 1.0))
    right[-1] = min(right[-1], max(tight.x1, middles[-1] + 1.0))
    sure = sum(mark.score for mark in seen) / len(seen)
    out: list[Glyph] = []
    places = iter(zip(left, right, strict=True))
    for mark in marks:
        if mark.text == " ":
            x = out[-1].x1
            out.append(Glyph(" ", x, tight.top, x, tight.bottom, size, sure))
            continue
        x0, x1 = next(places)
        # How sure a comma is of its width decides nothing.
        score = mark.score if mark.text.isalnum() else max(sure, mark.score)
        out.append(Glyph(mark.text, x0, tight.top, max(x1, x0 + 1.0), tight.bottom, size, score))
    return out


def _size(marks: Sequence[Mark], slot: Slot, tight: Slot) -> float:
    """The type size in pixels: the mean advance of full-width characters, or the ink's height.

    The recogniser's places come in coarse steps, which add up to the true length of a run.
    """
    steps = [
        (after.middle - before.middle) * slot.width
        for before, after in pairwise(marks)
        if _is_full(before.text) and _is_full(after.text)
    ]
    tall = tight.height / (0.92 if any(_is_full(mark.text) for mark in marks) else 0.75)
    if len(steps) < LEAST_STEPS:
        return float(tall)
    usual = median(steps)
    even = [step for step in steps if abs(step - usual) <= UNEVEN * usual]
    advance = sum(even) / len(even)
    # Ink between rules or under a seal seems taller than its type, never shorter.
    return min(max(advance, 0.7 * tall), 1.15 * tall) if len(steps) < SHOWN else advance


def _is_full(text: str) -> bool:
    return unicodedata.east_asian_width(text) in "WF" and text.isalnum()


def _reach(text: str) -> tuple[float, float]:
    """How far a character's box reaches left and right of its ink's middle, in type sizes."""
    if unicodedata.east_asian_width(text) not in "WFA":
        return (0.275, 0.275)
    if text in OPENING:
        return (0.75, 0.25)
    if text in CLOSING:
        return (0.25, 0.75)
    return (0.5, 0.5)


def _downwards(tight: Slot, grey: Grey, ink: Grey, engine: Engine) -> list[Glyph]:
    """Characters set one below the other, read as one line laid level."""
    import numpy as np

    parts = _stacked(tight, ink)
    side = max(max(part.height for part in parts), tight.width) + MARGIN
    strip = np.full((side, side * len(parts)), 255, dtype=grey.dtype)
    for index, part in enumerate(parts):
        tile = grey[part.top : part.bottom, part.x0 : part.x1]
        top, left = (side - tile.shape[0]) // 2, index * side + (side - tile.shape[1]) // 2
        strip[top : top + tile.shape[0], left : left + tile.shape[1]] = tile
    marks = engine.text(strip)
    found: list[Glyph] = []
    for index, part in enumerate(parts):
        own = [m for m in marks if m.text != " " and index <= m.middle * len(parts) < index + 1]
        if not own:
            continue
        width = part.width / len(own)
        found += [
            Glyph(
                mark.text,
                part.x0 + width * place,
                part.top,
                part.x0 + width * (place + 1),
                part.bottom,
                float(side - MARGIN),
                mark.score,
            )
            for place, mark in enumerate(own)
        ]
    return found


def _stacked(tight: Slot, ink: Grey) -> list[Slot]:
    """The characters of a line set downwards, cut where rows bear no ink."""
    import numpy as np

    part = ink[tight.top : tight.bottom, tight.x0 : tight.x1]
    filled = part.sum(axis=1, dtype=np.int64) >= 255
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        # 二 and 三 have white inside; a character is as high as the column is wide.
        if joined and end - joined[-1][0] <= 1.1 * tight.width:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [Slot(tight.x0, tight.top + start, tight.x1, tight.top + end) for start, end in joined]
