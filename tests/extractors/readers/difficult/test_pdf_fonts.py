"""PDF fonts that do not say which characters their glyphs are, or say it oddly."""

from __future__ import annotations

import pytest

from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.pdf_objects import (
    chinese,
    coded,
    one_page,
    shown,
    stream,
    to_unicode,
)

MARK = "标记甲一号"
CODES = bytes.fromhex("00010002000300040005")
IDENTITY = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H "
    b"/DescendantFonts [6 0 R] %s >>"
)
CID_FONT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /CIDToGIDMap /Identity "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 "
    b"/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 900 "
    b"/StemV 80 >> >>"
)
GLYPH = stream(b"1000 0 0 0 800 800 d1 0 0 800 800 re f")


def predefined(encoding: str, codec: str) -> bytes:
    """Text in one of the encodings that a viewer knows by name."""
    return one_page(coded(MARK.encode(codec)), chinese(encoding.encode()))


def identity(unicode: dict[int, str] | None) -> bytes:
    """Glyph numbers of a font that lies elsewhere, with or without a map to characters."""
    more = {5: IDENTITY % b"", 6: CID_FONT}
    if unicode is not None:
        more |= {5: IDENTITY % b"/ToUnicode 7 0 R", 7: to_unicode(unicode)}
    # Many a broken page has a readable head: the page is not without text.
    head = b"BT /G 12 Tf 80 780 Td <%s> Tj ET\n" % "申报材料".encode("utf-16-be").hex().encode()
    return one_page(head + coded(CODES), {**more, **chinese(number=8)}, fonts=b"/F 5 0 R /G 8 0 R")


def known_numbers() -> bytes:
    """Glyph numbers of Adobe's Chinese collection, no map: a viewer knows them by heart."""
    from pdfminer.cmapdb import CMapDB

    numbers = CMapDB.get_cmap("UniGB-UTF16-H").decode(MARK.encode("utf-16-be"))
    codes = b"".join(number.to_bytes(2, "big") for number in numbers)
    return one_page(coded(codes), chinese(b"Identity-H"))


def mapped(texts: str) -> dict[int, str]:
    return dict(enumerate(texts, start=1))


def drawn(names: str, unicode: bytes = b"") -> bytes:
    """A Type 3 font: each glyph is a drawing of its own."""
    glyphs = names.split()
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] "
        f"/CharProcs << {' '.join(f'/{name} 6 0 R' for name in glyphs)} >> "
        f"/Encoding << /Type /Encoding /Differences [1 {' '.join('/' + n for n in glyphs)}] >> "
        f"/FirstChar 1 /LastChar {len(glyphs)} /Widths [{'1000 ' * len(glyphs)}] "
        "/Resources << >> "
    ).encode()
    more = {5: font + unicode + b" >>", 6: GLYPH}
    if unicode:
        more[7] = to_unicode(mapped(MARK), width=1)
    return one_page(coded(bytes(range(1, len(glyphs) + 1))), more)


def named(names: str) -> bytes:
    """A simple font whose glyph names say nothing."""
    glyphs = names.split()
    font = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Song /FirstChar 1 "
        f"/LastChar {len(glyphs)} /Widths [{'1000 ' * len(glyphs)}] "
        f"/Encoding << /Type /Encoding /Differences [1 {' '.join('/' + n for n in glyphs)}] >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 "
        "/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 900 "
        "/StemV 80 >> >>"
    )
    return one_page(coded(bytes(range(1, len(glyphs) + 1))), {5: font.encode()})


def vertical(encoding: str = "UniGB-UTF16-V") -> bytes:
    return one_page(coded(MARK.encode("utf-16-be")), chinese(encoding.encode()))


PAGE = {MARK: "第1页"}

CASES = [
    Case("utf16 cmap", lambda: predefined("UniGB-UTF16-H", "utf-16-be"), read=(MARK,)),
    Case("ucs2 cmap", lambda: predefined("UniGB-UCS2-H", "utf-16-be"), read=(MARK,)),
    Case("gbk cmap", lambda: predefined("GBK-EUC-H", "gbk"), read=(MARK,)),
    Case("gbkp cmap", lambda: predefined("GBKp-EUC-H", "gbk"), read=(MARK,)),
    Case("gbk2k cmap", lambda: predefined("GBK2K-H", "gb18030"), read=(MARK,)),
    Case("gb2312 cmap", lambda: predefined("GB-EUC-H", "gb2312"), read=(MARK,)),
    Case("vertical writing", vertical, read=(MARK,)),
    Case(
        "vertical writing in gbk",
        lambda: one_page(coded(MARK.encode("gbk")), chinese(b"GBK-EUC-V")),
        read=(MARK,),
    ),
    Case("identity with map", lambda: identity(mapped(MARK)), read=(MARK,)),
    Case("identity of a known collection", known_numbers, read=(MARK,)),
    Case("identity without map", lambda: identity(None), listed=PAGE),
    Case(
        "map to private use",
        lambda: identity(mapped("\ue001\ue002\ue003\ue004\ue005")),
        listed=PAGE,
    ),
    Case("map to replacement signs", lambda: identity(mapped("\ufffd" * 5)), listed=PAGE),
    Case("map to nothing", lambda: identity({1: "标"}), listed=PAGE),
    Case(
        "map to control signs",
        lambda: identity(mapped("\x01\x02\x03\x04\x05")),
        listed=PAGE,
    ),
    Case(
        "map to several characters",
        lambda: identity({1: "标记", 2: "甲", 3: "一号", 4: "ffi", 5: "𠀀"}),
        read=(MARK, "ffi𠀀"),
    ),
    Case(
        "drawn glyphs with map",
        lambda: drawn("a b c d e", b"/ToUnicode 7 0 R"),
        read=(MARK,),
    ),
    Case(
        "drawn glyphs with names",
        lambda: drawn("uni6807 uni8BB0 uni7532 uni4E00 uni53F7"),
        read=(MARK,),
    ),
    Case("drawn glyphs of no name", lambda: drawn("g1 g2 g3 g4 g5"), listed=PAGE),
    Case("glyphs of no name", lambda: named("g1 g2 g3 g4 g5"), listed=PAGE),
    Case(
        "radicals for characters",
        lambda: one_page(shown("⼀⽤⼈：标记甲一号")),
        read=(MARK,),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_text_of_odd_fonts_is_read_or_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []
