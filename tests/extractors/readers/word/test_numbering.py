"""Automatic numbers stand before the text as Word prints them."""

from __future__ import annotations

from extractors.readers import read_bytes
from tests.extractors.readers.word.made import W, bare, p, t, tbl, tc, texts


def level(depth: int, kind: str, text: str, more: str = "", suffix: str = "nothing") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def numbering(*definitions: str) -> str:
    return f"<w:numbering {W}>{''.join(definitions)}</w:numbering>"


def item(text: str, depth: int = 0, of: int = 1, style: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    own = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{of}"/></w:numPr>'
    return p(t(text), style + own)


OFFICIAL = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3.", suffix="space"),
    level(3, "decimalEnclosedCircle", "%4", suffix="tab"),
)


def read(body: str, *definitions: str, **parts: str) -> list[str]:
    data = bare(body, numbering=numbering(*definitions), **parts)
    return texts(read_bytes(data, "材料.docx"))


def test_the_levels_of_an_official_plan_are_numbered_and_start_anew() -> None:
    body = "".join(
        [
            item("必要性"),
            item("基础"),
            item("场地", 1),
            item("面积", 2),
            item("自有", 3),
            item("工位", 2),
            item("团队", 1),
            item("专职", 2),
            item("目标"),
            item("近期", 1),
        ]
    )
    assert read(body, OFFICIAL, num(1, 0)) == [
        "一、必要性",
        "二、基础",
        "（一）场地",
        "1. 面积",
        "①\t自有",
        "2. 工位",
        "（二）团队",
        "1. 专职",
        "三、目标",
        "（一）近期",
    ]


def test_a_level_prints_those_above_it_in_digits_where_it_is_legal() -> None:
    levels = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>", "space")
    )
    body = item("甲") + item("乙") + item("丙", 1) + item("丁", 1)
    assert read(body, levels, num(1, 0)) == ["I.甲", "II.乙", "2.1 丙", "2.2 丁"]


def test_a_deeper_level_met_first_shows_where_the_upper_one_starts() -> None:
    levels = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    assert read(item("甲", 1) + item("乙"), levels, num(1, 0)) == ["1.1甲", "1.乙"]


def test_two_lists_of_one_definition_go_on_and_one_with_a_start_begins_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    definitions = (abstract(0, level(0, "decimal", "%1.")), num(1, 0), num(2, 0), num(3, 0, anew))
    body = item("甲") + item("乙", of=2) + item("丙", of=3) + item("丁", of=3) + item("戊", of=1)
    assert read(body, *definitions) == ["1.甲", "2.乙", "5.丙", "6.丁", "7.戊"]


def test_a_level_may_count_on_through_those_above_it() -> None:
    never = '<w:lvlRestart w:val="0"/>'
    levels = abstract(0, level(0, "decimal", "第%1章"), level(1, "decimal", "第%2条", never))
    body = item("甲") + item("乙", 1) + item("丙") + item("丁", 1)
    assert read(body, levels, num(1, 0)) == ["第1章甲", "第1条乙", "第2章丙", "第2条丁"]


def test_styles_carry_numbers_and_a_paragraph_may_take_them_off() -> None:
    levels = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'),
    )
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f"<w:styles {W}>"
        f'<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="标题 1"/>{numbered}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="标题 2"/>{numbered}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="公文标题"/>'
        '<w:basedOn w:val="H1"/></w:style></w:styles>'
    )
    body = "".join(
        [
            p(t("基础"), '<w:pStyle w:val="H1"/>'),
            p(t("场地"), '<w:pStyle w:val="H2"/>'),
            p(t("目标"), '<w:pStyle w:val="Own"/>'),
            item("无号", of=0, style="H1"),
        ]
    )
    data = bare(body, numbering=numbering(levels, num(1, 0)), styles=styles)
    found = read_bytes(data, "材料.docx").blocks
    assert [(b.text, b.heading) for b in found] == [
        ("一、基础", 1),
        ("（一）场地", 2),
        ("二、目标", 1),
        ("无号", 1),
    ]


def test_a_list_may_be_defined_by_a_style_of_lists() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="公文"/></w:abstractNum>'
    real = abstract(0, '<w:styleLink w:val="公文"/>', level(0, "decimal", "%1）"))
    assert read(item("甲"), real, linked, num(1, 1)) == ["1）甲"]


def test_serial_numbers_of_a_roster_are_read_though_their_cells_are_empty() -> None:
    row = tc(item("").replace(t(""), "")) + tc(p(t("甲公司")))
    assert read(tbl(row, row), abstract(0, level(0, "decimal", "%1")), num(1, 0)) == [
        "1",
        "甲公司",
        "2",
        "甲公司",
    ]


def test_a_deleted_paragraph_takes_no_number() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = p(
        '<w:del w:id="2" w:author="a"><w:r><w:delText>乙</w:delText></w:r></w:del>', numbered + mark
    )
    body = item("甲") + gone + item("丙")
    assert read(body, abstract(0, level(0, "decimal", "%1.")), num(1, 0)) == ["1.甲", "2.丙"]


def test_bullets_are_no_boxes_that_somebody_ticked() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    levels = abstract(
        0,
        level(0, "bullet", "\uf06c", suffix="space").replace("</w:lvl>", font + "</w:lvl>"),
        level(1, "bullet", "\uf06e", suffix="space").replace("</w:lvl>", font + "</w:lvl>"),
    )
    assert read(item("甲") + item("乙", 1), levels, num(1, 0)) == ["• 甲", "▪ 乙"]


def test_text_boxes_and_headers_count_for_themselves() -> None:
    box = f"<v:textbox><w:txbxContent>{item('框')}</w:txbxContent></v:textbox>"
    body = item("甲") + p(f"<w:r><w:pict>{box}</w:pict></w:r>") + item("乙")
    header = f"<w:hdr {W}>{item('眉')}</w:hdr>"
    data = bare(
        body, numbering=numbering(abstract(0, level(0, "decimal", "%1.")), num(1, 0)), header=header
    )
    assert [b.text for b in read_bytes(data, "a.docx").blocks] == ["1.甲", "1.框", "2.乙", "1.眉"]


def test_numbers_that_no_list_defines_are_left_out() -> None:
    definitions = (abstract(0, level(0, "decimal", "%1.")), num(1, 0))
    assert read(item("甲", of=9) + item("乙", 8), *definitions) == ["甲", "乙"]
