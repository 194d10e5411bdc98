"""Word files: layers of text, real cells of tables, ticks, refusals."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.model import AnchorKind, Document, Layer
from extractors.readers import read_bytes

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def packed(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(*bodies: str) -> Document:
    """Read a Word file whose body holds these elements."""
    document = docx.Document()
    for body in bodies:
        document.element.body.insert_element_before(parse_xml(body), "w:sectPr")
    return read_bytes(packed(document), "材料.docx")


def p(runs: str) -> str:
    return f"<w:p {W}>{runs}</w:p>"


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(document: Document, layer: Layer = Layer.BODY) -> list[str]:
    return [block.text for block in document.blocks if block.layer is layer]


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def test_paragraphs_are_numbered_and_headings_keep_their_level() -> None:
    document = docx.Document()
    document.add_heading("一、基础条件", 2)
    document.add_paragraph("")
    document.add_paragraph("总面积1200平方米。")
    found = read_bytes(packed(document), "材料.docx").blocks
    assert [(b.text, b.heading, b.anchor.paragraph) for b in found] == [
        ("一、基础条件", 2, 1),
        ("总面积1200平方米。", None, 3),
    ]
    assert found[0].anchor.kind is AnchorKind.PARAGRAPH


def test_breaks_and_tabs_are_kept_and_page_breaks_are_not_text() -> None:
    run = '<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type="page"/></w:r>'
    assert texts(word(p(run))) == ["甲\n乙\t丙"]


def test_insertions_are_text_and_each_deletion_is_apart() -> None:
    document = word(
        p(
            t("面积")
            + '<w:del w:id="1" w:author="a"><w:r><w:delText>480</w:delText></w:r></w:del>'
            + f'<w:ins w:id="2" w:author="a">{t("530")}</w:ins>'
            + t("平方米，工位")
            + '<w:del w:id="3" w:author="a"><w:r><w:delText>18</w:delText></w:r></w:del>'
            + t("50个")
        )
    )
    assert texts(document) == ["面积530平方米，工位50个"]
    assert texts(document, Layer.DELETED) == ["480", "18"]
    assert codes(document) == ["tracked_changes"]


def test_hidden_text_is_shown_as_hidden_and_switched_off_hiding_is_text() -> None:
    document = word(
        p(
            t("工位96个")
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>实为60个</w:t></w:r>"
            + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>。</w:t></w:r>'
        )
    )
    assert texts(document) == ["工位96个。"]
    assert texts(document, Layer.HIDDEN) == ["实为60个"]
    assert codes(document) == ["hidden_content"]


CHECKED = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>{}</w:sdt>'
)
LEGACY = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox>'
    "</w:ffData></w:fldChar></w:r>"
)


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (CHECKED.format(1, f"<w:sdtContent>{t('☒')}</w:sdtContent>"), "☑"),  # content control
        (CHECKED.format(0, f"<w:sdtContent>{t('☐')}</w:sdtContent>"), "□"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>', "□"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>', "☑"),
        (LEGACY.format("<w:checked/>"), "☑"),  # form fields of old Word
        (LEGACY.format('<w:default w:val="0"/>'), "□"),
        (t("R"), "R"),  # a letter in a text font stays what it is
    ],
)
def test_ticks_are_read_however_word_stores_them(run: str, text: str) -> None:
    assert texts(word(p(run + t("企业")))) == [text + "企业"]


def test_content_controls_are_read_in_place() -> None:
    inline = f"<w:sdt><w:sdtContent>{t('拾光')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt {W}><w:sdtContent>{p(t('第二段'))}</w:sdtContent></w:sdt>"
    assert texts(word(p(inline + t("空间")), block)) == ["拾光空间", "第二段"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p(t('框内文字'))}</w:txbxContent>"
    run = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(word(p(t("正文") + run))) == ["正文", "框内文字"]


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl {W}>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cells(document: Document) -> list[tuple[object, ...]]:
    return [
        (a.table, a.row, a.column, a.row_span, a.column_span, block.text)
        for block in document.blocks
        if (a := block.anchor).table is not None
    ]


def test_merged_cells_come_once_with_their_spans_and_blanks_are_kept() -> None:
    table = tbl(
        tc(p(t("联系人")), '<w:vMerge w:val="restart"/>') + tc(p(t("电话"))) + tc(p("")),
        tc(p(""), "<w:vMerge/>") + tc(p(t("备注")) + p(t("第二行")), '<w:gridSpan w:val="2"/>'),
    )
    assert cells(word(table)) == [
        (1, 1, 1, 2, 1, "联系人"),
        (1, 1, 2, 1, 1, "电话"),
        (1, 1, 3, 1, 1, ""),
        (1, 2, 2, 1, 2, "备注\n第二行"),
    ]


def test_a_nested_table_has_its_own_number_and_stands_after_its_cell() -> None:
    inner = tbl(tc(p(t("姓名"))) + tc(p(t("职务"))))
    outer = tbl(tc(p(t("团队"))) + tc(p(t("名单")) + inner + p("")), tc(p(t("导师"))) + tc(p("")))
    assert [(c[0], c[1], c[2], c[5]) for c in cells(word(outer))] == [
        (1, 1, 1, "团队"),
        (1, 1, 2, "名单"),
        (2, 1, 1, "姓名"),
        (2, 1, 2, "职务"),
        (1, 2, 1, "导师"),
        (1, 2, 2, ""),
    ]


def test_a_row_deleted_with_tracking_does_not_count() -> None:
    deleted = '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>'
    table = tbl(tc(p(t("甲"))), deleted + tc(p(t("乙"))), tc(p(t("丙"))))
    document = word(table)
    assert [(b.anchor.row, b.text, b.layer) for b in document.blocks] == [
        (1, "甲", Layer.BODY),
        (1, "乙", Layer.DELETED),
        (2, "丙", Layer.BODY),
    ]


def test_an_absurd_span_is_cut_to_the_limit() -> None:
    table = tbl(tc(p(t("甲")), '<w:gridSpan w:val="100000000"/>') + tc(p(t("乙"))))
    assert [c[2] for c in cells(word(table))] == [1, 1001]


def test_headers_footers_notes_and_comments_are_set_apart() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_comment(paragraph.runs[0], text="批注", author="a")
    found = read_bytes(packed(document), "材料.docx")
    assert texts(found) == ["正文"]
    assert texts(found, Layer.HEADER_FOOTER) == ["页眉", "第1页"]
    assert texts(found, Layer.NOTE) == ["批注"]


def changed(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The package with its parts changed and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def plain_package() -> bytes:
    document = docx.Document()
    document.add_paragraph("正文")
    return packed(document)


def with_doctype(part: str) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, _, rest = content.partition(b"?>")
        return head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + rest

    return changed(plain_package(), change)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_a_document_type_in_any_part_is_refused(part: str) -> None:
    assert codes(read_bytes(with_doctype(part), "材料.docx")) == ["damaged"]


def test_a_part_that_is_no_xml_or_is_missing_makes_the_file_damaged() -> None:
    def without(part: str) -> bytes:
        return changed(plain_package(), lambda name, old: old[:40] if name == part else old)

    for part in ("word/document.xml", "[Content_Types].xml", "word/styles.xml"):
        assert codes(read_bytes(without(part), "材料.docx")) == ["damaged"], part


def test_a_bomb_is_refused_while_it_unpacks() -> None:
    bomb = changed(plain_package(), lambda n, c: c, **{"word/media/a.bin": b"\0" * (40 << 20)})
    assert len(bomb) < 1 << 20
    assert codes(read_bytes(bomb, "材料.docx")) == ["limit_size"]


def test_tables_nested_beyond_reason_are_refused_and_named() -> None:
    body = p(t("甲"))
    for _ in range(80):
        body = tbl(tc(body + p("")))
    nested = f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>".encode()
    data = changed(plain_package(), lambda n, c: nested if n == "word/document.xml" else c)
    assert codes(read_bytes(data, "材料.docx")) == ["limit_size"]


def test_macros_and_outside_parts_are_named_and_the_text_is_read() -> None:
    outside = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="http://127.0.0.1/x.dotm" TargetMode="External"/>'
        b"</Relationships>"
    )
    data = changed(
        plain_package(),
        lambda n, c: None if n == "word/_rels/settings.xml.rels" else c,
        **{"word/vbaProject.bin": b"x", "word/_rels/settings.xml.rels": outside},
    )
    document = read_bytes(data, "材料.docx")
    assert texts(document) == ["正文"]
    assert sorted(codes(document)) == ["contains_macros", "external_content"]


def test_every_visible_text_of_the_package_is_in_some_block(tmp_path: Any) -> None:
    """Nothing is lost silently: each w:t is found again, whatever layer it went to."""
    words = [f"词{n}" for n in range(8)]
    document = word(
        p(t(words[0]) + f"<w:hyperlink>{t(words[1])}</w:hyperlink>"),
        p(f'<w:smartTag w:element="x">{t(words[2])}</w:smartTag>'),
        tbl(tc(p(t(words[3])) + tbl(tc(p(t(words[4])))) + p(""))),
        p(f'<w:ins w:id="1" w:author="a">{t(words[5])}</w:ins>'),
        p(f'<w:fldSimple w:instr="PAGE">{t(words[6])}</w:fldSimple>'),
        p(f'<w:moveTo w:id="2" w:author="a">{t(words[7])}</w:moveTo>'),
    )
    everything = "".join(block.text for block in document.blocks)
    assert all(word_ in everything for word_ in words)
