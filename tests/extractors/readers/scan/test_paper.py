"""A sheet photographed from an angle is laid flat; scans stay as they are."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.readers.scan.paper import flat

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

CORNERS = [(120, 100), (690, 140), (720, 880), (90, 850)]


def photo(desk, paper="white", corners=CORNERS):
    image = Image.new("RGB", (800, 1000), desk)
    ImageDraw.Draw(image).polygon(corners, fill=paper)
    return np.asarray(image)


def test_sheet_on_a_desk_is_cut_out_and_its_corners_lead_back():
    sheet, back = flat(photo((70, 50, 40)))

    height, width = sheet.shape[:2]
    assert float(sheet.mean()) > 235 and 0.6 < width / height < 0.9
    for corner, wanted in zip(
        [(0, 0), (width, 0), (width, height), (0, height)], CORNERS, strict=True
    ):
        x, y, depth = back @ (*corner, 1)
        assert abs(x / depth - wanted[0]) < 12 and abs(y / depth - wanted[1]) < 12


@pytest.mark.parametrize(
    ("desk", "paper", "corners"),
    [
        ("white", "white", CORNERS),  # nothing darker around: a scan
        ((225, 225, 225), "white", CORNERS),  # a bright desk
        ((70, 50, 40), "white", [(300, 400), (420, 400), (420, 560), (300, 560)]),  # a card
        ((70, 50, 40), "white", [(100, 100), (700, 500), (100, 900)]),  # no sheet has three
        ((70, 50, 40), "white", [(0, 0), (800, 0), (800, 1000), (0, 1000)]),  # fills the photo
    ],
)
def test_what_is_no_sheet_on_a_desk_stays_as_it_is(desk, paper, corners):
    picture = photo(desk, paper, corners)

    same, back = flat(picture)

    assert same is picture and (back == np.eye(3)).all()
