"""Who is measured, by name: a file's bytes and name in, how many pages (or 1) were read out.

Each imports its library itself, so that a fresh process holds nothing of the others. The
program pdftotext is another process; its time counts with this one's children.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec

Contestant = Callable[[bytes, str], int]


def ours(data: bytes, name: str) -> int:
    """The whole reader without recognition: kind, blocks, tables over pages, problems."""
    from extractors.readers import Equipment, read_bytes

    return max(1, len(read_bytes(data, name, Equipment(recognise=False)).pages))


def ours_recognising(data: bytes, name: str) -> int:
    from extractors.readers import read_bytes

    return max(1, len(read_bytes(data, name).pages))


def words_and_tables(data: bytes, name: str) -> int:
    """What a plain script does with pdfplumber, closing each page so that memory stays flat."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(document.pages)


def pdfium_text(data: bytes, name: str) -> int:
    """Bare text: no boxes, no rules, no tables."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_bounded()
        text.close()
        page.close()
    return len(document)


def pdfium_text_without_fonts(data: bytes, name: str) -> int:
    """The same without the machine's fonts, as our own reader has it."""
    from extractors.readers.pdf.fonts import reading

    with reading():
        return pdfium_text(data, name)


def pdfminer_text(data: bytes, name: str) -> int:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data)).count("\f")


def pypdf_text(data: bytes, name: str) -> int:
    import pypdf

    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def markitdown(data: bytes, name: str) -> int:
    from markitdown import MarkItDown, StreamInfo

    extension = "." + name.rpartition(".")[2]
    MarkItDown().convert_stream(io.BytesIO(data), stream_info=StreamInfo(extension=extension))
    return 1


def pdftotext(data: bytes, name: str) -> int:
    command = ["pdftotext", "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    return done.stdout.count(b"\f")


def row_cells(data: bytes, name: str) -> int:
    """What a plain script does with python-docx: every cell of every row of every table."""
    import docx

    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text
    return 1


def calamine(data: bytes, name: str) -> int:
    """Bare calamine: every sheet as rows of values."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for number in range(len(workbook.sheet_names)):
        workbook.get_sheet_by_index(number).to_python()
    return 1


def openpyxl_values(data: bytes, name: str) -> int:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            _ = row
    return 1


CONTESTANTS: dict[str, tuple[Contestant, str]] = {
    "ours": (ours, "extractors"),
    "ours, scans recognised": (ours_recognising, "rapidocr"),
    "pdfplumber words+tables": (words_and_tables, "pdfplumber"),
    "pdfium bare text": (pdfium_text, "pypdfium2"),
    "pdfium text, no fonts": (pdfium_text_without_fonts, "pypdfium2"),
    "pdfminer.six text": (pdfminer_text, "pdfminer"),
    "pypdf text": (pypdf_text, "pypdf"),
    "markitdown": (markitdown, "markitdown"),
    "pdftotext": (pdftotext, "pdftotext"),
    "python-docx row.cells": (row_cells, "docx"),
    "bare calamine": (calamine, "python_calamine"),
    "openpyxl values": (openpyxl_values, "openpyxl"),
}
"""Name: what is called, and the module or program it needs."""


def installed(name: str) -> bool:
    """Whether what the contestant needs is there."""
    needed = CONTESTANTS[name][1]
    return (
        shutil.which(needed) is not None if needed == "pdftotext" else find_spec(needed) is not None
    )
