"""Characters of the text layer: which are seen, where they stand, which have no meaning."""

from __future__ import annotations

import time
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Document, Layer
from extractors.readers import Equipment, read_bytes

FONT = "STSong-Light"
PLAIN = Equipment(recognise=False)


def pdf(data: bytes) -> Document:
    return read_bytes(data, "材料.pdf", PLAIN)


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in document.problems]


def texts(document: Document, layer: Layer = Layer.BODY) -> list[str]:
    return [block.text for block in document.blocks if block.layer is layer]


def test_a_glyph_is_as_high_as_its_type_whatever_its_ink(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 20)
        canvas.drawString(100, 700, "一丨。")

    line = pdf(canvas_pdf(draw)).blocks[0].lines[0]
    assert line.bbox[3] - line.bbox[1] == pytest.approx(20, abs=0.1)
    assert line.bbox[0] == pytest.approx(100, abs=0.5)
    assert line.bbox[1] < 842 - 700 < line.bbox[3]


def test_one_character_makes_a_page(canvas_pdf: Any) -> None:
    assert texts(pdf(canvas_pdf(lambda canvas: canvas.drawString(100, 700, "无")))) == ["无"]


def test_blanks_of_the_file_are_kept_and_none_is_invented(raw_pdf: Any) -> None:
    content = b"BT /F1 12 Tf 80 700 Td (plain text of ours) Tj 0 -90 Td [(sp) -150 (aced)] TJ ET"
    assert texts(pdf(raw_pdf(content))) == ["plain text of ours", "spaced"]


def test_a_blank_drawn_by_itself_parts_two_words(raw_pdf: Any) -> None:
    content = b"BT /F1 12 Tf 80 700 Td (no) Tj ( ) Tj (one) Tj ET"
    assert texts(pdf(raw_pdf(content))) == ["no one"]


@pytest.mark.parametrize("shift", [(0.4, 0.0), (0.0, 0.4), (0.4, 0.4)])
def test_type_printed_again_to_look_bold_is_read_once(
    canvas_pdf: Any, shift: tuple[float, float]
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "总面积1200平方米")
        canvas.drawString(80 + shift[0], 700 + shift[1], "总面积1200平方米")

    assert texts(pdf(canvas_pdf(draw))) == ["总面积1200平方米"]


def test_bold_faked_glyph_by_glyph_keeps_doubled_signs(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        for number, sign in enumerate("人人都有22个"):
            for shift in (0, 0.3, 0.6):
                canvas.drawString(80 + 12 * number + shift, 700, sign)

    assert "".join(texts(pdf(canvas_pdf(draw)))).replace(" ", "") == "人人都有22个"


def test_type_without_ink_too_small_or_off_the_page_is_hidden(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "看得见")
        text = canvas.beginText(80, 650)
        text.setTextRenderMode(3)
        text.textOut("没有墨")
        text.setTextRenderMode(0)
        canvas.drawText(text)
        canvas.drawString(80, 900, "纸外面")
        canvas.setFont(FONT, 0.1)
        canvas.drawString(80, 600, "太小了")

    document = pdf(canvas_pdf(draw))
    assert texts(document) == ["看得见"]
    hidden = "".join(texts(document, Layer.HIDDEN))
    assert all(text in hidden.replace("\n", "") for text in ("没有墨", "纸外面", "太小了"))
    assert codes(document) == [("hidden_content", "第1页")]


def test_white_type_on_a_dark_field_is_seen(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.darkblue)
        canvas.rect(70, 690, 200, 30, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.drawString(80, 700, "蓝底白字")
        canvas.drawString(80, 600, "白底白字")

    document = pdf(canvas_pdf(draw))
    assert texts(document) == ["蓝底白字"]
    assert texts(document, Layer.HIDDEN) == ["白底白字"]


def test_text_of_a_layer_that_is_switched_off_is_hidden(raw_pdf: Any) -> None:
    content = (
        b"BT /F1 12 Tf 80 700 Td (shown) Tj ET /OC /L1 BDC BT /F1 12 Tf 80 600 Td (not) Tj ET EMC"
    )
    data = raw_pdf(
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        b"<< /Type /OCG /Name (draft) >>",
        resources=b"/Properties << /L1 11 0 R >>",
        catalog=b"/OCProperties << /OCGs [11 0 R] /D << /OFF [11 0 R] >> >>",
    )
    document = pdf(data)
    assert texts(document) == ["shown"]
    assert texts(document, Layer.HIDDEN) == ["not"]


CID_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Song /Encoding /Identity-H "
    b"/DescendantFonts [11 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Song /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 12 0 R >>",
    b"<< /Type /FontDescriptor /FontName /AAAAAA+Song /Flags 4 /FontBBox [0 -200 1000 800] "
    b"/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
)


def test_glyphs_without_a_meaning_are_named_not_guessed(raw_pdf: Any) -> None:
    """A Chinese font without ToUnicode: the page needs recognition, and says so."""
    content = b"BT /F2 12 Tf 80 700 Td <0A0B0C0D0E0F0A1B1C1D1E1F> Tj ET"
    document = pdf(raw_pdf(content, *CID_FONT))
    assert codes(document) == [("no_recogniser", "第1页")]


def to_unicode(target: bytes) -> bytes:
    body = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0041> <"
        + target
        + b"> endbfchar endcmap end end"
    )
    return b"<< /Length %d >>\nstream\n" % len(body) + body + b"\nendstream"


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (b"00660069", "fi"),  # a ligature
        (b"00650301", "e\u0301"),  # with a combining mark
    ],
)
def test_a_glyph_may_stand_for_several_codes(raw_pdf: Any, target: bytes, text: str) -> None:
    font = (CID_FONT[0].replace(b"/DescendantFonts", b"/ToUnicode 13 0 R /DescendantFonts"),)
    content = b"BT /F2 12 Tf 80 700 Td <0041> Tj ET"
    assert texts(pdf(raw_pdf(content, *font, *CID_FONT[1:], to_unicode(target)))) == [text]


