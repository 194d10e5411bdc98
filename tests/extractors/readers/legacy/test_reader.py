"""Old formats are read like the new ones, and what stands in the way is named."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import pytest

from extractors.model import Document
from extractors.readers import Equipment, read_bytes
from extractors.readers.legacy import libreoffice
from extractors.readers.legacy.ole import SIGNATURE, is_encrypted_word, streams_of

Old = Callable[[bytes, str, str], bytes]


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def cells(document: Document) -> dict[tuple[int | None, int | None], str]:
    return {(b.anchor.row, b.anchor.column): b.text for b in document.blocks if b.in_table}


@pytest.mark.parametrize(
    ("made_as", "name", "kind"),
    [("doc", "申报表.doc", "doc"), ("doc", "申报表.wps", "doc"), ("rtf", "申报表.rtf", "rtf")],
)
def test_an_old_text_document_is_read_with_its_table(
    old: Old, form: bytes, made_as: str, name: str, kind: str
) -> None:
    document = read_bytes(old(form, "docx", made_as), name)

    assert (document.kind, codes(document)) == (kind, ["converted"])
    assert cells(document)[1, 1] == "空间名称"
    assert cells(document)[1, 2] == "星火众创空间"
    assert cells(document)[2, 2] == "820平方米"
    texts = [block.text for block in document.blocks]
    assert texts.index("众创空间申报表") < texts.index("现有入驻企业12家。")


def test_rich_text_that_calls_itself_word_is_read_and_it_is_said(old: Old, form: bytes) -> None:
    document = read_bytes(old(form, "docx", "rtf"), "申报表.doc")
    assert (document.kind, codes(document)) == ("rtf", ["wrong_extension", "converted"])


def test_a_workbook_of_wps_is_read_like_excels(old: Old) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("统计表").write_row(0, 0, ["使用总面积", 820])
    document = read_bytes(old(buffer.getvalue(), "xlsx", "xls"), "统计表.et")

    assert document.kind == "et"
    assert "converted" not in codes(document)  # the Excel reader reads it as it is
    assert [(b.anchor.cell, b.text) for b in document.blocks] == [
        ("A1", "使用总面积"),
        ("B1", "820"),
    ]


def test_without_libreoffice_it_is_said_what_to_do(
    monkeypatch: pytest.MonkeyPatch, old: Old, form: bytes
) -> None:
    data = old(form, "docx", "doc")
    monkeypatch.setattr(libreoffice, "program", lambda: None)

    document = read_bytes(data, "申报表.doc")

    assert codes(document) == ["no_converter"]
    assert "LibreOffice" in document.problems[0].message_zh


def test_conversion_can_be_switched_off(old: Old, form: bytes) -> None:
    document = read_bytes(old(form, "docx", "doc"), "申报表.doc", Equipment(convert=False))
    assert codes(document) == ["no_converter"]


def locked(data: bytes) -> bytes:
    """The flag of a Word file that says its text is encrypted."""
    import olefile

    ole = olefile.OleFileIO(io.BytesIO(data))
    head = ole.openstream("WordDocument").read(512)
    place = data.index(head)
    (flags,) = struct.unpack_from("<H", data, place + 10)
    changed = struct.pack("<H", flags | 0x0100)
    return data[: place + 10] + changed + data[place + 12 :]


def test_a_locked_word_file_says_so(old: Old, form: bytes) -> None:
    data = locked(old(form, "docx", "doc"))
    assert is_encrypted_word(data)
    assert codes(read_bytes(data, "申报表.doc")) == ["encrypted"]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (SIGNATURE + bytes(4096), "申报表.doc", ["damaged"]),  # an OLE file without a directory
        (SIGNATURE + b"WordDocument" * 400, "申报表.doc", ["damaged"]),
        (SIGNATURE, "申报表.wps", ["damaged"]),
        (SIGNATURE + bytes(4096), "统计表.et", ["damaged"]),
    ],
)
def test_a_destroyed_file_is_not_shown_as_rubbish(
    data: bytes, name: str, expected: list[str]
) -> None:
    assert codes(read_bytes(data, name)) == expected


def test_a_file_cut_short_gives_what_is_there_or_a_problem(old: Old, form: bytes) -> None:
    data = old(form, "docx", "doc")
    for share in (0.3, 0.6, 0.9):
        document = read_bytes(data[: int(len(data) * share)], "申报表.doc")
        assert document.problems


def test_sectors_that_lead_in_a_circle_end(old: Old, form: bytes) -> None:
    """Every entry of the file's allocation table leads to the first sector."""
    data = bytearray(old(form, "docx", "doc"))
    (first,) = struct.unpack_from("<I", data, 76)
    place = 512 * (first + 1)
    data[place : place + 512] = struct.pack("<I", 0) * 128
    assert read_bytes(bytes(data), "申报表.doc").problems


def test_streams_are_told_from_the_directory_and_not_from_the_text(old: Old) -> None:
    """A document may write of EncryptedPackage without being one."""
    import docx

    written = docx.Document()
    written.add_paragraph("EncryptedPackage Workbook PowerPoint Document")
    buffer = io.BytesIO()
    written.save(buffer)
    data = old(buffer.getvalue(), "docx", "doc")

    assert ("WordDocument",) in streams_of(data)
    assert read_bytes(data, "说明.doc").kind == "doc"
