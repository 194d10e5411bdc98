"""Ruling strokes and pictures of a page."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Document
from extractors.readers import Equipment, read_bytes

XS, YS = (80, 180, 320), (700, 670, 640)


def pdf(data: bytes) -> Document:
    return read_bytes(data, "材料.pdf", Equipment(recognise=False))


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in document.problems]


def fill(canvas: Canvas) -> None:
    for row, y in enumerate(YS[:-1]):
        for column, x in enumerate(XS[:-1]):
            canvas.drawString(x + 5, y - 20, f"{row}行{column}列")


def stroked(canvas: Canvas) -> None:
    canvas.grid(list(XS), list(YS))


def bars(canvas: Canvas) -> None:
    for y in YS:
        canvas.rect(XS[0], y, XS[-1] - XS[0], 0.5, stroke=0, fill=1)
    for x in XS:
        canvas.rect(x, YS[-1], 0.5, YS[0] - YS[-1], stroke=0, fill=1)


def dashed(canvas: Canvas) -> None:
    canvas.setDash(3, 2)
    canvas.grid(list(XS), list(YS))


def dashes(canvas: Canvas) -> None:
    for y in YS:
        for x in range(XS[0], XS[-1], 4):
            canvas.line(x, y, x + 2, y)
    for x in XS:
        for y in range(YS[-1], YS[0], 4):
            canvas.line(x, y, x, y + 2)


def cells(canvas: Canvas) -> None:
    for x0, x1 in pairwise(XS):
        for y0, y1 in pairwise(YS):
            canvas.rect(x0, y1, x1 - x0, y0 - y1)


def form(canvas: Canvas) -> None:
    canvas.beginForm("borders")
    stroked(canvas)
    canvas.endForm()
    canvas.saveState()
    canvas.doForm("borders")
    canvas.restoreState()


@pytest.mark.parametrize("borders", [stroked, bars, dashed, dashes, cells, form])
def test_borders_make_cells_however_they_are_drawn(
    canvas_pdf: Any, rows_of: Any, borders: Any
) -> None:
    def draw(canvas: Canvas) -> None:
        borders(canvas)
        fill(canvas)

    assert rows_of(pdf(canvas_pdf(draw))) == [["0行0列", "0行1列"], ["1行0列", "1行1列"]]


def test_a_table_in_a_moved_and_scaled_form_stands_where_it_is_seen(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("whole")
        canvas.setFont("STSong-Light", 12)
        stroked(canvas)
        fill(canvas)
        canvas.endForm()
        canvas.translate(40, 300)
        canvas.scale(0.5, 0.5)
        canvas.doForm("whole")

    blocks = pdf(canvas_pdf(draw)).blocks
    assert [block.text for block in blocks] == ["0行0列", "0行1列", "1行0列", "1行1列"]
    assert blocks[0].anchor.bbox == pytest.approx((80, 191.89, 130, 206.89), abs=0.6)


def test_a_sheet_merged_as_a_whole_keeps_its_text(canvas_pdf: Any, rows_of: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(80, 400, 240, 300)
        canvas.line(80, 670, 320, 670)
        canvas.drawString(85, 680, "申报单位意见")
        canvas.drawString(85, 600, "同意申报。")

    assert rows_of(pdf(canvas_pdf(draw))) == [["申报单位意见"], ["同意申报。"]]


def test_three_hundred_thousand_rectangles_do_not_hang(raw_pdf: Any) -> None:
    content = b"BT /F1 12 Tf 80 700 Td (text) Tj ET " + b"1 1 5 5 re f " * 300_000
    start = time.process_time()
    document = pdf(raw_pdf(content))
    assert time.process_time() - start < 300
    assert [block.text for block in document.blocks] == ["text"]
    assert codes(document) == [("unread_part", "第1页")]


def test_a_lattice_of_strokes_does_not_hang(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, "正文")
        for number in range(2_900):
            canvas.line(number * 4, 0, number * 4, 14_000)
            canvas.line(0, number * 4, 14_000, number * 4)

    document = pdf(canvas_pdf(draw, size=(14_400, 14_400)))
    assert "正文" in [block.text for block in document.blocks]
    assert codes(document) == [("unread_part", "第1页")]


def picture(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), x, y, width, height)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((119, 119), []),  # a seal
        ((200, 60), []),  # a signature
        ((300, 200), [("unread_part", "第1页 图片")]),  # a certificate
        ((450, 500), [("unread_part", "第1页 图片")]),
    ],
)
def test_a_picture_large_enough_to_hold_text_is_named(
    canvas_pdf: Any, size: tuple[float, float], said: list[tuple[str, str]]
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 780, "附：营业执照复印件，原件与本页所附图片一致，特此说明。")
        picture(canvas, 60, 200, *size)

    assert codes(pdf(canvas_pdf(draw))) == said


def test_a_page_that_is_a_picture_needs_recognition(canvas_pdf: Any) -> None:
    def scan(canvas: Canvas) -> None:
        picture(canvas, 0, 0, 595, 842)

    document = pdf(canvas_pdf(lambda canvas: canvas.drawString(80, 700, "正文"), scan))
    assert codes(document) == [("no_recogniser", "第2页")]
    assert [block.text for block in document.blocks] == ["正文"]


def test_what_a_scanner_recognised_is_used_where_nothing_else_is(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas, 0, 0, 595, 842)
        text = canvas.beginText(80, 700)
        text.setTextRenderMode(3)
        text.textOut("本空间位于科技园区核心地段交通便利周边高校林立")
        canvas.drawText(text)

    document = pdf(canvas_pdf(draw))
    assert document.blocks[0].text.startswith("本空间位于")
    assert document.pages[0].recognised
    assert codes(document) == [("unread_part", "第1页 图片（采用其自带的文字层）")]


def test_paper_with_a_pattern_under_much_text_is_only_paper(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas, 0, 0, 595, 842)
        for number in range(20):
            canvas.drawString(80, 780 - 20 * number, f"第{number}行的文字写在有底纹的纸上面")

    assert codes(pdf(canvas_pdf(draw))) == []
