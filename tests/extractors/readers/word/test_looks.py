"""What nobody sees on paper is hidden text, whoever says so: run, style or what it is based on."""

from __future__ import annotations

import pytest

from extractors.model import Layer
from extractors.readers import read_bytes
from extractors.readers.word.looks import is_pale
from tests.extractors.readers.word.made import W, bare, codes, p, t, tbl, tc, texts, word

WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F4E79"/>'
LIGHT = '<w:shd w:val="clear" w:fill="FFFFFF"/>'


@pytest.mark.parametrize(
    "look", [WHITE, '<w:color w:val="FDFDFD"/>', '<w:sz w:val="2"/>', "<w:vanish/>"]
)
def test_white_tiny_and_hidden_text_is_hidden_and_said(look: str) -> None:
    document = word(p(t("工位96个") + t("实为60个", look)))
    assert texts(document) == ["工位96个"]
    assert texts(document, Layer.HIDDEN) == ["实为60个"]
    assert codes(document) == ["hidden_content"]


@pytest.mark.parametrize(
    "look",
    [
        '<w:color w:val="auto"/>',
        '<w:color w:val="FF0000"/>',
        '<w:sz w:val="9"/>',
        '<w:vanish w:val="0"/>',
        "<w:webHidden/>",  # the page numbers of every table of contents; paper shows them
        WHITE + DARK,
        WHITE + '<w:highlight w:val="darkBlue"/>',
    ],
)
def test_what_paper_shows_is_text(look: str) -> None:
    assert texts(word(p(t("工位96个", look)))) == ["工位96个"]


def test_white_text_on_dark_paragraphs_cells_and_tables_is_text() -> None:
    white = t("标题", WHITE)
    shaded_table = tbl(tc(p(white))).replace("<w:tr>", f"<w:tblPr>{DARK}</w:tblPr><w:tr>", 1)
    assert texts(word(p(white, DARK))) == ["标题"]
    assert texts(word(tbl(tc(p(white), DARK)))) == ["标题"]
    assert texts(word(shaded_table)) == ["标题"]
    assert texts(word(tbl(tc(p(white), LIGHT))), Layer.HIDDEN) == ["标题"]


def test_white_text_in_a_text_box_is_text_since_boxes_are_filled() -> None:
    box = f"<v:textbox><w:txbxContent>{p(t('标题', WHITE))}</w:txbxContent></v:textbox>"
    assert texts(word(p(f"<w:r><w:pict>{box}</w:pict></w:r>"))) == ["标题"]


def test_white_text_over_a_picture_behind_the_page_is_text() -> None:
    page = '<wp:anchor behindDoc="1"><wp:extent cx="7560000" cy="10692000"/></wp:anchor>'
    picture = p(f"<w:r><w:drawing>{page}</w:drawing></w:r>")
    assert texts(word(picture, p(t("标题", WHITE)))) == ["标题"]


def styled(*styles: str) -> str:
    return f"<w:styles {W}>{''.join(styles)}</w:styles>"


def style(key: str, kind: str, properties: str, based: str = "") -> str:
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/>{based}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


def test_styles_and_what_they_are_based_on_hide_text() -> None:
    styles = styled(
        style("Base", "paragraph", "<w:vanish/>"),
        style("Note", "paragraph", "", "Base"),
        style("Ghost", "character", WHITE),
        style("Shown", "character", '<w:vanish w:val="0"/>'),
    )
    body = (
        p(t("甲"), '<w:pStyle w:val="Note"/>')
        + p(t("乙", '<w:rStyle w:val="Ghost"/>'))
        + p(t("丙", '<w:rStyle w:val="Shown"/>'), '<w:pStyle w:val="Note"/>')
    )
    document = read_bytes(bare(body, styles=styles), "材料.docx")
    assert texts(document, Layer.HIDDEN) == ["甲", "乙"]
    assert texts(document) == ["丙"]


def test_a_symbol_font_may_come_from_a_style() -> None:
    styles = styled(style("Box", "character", '<w:rFonts w:ascii="Wingdings 2"/>'))
    body = p(t("R", '<w:rStyle w:val="Box"/>') + t("企业"))
    assert texts(read_bytes(bare(body, styles=styles), "材料.docx")) == ["☑企业"]


def test_styles_based_on_each_other_end() -> None:
    styles = styled(style("A", "paragraph", "", "B"), style("B", "paragraph", "", "A"))
    body = p(t("甲"), '<w:pStyle w:val="A"/>')
    assert texts(read_bytes(bare(body, styles=styles), "材料.docx")) == ["甲"]


@pytest.mark.parametrize("color", ["auto", "", "FFF", "GGGGGG", "EEEEEE", "FFFF00"])
def test_a_colour_that_can_be_seen_is_not_pale(color: str) -> None:
    assert not is_pale(color)
