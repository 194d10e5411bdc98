"""PDF files with a text layer. Bytes in; cells and paragraphs with page and box out.

pdfplumber gives glyphs, rules and cells of a page (`pdf_page`); what they mean is decided
in `extractors.readers.layout`, which knows no PDF. Scripts, links, attachments and forms'
actions are never run or followed. Pages without readable text are listed as problems.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from extractors.errors import FileError, LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Page, Problem
from extractors.problems import problem
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.layout.assemble import blocks_of
from extractors.readers.layout.glyphs import PageContent
from extractors.readers.pdf.plumber import library_errors, page_content
from extractors.readers.reading import Reading, within_text_limit

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.pdf import PDF

END_WITHIN = 2048  # bytes from the end in which a whole file says %%EOF


def read_pdf(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a PDF's text layer.

    Raises:
        Unreadable: damaged or encrypted.
        LimitReached: more pages or text than allowed.
    """
    cut = b"%%EOF" not in data[-END_WITHIN:]
    pages: list[Page] = []
    contents: list[PageContent] = []
    problems: list[Problem] = [problem("repaired")] if cut else []
    pdf = _opened(data, name)
    problems.extend(_unread(pdf))
    for number, page in enumerate(_pages(pdf, name), start=1):
        place = f"第{number}页"
        try:
            content, codes = page_content(page(), number, name)
        except FileError as error:
            problems.append(problem(error.code, place))
            continue
        except library_errors():
            problems.append(problem("unread_part", place))
            continue
        pages.append(Page(number, content.width, content.height, content.rotation))
        contents.append(content)
        problems.extend(problem(code, place) for code in codes)
    blocks = blocks_of(contents)
    return Reading(within_text_limit(name, blocks), tuple(pages), tuple(problems))


def _opened(data: bytes, name: str) -> PDF:
    """Open without a password; a file that only its owner may change opens too."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    # The library warns about every glyph of a poor font; what matters is in our problems.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        return pdfplumber.open(io.BytesIO(data))
    except library_errors() as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise Unreadable(name, "encrypted") from error
        raise Unreadable(name, "damaged", type(cause).__name__) from error


def _pages(pdf: PDF, name: str) -> Iterator[Callable[[], PlumberPage]]:
    """The pages one by one, each made when it is called; counted before any is read.

    pdfplumber's own list makes all pages at once, so that one bad page costs the others.
    """
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.page import Page as PlumberPage

    try:
        found = list(islice(PDFPage.create_pages(pdf.doc), LIMITS.pdf_pages + 1))
    except library_errors() as error:
        raise Unreadable(name, "damaged", type(error).__name__) from error
    if len(found) > LIMITS.pdf_pages:
        raise LimitReached(name, "limit_size", f"more than {LIMITS.pdf_pages} pages")
    if not found:
        raise Unreadable(name, "damaged", "no page")
    for number, page in enumerate(found, start=1):
        yield partial(PlumberPage, pdf, page, number)


def _unread(pdf: PDF) -> Iterator[Problem]:
    """Files attached to the PDF, and forms in XML, which only some viewers show."""
    from pdfminer.pdftypes import resolve1

    try:
        names = resolve1(pdf.doc.catalog.get("Names"))
        form = resolve1(pdf.doc.catalog.get("AcroForm"))
    except library_errors():
        return
    attached = isinstance(names, dict) and "EmbeddedFiles" in names
    if attached or (isinstance(form, dict) and "XFA" in form):
        yield problem("unread_part")
