"""Pages of an applicant's file drawn as JPEG: only ever inside the child process.

Enter: a request as plain JSON, naming a file of our own store. Leaves: the picture in base64, or
the code that tells why there is none. PDFs are drawn by pdfium (pypdfium2, BSD/Apache), pictures
by Pillow: both were chosen for reading already, and nothing else opens strangers' pages.
"""

from __future__ import annotations

import base64
import io
import math
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.limits import LIMITS
from extractors.readers.pdf.fonts import drawing
from extractors.readers.scan.reader import FORMATS, MALFORMED

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

QUALITY = 80
# An A4 page at 216 dpi has 4.5 million pixels; a poster is drawn coarser than it asks.
MOST_PIXELS = 9_000_000
# JPEG's own bound is 65,535; browsers give up long before.
LONGEST_SIDE = 10_000
# A picture has no believable size in points, so its longer side is that of an A4 sheet.
A4_INCHES = 842 / 72

_opened: dict[str, PdfDocument] = {}
"""The file drawn last: the next page is mostly one of the same file."""


class Refused(Exception):
    """There is no picture; `code` is one of `images.REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def warm_up() -> None:
    """Load what draws, and the machine's fonts, before limits are set.

    pdfium lists the fonts with the first page that lacks one of its own.
    """
    from PIL import Image as Images

    Images.init()
    import pypdfium2

    with drawing():
        document = pypdfium2.PdfDocument(_SAMPLE)
        _jpeg(document[0].render(scale=1).to_pil())
        document.close()


def draw(request: Mapping[str, Any], parent: object) -> dict[str, str]:
    """One page: `file`, `page` (from 1) and `dpi` in; `jpeg` or `refused` out."""
    file, page, dpi = str(request["file"]), int(request["page"]), int(request["dpi"])
    try:
        image = _pdf_page(file, page, dpi) if file.endswith(".pdf") else _picture(file, page, dpi)
    except Refused as refused:
        return {"refused": refused.code}
    return {"jpeg": base64.b64encode(_jpeg(image)).decode("ascii")}


def measure(request: Mapping[str, Any], parent: object) -> dict[str, Any]:
    """The size in points of every page, for a file of which the reader gave none."""
    file = str(request["file"])
    try:
        sizes = list(_pdf_sizes(file) if file.endswith(".pdf") else _picture_sizes(file))
    except Refused as refused:
        return {"refused": refused.code}
    return {"sizes": sizes}


TASKS: Mapping[str, Callable[[Mapping[str, Any], object], Any]] = {
    "draw": draw,
    "measure": measure,
}


def _jpeg(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def scale_of(width: float, height: float, dpi: int) -> float:
    """Pixels a point, so that the page stays within what may be drawn.

    Raises:
        Refused: the page has no size.
    """
    if not (math.isfinite(width * height) and width > 0 and height > 0):
        raise Refused("damaged")
    return min(
        dpi / 72, math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height)
    )


# --- PDF -------------------------------------------------------------------------------------


def _document(file: str) -> PdfDocument:
    import pypdfium2
    import pypdfium2.raw as raw

    if file not in _opened:
        for other in _opened.values():
            other.close()
        _opened.clear()
        try:
            document = pypdfium2.PdfDocument(Path(file))
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
            raise Refused("encrypted" if locked else "damaged") from error
        if document.get_formtype():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of forms in XML, which are not drawn
                document.init_forms()
        _opened[file] = document
    return _opened[file]


def _pdf_page(file: str, number: int, dpi: int) -> Image:
    import pypdfium2

    with drawing():
        document = _document(file)
        if not 1 <= number <= min(len(document), LIMITS.pdf_pages):
            raise Refused("no_page")
        try:
            page = document[number - 1]
            try:
                width, height = page.get_size()
                scale = scale_of(width, height, dpi)
                drawn: Image = page.render(scale=scale, rev_byteorder=True).to_pil()
            finally:
                page.close()
        except pypdfium2.PdfiumError as error:
            raise Refused("damaged") from error
    return drawn if drawn.mode == "RGB" else drawn.convert("RGB")


def _pdf_sizes(file: str) -> Iterator[tuple[float, float]]:
    import pypdfium2

    document = _document(file)
    for index in range(min(len(document), LIMITS.pdf_pages)):
        try:
            yield document.get_page_size(index)
        except pypdfium2.PdfiumError as error:
            raise Refused("damaged") from error


# --- pictures --------------------------------------------------------------------------------


def _frame(file: str, number: int) -> Image:
    """The picture of that number, its header read and its size checked, not yet decoded."""
    from PIL import Image as Images

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is stricter than the library's warning
        try:
            image = Images.open(file, formats=FORMATS)
            frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
            if not 1 <= number <= min(frames, LIMITS.image_frames):
                raise Refused("no_page")
            image.seek(number - 1)
        except Images.DecompressionBombError as error:
            raise Refused("limit_size") from error
        except MALFORMED as error:
            raise Refused("damaged") from error
    if image.width * image.height > LIMITS.image_pixels:
        raise Refused("limit_size")
    return image


def _picture(file: str, number: int, dpi: int) -> Image:
    from PIL import ImageFile, ImageOps

    image = _frame(file, number)
    side = round(A4_INCHES * dpi)
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # a cut file is shown as far as it goes
    try:
        image.draft("RGB", (side, side))  # JPEG can be decoded at a half or a quarter
        image.load()
        shown = ImageOps.exif_transpose(image)
    except MALFORMED as error:
        raise Refused("damaged") from error
    shown = on_paper(shown)
    shown.thumbnail((side, side))
    return shown


def _picture_sizes(file: str) -> Iterator[tuple[float, float]]:
    first = _frame(file, 1)
    frames = int(getattr(first, "n_frames", 1)) if first.format == "TIFF" else 1
    for number in range(1, min(frames, LIMITS.image_frames) + 1):
        image = _frame(file, number)
        turned = image.getexif().get(0x0112, 1) >= 5  # the camera was held upright
        width, height = (image.height, image.width) if turned else image.size
        scale = A4_INCHES * 72 / max(width, height, 1)
        yield (width * scale, height * scale)


def on_paper(image: Image) -> Image:
    """Red, green, blue on white, whatever the file stores."""
    from PIL import Image as Images

    if image.mode.startswith("I") or image.mode == "F":
        top = 65535.0 if float(image.getextrema()[1]) > 255 else 255.0  # type: ignore[arg-type]
        return image.point(lambda value: value * (255.0 / top)).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Images.new("RGBA", clear.size, "white")
        return Images.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")


# A page of one Chinese word in a font that the file does not hold.
_SAMPLE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R
/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 12 Tf 9 36 Td <4E2D65876D4B8BD5> Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H
/DescendantFonts[6 0 R]>>endobj
6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light
/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>endobj
7 0 obj<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]
/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>endobj
trailer<</Root 1 0 R/Size 8>>
%%EOF
"""
