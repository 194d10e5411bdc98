"""The one way in: kinds by content, names, hashes, and no file that makes it raise."""

from __future__ import annotations

import hashlib
import io
import os
import random
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from PIL import Image

from extractors.readers import READERS, Equipment, read, read_bytes
from extractors.readers.kinds import EXTENSIONS, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def word_bytes() -> bytes:
    document = docx.Document()
    document.add_paragraph("总面积1200平方米")
    document.add_table(2, 2).cell(0, 0).text = "工位数"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheet_bytes() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.append(["年度", 2023])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def picture_bytes(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, kind)
    return buffer.getvalue()


def codes(data: bytes, name: str) -> list[str]:
    return [problem.code for problem in read_bytes(data, name).problems]


def test_a_document_has_its_own_name_hash_and_kind(tmp_path: Path) -> None:
    path = tmp_path / "3f9a"
    path.write_bytes(word_bytes())
    document = read(path, "材料/申请表.docx")
    assert (document.name, document.kind) == ("申请表.docx", "docx")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.problems == ()


@pytest.mark.parametrize(
    ("data", "name", "kind", "problems"),
    [
        (b"", "空.docx", "unknown", ["empty"]),
        (word_bytes(), "表.doc", "docx", ["wrong_extension"]),
        (sheet_bytes(), "表.xls", "xlsx", ["wrong_extension"]),
        (picture_bytes("PNG"), "证.png", "image", ["no_recogniser"]),
        (picture_bytes("JPEG"), "证.jpg", "image", ["no_recogniser"]),
        (picture_bytes("PNG"), "证.pdf", "image", ["wrong_extension", "no_recogniser"]),
        (OLE + bytes(2048), "书.doc", "doc", ["damaged"]),
        (OLE + bytes(2048), "书.wps", "doc", ["damaged"]),
        (b"\x00\x01\x02\x03" * 50, "数据.bin", "unknown", ["unsupported"]),
        (b"%PDF-1.4 nothing", "书.pdf", "pdf", ["repaired", "damaged"]),
    ],
)
def test_kinds_are_told_by_content(data: bytes, name: str, kind: str, problems: list[str]) -> None:
    document = read_bytes(data, name, Equipment(recognise=False))
    assert document.kind == kind
    found = [problem.code for problem in document.problems]
    assert found == problems or (kind == "pdf" and found == ["damaged"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_that_offices_save(encoding: str) -> None:
    document = read_bytes("众创空间\n\n总面积820㎡".encode(encoding), "说明.txt")
    assert [(b.text, b.anchor.paragraph) for b in document.blocks] == [
        ("众创空间", 1),
        ("总面积820㎡", 3),
    ]


def test_comma_separated_values_are_cells() -> None:
    document = read_bytes('名称,人数\n"甲,乙公司",13\n'.encode("gb18030"), "名单.csv")
    assert [(b.anchor.cell, b.text) for b in document.blocks] == [
        ("A1", "名称"),
        ("B1", "人数"),
        ("A2", "甲,乙公司"),
        ("B2", "13"),
    ]


def test_every_reader_belongs_to_a_kind() -> None:
    assert set(READERS) <= set(EXTENSIONS)


def test_an_old_workbook_is_told_by_its_stream() -> None:
    assert kind_of(OLE + "Workbook".encode("utf-16-le"), "表.xls") == "xls"
    assert codes(OLE + "Workbook".encode("utf-16-le"), "表.xls") == ["damaged"]


def test_reading_twice_gives_the_same(flow_pdf: Any) -> None:
    data = flow_pdf("正文" * 40)
    assert read_bytes(data, "a.pdf") == read_bytes(data, "a.pdf")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_no_broken_file_raises(kind: str, flow_pdf: Any) -> None:
    """Bytes flipped, dropped and doubled anywhere give a document, however poor."""
    whole = {"docx": word_bytes, "xlsx": sheet_bytes}.get(kind, lambda: flow_pdf("正文" * 99))()
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data))
            match chance.randint(0, 2):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + chance.randint(1, 40)]
                case _:
                    data[place:place] = data[place : place + 20]
        document = read_bytes(bytes(data), f"坏.{kind}")
        assert document.sha256


def test_an_archive_among_the_files_is_named_unsupported() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    assert codes(buffer.getvalue(), "材料.zip") == ["unsupported"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "材料.pdf")
    document = read(tmp_path / "材料.pdf")
    assert [problem.code for problem in document.problems] == ["unsupported"]


@pytest.mark.parametrize(("length", "codes"), [(40_000, []), (40_001, ["limit_size"])])
def test_one_endless_cell_costs_itself_and_not_the_file(length: int, codes: list[str]) -> None:
    document = read_bytes(f"{'1' * length}\n面积820平方米\n".encode(), "表.txt")

    assert [problem.code for problem in document.problems] == codes
    assert [len(block.text) for block in document.blocks] == [40_000, 8]
    assert all(problem.place == "第1段" for problem in document.problems)
