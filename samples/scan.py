"""A drawn PDF in, a PDF of pictures out: printed, sealed, scanned a little askew.

The pictures are kept in `pictures/`, because no two machines draw and pack a picture to the
same bytes. `python -m samples.scan` draws them anew after a document's text changed; building
only wraps them, and stops where a document is not the one that was pictured.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageFilter
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from samples.pdf import FONT, Pdf
from samples.submission import Submission

PICTURES = Path(__file__).with_name("pictures")
DRAWN = PICTURES / "drawn.json"
DPI = 150
RADIUS = 58.0  # points: official seals are 40 to 42 mm across


class Scan(Pdf):
    """A PDF that is written like any other and handed in as a scan with seals."""

    def __init__(
        self,
        owner: Submission,
        name: str,
        kind: str,
        materials: Sequence[str],
        *,
        seals: Sequence[tuple[int, float, float, str]] = (),
        tilt: float = 0.6,
        size: float = 11,
    ) -> None:
        """`seals` are page, x and y in points from the bottom left, and whose it is."""
        super().__init__(owner, name, kind, materials, size=size)
        self.seals, self.tilt = seals, tilt

    def save(self) -> None:
        super().save()
        drawn = self.owner.files[self.name]
        key = f"{self.owner.id}-{Path(self.name).stem}"
        self.owner.drawn[key] = (drawn, self.tilt)
        self.owner.files[self.name] = wrapped(key, drawn)

    def _running(self, canvas: Canvas, document: object) -> None:
        super()._running(canvas, document)
        for page, x, y, words in self.seals:
            if page == canvas.getPageNumber():
                _seal(canvas, x, y, words)


def _seal(canvas: Canvas, x: float, y: float, words: str) -> None:
    """A round seal: its ring, a star, and the owner's name along the ring."""
    canvas.saveState()
    canvas.setFillColor(colors.Color(0.85, 0.1, 0.12, alpha=0.62))
    canvas.setStrokeColor(colors.Color(0.85, 0.1, 0.12, alpha=0.62))
    canvas.setLineWidth(3)
    canvas.circle(x, y, RADIUS)
    star = canvas.beginPath()
    for point in range(10):
        reach = RADIUS * (0.3 if point % 2 == 0 else 0.12)
        angle = math.radians(90 + 36 * point)
        spot = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        star.moveTo(*spot) if point == 0 else star.lineTo(*spot)
    star.close()
    canvas.drawPath(star, stroke=0, fill=1)
    step = min(22.0, 250.0 / max(1, len(words) - 1))
    for number, sign in enumerate(words):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate((len(words) - 1) * step / 2 - number * step)
        canvas.setFont(FONT, 13)
        canvas.drawString(-pdfmetrics.stringWidth(sign, FONT, 13) / 2, RADIUS - 18, sign)
        canvas.restoreState()
    canvas.restoreState()


def wrapped(key: str, drawn: bytes) -> bytes:
    """The kept pictures of a document, one a page; none where they show another text."""
    if not is_pictured(key, drawn):
        return b""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for picture in sorted(PICTURES.glob(f"{key}-*.jpg")):
        with Image.open(picture) as image:
            size = (image.width * 72 / DPI, image.height * 72 / DPI)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(str(picture)), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def is_pictured(key: str, drawn: bytes) -> bool:
    """Whether the kept pictures are of this very document."""
    known = json.loads(DRAWN.read_text("utf-8")) if DRAWN.exists() else {}
    return bool(known.get(key) == hashlib.sha256(drawn).hexdigest())


def draw(submissions: Sequence[Submission]) -> None:
    """Draw the pictures of all scanned documents anew."""
    import pypdfium2

    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.jpg"):
        old.unlink()
    known = {}
    for submission in submissions:
        for key, (drawn, tilt) in submission.drawn.items():
            known[key] = hashlib.sha256(drawn).hexdigest()
            with pypdfium2.PdfDocument(drawn) as document:
                for number, page in enumerate(document, start=1):
                    picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
                    scanned(picture, tilt if number % 2 else -tilt).save(
                        PICTURES / f"{key}-{number}.jpg", quality=62, optimize=True
                    )
    DRAWN.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", "utf-8")


def scanned(picture: Image.Image, tilt: float) -> Image.Image:
    """What an office scanner makes of a sheet: askew, a little soft, paper not quite white."""
    turned = picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    soft = turned.filter(ImageFilter.GaussianBlur(0.4))
    noise = random.Random(round(1000 * tilt)).choices(range(-7, 8), k=997)
    grain = Image.frombytes(
        "L", soft.size, bytes(247 + noise[i * 7919 % 997] for i in range(soft.width * soft.height))
    ).convert("RGB")
    return Image.blend(soft, grain, 0.06)


if __name__ == "__main__":
    from samples.build import APPLICANTS

    draw([make() for make in APPLICANTS])
