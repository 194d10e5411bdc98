"""What is printed above and below a sheet. The sheet's headerFooter in, blocks out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.model import Anchor, AnchorKind, Block, Layer
from extractors.readers.packages.xml import Element

SECTION = re.compile(r"&([LCR])")
# Fonts, sizes, colours and styles; the fields &P &N &D &A … stay as the file spells them.
LOOK = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[BIUESXYOH])")


def margin_blocks(root: Element, sheet: str) -> Iterator[Block]:
    """One block a left, middle or right part of a header or footer, each text once."""
    seen = set()
    for holder in root.iter("{*}headerFooter"):
        for element in holder.iterchildren("{*}*"):
            place = "页眉" if str(element.tag).endswith("Header") else "页脚"
            for text in margin_texts(element.text or ""):
                if (place, text) not in seen:
                    seen.add((place, text))
                    anchor = Anchor(AnchorKind.SHEET_CELL, sheet=sheet, cell=place)
                    yield Block(text, anchor, Layer.HEADER_FOOTER)


def margin_texts(code: str) -> list[str]:
    """The texts of a header's or footer's code.

    Example:
        >>> margin_texts('&L&"宋体,常规"&12附件2&R第&P页')
        ['附件2', '第&P页']
    """
    pieces = SECTION.split(code.replace("&&", "\x00"))[::2]
    texts = (LOOK.sub("", piece).replace("\x00", "&").strip() for piece in pieces)
    return [text for text in texts if text]
