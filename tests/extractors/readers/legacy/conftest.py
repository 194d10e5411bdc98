"""Old office files, made by LibreOffice from new ones."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from extractors.readers.legacy import libreoffice
from extractors.readers.legacy.ole import SIGNATURE

Old = Callable[[bytes, str, str], bytes]


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> Old:
    """(bytes, their kind, an old kind) → the same document as that kind."""
    if libreoffice.program() is None:
        pytest.skip("LibreOffice is not installed")
    for kind, written in {
        "doc": ("doc:MS Word 97", SIGNATURE),
        "xls": ("xls:MS Excel 97", SIGNATURE),
        "rtf": ("rtf:Rich Text Format", b"{\\rtf"),
    }.items():
        monkeypatch.setitem(libreoffice.FILTERS, kind, written)

    def made(data: bytes, kind: str, into: str) -> bytes:
        return libreoffice.converted(data, kind, into, "测试")

    return made


@pytest.fixture
def form() -> bytes:
    """A form as docx: a heading, a table with a merged cell, a sentence."""
    import docx

    document = docx.Document()
    document.add_heading("众创空间申报表", 1)
    table = document.add_table(2, 3)
    table.cell(0, 0).text = "空间名称"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "星火众创空间"
    table.cell(1, 0).text, table.cell(1, 1).text = "使用总面积", "820平方米"
    document.add_paragraph("现有入驻企业12家。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
