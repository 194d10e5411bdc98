"""Opening: what is damaged, locked or attached is said; limits hold before any work."""

from __future__ import annotations

import io
import time
from typing import Any

import pypdf
import pytest

from extractors.model import Document
from extractors.readers import Equipment, read_bytes

TEXT = b"BT /F1 12 Tf 80 700 Td (some text) Tj ET"


def pdf(data: bytes) -> Document:
    return read_bytes(data, "材料.pdf", Equipment(recognise=False))


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in document.problems]


def with_files(data: bytes, *names: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for name in names:
        writer.add_attachment(name, b"content")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_whole_file_has_no_problem(raw_pdf: Any) -> None:
    assert codes(pdf(raw_pdf(TEXT))) == []


def test_junk_before_the_file_is_no_damage(raw_pdf: Any) -> None:
    assert codes(pdf(b"\n\n" + raw_pdf(TEXT))) == []


@pytest.mark.parametrize("spoil", [(b"xref\n", b"xxxx\n"), (b"startxref", b"startxxxx")])
def test_a_rebuilt_file_says_so(raw_pdf: Any, spoil: tuple[bytes, bytes]) -> None:
    document = pdf(raw_pdf(TEXT).replace(*spoil))
    assert codes(document) == [("repaired", "")]
    assert document.blocks[0].text == "some text"


def test_attached_files_are_named_one_by_one(raw_pdf: Any) -> None:
    document = pdf(with_files(raw_pdf(TEXT), "合同.pdf", "名单.xlsx"))
    assert sorted(codes(document)) == [
        ("unread_part", "附件「合同.pdf」"),
        ("unread_part", "附件「名单.xlsx」"),
    ]


def test_a_form_in_xml_is_named(raw_pdf: Any) -> None:
    data = raw_pdf(TEXT, b"<< >>", catalog=b"/AcroForm << /Fields [] /XFA [(template) 10 0 R] >>")
    assert ("unread_part", "XFA表单") in codes(pdf(data))


def test_a_file_without_pages_is_damaged(raw_pdf: Any) -> None:
    data = raw_pdf(TEXT).replace(b"/Kids [3 0 R] /Count 1", b"/Kids []      /Count 0")
    assert codes(pdf(data.replace(b"/Type /Page ", b"/Type /None "))) == [("damaged", "")]


def test_a_page_that_the_tree_has_lost_is_found_and_said(raw_pdf: Any) -> None:
    data = raw_pdf(TEXT).replace(b"/Kids [3 0 R] /Count 1", b"/Kids []      /Count 0")
    assert codes(pdf(data)) == [("repaired", "")]


def test_a_page_tree_that_bites_its_tail_ends(raw_pdf: Any) -> None:
    data = raw_pdf(TEXT).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    start = time.process_time()
    document = pdf(data)
    assert time.process_time() - start < 100
    assert codes(document) or document.blocks


def test_what_only_pdfminer_can_open_is_read_by_it(raw_pdf: Any, monkeypatch: Any) -> None:
    import pypdfium2

    def refuse(*_: Any, **__: Any) -> None:
        raise pypdfium2.PdfiumError("format")

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    document = pdf(raw_pdf(TEXT))
    assert [block.text for block in document.blocks] == ["some text"]
