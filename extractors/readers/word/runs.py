"""The text of a Word paragraph, sorted by what a reader of the page would see.

Enter: a `w:p` element. Leave: its fragments in order, each with its layer, and the drawings
that hang on it. Reference marks and copies kept for old programs are no text; of a field its
result is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.model import Layer
from extractors.readers.packages.xml import Element
from extractors.readers.symbols import ANY_SYMBOL, TICKED, UNTICKED, low_byte, shown, table_for
from extractors.readers.word.fields import Fields, form_field
from extractors.readers.word.looks import Look, look_of
from extractors.readers.word.names import ALTERNATIVES, W14, M, W, chosen
from extractors.readers.word.styles import Styles

CONTAINERS = frozenset(W + tag for tag in ("hyperlink", "smartTag", "customXml", "dir", "bdo"))
INSERTIONS = frozenset({W + "ins", W + "moveTo"})
DELETIONS = frozenset({W + "del", W + "moveFrom"})
DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
SIMPLE = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
SEEN = frozenset({Layer.BODY, Layer.INSERTED})


class Fragment(NamedTuple):
    """A piece of a paragraph's text: BODY, INSERTED, DELETED, HIDDEN, or NOTE for a gloss."""

    text: str
    layer: Layer


@dataclass(slots=True)
class ParagraphText:
    """What one paragraph holds."""

    fragments: list[Fragment] = field(default_factory=list)
    drawings: list[tuple[Element, Layer]] = field(default_factory=list)
    tracked: bool = False

    @property
    def visible(self) -> str:
        """What a reader of the page sees once changes are accepted."""
        return "".join(part.text for part in self.fragments if part.layer in SEEN)

    @property
    def inserted(self) -> bool:
        """Whether all that is seen was inserted with tracking."""
        layers = {part.layer for part in self.fragments if part.text.strip()} & SEEN
        return layers == {Layer.INSERTED}

    def apart(self) -> list[Fragment]:
        """Deleted and hidden stretches, one each, blank ones left out."""
        found: list[Fragment] = []
        last: Layer | None = None
        for part in self.fragments:
            if part.layer not in SEEN and part.layer is last:
                found[-1] = Fragment(found[-1].text + part.text, part.layer)
            elif part.layer not in SEEN:
                found.append(part)
            last = part.layer
        return [part for part in found if part.text.strip()]


def collect(
    text: ParagraphText,
    paragraph: Element,
    styles: Styles,
    look: Look,
    shaded: bool,
    fields: Fields,
) -> None:
    """Add the fragments and drawings of a `w:p` to a paragraph's text.

    Args:
        text: What is added to: two elements are one paragraph where the mark between them was
            deleted with tracking.
        paragraph: The element.
        styles: The file's styles, for those that runs name.
        look: What the paragraph's style says of its text.
        shaded: What lies behind it is dark or not known, so that pale text may be seen.
        fields: The fields open where the paragraph begins; left as they stand at its end.
    """
    hidden = look.hidden(shaded)
    _Collector(text, styles, look, shaded, fields, hidden).walk(paragraph, Layer.BODY)


@dataclass(slots=True)
class _Collector:
    text: ParagraphText
    styles: Styles
    look: Look
    shaded: bool
    fields: Fields
    hidden: bool  # what the style says of runs that say nothing

    def walk(self, parent: Element, layer: Layer) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, layer)
            elif tag in INSERTIONS:
                self.text.tracked = True
                self.walk(child, Layer.INSERTED if layer is Layer.BODY else layer)
            elif tag in DELETIONS:
                self.text.tracked = True
                self.walk(child, Layer.DELETED)
            elif tag in CONTAINERS:
                self.walk(child, layer)
            elif tag == W + "fldSimple":
                self.fields.simple(child)
                self.walk(child, layer)
            elif tag == W + "sdt":
                self._control(child, layer)
            elif tag == ALTERNATIVES:
                self.walk(chosen(child), layer)
            elif tag.startswith(M):
                self._add(_formula(child), layer)

    def _control(self, control: Element, layer: Layer) -> None:
        box = control.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None:
            checked = box.find(W14 + "checked")
            ticked = checked is not None and checked.get(W14 + "val", "1") in {"1", "true", "on"}
            self._add(TICKED if ticked else UNTICKED, layer)
            return
        content = control.find(W + "sdtContent")
        if content is not None:
            self.walk(content, layer)

    def _run(self, run: Element, layer: Layer) -> None:
        look, whole = self.look, layer
        if self.hidden and layer in SEEN:
            layer = Layer.HIDDEN
        for child in run:
            tag = child.tag
            if tag == W + "rPr":
                look = self._look(child)
                layer = Layer.HIDDEN if whole in SEEN and look.hidden(self.shaded) else whole
            elif tag == W + "t":
                self._words(child.text or "", layer, look.font)
            else:
                self._piece(child, layer, look.font or "")

    def _look(self, properties: Element) -> Look:
        style = properties.find(W + "rStyle")
        base = self.look
        if style is not None:
            base = base.under(self.styles.character(style.get(W + "val", "")))
        return base.under(look_of(properties))

    def _piece(self, piece: Element, layer: Layer, font: str) -> None:
        tag = piece.tag
        if tag == W + "t":
            self._words(piece.text or "", layer, font)
        elif tag in {W + "instrText", W + "delInstrText"}:
            self.fields.code(piece.text or "")
        elif tag == W + "fldChar":
            self.fields.mark(piece)
            self._add(form_field(piece), layer)
        elif tag in DRAWINGS:
            self.text.drawings.append((piece, layer))
        elif tag == ALTERNATIVES:
            for inner in chosen(piece):
                self._piece(inner, layer, font)
        elif self.fields.in_code:
            return
        elif tag == W + "delText":
            self._add(piece.text or "", Layer.DELETED)
        elif tag == W + "br":
            line = piece.get(W + "type", "textWrapping") == "textWrapping"
            self._add("\n" if line else "", layer)
        elif tag == W + "sym":
            self._add(_symbol(piece), layer)
        elif tag == W + "ruby":
            self._ruby(piece, layer)
        elif tag in SIMPLE:
            self._add(SIMPLE[tag], layer)

    def _words(self, text: str, layer: Layer, font: str | None) -> None:
        """Text inside a field's code is kept by the file and shown to nobody."""
        if self.fields.in_code and layer in SEEN:
            layer = Layer.HIDDEN
        self._add(shown(text, font) if font else text, layer)

    def _ruby(self, ruby: Element, layer: Layer) -> None:
        """The characters in place; the small gloss above them apart."""
        base, gloss = ruby.find(W + "rubyBase"), ruby.find(W + "rt")
        if base is not None:
            self.walk(base, layer)
        if gloss is not None:
            self.walk(gloss, Layer.NOTE if layer in SEEN else layer)

    def _add(self, text: str, layer: Layer) -> None:
        if text:
            self.text.fragments.append(Fragment(text, layer))


def _formula(element: Element) -> str:
    """A formula on one line: what stands over a bar is divided by what stands under it."""
    if element.tag == M + "t":
        return element.text or ""
    if element.tag == W + "t":
        return element.text or ""
    between = "/" if element.tag == M + "f" else ""
    return between.join(part for child in element if (part := _formula(child)))


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    table = table_for(element.get(W + "font") or "") or ANY_SYMBOL
    known = table.get(low_byte(code))
    return known if known is not None else chr(code) if 0 < code < 0xD800 else "\ue000"
