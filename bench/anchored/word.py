"""Word: the n-th paragraph and the cell of a row and column, counted from the bare XML.

Paragraphs count in the order in which they begin, those of cells apart; tables likewise. What
stands in headers, notes and parts of its own is looked for in those parts as a whole. Where a
block has a page and a box, LibreOffice's rendering is asked through pdfplumber.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from bench.anchored.check import Check, Outcome, bare, check, holds
from extractors.model import AnchorKind, Block, Document, Layer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Boxes to tick are drawn by fonts and settings; the bare XML has other signs for them.
SIGNS = re.compile(r"[☐☑☒□■√✓✔×]")
DELETED = {W + "del", W + "moveFrom"}

Element = Any


def checks(data: bytes, document: Document) -> Iterator[Check]:
    """Every block with text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
    body: Element = etree.fromstring(parts["word/document.xml"])
    for fallback in list(body.iter(FALLBACK)):
        fallback.getparent().remove(fallback)
    paragraphs, cells = paragraphs_of(body), cells_of(body)
    everything = bare("".join(_any_text(content) for content in parts.values()))
    for block in document.blocks:
        if bare(block.text):
            yield _checked(block, paragraphs, cells, everything)


def _checked(
    block: Block,
    paragraphs: list[str],
    cells: dict[tuple[int, int, int], str],
    everything: str,
) -> Check:
    anchor = block.anchor
    there = None
    if anchor.kind is AnchorKind.TABLE_CELL or anchor.table is not None:
        there = cells.get((anchor.table or 0, anchor.row or 0, anchor.column or 0))
    elif anchor.paragraph is not None and anchor.paragraph <= len(paragraphs):
        there = paragraphs[anchor.paragraph - 1]
    if there is not None and alike(block.text, there):
        return check(block, True)
    if block.layer in {Layer.HEADER_FOOTER, Layer.NOTE, Layer.DELETED} or there is None:
        found = all(piece in everything for piece in map(_plain, block.text.splitlines()))
        return Check(block, Outcome.UNCHECKED if found else Outcome.MISSING)
    return check(block, False, there)


def alike(text: str, there: str) -> bool:
    """Whether one is the other but for signs to tick and a number that a list puts in front."""
    want, have = _plain(text), _plain(there)
    return want == have or (bool(have) and want.endswith(have)) or (bool(want) and want in have)


def _plain(text: str) -> str:
    return SIGNS.sub("", bare(text))


def paragraphs_of(body: Element) -> list[str]:
    """Texts of the paragraphs outside cells."""
    return [_own_text(p) for p in body.iter(W + "p") if _home(p).tag != W + "tc"]


def _home(element: Element) -> Element:
    """The nearest cell, text box or body around it."""
    for above in element.iterancestors():
        if above.tag in {W + "tc", W + "txbxContent", W + "body"}:
            return above
    return element


def cells_of(body: Element) -> dict[tuple[int, int, int], str]:
    """Texts of all cells by table, row and column."""
    cells = {}
    for number, table in enumerate(body.iter(W + "tbl"), start=1):
        rows = [tr for tr in table.iter(W + "tr") if _above(tr, W + "tbl") is table]
        for row, tr in enumerate(rows, start=1):
            column = 1 + _value(tr, f"{W}trPr/{W}gridBefore", 0)
            for tc in (tc for tc in tr.iter(W + "tc") if _above(tc, W + "tr") is tr):
                held = [p for p in tc.iter(W + "p") if _home(p) is tc]
                cells[number, row, column] = "".join(_own_text(p) for p in held)
                column += _value(tc, f"{W}tcPr/{W}gridSpan", 1)
    return cells


def _above(element: Element, tag: str) -> Element:
    return next(element.iterancestors(tag), None)


def _value(element: Element, path: str, default: int) -> int:
    found = element.find(path)
    return default if found is None else int(found.get(W + "val", default))


def _own_text(paragraph: Element, deleted: bool = False) -> str:
    """Text of the paragraph itself, not of boxes that hang on it; or what was deleted of it."""
    return "".join(
        element.text or ""
        for element in paragraph.iter("{*}t", W + "delText")
        if next(element.iterancestors(W + "p"), None) is paragraph
        and deleted == any(above.tag in DELETED for above in element.iterancestors())
    )


def _any_text(content: bytes) -> str:
    root = etree.fromstring(content)
    return "".join(e.text or "" for e in root.iter("{*}t", W + "delText"))


def rendered_checks(data: bytes, document: Document) -> Iterator[Check]:
    """Every block with a page and a box, against LibreOffice's pages as pdfplumber reads them."""
    from bench.anchored.pdf import marks_of, text_in
    from extractors.errors import FileError
    from extractors.readers.legacy.libreoffice import converted

    # The pages that officials are shown: with the fonts that our own call of LibreOffice sets.
    try:
        pdf = converted(data, "docx", "pdf", document.name)
    except FileError:
        pdf = None
    marks = marks_of(pdf) if pdf else {}
    for block in document.blocks:
        if not bare(block.text) or block.layer not in {Layer.BODY, Layer.INSERTED}:
            continue
        places = [(line.page, line.bbox, block.text[line.start : line.end]) for line in block.lines]
        if not places and block.anchor.page and block.anchor.bbox:
            places = [(block.anchor.page, block.anchor.bbox, block.text)]
        if not places or pdf is None:
            yield Check(block, Outcome.UNCHECKED)
            continue
        there = [text_in(marks.get(page, []), box) for page, box, _ in places]
        found = all(
            holds(SIGNS.sub("", text), shown)
            for (_, _, text), shown in zip(places, there, strict=True)
        )
        yield check(block, found, " / ".join(there))
