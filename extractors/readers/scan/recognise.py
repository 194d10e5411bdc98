"""One page's picture in, everything seen on it out: the order of work on a scan.

Level the picture, find which way is up, find rules and seals, read lines between the rules,
and measure it all in points.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.errors import LimitReached
from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.ruling import Stroke, tables_of
from extractors.readers.scan.engine import Engine
from extractors.readers.scan.impression import Impression, Projection, Stamp
from extractors.readers.scan.leftover import by_shape, overlooked
from extractors.readers.scan.lines import Slot, glyphs_of, slots_of
from extractors.readers.scan.quality import is_coarse, is_dark
from extractors.readers.scan.seals import Found, seals_of
from extractors.readers.scan.strokes import ink_of, ruling, straight, without
from extractors.readers.scan.ticks import squares_of, with_boxes
from extractors.readers.scan.upright import Upright, levelled, turned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Colour = NDArray[np.uint8]

# In inches: a level stroke shorter than this underlines a word and parts nothing.
PARTING = 0.5
# The share of a character's box that a seal's ink must cover to make it doubtful.
COVERED = 0.03
# A line read less surely than this may be a stamp's ink, where so much of its ink is red.
PRINT = 0.85
STAMP_ITSELF = 0.4
# Lines whose reading tells which way is up, and how sure reading is the right way up.
SAMPLE = 4
CERTAIN = 0.85


def recognised(colour: Colour, dpi: float, engine: Engine, seconds: float) -> Impression:
    """Everything seen on the picture, in points.

    Args:
        colour: Red, green, blue; height by width by 3.
        dpi: Pixels an inch.
        engine: What reads.
        seconds: How long it may take; what is not read by then is missing, with a code.
    """
    until = time.monotonic() + seconds
    picture, corners = _right_way_up(levelled(colour, dpi), engine)
    ink = ink_of(picture.grey)
    every_upright, every_level = straight(ink, dpi)
    upright, level = ruling(every_upright, every_level, ink, dpi)
    plain = without(picture.grey, ink, upright, level, dpi)
    plain_ink = ink_of(plain)
    red = picture.red.stamped
    seals = seals_of(red, dpi, engine)
    codes: list[str] = []
    slots = slots_of(corners, picture.grey.shape, upright)
    glyphs, late = _read(slots, (plain, plain_ink, red), engine, until)
    rest, rest_ink = _blanked(slots, plain, plain_ink, red)
    more = overlooked(_cells(upright, level, dpi), rest_ink, dpi)
    found, later = _read(more, (rest, rest_ink, red), engine, until)
    glyphs = _sealed(with_boxes(glyphs + found, squares_of(plain_ink, dpi)), red)
    if late or later:
        codes.append("limit_time")
    if is_dark(picture.grey, ink):
        codes.append("dark_page")
    if is_coarse(picture.grey, ink, [glyph.size * 72 / dpi for glyph in glyphs]):
        codes.append("low_resolution")
    if any(glyph.sealed for glyph in glyphs):
        codes.append("under_seal")
    parting = [stroke for stroke in every_level if stroke[2] - stroke[1] >= PARTING * dpi]
    return _in_points(picture, dpi, glyphs, (upright, level, parting), seals, codes)


def _read(
    slots: Sequence[Slot], layers: tuple[Grey, Grey, Grey], engine: Engine, until: float
) -> tuple[list[Glyph], bool]:
    """The glyphs of the lines, and whether time ran out before the last.

    Args:
        slots: Where lines stand.
        layers: The page, its ink, and the ink of stamps.
        engine: What reads.
        until: When to stop, by the monotonic clock.
    """
    grey, ink, red = layers
    glyphs: list[Glyph] = []
    for slot in slots:
        if time.monotonic() > until:
            return glyphs, True
        found = by_shape(glyphs_of(slot, grey, ink, engine), slot, ink)
        if not _is_stamp(slot, found, ink, red):
            glyphs += found
    return glyphs, False


def _is_stamp(slot: Slot, glyphs: Sequence[Glyph], ink: Grey, red: Grey) -> bool:
    """Whether a line, not surely read, is what was left of a stamp's own ink."""
    scores = [glyph.score for glyph in glyphs if glyph.score is not None]
    if not scores or sum(scores) / len(scores) >= PRINT:
        return False
    place = (slice(slot.top, slot.bottom), slice(slot.x0, slot.x1))
    drawn = ink[place] > 0
    return bool(drawn.any()) and float((red[place] > 0)[drawn].mean()) > STAMP_ITSELF


