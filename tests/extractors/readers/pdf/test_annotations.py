"""What lies over a page: fields, remarks, free text, attached files."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Document, Layer
from extractors.readers import Equipment, read_bytes

TEXT = b"BT /F1 12 Tf 80 700 Td (some text) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"


def pdf(data: bytes) -> Document:
    return read_bytes(data, "材料.pdf", Equipment(recognise=False))


def utf16(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def annotated(raw_pdf: Any, annotation: bytes) -> Document:
    data = raw_pdf(
        TEXT,
        FONT,
        b"<< /Type /Annot /Rect [80 500 280 560] " + annotation + b" >>",
        page=b"/Annots [11 0 R]",
    )
    return pdf(data)


@pytest.mark.parametrize("kind", [b"Text", b"Highlight", b"Underline", b"Stamp", b"Square"])
def test_a_remark_is_a_note_with_its_place(raw_pdf: Any, kind: bytes) -> None:
    document = annotated(raw_pdf, b"/Subtype /" + kind + b" /Contents " + utf16("请核对面积"))
    notes = [block for block in document.blocks if block.layer is Layer.NOTE]
    assert [note.text for note in notes] == ["请核对面积"]
    assert notes[0].anchor.bbox == (80, 282, 280, 342)
    assert [b.text for b in document.blocks if b.layer is Layer.BODY] == ["some text"]


def test_free_text_that_is_switched_off_is_hidden_and_said(raw_pdf: Any) -> None:
    document = annotated(raw_pdf, b"/Subtype /FreeText /F 2 /Contents " + utf16("面积820平方米"))
    assert [b.text for b in document.blocks if b.layer is Layer.HIDDEN] == ["面积820平方米"]
    assert [problem.code for problem in document.problems] == ["hidden_content"]


@pytest.mark.parametrize(
    ("length", "places"), [(40_000, []), (60_000, ["第1页 过长的批注"])], ids=["most", "more"]
)
def test_a_remark_too_long_to_be_read_is_named(
    raw_pdf: Any, length: int, places: list[str]
) -> None:
    document = annotated(raw_pdf, b"/Subtype /Text /Contents (" + b"x" * length + b")")
    assert [p.place for p in document.problems if p.code == "unread_part"] == places


def test_free_text_stands_on_the_page(raw_pdf: Any) -> None:
    document = annotated(raw_pdf, b"/Subtype /FreeText /Contents " + utf16("总面积1200平方米"))
    assert [b.text for b in document.blocks if b.layer is Layer.BODY][-1] == "总面积1200平方米"


def test_a_stamp_that_only_shows_its_text_is_named(raw_pdf: Any) -> None:
    stamp = b"BT /F1 12 Tf 10 10 Td (APPROVED) Tj ET"
    data = raw_pdf(
        TEXT,
        FONT,
        b"<< /Type /Annot /Subtype /Stamp /Rect [80 500 280 560] /AP << /N 12 0 R >> >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 60] "
        b"/Resources << /Font << /F1 5 0 R >> >> /Length %d >>\nstream\n"
        % len(stamp)
        + stamp
        + b"\nendstream",
        page=b"/Annots [11 0 R]",
    )
    assert [(p.code, p.place) for p in pdf(data).problems] == [("unread_part", "第1页 图章")]


def test_links_say_nothing(raw_pdf: Any) -> None:
    document = annotated(raw_pdf, b"/Subtype /Link /A << /S /URI /URI (http://a.example/) >>")
    assert [block.text for block in document.blocks] == ["some text"]
    assert document.problems == ()


def test_choices_boxes_and_texts_of_a_form_are_read(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        form = canvas.acroForm
        form.textfield(name="a", value="Star Hub", x=80, y=700, width=200, height=18)
        form.choice(name="b", value="B", options=["A", "B"], x=80, y=650, width=100, height=18)
        form.checkbox(name="c", checked=True, x=80, y=600, size=14)
        form.checkbox(name="d", checked=False, x=80, y=560, size=14)

    found = "\n".join(block.text for block in pdf(canvas_pdf(draw)).blocks)
    assert found.split("\n") == ["Star Hub", "B", "☑", "□"]


def test_a_field_takes_its_value_from_its_parent(raw_pdf: Any) -> None:
    data = raw_pdf(
        TEXT,
        FONT,
        b"<< /FT /Tx /T (area) /V " + utf16("1200") + b" /Kids [12 0 R] >>",
        b"<< /Type /Annot /Subtype /Widget /Parent 11 0 R /Rect [80 500 280 520] >>",
        page=b"/Annots [12 0 R]",
        catalog=b"/AcroForm << /Fields [11 0 R] >>",
    )
    assert "1200" in [block.text for block in pdf(data).blocks]


def field(raw_pdf: Any, entries: bytes) -> list[str]:
    data = raw_pdf(
        TEXT,
        FONT,
        b"<< /Type /Annot /Subtype /Widget /Rect [80 500 280 560] /T (a) " + entries + b" >>",
        page=b"/Annots [11 0 R]",
        catalog=b"/AcroForm << /Fields [11 0 R] /DR << /Font << /F1 5 0 R >> >> /DA (/F1 9 Tf) >>",
    )
    return [block.text for block in pdf(data).blocks][1:]


def test_a_choice_is_read_as_it_is_shown(raw_pdf: Any) -> None:
    options = b"/Opt [[(x0) " + utf16("专业型") + b"] [(x1) " + utf16("综合型") + b"]]"
    assert field(raw_pdf, b"/FT /Ch /Ff 131072 /V (x1) " + options) == ["综合型"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("创业空间".encode("gb2312"), "创业空间"), ("café à la".encode("latin-1"), "café à la")],
)
def test_a_value_in_bytes_of_an_old_program_is_chinese_where_it_can_be(
    raw_pdf: Any, value: bytes, shown: str
) -> None:
    assert field(raw_pdf, b"/FT /Tx /V <" + value.hex().encode() + b">") == [shown]
