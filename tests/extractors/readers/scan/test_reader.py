"""Picture files of every usual kind are read; hostile ones are refused before they are decoded."""

import io
import struct
import zlib

import pytest
from PIL import Image

from extractors.errors import Unreadable
from extractors.limits import LIMITS
from extractors.readers import read_bytes
from extractors.readers.equipment import Equipment
from extractors.readers.scan.reader import read_image

SIZE = (700, 200)
LINE = (40, 60, "使用面积820平方米")
WANTED = "使用面积820平方米"


def words(document):
    return "".join("".join(block.text.split()) for block in document.blocks)


def codes(document):
    return [problem.code for problem in document.problems]


def test_picture_is_read_with_page_and_box(sheet, saved, recogniser):
    document = read_bytes(saved(sheet(LINE, size=SIZE), dpi=(200, 200)), "照片.png")

    assert (document.kind, words(document), codes(document)) == ("image", WANTED, [])
    (page,) = document.pages
    assert page.recognised and abs(page.width - 252) < 0.5
    x0, top, x1, bottom = document.blocks[0].anchor.bbox
    assert abs(x0 - 40 * 0.36) < 4 and 60 * 0.36 < top < bottom < 110 * 0.36 and x1 < page.width


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "PNG"), ("L", "BMP"), ("P", "GIF"), ("CMYK", "JPEG"), ("RGBA", "WEBP"), ("I;16", "PNG")],
)
def test_every_usual_kind_of_picture(mode, kind, sheet, saved, recogniser):
    page = sheet(LINE, size=SIZE)
    if mode == "I;16":
        page = page.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        page = page.convert(mode)

    assert words(read_bytes(saved(page, kind), "图." + kind.lower())) == WANTED


def test_transparent_paper_is_white(sheet, saved, recogniser):
    page = sheet(LINE, size=SIZE).convert("RGBA")
    page.putdata([(0, 0, 0, 0) if p[0] > 200 else p for p in page.get_flattened_data()])

    assert words(read_bytes(saved(page), "图.png")) == WANTED


def test_pages_on_their_side_or_head_are_read(sheet, saved, recogniser):
    """Boxes stay where the page as handed in shows them."""
    page = sheet(LINE, (40, 120, "创业导师三十六人"), size=SIZE)
    for degrees in (90, 180, 270):
        document = read_bytes(saved(page.rotate(degrees, expand=True)), "图.png")

        assert words(document) == WANTED + "创业导师三十六人"
        width, height = document.pages[0].width, document.pages[0].height
        assert (width > height) == (degrees == 180)
        assert all(b.anchor.bbox[2] <= width + 1 for b in document.blocks)


def test_camera_orientation_is_applied(sheet, saved, recogniser):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    page = sheet(LINE, size=SIZE).rotate(90, expand=True)

    document = read_bytes(saved(page, "JPEG", exif=exif, quality=95), "图.jpg")

    assert words(document) == WANTED
    assert document.pages[0].width > document.pages[0].height


def test_each_page_of_a_tiff_is_told_and_read(sheet, saved, recogniser):
    told: list[tuple[int, int]] = []
    pages = [sheet((40, 60, text), size=SIZE) for text in ("甲方已签字。", "乙方已签字。")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    document = read_bytes(data, "合同.tif", Equipment(told=lambda *now: told.append(now)))

    assert [(b.anchor.page, b.text) for b in document.blocks] == [
        (1, "甲方已签字。"),
        (2, "乙方已签字。"),
    ]
    assert told == [(0, 2), (1, 2)]


def test_cut_file_is_read_as_far_as_it_goes(sheet, saved, recogniser):
    data = saved(sheet(LINE, size=(700, 900)), "JPEG")

    document = read_bytes(data[: len(data) * 3 // 4], "图.jpg")

    assert "repaired" in codes(document) and words(document) == WANTED


def test_pixel_bomb_is_refused_by_its_header():
    side = 30_000

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")

    assert side * side > LIMITS.image_pixels
    assert codes(read_bytes(data, "图.png")) == ["limit_size"]


def test_too_many_pages_are_refused(saved):
    dots = [Image.new("1", (8, 8)) for _ in range(LIMITS.image_frames + 1)]

    data = saved(dots[0], "TIFF", save_all=True, append_images=dots[1:])

    assert codes(read_bytes(data, "图.tif")) == ["limit_size"]


@pytest.mark.parametrize(
    "broken", [b"\x89PNG\r\n\x1a\nno picture", b"II*\x00" + b"\xff" * 60, b"BM"]
)
def test_broken_picture_is_said(broken):
    with pytest.raises(Unreadable, match="damaged"):
        read_image(broken, "图.png")


@pytest.mark.parametrize(("pictures", "places"), [(1, []), (2, ["第2帧起"])])
def test_of_an_animation_the_later_pictures_are_named(pictures: int, places: list[str]) -> None:
    frames = [Image.new("L", (60, 30), 255 - number) for number in range(pictures)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    document = read_bytes(out.getvalue(), "图.gif", Equipment(recognise=False))
    assert [p.place for p in document.problems if p.code == "unread_part"] == places
