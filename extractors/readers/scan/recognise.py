"""One page's picture in, everything seen on it out: the order of work on a scan.

Level the picture, find which way is up, find rules and seals, read lines between the rules,
and measure it all in points.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.errors import LimitReached
from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.ruling import Stroke, tables_of
from extractors.readers.scan.alike import alike
from extractors.readers.scan.engine import Engine
from extractors.readers.scan.impression import Impression, Projection, Stamp
from extractors.readers.scan.leftover import by_shape, overlooked
from extractors.readers.scan.lines import Slot, glyphs_of, slots_of
from extractors.readers.scan.quality import is_coarse, is_dark
from extractors.readers.scan.rings import apart, grey_seals
from extractors.readers.scan.seals import Found, seals_of
from extractors.readers.scan.strokes import ink_of, long_ones, ruled, straight, without
from extractors.readers.scan.ticks import squares_of, with_boxes
from extractors.readers.scan.trust import Layers, doubt_of, layers_of, sealed
from extractors.readers.scan.upright import Upright, levelled, turned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Colour = NDArray[np.uint8]

# In inches: a level stroke shorter than this underlines a word and parts nothing.
PARTING = 0.5
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
    red = picture.red.stamped
    strokes = straight(ink, dpi)
    if not red.any():
        red = grey_seals(picture.colour, ink, dpi)
        if red.any():
            strokes = (apart(strokes[0], red.T), apart(strokes[1], red))
    upright, level = ruled(strokes, ink, red, dpi)
    plain = without(picture.grey, ink, upright, [*level, *long_ones(strokes[1], ink, dpi)], dpi)
    plain_ink = ink_of(plain)
    seals = seals_of(picture.colour, red, dpi, engine)
    slots = slots_of(corners, picture.grey.shape, upright)
    layers = layers_of(plain, plain_ink, red, dpi)
    lines, unread = _read(slots, layers, engine, until)
    rest = _blanked(slots, layers)
    more = overlooked(_cells(upright, level, dpi), rest.ink, dpi)
    found, overlooked_too = _read(more, rest, engine, until)
    glyphs = [glyph for line in alike(lines + found) for glyph in line]
    glyphs = sealed(with_boxes(glyphs, squares_of(plain_ink, dpi)), layers)
    if any(glyph.sealed for glyph in glyphs):
        unread.add("under_seal")
    codes = sorted(unread | overlooked_too)
    if is_dark(picture.grey, ink):
        codes.append("dark_page")
    if is_coarse(picture.grey, ink, [glyph.size * 72 / dpi for glyph in glyphs]):
        codes.append("low_resolution")
    parting = [stroke for stroke in strokes[1] if stroke[2] - stroke[1] >= PARTING * dpi]
    return _in_points(picture, dpi, glyphs, (upright, level, parting), seals, codes)


def _read(
    slots: Sequence[Slot], layers: Layers, engine: Engine, until: float
) -> tuple[list[list[Glyph]], set[str]]:
    """The glyphs of the lines that can be read, and codes for what cannot.

    Args:
        slots: Where lines stand.
        layers: The page and its inks.
        engine: What reads.
        until: When to stop, by the monotonic clock.
    """
    lines: list[list[Glyph]] = []
    codes: set[str] = set()
    for slot in slots:
        if time.monotonic() > until:
            return lines, codes | {"limit_time"}
        found = by_shape(glyphs_of(slot, layers.grey, layers.ink, engine), slot, layers.ink)
        doubt = doubt_of(found, slot, layers)
        if doubt is None:
            lines.append(found)
        elif doubt:
            codes.add(doubt)
    return lines, codes


def _blanked(slots: Sequence[Slot], layers: Layers) -> Layers:
    """The page and its ink without the lines already read and without red ink."""
    import cv2
    import numpy as np

    grey, ink = layers.grey.copy(), layers.ink.copy()
    paper = int(np.percentile(grey[::8, ::8], 80))
    stamped = cv2.dilate(layers.red, np.ones((3, 3), np.uint8)) > 0
    grey[stamped], ink[stamped] = paper, 0
    for slot in slots:
        grey[slot.top : slot.bottom, slot.x0 : slot.x1] = paper
        ink[slot.top : slot.bottom, slot.x0 : slot.x1] = 0
    return replace(layers, grey=grey, ink=ink)


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
