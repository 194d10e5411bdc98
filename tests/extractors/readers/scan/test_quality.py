"""Dark and coarse pictures are named; plain scans are not."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from extractors.readers.scan.quality import is_coarse, is_dark
from extractors.readers.scan.strokes import ink_of

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

SIZE = (900, 300)
TEXTS = [(40, y, "众创空间使用面积八百二十平方米工位") for y in (30, 90, 150, 210)]
POINTS = 34 * 72 / 200


def dark(page):
    grey = np.asarray(page.convert("L"))
    return is_dark(grey, ink_of(grey))


def coarse(page, size=POINTS):
    grey = np.asarray(page.convert("L"))
    return is_coarse(grey, ink_of(grey), [size])


def between(page, black, white):
    """The page with black and white moved to other brightnesses."""
    return page.convert("L").point(lambda value: int(black + value * (white - black) / 255))


@pytest.mark.parametrize(
    ("black", "white", "expected"),
    [(0, 255, False), (20, 180, False), (0, 130, False), (0, 90, True), (190, 235, True)],
)
def test_dark_or_flat_page(black, white, expected, sheet):
    assert dark(between(sheet(*TEXTS, size=SIZE), black, white)) is expected


def test_page_without_print_is_not_dark(sheet):
    assert not dark(between(sheet(size=SIZE), 0, 80))


@pytest.mark.parametrize(("dots", "expected"), [(200, False), (150, False), (72, True), (50, True)])
def test_picture_of_few_dots_is_coarse(dots, expected, sheet):
    page = sheet(*TEXTS, size=SIZE)
    small = page.resize((SIZE[0] * dots // 200, SIZE[1] * dots // 200), Image.Resampling.BOX)

    assert coarse(small.resize(SIZE, Image.Resampling.BICUBIC)) is expected


def test_large_type_out_of_few_dots_is_not_coarse(sheet):
    page = sheet((40, 60, "众创空间"), size=SIZE, type_size=150).filter(ImageFilter.GaussianBlur(1))

    assert not coarse(page, 150 * 72 / 200)


def test_nothing_read_is_not_coarse(sheet):
    grey = np.asarray(sheet(size=SIZE).convert("L"))

    assert not is_coarse(grey, ink_of(grey), [])
