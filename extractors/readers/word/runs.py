"""The text of a Word paragraph, sorted by what a reader of the page would see.

Enter: a `w:p` element. Leave: its fragments in order, each visible, deleted or hidden, and
the text boxes anchored in it. Field codes, reference marks and fallback copies are no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.model import Layer
from extractors.readers.packages.xml import Element
from extractors.readers.symbols import ANY_SYMBOL, TICKED, UNTICKED, low_byte, shown, table_for

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

CONTAINERS = frozenset(
    W + tag
    for tag in ("hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo", "ins", "moveTo")
)
DELETIONS = frozenset({W + "del", W + "moveFrom"})
SIMPLE = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a paragraph's text and whether it is seen (BODY), DELETED or HIDDEN."""

    text: str
    layer: Layer


@dataclass(slots=True)
class ParagraphText:
    """What one paragraph holds."""

    fragments: list[Fragment] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    tracked: bool = False

    @property
    def visible(self) -> str:
        """What a reader of the page sees once changes are accepted."""
        return "".join(part.text for part in self.fragments if part.layer is Layer.BODY)

    def apart(self) -> list[Fragment]:
        """Deleted and hidden stretches, one each, blank ones left out."""
        found: list[Fragment] = []
        last: Layer | None = None
        for part in self.fragments:
            if part.layer is not Layer.BODY and part.layer is last:
                found[-1] = Fragment(found[-1].text + part.text, part.layer)
            elif part.layer is not Layer.BODY:
                found.append(part)
            last = part.layer
        return [part for part in found if part.text.strip()]


def on(element: Element | None) -> bool:
    """Whether a Word switch such as w:vanish is present and not turned off."""
    if element is None:
        return False
    return element.get(W + "val", "1").lower() not in {"0", "false", "off", "none"}


def paragraph_text(paragraph: Element, hidden_styles: frozenset[str]) -> ParagraphText:
    """Collect the fragments and text boxes of a `w:p`.

    Args:
        paragraph: The element.
        hidden_styles: Ids of styles whose text is hidden.
    """
    text = ParagraphText()
    _Collector(text, hidden_styles).walk(paragraph, Layer.BODY)
    return text


@dataclass(slots=True)
class _Collector:
    text: ParagraphText
    hidden_styles: frozenset[str]

    def walk(self, parent: Element, layer: Layer) -> None:
        for child in parent.iterchildren("*"):
            tag = child.tag
            if tag == W + "r":
                self._run(child, layer)
            elif tag in DELETIONS:
                self.text.tracked = True
                self.walk(child, Layer.DELETED)
            elif tag in CONTAINERS:
                self.text.tracked |= tag in {W + "ins", W + "moveTo"}
                self.walk(child, layer)
            elif tag == W + "sdt":
                self._control(child, layer)
            elif tag == MC + "AlternateContent":
                self.walk(chosen(child), layer)
            elif tag.startswith(M):
                self._add("".join(t.text or "" for t in child.iter(M + "t")), layer)

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
        properties = run.find(W + "rPr")
        if layer is Layer.BODY and self._is_hidden(properties):
            layer = Layer.HIDDEN
        for child in run.iterchildren("*"):
            self._piece(child, layer, _font(properties))

    def _piece(self, piece: Element, layer: Layer, font: str) -> None:
        tag = piece.tag
        if tag == W + "t":
            self._add(shown(piece.text or "", font), layer)
        elif tag == W + "delText":
            self._add(piece.text or "", Layer.DELETED)
        elif tag == W + "br":
            self._add(
                "\n" if piece.get(W + "type", "textWrapping") == "textWrapping" else "", layer
            )
        elif tag == W + "sym":
            self._add(_symbol(piece), layer)
        elif tag == W + "fldChar":
            self._add(_form_field(piece), layer)
        elif tag == W + "ruby":
            self._ruby(piece, layer)
        elif tag in SIMPLE:
            self._add(SIMPLE[tag], layer)
        elif tag == MC + "AlternateContent":
            for inner in chosen(piece).iterchildren("*"):
                self._piece(inner, layer, font)
        elif tag in {W + "drawing", W + "pict", W + "object"}:
            self.text.boxes.extend(_boxes(piece))

    def _ruby(self, ruby: Element, layer: Layer) -> None:
        base = ruby.find(W + "rubyBase")
        if base is not None:
            self.walk(base, layer)

    def _is_hidden(self, properties: Element | None) -> bool:
        if properties is None:
            return False
        style = properties.find(W + "rStyle")
        if style is not None and style.get(W + "val", "") in self.hidden_styles:
            return True
        return on(properties.find(W + "vanish"))

    def _add(self, text: str, layer: Layer) -> None:
        if text:
            self.text.fragments.append(Fragment(text, layer))


def chosen(alternatives: Element) -> Element:
    """The one of several renderings that a reader shows: the first choice, else the fallback."""
    choice = alternatives.find(MC + "Choice")
    if choice is None:
        choice = alternatives.find(MC + "Fallback")
    return alternatives if choice is None else choice


def _boxes(drawing: Element) -> Iterator[Element]:
    """Outermost text boxes of a drawing, without the copies kept for old programs."""
    for child in drawing.iterchildren("*"):
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == MC + "AlternateContent":
            yield from _boxes(chosen(child))
        else:
            yield from _boxes(child)


def _font(properties: Element | None) -> str:
    fonts = None if properties is None else properties.find(W + "rFonts")
    return "" if fonts is None else fonts.get(W + "ascii") or ""


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    table = table_for(element.get(W + "font") or "") or ANY_SYMBOL
    known = table.get(low_byte(code))
    return known if known is not None else chr(code) if 0 < code < 0xD800 else "\ue000"


def _form_field(mark: Element) -> str:
    """Old form fields keep a tick or a choice outside the text."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(W + "checked")
        return TICKED if on(state if state is not None else box.find(W + "default")) else UNTICKED
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choices.iterfind(W + "listEntry")]
    result = choices.find(W + "result")
    index = "0" if result is None else result.get(W + "val", "0")
    return entries[int(index)] if index.isdigit() and int(index) < len(entries) else ""
