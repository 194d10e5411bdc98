"""Pictures of one printed line, in a Chinese font of this machine. Not a test itself."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (900, 300)
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
)
FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSerifCJK-Regular.ttc",
    "wqy-zenhei.ttc",
    "PingFang.ttc",
)


@cache
def font_path() -> Path | None:
    """A Chinese font of this machine, None where there is none."""
    found = (path for folder in FOLDERS for name in FONTS for path in folder.rglob(name))
    return next(found, None)


def picture(text: str, mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """The text in black on white; without a Chinese font bars stand for its characters."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    path = font_path()
    if path is not None:
        draw.text((60, 100), text, "black", ImageFont.truetype(str(path), 60))
    else:
        for number in range(len(text)):
            draw.rectangle((60 + 64 * number, 100, 110 + 64 * number, 160), "black")
    return image.convert(mode)


def png(text: str) -> bytes:
    return saved(picture(text), "PNG")


def saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **settings)
    return buffer.getvalue()
