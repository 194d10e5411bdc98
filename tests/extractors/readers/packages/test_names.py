"""Names of entries come out as Chinese, whatever the submitter's program stored."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from extractors.readers.packages.names import decoded_names, safe_name, zip_names

# Stored bytes of one archive: names as the submitter sees them.
GOLDEN = [
    ("gb18030", ["申报书.docx", "材料/营业执照（副本）.pdf"]),
    ("gb18030", ["1.众创空间认定申请表.doc"]),
    ("gb18030", ["入驻企业（团队）名单——2023年.xls"]),
    ("gb18030", ["一.doc"]),  # D2 BB: valid UTF-8 as well, for a Cyrillic letter
    ("gb18030", ["联通大厦租赁合同.pdf"]),
    ("gb18030", ["王喆简历.docx", "运营团队.docx"]),  # 喆 is a rarer character
    ("gb18030", ["赵䶮身份证.jpg", "钱七身份证.jpg"]),  # four bytes in GB18030
    ("big5", ["眾創空間申請表.docx"]),
    ("big5", ["附件/營業執照.pdf", "附件/租賃合同.pdf"]),
    ("big5", ["財務報表（2023年）.xls"]),
    ("utf-8", ["申报书.docx"]),  # macOS: UTF-8 without saying so
    ("utf-8", ["繁體/計畫書.docx", "a.txt"]),
    ("utf-8", ["赵䶮.jpg"]),
    ("ascii", ["plan.docx", "a/b.pdf"]),
]


@pytest.mark.parametrize(("encoding", "names"), GOLDEN)
def test_names_that_do_not_say_their_encoding(encoding: str, names: list[str]) -> None:
    assert list(decoded_names([name.encode(encoding) for name in names])) == names


def test_names_of_one_archive_are_judged_together() -> None:
    """A short name alone fits both encodings; its neighbours tell."""
    names = ["表.xls", "眾創空間申請表.docx", "營業執照影本.pdf"]
    assert list(decoded_names([name.encode("big5") for name in names])) == names


def test_bytes_that_fit_no_encoding_are_kept_one_sign_a_byte() -> None:
    (name,) = decoded_names([b"\xff\xff\x80.pdf"])
    assert name.encode("cp437") == b"\xff\xff\x80.pdf"


def entries(raw: bytes, extra: bytes = b"") -> list[zipfile.ZipInfo]:
    """A zip with one entry of that stored name and extra field, read back."""
    buffer = io.BytesIO()
    placeholder = "x" * len(raw)
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(placeholder)
        info.extra = extra
        archive.writestr(info, b"1")
    data = buffer.getvalue().replace(placeholder.encode(), raw)
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


def unicode_path(shown: str, stored: bytes) -> bytes:
    content = struct.pack("<BI", 1, zlib.crc32(stored)) + shown.encode()
    return struct.pack("<HH", 0x7075, len(content)) + content


def test_the_unicode_path_field_goes_before_guessing() -> None:
    stored = "表.xls".encode("gbk")
    assert zip_names(entries(stored, unicode_path("裱.xls", stored))) == ("裱.xls",)


def test_a_unicode_path_field_of_another_name_is_not_believed() -> None:
    """Somebody renamed the entry with a program that left the field as it was."""
    stored = "表.xls".encode("gbk")
    field = unicode_path("../../etc/passwd", b"old name")
    assert zip_names(entries(stored, field)) == ("表.xls",)


@pytest.mark.parametrize("extra", [b"\x75\x70\xff\xff\x01", b"\x75\x70\x02\x00\x01\x01"])
def test_a_broken_extra_field_harms_nothing(extra: bytes) -> None:
    info = entries("表.xls".encode("gbk"))[0]
    info.extra = extra
    assert zip_names([info]) == ("表.xls",)


def test_a_stated_encoding_is_believed() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("一.doc", b"")  # Python sets the flag
    assert zip_names(zipfile.ZipFile(buffer).infolist()) == ("一.doc",)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("材料/表.docx", "材料/表.docx"),
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\材料\\表.docx", "材料/表.docx"),
        ("\\\\server\\share\\表.docx", "server/share/表.docx"),
        ("表\x00\u202e.docx", "表.docx"),  # an end, and a turn of the writing's direction
        ("///", "unnamed"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_a_shown_name_leads_nowhere(name: str, shown: str) -> None:
    assert safe_name(name) == shown
