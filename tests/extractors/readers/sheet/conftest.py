"""Workbooks written part by part, for what no library writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

RawBook = Callable[..., bytes]


def links(*entries: tuple[str, str]) -> str:
    """A part of links: (last word of the type, target), keys rId1, rId2, …"""
    return (
        f"<Relationships {LINKS}>"
        + "".join(
            f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(entries, start=1)
        )
        + "</Relationships>"
    )


@pytest.fixture
def raw_book() -> RawBook:
    """One sheet 表 from the XML of its rows, or of the whole sheet; formats by style number."""

    def make(
        rows: str = "",
        *,
        sheet: str = "",
        formats: tuple[str, ...] = (),
        book: str = "",
        texts: str = "",
        more: Mapping[str, str] | None = None,
        linked: tuple[tuple[str, str], ...] = (),
        encoding: str = "utf-8",
    ) -> bytes:
        codes = [
            code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
            for code in formats
        ]
        numbers = "".join(
            f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes)
        )
        styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes)))
        parts = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{R}">{book}<sheets>'
            '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": links(
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ),
            "xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{numbers}</numFmts>"
            f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
            "xl/worksheets/sheet1.xml": sheet
            or f'<worksheet {MAIN} xmlns:r="{R}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": links(*linked),
            **(more or {}),
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                wide = encoding if name == "xl/worksheets/sheet1.xml" else "utf-8"
                archive.writestr(name, text.encode(wide))
        return buffer.getvalue()

    return make
