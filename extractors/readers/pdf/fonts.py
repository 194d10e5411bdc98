"""Whether pdfium may use the machine's fonts. Nothing in; a state for the length of a `with`.

For every file that names a Chinese font and does not hold it, pdfium maps one of this machine,
twenty megabytes that only drawing needs: four fifths of the time that reading the text takes.
Text is therefore read without them, which also gives it one place on every machine; pages are
drawn with them. A document keeps the fonts that it was given first: what is drawn must be
opened anew within `drawing`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from extractors.readers.pdf.boxfont import box_font


@contextmanager
def reading() -> Iterator[None]:
    """No font of the machine is loaded; those within files and pdfium's own are."""
    with _listers().using("box"):
        yield


@contextmanager
def drawing() -> Iterator[None]:
    """Fonts of the machine stand in for those that a file lacks, within `reading` too."""
    with _listers().using("system"):
        yield


class _Listers:
    """Two listers of fonts, kept as long as the process: pdfium holds on to their addresses.

    The state is the whole process's, as pdfium's is.
    """

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        self._box = pdfium.FPDF_SYSFONTINFO()
        self._box.version = 1
        self._calls = (kinds["MapFont"](_font), kinds["GetFontData"](_data))
        self._box.MapFont, self._box.GetFontData = self._calls
        self._system = pdfium.FPDF_GetDefaultSystemFontInfo()
        # pdfium would free what this lister stands on when it is changed for the other.
        self._system.contents.Release = kinds["Release"]()
        self._by_name: dict[str, Any] = {"box": ctypes.byref(self._box), "system": self._system}
        self._used = "system"

    @contextmanager
    def using(self, name: str) -> Iterator[None]:
        before = self._used
        self._use(name)
        try:
            yield
        finally:
            self._use(before)

    def _use(self, name: str) -> None:
        import pypdfium2.raw as pdfium

        if name != self._used:
            pdfium.FPDF_SetSystemFontInfo(self._by_name[name])
            self._used = name


@cache
def _listers() -> _Listers:
    return _Listers()


def _font(*_: Any) -> int:
    """The handle of the font for any name, weight and script: there is but one."""
    return 1


def _data(_lister: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
    """Write the font's file to the buffer if it has room; returns the file's size."""
    if table:  # only whole files are asked for, and whether they hold several fonts
        return 0
    font = box_font()
    if buffer and size >= len(font):
        ctypes.memmove(buffer, font, len(font))
    return len(font)
