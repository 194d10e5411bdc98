"""Ruling lines found in a picture: a grey page set upright in, strokes in pixels out.

A scan's rules have gaps, grow to several pixels and bear noise; letters hold straight strokes
too. What is a table's rule shows by what it meets: each joins at least two others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.readers.layout.ruling import Stroke
from extractors.readers.scan.covered import continued

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

# In inches. A row of 10 pt type is 0.18 high, a column for a serial number 0.25 wide.
SHORTEST_LEVEL = 0.20
SHORTEST_UPRIGHT = 0.14
# Printed rules are up to 1.5 pt thick; scanning widens them by a pixel or two.
THICKEST = 0.045
# Gaps that dust and thresholds leave in a rule.
GAP = 0.05
# How far a rule's end may miss the one it should meet.
MISS = 0.03
# The largest letters: titles of 36 pt.
LETTER = 0.5
# Bars of letters side by side (第四章) seem one stroke, with white between the letters, up to
# this long.
WORD = 1.5
# The least share of a rule's length that bears ink; a letter's stroke reaches 0.75.
INKED = 0.88


def ink_of(grey: Grey) -> Grey:
    """255 where the page is darker than what lies around: shadows and tinted paper are even."""
    import cv2

    return cv2.adaptiveThreshold(  # type: ignore[return-value]
        cv2.bitwise_not(grey), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, -14
    )


def ruled(
    strokes: tuple[Sequence[Stroke], Sequence[Stroke]], ink: Grey, red: Grey, dpi: float
) -> tuple[list[Stroke], list[Stroke]]:
    """The rules of tables among straight strokes (upright ones, level ones), whole under seals.

    Args:
        strokes: What `straight` found.
        ink: 255 where the page is drawn on.
        red: 255 where a stamp's ink lies.
        dpi: Pixels an inch.
    """
    upright, level, drawn = continued(*strokes, ink, red, dpi)
    return ruling(upright, level, drawn, dpi)


def long_ones(level: Sequence[Stroke], ink: Grey, dpi: float) -> list[Stroke]:
    """Level strokes too long for letters, in tables or not: rules above and below a heading."""
    return [
        stroke
        for stroke in level
        if stroke[2] - stroke[1] >= WORD * dpi and _share(stroke[0], *stroke[1:], ink) >= INKED
    ]


def straight(ink: Grey, dpi: float) -> tuple[list[Stroke], list[Stroke]]:
    """All straight strokes: upright as (x, top, bottom), level as (y, x0, x1), in pixels."""
    level = _runs(ink, dpi, SHORTEST_LEVEL)
    upright = _runs(ink.T.copy(), dpi, SHORTEST_UPRIGHT)
    return upright, level


def _runs(ink: Grey, dpi: float, shortest: float) -> list[Stroke]:
    """The level strokes of a picture."""
    import cv2

    least, gap = max(8, int(shortest * dpi)), max(3, int(GAP * dpi))
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (max(8, int(least * 0.7)), 1))
    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    bridged = cv2.dilate(kept, cv2.getStructuringElement(cv2.MORPH_RECT, (gap, 3)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bridged, connectivity=8)
    found: list[Stroke] = []
    for label, (x, y, width, height, _) in enumerate(stats[1:count].tolist(), start=1):
        length = width - gap + 1
        if length < least:
            continue
        if height - 2 <= max(THICKEST * dpi, length * 0.01):
            found.append((y + height / 2, x + gap / 2, x + width - gap / 2))
        else:
            own = labels[y : y + height, x : x + width] == label
            found += _densest(own, x, y, least, gap)
    return found


def _densest(own: NDArray[np.bool_], x: int, y: int, least: int, gap: int) -> list[Stroke]:
    """The strokes along the fullest row of a blot: a rule that letters or a seal touch."""
    import numpy as np

    row = int(own.sum(axis=1).argmax())
    filled = own[row].astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled, [0]))))
    return [
        (float(y + row), x + start + gap / 2, x + end - gap / 2)
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
        if end - start - gap >= least
    ]


def ruling(
    upright: Sequence[Stroke], level: Sequence[Stroke], ink: Grey, dpi: float
) -> tuple[list[Stroke], list[Stroke]]:
    """Those strokes that run, inked all the way, between others that do so themselves.

    A letter's stroke in a narrow row nearly reaches the rules above and below it; the white
    that it leaves tells it from a rule, which has gaps of a few pixels only.
    """
    miss = MISS * dpi
    turned = ink.T
    upright = [stroke for stroke in upright if stroke[2] > stroke[1]]
    while True:
        kept_upright = [
            stroke for stroke in upright if _is_rule(stroke, _met(stroke, level, miss), turned)
        ]
        kept_level = [
            stroke for stroke in level if _is_rule(stroke, _met(stroke, kept_upright, miss), ink)
        ]
        if len(kept_upright) == len(upright) and len(kept_level) == len(level):
            return _of_tables(kept_upright, kept_level, ink, dpi)
        upright, level = kept_upright, kept_level


def _of_tables(
    upright: Sequence[Stroke], level: Sequence[Stroke], ink: Grey, dpi: float
) -> tuple[list[Stroke], list[Stroke]]:
    """Those that hang together with one too long for letters: 申 in a title has cells too."""
    miss = MISS * dpi
    kept_level = [
        stroke
        for stroke in level
        if stroke[2] - stroke[1] >= WORD * dpi or _unbroken(stroke, ink) >= LETTER * dpi
    ]
    kept_upright: list[Stroke] = []
    while True:
        more = [s for s in upright if s not in kept_upright and _met(s, kept_level, miss)]
        kept_upright += more
        across = [s for s in level if s not in kept_level and _met(s, kept_upright, miss)]
        kept_level += across
        if not more and not across:
            return kept_upright, kept_level


def _unbroken(stroke: Stroke, ink: Grey) -> int:
    """The longest part of a level stroke without any white, in pixels."""
    import numpy as np

    row = int(stroke[0])
    band = ink[max(0, row - 2) : row + 3, int(stroke[1]) : int(stroke[2]) + 1]
    white = np.flatnonzero(~band.any(axis=0))
    edges = np.concatenate(([-1], white, [band.shape[1]]))
    return int(np.diff(edges).max()) - 1


def _met(stroke: Stroke, others: Sequence[Stroke], miss: float) -> list[float]:
    """The positions along the stroke at which others cross or touch it."""
    position, start, end = stroke
    return sorted(
        other[0]
        for other in others
        if start - miss <= other[0] <= end + miss and other[1] - miss <= position <= other[2] + miss
    )


def _is_rule(stroke: Stroke, met: Sequence[float], ink: Grey) -> bool:
    """Whether the stroke joins two others, in a picture where it lies level."""
    if len(met) < 2 or met[-1] - met[0] < 2:
        return False
    return _share(stroke[0], met[0], met[-1], ink) >= INKED


def _share(position: float, start: float, end: float, ink: Grey) -> float:
    """How much of a level stretch bears ink."""
    row = int(position)
    band = ink[max(0, row - 3) : row + 4, int(start) : int(end) + 1]
    return float(band.any(axis=0).mean())


def without(
    grey: Grey, ink: Grey, upright: Sequence[Stroke], level: Sequence[Stroke], dpi: float
) -> Grey:
    """The page with the rules painted over, so that no rule is read as a letter.

    A long rule bends a little: what hangs together with it beside its straight line goes too.
    """
    import cv2
    import numpy as np

    half = max(2, int(THICKEST * dpi / 2))
    straight_ink = cv2.bitwise_or(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, int(0.1 * dpi)), np.uint8)),
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((int(0.1 * dpi), 1), np.uint8)),
    )
    count, labels = cv2.connectedComponents(straight_ink, connectivity=8)
    of_rules = np.zeros(count, np.bool_)
    of_rules[labels[_along(grey.shape, upright, level, half) > 0]] = True
    of_rules[0] = False
    near = _along(grey.shape, upright, level, 2 * half) > 0
    drawn = (of_rules[labels] & near).astype(np.uint8)
    out = grey.copy()
    out[cv2.dilate(drawn, np.ones((5, 5), np.uint8)) > 0] = int(np.percentile(grey[::8, ::8], 80))
    return out


def _along(
    shape: tuple[int, ...], upright: Sequence[Stroke], level: Sequence[Stroke], half: int
) -> Grey:
    """255 up to so many pixels from a stroke."""
    import numpy as np

    mask = np.zeros(shape, np.uint8)
    for x, top, bottom in upright:
        column = slice(max(0, int(x) - half), int(x) + half + 1)
        mask[int(top) : int(bottom) + 1, column] = 255
    for y, x0, x1 in level:
        row = slice(max(0, int(y) - half), int(y) + half + 1)
        mask[row, int(x0) : int(x1) + 1] = 255
    return mask
