"""A PDF opened: by pdfium, and by pdfplumber for what pdfium cannot read. Bytes in; pages out.

pdfium opens a file within a millisecond and reads it ten times as fast; pdfminer, on which
pdfplumber stands, opens some damaged files that pdfium refuses, and places type on turned
pages. Scripts, links and actions are never run or followed.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.readers.pdf.fonts import drawing
from extractors.readers.pdf.plumber import library_errors

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

END_WITHIN = 2048  # bytes from the end in which a whole file says %%EOF
MOST_FILES = 200  # attached files named one by one
LAYERS = 2_000  # optional layers looked at
START = re.compile(rb"startxref\s+(\d{1,12})")
TABLE = re.compile(rb"\s*(?:xref|\d{1,10}\s+\d{1,5}\s+obj)")


class Opened:
    """One PDF while it is read; close it. `pdfium` is None where only pdfplumber opens it."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open without a password; a file that only its owner may change opens too.

        Raises:
            Unreadable: damaged or encrypted.
            LimitReached: more pages than allowed.
        """
        self.data = data
        self.name = name
        self.fonts: dict[int, str] = {}  # names of symbol fonts by their address
        self.pdfium = self._by_pdfium()
        self._drawable: PdfDocument | None = None
        self.form: Any = None
        if self.pdfium is not None:
            self.count = len(self.pdfium)
            self.form = _form_of(self.pdfium)
        else:
            self.count = len(self._pages)
        if self.count > LIMITS.pdf_pages:
            raise LimitReached(name, "limit_size", f"{self.count} pages")
        if not self.count:
            raise Unreadable(name, "damaged", "no page")

    def close(self) -> None:
        if self.pdfium is not None:
            self.pdfium.close()
        if self._drawable is not None:
            self._drawable.close()

    def _by_pdfium(self) -> PdfDocument | None:
        import pypdfium2
        import pypdfium2.raw as raw

        try:
            document = pypdfium2.PdfDocument(self.data)
            if len(document):
                return document
            document.close()
        except pypdfium2.PdfiumError as error:
            # The code may be that of a file before; a locked one says so in its trailer as well.
            locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
            if locked and b"/Encrypt" in self.data:
                raise Unreadable(self.name, "encrypted") from error
        return None

    @property
    def is_repaired(self) -> bool:
        """Whether the end of the file is cut off, or its table of contents had to be rebuilt."""
        if self.pdfium is None:
            return True
        end = self.data[-END_WITHIN:]
        found = START.findall(end)
        if b"%%EOF" not in end or not found:
            return True
        start = int(found[-1])
        junk = max(0, self.data[:1024].find(b"%PDF"))  # offsets count from the header
        return not any(TABLE.match(self.data, at) for at in {start, start + junk})

    @contextmanager
    def page(self, number: int) -> Iterator[PdfPage | None]:
        """The page of that number, from 1, by pdfium; None where it cannot load it."""
        import pypdfium2

        page = None
        if self.pdfium is not None:
            try:
                page = self.pdfium[number - 1]
            except pypdfium2.PdfiumError:
                page = None
        try:
            yield page
        finally:
            if page is not None:
                page.close()

    def picture(self, number: int, dpi: int) -> Image:
        """The page of that number as a viewer draws it, with the machine's fonts.

        Raises:
            Unreadable: it cannot be drawn.
        """
        import pypdfium2

        with drawing():
            if self._drawable is None:
                self._drawable = self._by_pdfium()
                if self._drawable is None:
                    raise Unreadable(self.name, "damaged", "opened once only")
                _form_of(self._drawable)
            try:
                page = self._drawable[number - 1]
                try:
                    drawn: Image = page.render(scale=dpi / 72).to_pil()
                finally:
                    page.close()
            except pypdfium2.PdfiumError as error:
                raise Unreadable(self.name, "unread_part", str(error)) from error
        return drawn

    def plumber_page(self, number: int) -> PlumberPage | None:
        """The same page by pdfplumber; None where it cannot load it."""
        from pdfplumber.page import Page as PlumberPage

        try:
            if number > len(self._pages):
                return None
            return PlumberPage(self._plumber, self._pages[number - 1], number)
        except unreadable():
            return None

    @cached_property
    def _plumber(self) -> Any:
        import pdfplumber
        from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

        # The library warns about every glyph of a poor font; what matters is in our problems.
        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            return pdfplumber.open(io.BytesIO(self.data))
        except library_errors() as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
                raise Unreadable(self.name, "encrypted") from error
            raise Unreadable(self.name, "damaged", type(cause).__name__) from error

    @cached_property
    def _pages(self) -> list[Any]:
        """pdfminer's pages; pdfplumber's own list makes all at once, one bad costs the others."""
        from pdfminer.pdfpage import PDFPage

        try:
            return list(islice(PDFPage.create_pages(self._plumber.doc), LIMITS.pdf_pages + 1))
        except library_errors() as error:
            raise Unreadable(self.name, "damaged", type(error).__name__) from error

    @cached_property
    def hidden_layers(self) -> frozenset[str]:
        """Names of optional layers that are switched off when the file is opened."""
        packed = b"/ObjStm" in self.data
        if b"/OCProperties" not in self.data and not packed:
            return frozenset()
        try:
            return frozenset(islice(_switched_off(self._plumber.doc.catalog), LAYERS))
        except unreadable():
            return frozenset()

    def unread(self) -> Iterator[str]:
        """What the file holds beside its pages: attached files, forms in XML."""
        if self.pdfium is None:
            yield from _unread(self._plumber.doc.catalog)
            return
        import pypdfium2.raw as raw

        count = self.pdfium.count_attachments()
        for number in range(min(count, MOST_FILES)):
            yield attachment(self.pdfium.get_attachment(number).get_name())
        if count > MOST_FILES:
            yield f"其余附件{count - MOST_FILES}个"
        if self.pdfium.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
            yield "XFA表单"


def _form_of(document: PdfDocument) -> Any:
    """The raw handle of the document's form, None where it has none."""
    if not document.get_formtype():
        return None
    # The library warns that it was built without forms in XML; `unread` lists them.
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)
    document.init_forms()
    return document.formenv.raw if document.formenv else None


