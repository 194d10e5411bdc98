"""Pictures of every make: read where recognition is installed, else listed, never empty."""

from __future__ import annotations

import io
from importlib.util import find_spec

import pytest
from PIL import Image, TiffImagePlugin

from extractors.readers import Equipment
from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.pdf_objects import one_page, shown, stream
from tests.extractors.readers.difficult.pictures import font_path, picture, png, saved

MARK, OTHER = "众创空间认定", "租赁合同"
OTHER_LISTED = {OTHER: "第2页"}


def turned(orientation: int) -> bytes:
    """A photo that its own note says to turn before it is shown."""
    image = picture(MARK).transpose(
        Image.Transpose.ROTATE_90 if orientation == 6 else Image.Transpose.ROTATE_180
    )
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, "JPEG", exif=exif, quality=90)


def frames() -> bytes:
    """A fax: two frames of one bit a pixel."""
    return saved(
        picture(MARK, "1"),
        "TIFF",
        save_all=True,
        append_images=[picture(OTHER, "1")],
        compression="group4",
        dpi=(200, 200),
    )


def transparent() -> bytes:
    """Black type on nothing: a reader that drops the transparency sees black on black."""
    image = picture(MARK).convert("L")
    out = Image.new("RGBA", image.size, (0, 0, 0, 0))
    out.putalpha(image.point(lambda value: 255 - value))
    return saved(out, "PNG")


def huge() -> bytes:
    """A small file that claims more pixels than any scan has."""
    data = bytearray(saved(Image.new("1", (64, 64)), "PNG"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def cut() -> bytes:
    data = saved(picture(MARK), "JPEG", quality=90)
    return data[: len(data) // 2]


def many_frames() -> bytes:
    image = Image.new("1", (60, 60), 1)
    with io.BytesIO() as buffer:
        with TiffImagePlugin.AppendingTiffWriter(buffer, True) as writer:
            for _ in range(300):
                image.save(writer, "TIFF")
                writer.newFrame()
        return buffer.getvalue()


def scanned(content: bytes = b"", text: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF page under a picture, `text` beside it."""
    image = picture(MARK, "L", (1240, 700))
    entries = (
        b"/Type /XObject /Subtype /Image /Width 1240 /Height 700 /ColorSpace /DeviceGray /"
        b"BitsPerComponent 8"
    )
    return one_page(
        content or b"q 595 0 0 336 0 506 cm /I Do Q " + text,
        {7: stream(image.tobytes(), entries, packed=True)},
        resources=b"/XObject << /I 7 0 R >>",
        page=page,
    )


PICTURES = [
    Case("png", lambda: png(MARK), "照片.png", listed={MARK: ""}),
    Case(
        "jpeg in cmyk",
        lambda: saved(picture(MARK, "CMYK"), "JPEG", quality=90),
        "照片.jpg",
        listed={MARK: ""},
    ),
    Case("turned by exif", lambda: turned(6), "照片.jpg", listed={MARK: ""}),
    Case("upside down by exif", lambda: turned(3), "照片.jpg", listed={MARK: ""}),
    Case("fax of two frames", frames, "传真.tif", listed={MARK: "", **OTHER_LISTED}),
    Case("transparent", transparent, "照片.png", listed={MARK: ""}),
    Case(
        "palette", lambda: saved(picture(MARK).convert("P"), "PNG"), "照片.png", listed={MARK: ""}
    ),
    Case(
        "sixteen bits",
        lambda: saved(picture(MARK, "L").convert("I;16").point(lambda v: v * 256), "PNG"),
        "照片.png",
        listed={MARK: ""},
    ),
    Case("bmp", lambda: saved(picture(MARK), "BMP"), "照片.bmp", listed={MARK: ""}),
    Case(
        "webp", lambda: saved(picture(MARK), "WEBP", lossless=True), "照片.webp", listed={MARK: ""}
    ),
    Case("gif", lambda: saved(picture(MARK), "GIF"), "照片.gif", listed={MARK: ""}),
    Case(
        "under a pdf's name",
        lambda: png(MARK),
        "执照.pdf",
        listed={MARK: ""},
        codes=frozenset({"wrong_extension"}),
    ),
]

REFUSED = [
    Case("claims too many pixels", huge, "照片.png", codes=frozenset({"limit_size"})),
    Case("cut", cut, "照片.jpg", listed={MARK: ""}),
    Case("too many frames", many_frames, "照片.tif", listed={MARK: ""}),
    Case(
        "nothing on it",
        lambda: saved(Image.new("RGB", (900, 300), "white"), "PNG"),
        "照片.png",
        listed={MARK: ""},
    ),
    Case(
        "one pixel",
        lambda: saved(Image.new("RGB", (1, 1), "white"), "PNG"),
        "照片.png",
        listed={MARK: ""},
    ),
]

PAGES = [
    Case("a scanned page", scanned, listed={MARK: "第1页"}),
    Case(
        "a scan with a typed line below",
        lambda: scanned(text=shown(OTHER, top=700)),
        read=(OTHER,),
        listed={MARK: "第1页"},
    ),
    Case("a scan on a turned page", lambda: scanned(page=b"/Rotate 90"), listed={MARK: "第1页"}),
    Case(
        "a scan with an unseen text layer",
        lambda: scanned(text=b"3 Tr " + shown(MARK, 60, 80, 28)),
        listed={MARK: "第1页"},
    ),
]

RECOGNISES = find_spec("rapidocr") is not None and font_path() is not None
EQUIPMENT = Equipment(recognise=False, convert=False)


@pytest.mark.parametrize("case", [*PICTURES, *REFUSED, *PAGES], ids=str)
def test_a_picture_that_is_not_recognised_is_listed(case: Case) -> None:
    assert lost(case, document_of(case)) == []


@pytest.mark.skipif(not RECOGNISES, reason="recognition or a Chinese font is not installed")
@pytest.mark.parametrize("case", [*PICTURES, *PAGES], ids=str)
def test_what_is_on_a_picture_is_read(case: Case) -> None:
    document = document_of(case, Equipment(convert=False))
    texts = "".join(block.text for block in document.blocks)
    assert MARK in "".join(texts.split()), document.problems