def test_private_signs_make_a_text_layer_broken(raw_pdf: Any) -> None:
    font = (CID_FONT[0].replace(b"/DescendantFonts", b"/ToUnicode 13 0 R /DescendantFonts"),)
    content = b"BT /F2 12 Tf 80 700 Td <004100410041> Tj ET"
    document = pdf(raw_pdf(content, *font, *CID_FONT[1:], to_unicode(b"E123")))
    assert codes(document) == [("no_recogniser", "第1页")]


@pytest.mark.parametrize("target", [b"0001", b"0002", b"000D"])
def test_signs_mapped_to_controls_make_a_text_layer_broken(raw_pdf: Any, target: bytes) -> None:
    font = (CID_FONT[0].replace(b"/DescendantFonts", b"/ToUnicode 13 0 R /DescendantFonts"),)
    content = b"BT /F2 12 Tf 80 700 Td <004100410041> Tj ET"
    document = pdf(raw_pdf(content, *font, *CID_FONT[1:], to_unicode(target)))
    assert codes(document) == [("no_recogniser", "第1页")]


def test_signs_known_by_the_names_of_their_glyphs_are_read(raw_pdf: Any) -> None:
    drawing = b"1000 0 0 0 800 800 d1 0 0 800 800 re f"
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] "
        b"/FontMatrix [.001 0 0 .001 0 0] /CharProcs << /uni56E2 11 0 R /uni961F 11 0 R >> "
        b"/Encoding << /Type /Encoding /Differences [1 /uni56E2 /uni961F] >> "
        b"/FirstChar 1 /LastChar 2 /Widths [1000 1000] /Resources << >> >>"
    )
    glyph = b"<< /Length %d >>\nstream\n" % len(drawing) + drawing + b"\nendstream"
    document = pdf(raw_pdf(b"BT /F2 12 Tf 80 700 Td <0102> Tj ET", font, glyph))
    assert texts(document) == ["团队"]
    assert codes(document) == []


def test_vertical_writing_keeps_its_signs_apart(canvas_pdf: Any) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import CIDFont

    pdfmetrics.registerFont(CIDFont(FONT, "UniGB-UCS2-V"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont(f"{FONT}-UniGB-UCS2-V", 12)
        canvas.drawString(300, 700, "团队成员".encode("utf-16-be").decode("latin-1"))

    document = pdf(canvas_pdf(draw))
    assert [text.replace("\n", "") for text in texts(document)] == ["团队成员"]


def test_coordinates_that_are_no_numbers_harm_nothing(raw_pdf: Any) -> None:
    content = (
        b"BT /F1 12 Tf 80 700 Td (here) Tj ET "
        b"BT /F1 12 Tf 1e38 0 0 1e38 1e38 1e38 Tm (far) Tj ET BT /F1 0 Tf 80 600 Td (none) Tj ET"
    )
    assert "here" in "".join(texts(pdf(raw_pdf(content))))


def test_twenty_thousand_scattered_letters_are_read_within_seconds(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 4)
        for number in range(20_000):
            x, y = number * 7919 % 5900 / 10 + 2, number * 104_729 % 8300 / 10 + 5
            canvas.drawString(x, y, chr(65 + number % 26))

    data = canvas_pdf(draw)
    start = time.process_time()
    document = pdf(data)
    assert time.process_time() - start < 200
    assert sum(len(block.text) for block in document.blocks) >= 19_000
