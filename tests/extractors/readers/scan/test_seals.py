"""Seals are found on white paper and over tables, several on one page, with their names."""

import numpy as np
from PIL import ImageDraw

from extractors.readers.scan.engine import engine
from extractors.readers.scan.seals import red_ink, seals_of

DPI = 200
NAME = "星火创业孵化器有限公司"


def seals(page):
    colour = np.asarray(page.convert("RGB"))
    return seals_of(colour, red_ink(colour, DPI).stamped, DPI, engine())


def test_seal_on_white_paper_is_found_and_read(sheet, stamped, recogniser):
    (seal,) = seals(stamped(sheet(size=(800, 800)), NAME, 200, 200))

    assert seal.text == NAME and (seal.score or 0) > 0.8
    assert abs(seal.x0 - 203) < 4 and abs(seal.bottom - 527) < 4


def test_two_seals_of_one_page_top_down(sheet, stamped, recogniser):
    page = sheet(rows=(300, 360, 420, 480), columns=(100, 400, 700), size=(900, 1400))
    page = stamped(stamped(page, NAME, 300, 900), "彝绣文化创意有限公司", 300, 250)

    assert [seal.top // 100 for seal in seals(page)] == [2, 9]


def test_red_ring_without_a_name_is_a_seal_with_no_text(sheet, recogniser):
    page = sheet(size=(800, 800))
    ImageDraw.Draw(page).ellipse([200, 200, 520, 520], outline=(214, 50, 55), width=7)

    (seal,) = seals(page)

    assert (seal.text, seal.score) == ("", None)


def test_red_lines_and_dots_are_no_seals(sheet, recogniser):
    page = sheet(size=(1200, 800))
    pen = ImageDraw.Draw(page)
    pen.line([(100, 200), (1100, 200)], fill=(220, 20, 20), width=5)
    pen.ellipse([300, 400, 360, 460], fill=(220, 20, 20))
    pen.line([(600, 300), (800, 500)], fill=(220, 20, 20), width=5)

    assert seals(page) == []
