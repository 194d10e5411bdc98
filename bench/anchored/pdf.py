"""PDF: pdfplumber's characters and form values inside each line's box.

Our fast path asks pdfium; pdfplumber parses by itself. Boxes of the two differ by up to two
points in height, so a character counts where its middle lies in the box or that near to it.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.anchored.check import Check, Outcome, bare, check, holds
from extractors.model import Block, Box, Document

NEAR = 2.0  # points


@dataclass(frozen=True, slots=True)
class Mark:
    """A character, or a value typed into a form, with its middle and its box."""

    text: str
    box: Box


def checks(data: bytes, document: Document) -> Iterator[Check]:
    """Every block of a page whose text lies in the file; recognised pages are for another route."""
    recognised = {page.number for page in document.pages if page.recognised}
    marks = marks_of(data)
    for block in document.blocks:
        places = [(line.page, line.bbox, block.text[line.start : line.end]) for line in block.lines]
        if not bare(block.text):
            continue
        if not places or any(page in recognised for page, _, _ in places):
            yield Check(block, Outcome.UNCHECKED)
            continue
        yield _checked(block, places, marks)


def _checked(
    block: Block, places: list[tuple[int, Box, str]], marks: Mapping[int, list[Mark]]
) -> Check:
    for page, box, text in places:
        there = text_in(marks.get(page, []), box)
        if not holds(text, there):
            return check(block, False, there)
    return check(block, True)


def text_in(marks: list[Mark], box: Box) -> str:
    """What stands in the box, line by line as far as heights tell."""
    held = [mark for mark in marks if _near(mark.box, box)]
    return "".join(mark.text for mark in sorted(held, key=lambda m: (round(m.box[1]), m.box[0])))


def _near(mark: Box, box: Box) -> bool:
    x, y = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    return box[0] - NEAR <= x <= box[2] + NEAR and box[1] - NEAR <= y <= box[3] + NEAR


def marks_of(data: bytes) -> dict[int, list[Mark]]:
    """Every page's characters and annotations, from the page's corner as a viewer shows it."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    marks = {}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            left, top = page.cropbox[0], page.cropbox[1]
            marks[number] = [Mark(char["text"], _moved(char, left, top)) for char in page.chars] + [
                Mark(text, _moved(note, left, top))
                for note in page.annots
                for text in _texts(note["data"])
            ]
            page.close()
    return marks


def _moved(thing: Mapping[str, Any], left: float, top: float) -> Box:
    return (thing["x0"] - left, thing["top"] - top, thing["x1"] - left, thing["bottom"] - top)


def _texts(data: Mapping[str, Any]) -> Iterator[str]:
    """What a form field or a remark says; its parent's value where the field has none."""
    from pdfminer.pdftypes import PDFStream, resolve1
    from pdfminer.utils import decode_text

    parent = resolve1(data.get("Parent")) or {}
    for key in ("V", "Contents"):
        value = resolve1(data.get(key, parent.get(key)))
        value = value.get_data() if isinstance(value, PDFStream) else value
        if isinstance(value, bytes):
            yield decode_text(value)
    if data.get("FT", parent.get("FT")) is not None:
        yield "☑☐"  # a box to tick is drawn, not written
