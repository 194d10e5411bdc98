"""What a seal or dirt left is kept out of the text and said; legible print under ink is kept."""

import numpy as np
import pytest

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.scan.lines import Slot
from extractors.readers.scan.trust import doubt_of, layers_of, sealed

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

SLOT = Slot(100, 40, 160, 70)


def layers(dark=40, red=None, height=24):
    """A page with some print, and ink of some darkness in the slot."""
    grey = np.full((200, 400), 250, np.uint8)
    grey[150:170, 20:380:4] = 40
    grey[43 : 43 + height, 105:155:5] = dark
    ink = np.where(grey < 240, 255, 0).astype(np.uint8)
    stamped = np.zeros_like(grey)
    if red is not None:
        stamped[red] = 255
    return layers_of(grey, ink, stamped, 200)


def line(text, score):
    return [
        Glyph(mark, 105 + 20 * i, 43, 124 + 20 * i, 67, 24, score) for i, mark in enumerate(text)
    ]


OVER, BESIDE = np.s_[40:70, 100:160], np.s_[40:70, 157:160]


@pytest.mark.parametrize(
    ("text", "score", "red", "doubt"),
    [
        ("86", 0.99, None, None),
        ("86", 0.99, OVER, None),  # dark, and surely read
        ("8", 0.55, None, None),  # a value of a cell, to be checked by its score
        ("m", 0.55, BESIDE, "under_seal"),
        ("有限", 0.7, OVER, "under_seal"),
        ("有限", 0.3, None, "unread_part"),
        ("", 0.0, None, "unread_part"),
        ("", 0.0, BESIDE, "under_seal"),
    ],
)
def test_doubt_of_a_line(text, score, red, doubt):
    assert doubt_of(line(text, score), SLOT, layers(red=red)) == doubt


def test_what_is_left_of_lifted_ink_is_nothing_however_surely_it_is_read():
    assert doubt_of(line("K", 0.99), SLOT, layers(dark=200, red=BESIDE)) == ""


def test_dirt_lower_than_print_is_nothing():
    assert doubt_of([], SLOT, layers(height=5)) == ""


def test_empty_place_is_nothing():
    assert doubt_of([], Slot(300, 10, 350, 40), layers()) == ""


@pytest.mark.parametrize(
    ("red", "covered"),
    [
        (None, False),
        (np.s_[43:67, 107:109], False),  # between the strokes
        (np.s_[43:67, 104:107], True),  # over one of them
        (np.s_[40:70, 100:160], True),
    ],
)
def test_character_is_sealed_where_ink_lies_over_its_strokes(red, covered):
    (glyph,) = sealed(line("8", 0.99), layers(red=red))

    assert glyph.sealed is covered
