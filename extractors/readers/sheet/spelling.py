"""XML of a workbook in an unusual spelling, written again as office programs spell it.

Enter: one part with comments, CDATA, prefixed names, two-byte letters, cells without names or
attributes in single quotes: all of it good XML that byte searches would miss and that the
library for values partly misreads. Leave: the same content, UTF-8, no prefix before the
elements, no comment, every cell with its name.
"""

from __future__ import annotations

import re

from lxml import etree

from extractors.errors import Unreadable
from extractors.readers.cells import cell_name, cell_position
from extractors.readers.packages.xml import WIDE_ENCODINGS, parse_part

ENCODING = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8)", re.IGNORECASE)
ROOT = re.compile(rb"<(?P<prefix>[\w.-]+:)?(?:worksheet|sst|chartsheet|dialogsheet)\b[^<>]*>")
FIRST_CELL = re.compile(rb"<c[\s/>]")
USUAL_CELL = re.compile(rb"<c r=\"[A-Z]{1,3}[0-9]{1,7}\"[ />]")
UNPREFIXED = etree.XSLT(
    etree.XML(
        """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:template match="*">
            <xsl:element name="{local-name()}" namespace="{namespace-uri()}">
              <xsl:copy-of select="@*"/><xsl:apply-templates/>
            </xsl:element>
          </xsl:template>
          <xsl:template match="comment()|processing-instruction()"/>
        </xsl:stylesheet>"""
    )
)


def is_unusual(data: bytes) -> bool:
    """Whether a sheet or the table of shared texts is spelled as no office program does."""
    if data[:2] in WIDE_ENCODINGS or ENCODING.search(data[:200]):
        return True
    if b"!" in data and b"<!" in data:
        return True
    root = ROOT.search(data[:8192])
    if root is None or root["prefix"]:
        return True
    start = data.find(b"<sheetData", root.end())
    if start < 0:
        return False
    if data.find(b"xmlns", start, data.rfind(b"</sheetData")) >= 0:
        return True
    first = FIRST_CELL.search(data, start)
    return first is not None and USUAL_CELL.match(data, first.start()) is None


def respelled(data: bytes, name: str) -> bytes:
    """The part as an office program would write it.

    Raises:
        Unreadable: not well-formed, or it carries a document type.
        LimitReached: larger or deeper than a part may be.
    """
    root = parse_part(data, name)
    try:
        plain = UNPREFIXED(root)
    except etree.XSLTApplyError as error:
        raise Unreadable(name, "damaged", "XML cannot be rewritten") from error
    row_number = 0
    for row in plain.iter("{*}row"):
        row_number = _whole(row.get("r"), row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in row.iterchildren("{*}c"):
            position = cell_position(cell.get("r", "").upper()) or (row_number, column + 1)
            column = position[1]
            others = {key: value for key, value in cell.attrib.items() if key != "r"}
            cell.attrib.clear()
            cell.attrib.update({"r": cell_name(*position), **others})
    return etree.tostring(plain, encoding="UTF-8", xml_declaration=True)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else default
