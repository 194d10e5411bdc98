"""pdfium's functions as they are called a thousand times a page: handles are plain addresses.

pypdfium2 gives every function; calling one through its typed pointers takes longer than what
most of them do. Here the same functions take whole numbers and write into one buffer, so that
a whole page's characters are asked for in one `map`. pdfium is not thread-safe.
"""

from __future__ import annotations

import ctypes
import struct
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Any

Call = Callable[..., int]

_PROTOTYPES: dict[str, str] = {
    # h: a handle, i: a whole number, p: the address of something to be filled
    "FPDFText_GetUnicode": "hi",
    "FPDFText_GetLooseCharBox": "hip",
    "FPDFText_GetCharBox": "hipppp",
    "FPDFText_GetTextObject": "hi",
    "FPDFText_HasUnicodeMapError": "hi",
    "FPDFText_IsGenerated": "hi",
    "FPDFText_IsHyphen": "hi",
    "FPDFPage_GetObject": "hi",
    "FPDFFormObj_CountObjects": "h",
    "FPDFFormObj_GetObject": "hi",
    "FPDFPageObj_GetType": "h",
    "FPDFPageObj_GetMatrix": "hp",
    "FPDFPageObj_GetBounds": "hpppp",
    "FPDFPageObj_GetFillColor": "hpppp",
    "FPDFPath_CountSegments": "h",
    "FPDFPath_GetPathSegment": "hi",
    "FPDFPath_GetDrawMode": "hpp",
    "FPDFPathSegment_GetPoint": "hpp",
    "FPDFPathSegment_GetType": "h",
    "FPDFPathSegment_GetClose": "h",
    "FPDFTextObj_GetTextRenderMode": "h",
    "FPDFTextObj_GetFont": "h",
    "FPDFTextObj_GetFontSize": "hp",
}
_HANDLES = {
    "FPDFText_GetTextObject",
    "FPDFPage_GetObject",
    "FPDFFormObj_GetObject",
    "FPDFPath_GetPathSegment",
    "FPDFTextObj_GetFont",
}
_KINDS: dict[str, Any] = {"h": ctypes.c_void_p, "i": ctypes.c_int, "p": ctypes.c_void_p}


@cache
def call(name: str) -> Call:
    """The function of that name; a handle it returns is 0 or None where there is none."""
    import pypdfium2.raw as pdfium

    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    result = ctypes.c_void_p if name in _HANDLES else ctypes.c_int
    arguments = (_KINDS[kind] for kind in _PROTOTYPES[name])
    # Holding Python's lock during the call makes it twice as fast; each takes a microsecond.
    made: Call = ctypes.PYFUNCTYPE(result, *arguments)(address or 0)
    return made


def address_of(handle: Any) -> int:
    """The address behind one of pypdfium2's pointers."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def each(name: str, handle: int, numbers: Iterable[int]) -> list[int]:
    """What the function says of each number."""
    return list(map(call(name), repeat(handle), numbers))


def boxes(name: str, handle: int, numbers: Sequence[int]) -> tuple[float, ...]:
    """Four single-precision numbers for each of the items, one after another."""
    count = len(numbers)
    buffer = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(buffer)
    places = range(start, start + 16 * count, 16)
    deque(map(call(name), repeat(handle), numbers, places), maxlen=0)
    return struct.unpack(f"{4 * count}f", buffer)


def filled(name: str, handles: Sequence[int], form: str) -> list[tuple[Any, ...]]:
    """What the function writes for each handle: numbers of the given form of `struct`.

    It writes them through one address, or through one each where it takes several. All bits
    are set where it writes nothing.
    """
    wide = struct.calcsize(form)
    size = wide * len(handles)
    buffer = ctypes.create_string_buffer(b"\xff" * size, size + 1)
    start, end = ctypes.addressof(buffer), ctypes.addressof(buffer) + size
    many = _PROTOTYPES[name].count("p")
    step = wide // many
    places = [range(start + step * number, end + step * number, wide) for number in range(many)]
    deque(map(call(name), handles, *places), maxlen=0)
    return list(struct.iter_unpack(form, buffer.raw[:size]))
