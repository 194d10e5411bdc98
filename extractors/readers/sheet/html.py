"""Web pages, which reporting systems save under .xls. Bytes in; cells and paragraphs out.

Tables become tables, text outside them paragraphs. No script runs, no frame, picture or style
sheet is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.decoding import decoded
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.packages.xml import Element
from extractors.readers.reading import Reading, within_text_limit

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "title", "xml"})
BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
FETCHED = ("img", "iframe", "frame", "object", "embed")
WIDEST = 1_000  # columns or rows that one cell may claim


def read_html(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a web page.

    Raises:
        Unreadable: no text, or no page.
        LimitReached: deeper or larger than allowed.
    """
    text = decoded(data)
    if text is None:
        raise Unreadable(name, "damaged", "no text")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, "damaged", str(error)[:200]) from error
    if any("depth" in told.message for told in parser.error_log):
        # The parser leaves out what lies deeper and goes on as if nothing were there.
        raise LimitReached(name, "limit_size", "nesting")
    page = _Page(name)
    page.walk(root, hidden=False, depth=0)
    page.end_paragraph()
    return Reading(within_text_limit(name, page.blocks), problems=tuple(page.problems(root)))


class _Page:
    """The blocks of one page, in the order in which it is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.tables = self.paragraphs = 0
        self._pending: list[str] = []
        self._hidden = False

    def walk(self, element: Element, *, hidden: bool, depth: int) -> None:
        """Read an element and all within it."""
        if depth > 4 * LIMITS.nesting:
            raise LimitReached(self.name, "limit_size", "nesting")
        tag = str(element.tag).lower()
        if tag in UNSEEN:
            return
        hidden = hidden or _is_hidden(element)
        if tag in BREAKS or tag == "table":
            self.end_paragraph()
        if tag == "table":
            self._table(element, hidden, depth)
            return
        self._say(element.text, hidden)
        for child in element:
            self.walk(child, hidden=hidden, depth=depth + 1)
            self._say(child.tail, hidden)
        if tag in BREAKS:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """Make a block of the text since the last one."""
        text = _collapsed("".join(self._pending))
        self._pending = []
        if text:
            self.paragraphs += 1
            anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=self.paragraphs)
            self.blocks.append(Block(text, anchor, Layer.HIDDEN if self._hidden else Layer.BODY))

    def problems(self, root: Element) -> Iterator[Problem]:
        """What is in the page and not read."""
        if any(block.layer is Layer.HIDDEN for block in self.blocks):
            yield problem("hidden_content")
        if any(next(root.iter(tag), None) is not None for tag in FETCHED):
            yield problem("external_content", "图片或框架")

    def _say(self, text: str | None, hidden: bool) -> None:
        if text:
            if hidden != self._hidden:
                self.end_paragraph()
                self._hidden = hidden
            self._pending.append(re.sub(r"\s+", " ", text))

    def _table(self, table: Element, hidden: bool, depth: int) -> None:
        self.tables += 1
        number = self.tables
        taken: dict[int, int] = {}  # column: rows below that a cell above still covers
        inner: list[tuple[Element, bool]] = []
        for row, element in enumerate(_rows(table), start=1):
            if row > LIMITS.sheet_rows or len(self.blocks) > LIMITS.sheet_cells:
                raise LimitReached(self.name, "limit_size", "rows")
            row_hidden = hidden or _is_hidden(element)
            column, held = 1, dict(taken)
            taken = {place: rows - 1 for place, rows in taken.items() if rows > 1}
            for cell in element.iterchildren("td", "th"):
                while column in held:
                    column += 1
                rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
                is_hidden = row_hidden or _is_hidden(cell)
                anchor = Anchor(
                    AnchorKind.TABLE_CELL,
                    table=number,
                    row=row,
                    column=column,
                    row_span=rows,
                    column_span=columns,
                )
                text = _collapsed("".join(_texts(cell)))
                if text:
                    layer = Layer.HIDDEN if is_hidden else Layer.BODY
                    self.blocks.append(Block(text, anchor, layer))
                inner += [(nested, is_hidden) for nested in _nested(cell)]
                taken |= {place: rows - 1 for place in range(column, column + columns) if rows > 1}
                column += columns
        for nested, is_hidden in inner:
            self.walk(nested, hidden=is_hidden, depth=depth + 1)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren("tr")


def _texts(element: Element) -> Iterator[str]:
    """The text of a cell, that of tables in it left out."""
    if str(element.tag).lower() in UNSEEN or element.tag == "table":
        return
    if element.tag in BREAKS:
        yield "\n"
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _texts(child)
        yield re.sub(r"\s+", " ", child.tail or "")


def _nested(cell: Element) -> Iterator[Element]:
    for child in cell:
        if child.tag == "table":
            yield child
        else:
            yield from _nested(child)


def _collapsed(text: str) -> str:
    lines = (re.sub(r"[ \t\r\f\v\xa0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(NOT_SHOWN.search(element.get("style", "")))


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return (
        min(max(int(text), 1), WIDEST) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    )
