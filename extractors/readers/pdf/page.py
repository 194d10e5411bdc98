"""One page of a PDF in; its content, seals and problems out, by the way that suits it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from extractors.errors import FileError, LimitReached
from extractors.limits import LIMITS
from extractors.model import Box, Seal
from extractors.readers.equipment import Equipment
from extractors.readers.layout.glyphs import Glyph, PageContent, moved
from extractors.readers.layout.ruling import Stroke, tables_of
from extractors.readers.pdf.annotations import Annotations, annotations_of
from extractors.readers.pdf.characters import Characters, characters_of
from extractors.readers.pdf.drawn import Drawn, Walk
from extractors.readers.pdf.opened import Opened, attachment
from extractors.readers.pdf.plumber import page_content
from extractors.readers.pdf.route import (
    FEW_GLYPHS,
    WORTH_NAMING,
    WORTH_READING,
    Facts,
    Way,
    is_background,
    is_chinese,
    meaningless,
    pictured,
    share,
    way_of,
)
from extractors.readers.scan.page import Scanned, scanned_page

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# A horizontal rule at least this long (points) may belong to a table.
LONG_RULE = 40.0
# Where a page does not say its size or says nonsense, in points (A4).
USUAL = (595.0, 842.0)


@dataclass(slots=True)
class PageRead:
    """One page as read. `said` are problem codes with what is added to the page's place."""

    content: PageContent
    width: float
    height: float
    said: list[tuple[str, str]] = field(default_factory=list)
    seals: tuple[Seal, ...] = ()
    recognised: bool = False
    projection: Any = None


@dataclass(slots=True)
class Recogniser:
    """Recognition for one document, until its time is up."""

    equipment: Equipment
    pages: int
    until: float = field(
        default_factory=lambda: time.monotonic() + LIMITS.recognition_document_seconds
    )

    def page(self, opened: Opened, number: int, box: Box) -> Scanned:
        """What is recognised within a box of the page."""
        width, height = box[2] - box[0], box[3] - box[1]
        left = self.until - time.monotonic()
        if left <= 0:
            return Scanned(PageContent(number, width, height, 0, ()), codes=("limit_time",))
        self.equipment.told(number - 1, self.pages)

        def draw(dpi: int) -> Image:
            unit = dpi / 72
            x0, top, x1, bottom = (side * unit for side in box)
            return opened.picture(number, dpi).crop(
                (round(x0), round(top), round(x1), round(bottom))
            )

        seconds = min(left, LIMITS.recognition_page_seconds)
        return scanned_page(draw, number, width, height, self.equipment, seconds)


def read_page(opened: Opened, number: int, recogniser: Recogniser) -> PageRead | None:
    """Read the page of that number; None where no library can load it.

    Raises:
        LimitReached: more on it than a page may hold.
        Unreadable: its content is malformed.
    """
    with opened.page(number) as page:
        if page is None:
            return _by_plumber(opened, number)
        return _PageReader(opened, page, number, recogniser).read()


def _by_plumber(opened: Opened, number: int) -> PageRead | None:
    page = opened.plumber_page(number)
    if page is None:
        return None
    content, codes = page_content(page, number, opened.name)
    return PageRead(content, content.width, content.height, [(code, "") for code in codes])


