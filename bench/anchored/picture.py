"""Recognised pages: there is ink in each line's box, and a sample of boxes is recognised again.

Pictures come from poppler's pdftoppm for PDFs, so that a page turned or moved by our own
drawing shows; a photo is opened as its own note says it is to be turned.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from bench.anchored.check import Check, Outcome, bare, check, likeness
from extractors.model import Block, Document, Line

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
INK = 0.02  # of a box's pixels, darker than the page by a fifth
EVERY = 12  # of so many lines one is recognised again
ALIKE = 0.5  # a neighbour's strokes in the crop cost some characters


def checks(data: bytes, document: Document) -> Iterator[Check]:
    """Every block of recognised pages."""
    recognised = {page.number: page for page in document.pages if page.recognised}
    pictures: dict[int, Image | None] = {}
    count = 0
    for block in document.blocks:
        lines = [line for line in block.lines if line.page in recognised]
        if not lines or not bare(block.text):
            continue
        for line in lines:
            if line.page not in pictures:
                pictures = {line.page: picture_of(data, document.kind, line.page)}
            image, page = pictures[line.page], recognised[line.page]
            if image is None:
                yield Check(block, Outcome.UNCHECKED)
                break
            count += 1
            said = _wrong(image, block, line, (page.width, page.height), count % EVERY == 0)
            if said:
                yield check(block, False, said)
                break
        else:
            yield check(block, True)


def picture_of(data: bytes, kind: str, page: int) -> Image | None:
    """The page as displayed; None where it cannot be drawn here."""
    from PIL import Image, ImageOps, ImageSequence

    if kind == "image":
        with Image.open(io.BytesIO(data)) as image:
            frames = [frame.copy() for frame in ImageSequence.Iterator(image)]
        return ImageOps.exif_transpose(frames[page - 1]).convert("L")
    if shutil.which("pdftoppm") is None:
        return None
    command = [
        "pdftoppm",
        "-r",
        str(DPI),
        "-f",
        str(page),
        "-l",
        str(page),
        "-cropbox",
        "-gray",
        "-",
    ]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    return Image.open(io.BytesIO(done.stdout)) if done.stdout else None


def _wrong(image: Image, block: Block, line: Line, size: tuple[float, float], again: bool) -> str:
    """What is wrong with the line's box, "" where nothing is."""
    across, down = image.width / size[0], image.height / size[1]
    x0, top, x1, bottom = line.bbox
    crop = image.crop(
        (int(x0 * across), int(top * down), int(x1 * across) + 1, int(bottom * down) + 1)
    )
    if crop.width < 2 or crop.height < 2:
        return "an empty box"
    values: list[int] = sorted(crop.tobytes())  # one byte a pixel: grey
    paper = values[int(0.9 * len(values))]
    if sum(value < 0.8 * paper for value in values) < INK * len(values):
        return "no ink"
    text = block.text[line.start : line.end]
    if not again or len(bare(text)) < 4:
        return ""
    seen = recognised_text(crop)
    return "" if likeness(text, seen) >= ALIKE else f"recognised there: {seen}"


def recognised_text(crop: Image) -> str:
    import numpy as np
    from PIL import ImageOps

    wide = ImageOps.expand(crop, border=20, fill=255).convert("RGB")
    found = _recogniser()(np.asarray(wide))
    return "".join(found.txts or ())


@cache
def _recogniser() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})
