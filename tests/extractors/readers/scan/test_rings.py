"""Black seals on grey scans are seen by their ring; print and colour pages have none."""

import numpy as np
import pytest
from PIL import ImageDraw

from extractors.readers.scan.page import scanned_page
from extractors.readers.scan.rings import apart, grey_seals
from extractors.readers.scan.strokes import ink_of

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

DPI = 200
NAME = "星火创业孵化器有限公司"
LINE = (300, 500, "成立时间2019年3月18日")


def seen(page):
    colour = np.asarray(page.convert("RGB"))
    return grey_seals(colour, ink_of(colour[:, :, 0]), DPI)


def test_black_seal_is_seen_where_it_stands(sheet, stamped):
    mask = seen(stamped(sheet(LINE), NAME, 900, 1500).convert("L"))

    rows, columns = np.nonzero(mask)
    assert abs(rows.min() - 1504) < 8 and abs(columns.max() - 1226) < 8
    assert rows.min() > 1400  # no print


def test_colour_page_is_not_searched(sheet, stamped):
    assert not seen(stamped(sheet(LINE), NAME, 900, 1500)).any()


def test_print_and_tables_are_no_seals(sheet):
    page = sheet(
        *((220, y + 8, "市中华王丰回国○●◎口日田0O80") for y in range(300, 1500, 60)),
        rows=range(300, 1500, 60),
        columns=(200, 500, 900, 1300),
    )

    assert not seen(page).any()


@pytest.mark.parametrize("across", [120, 700])
def test_rings_of_other_sizes_are_no_seals(across, sheet):
    page = sheet(LINE)
    ImageDraw.Draw(page).ellipse([500, 900, 500 + across, 900 + across], outline="black", width=6)

    assert not seen(page).any()


def test_text_under_a_black_seal_is_marked_and_said(sheet, stamped, recogniser):
    page = stamped(sheet(LINE), NAME, 380, 380).convert("L")

    from extractors.readers.equipment import DEFAULT

    scanned = scanned_page(lambda dpi: page, 1, 595.0, 842.0, DEFAULT)

    assert "under_seal" in scanned.codes and len(scanned.seals) == 1
    assert any(glyph.sealed for glyph in scanned.content.glyphs)


def test_pieces_of_the_ring_are_no_rules_and_rules_through_it_are():
    seals = np.zeros((400, 600), np.uint8)
    seals[100:103, 200:280] = seals[100:103, 300:330] = 255

    assert apart([(101, 205, 275), (101, 50, 550)], seals) == [(101, 50, 550)]
