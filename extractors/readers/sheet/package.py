"""An .xlsx as a source of what stands beside its values. Bytes in; marks and parts out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractors.model import Block, Problem
from extractors.problems import problem
from extractors.readers.packages.office import holds_macros
from extractors.readers.packages.xml import Element, parse_part
from extractors.readers.sheet.drawings import drawing_blocks, embedded
from extractors.readers.sheet.margins import margin_blocks
from extractors.readers.sheet.marks import SheetMarks
from extractors.readers.sheet.notes import note_blocks
from extractors.readers.sheet.parts import (
    SHARED,
    Parts,
    Workbook,
    check_copies,
    open_parts,
    workbook_of,
)
from extractors.readers.sheet.spelling import is_unusual, respelled
from extractors.readers.sheet.worksheet import ESCAPED, sheet_marks, spelled_numbers, without_rows

# Parts that are read, or that hold nothing a person reads: looks, links, caches, settings.
ACCOUNTED = re.compile(
    r"""\[Content_Types\]\.xml | (?:.*/)?_rels/.* | docProps/.* | customXml/.*
    | xl/(?: workbook\.(?:xml|bin) | styles\.(?:xml|bin) | sharedStrings\.(?:xml|bin)
        | calcChain\.(?:xml|bin) | metadata\.xml | theme/.* | worksheets/.* | chartsheets/.*
        | drawings/.* | charts/.* | diagrams/.* | media/.* | cellimages\.xml
        | comments.* | threadedComments/.* | persons/.* | tables/.* | tableSingleCells/.*
        | printerSettings/.* | ctrlProps/.* | activeX/.* | embeddings/.* | vbaProject.*
        | externalLinks/.* | connections\.xml | queryTables/.* | customProperty.* | richData/.*
        | featurePropertyBag/.* | attachedToolbars\.bin | sharedStrings/.* )""",
    re.IGNORECASE | re.VERBOSE,
)
NAMED_PARTS = (
    ("xl/pivotcache/", "数据透视表缓存"),
    ("xl/pivottables/", "数据透视表"),
    ("xl/revisions/", "修订记录"),
)
FOREIGN = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
EMBEDDINGS = "xl/embeddings/"
APART = (b"headerFooter", b"oleObject", b"<control")


@dataclass(frozen=True, slots=True)
class PackageSource:
    """A workbook package; see `reader.Source`."""

    parts: Parts
    book: Workbook
    data: bytes
    escaped: bool  # shared texts hold characters by their codes

    @property
    def since_1904(self) -> bool:
        return self.book.since_1904

    def values(self) -> bytes:
        return self.data

    def marks(self, sheet: str) -> SheetMarks:
        return sheet_marks(self._xml(sheet), self.book, escaped=self.escaped)

    def spelled(self, sheet: str) -> Mapping[str, str]:
        return spelled_numbers(self._xml(sheet))

    def around(self, sheet: str, hidden: bool) -> Iterator[Block | Problem]:
        """Text boxes and charts, comments, headers and footers, then what is not read."""
        part = self.book.sheets.get(sheet)
        if part is None:
            return
        apart = self._apart(part)
        yield from drawing_blocks(self.parts, part, sheet, hidden)
        yield from note_blocks(self.parts, part, sheet)
        if apart is not None:
            yield from margin_blocks(apart, sheet)
        yield from embedded(self.parts, part, sheet, apart)

    def problems(self) -> Iterator[Problem]:
        """What concerns the whole file."""
        names = [part.lower() for part in self.parts.package.parts]
        if holds_macros(self.parts.package):
            yield problem("contains_macros")
        if any(name.startswith(FOREIGN) for name in names):
            yield problem("external_content")
        listed = {part.lower() for part in self.book.sheets.values()}
        for prefix, word in NAMED_PARTS:
            if any(name.startswith(prefix) for name in names):
                yield problem("unread_part", word)
        lost = self._unreferred()
        for name in names:
            orphan = name.startswith("xl/worksheets/") and "/_rels/" not in name
            known = name.startswith(tuple(prefix for prefix, _ in NAMED_PARTS))
            if (
                name in lost
                or (orphan and name.endswith(".xml") and name not in listed)
                or not (known or name.endswith("/") or ACCOUNTED.fullmatch(name))
            ):
                yield problem("unread_part", f"文件内部 {name}")

    def _unreferred(self) -> set[str]:
        """The embedded files to which no part leads, in small letters."""
        stored = {part for part in self.parts.package.parts if part.lower().startswith(EMBEDDINGS)}
        if stored:
            for part in self.parts.xml:
                stored -= {link.target for link in self.parts.related(part)}
        return {part.lower() for part in stored if not part.endswith("/")}

    def _xml(self, sheet: str) -> bytes:
        return self.parts.xml.get(self.book.sheets.get(sheet, ""), b"")

    def _apart(self, part: str) -> Element | None:
        """The sheet's XML without its rows, where it holds anything that is read there."""
        xml = self.parts.xml.get(part, b"")
        after = max(0, xml.rfind(b"</sheetData>"))
        if not any(xml.find(word, after) >= 0 for word in APART):
            return None
        return parse_part(without_rows(xml), self.parts.package.name)


def open_workbook(data: bytes, name: str) -> PackageSource:
    """Open a workbook package.

    Raises:
        Unreadable: damaged, encrypted, or a part carries a document type.
        LimitReached: it unpacks to more than allowed.
    """
    parts = open_parts(data, name)
    book = workbook_of(parts)
    read = [part for part in (SHARED, *book.sheets.values()) if part in parts.xml]
    again = {part: respelled(parts.xml[part], name) for part in read if is_unusual(parts.xml[part])}
    if again:
        parts.xml.update(again)
        data = parts.packed(again)
    check_copies(parts, {part: parts.xml.get(part, b"") for part in book.sheets.values()})
    return PackageSource(parts, book, data, ESCAPED in parts.xml.get(SHARED, b""))
