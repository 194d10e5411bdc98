"""Known tables as scans: pages drawn, turned a little, noisy, sealed in red, pressed to JPEG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random
from typing import Any

from bench.known.contents import SHORT
from bench.known.drawn import Look, drawn
from bench.known.table import Specimen

DPI = 200
SLOPE = 0.9  # degrees, most
NOISE = 6.0  # standard deviation of 256 levels
QUALITY = 80
# A round seal of 40 mm, its ink neither even nor opaque.
SEAL = round(40 / 25.4 * DPI)
INK = (214, 40, 46)


def scans(quick: bool) -> list[Specimen]:
    """PDFs of pictures only, one table a page, most with seals over the print."""
    held = []
    for seed in range(90, 91 if quick else 92):
        tables = [make(seed) for make in SHORT[-2:] if quick] or [make(seed) for make in SHORT]
        looks = [Look(size=10.5, padding=4, title="众创空间运营情况") for _ in tables]
        pages = drawn(list(zip(tables, looks, strict=True)))
        held.append(Specimen(f"scan {seed}.pdf", scanned(pages, seed), tuple(tables)))
    return held


def scanned(data: bytes, seed: int) -> bytes:
    """The pages of a PDF as an office scanner gives them."""
    import pypdfium2

    chance = Random(seed)
    document = pypdfium2.PdfDocument(data)
    pictures = []
    for page in document:
        picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
        pictures.append(_worn(picture, chance))
    document.close()
    return _as_pdf(pictures)


def _worn(picture: Any, chance: Random) -> Any:
    from PIL import Image

    for _ in range(chance.choice((0, 1, 2))):
        _seal(picture, chance)
    slope = chance.uniform(-SLOPE, SLOPE)
    picture = picture.rotate(slope, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return _noisy(picture, chance)


def _seal(picture: Any, chance: Random) -> None:
    """A ring with a star and signs around, multiplied over the print as ink is."""
    from PIL import Image, ImageChops, ImageDraw

    place = (
        chance.randint(300, picture.width - SEAL - 100),
        chance.randint(250, 900),
    )
    ink = Image.new("RGB", (SEAL, SEAL), "white")
    pen = ImageDraw.Draw(ink)
    pen.ellipse((4, 4, SEAL - 4, SEAL - 4), outline=INK, width=9)
    middle = SEAL / 2
    for number in range(12):
        mark = Image.new("RGB", (SEAL, SEAL), "white")
        box = (middle - 12, 26, middle + 12, 60)
        ImageDraw.Draw(mark).rectangle(box, outline=INK, width=5)
        mark = mark.rotate(135 - number * 24, fillcolor="white")
        ink = ImageChops.multiply(ink, mark)
    ImageDraw.Draw(ink).regular_polygon((middle, middle, 34), 5, fill=INK)
    box = (*place, place[0] + SEAL, place[1] + SEAL)
    picture.paste(ImageChops.multiply(picture.crop(box), ink), box)


def _noisy(picture: Any, chance: Random) -> Any:
    import numpy as np
    from PIL import Image

    values = np.asarray(picture).astype(np.int16)
    values += (
        np.random.default_rng(chance.randrange(2**31))
        .normal(0, NOISE, values.shape)
        .astype(np.int16)
    )
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def _as_pdf(pictures: Sequence[Any]) -> bytes:
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, "PDF", resolution=DPI, save_all=True, append_images=pictures[1:], quality=QUALITY
    )
    return buffer.getvalue()
