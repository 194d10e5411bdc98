"""A rendered PDF in, its printed signs in the order they were laid out, with page and box, out.

Only signs that carry ink count: blanks are the layout's own. Signs are folded one to one, so
that full-width and half-width forms, radicals and ligatures compare equal.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Box, Page

# Two signs stand on one line where their middles are closer than this share of their height.
SAME_LINE = 0.5
LINE_END_HYPHEN = 2  # what pdfium calls a hyphen that ends a line


@dataclass(frozen=True, slots=True)
class Rendered:
    """Printed signs of all pages: `signs[i]` stands on page `on[i]` in `boxes[i]`."""

    pages: tuple[Page, ...]
    signs: str
    on: list[int]
    boxes: list[Box]


Glyph = tuple[str, Box]


@lru_cache(maxsize=1 << 16)
def folded(sign: str) -> str:
    """One sign for comparing; "" for a blank and for what has no width.

    Example:
        >>> [folded(s) for s in ("：", "Ａ", "⼀", " ")]
        [':', 'A', '一', '']
    """
    if sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc", "Zs"}:
        return ""
    return unicodedata.normalize("NFKC", sign)[:1].strip() or sign


def rendered(pdf: bytes, name: str) -> Rendered:
    """Read what stands on the pages of a PDF that LibreOffice made.

    Raises:
        Unreadable: it cannot be opened.
        LimitReached: more pages or signs than a file may have.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(name, "conversion_failed", str(error)) from error
    try:
        if len(document) > LIMITS.pdf_pages:
            raise LimitReached(name, "limit_size", f"{len(document)} pages")
        pages: list[Page] = []
        found = Rendered((), "", [], [])
        signs: list[str] = []
        for index in range(len(document)):
            page = document[index]
            width, height = page.get_size()
            pages.append(Page(index + 1, width, height))
            for sign, box in _in_order(_glyphs(page, name, height)):
                signs.append(sign)
                found.on.append(index + 1)
                found.boxes.append(box)
            page.close()
        return Rendered(tuple(pages), "".join(signs), found.on, found.boxes)
    finally:
        document.close()


def _glyphs(page: object, name: str, height: float) -> Iterator[Glyph]:
    """The signs with ink in the order they were drawn, boxes from the top left."""
    import pypdfium2.raw as pdfium

    from extractors.readers.pdf.calls import address_of, boxes, each

    text = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > LIMITS.page_glyphs:
            raise LimitReached(name, "limit_size", f"{count} glyphs on a page")
        handle = address_of(text)
        codes = each("FPDFText_GetUnicode", handle, range(count))
        places = boxes("FPDFText_GetLooseCharBox", handle, range(count))
    finally:
        pdfium.FPDFText_ClosePage(text)
    for number, code in enumerate(codes):
        sign = "-" if code == LINE_END_HYPHEN else folded(chr(code))
        if sign:
            x0, top, x1, bottom = places[4 * number : 4 * number + 4]
            yield sign, (x0, height - top, x1, height - bottom)


def _in_order(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The signs as drawn, those drawn late put into the gaps that were left for them.

    A sign that the text's font lacks is drawn from another font when the piece of the line is
    done, so quotation marks come behind the words they enclose.
    """
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and glyph[1][0] < line[-1][1][0]:
            at = _gap(line, glyph[1])
            if at:
                line.insert(at, glyph)
                continue
            yield from line
            line = []
        elif line and not _same_line(line[-1][1], glyph[1]):
            yield from line
            line = []
        line.append(glyph)
    yield from line


def _gap(line: list[Glyph], box: Box) -> int:
    """Where in the line there is room for the sign; 0 where there is none."""
    at = bisect_left(line, box[0], key=lambda glyph: glyph[1][0])
    if not 0 < at < len(line):
        return 0
    before, behind = line[at - 1][1], line[at][1]
    middle = (box[0] + box[2]) / 2
    fits = before[2] <= middle <= behind[0] and _same_line(before, box)
    return at if fits else 0


def _same_line(one: Box, other: Box) -> bool:
    distance = abs((one[1] + one[3]) - (other[1] + other[3])) / 2
    return distance < SAME_LINE * max(one[3] - one[1], other[3] - other[1], 1.0)