class _PageReader:
    """Reads one page that pdfium has loaded; keeps it alive while its text is in use."""

    def __init__(self, opened: Opened, page: PdfPage, number: int, recogniser: Recogniser) -> None:
        self.opened = opened
        self.page = page
        self.number = number
        self.recogniser = recogniser
        self.window = _window(page)
        self.rotation = int(page.get_rotation()) % 360
        self.inner = (self.window[2] - self.window[0], self.window[3] - self.window[1])
        sides = self.inner if self.rotation % 180 == 0 else self.inner[::-1]
        self.width, self.height = sides
        self.said: list[tuple[str, str]] = []

    def read(self) -> PageRead:
        walk = Walk(self.window, self.opened.fonts, self.opened.hidden_layers)
        drawn = walk.page(self.page.raw)
        characters = self._characters(drawn)
        laid = annotations_of(self.page.raw, self.opened.form, self.window)
        if characters.white:
            self._see_white(characters, [*walk.coloured(self.page.raw), *drawn.pictures])
        facts = self._facts(characters, drawn)
        way = way_of(facts)
        if way is Way.TEXT:
            read = self._text(characters, drawn, laid)
        elif way is Way.REFERENCE:
            read = self._reference(laid)
            self._with_pictures(read, [self._as_displayed(box) for box in drawn.pictures])
        elif way is Way.BROKEN and (meant := self._meant(laid)) is not None:
            read = meant
        else:
            read = self._scan(way, characters, drawn, laid)
        read.said += [("unread_part", attachment(name)) for name in laid.files]
        read.said += [("unread_part", what) for what in laid.unread]
        return read

    def _characters(self, drawn: Drawn) -> Characters:
        import pypdfium2.raw as pdfium

        text_page = pdfium.FPDFText_LoadPage(self.page.raw)
        if not text_page:
            return Characters()
        try:
            return characters_of(text_page, self.window, drawn, self.opened.name)
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _facts(self, characters: Characters, drawn: Drawn) -> Facts:
        text = "".join([glyph[0] for glyph in characters.seen])
        turned = [glyph for run in characters.aside for glyph in run]
        if self.rotation:
            text += "".join(glyph.text for glyph in turned)
        return Facts(
            inked=len("".join(text.split())),
            broken=meaningless(text),
            invisible=sum(not glyph.blank for glyph in characters.invisible),
            pictured=pictured(drawn.pictures, *self.inner),
            rotation=self.rotation,
            lost=characters.lost,
        )

    def _see_white(self, characters: Characters, fields: Sequence[Box]) -> None:
        """White type on a coloured field or a picture is seen."""
        shown = [
            glyph
            for glyph in characters.white
            if any(
                x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= glyph.middle <= bottom
                for x0, top, x1, bottom in fields
            )
        ]
        kept = {id(glyph) for glyph in shown}
        characters.unseen += [glyph for glyph in characters.white if id(glyph) not in kept]
        characters.seen += shown

    def _text(self, characters: Characters, drawn: Drawn, laid: Annotations) -> PageRead:
        content = self._content(characters, drawn, laid)
        read = PageRead(content, self.width, self.height, self.said)
        if any(not glyph.blank for glyph in content.hidden):
            read.said.append(("hidden_content", ""))
        turned = sum(len(run) for run in characters.aside)
        if turned >= FEW_GLYPHS and turned > len(characters.seen):
            read.said.append(("unread_part", "转向的文字（未作为正文）"))
        if drawn.pictures:
            self._with_pictures(read, drawn.pictures)
        return read

    def _content(self, characters: Characters, drawn: Drawn, laid: Annotations) -> PageContent:
        return PageContent(
            number=self.number,
            width=self.width,
            height=self.height,
            rotation=self.rotation,
            glyphs=(*characters.seen, *laid.glyphs),
            tables=self._tables(drawn),
            rules=_rules(drawn.level),
            aside=tuple(characters.aside),
            hidden=(*characters.unseen, *characters.invisible, *laid.hidden),
            notes=tuple(laid.notes),
        )

    def _tables(self, drawn: Drawn) -> tuple[tuple[Box, ...], ...]:
        """The cells between rules; a page with too many is read without its tables."""
        if drawn.cut or drawn.rules > LIMITS.page_rules:
            self.said.append(("unread_part", ""))
            drawn.level.clear()
            return ()
        try:
            return tables_of(drawn.upright, drawn.level)
        except LimitReached:
            self.said.append(("unread_part", ""))
            return ()

    def _with_pictures(self, read: PageRead, pictures: Sequence[Box]) -> None:
        """Recognise what a large picture on a page of text says, or name it as not read."""
        unread = False
        for picture in pictures:
            part = share(picture, self.width, self.height)
            if part < WORTH_NAMING or is_background(picture, part, read.content.glyphs):
                continue
            if part < WORTH_READING or not self._merged(read, picture):
                unread = True
        if unread:
            read.said.append(("unread_part", "图片"))

    def _merged(self, read: PageRead, picture: Box) -> bool:
        """Whether the picture was recognised; its text is added where the page has none."""
        x0, top, x1, bottom = picture
        box = (max(x0, 0.0), max(top, 0.0), min(x1, self.width), min(bottom, self.height))
        scanned = self.recogniser.page(self.opened, self.number, box)
        codes = [code for code in scanned.codes if code != "no_text"]
        if "no_recogniser" in codes:
            return False
        read.said += [(code, "图片") for code in codes]
        seen = moved(_displayed(scanned), box[0], box[1])
        content = read.content
        added = tuple(glyph for glyph in seen.glyphs if not _is_covered(glyph, content.glyphs))
        read.content = replace(
            content,
            glyphs=content.glyphs + added,
            tables=content.tables + (seen.tables if added else ()),
        )
        read.recognised |= bool(added)
        read.seals += tuple(
            replace(seal, bbox=_moved(seal.bbox, box[0], box[1])) for seal in scanned.seals
        )
        return True

    def _reference(self, laid: Annotations) -> PageRead:
        """A page that is displayed turned, or of which pdfium loses signs, by pdfplumber."""
        read = _by_plumber(self.opened, self.number)
        if read is None:
            blank = PageContent(self.number, self.width, self.height, self.rotation, ())
            return PageRead(blank, self.width, self.height, [("unread_part", "")])
        notes = tuple((text, self._as_displayed(box)) for text, box in laid.notes)
        read.content = replace(read.content, notes=notes)
        return read

    def _meant(self, laid: Annotations) -> PageRead | None:
        """The page by pdfplumber, which knows signs by their glyphs' names, if it reads Chinese."""
        try:
            read = self._reference(laid)
        except FileError:
            return None
        return read if is_chinese("".join(g.text for g in read.content.glyphs)) else None

    def _as_displayed(self, box: Box) -> Box:
        """A box of the page as it lies in the file, on the page turned clockwise."""
        wide, tall = self.inner
        x0, top, x1, bottom = box
        if self.rotation == 90:
            return (tall - bottom, x0, tall - top, x1)
        if self.rotation == 180:
            return (wide - x1, tall - bottom, wide - x0, tall - top)
        if self.rotation == 270:
            return (top, wide - x1, bottom, wide - x0)
        return box

    def _scan(self, way: Way, characters: Characters, drawn: Drawn, laid: Annotations) -> PageRead:
        """A page without a text layer that can be read: recognised, or named."""
        whole = (0.0, 0.0, self.width, self.height)
        scanned = self.recogniser.page(self.opened, self.number, whole)
        notes = tuple((text, self._as_displayed(box)) for text, box in laid.notes)
        if scanned.content.glyphs or "no_recogniser" not in scanned.codes:
            content = replace(scanned.content, notes=notes)
            read = PageRead(content, self.width, self.height)
            read.said = [(code, "") for code in scanned.codes]
            read.seals, read.projection = scanned.seals, scanned.projection
            read.recognised = bool(content.glyphs)
            return read
        if way is Way.LAYER and self.rotation == 0:
            # What the scanner recognised is better than nothing, and nobody vouches for it.
            characters.seen += characters.invisible
            characters.invisible = []
            read = PageRead(self._content(characters, drawn, laid), self.width, self.height)
            read.said = [*self.said, ("unread_part", "图片（采用其自带的文字层）")]
            read.recognised = True
            return read
        fields = tuple(glyph for glyph in (*characters.seen, *laid.glyphs) if not self.rotation)
        content = PageContent(
            self.number, self.width, self.height, self.rotation, fields, notes=notes
        )
        return PageRead(content, self.width, self.height, [("no_recogniser", "")])


