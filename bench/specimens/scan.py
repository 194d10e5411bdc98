"""Scanned pages for measuring: a form and prose drawn as a picture, sloped, noisy, with a seal."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import TYPE_CHECKING

from bench.specimens.wording import FORM, HEAD, prose, roster

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)


def scanned_pdf(pages: int) -> bytes | None:
    """A PDF of pictures only, A4 at 200 dpi; None where no Chinese font is at hand."""
    font = next((path for path in FONTS if Path(path).is_file()), None)
    if font is None:
        return None
    pictures = [_page(font, number) for number in range(1, pages + 1)]
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, "PDF", resolution=DPI, save_all=True, append_images=pictures[1:], quality=85
    )
    return buffer.getvalue()


def _page(path: str, number: int) -> Image:
    from PIL import Image as images
    from PIL import ImageDraw, ImageFont

    picture = images.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(path, 30)
    draw.text((560, 120), "众创空间认定申报书", "black", ImageFont.truetype(path, 50))
    rows, edges = (
        (FORM, (110, 400, 810, 1180, 1540))
        if number % 2
        else ([HEAD, *roster(22, number)], (110, 210, 690, 800, 1150, 1330, 1540))
    )
    for row, texts in enumerate(rows):
        top = 240 + row * 62
        for x0, x1, text in zip(edges, edges[1:], texts, strict=False):
            draw.rectangle((x0, top, x1, top + 62), outline="black", width=3)
            draw.text((x0 + 10, top + 12), text[: (x1 - x0 - 10) // 30 * 2], "black", font)
    if number % 2:
        text = prose(12, number)
        for line, start in enumerate(range(0, min(len(text), 600), 44)):
            draw.text((150, 700 + line * 62), text[start : start + 44], "black", font)
    _seal(picture, (1000, 1500))
    sloped = picture.rotate(
        (-1) ** number * 0.6, fillcolor="white", resample=images.Resampling.BICUBIC
    )
    return _noisy(sloped, number)


def _seal(picture: Image, place: tuple[int, int]) -> None:
    """A red ring over the print, as ink that darkens what lies below."""
    from PIL import Image as images
    from PIL import ImageChops, ImageDraw

    ink = images.new("RGB", picture.size, "white")
    x, y = place
    ImageDraw.Draw(ink).ellipse((x, y, x + 330, y + 330), outline=(225, 60, 60), width=14)
    picture.paste(ImageChops.multiply(picture, ink))


def _noisy(picture: Image, seed: int) -> Image:
    import numpy as np
    from PIL import Image as images

    chance = np.random.default_rng(random.Random(seed).randrange(2**31))
    values = np.asarray(picture).astype(np.int16)
    values += chance.normal(0, 6, values.shape).astype(np.int16)
    return images.fromarray(values.clip(0, 255).astype(np.uint8))
