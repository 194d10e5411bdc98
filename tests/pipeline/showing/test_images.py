"""Pages drawn by the child: real files of every kind, hostile ones, and children that go wrong."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from pipeline.intake.raw_store import RawStore
from pipeline.showing import images
from pipeline.showing.images import LIMITS_OF_DRAWING, NotDrawn, PageImages
from pipeline.showing.kept import KeptImages

Kept = Callable[[bytes, str], str]


@pytest.fixture
def keep(tmp_path: Path) -> Kept:
    """Puts bytes into the raw store; gives their hash."""

    def put(data: bytes, extension: str) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        path = RawStore(tmp_path / "raw").path(sha256, extension)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return sha256

    return put


def drawer(tmp_path: Path, **given: object) -> PageImages:
    raw, kept = RawStore(tmp_path / "raw"), KeptImages(tmp_path / "images")
    return PageImages(raw, kept, **given)  # type: ignore[arg-type]


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[PageImages]:
    with drawer(tmp_path, workers=1) as made:
        yield made


def pdf(*sizes: tuple[float, float], rotation: int = 0, encrypt: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, encrypt=encrypt)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.setPageRotation(rotation)
        canvas.rect(0, 0, size[0] / 2, size[1] / 2, fill=1)  # black at the lower left
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(kind: str, *frames: Image.Image, **given: object) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": list(frames[1:])} if len(frames) > 1 else {}
    frames[0].save(out, kind, **more, **given)  # type: ignore[arg-type]
    return out.getvalue()


def opened(drawn: bytes) -> Image.Image:
    return Image.open(io.BytesIO(drawn))


def refusal(pages: PageImages, *page: object) -> str:
    with pytest.raises(NotDrawn) as refused:
        pages.page(*page)  # type: ignore[arg-type]
    return refused.value.code


def test_a_page_is_drawn_at_the_dots_of_its_zoom(pages: PageImages, keep: Kept) -> None:
    sha256 = keep(pdf((595, 842), (842, 595)), ".pdf")

    assert opened(pages.page(sha256, ".pdf", 1)).size == (992, 1404)
    assert opened(pages.page(sha256, ".pdf", 2)).size == (1404, 992)
    assert opened(pages.page(sha256, ".pdf", 1, 2)).size == (1785, 2526)


def test_a_turned_page_is_drawn_as_it_is_displayed(pages: PageImages, keep: Kept) -> None:
    drawn = opened(pages.page(keep(pdf((595, 842), rotation=90), ".pdf"), ".pdf", 1))

    # The library writes a sheet of 842 x 595 to be turned.
    assert drawn.size == (992, 1404)
    # Turned by a right angle, the lower left is the upper left.
    assert drawn.convert("L").getpixel((20, 20)) == pytest.approx(0, abs=10)
    assert drawn.convert("L").getpixel((970, 1380)) == pytest.approx(255, abs=10)


def test_a_page_as_large_as_a_wall_is_drawn_coarser(pages: PageImages, keep: Kept) -> None:
    sha256 = keep(pdf((14_400, 14_400), (14_400, 3)), ".pdf")

    width, height = opened(pages.page(sha256, ".pdf", 1, 2)).size
    assert width * height <= 9_100_000
    assert max(opened(pages.page(sha256, ".pdf", 2, 2)).size) <= 10_000


def test_pictures_are_laid_on_white_and_turned_as_the_camera_says(
    pages: PageImages, keep: Kept
) -> None:
    clear = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    ImageDraw.Draw(clear).rectangle((0, 0, 100, 100), fill=(200, 0, 0, 255))
    png = opened(pages.page(keep(picture("PNG", clear), ".png"), ".png", 1))
    assert png.getpixel((390, 190)) == (255, 255, 255)

    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    jpeg = picture("JPEG", Image.new("RGB", (4000, 3000), "gray"), exif=exif)
    turned = opened(pages.page(keep(jpeg, ".jpg"), ".jpg", 1))
    assert turned.width < turned.height <= 1404


def test_every_page_of_a_tiff_file_is_drawn(pages: PageImages, keep: Kept) -> None:
    frames = [Image.new("L", (600, 800), shade) for shade in (0, 128, 255)]
    sha256 = keep(picture("TIFF", *frames), ".tif")

    shades = [opened(pages.page(sha256, ".tif", n)).getpixel((300, 400)) for n in (1, 2, 3)]
    assert [shade[0] for shade in shades if isinstance(shade, tuple)] == [0, 128, 255]
    assert refusal(pages, sha256, ".tif", 4) == "no_page"
    assert len(pages.sizes(sha256, ".tif")) == 3


def test_a_sixteen_bit_scan_is_not_white(pages: PageImages, keep: Kept) -> None:
    scan = Image.new("I;16", (300, 300), 20_000)
    drawn = opened(pages.page(keep(picture("PNG", scan), ".png"), ".png", 1))

    assert drawn.convert("L").getpixel((5, 5)) == pytest.approx(78, abs=4)


@pytest.mark.parametrize(
    ("data", "extension", "code"),
    [
        (b"%PDF-1.4\nno more", ".pdf", "damaged"),
        (pdf((595, 842), encrypt="secret"), ".pdf", "encrypted"),
        (b"\x89PNG\r\n\x1a\nno more", ".png", "damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".png", "damaged"),
    ],
)
def test_what_cannot_be_drawn_says_why(
    pages: PageImages, keep: Kept, data: bytes, extension: str, code: str
) -> None:
    assert refusal(pages, keep(data, extension), extension, 1) == code
    assert pages.refusal(hashlib.sha256(data).hexdigest(), 1) is not None


def test_a_picture_of_more_pixels_than_allowed_is_refused_before_it_is_decoded(
    pages: PageImages, keep: Kept
) -> None:
    bomb = picture("PNG", Image.new("1", (8_000, 8_000)))

    assert len(bomb) < 200_000
    assert refusal(pages, keep(bomb, ".png"), ".png", 1) == "limit_size"


def test_pages_that_are_not_there_and_files_that_are_gone(pages: PageImages, keep: Kept) -> None:
    sha256 = keep(pdf((595, 842)), ".pdf")

    assert refusal(pages, sha256, ".pdf", 2) == "no_page"
    assert refusal(pages, "f" * 64, ".pdf", 1) == "no_file"


def test_a_kept_picture_needs_no_child(tmp_path: Path, keep: Kept) -> None:
    sha256 = keep(pdf((595, 842)), ".pdf")
    with drawer(tmp_path) as first:
        drawn = first.page(sha256, ".pdf", 1)
    with drawer(tmp_path, tasks="no.such.module") as second:
        assert second.page(sha256, ".pdf", 1) == drawn


# What a page can do to the child that draws it; the page's number says what.
STUB = """
import base64, os, time
from pathlib import Path

