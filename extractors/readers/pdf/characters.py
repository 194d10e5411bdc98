"""The characters of a PDF's text layer as glyphs. A page's handle and drawing in; glyphs out.

pdfium's loose boxes are one type size high and one advance wide, as a layout needs them.
Blanks and line ends that pdfium guesses are left out: the layout sees white by itself.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, repeat
from math import isfinite
from operator import eq, sub
from typing import Any

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph
from extractors.readers.pdf.calls import address_of, boxes, call, each
from extractors.readers.pdf.drawn import Drawn, Look, Style
from extractors.readers.symbols import shown

REPLACEMENT = "\ufffd"
# pdfium's table for Chinese fonts that are not embedded gives the Japanese dot for the one
# between the parts of a name.
JAPANESE_DOT, DOT = "\u30fb", "·"
# Blanks, controls but for the line ends that pdfium adds, halves of signs.
UNUSUAL = re.compile(r"\r(?!\n)|(?<!\r)\n|[\x00-\x09\x0b\x0c\x0e-\x20\ud800-\udfff]")
# Of every so many characters one is asked whether the file gives its meaning; in a font
# without that, all lack it.
ASKED = 5
# Fake bold prints a glyph again at most this far away (points, and type sizes).
DOUBLED = 1.2
DOUBLED_EM = 0.12
# The width of a blank, in type sizes.
BLANK = 0.25
# Type smaller than this (points) cannot be read by anyone.
SMALLEST = 0.5
# Beyond this (points) a coordinate is no place on any paper.
FARTHEST = 20_000.0


@dataclass(slots=True)
class Characters:
    """A page's glyphs, by how they are seen; `aside` are runs of turned text."""

    seen: list[Glyph] = field(default_factory=list)
    aside: list[tuple[Glyph, ...]] = field(default_factory=list)
    unseen: list[Glyph] = field(default_factory=list)  # off the page, too small
    white: list[Glyph] = field(default_factory=list)
    invisible: list[Glyph] = field(default_factory=list)  # drawn without ink
    lost: int = 0  # texts of which pdfium gives no sign


def characters_of(text_page: Any, window: Box, drawn: Drawn, name: str) -> Characters:
    """All characters of a text page of pdfium.

    Args:
        text_page: pypdfium2's handle.
        window: What a viewer shows, in the page's own coordinates (x0, low, x1, high).
        drawn: What else is known of the text objects.
        name: Of the file.

    Raises:
        LimitReached: more characters than a page may have.
    """
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        found = Characters()
        _add_swallowed(found, drawn, ())
        return found
    # Between any two glyphs pdfium may have put the two signs of a line's end.
    if count > 3 * LIMITS.page_glyphs:
        raise LimitReached(name, "limit_size", f"{count} characters on a page")
    handle = address_of(text_page)
    texts = _texts(text_page, handle, count)
    numbers = list(compress(range(count), texts))
    if len(numbers) > LIMITS.page_glyphs:
        raise LimitReached(name, "limit_size", f"{len(numbers)} glyphs on a page")
    owners = each("FPDFText_GetTextObject", handle, numbers)
    places = boxes("FPDFText_GetLooseCharBox", handle, numbers)
    signs = list(compress(texts, texts))
    glyphs, is_plain = _placed(signs, places, list(map(drawn.styles.get, owners)), window)
    styles = drawn.styles.values()
    if is_plain and not any(style.look is not Look.PLAIN or style.font for style in styles):
        found = Characters(seen=glyphs)
    else:
        found = _sorted(handle, list(zip(numbers, owners, glyphs, strict=True)), drawn, window)
    if drawn.is_doubled():
        found.seen = once(found.seen)
    _add_swallowed(found, drawn, owners)
    return found


def _texts(text_page: Any, handle: int, count: int) -> list[str]:
    """One text a character: "" for what pdfium added or has joined to another."""
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
    if written != count + 1 or len(text) != count:
        # Signs beyond the basic plane, or without meaning, shift pdfium's own text.
        text = "".join(map(chr, each("FPDFText_GetUnicode", handle, range(count))))
    text = text.replace(JAPANESE_DOT, DOT)
    texts = ["" if sign in "\r\n" else sign for sign in text]
    for found in UNUSUAL.finditer(text):
        number, sign = found.start(), found.group()
        texts[number] = _blank(handle, number, sign) if sign <= " " else _pair(texts, number)
    return _without_meaning(handle, texts)


