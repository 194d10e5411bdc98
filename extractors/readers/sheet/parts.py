"""The parts of a workbook package. Bytes of an .xlsx in, its parts and what links them out.

Every part is unpacked once and within the limits before anything reads it, so the library
for values meets no bomb and no document type. Nothing outside the file is followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.errors import LimitReached, Unreadable
from extractors.limits import MIB
from extractors.readers.packages.office import OfficePackage, is_xml, open_office
from extractors.readers.packages.xml import Element, parse_part
from extractors.readers.sheet.formats import NumberFormat, number_format

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PERCENT_FORMATS = {9: "0%", 10: "0.00%"}  # built in: the file does not spell them
SHARED = "xl/sharedStrings.xml"
YES = frozenset({"1", "true"})
# A text used by many cells is stored once and copied for each of them.
COPIED_TEXT = 256 * MIB
SHORTEST_CELL = 20  # bytes of <c t="s"><v>0</v></c>


@dataclass(frozen=True, slots=True)
class Related:
    """One link from a part: what it is (comments, drawing, …), the part, whether outside."""

    key: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """An opened workbook package; `xml` holds its unpacked XML parts."""

    package: OfficePackage
    xml: dict[str, bytes]
    _links: dict[str, tuple[Related, ...]] = field(default_factory=dict)

    def root(self, part: str) -> Element:
        """The root element of a part.

        Raises:
            Unreadable: there is no such part, or it is not well-formed.
        """
        if part not in self.xml:
            raise Unreadable(self.package.name, "damaged", f"no part {part}")
        return parse_part(self.xml[part], self.package.name)

    def related(self, part: str) -> tuple[Related, ...]:
        """What a part links to, in the file's order."""
        if part not in self._links:
            self._links[part] = self._related(part)
        return self._links[part]

    def _related(self, part: str) -> tuple[Related, ...]:
        folder, base = posixpath.split(part)
        links = f"{folder}/_rels/{base}.rels".lstrip("/")
        if links not in self.xml:
            return ()
        return tuple(
            Related(
                key=link.get("Id", ""),
                kind=link.get("Type", "").rpartition("/")[2],
                target=posixpath.normpath(
                    posixpath.join("/", folder, link.get("Target", ""))
                ).lstrip("/"),
                outside=link.get("TargetMode", "") == "External",
            )
            for link in self.root(links).iter("{*}Relationship")
        )

    def packed(self, replaced: Mapping[str, bytes]) -> bytes:
        """The package again as a zip file, some parts replaced."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for part, content in self.package.parts.items():
                archive.writestr(part, replaced.get(part, content))
        return buffer.getvalue()


def open_parts(data: bytes, name: str) -> Parts:
    """Open the package and unpack every part once within the limits.

    Raises:
        Unreadable: damaged, encrypted, a part carries a document type, or two parts share a
            name, of which two programs would show different ones.
        LimitReached: it unpacks to more than allowed.
    """
    package = open_office(data, name)
    return Parts(package, {part: package.parts[part] for part in package.parts if is_xml(part)})


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the workbook part and the cell styles say.

    `sheets` leads from a sheet's name to its part; `formats` are those that add to a value, by
    the number of the cell style; `white` the styles of white letters on no fill; `recalculated`
    says that the workbook asks to be calculated on opening, as programs do that write 0 for
    every result that they do not know.
    """

    sheets: Mapping[str, str]
    formats: Mapping[int, NumberFormat]
    white: frozenset[int]
    since_1904: bool
    recalculated: bool


def workbook_of(parts: Parts) -> Workbook:
    """Read the workbook part and the cell styles.

    Raises:
        Unreadable: a part is not well-formed.
    """
    root = parts.root("xl/workbook.xml")
    links = {link.key: link for link in parts.related("xl/workbook.xml")}
    sheets = {}
    for sheet in root.iter("{*}sheet"):
        key = sheet.get(f"{RELATION}id", "")
        if key in links and links[key].target in parts.package.parts:
            sheets[sheet.get("name", "")] = links[key].target
    part = next((link.target for link in links.values() if link.kind == "styles"), "")
    styles = parts.root(part) if part in parts.xml else None
    return Workbook(
        sheets=sheets,
        formats={} if styles is None else dict(_formats(styles)),
        white=frozenset() if styles is None else frozenset(_white(styles)),
        since_1904=any(p.get("date1904") in YES for p in root.iter("{*}workbookPr")),
        recalculated=any(p.get("fullCalcOnLoad") in YES for p in root.iter("{*}calcPr")),
    )


def _formats(styles: Element) -> Iterator[tuple[int, NumberFormat]]:
    """The formats that add to a value, by the number of the cell style."""
    codes: dict[str | None, str] = {str(key): code for key, code in PERCENT_FORMATS.items()}
    codes |= {f.get("numFmtId"): f.get("formatCode", "") for f in styles.iter("{*}numFmt")}
    made: dict[str | None, NumberFormat | None] = {}
    for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        key = style.get("numFmtId")
        if key not in made:
            made[key] = number_format(codes.get(key, ""))
        form = made[key]
        if form is not None:
            yield number, form


def _white(styles: Element) -> Iterator[int]:
    """The cell styles whose letters cannot be told from the paper."""
    fonts = [_is_white(font.find("{*}color")) for font in styles.iterfind("{*}fonts/{*}font")]
    if not any(fonts):
        return
    fills = [_is_paper(fill) for fill in styles.iterfind("{*}fills/{*}fill")]
    for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font, fill = _index(style, "fontId", fonts), _index(style, "fillId", fills)
        if font and fill is not False:
            yield number


def _index(style: Element, name: str, made: Sequence[bool]) -> bool | None:
    number = style.get(name, "0")
    known = number.isascii() and number.isdigit() and len(number) < 6
    return made[int(number)] if known and int(number) < len(made) else None


def _is_white(colour: Element | None) -> bool:
    if colour is None or colour.get("tint", "0").strip("0."):
        return False
    # The palette's white; the theme's first colour is that of the paper.
    by_number = colour.get("indexed") in {"1", "9"} or colour.get("theme") == "0"
    return by_number or (colour.get("rgb") or "").upper() in {"FFFFFFFF", "00FFFFFF"}


def _is_paper(fill: Element) -> bool:
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return False
    kind = pattern.get("patternType", "none")
    return kind == "none" or (kind == "solid" and _is_white(pattern.find("{*}fgColor")))


def check_copies(parts: Parts, sheets: Mapping[str, bytes]) -> None:
    """Refuse a text that many cells repeat until it fills the memory.

    Args:
        parts: The package.
        sheets: The sheets' XML.

    Raises:
        LimitReached: the cells would hold more than COPIED_TEXT together.
    """
    texts = parts.xml.get(SHARED, b"").split(b"</")
    longest = max(map(len, texts), default=0)
    cells = sum(map(len, sheets.values())) // SHORTEST_CELL
    if longest * cells <= COPIED_TEXT:
        return
    lengths = [len(text) for text in parts.xml[SHARED].split(b"</si>")]
    total = 0
    for data in sheets.values():
        for match in re.finditer(rb"t=\"s\"[^<>]*>\s*<v>([0-9]{1,9})</v>", data):
            index = int(match[1])
            total += lengths[index] if index < len(lengths) else 0
        if total > COPIED_TEXT:
            raise LimitReached(parts.package.name, "limit_size", "copies of one text")
