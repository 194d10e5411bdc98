"""Word files: layers of text, real cells of tables, ticks, refusals."""

from __future__ import annotations

import docx
import pytest
from docx.oxml.ns import nsdecls

from extractors.model import AnchorKind, Layer
from extractors.readers import read_bytes
from tests.extractors.readers.word.made import (
    bare,
    cells,
    changed,
    codes,
    p,
    packed,
    t,
    tbl,
    tc,
    texts,
    word,
    word_bytes,
)


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
    block = f"<w:sdt {nsdecls('w')}><w:sdtContent>{p(t('第二段'))}</w:sdtContent></w:sdt>"
    assert texts(word(p(inline + t("空间")), block)) == ["拾光空间", "第二段"]


def test_a_prompt_that_nobody_overwrote_is_no_answer() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{t('单击此处输入文字')}</w:sdtContent></w:sdt>"
    )
    chosen = (
        "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr>"
        f"<w:sdtContent>{t('租赁')}</w:sdtContent></w:sdt>"
    )
    document = word(tbl(tc(p(t("联系人"))) + tc(p(prompt)) + tc(p(chosen))))
    assert texts(document) == ["联系人", "", "租赁"]


def test_cells_and_rows_in_content_controls_stand_in_their_grid() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc(p(t('乙')))}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{tc(p(t('丙')))}</w:tr></w:sdtContent></w:sdt>"
    table = tbl(tc(p(t("甲"))) + cell).replace("</w:tbl>", row + "</w:tbl>")
    assert [c[1:3] + c[5:] for c in cells(word(table))] == [
        (1, 1, "甲"),
        (1, 2, "乙"),
        (2, 1, "丙"),
    ]


def test_formulas_and_glosses_keep_their_words() -> None:
    half = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    ruby = f"<w:r><w:ruby><w:rt>{t('yún')}</w:rt><w:rubyBase>{t('云')}</w:rubyBase></w:ruby></w:r>"
    document = word(p(t("占") + half), p(ruby + t("南")))
    assert texts(document) == ["占1/2", "云南"]
    assert texts(document, Layer.NOTE) == ["yún"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p(t('框内文字'))}</w:txbxContent>"
    run = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(word(p(t("正文") + run))) == ["正文", "框内文字"]


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


def test_cells_merged_sideways_the_old_way_are_one_cell() -> None:
    row = tc(p(t("合计")), '<w:hMerge w:val="restart"/>') + tc(p(""), "<w:hMerge/>") + tc(p(t("9")))
    assert cells(word(tbl(row))) == [(1, 1, 1, 1, 2, "合计"), (1, 1, 3, 1, 1, "9")]


def test_a_row_may_begin_further_right() -> None:
    before = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    assert cells(word(tbl(before + tc(p(t("小计"))))))[0][2] == 3