def _blank(handle: int, number: int, sign: str) -> str:
    """What a blank or control sign stands for; a glyph with ink that has no other meaning
    than a control sign has none."""
    if call("FPDFText_IsGenerated")(handle, number):
        return ""
    if sign == " ":
        return sign
    if sign == "\x02" and call("FPDFText_IsHyphen")(handle, number):  # at a line's end
        return "-"
    x0, x1, low, high = _ink(handle, number)
    if x1 > x0 and high > low:
        return REPLACEMENT
    return " " if sign == "\t" else ""


def _ink(handle: int, number: int) -> tuple[float, ...]:
    """Left, right, low and high side of what the glyph draws, in the page's coordinates."""
    sides = (ctypes.c_double * 4)()
    start = ctypes.addressof(sides)
    call("FPDFText_GetCharBox")(handle, number, *range(start, start + 32, 8))
    return tuple(sides)


def _pair(texts: list[str], number: int) -> str:
    """Two halves of one sign, given as two characters, put together at the first."""
    following = texts[number + 1] if number + 1 < len(texts) else ""
    if texts[number] < "\udc00" and "\udc00" <= following <= "\udfff":
        texts[number + 1] = ""
        return (texts[number] + following).encode("utf-16", "surrogatepass").decode("utf-16")
    return REPLACEMENT


def _without_meaning(handle: int, texts: list[str]) -> list[str]:
    """The texts, a replacement mark where the file does not say which sign a glyph is."""
    failed = "FPDFText_HasUnicodeMapError"
    if any(each(failed, handle, range(0, len(texts), ASKED))):
        for number, wrong in enumerate(each(failed, handle, range(len(texts)))):
            if wrong == 1 and texts[number]:
                texts[number] = REPLACEMENT
    return texts


def _placed(
    signs: Sequence[str],
    places: Sequence[float],
    styles: Sequence[Style | None],
    window: Box,
) -> tuple[list[Glyph], bool]:
    """A glyph for each sign: its sides as pdfium sees them, its height as its font's size.

    Returns:
        The glyphs; and whether each stands on the page, of a size to read, at its own place.
    """
    left, high = window[0], window[3]
    x0, x1 = places[0::4], places[2::4]
    if left:
        x0, x1 = ([x - left for x in side] for side in (x0, x1))
    loose = [high - y for y in places[1::4]]
    new = partial(tuple.__new__, Glyph)
    known = [style for style in styles if style is not None]
    if known and len(known) == len(styles):
        top, bottom, size, *_ = zip(*known, strict=True)
        least = min(size)
        off = list(map(sub, loose, top))
        if least >= SMALLEST and max(off) < least and min(off) > -least:
            rows = zip(signs, x0, top, x1, bottom, size, repeat(None), repeat(False))
            plain = _is_plain(x0, top, x1, bottom, window)
            return list(map(new, rows)), plain
    # Something is written downwards, or drawn where nobody looked.
    feet = [high - y for y in places[3::4]]
    # The first sign of those written downwards stands where one written level would.
    down = {id(style) for y, style in zip(loose, styles, strict=True) if not _is_level(y, style)}
    kept = [style if id(style) not in down else None for style in styles]
    heights = map(_height, loose, feet, kept)
    return [
        Glyph(sign, left_side, top, right_side, bottom, size)
        for sign, left_side, right_side, (top, bottom, size) in zip(
            signs, x0, x1, heights, strict=True
        )
    ], False


def _is_level(top: float, style: Style | None) -> bool:
    """Whether the glyph stands on its text's baseline."""
    return style is not None and style.top - style.size < top < style.bottom


def _height(top: float, bottom: float, style: Style | None) -> tuple[float, float, float]:
    """Top, bottom and type size."""
    return (top, bottom, bottom - top) if style is None else style[:3]


def _is_plain(
    x0: Sequence[float],
    top: Sequence[float],
    x1: Sequence[float],
    bottom: Sequence[float],
    window: Box,
) -> bool:
    return (
        isfinite(sum(x0) + sum(x1) + sum(top))
        and min(x1) > 0
        and max(x0) < window[2] - window[0]
        and min(top) >= 0
        and max(bottom) <= window[3] - window[1]
        and not any(map(eq, x0, x0[1:]))
    )


