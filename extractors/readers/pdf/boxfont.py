"""A TrueType font whose every sign is a box. Nothing in; the font's bytes out.

It stands in for fonts that a file names and does not hold: every sign has ink then, so that
pdfium leaves none out of the text. Widths and meanings of signs come from the file.
"""

from __future__ import annotations

import struct
from functools import cache

EM = 1000
WIDE = 500  # where a file does not even say how wide its signs are: like Latin letters
LOW, HIGH = -120, 880  # Chinese type stands so in its square


@cache
def box_font() -> bytes:
    """The font's file, 400 bytes."""
    tables = {
        b"cmap": _cmap(),
        b"glyf": _box() * 2,
        b"head": _head(),
        b"hhea": struct.pack(
            ">IhhhHhhhhhh8xhH", 0x10000, HIGH, LOW, 0, WIDE, *(0,) * 3, 1, 0, 0, 0, 2
        ),
        b"hmtx": struct.pack(">HhHh", WIDE, 0, WIDE, 0),
        b"loca": struct.pack(">HHH", *(len(_box()) // 2 * number for number in range(3))),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, *(0,) * 2, 2, *(0,) * 8),
    }
    start = 12 + 16 * len(tables)
    index, body = b"", b""
    for name, table in tables.items():
        index += struct.pack(">4sIII", name, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48) + index + body


def _cmap() -> bytes:
    """Every sign of Unicode to the one glyph beside the one for none."""
    subtable = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x20, 0x10FFFF, 1)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


def _head() -> bytes:
    revision, magic, long_ago = 0x10000, 0x5F0F3CF5, 0
    bounds = (0, LOW, WIDE, HIGH)
    numbers = (0x10000, revision, 0, magic, 0, EM, long_ago, long_ago, *bounds, 0, 8, 2, 0, 0)
    return struct.pack(">IIIIHHqqhhhhHHhhh", *numbers)


def _box() -> bytes:
    """Four points on the curve, from the lower left corner round."""
    outline = struct.pack(">hhhhhHH", 1, 0, LOW, WIDE, HIGH, 3, 0)
    xs = struct.pack(">hhhh", 0, WIDE, 0, -WIDE)
    ys = struct.pack(">hhhh", LOW, 0, HIGH - LOW, 0)
    return outline + b"\1" * 4 + xs + ys
