"""Rules go on under a seal, and nothing else does."""

import numpy as np
import pytest

from extractors.readers.scan.covered import continued

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

DPI = 200
Y = 100


def page(*drawn, red=()):
    """Ink and red ink of a small page: level parts of one rule, and columns that are red."""
    ink, stamped = np.zeros((300, 600), np.uint8), np.zeros((300, 600), np.uint8)
    for start, end in drawn:
        ink[Y - 1 : Y + 2, start:end] = 255
    for start, end in red:
        stamped[Y - 20 : Y + 20, start:end] = 255
    return ink, stamped


def test_rule_goes_on_where_it_shows_on_both_sides():
    ink, red = page((50, 200), (260, 500), red=[(195, 265)])

    _, level, drawn = continued([], [(Y, 50, 200), (Y, 260, 500)], ink, red, DPI)

    assert level == [(Y, 50, 500)]
    assert drawn[Y, 200:260].all()


@pytest.mark.parametrize("red", [(), [(400, 450)], [(195, 215)]])
def test_hole_without_red_ink_in_it_stays(red):
    ink, stamped = page((50, 200), (260, 500), red=red)
    strokes = [(Y, 50, 200), (Y, 260, 500)]

    assert continued([], strokes, ink, stamped, DPI)[1] == strokes


def test_rule_that_ends_in_red_ink_reaches_the_rule_behind():
    ink, red = page((50, 200), red=[(190, 255)])

    _, level, _ = continued([(250, 40, 200)], [(Y, 50, 200)], ink, red, DPI)

    assert level == [(Y, 50, 250)]


def test_corner_under_a_seal_is_closed():
    ink, red = page((50, 200), red=[(190, 255)])
    ink[130:290, 249:252] = 255
    red[80:140, 190:255] = 255

    upright, level, _ = continued([(250, 130, 290)], [(Y, 50, 200)], ink, red, DPI)

    assert (upright, level) == ([(250, Y, 290)], [(Y, 50, 250)])


def test_letters_stroke_in_red_ink_stays_short():
    ink, red = page((180, 210), red=[(150, 255)])

    _, level, _ = continued([(160, 40, 200), (250, 40, 200)], [(Y, 180, 210)], ink, red, DPI)

    assert level == [(Y, 180, 210)]


def test_red_ink_without_a_rule_behind_adds_nothing():
    ink, red = page((50, 200), red=[(190, 300)])

    assert continued([], [(Y, 50, 200)], ink, red, DPI)[1] == [(Y, 50, 200)]


def test_page_without_red_ink_is_left_as_it_is():
    ink, red = page((50, 200), (260, 500))

    upright, level, drawn = continued([], [(Y, 50, 200)], ink, red, DPI)

    assert (upright, level) == ([], [(Y, 50, 200)]) and drawn is ink
