"""Boxes to tick are seen as drawn, and letters that look like boxes stay letters."""

import numpy as np
import pytest
from PIL import ImageDraw

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.scan.strokes import ink_of
from extractors.readers.scan.ticks import Square, squares_of, with_boxes

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

DPI = 200


def signs(page):
    return "".join(square.sign for square in squares_of(ink_of(np.asarray(page.convert("L"))), DPI))


def test_empty_ticked_and_filled_boxes(sheet):
    page = sheet()
    pen = ImageDraw.Draw(page)
    for x in (100, 200, 300):
        pen.rectangle([x, 100, x + 24, 124], outline="black", width=2)
    pen.line([(204, 110), (211, 119), (230, 96)], fill="black", width=3)
    pen.rectangle([300, 100, 324, 124], fill="black")

    assert signs(page) == "□☑■"


@pytest.mark.parametrize(
    ("read", "legs", "kept"),
    [
        ("口", False, "□"),  # what recognisers make of a box
        ("口", True, "口"),  # its strokes go on below: the character
        ("国", False, "国"),  # surely read
        ("D", False, "D"),  # of 3D, drawn with straight strokes
        ("有", False, "有"),  # no box at all
    ],
)
def test_reading_and_drawing_are_weighed(read: str, legs: bool, kept: str):
    glyph = Glyph(read, 100, 100, 128, 128, 28, 0.99)
    beside = Glyph("是", 130, 100, 158, 128, 28, 0.99)

    seen = with_boxes([glyph, beside], [Square(102, 102, 126, 126, "□", legs)])

    assert {kept, "是"} == {one.text for one in seen}


def test_lost_box_is_put_back_before_its_word():
    beside = Glyph("企", 130, 100, 158, 128, 28, 0.99)

    seen = with_boxes([beside], [Square(100, 104, 122, 126, "■", False)])

    assert [(one.text, one.x0) for one in seen] == [("企", 130), ("■", 100)]


def test_speck_far_from_print_is_no_box():
    beside = Glyph("企", 130, 100, 158, 128, 28, 0.99)

    assert with_boxes([beside], [Square(900, 104, 922, 126, "■", False)]) == [beside]