def test_text_in_a_cell_that_a_merged_one_covers_is_hidden_and_counts_no_paragraph() -> None:
    table = tbl(
        tc(p(t("甲")), '<w:vMerge w:val="restart"/>'),
        tc(p(t("被盖住")), "<w:vMerge/>"),
    )
    document = word(table, p(t("后文")))
    assert [(str(b.anchor), b.text, b.layer) for b in document.blocks] == [
        ("表1第1行第1列", "甲", Layer.BODY),
        ("表1第1行第1列", "被盖住", Layer.HIDDEN),
        ("第1段", "后文", Layer.BODY),
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


def test_rows_and_cells_added_with_tracking_are_insertions() -> None:
    added = '<w:trPr><w:ins w:id="1" w:author="a"/></w:trPr>'
    gone = '<w:cellDel w:id="2" w:author="a"/>'
    document = word(tbl(tc(p(t("甲"))) + tc(p(t("乙")), gone), added + tc(p(t("丙")))))
    assert [(b.text, b.layer) for b in document.blocks] == [
        ("甲", Layer.BODY),
        ("乙", Layer.DELETED),
        ("丙", Layer.INSERTED),
    ]
    assert codes(document) == ["tracked_changes"]


def test_paragraphs_whose_mark_is_deleted_are_one() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    document = word(p(t("总面积"), mark), p(t("820平方米")), p(t("后文")))
    assert texts(document) == ["总面积820平方米", "后文"]
    assert codes(document) == ["tracked_changes"]


def test_a_paragraph_that_is_all_insertion_is_an_insertion() -> None:
    document = word(p(f'<w:ins w:id="1" w:author="a">{t("工位50个")}</w:ins>'))
    assert texts(document, Layer.INSERTED) == ["工位50个"]


def test_what_was_moved_is_read_where_it_went() -> None:
    document = word(
        p(f'<w:moveFrom w:id="1" w:author="a">{t("甲")}</w:moveFrom>'),
        p(f'<w:moveTo w:id="2" w:author="a">{t("甲")}</w:moveTo>'),
    )
    assert [(b.text, b.layer) for b in document.blocks] == [
        ("甲", Layer.DELETED),
        ("甲", Layer.INSERTED),
    ]


def test_an_absurd_span_is_cut_to_the_limit() -> None:
    table = tbl(tc(p(t("甲")), '<w:gridSpan w:val="100000000"/>') + tc(p(t("乙"))))
    assert [c[2] for c in cells(word(table))] == [1, 1001]


def test_headers_of_all_kinds_and_sections_are_read() -> None:
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    document.add_section()
    for number, section in enumerate(document.sections, start=1):
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"页眉{number}"
        section.even_page_header.is_linked_to_previous = False
        section.even_page_header.paragraphs[0].text = f"偶数页{number}"
        section.first_page_footer.is_linked_to_previous = False
        section.first_page_footer.paragraphs[0].text = f"首页{number}"
    found = read_bytes(packed(document), "材料.docx")
    assert sorted(texts(found, Layer.HEADER_FOOTER)) == sorted(
        ["页眉1", "页眉2", "偶数页1", "偶数页2", "首页1", "首页2"]
    )


def test_footnotes_are_read_without_the_line_above_them() -> None:
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>不含虚拟工位</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    body = p(t("工位96个") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    found = read_bytes(bare(body, footnotes=notes), "材料.docx")
    assert texts(found) == ["工位96个"]
    assert texts(found, Layer.NOTE) == ["不含虚拟工位"]


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


def test_relations_that_lead_nowhere_are_dropped_and_the_text_is_read() -> None:
    """WPS and old Word write pictures whose target is NULL."""

    def change(name: str, content: bytes) -> bytes | None:
        return None if name == "word/theme/theme1.xml" else content

    document = read_bytes(changed(plain_package(), change), "材料.docx")
    assert texts(document) == ["正文"]
    assert codes(document) == ["repaired"]


def test_a_strict_package_is_read_like_any_other() -> None:
    strict = b"http://purl.oclc.org/ooxml/"

    def change(name: str, content: bytes) -> bytes:
        for vocabulary in (b"wordprocessingml", b"officeDocument", b"drawingml"):
            old = b"http://schemas.openxmlformats.org/" + vocabulary + b"/2006/"
            content = content.replace(old, strict + vocabulary + b"/")
        return content

    heading = p(t("一、基础条件"), '<w:pStyle w:val="Heading2"/>')
    data = changed(word_bytes(heading, tbl(tc(p(t("面积"))) + tc(p(t("820"))))), change)
    document = read_bytes(data, "材料.docx")
    assert [(b.text, b.heading) for b in document.blocks] == [
        ("一、基础条件", 2),
        ("面积", None),
        ("820", None),
    ]


def test_the_main_part_is_found_wherever_it_lies() -> None:
    def change(name: str, content: bytes) -> bytes | None:
        return content.replace(b"word/document.xml", b"text/main.xml")

    moved = changed(bare(p(t("正文"))), change)
    parts = changed(moved, lambda n, c: None if n.startswith("word/") else c)
    body = f"<w:document {nsdecls('w')}><w:body>{p(t('正文'))}</w:body></w:document>"
    assert texts(
        read_bytes(changed(parts, lambda n, c: c, **{"text/main.xml": body}), "a.docx")
    ) == ["正文"]


def test_a_file_with_macros_is_read_for_its_text_only() -> None:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

    def change(name: str, content: bytes) -> bytes:
        return content.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")

    data = changed(plain_package(), change, **{"word/vbaProject.bin": b"x"})
    document = read_bytes(data, "材料.docm")
    assert texts(document) == ["正文"]
    assert codes(document) == ["contains_macros"]


def test_files_for_old_programs_and_building_blocks_are_no_content() -> None:
    glossary = f"<w:glossaryDocument {nsdecls('w')}><w:docParts/></w:glossaryDocument>"
    document = read_bytes(bare(p(t("正文")), glossaryDocument=glossary), "材料.docx")
    assert texts(document) == ["正文"]
    assert codes(document) == []


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
