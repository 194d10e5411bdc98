"""Goes through a Word file's XML once, in reading order, and collects blocks and problems.

Enter: the parts of a package. Leave: paragraphs, cells, what drawings say, and a list of what
was met and not read. Looks, numbers, fields and grids are known by the modules beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.packages.xml import Element
from extractors.readers.word.drawings import Drawn, Kind, drawn
from extractors.readers.word.fields import Fields
from extractors.readers.word.flow import Stored, drop_placeholders, flow
from extractors.readers.word.grid import GridCell, grid_cells
from extractors.readers.word.looks import is_dark
from extractors.readers.word.names import W, other_words, value
from extractors.readers.word.numbering import Counting, Numbering
from extractors.readers.word.parts import Part, Parts
from extractors.readers.word.runs import ParagraphText, collect
from extractors.readers.word.styles import Styles

PLACES = {Layer.HEADER_FOOTER: "页眉页脚", Layer.NOTE: "批注或脚注"}


@dataclass(frozen=True, slots=True)
class Source:
    """One package as opened: the submitted file, or a file inserted in it."""

    parts: Parts
    styles: Styles
    lists: dict[str, Numbering]
    shaded: bool = False  # something dark may lie behind the whole text


@dataclass(frozen=True, slots=True)
class Found:
    """A drawing's content with the part that refers to it and the place it hangs at."""

    what: Drawn
    part: Part
    source: Source
    anchor: Anchor
    layer: Layer
    place: str


