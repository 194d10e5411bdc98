"""Lone signs in cells are found again and read by their shape."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.scan.leftover import by_shape, overlooked
from extractors.readers.scan.lines import Slot

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

DPI = 200
CELL = (10.0, 10.0, 210.0, 70.0)
WHOLE = Slot(0, 0, 220, 80)


def ink(*lines, width=4):
    image = Image.new("L", (220, 80), 0)
    for line in lines:
        ImageDraw.Draw(image).line(line, fill=255, width=width)
    return np.asarray(image)


def read(text, drawn, score=0.9):
    (glyph,) = by_shape([Glyph(text, 90, 20, 130, 60, 30, score)], WHOLE, drawn)
    return glyph


def test_lone_sign_in_a_cell_is_found():
    (slot,) = overlooked(
        [[CELL]], ink([(100, 30), (118, 30), (118, 52), (100, 52), (100, 30)]), DPI
    )

    assert slot.x0 < 100 and slot.x1 > 118 and slot.top < 30 and slot.bottom > 52


def test_dust_and_ragged_rules_are_no_signs():
    drawn = ink([(100, 40), (102, 40)], [(10, 12), (210, 12)], width=2)

    assert overlooked([[CELL]], drawn, DPI) == []


def test_empty_and_tiny_cells_hold_nothing():
    assert overlooked([[CELL, (0.0, 0.0, 6.0, 6.0)]], ink(), DPI) == []


def test_leaning_stroke_is_a_slash():
    slash = read("1", ink([(100, 60), (118, 20)]))

    assert slash.text == "/" and slash.score < 0.9


def test_upright_stroke_stays_one():
    assert read("1", ink([(110, 20), (110, 60)])).text == "1"


def test_even_level_stroke_is_a_dash():
    assert read("一", ink([(90, 40), (130, 40)])).text == "—"


def test_level_stroke_that_swells_is_a_numeral():
    assert read("一", ink([(90, 40), (130, 40)], [(122, 36), (130, 42)], width=5)).text == "一"


def test_longer_lines_are_left_as_read():
    glyphs = [Glyph(mark, 0, 0, 9, 9, 9, 0.9) for mark in "11"]

    assert by_shape(glyphs, WHOLE, ink([(100, 60), (118, 20)])) == glyphs
