"""PDF files with a text layer. Bytes in; cells and paragraphs with page and box out.

pdfplumber gives glyphs, rules and cells of a page (`pdf_page`); what they mean is decided
in `extractors.readers.layout`, which knows no PDF. Scripts, links, attachments and forms'
actions are never run or followed. Pages without readable text are listed as problems.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.errors import FileError, LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Page, Problem
from extractors.problems import problem
from extractors.readers.layout.assemble import blocks_of
from extractors.readers.layout.glyphs import PageContent
from extractors.readers.pdf_page import MALFORMED, page_content
from extractors.readers.reading import Reading, within_text_limit

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.pdf import PDF

END_WITHIN = 2048  # bytes from the end in which a whole file says %%EOF


def read_pdf(data: bytes, name: str) -> Reading:
    """Read a PDF's text layer.

    Raises:
        Unreadable: damaged or encrypted.
        LimitReached: more pages or text than allowed.
    """
    cut = b"%%EOF" not in data[-END_WITHIN:]
    pages: list[Page] = []
    contents: list[PageContent] = []
    problems: list[Problem] = [problem("repaired")] if cut else []
    with _opened(data, name) as pdf:
        for number, page in enumerate(_pages(pdf, name), start=1):
            place = f"第{number}页"
            try:
                content, codes = page_content(page, number, name)
            except FileError as error:
                problems.append(problem(error.code, place))
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
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise Unreadable(name, "encrypted") from error
        raise Unreadable(name, "damaged", type(cause).__name__) from error
    except MALFORMED as error:
        raise Unreadable(name, "damaged", type(error).__name__) from error


def _pages(pdf: PDF, name: str) -> Iterator[PlumberPage]:
    """The pages one by one; their number is asked before any is read."""
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        pages = pdf.pages
    except (PDFException, PSException, PdfminerException, *MALFORMED) as error:
        raise Unreadable(name, "damaged", type(error).__name__) from error
    if len(pages) > LIMITS.pdf_pages:
        raise LimitReached(name, "limit_size", f"{len(pages)} pages")
    if not pages:
        raise Unreadable(name, "damaged", "no page")
    yield from pages