@dataclass(slots=True)
class Walk:
    """What is collected. `show` is asked for whatever stands in drawings but text boxes."""

    name: str
    show: Callable[[Walk, Found], None]
    insert: Callable[[Walk, Found], None]
    blocks: list[Block] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    tracked: bool = False
    paragraphs: int = 0
    tables: int = 0
    depth: int = 0
    _counts_paragraphs: bool = True
    _source: Source = field(init=False)
    _part: Part = field(init=False)
    _numbers: Counting = field(init=False)
    _fields: Fields = field(init=False)

    def story(self, source: Source, part: Part, parent: Element, layer: Layer) -> None:
        """Read one story: the body, a header, all footnotes; it counts its lists by itself."""
        drop_placeholders(parent)
        self._source, self._part = source, part
        self._numbers, self._fields = Counting(source.lists), Fields()
        self._counts_paragraphs = layer is Layer.BODY
        self._read(parent, layer, source.shaded)
        place = PLACES.get(layer, "")
        unread = [f"{place}域 {code}" for code in self._fields.without_result]
        unread += [f"{place}替代内容「{text}」" for text in other_words(parent)]
        self.unread += [problem("unread_part", one) for one in unread]

    def inserted(self, source: Source, parent: Element, layer: Layer) -> None:
        """Read the body of a file inserted in the one that is being read, in its place."""
        before = self._source, self._part, self._numbers, self._fields, self._counts_paragraphs
        self._nest(partial(self.story, source, source.parts.main, parent, layer))
        self._source, self._part, self._numbers, self._fields, self._counts_paragraphs = before

    def say(self, text: str, found: Found) -> None:
        """Keep words that stand in a drawing."""
        if text.strip():
            self.blocks.append(Block(text, found.anchor, found.layer))

    def problems(self) -> Iterator[Problem]:
        """What is to be said of the whole file, then what was not read."""
        if self.tracked or any(block.layer is Layer.DELETED for block in self.blocks):
            yield problem("tracked_changes")
        if any(block.layer is Layer.HIDDEN for block in self.blocks):
            yield problem("hidden_content")
        yield from dict.fromkeys(self.unread)

    def _read(self, parent: Element, layer: Layer, shaded: bool) -> None:
        for stored in flow(parent):
            if stored[0].is_paragraph:
                self._paragraph(stored, layer, shaded)
            else:
                self._alone(stored[0].element, layer, shaded)

    def _alone(self, element: Element, layer: Layer, shaded: bool) -> None:
        if element.tag == W + "tbl":
            self._table(element, layer, shaded)
        else:
            self._file(element, layer)

    def _paragraph(self, stored: Sequence[Stored], layer: Layer, shaded: bool) -> None:
        self.paragraphs += self._counts_paragraphs
        number = self.paragraphs if self._counts_paragraphs else None
        anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=number)
        text, printed, heading = self._text(stored, shaded)
        words = text.visible
        if words.strip():
            own = Layer.INSERTED if layer is Layer.BODY and text.inserted else layer
            self.blocks.append(Block(printed + words, anchor, own, heading))
        self._apart([text], anchor, layer)

    def _text(
        self, stored: Sequence[Stored], shaded: bool
    ) -> tuple[ParagraphText, str, int | None]:
        """A paragraph's text, its printed number and its outline level."""
        text = ParagraphText()
        styles = self._source.styles
        for element, own in stored:
            # The last mark is the one that stays, so its style is the paragraph's.
            style = styles.paragraph(own.style)
            dark = shaded or style.shaded or own.shaded
            collect(text, element, styles, style.look, dark, self._fields)
        self.tracked |= text.tracked or own.joins or len(stored) > 1
        seen = not text.fragments or bool(text.visible.strip())
        printed = self._numbers.number(own, style) if seen else ""
        return text, printed, style.heading if own.outline is None else own.outline or None

    def _apart(self, texts: Sequence[ParagraphText], anchor: Anchor, layer: Layer) -> None:
        """What is not seen at the anchor, and the drawings that hang on it."""
        for text in texts:
            for part in text.apart():
                self.blocks.append(Block(part.text, anchor, part.layer))
        for text in texts:
            for drawing, its_layer in text.drawings:
                own = layer if its_layer is Layer.BODY else its_layer
                for what in drawn(drawing):
                    self._drawn(what, anchor, own)

    def _drawn(self, what: Drawn, anchor: Anchor, layer: Layer) -> None:
        if what.kind is Kind.BOX and what.box is not None:
            self._nest(partial(self._box, what.box, layer))
        else:
            self.show(self, self._found(what, anchor, layer))

    def _box(self, box: Element, layer: Layer) -> None:
        numbers, self._numbers = self._numbers, Counting(self._source.lists)
        fields, self._fields = self._fields, Fields()
        self._read(box, layer, shaded=True)  # its fill is not known
        fields.without_result += self._fields.without_result
        self._numbers, self._fields = numbers, fields

    def _file(self, element: Element, layer: Layer) -> None:
        relation = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
        anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=self.paragraphs or None)
        self.insert(self, self._found(Drawn(Kind.OBJECT, str(relation)), anchor, layer))

    def _found(self, what: Drawn, anchor: Anchor, layer: Layer) -> Found:
        place = str(anchor) or PLACES.get(layer, "")
        return Found(what, self._part, self._source, anchor, layer, place)

    def _table(self, element: Element, layer: Layer, shaded: bool) -> None:
        self.tables += 1
        number = self.tables
        properties = element.find(W + "tblPr")
        dark = shaded or self._source.styles.dark_table(value(properties, W + "tblStyle"))
        if properties is not None and not dark:
            dark = is_dark(properties.find(W + "shd"))
        self._nest(partial(self._cells, element, number, layer, dark))

    def _cells(self, element: Element, table: int, layer: Layer, shaded: bool) -> None:
        for cell in grid_cells(element):
            self.tracked |= cell.layer in {Layer.DELETED, Layer.INSERTED}
            self._cell(cell, table, layer if cell.layer is Layer.BODY else cell.layer, shaded)

    def _cell(self, cell: GridCell, table: int, layer: Layer, shaded: bool) -> None:
        anchor = Anchor(
            AnchorKind.TABLE_CELL,
            table=table,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
        )
        shaded |= cell.shaded
        texts: list[ParagraphText] = []
        lines: list[str] = []
        nested: list[Element] = []
        for stored in flow(cell.element):
            if not stored[0].is_paragraph:
                nested.append(stored[0].element)
                continue
            text, printed, _ = self._text(stored, shaded)
            texts.append(text)
            words = text.visible
            # The column of serial numbers is often nothing but automatic numbers.
            line = printed + words if words.strip() else printed.rstrip()
            if line.strip():
                lines.append(line)
        own = layer
        if layer is Layer.BODY and any(text.tracked for text in texts):
            own = Layer.INSERTED if all(t.inserted or not t.visible for t in texts) else layer
        self.blocks.append(Block("\n".join(lines), anchor, own))
        self._apart(texts, anchor, layer)
        for element in nested:
            self._alone(element, layer, shaded)
        self._covered(cell, anchor)

    def _covered(self, cell: GridCell, anchor: Anchor) -> None:
        """Text in a cell that a merged one covers is not shown by Word."""
        counted, self._counts_paragraphs = self._counts_paragraphs, False
        for covered in cell.covered:
            first = len(self.blocks)
            self._nest(partial(self._read, covered, Layer.HIDDEN, True))
            self.blocks[first:] = [
                block._replace(anchor=anchor, layer=Layer.HIDDEN)
                for block in self.blocks[first:]
                if block.text.strip()
            ]
        self._counts_paragraphs = counted

    def _nest(self, read: Callable[[], None]) -> None:
        """Read what lies a level deeper.

        Raises:
            LimitReached: deeper than any form nests.
        """
        self.depth += 1
        if self.depth > LIMITS.nesting:
            raise LimitReached(self.name, "limit_size", "nesting")
        read()
        self.depth -= 1
