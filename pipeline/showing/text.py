"""A block's text and a range of it in, pieces that a page can show out.

What a stranger wrote must not steer the page: control signs and marks that turn the writing
round are shown as signs of their own, a text without end is shown around its marked part.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from extractors.model import Block, Layer

# A page of a plan has 2,500 signs; one block rarely has more than 1,000.
MOST_SIGNS = 20_000
# What remains around the marked part of a block that is longer.
AROUND = 4_000

# Marks, overrides and isolates that turn the direction of writing; annotations between lines.
STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]")
# Nothing is lost to the eye: texts copied from the web are full of them.
WITHOUT_WIDTH = re.compile("[\u200b\u2060-\u2064\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
UNSHOWABLE = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("\r\n?|\x85|\u2028|\u2029")
PICTURES_OF_CONTROLS = 0x2400
UNKNOWN = "\ufffd"


class PieceKind(StrEnum):
    """How a piece of text is shown."""

    PLAIN = "plain"
    MARKED = "marked"  # the quoted signs
    OMITTED = "omitted"  # our own words on how much is left out


class Piece(NamedTuple):
    """Signs of a block that are shown alike."""

    text: str
    kind: PieceKind = PieceKind.PLAIN


class Paragraph(NamedTuple):
    """One block as shown. `layer` is empty for what a reader of the file sees anyway."""

    block: int
    pieces: tuple[Piece, ...]
    layer: str = ""
    heading: int | None = None
    target: bool = False


LAYER_WORDS: dict[Layer, tuple[str, str]] = {
    Layer.HEADER_FOOTER: ("页眉页脚", "页眉或页脚中的文字"),
    Layer.HIDDEN: ("隐藏", "文件中设为隐藏的内容，打开文件时看不到，不计入识别"),
    Layer.INSERTED: ("修订插入", "修订模式下插入、尚未接受的文字，按正文计入"),
    Layer.DELETED: ("修订删除", "修订模式下已删除的文字，不计入识别"),
    Layer.NOTE: ("批注脚注", "批注、脚注或尾注，不计入识别"),
}
"""The layers that are named where they stand, and what the name means."""


def visible(text: str) -> str:
    """The text with every sign that would steer the page shown as a sign of its own.

    Example:
        >>> visible("820\\x07㎡\\u202e倒")
        '820␇㎡\ufffd倒'
    """
    if text.isascii() and text.isprintable():
        return text
    text = BREAKS.sub("\n", text)
    text = WITHOUT_WIDTH.sub("", text)
    text = CONTROL.sub(lambda found: chr(PICTURES_OF_CONTROLS + ord(found[0])), text)
    return UNSHOWABLE.sub(UNKNOWN, STEERING.sub(UNKNOWN, text))


def paragraph(
    number: int, block: Block, start: int = 0, end: int = 0, target: bool = False
) -> Paragraph:
    """A block as shown; where it is the target, its range marked, or all of it."""
    layer = block.layer.value if block.layer in LAYER_WORDS else ""
    if target and not 0 <= start < end <= len(block.text):
        start, end = 0, len(block.text)
    pieces = pieces_of(block.text, start, end) if target else pieces_of(block.text)
    return Paragraph(number, pieces, layer, block.heading, target)


def pieces_of(text: str, start: int = 0, end: int = 0) -> tuple[Piece, ...]:
    """The text with `text[start:end]` marked, shortened where it has no end."""
    first, last = 0, len(text)
    if last > MOST_SIGNS:
        first = max(0, start - AROUND)
        last = min(len(text), first + MOST_SIGNS)
        start, end = min(start, last), min(end, last)
    pieces = [
        Piece(f"（前略 {first:,} 字）", PieceKind.OMITTED) if first else Piece(""),
        Piece(visible(text[first:start])),
        Piece(visible(text[start:end]), PieceKind.MARKED),
        Piece(visible(text[max(end, first) : last])),
    ]
    if last < len(text):
        left = len(text) - last
        pieces.append(Piece(f"（后略 {left:,} 字，请下载原件查看）", PieceKind.OMITTED))
    return tuple(piece for piece in pieces if piece.text)