def _window(page: PdfPage) -> Box:
    """What a viewer shows of the page: x0, low, x1, high in its own coordinates."""
    x0, low, x1, high = page.get_bbox()
    if not (1.0 <= x1 - x0 < 1e6 and 1.0 <= high - low < 1e6):
        return (0.0, 0.0, *USUAL)
    return (x0, low, x1, high)


def _rules(level: Sequence[Stroke]) -> tuple[tuple[float, float, float], ...]:
    long = {stroke for stroke in level if stroke[2] - stroke[1] >= LONG_RULE}
    rounded = {(round(start, 1), round(y, 1), round(end, 1)) for y, start, end in long}
    return tuple(sorted(rounded, key=itemgetter(1)))


def _displayed(scanned: Scanned) -> PageContent:
    """The recognised content where it is displayed."""
    projection, content = scanned.projection, scanned.content
    if projection is None:
        return content
    from extractors.readers.scan.displayed import shown

    return replace(
        content,
        glyphs=tuple(
            Glyph(glyph.text, *shown(glyph[1:5], projection), *glyph[5:])
            for glyph in content.glyphs
        ),
        tables=tuple(tuple(shown(cell, projection) for cell in table) for table in content.tables),
    )


def _moved(box: Box, right: float, down: float) -> Box:
    return (box[0] + right, box[1] + down, box[2] + right, box[3] + down)


def _is_covered(glyph: Glyph, others: Sequence[Glyph]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
    return any(other.x0 <= x <= other.x1 and other.top <= y <= other.bottom for other in others)
