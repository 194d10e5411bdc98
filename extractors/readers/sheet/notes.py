"""Comments on cells, notes of old and threads of now. A sheet's parts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Anchor, AnchorKind, Block, Layer
from extractors.readers.cells import cell_position
from extractors.readers.packages.xml import Element
from extractors.readers.sheet.escapes import unescaped
from extractors.readers.sheet.parts import Parts

# For programs that know notes only, a thread leaves a note of a fixed sentence in its cell.
STAND_IN = "tc="


def note_blocks(parts: Parts, part: str, sheet: str) -> Iterator[Block]:
    """One block a note, threads after notes; a note that stands in for a thread is left out."""
    links = [link for link in parts.related(part) if link.target in parts.xml]
    threads = [link.target for link in links if link.kind == "threadedComment"]
    for link in links:
        if link.kind == "comments":
            yield from _notes(parts.root(link.target), sheet, bool(threads))
    for thread in threads:
        for comment in parts.root(thread).iter("{*}threadedComment"):
            text = "".join(part.text or "" for part in comment.iterfind("{*}text"))
            yield from _note(text, comment.get("ref", ""), sheet)


def _notes(root: Element, sheet: str, threaded: bool) -> Iterator[Block]:
    authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
    for comment in root.iter("{*}comment"):
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        if threaded and author.startswith(STAND_IN):
            continue
        texts = comment.iterfind("{*}text//{*}t")
        spoken = (t.text or "" for t in texts if not _is_phonetic(t))
        yield from _note("".join(spoken), comment.get("ref", ""), sheet)


def _is_phonetic(text: Element) -> bool:
    parent = text.getparent()
    return parent is not None and str(parent.tag).endswith("}rPh")


def _note(text: str, cell: str, sheet: str) -> Iterator[Block]:
    row, column = cell_position(cell) or (None, None)
    text = unescaped(text)
    if text.strip():
        anchor = Anchor(AnchorKind.SHEET_CELL, row=row, column=column, sheet=sheet, cell=cell)
        yield Block(text, anchor, Layer.NOTE)
