"""Word packages (.docx). Bytes in; paragraphs, cells and marginal text as blocks out.

The package is checked against the limits first, opened by python-docx, and read by an own
walk over its XML, because content controls, text boxes, nested tables and tracked changes
are no part of python-docx's paragraphs. Text is never changed: automatic numbering, which
the file does not hold as text, is left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.packages.office import holds_macros, open_office
from extractors.readers.packages.xml import Element, parse_part
from extractors.readers.packages.zipped import Package
from extractors.readers.reading import Reading, within_text_limit
from extractors.readers.word.grid import GridCell, grid_cells
from extractors.readers.word.runs import MC, ParagraphText, W, chosen, paragraph_text
from extractors.readers.word.styles import Styles, styles_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MARGINAL = {RELATIONS + "header", RELATIONS + "footer"}
NOTES = {RELATIONS + "footnotes", RELATIONS + "endnotes", RELATIONS + "comments"}
# Parts that hold text or objects of their own and that nothing here reads.
UNREAD_PARTS = ("word/embeddings/", "word/diagrams/", "word/charts/", "word/afchunk")
WRAPPERS = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)


def read_docx(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a Word package.

    Raises:
        Unreadable: damaged, encrypted, or a part carries a document type.
        LimitReached: it unpacks to more, nests deeper or says more than allowed.
    """
    package = open_office(data, name)
    document = _opened(data, name)
    walk = _Walk(name, styles_of(document.styles.element))
    walk.blocks_of(document.element.body, Layer.BODY)
    for layer, root in _side_parts(document, name):
        walk.number_paragraphs = False
        walk.blocks_of(root, layer)
    problems = (*walk.problems(), *_package_problems(package, document))
    if not any(block.text.strip() for block in walk.blocks) and _has_pictures(package):
        problems = (*problems, problem("no_text"))
    return Reading(within_text_limit(name, walk.blocks), problems=problems)


def _opened(data: bytes, name: str) -> WordDocument:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        if document.element.body is None:
            raise Unreadable(name, "damaged", "no body")
        return document
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise LimitReached(name, "limit_size", "XML depth") from error
        raise Unreadable(name, "damaged", "XML is not well-formed") from error
    # python-docx raises these for missing parts, wrong content types and bad references.
    except (OpcError, KeyError, ValueError, AttributeError, IndexError, TypeError) as error:
        raise Unreadable(name, "damaged", f"{type(error).__name__}: {error}"[:200]) from error


def _side_parts(document: WordDocument, name: str) -> Iterator[tuple[Layer, Element]]:
    """Headers and footers, then notes and comments, each part once."""
    wanted = [(MARGINAL, Layer.HEADER_FOOTER), (NOTES, Layer.NOTE)]
    for types, layer in wanted:
        seen: set[str] = set()
        for relation in document.part.rels.values():
            if relation.reltype not in types or relation.is_external:
                continue
            part: Any = relation.target_part
            if str(part.partname) in seen:
                continue
            seen.add(str(part.partname))
            yield layer, parse_part(part.blob, name)


def _package_problems(package: Package, document: WordDocument) -> Iterator[Problem]:
    names = [info.filename.lower() for info in package.entries]
    if holds_macros(package):
        yield problem("contains_macros")
    if any(entry.startswith(UNREAD_PARTS) for entry in names):
        yield problem("unread_part")
    outside = (
        relation
        for relation in document.part.rels.values()
        if relation.is_external and not relation.reltype.endswith("/hyperlink")
    )
    if next(outside, None) is not None or _outside_template(package):
        yield problem("external_content")


def _outside_template(package: Package) -> bool:
    settings = "word/_rels/settings.xml.rels"
    return package.has(settings) and b'"External"' in package.part(settings)


def _has_pictures(package: Package) -> bool:
    return any(info.filename.startswith("word/media/") for info in package.entries)


@dataclass(slots=True)
class _Walk:
    """Goes through the XML once, in reading order, and collects blocks."""

    name: str
    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    number_paragraphs: bool = True
    paragraphs: int = 0
    tables: int = 0
    depth: int = 0
    tracked: bool = False

    def problems(self) -> Iterator[Problem]:
        if self.tracked or any(block.layer is Layer.DELETED for block in self.blocks):
            yield problem("tracked_changes")
        if any(block.layer is Layer.HIDDEN for block in self.blocks):
            yield problem("hidden_content")

    def blocks_of(self, parent: Element, layer: Layer) -> None:
        """Emit the blocks of a body, a header, a note or a text box."""
        for element in _flow(parent):
            if element.tag == W + "tbl":
                self._table(element, layer)
            elif not _is_separator(element):
                self._paragraph(element, layer)

    def _paragraph(self, element: Element, layer: Layer) -> None:
        self.paragraphs += self.number_paragraphs
        number = self.paragraphs if self.number_paragraphs else None
        anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=number)
        text = self._text(element)
        if text.visible.strip():
            heading = self.styles.heading(element)
            self.blocks.append(Block(text.visible, anchor, layer, heading))
        self._apart([text], anchor, layer)

    def _apart(self, texts: Sequence[ParagraphText], anchor: Anchor, layer: Layer) -> None:
        """What is not seen at the anchor, and the text boxes that hang on it."""
        for text in texts:
            for part in text.apart():
                self.blocks.append(Block(part.text, anchor, part.layer))
        for text in texts:
            for box in text.boxes:
                self.blocks_of(box, layer)

    def _text(self, element: Element) -> ParagraphText:
        text = paragraph_text(element, self.styles.hidden)
        self.tracked |= text.tracked
        return text

    def _table(self, element: Element, layer: Layer) -> None:
        self.depth += 1
        if self.depth > LIMITS.nesting:
            raise LimitReached(self.name, "limit_size", "nested tables")
        self.tables += 1
        number = self.tables
        for cell in grid_cells(element):
            self._cell(cell, number, Layer.DELETED if cell.deleted else layer)
        self.depth -= 1

    def _cell(self, cell: GridCell, table: int, layer: Layer) -> None:
        anchor = Anchor(
            AnchorKind.TABLE_CELL,
            table=table,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
        )
        inner = list(_flow(cell.element))
        texts = [self._text(part) for part in inner if part.tag == W + "p"]
        words = "\n".join(line for text in texts if (line := text.visible).strip())
        self.blocks.append(Block(words, anchor, layer))
        self._apart(texts, anchor, layer)
        for part_element in inner:
            if part_element.tag == W + "tbl":
                self._table(part_element, layer)
        self._covered(cell, anchor)

    def _covered(self, cell: GridCell, anchor: Anchor) -> None:
        """Text in a cell that a merged one covers is not shown by Word."""
        texts = [self._text(p) for covered in cell.covered for p in covered.iter(W + "p")]
        words = "\n".join(line for text in texts if (line := text.visible).strip())
        if words:
            self.blocks.append(Block(words, anchor, Layer.HIDDEN))


def _flow(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, through controls, insertions and notes."""
    for child in parent.iterchildren("*"):
        tag = child.tag
        if tag in {W + "p", W + "tbl"}:
            yield child
        elif tag in WRAPPERS or tag in {W + "footnote", W + "endnote", W + "comment"}:
            yield from _flow(child)
        elif tag == MC + "AlternateContent":
            yield from _flow(chosen(child))


def _is_separator(paragraph: Element) -> bool:
    """The line that Word draws above footnotes is stored as a footnote of its own."""
    return (
        paragraph.find(f"{W}r/{W}separator") is not None
        or paragraph.find(f"{W}r/{W}continuationSeparator") is not None
    )
