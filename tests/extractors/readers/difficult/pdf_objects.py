"""PDF files from their objects, for what no library writes. Not a test itself."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

HEIGHT = 842


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"", header: bytes = b"%PDF-1.7\n") -> bytes:
    """A file with a cross-reference table; object 1 is the catalog."""
    out = bytearray(header)
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    count = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += (
            b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        trailer,
        start,
    )
    return bytes(out)


def updated(data: bytes, objects: Mapping[int, bytes], size: int) -> bytes:
    """The file with an incremental update that replaces or adds objects."""
    previous = int(data[: data.rindex(b"%%EOF")].split()[-1])
    out = bytearray(data)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        previous,
        start,
    )
    return bytes(out)


def stream(content: bytes, entries: bytes = b"", packed: bool = False) -> bytes:
    """A stream object's body."""
    if packed:
        content, entries = zlib.compress(content), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(content),
        entries,
        content,
    )


def one_page(
    content: bytes,
    more: Mapping[int, bytes] | None = None,
    *,
    fonts: bytes = b"/F 5 0 R",
    resources: bytes = b"",
    page: bytes = b"",
    catalog: bytes = b"",
    box: bytes = b"0 0 595 842",
    trailer: bytes = b"",
) -> bytes:
    """Catalog 1, page tree 2, page 3, its content 4, the font F 5 and its descendant 6; `more`
    adds or replaces objects from there.
    """
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R "
            b"/Resources << /Font << %s >> %s >> %s >>" % (box, fonts, resources, page),
            4: stream(content),
            **chinese(),
            **(more or {}),
        },
        trailer,
    )


def chinese(encoding: bytes = b"UniGB-UTF16-H", number: int = 5) -> dict[int, bytes]:
    """The Chinese font every viewer has, under `number` and the one after it."""
    return {
        number: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /%s "
        b"/DescendantFonts [%d 0 R] >>" % (encoding, number + 1),
        number + 1: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 "
        b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
        b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        b"/CapHeight 880 /StemV 93 >> >>",
    }


def shown(text: str, x: float = 80, top: float = 100, size: float = 12, matrix: str = "") -> bytes:
    """The text in the font F at a place from the top left; `matrix` instead of the place."""
    place = matrix or f"1 0 0 1 {x} {HEIGHT - top}"
    return f"BT /F {size} Tf {place} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


def coded(codes: bytes, top: float = 100, matrix: str = "") -> bytes:
    """Bytes of a font's own code, in the font F."""
    place = matrix or f"1 0 0 1 80 {HEIGHT - top}"
    return f"BT /F 12 Tf {place} Tm <{codes.hex()}> Tj ET\n".encode()


def to_unicode(pairs: Mapping[int, str], width: int = 2) -> bytes:
    """A ToUnicode map of single codes."""
    rows = "\n".join(
        f"<{code:0{2 * width}x}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs.items()
    )
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def\n"
        b"1 begincodespacerange <%s> <%s> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\n"
        b"endcmap end end" % (b"00" * width, b"ff" * width, len(pairs), rows.encode())
    )
