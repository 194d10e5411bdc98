"""What was seen on one page's picture, as a value that can be kept as text and taken back.

Places are points of the page as set upright; `upright` leads back to the page as displayed.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from extractors.model import Box
from extractors.problems import MESSAGES
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.ruling import Stroke

Projection = tuple[float, float, float, float, float, float, float, float, float]
"""Rows of a 3 by 3 matrix that maps points of the upright page to the page as displayed."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A seal before it has a page; its box is of the page as displayed."""

    bbox: Box
    text: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Impression:
    """Everything recognised on a page.

    `level` holds all level strokes that are long enough to part something; `upright_strokes`
    and `level_strokes` only those that cross each other as a table's do.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    vertical: tuple[Stroke, ...] = ()
    horizontal: tuple[Stroke, ...] = ()
    rules: tuple[Stroke, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    codes: tuple[str, ...] = ()
    projection: Projection | None = None


def to_text(seen: Impression) -> str:
    """The impression as JSON."""
    return json.dumps(
        {
            "size": [seen.width, seen.height],
            "glyphs": [
                [g.text, g.x0, g.top, g.x1, g.bottom, g.size, g.score, int(g.sealed)]
                for g in seen.glyphs
            ],
            "vertical": seen.vertical,
            "horizontal": seen.horizontal,
            "rules": seen.rules,
            "stamps": [[*stamp.bbox, stamp.text, stamp.score] for stamp in seen.stamps],
            "codes": seen.codes,
            "projection": seen.projection,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_text(text: str) -> Impression | None:
    """The impression again; None where the text is not one, whole and sound."""
    try:
        held = json.loads(text)
        width, height = (_number(value) for value in held["size"])
        return Impression(
            width=width,
            height=height,
            glyphs=tuple(_glyph(item) for item in held["glyphs"]),
            vertical=tuple(_stroke(item) for item in held["vertical"]),
            horizontal=tuple(_stroke(item) for item in held["horizontal"]),
            rules=tuple(_stroke(item) for item in held["rules"]),
            stamps=tuple(_stamp(item) for item in held["stamps"]),
            codes=tuple(_code(item) for item in held["codes"]),
            projection=_projection(held["projection"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _glyph(item: Any) -> Glyph:
    text, x0, top, x1, bottom, size, score, sealed = item
    if not isinstance(text, str) or not text:
        raise ValueError("a glyph without text")
    place = (_number(x0), _number(top), _number(x1), _number(bottom), _number(size))
    return Glyph(text, *place, _score(score), sealed == 1)


def _stroke(item: Any) -> Stroke:
    position, start, end = item
    return (_number(position), _number(start), _number(end))


def _stamp(item: Any) -> Stamp:
    x0, top, x1, bottom, text, score = item
    if not isinstance(text, str):
        raise ValueError("a seal's text is none")
    return Stamp((_number(x0), _number(top), _number(x1), _number(bottom)), text, _score(score))


def _code(item: Any) -> str:
    if item not in MESSAGES:
        raise ValueError("no such code")
    return str(item)


def _projection(item: Any) -> Projection | None:
    if item is None:
        return None
    a, b, c, d, e, f, g, h, i = (_number(value) for value in item)
    return (a, b, c, d, e, f, g, h, i)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no number")
    return float(value)


def _score(value: Any) -> float | None:
    if value is None:
        return None
    score = _number(value)
    if not 0 <= score <= 1:
        raise ValueError("no score")
    return score