def unreadable() -> tuple[type[Exception], ...]:
    """What is raised for a file that pdfplumber cannot read."""
    return (Unreadable, *library_errors())


def attachment(name: str) -> str:
    """How an attached file is named to its reader; names come from strangers."""
    if name.startswith("þÿ") and max(name) <= "\xff":  # UTF-16 taken for single bytes
        name = name.encode("latin-1").decode("utf-16-be", "replace")
    shown = "".join(sign for sign in name if sign.isprintable())[:80]
    return f"附件「{shown}」" if shown else "附件"


def _switched_off(catalog: Any) -> Iterator[str]:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    properties = resolve1(catalog.get("OCProperties")) or {}
    settings = resolve1(properties.get("D")) or {}
    base = getattr(resolve1(settings.get("BaseState")), "name", "ON")
    lit = [resolve1(layer) for layer in resolve1(settings.get("ON")) or []]
    off = properties.get("OCGs") if base == "OFF" else settings.get("OFF")
    for reference in resolve1(off) or []:
        layer = resolve1(reference)
        name = resolve1(layer.get("Name")) if isinstance(layer, dict) else None
        if isinstance(name, bytes) and not (base == "OFF" and layer in lit):
            yield decode_text(name)


def _unread(catalog: Any) -> Iterator[str]:
    """The same by pdfminer, without names."""
    from pdfminer.pdftypes import resolve1

    try:
        names = resolve1(catalog.get("Names"))
        form = resolve1(catalog.get("AcroForm"))
    except library_errors():
        return
    if isinstance(names, dict) and "EmbeddedFiles" in names:
        yield "附件"
    if isinstance(form, dict) and "XFA" in form:
        yield "XFA表单"
