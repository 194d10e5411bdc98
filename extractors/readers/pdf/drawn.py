"""What a PDF page draws. A page's handle in; strokes, pictures, the look of its texts out.

Enter: handles of pdfium. Leave: ruling strokes as pdfplumber takes them from lines,
rectangles and curves; boxes of pictures; height, colour and direction of each text object.
All in points with the origin at the top left corner of what a viewer shows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from extractors.limits import LIMITS
from extractors.model import Box
from extractors.readers.layout.ruling import Stroke
from extractors.readers.pdf.calls import address_of, call, filled
from extractors.readers.symbols import table_for

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Shorter strokes are dots and decoration (pdfplumber's own limit, in points).
SHORTEST = 1.0
# Two ends at one height within this (points) make a level stroke.
STRAIGHT = 1e-3
# The share of the type size that stands below the baseline: fonts say 0.12 to 0.29, and what
# they say differs within one printed line. Ink of Chinese signs begins at 0.12.
DESCENT = 0.15
# Fake bold prints a text again at most this far away (points).
DOUBLED = 1.2
# Type at least this light, of 255, is not seen on white paper.
WHITE = 247
# Graphics in graphics in graphics: office programs nest twice.
NESTING = 8
# What is drawn on a page by a million strokes is a map; only its text is read.
MOST_OBJECTS = 100_000
NO_COLOUR = (0xFFFFFFFF,) * 4
INVISIBLE, CLIPPING = 3, 7  # text render modes that leave no ink
STROKED = frozenset({1, 2, 5, 6})


class Look(StrEnum):
    """How a text object is seen."""

    PLAIN = "plain"
    TURNED = "turned"  # its baseline does not run from left to right
    INVISIBLE = "invisible"  # drawn without ink
    WHITE = "white"
    OFF = "off"  # of an optional layer that is switched off


class Style(NamedTuple):
    """Where a text object's glyphs stand and how they look; `x` is where the first begins."""

    top: float
    bottom: float
    size: float
    x: float
    look: Look
    font: str  # the name of a font of symbols, "" for text


@dataclass(slots=True)
class Drawn:
    """One page's drawing. Text objects are named by their address."""

    upright: list[Stroke] = field(default_factory=list)
    level: list[Stroke] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    styles: dict[int, Style] = field(default_factory=dict)
    rules: int = 0
    cut: bool = False  # more was drawn than was looked at

    def is_doubled(self) -> bool:
        """Whether two texts begin at about one place, as type printed twice to look bold."""
        places = [(style.bottom, style.x) for style in self.styles.values()]
        for shift in (0.0, DOUBLED):
            rows = sorted((int((y + shift) / (2 * DOUBLED)), x) for y, x in places)
            if any(a[0] == b[0] and b[1] - a[1] <= DOUBLED for a, b in pairwise(rows)):
                return True
        return False


