"""Text is read without the machine's fonts and loses nothing; pages are drawn with them."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import Equipment, read_bytes
from extractors.readers.pdf.boxfont import box_font
from extractors.readers.pdf.fonts import drawing, reading
from extractors.readers.pdf.opened import Opened

FONT = "STSong-Light"


@pytest.fixture
def page() -> bytes:
    """One large sign of a Chinese font that the file does not hold."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(200, 200), invariant=True)
    canvas.setFont(FONT, 100)
    canvas.drawString(50, 50, "国")
    canvas.save()
    return buffer.getvalue()


def drawn(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    try:
        return shades(document[0].render(scale=1).to_pil())
    finally:
        document.close()


def shades(picture: Image.Image) -> bytes:
    return picture.convert("L").tobytes()


def ink(picture: bytes) -> int:
    return sum(shade < 128 for shade in picture)


def test_a_sign_that_stands_alone_is_kept(page: bytes) -> None:
    document = read_bytes(page, "材料.pdf", Equipment(recognise=False))
    assert [block.text for block in document.blocks] == ["国"]
    assert document.blocks[0].anchor.bbox == pytest.approx((50, 65, 150, 165), abs=3)


def test_the_font_that_stands_in_is_a_box_for_every_sign() -> None:
    font = ImageFont.truetype(io.BytesIO(box_font()), 100)
    assert font.getbbox("中") == font.getbbox("a") == (0, 0, 50, 100)


def test_drawing_after_and_within_reading_shows_the_machines_fonts(page: bytes) -> None:
    before = drawn(page)
    with reading():
        boxed = drawn(page)
        with drawing():
            assert drawn(page) == before
        assert drawn(page) == boxed
    assert drawn(page) == before
    assert ink(boxed) != ink(before)


def test_fonts_come_back_when_reading_fails(page: bytes) -> None:
    before = drawn(page)
    with pytest.raises(ValueError, match="broken"), reading():
        raise ValueError("broken")
    assert drawn(page) == before


def test_a_page_loaded_for_its_text_is_drawn_as_a_viewer_draws_it(page: bytes) -> None:
    before = drawn(page)
    with reading():
        opened = Opened(page, "材料.pdf")
        try:
            with opened.page(1) as loaded:
                assert loaded is not None
                assert loaded.get_textpage().get_text_bounded() == "国"
                assert shades(opened.picture(1, 72)) == before
        finally:
            opened.close()


def test_reading_again_and_again_changes_nothing(page: bytes) -> None:
    pictures: list[Any] = []
    for _ in range(3):
        read_bytes(page, "材料.pdf", Equipment(recognise=False))
        pictures.append(drawn(page))
    assert pictures[0] == pictures[1] == pictures[2]