def _add_swallowed(found: Characters, drawn: Drawn, owners: Sequence[int]) -> None:
    """Take in blanks that are drawn by themselves, and count the signs that pdfium loses.

    It leaves out the former, and signs beyond the basic plane. It leaves out a text printed
    again, too, rightly.
    """
    sides = (ctypes.c_float * 4)()
    start = ctypes.addressof(sides)
    at = tuple(start + 4 * side for side in range(4))
    given = drawn.styles.keys() & set(owners)
    for one in drawn.styles.keys() - given:
        top, bottom, size, x, look, _ = style = drawn.styles[one]
        if look is not Look.PLAIN or size < SMALLEST:
            continue
        call("FPDFPageObj_GetBounds")(one, *at)
        if sides[0] == sides[2]:  # no ink
            found.seen.append(Glyph(" ", x, top, x + BLANK * size, bottom, size))
        elif not _is_printed_again(style, [drawn.styles[other] for other in given]):
            found.lost += 1


def _is_printed_again(style: Style, others: Iterable[Style]) -> bool:
    return any(
        abs(style.x - other.x) <= DOUBLED and abs(style.bottom - other.bottom) <= DOUBLED
        for other in others
    )


def _sorted(
    handle: int, glyphs: Sequence[tuple[int, int, Glyph]], drawn: Drawn, window: Box
) -> Characters:
    """The glyphs, each with its number and text object, by how they are seen."""
    found = Characters()
    turned: list[tuple[int, int, Glyph]] = []
    styles = drawn.styles
    for number, owner, glyph in glyphs:
        style = styles.get(owner)
        look = style.look if style is not None else Look.PLAIN
        if look is Look.TURNED:
            turned.append((number, owner, glyph))
        elif not (glyph.size >= SMALLEST and abs(glyph.x0) + abs(glyph.x1) < FARTHEST):
            if abs(glyph.x0) < FARTHEST and abs(glyph.top) < FARTHEST and not glyph.blank:
                found.unseen.append(_enlarged(glyph))
        elif look is Look.INVISIBLE:
            found.invisible.append(glyph)
        elif look is Look.OFF or not _is_within(glyph, window):
            found.unseen.append(glyph)
        elif look is Look.WHITE:
            found.white.append(glyph)
        elif found.seen and _is_piece(handle, number, glyph, found.seen[-1]):
            found.seen[-1] = found.seen[-1]._replace(text=found.seen[-1].text + glyph.text)
        elif style is not None and style.font:
            found.seen.append(glyph._replace(text=shown(glyph.text, style.font)))
        else:
            found.seen.append(glyph)
    found.aside = _turned_runs(handle, turned, window)
    return found


def _is_within(glyph: Glyph, window: Box) -> bool:
    width, height = window[2] - window[0], window[3] - window[1]
    return glyph.x1 > 0 and glyph.x0 < width and 0 <= glyph.middle <= height


def _is_piece(handle: int, number: int, glyph: Glyph, last: Glyph) -> bool:
    """Whether the sign is a further letter of the ligature before it, not a second printing."""
    if glyph[1:5] != last[1:5] or glyph.blank:
        return False
    owner = call("FPDFText_GetTextObject")
    return owner(handle, number) == owner(handle, number - 1)


def _enlarged(glyph: Glyph) -> Glyph:
    """A glyph without extent, or one turned round, with a box that can be pointed at."""
    x0, top = min(glyph.x0, glyph.x1), min(glyph.top, glyph.bottom)
    return Glyph(glyph.text, x0, top, x0 + SMALLEST, top + SMALLEST, SMALLEST)


def _turned_runs(
    handle: int, turned: Iterable[tuple[int, int, Glyph]], window: Box
) -> list[tuple[Glyph, ...]]:
    """Turned text as one run a text object, with the boxes of its ink."""
    runs: dict[int, list[Glyph]] = {}
    for number, owner, glyph in turned:
        x0, x1, low, high = _ink(handle, number)
        box = (x0 - window[0], window[3] - high, x1 - window[0], window[3] - low)
        runs.setdefault(owner, []).append(Glyph(glyph.text, *box, abs(glyph.size)))
    return [tuple(run) for run in runs.values()]


def once(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs without the second printing by which programs fake bold type."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        if glyph.blank:
            kept.append(glyph)
            continue
        column, row = round(glyph.x0 / 4), round(glyph.top / 4)
        near = min(DOUBLED, DOUBLED_EM * glyph.size)
        doubled = any(
            abs(other.x0 - glyph.x0) <= near and abs(other.top - glyph.top) <= near
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in seen.get((glyph.text, x, y), ())
        )
        if not doubled:
            seen.setdefault((glyph.text, column, row), []).append(glyph)
            kept.append(glyph)
    return kept