def _blanked(slots: Sequence[Slot], grey: Grey, ink: Grey, red: Grey) -> tuple[Grey, Grey]:
    """The page and its ink without the lines already read and without red ink."""
    import cv2
    import numpy as np

    rest, rest_ink = grey.copy(), ink.copy()
    paper = int(np.percentile(grey[::8, ::8], 80))
    stamped = cv2.dilate(red, np.ones((3, 3), np.uint8)) > 0
    rest[stamped], rest_ink[stamped] = paper, 0
    for slot in slots:
        rest[slot.top : slot.bottom, slot.x0 : slot.x1] = paper
        rest_ink[slot.top : slot.bottom, slot.x0 : slot.x1] = 0
    return rest, rest_ink


def _cells(upright: Sequence[Stroke], level: Sequence[Stroke], dpi: float) -> list[list[Box]]:
    """The cells between the rules, in pixels."""
    unit = 72 / dpi
    try:
        tables = tables_of(
            *([(a * unit, b * unit, c * unit) for a, b, c in kind] for kind in (upright, level))
        )
    except LimitReached:
        return []
    return [
        [(x0 / unit, top / unit, x1 / unit, bottom / unit) for x0, top, x1, bottom in table]
        for table in tables
    ]


def _right_way_up(picture: Upright, engine: Engine) -> tuple[Upright, list[NDArray[np.float32]]]:
    """The picture turned so that its print reads, and the corners of its lines."""
    corners = engine.lines(picture.grey)
    if not corners:
        return picture, corners
    if _is_on_its_side(corners):
        picture = turned(picture, 1)
        corners = engine.lines(picture.grey)
    sample = sorted(slots_of(corners, picture.grey.shape, ()), key=lambda s: -s.width)[:SAMPLE]
    if _sureness(sample, picture.grey, engine) < CERTAIN:
        other = turned(picture, 2)
        height, width = other.grey.shape
        opposite = [
            Slot(width - s.x1, height - s.bottom, width - s.x0, height - s.top) for s in sample
        ]
        if _sureness(opposite, other.grey, engine) > _sureness(sample, picture.grey, engine) + 0.05:
            return other, engine.lines(other.grey)
    return picture, corners


def _is_on_its_side(corners: Sequence[NDArray[np.float32]]) -> bool:
    """Whether most of the lines' length runs up or down."""
    level = upright = 0.0
    for quad in corners:
        width, height = (float(value) for value in quad.max(axis=0) - quad.min(axis=0))
        if width > 1.5 * height:
            level += width
        elif height > 1.5 * width:
            upright += height
    return upright > 1.5 * level


def _sureness(slots: Sequence[Slot], grey: Grey, engine: Engine) -> float:
    scores = [
        mark.score
        for slot in slots
        for mark in engine.text(grey[slot.top : slot.bottom, slot.x0 : slot.x1])
    ]
    return sum(scores) / len(scores) if scores else 0.0


def _sealed(glyphs: Sequence[Glyph], red: Grey) -> list[Glyph]:
    """The glyphs, those under a stamp's ink marked."""
    out: list[Glyph] = []
    for glyph in glyphs:
        rows = slice(max(0, int(glyph.top)), int(glyph.bottom) + 1)
        columns = slice(max(0, int(glyph.x0)), int(glyph.x1) + 1)
        part = red[rows, columns]
        covered = part.size > 0 and float(part.mean()) / 255 > COVERED
        out.append(glyph._replace(sealed=covered))
    return out


def _in_points(
    picture: Upright,
    dpi: float,
    glyphs: Sequence[Glyph],
    strokes: tuple[Sequence[Stroke], Sequence[Stroke], Sequence[Stroke]],
    seals: Sequence[Found],
    codes: Sequence[str],
) -> Impression:
    unit = 72 / dpi
    height, width = picture.grey.shape
    upright, level, parting = (
        tuple((a * unit, b * unit, c * unit) for a, b, c in kind) for kind in strokes
    )
    return Impression(
        width=width * unit,
        height=height * unit,
        glyphs=tuple(
            g._replace(
                x0=g.x0 * unit,
                top=g.top * unit,
                x1=g.x1 * unit,
                bottom=g.bottom * unit,
                size=g.size * unit,
            )
            for g in glyphs
        ),
        vertical=upright,
        horizontal=level,
        rules=parting,
        stamps=tuple(_stamp(seal, unit) for seal in seals),
        codes=tuple(codes),
        projection=_projection(picture, unit),
    )


def _stamp(seal: Found, unit: float) -> Stamp:
    box = (seal.x0 * unit, seal.top * unit, seal.x1 * unit, seal.bottom * unit)
    return Stamp(box, seal.text, seal.score)


def _projection(picture: Upright, unit: float) -> Projection | None:
    import numpy as np

    if np.allclose(picture.back, np.eye(3)):
        return None
    scale = np.diag([unit, unit, 1.0])
    matrix = scale @ picture.back @ np.linalg.inv(scale)
    a, b, c, d, e, f, g, h, i = (float(value) for value in matrix.ravel())
    return (a, b, c, d, e, f, g, h, i)
