"""What lies over a sheet: text boxes, charts, pictures, embedded files, controls.

A sheet's parts in; blocks of the texts and problems for the rest out, each with the cell at
which it starts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from extractors.model import Anchor, AnchorKind, Block, Layer, Problem
from extractors.problems import problem
from extractors.readers.cells import cell_name
from extractors.readers.packages.xml import Element
from extractors.readers.sheet.parts import RELATION, YES, Parts

EMBEDDED = frozenset({"oleObject", "package"})  # relations to a file within the file


def drawing_blocks(parts: Parts, part: str, sheet: str, hidden: bool) -> Iterator[Block | Problem]:
    """The texts over a sheet, and what there is no reading of."""
    for link in parts.related(part):
        if link.kind == "drawing" and link.target in parts.xml:
            drawing = _Drawing(parts, link.target, sheet, hidden)
            for holder in parts.root(link.target).iterchildren("{*}*"):
                yield from drawing.held(holder)


def embedded(parts: Parts, part: str, sheet: str, tail: Element | None) -> Iterator[Problem]:
    """Files and controls embedded in a sheet, with the cell where the file says it.

    Args:
        parts: The package.
        part: The sheet's part.
        sheet: The sheet's name.
        tail: The sheet's XML without its rows; None where it names no such thing.
    """
    links = {link.key: link for link in parts.related(part)}
    seen = set()
    for tag, word in (("{*}oleObject", "嵌入对象"), ("{*}control", "控件")):
        for element in () if tail is None else tail.iter(tag):
            key = element.get(f"{RELATION}id", "")
            if key in seen or _is_fallback(element):
                continue
            seen.add(key)
            name = element.get("progId") or element.get("name") or ""
            outside = key in links and links[key].outside
            place = f"工作表「{sheet}」{_start(element)}{word}" + (f"「{name}」" if name else "")
            yield problem("external_content" if outside else "unread_part", place)
    for key, link in links.items():
        if link.kind in EMBEDDED and key not in seen:
            code = "external_content" if link.outside else "unread_part"
            yield problem(code, f"工作表「{sheet}」嵌入对象「{posixpath.basename(link.target)}」")


class _Drawing:
    """One drawing part of one sheet."""

    def __init__(self, parts: Parts, part: str, sheet: str, hidden: bool) -> None:
        self.parts, self.sheet, self.hidden = parts, sheet, hidden
        self.links = {link.key: link for link in parts.related(part)}

    def held(self, holder: Element) -> Iterator[Block | Problem]:
        """What one anchor of the drawing holds."""
        cell = _start(holder) or "A1"
        for element in holder.iter("{*}sp", "{*}pic", "{*}graphicFrame", "{*}cxnSp"):
            if _is_fallback(element):
                continue
            tag = str(element.tag).rpartition("}")[2]
            if tag == "pic":
                yield problem("unread_part", f"工作表「{self.sheet}」{cell} 图片")
            elif tag == "graphicFrame":
                yield from self._frame(element, cell)
            else:
                yield from self._texts(element.findall("{*}txBody"), cell, _is_hidden(element))

    def _frame(self, frame: Element, cell: str) -> Iterator[Block | Problem]:
        """A chart or a diagram: another part holds its text."""
        read = False
        for element in frame.iter():
            for key in ("id", "dm"):
                link = self.links.get(element.get(f"{RELATION}{key}", ""))
                if link is not None and link.target in self.parts.xml:
                    read = True
                    holders = _text_holders(self.parts.root(link.target))
                    yield from self._texts(holders, cell, _is_hidden(frame))
        if not read:
            yield problem("unread_part", f"工作表「{self.sheet}」{cell} 图形")

    def _texts(self, bodies: list[Element], cell: str, hidden: bool) -> Iterator[Block]:
        layer = Layer.HIDDEN if hidden or self.hidden else Layer.BODY
        for body in bodies:
            text = "\n".join(filter(None, map(_paragraph, body.iter("{*}p"))))
            if text.strip():
                anchor = Anchor(AnchorKind.SHEET_CELL, sheet=self.sheet, cell=cell)
                yield Block(text, anchor, layer)


def _text_holders(root: Element) -> list[Element]:
    """Titles and written labels of a chart (rich), texts of a diagram (t with paragraphs)."""
    return [
        element
        for element in root.iter("{*}rich", "{*}t", "{*}txPr")
        if element.find("{*}p") is not None and element.find("{*}p/{*}r") is not None
    ]


def _paragraph(paragraph: Element) -> str:
    parts = []
    for element in paragraph.iter("{*}t", "{*}br"):
        parts.append("\n" if str(element.tag).endswith("}br") else element.text or "")
    return "".join(parts)


def _start(holder: Element) -> str:
    """The name of the cell at which an anchor starts, "" where it names none."""
    start = next(holder.iter("{*}from"), None)
    if start is None:
        return ""
    row, column = (start.findtext(f"{{*}}{name}") or "" for name in ("row", "col"))
    if not (row.strip().isdigit() and column.strip().isdigit()) or len(row + column) > 12:
        return ""
    return cell_name(int(row) + 1, int(column) + 1)


def _is_hidden(element: Element) -> bool:
    names = element.iter("{*}cNvPr")
    return any(name.get("hidden") in YES for name in names)


def _is_fallback(element: Element) -> bool:
    """Inside mc:Fallback stands a twin for programs that do not know the first."""
    return any(str(parent.tag).endswith("}Fallback") for parent in element.iterancestors())
