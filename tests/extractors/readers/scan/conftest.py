"""Pictures of pages made in the tests, as scanners and cameras would make them."""

from __future__ import annotations

import io
import math
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.readers.scan import engine

A4 = (1654, 2339)  # pixels at 200 dpi


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese font of this machine."""
    asked = ["fc-match", "-f", "%{file}\n%{index}", "Noto Sans CJK SC"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split("\n")
    if not found[0] or "CJK" not in found[0]:
        pytest.skip("no Chinese font on this machine")
    return ImageFont.truetype(found[0], size, index=int(found[1] or 0) % 65536)


@pytest.fixture
def recogniser() -> None:
    """Skips where nothing recognises."""
    if not engine.is_available():
        pytest.skip("recognition is not installed: pip install zhongchuang[ocr]")


Text = tuple[int, int, str]


@pytest.fixture
def sheet() -> Callable[..., Image.Image]:
    """A white page with texts at (x, y) and a ruled table at given edges."""

    def make(
        *texts: Text,
        rows: Sequence[int] = (),
        columns: Sequence[int] = (),
        size: tuple[int, int] = A4,
        type_size: int = 34,
    ) -> Image.Image:
        page = Image.new("RGB", size, "white")
        pen = ImageDraw.Draw(page)
        for y in rows:
            pen.line([(columns[0], y), (columns[-1], y)], fill=(30, 30, 30), width=3)
        for x in columns:
            pen.line([(x, rows[0]), (x, rows[-1])], fill=(30, 30, 30), width=3)
        for x, y, text in texts:
            pen.text((x, y), text, font=font(type_size), fill=(20, 20, 20))
        return page

    return make


@pytest.fixture
def stamped() -> Callable[..., Image.Image]:
    """The page with a round red seal pressed on it, its name running round inside the ring."""

    def press(page: Image.Image, name: str, x: int, y: int, across: int = 330) -> Image.Image:
        ink = Image.new("L", (across, across), 0)
        pen, middle, letter = ImageDraw.Draw(ink), across / 2, int(across * 0.13)
        pen.ellipse([4, 4, across - 4, across - 4], outline=255, width=7)
        for place, character in enumerate(name):
            angle = -math.pi / 2 + math.radians(22) * (place - (len(name) - 1) / 2)
            tile = Image.new("L", (letter * 2, letter * 2), 0)
            ImageDraw.Draw(tile).text(
                (letter, letter), character, font=font(letter), fill=255, anchor="mm"
            )
            tile = tile.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
            right = middle + across * 0.385 * math.cos(angle) - letter
            down = middle + across * 0.385 * math.sin(angle) - letter
            ink.paste(255, (int(right), int(down)), tile)
        out = page.copy()
        under = page.crop((x, y, x + across, y + across))
        red = Image.new("RGB", under.size, (214, 50, 55))
        out.paste(Image.blend(under, red, 0.0), (x, y))
        from PIL import ImageChops

        out.paste(ImageChops.multiply(under, red), (x, y), ink)
        return out

    return press


@pytest.fixture
def saved() -> Callable[..., bytes]:
    """A picture as the bytes of a file."""

    def save(page: Image.Image, kind: str = "PNG", **settings: Any) -> bytes:
        buffer = io.BytesIO()
        page.save(buffer, kind, **settings)
        return buffer.getvalue()

    return save
