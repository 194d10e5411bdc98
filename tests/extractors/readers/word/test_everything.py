"""Nothing is lost silently: every text of a package is in some block, or a problem tells of it."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from extractors.readers import read_bytes
from tests.extractors.readers.word.made import W, bare, p, t, tbl, tc

TEXTS = {
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}delText",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
}


def fld(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def box(content: str) -> str:
    return f"<w:txbxContent>{content}</w:txbxContent>"


def old_box(content: str) -> str:
    return f"<w:r><w:pict><v:shape><v:textbox>{box(content)}</v:textbox></v:shape></w:pict></w:r>"


BODIES = {
    "links": p(f"<w:hyperlink>{t('甲')}</w:hyperlink>" + t("乙")),
    "smart tags": p(f'<w:smartTag w:element="x">{t("甲")}</w:smartTag>'),
    "other alphabets": p(f'<w:bdo w:val="ltr">{t("甲")}</w:bdo><w:dir>{t("乙")}</w:dir>'),
    "nested tables": tbl(tc(p(t("甲")) + tbl(tc(p(t("乙"))) + tc(p(""))) + p(t("丙")))),
    "simple fields": p(f'<w:fldSimple w:instr="PAGE">{t("甲")}</w:fldSimple>'),
    "fields": p(fld("begin") + code("REF x") + fld("separate") + t("甲") + fld("end") + t("乙")),
    "fields in fields": p(
        fld("begin")
        + code("IF ")
        + fld("begin")
        + code("MERGEFIELD x")
        + fld("separate")
        + t("甲")
        + fld("end")
        + fld("separate")
        + t("乙")
        + fld("end")
    ),
    "a field that never ends": p(fld("begin") + t("甲")) + p(t("乙")),
    "tracked": p(
        f'<w:ins w:id="1" w:author="a">{t("甲")}</w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>乙</w:delText></w:r></w:del>'
    ),
    "white": p(t("甲", '<w:color w:val="FFFFFF"/>') + t("乙")),
    "controls": p(f"<w:sdt><w:sdtContent>{t('甲')}</w:sdtContent></w:sdt>"),
    "controls around tables": f"<w:sdt><w:sdtContent>{tbl(tc(p(t('甲'))))}</w:sdtContent></w:sdt>",
    "controls around custom data": f"<w:customXml>{p(t('甲'))}</w:customXml>",
    "boxes": p(
        f"<w:r><w:pict><v:shape><v:textbox>{box(p(t('甲')))}</v:textbox></v:shape></w:pict></w:r>"
    ),
    "grouped boxes": p(
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{box(p(t('甲')))}</wps:txbx></wps:wsp><wps:wsp><wps:txbx>{box(tbl(tc(p(t('乙')))))}"
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ),
    "boxes in boxes": p(old_box(p(t("甲") + old_box(p(t("乙")))))),
    "drawn words": p(
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:p><a:r><a:t>甲</a:t></a:r></a:p>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ),
    "formulas": p("<m:oMathPara><m:oMath><m:r><m:t>甲</m:t></m:r></m:oMath></m:oMathPara>"),
    "glosses": p(
        f"<w:r><w:ruby><w:rt>{t('甲')}</w:rt><w:rubyBase>{t('乙')}</w:rubyBase></w:ruby></w:r>"
    ),
    "covered cells": tbl(
        tc(p(t("甲")), '<w:vMerge w:val="restart"/>'), tc(p(t("乙")), "<w:vMerge/>")
    ),
    "deleted rows": tbl(
        '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>' + tc(p(t("甲"))), tc(p(t("乙")))
    ),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_every_text_of_the_body_is_in_some_block(body: str) -> None:
    assert missing(bare(body)) == []


def test_every_text_of_the_other_parts_is_in_some_block() -> None:
    story = "<w:{0} {1}>" + "{2}" + "</w:{0}>"
    notes = f'<w:footnote w:id="2">{p(t("脚注"))}</w:footnote>'
    data = bare(
        p(t("正文")),
        header=story.format("hdr", W, p(t("页眉"))),
        footer=story.format("ftr", W, tbl(tc(p(t("页脚"))))),
        footnotes=story.format("footnotes", W, notes),
        endnotes=story.format("endnotes", W, notes.replace("footnote", "endnote")),
        comments=story.format("comments", W, f'<w:comment w:id="1">{p(t("批注"))}</w:comment>'),
    )
    assert missing(data) == []


def missing(data: bytes) -> list[str]:
    """Texts of the package that no block holds."""
    everything = "".join(block.text for block in read_bytes(data, "材料.docx").blocks)
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                for element in etree.fromstring(package.read(name)).iter(*TEXTS):
                    if (element.text or "") not in everything:
                        found.append(element.text or "")
    return found
