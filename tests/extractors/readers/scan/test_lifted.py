"""A seal's ink is lifted, print under it stays, on bright paper and in shadow."""

import numpy as np
import pytest

from extractors.readers.scan.lifted import without_stamps
from extractors.readers.scan.seals import red_ink
from extractors.readers.scan.strokes import ink_of

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

DPI = 200


def lifted(page):
    colour = np.asarray(page.convert("RGB"))
    return without_stamps(colour, red_ink(colour, DPI))


def test_seal_on_white_paper_leaves_no_ink(sheet, stamped):
    grey = lifted(stamped(sheet(size=(600, 600)), "星火创业孵化器有限公司", 100, 100))

    assert not ink_of(grey).any()


def test_print_under_a_seal_is_as_dark_as_elsewhere(sheet, stamped):
    plain = sheet((120, 230, "使用面积820平方米"), size=(600, 600))

    grey = lifted(stamped(plain, "星火创业孵化器有限公司", 100, 100))

    before, after = (ink_of(one) > 0 for one in (np.asarray(plain.convert("L")), grey))
    assert (before & after).sum() > 0.9 * before.sum()
    assert (after & ~before).sum() < 0.05 * before.sum()


def test_shadow_over_a_seal_is_no_ink(sheet, stamped):
    page = stamped(sheet(size=(600, 600)), "星火创业孵化器有限公司", 100, 100)
    shadow = np.linspace(1.0, 0.6, 600)[None, :, None]
    from PIL import Image

    page = Image.fromarray((np.asarray(page) * shadow).astype(np.uint8))

    assert ink_of(lifted(page)).mean() < 0.5


def test_page_without_a_stamp_is_its_red_channel(sheet):
    page = sheet((40, 40, "孵化器"), size=(400, 200))

    assert (lifted(page) == np.asarray(page)[:, :, 0]).all()


def test_red_headline_stays_print(sheet):
    page = sheet(size=(1200, 300))
    from PIL import ImageDraw

    pen = ImageDraw.Draw(page)
    for x in range(100, 1000, 60):
        pen.rectangle([x, 100, x + 50, 150], fill=(220, 20, 20))

    assert lifted(page)[125, 125] < 60