class Walk:
    """Goes through the objects of one page."""

    def __init__(self, window: Box, fonts: dict[int, str], layers: frozenset[str]) -> None:
        """For a page that shows `window` of itself (x0, low, x1, high).

        `fonts` are names of symbol fonts, kept over pages; `layers` those that are not shown.
        """
        self.left, self.high = window[0], window[3]
        self.fonts = fonts
        self.layers = layers
        self.drawn = Drawn()
        self.seen = 0
        self._numbers = (ctypes.c_float * 6)()
        self._colour = (ctypes.c_uint * 4)()
        self._modes = (ctypes.c_int * 2)()
        self._get_matrix = call("FPDFPageObj_GetMatrix")
        self._get_bounds = call("FPDFPageObj_GetBounds")
        start = ctypes.addressof(self._numbers)
        self._matrix_at = start
        self._floats_at = tuple(start + 4 * number for number in range(4))
        at = ctypes.addressof(self._colour)
        self._colour_at = tuple(at + 4 * number for number in range(4))
        at = ctypes.addressof(self._modes)
        self._modes_at = (at, at + 4)

    def page(self, page: Any) -> Drawn:
        """Everything on the page behind pypdfium2's handle."""
        import pypdfium2.raw as pdfium

        count = pdfium.FPDFPage_CountObjects(page)
        get, handle = call("FPDFPage_GetObject"), address_of(page)
        self._objects(handle, min(count, MOST_OBJECTS), get, None, 0)
        self.drawn.cut |= count > MOST_OBJECTS
        return self.drawn

    def _objects(self, parent: int, count: int, get: Any, matrix: Matrix | None, deep: int) -> None:
        every = list(map(get, repeat(parent), range(count)))
        by_kind: dict[int, list[int]] = {}
        for one, kind in zip(every, map(call("FPDFPageObj_GetType"), every), strict=True):
            by_kind.setdefault(kind, []).append(one)
        self._texts(by_kind.get(1, ()), matrix)
        self._paths(by_kind.get(2, ()), matrix)
        self.drawn.pictures += [self._box(one, matrix) for one in by_kind.get(3, ())]
        for one in by_kind.get(5, ()):
            self._form(one, matrix, deep)

    def _form(self, one: int, matrix: Matrix | None, deep: int) -> None:
        count = call("FPDFFormObj_CountObjects")(one)
        self.seen += count
        if deep >= NESTING or self.seen > MOST_OBJECTS:
            self.drawn.cut = True
            return
        own = self._matrix(one, matrix)
        inner = None if own == IDENTITY else own
        self._objects(one, count, call("FPDFFormObj_GetObject"), inner, deep + 1)

    def _matrix(self, one: int, outer: Matrix | None) -> Matrix:
        self._get_matrix(one, self._matrix_at)
        a, b, c, d, e, f = self._numbers
        own = (a, b, c, d, e, f)
        return own if outer is None else multiplied(own, outer)

    def _box(self, one: int, matrix: Matrix | None) -> Box:
        """The object's bounds as displayed."""
        self._get_bounds(one, *self._floats_at)
        x0, low, x1, high = self._numbers[:4]
        if matrix is not None:
            a, b, c, d, e, f = matrix
            xs = [a * x + c * y + e for x in (x0, x1) for y in (low, high)]
            ys = [b * x + d * y + f for x in (x0, x1) for y in (low, high)]
            x0, x1, low, high = min(xs), max(xs), min(ys), max(ys)
        return (x0 - self.left, self.high - high, x1 - self.left, self.high - low)

    def _texts(self, texts: Sequence[int], outer: Matrix | None) -> None:
        """Take in text objects, each kind of fact asked of all at once."""
        matrices = filled("FPDFPageObj_GetMatrix", texts, "6f")
        if outer is not None:
            matrices = [multiplied(own, outer) for own in matrices]
        sizes = filled("FPDFTextObj_GetFontSize", texts, "f")
        names = [self._symbols(font) for font in map(call("FPDFTextObj_GetFont"), texts)]
        looks = self._looks(texts)
        left, high, styles = self.left, self.high, self.drawn.styles
        for one, (a, b, c, d, x, y), (size,), name, look in zip(
            texts, matrices, sizes, names, looks, strict=True
        ):
            size = abs(size * d) or abs(size * c)
            bottom = high - y + DESCENT * size
            if not (a > 0 and d > 0 and abs(b) < 0.1 * a):
                look = Look.TURNED
            styles[one] = Style(bottom - size, bottom, size, x - left, look, name)
        if self.layers:
            for one in texts:
                if not self.layers.isdisjoint(_layers_of(one)):
                    styles[one] = styles[one]._replace(look=Look.OFF)

    def _symbols(self, font: int | None) -> str:
        name = self.fonts.get(font or 0)
        if name is None:
            name = self.fonts[font or 0] = _symbol_font(font or 0)
        return name

    def _looks(self, texts: Sequence[int]) -> list[Look]:
        """How level texts are seen; a page of one colour and mode is seen at a glance."""
        modes = list(map(call("FPDFTextObj_GetTextRenderMode"), texts))
        colours = filled("FPDFPageObj_GetFillColor", texts, "4I")
        known = {pair: _look(*pair) for pair in set(zip(modes, colours, strict=True))}
        if len(known) == 1:
            return [*known.values()] * len(texts)
        return [known[pair] for pair in zip(modes, colours, strict=True)]

    def _paths(self, paths: Sequence[int], matrix: Matrix | None) -> None:
        """Take in the strokes of paths; none where they are too many to be a table's."""
        counts = list(map(call("FPDFPath_CountSegments"), paths))
        # A single path may hold all borders of a page, five points each.
        self.drawn.rules += len(paths) + sum([(count - 1) // 5 for count in counts if count > 5])
        if self.drawn.rules > LIMITS.page_rules:
            return
        others = [pair for pair in zip(paths, counts, strict=True) if pair[1] > 1]
        if matrix is None:
            own = [one for one, count in others if count in (4, 5)]
            bars = self._bars(own)
            others = [pair for pair in others if pair[0] not in bars]
        for one, count in others:
            self._segments(one, count, self._matrix(one, matrix))

    def _bars(self, paths: Sequence[int]) -> set[int]:
        """Take in rectangles that are filled and thin: borders, as office programs draw them.

        Returns those that were taken in; each as its two long sides.
        """
        left, high = self.left, self.high
        upright, level = self.drawn.upright, self.drawn.level
        modes = call("FPDFPath_GetDrawMode")
        taken: set[int] = set()
        bounds = filled("FPDFPageObj_GetBounds", paths, "4f")
        for one, (x0, low, x1, top) in zip(paths, bounds, strict=True):
            wide, tall = x1 - x0, top - low
            if wide < SHORTEST <= tall or tall < SHORTEST <= wide:
                modes(one, *self._modes_at)
                if self._modes[1]:  # it is stroked
                    continue
                taken.add(one)
                if wide < tall:
                    upright.append((x0 - left, high - top, high - low))
                    upright.append((x1 - left, high - top, high - low))
                else:
                    level.append((high - top, x0 - left, x1 - left))
                    level.append((high - low, x0 - left, x1 - left))
        return taken

    def _segments(self, one: int, count: int, matrix: Matrix) -> None:
        segment_of = call("FPDFPath_GetPathSegment")
        point_of, kind_of = call("FPDFPathSegment_GetPoint"), call("FPDFPathSegment_GetType")
        closes = call("FPDFPathSegment_GetClose")
        a, b, c, d, e, f = matrix
        e, f = e - self.left, self.high - f
        last = first = (0.0, 0.0)
        for number in range(count):
            segment = segment_of(one, number)
            point_of(segment, *self._floats_at[:2])
            x, y = self._numbers[0], self._numbers[1]
            point = (a * x + c * y + e, f - b * x - d * y)
            kind = kind_of(segment)
            if kind == 0 and number:  # a line; 1 is a curve's point, 2 a new start
                self._stroke(last, point)
            elif kind == 2:
                first = point
            last = point
            if count > 2 and closes(segment) and point != first:
                self._stroke(point, first)
                last = first

    def _stroke(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = one, other
        if abs(x0 - x1) < STRAIGHT:
            if abs(y0 - y1) >= SHORTEST:
                self.drawn.upright.append((x0, min(y0, y1), max(y0, y1)))
        elif abs(y0 - y1) < STRAIGHT and abs(x0 - x1) >= SHORTEST:
            self.drawn.level.append((y0, min(x0, x1), max(x0, x1)))

    def coloured(self, page: Any) -> list[Box]:
        """The fields of colour on which white type is seen."""
        import pypdfium2.raw as pdfium

        get, handle = call("FPDFPage_GetObject"), address_of(page)
        found: list[Box] = []
        for number in range(min(pdfium.FPDFPage_CountObjects(page), LIMITS.page_rules)):
            one = get(handle, number)
            if call("FPDFPageObj_GetType")(one) != 2:
                continue
            call("FPDFPath_GetDrawMode")(one, *self._modes_at)
            filled = call("FPDFPageObj_GetFillColor")(one, *self._colour_at)
            if self._modes[0] and filled and min(self._colour[:3]) < WHITE and self._colour[3]:
                found.append(self._box(one, None))
        return found


def multiplied(inner: Sequence[float], outer: Matrix) -> Matrix:
    """The inner matrix, then the outer one."""
    a, b, c, d, e, f = inner
    m, n, o, p, q, r = outer
    return (
        a * m + b * o,
        a * n + b * p,
        c * m + d * o,
        c * n + d * p,
        e * m + f * o + q,
        e * n + f * p + r,
    )


def _look(mode: int, colour: tuple[int, int, int, int]) -> Look:
    """How type is seen, by its render mode and colour: red, green, blue, opacity of 255.

    A pattern has no colour.
    """
    if mode in (INVISIBLE, CLIPPING):
        return Look.INVISIBLE
    red, green, blue, alpha = colour
    if mode in STROKED or colour == NO_COLOUR:
        return Look.PLAIN
    if alpha == 0:
        return Look.INVISIBLE
    return Look.WHITE if min(red, green, blue) >= WHITE else Look.PLAIN


def _symbol_font(font: int) -> str:
    """The font's name where it is one of symbols."""
    import pypdfium2.raw as pdfium

    if not font:
        return ""
    buffer = ctypes.create_string_buffer(256)
    handle = ctypes.cast(font, pdfium.FPDF_FONT)
    pdfium.FPDFFont_GetBaseFontName(handle, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace")
    return name if table_for(name) is not None else ""


def _layers_of(one: int) -> list[str]:
    """Names of the optional layers that the object is marked as part of."""
    import pypdfium2.raw as pdfium

    handle = ctypes.cast(one, pdfium.FPDF_PAGEOBJECT)
    marks = (
        pdfium.FPDFPageObj_GetMark(handle, number)
        for number in range(pdfium.FPDFPageObj_CountMarks(handle))
    )
    return [_mark(mark, b"Name") for mark in marks if _mark(mark) == "OC"]


def _mark(mark: Any, key: bytes | None = None) -> str:
    """A mark's own name, or the string it has under the key."""
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(512)
    written = ctypes.c_ulong()
    room = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    if key is None:
        pdfium.FPDFPageObjMark_GetName(mark, room, len(buffer), ctypes.byref(written))
    else:
        pdfium.FPDFPageObjMark_GetParamStringValue(
            mark, key, room, len(buffer), ctypes.byref(written)
        )
    return buffer.raw[: min(written.value, len(buffer))].decode("utf-16-le", "replace").rstrip("\0")
