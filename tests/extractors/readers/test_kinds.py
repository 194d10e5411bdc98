"""Kinds of files are told by content; what is known and not read says what to hand in."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile

import pytest

from extractors.readers import read_bytes
from extractors.readers.kinds import EXTENSIONS, fits_extension, kind_of
from extractors.readers.unsupported import UNSUPPORTED

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(*streams: str, content: bytes = b"") -> bytes:
    """An OLE file with empty streams of these names ([MS-CFB]): table, directory, content."""

    def entry(name: str, kind: int, left: int, right: int, child: int) -> bytes:
        raw = name.encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
        rest = struct.pack("<III16sIQQIQ", left, right, child, b"", 0, 0, 0, END, 0)
        return head + rest

    entries = [entry("Root Entry", 5, FREE, FREE, 1)]
    for number, stream in enumerate(streams, start=1):
        right = number + 1 if number < len(streams) else FREE
        entries.append(entry(stream, 2, FREE, right, FREE))
    directory = b"".join(entries).ljust(512, b"\0")[:512]
    header = SIGNATURE + struct.pack("<16sHHHHH6s", b"", 0x3E, 3, 0xFFFE, 9, 6, b"")
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    table = struct.pack("<III", TABLE, END, FREE).ljust(512, b"\xff")
    return header + table + directory + content.ljust(512, b"\0")


def package(*names: str, content: bytes = b"<x/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


def tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return buffer.getvalue()


def heic(brand: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + b"mif1" + brand


WORD_TYPES = (
    b'<Types><Override PartName="/word/main.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
XML_SHEET = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
MAIL = "From: a@b.cn\r\nSubject: =?utf-8?b?5p2Q?=\r\nMIME-Version: 1.0\r\nContent-Type: {}\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.4\n", "a.docx", "pdf"),
        (b"\r\n<!-- junk -->\r\n%PDF-1.4\n", "a.pdf", "pdf"),  # readers accept it
        (package("word/document.xml"), "a.doc", "docx"),
        (package("[Content_Types].xml", "word/main.xml", content=WORD_TYPES), "a.docx", "docx"),
        (package("xl/workbook.xml"), "a.et", "xlsx"),
        (package("xl/workbook.bin"), "a.xlsx", "xlsb"),
        (package("ppt/presentation.xml"), "a.pptx", "pptx"),
        (package("[Content_Types].xml", "FixedDocSeq.fdseq"), "a.xps", "unknown"),
        (package("OFD.xml", "Doc_0/Document.xml"), "a.pdf", "ofd"),
        (package("材料/a.docx"), "a.docx", "zip"),
        (package("mimetype", content=b"application/vnd.oasis.opendocument.text"), "a.odt", "odf"),
        (ole("WordDocument", "1Table"), "a.doc", "doc"),
        (ole("WordDocument"), "a.wps", "doc"),
        (ole("Workbook"), "a.xls", "xls"),
        (ole("Book"), "a.xls", "xls"),
        (ole("Workbook"), "a.et", "et"),
        (ole("Workbook"), "a.doc", "xls"),
        (ole("EncryptedPackage", "EncryptionInfo"), "a.docx", "encrypted"),
        (ole("PowerPoint Document"), "a.ppt", "ppt"),
        (ole("__properties_version1.0"), "a.msg", "msg"),
        (ole("Anything"), "a.doc", "unknown"),
        # The words in the content are no streams.
        (ole("WordDocument", content="EncryptedPackage".encode("utf-16-le")), "a.doc", "doc"),
        (ole("Other", content="WordDocument".encode("utf-16-le")), "a.bin", "unknown"),
        (SIGNATURE, "a.doc", "doc"),  # destroyed: its reader says so
        (SIGNATURE, "a.bin", "unknown"),
        (b"{\\rtf1\\ansi x}", "a.doc", "rtf"),
        (b"\r\n {\\rtf1 x}", "a.rtf", "rtf"),
        ("<html><table><tr><td>面积</td></tr></table></html>".encode(), "a.xls", "html"),
        ("<!DOCTYPE html>\n<html></html>".encode("gb18030"), "a.doc", "html"),
        (b"\xef\xbb\xbf  <table><tr></tr></table>", "a.xls", "html"),
        ("面积 <table> 820".encode(), "a.txt", "txt"),  # speaks of a table, is none
        (XML_SHEET.encode(), "a.xls", "xmlsheet"),
        (MAIL.format("multipart/related; type=text/html").encode(), "a.doc", "mht"),
        (MAIL.format("multipart/mixed").encode(), "a.eml", "eml"),
        ("说明: 本表\n填表人: 张三\n".encode(), "a.txt", "txt"),
        ("名称,人数\n".encode("gb18030"), "a.csv", "csv"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(32), "a.zip", "7z"),
        (b"Rar!\x1a\x07\x00" + bytes(32), "a.rar", "rar"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(32), "a.rar", "rar"),
        (gzip.compress(b"x", mtime=0), "a.gz", "gz"),
        (tar(), "a.tar", "tar"),
        (heic(b"heic"), "IMG_0001.jpg", "heic"),
        (heic(b"mp42"), "a.mp4", "unknown"),  # a film
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "a.gif", "image"),
        (b"BMW\xe6\xb1\xbd\xe8\xbd\xa6", "a.txt", "txt"),  # begins like a bitmap
        (b"MZ\x90\x00\x03", "a.exe", "unknown"),
    ],
)
def test_a_kind_is_told_by_content(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("kind", "name", "fits"),
    [
        ("doc", "申报书.wps", True),
        ("et", "统计表.et", True),
        ("xls", "统计表.et", False),  # never met: a workbook of that name is of kind et
        ("html", "统计表.xls", False),
        ("docx", "申报书.doc", False),
        ("gz", "材料.tgz", True),
        ("pdf", "申报书.PDF", True),
        ("pdf", "申报书", True),
        ("pdf", "申报书.最终版", True),  # no extension that any format claims
        ("unknown", "程序.exe", True),
    ],
)
def test_an_extension_fits_or_does_not(kind: str, name: str, fits: bool) -> None:
    assert fits_extension(kind, name) is fits


@pytest.mark.parametrize("kind", sorted(UNSUPPORTED))
def test_what_is_known_and_not_read_says_what_to_do(kind: str) -> None:
    assert kind in EXTENSIONS
    found = UNSUPPORTED[kind]
    assert found.code == "unsupported"
    assert "提交" in found.message_zh


def test_the_national_page_format_is_named_with_what_to_do() -> None:
    document = read_bytes(package("OFD.xml"), "申报书.ofd")
    assert document.kind == "ofd"
    (found,) = document.problems
    assert "OFD" in found.message_zh
    assert "PDF" in found.message_zh


def test_a_list_of_types_that_swells_is_read_in_part() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bytes(50 << 20))
    assert kind_of(buffer.getvalue(), "a.docx") == "unknown"
