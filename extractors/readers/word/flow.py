"""The paragraphs and tables of a body, cell, note or text box, in reading order.

Enter: the element that holds them. Leave: each table, each inserted file, and each paragraph
as the elements it is stored in: several where the mark between them was deleted with tracking.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.readers.packages.xml import Element
from extractors.readers.word.names import ALTERNATIVES, W, chosen, on
from extractors.readers.word.paragraphs import PLAIN, ParagraphProperties, properties_of

WRAPPERS = frozenset(
    W + tag
    for tag in (
        "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo",
        "footnote", "endnote", "comment",
    )
)  # fmt: skip
ALONE = frozenset({W + "tbl", W + "altChunk"})
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Stored(NamedTuple):
    """A table, an inserted file, or a paragraph with what it says of itself."""

    element: Element
    properties: ParagraphProperties = PLAIN

    @property
    def is_paragraph(self) -> bool:
        return bool(self.element.tag == W + "p")


def flow(parent: Element) -> Iterator[list[Stored]]:
    """Paragraphs, tables and inserted files; a table or file is always alone in its list."""
    joined: list[Stored] = []
    for element in _elements(parent):
        if element.tag in ALONE:
            if joined:
                yield joined
                joined = []
            yield [Stored(element)]
            continue
        properties = properties_of(element)
        joined.append(Stored(element, properties))
        if not properties.joins:
            yield joined
            joined = []
    if joined:
        yield joined


def drop_placeholders(root: Element) -> None:
    """Empty the content controls that show a prompt, which nobody filled in."""
    for flag in list(root.iter(W + "showingPlcHdr")):
        properties = flag.getparent()
        control = None if properties is None else properties.getparent()
        if control is None or control.tag != W + "sdt" or not on(flag):
            continue
        for text in control.iter(W + "t"):
            text.text = ""


def _elements(parent: Element) -> Iterator[Element]:
    for child in parent:
        tag = child.tag
        if tag == W + "p" or tag in ALONE:
            yield child
        elif tag in WRAPPERS:
            # The line that Word draws above footnotes is stored as a footnote of its own.
            if child.get(W + "type") not in SEPARATORS:
                yield from _elements(child)
        elif tag == ALTERNATIVES:
            yield from _elements(chosen(child))