def warm_up(): pass

def draw(request, parent):
    with Path(request["file"]).open("a") as log:
        log.write(f"{request['page']} ")
    if request["page"] == 1: time.sleep(0.3); return {"jpeg": PICTURE}
    if request["page"] == 2: os.abort()
    if request["page"] == 3: return {"jpeg": base64.b64encode(b"<script>").decode()}
    if request["page"] == 4: return ["no", "answer"]
    if request["page"] == 5: return {"refused": "made up"}
    if request["page"] == 6: bytearray(10**12)
    time.sleep(600)

PICTURE = base64.b64encode(b"\\xff\\xd8\\xff drawn \\xff\\xd9").decode()
TASKS = {"draw": draw}
"""


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageImages]:
    (tmp_path / "bad_drawing.py").write_text(STUB, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    limits = replace(LIMITS_OF_DRAWING, seconds=2.0)
    with drawer(tmp_path, limits=limits, tasks="bad_drawing") as made:
        yield made


def begun(tmp_path: Path, sha256: str) -> list[str]:
    """The pages that children began to draw, in order."""
    return RawStore(tmp_path / "raw").path(sha256, ".pdf").read_text("utf-8").split()


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (2, "parser_crashed"),
        (3, "parser_crashed"),
        (4, "parser_crashed"),
        (5, "parser_crashed"),
        (6, "limit_memory"),
        (7, "limit_time"),
    ],
)
def test_a_child_that_goes_wrong_is_replaced_and_the_page_says_so(
    stub: PageImages, keep: Kept, page: int, code: str
) -> None:
    sha256 = keep(b"", ".pdf")

    assert refusal(stub, sha256, ".pdf", page) == code
    assert stub.page(sha256, ".pdf", 1).startswith(b"\xff\xd8\xff")


def test_a_page_that_was_refused_is_not_tried_again_at_once(
    stub: PageImages, keep: Kept, tmp_path: Path
) -> None:
    sha256 = keep(b"", ".pdf")
    for _ in range(3):
        refusal(stub, sha256, ".pdf", 7)

    assert begun(tmp_path, sha256) == ["7"]


def test_a_file_whose_pages_all_hang_is_given_up(
    stub: PageImages, keep: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "SLOW_PAGES", 2)
    sha256 = keep(b"", ".pdf")
    for page in (7, 8, 9, 10):
        assert refusal(stub, sha256, ".pdf", page) == "limit_time"

    assert begun(tmp_path, sha256) == ["7", "8"]


def test_many_who_ask_for_one_page_have_it_drawn_once(
    stub: PageImages, keep: Kept, tmp_path: Path
) -> None:
    sha256 = keep(b"", ".pdf")
    drawn: list[bytes] = []
    asking = [
        threading.Thread(target=lambda: drawn.append(stub.page(sha256, ".pdf", 1)))
        for _ in range(8)
    ]
    for one in asking:
        one.start()
    for one in asking:
        one.join()

    assert len(drawn) == 8
    assert begun(tmp_path, sha256) == ["1"]
