"""Pictures handed in as files: scans and photos in; cells and paragraphs with page and box out.

Formats are opened by an allow-list, sizes checked in the header before a pixel is decoded. A
TIFF file may hold several pages. A cut file is read as far as it goes, and said to be cut.
"""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Page, Seal
from extractors.problems import problem
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.layout.assemble import blocks_of
from extractors.readers.layout.glyphs import PageContent
from extractors.readers.reading import Reading, within_text_limit
from extractors.readers.scan.displayed import displayed
from extractors.readers.scan.impression import Projection
from extractors.readers.scan.page import Scanned, scanned_page

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
# What Pillow raises for a malformed picture, beside its own errors.
MALFORMED = (OSError, ValueError, SyntaxError, TypeError, EOFError, KeyError)

# Pictures without a believable resolution are taken for A4 sheets: cameras write 72 dpi.
LONG_SIDE = 842.0
BELIEVED = range(100, 1201)
# Smaller ones are cuttings or pictures of the screen, which has this many dots an inch.
LEAST_DPI = 96


@dataclass(frozen=True, slots=True)
class _Frame:
    """One page's picture as displayed, its size in points."""

    image: Image
    width: float
    height: float
    cut: bool

    def draw(self, dpi: int) -> Image:
        """The picture at so many dots an inch, or at its own where that is less."""
        from PIL import Image as Images

        size = (max(1, round(self.width * dpi / 72)), max(1, round(self.height * dpi / 72)))
        return self.image.resize(size, Images.Resampling.LANCZOS)


def read_image(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Recognise a picture, or each page of a TIFF file.

    Raises:
        Unreadable: damaged.
        LimitReached: more pixels, pages or text than allowed.
    """
    contents: list[PageContent] = []
    pages: list[Page] = []
    problems = [problem("unread_part", "第2帧起")] if _moves(data, name) else []
    seals: list[Seal] = []
    projections: dict[int, Projection] = {}
    until = time.monotonic() + LIMITS.recognition_document_seconds
    total = _count(data, name)
    for number, frame in enumerate(_frames(data, name, total), start=1):
        equipment.told(number - 1, total)
        place = f"第{number}页" if total > 1 else ""
        left = min(until - time.monotonic(), LIMITS.recognition_page_seconds)
        scanned = _read(frame, number, equipment, left)
        pages.append(Page(number, frame.width, frame.height, recognised=True))
        contents.append(scanned.content)
        seals += scanned.seals
        if scanned.projection is not None:
            projections[number] = scanned.projection
        codes = ("repaired", *scanned.codes) if frame.cut else scanned.codes
        problems += [problem(code, place) for code in codes]
    blocks = displayed(blocks_of(contents), projections)
    return Reading(
        within_text_limit(name, blocks), tuple(pages), tuple(problems), seals=tuple(seals)
    )


def _read(frame: _Frame, number: int, equipment: Equipment, seconds: float) -> Scanned:
    if seconds <= 0:
        content = PageContent(number, frame.width, frame.height, 0, ())
        return Scanned(content, codes=("limit_time",))
    return scanned_page(frame.draw, number, frame.width, frame.height, equipment, seconds)


def _opened(data: bytes, name: str) -> Image:
    from PIL import Image as Images

    with warnings.catch_warnings():
        # Our own limit is stricter than the one that the library warns of.
        warnings.simplefilter("ignore")
        try:
            image = Images.open(io.BytesIO(data), formats=FORMATS)
        except Images.DecompressionBombError as error:
            raise LimitReached(name, "limit_size", "pixels") from error
        except (OSError, ValueError, SyntaxError, TypeError, EOFError) as error:
            raise Unreadable(name, "damaged", type(error).__name__) from error
    _within_pixels(image, name)
    return image


def _within_pixels(image: Image, name: str) -> None:
    if image.width * image.height > LIMITS.image_pixels:
        raise LimitReached(name, "limit_size", f"{image.width} x {image.height} pixels")


def _count(data: bytes, name: str) -> int:
    """How many pages: those of a TIFF file; an animation shows its first picture."""
    image = _opened(data, name)
    if image.format != "TIFF":
        return 1
    try:
        count = int(getattr(image, "n_frames", 1))
    except MALFORMED as error:
        raise Unreadable(name, "damaged", type(error).__name__) from error
    if count > LIMITS.image_frames:
        raise LimitReached(name, "limit_size", f"{count} pages")
    return count


def _moves(data: bytes, name: str) -> bool:
    """Whether it is an animation, of which the first picture alone is read."""
    image = _opened(data, name)
    try:
        return image.format != "TIFF" and bool(getattr(image, "is_animated", False))
    except MALFORMED:
        return False  # what is cut short is said by the picture's own reading


def _frames(data: bytes, name: str, count: int) -> Iterator[_Frame]:
    for index in range(count):
        image = _opened(data, name)
        try:
            image.seek(index)
        except MALFORMED as error:
            raise Unreadable(name, "damaged", type(error).__name__) from error
        _within_pixels(image, name)
        yield _frame(image, name)


def _frame(image: Image, name: str) -> _Frame:
    """The frame decoded, turned as the camera says and laid on white."""
    from PIL import ImageFile, ImageOps

    resolution = image.info.get("dpi")
    cut = False
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, TypeError, EOFError) as error:
        cut = True
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        except (OSError, ValueError, SyntaxError, TypeError, EOFError):
            raise Unreadable(name, "damaged", type(error).__name__) from error
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    shown = ImageOps.exif_transpose(image)
    width, height = _points(shown.width, shown.height, resolution)
    return _Frame(_plain(shown), width, height, cut)


def _points(width: int, height: int, resolution: object) -> tuple[float, float]:
    """The size in points by the file's resolution, or that of an A4 sheet at most."""
    if isinstance(resolution, tuple) and len(resolution) == 2:
        across, down = resolution
        if _believed(across) and _believed(down):
            return (width * 72 / float(across), height * 72 / float(down))
    scale = min(LONG_SIDE / max(width, height), 72 / LEAST_DPI)
    return (width * scale, height * scale)


def _believed(resolution: object) -> bool:
    try:
        return round(float(resolution)) in BELIEVED  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return False


def _plain(image: Image) -> Image:
    """Red, green, blue on white paper, whatever the file stores."""
    from PIL import Image as Images

    if image.mode.startswith("I") or image.mode == "F":
        top = 65535.0 if float(image.getextrema()[1]) > 255 else 255.0  # type: ignore[arg-type]
        return image.point(lambda value: value * (255.0 / top)).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Images.new("RGBA", clear.size, "white")
        return Images.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")
