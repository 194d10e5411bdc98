"""What Word styles say of paragraphs and runs. The styles part in, facts by style id out.

Headings are told by outline level or by the style's name, through all it is based on: 标题 1,
heading 1, and an office's own 公文一级标题 based on either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from extractors.readers.packages.xml import WIDE_ENCODINGS, Element
from extractors.readers.word.looks import NOTHING, Look, is_dark, look_of
from extractors.readers.word.names import W, value
from extractors.readers.word.paragraphs import outline_level

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
SET = frozenset({"1", "true", "on"})
CHAIN = 20  # styles based on styles; Word itself allows ten
# Table styles are told by bytes: of these three only what they match is left out.
TABLE_STYLE = re.compile(rb"<w:style w:type=\"table\"[^<>]*? w:styleId=\"([^\"<>&]*)\"[^<>/]*>")
END = b"</w:style>"
TABLE_NAMED = re.compile(rb"tblStyle\b[^<>]*?[\"']([^\"'<>]*)[\"']")
BASE = re.compile(rb"<w:basedOn w:val=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph takes from its style. `numbered`: (w:numId, w:ilvl) as written."""

    look: Look = NOTHING
    heading: int | None = None
    numbered: tuple[str | None, str | None] | None = None
    chain: tuple[str, ...] = ()
    shaded: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of one file, each worked out when it is first met."""

    elements: Mapping[str, Element] = field(default_factory=dict)
    base: Look = NOTHING
    default: str = ""  # the paragraph style of paragraphs that name none
    paragraphs: dict[str, ParagraphStyle] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    dark_tables: dict[str, bool] = field(default_factory=dict)

    def paragraph(self, style: str | None) -> ParagraphStyle:
        """What the paragraph style with that id says."""
        key = self.default if style is None or style not in self.elements else style
        found = self.paragraphs.get(key)
        if found is None:
            found = self.paragraphs[key] = self._paragraph(key)
        return found

    def character(self, style: str) -> Look:
        """What the character style with that id says."""
        found = self.looks.get(style)
        if found is None:
            found = NOTHING
            for element in reversed(list(self._chain(style))):
                found = found.under(look_of(element.find(W + "rPr")))
            self.looks[style] = found
        return found

    def dark_table(self, style: str | None) -> bool:
        """Whether a table style shades any of its cells."""
        if style is None:
            return False
        if style not in self.dark_tables:
            chain = self._chain(style)
            self.dark_tables[style] = any(is_dark(s) for e in chain for s in e.iter(W + "shd"))
        return self.dark_tables[style]

    def _paragraph(self, key: str) -> ParagraphStyle:
        look, heading, numbered, shaded = self.base, None, None, False
        chain = list(self._chain(key))
        for style in reversed(chain):
            look = look.under(look_of(style.find(W + "rPr")))
        for style in chain:
            heading = _level(style) if heading is None else heading
            own = style.find(f"{W}pPr/{W}numPr")
            if own is not None:
                numbered = _inherited(numbered, own)
            shaded |= is_dark(style.find(f"{W}pPr/{W}shd"))
        names = tuple(style.get(W + "styleId", "") for style in chain)
        return ParagraphStyle(look, heading or None, numbered, names, shaded)

    def _chain(self, key: str) -> Iterator[Element]:
        """The style and what it is based on, itself first."""
        for _ in range(CHAIN):
            style = self.elements.get(key)
            if style is None:
                return
            yield style
            key = value(style, W + "basedOn") or ""


def styles_of(root: Element | None) -> Styles:
    """Read the styles part; a file without one has no styles."""
    if root is None:
        return Styles()
    elements: dict[str, Element] = {}
    default = ""
    for style in root:
        if style.tag != W + "style":
            continue
        attributes = style.attrib
        key = attributes.get(W + "styleId", "")
        elements[key] = style
        if not default and attributes.get(W + "default") in SET:
            default = key if attributes.get(W + "type") == "paragraph" else ""
    base = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    return Styles(elements, base, default)


def without_unused(data: bytes, stories: Sequence[bytes]) -> bytes:
    """A styles part without the table styles that no story names.

    A blank file of Word holds a hundred of them, which take longer to parse than the text of
    a letter. A part that is not spelled as office programs do stays whole.

    Args:
        data: The styles part.
        stories: Body, headers, notes: every part that may name a style.
    """
    if b"<!" in data or any(story[:2] in WIDE_ENCODINGS for story in stories):
        return data
    named = {name for story in stories for name in TABLE_NAMED.findall(story)}
    if any(b"&" in name for name in named):
        return data
    pieces = data.split(END)
    found: dict[bytes, tuple[int, int]] = {}  # by name: in which piece it begins, and where
    for number, piece in enumerate(pieces[:-1]):
        start = piece.rfind(b"<w:style ")
        match = TABLE_STYLE.match(piece, max(0, start))
        if match is not None:
            found[match[1]] = number, start
    waiting = list(named)
    while waiting:
        number, _ = found.pop(waiting.pop(), (-1, 0))
        if number >= 0:
            waiting += BASE.findall(pieces[number])
    for number, start in found.values():
        pieces[number] = pieces[number][:start]
    unused = {number for number, _ in found.values()}
    ends = (b"" if number in unused else END for number in range(len(pieces) - 1))
    return b"".join(chain.from_iterable(zip(pieces, chain(ends, [b""]), strict=True)))


def _level(style: Element) -> int | None:
    own = style.find(f"{W}pPr/{W}outlineLvl")
    if own is not None:
        return outline_level(own)
    match = HEADING.match(value(style, W + "name") or "")
    return int(match[1]) if match else None


def _inherited(
    known: tuple[str | None, str | None] | None, own: Element
) -> tuple[str | None, str | None]:
    """Number and level from the nearest style that says them."""
    found = (value(own, W + "numId"), value(own, W + "ilvl"))
    if known is None:
        return found
    return (known[0] or found[0], known[1] or found[1])
