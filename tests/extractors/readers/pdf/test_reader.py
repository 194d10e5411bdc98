"""PDF files: paragraphs, ruled and unruled tables, columns, margins, forms, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Document, Layer
from extractors.readers import Equipment, read_bytes

FONT = "STSong-Light"
PROSE = (
    "本空间位于科技园区核心地段，交通便利，周边高校林立，创业氛围浓厚。全年共举办活动23场，"
    "入驻企业15家，带动就业171人，累计获得知识产权46项，形成了较为完善的服务体系，"
    "得到了入驻团队的广泛好评，社会各界也给予了充分肯定。"
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
HEAD = ["序号", "名称", "性质", "主营产品", "入驻时间", "人数"]
WIDTHS = [36, 110, 40, 90, 80, 40]


def roster(count: int) -> list[list[str]]:
    names = ["星河智能科技有限公司", "远山农业科技发展有限责任公司", "“青苗”团队"]
    return [
        [
            str(n),
            names[n % 3],
            "团队" if n % 3 == 2 else "企业",
            "数据标注",
            f"2022年{n % 12 + 1}月",
            str(n + 2),
        ]
        for n in range(1, count + 1)
    ]


def pdf(data: bytes) -> Document:
    return read_bytes(data, "材料.pdf")


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in document.problems]


def lines(
    canvas: Canvas, x: float, top: float, texts: list[str], size: float = 12, step: float = 20
) -> None:
    canvas.setFont(FONT, size)
    for number, text in enumerate(texts):
        canvas.drawString(x, 841.9 - top - number * step, text)


def test_wrapped_lines_make_one_paragraph_with_a_line_each(
    flow_pdf: Any, paragraphs_of: Any, holds: Any
) -> None:
    document = pdf(flow_pdf(PROSE, PROSE))
    assert paragraphs_of(document) == [PROSE, PROSE]
    assert len(document.blocks[0].lines) == document.blocks[0].text.count("\n") + 1 > 2
    assert holds(document)


def test_a_quote_across_a_line_break_gets_the_box_of_its_lines(flow_pdf: Any) -> None:
    block = pdf(flow_pdf(PROSE)).blocks[0]
    first, second = block.lines[:2]
    document = pdf(flow_pdf(PROSE))
    evidence = document.quote(0, first.end - 2, second.start + 2)
    assert evidence.anchor.bbox == (
        min(first.bbox[0], second.bbox[0]),
        first.bbox[1],
        max(first.bbox[2], second.bbox[2]),
        second.bbox[3],
    )


def test_a_paragraph_goes_on_over_a_page_break(flow_pdf: Any, paragraphs_of: Any) -> None:
    document = pdf(flow_pdf(*[PROSE] * 14))
    assert len(document.pages) == 2
    assert paragraphs_of(document) == [PROSE] * 14
    over = [b for b in document.blocks if {line.page for line in b.lines} == {1, 2}]
    assert len(over) == 1
    last = document.quote(document.blocks.index(over[0]), over[0].lines[-1].start)
    assert last.anchor.page == 2


def test_a_short_last_line_ends_a_paragraph_without_a_full_stop(
    flow_pdf: Any, paragraphs_of: Any
) -> None:
    assert paragraphs_of(pdf(flow_pdf(PROSE, "一、建设必要性", PROSE)))[1] == "一、建设必要性"


def test_heads_feet_and_page_numbers_are_set_apart(canvas_pdf: Any, paragraphs_of: Any) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            lines(canvas, 200, 40, ["某某众创空间运营方案"], size=9)
            lines(
                canvas,
                80,
                120,
                [f"第{number}部分的正文，各页都不相同，说明{'甲乙丙'[number - 1]}事。"],
            )
            lines(canvas, 280, 800, [f"第 {number} 页"], size=9)

        return draw

    document = pdf(canvas_pdf(page(1), page(2), page(3)))
    assert len(paragraphs_of(document)) == 3
    assert paragraphs_of(document, Layer.HEADER_FOOTER)[:2] == ["某某众创空间运营方案", "第 1 页"]


def test_ruled_cells_carry_spans_and_blanks_and_wrapped_lines(flow_pdf: Any, holds: Any) -> None:
    rows = [
        ["空间名称", "拾光众创空间", "", ""],
        ["联系人", "电话", "0877-2023456", "备注"],
        ["", "手机", "13800000000", ""],
        ["地址", "云南省玉溪市红塔区聂耳路218号3栋1层至3层整体", "", ""],
    ]
    style = [*GRID, ("SPAN", (1, 0), (3, 0)), ("SPAN", (0, 1), (0, 2)), ("SPAN", (1, 3), (3, 3))]
    document = pdf(flow_pdf((rows, [80, 60, 100, 60], style)))
    found = {
        (b.anchor.row, b.anchor.column): (b.text, b.anchor.row_span, b.anchor.column_span)
        for b in document.blocks
    }
    assert found[1, 2] == ("拾光众创空间", 1, 3)
    assert found[2, 1] == ("联系人", 2, 1)
    assert found[3, 2] == ("手机", 1, 1)
    assert found[3, 4] == ("", 1, 1)
    assert found[4, 2][0].replace("\n", "") == rows[3][1]
    assert (3, 1) not in found
    assert holds(document)


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_table_over_pages_keeps_its_number_and_counts_its_rows_on(
    flow_pdf: Any, rows_of: Any, repeat: int
) -> None:
    data = [HEAD, *roster(60)]
    document = pdf(flow_pdf((data, WIDTHS, GRID), repeatRows=repeat))
    assert len(document.pages) > 1
    again = [b for b in document.blocks if b.layer is Layer.HEADER_FOOTER]
    assert {b.anchor.table for b in document.blocks if b not in again} == {1}
    assert rows_of(document) == data
    assert [b.text for b in again] == HEAD * (len(document.pages) - 1 if repeat else 0)


def test_a_row_that_a_page_break_cuts_is_one_row(canvas_pdf: Any, rows_of: Any) -> None:
    def box(canvas: Canvas, top: float, bottom: float) -> None:
        for x0, x1 in ((80, 120), (120, 240), (240, 400)):
            canvas.rect(x0, 841.9 - bottom, x1 - x0, bottom - top)

    def first(canvas: Canvas) -> None:
        box(canvas, 700, 730)
        lines(canvas, 84, 720, ["1"])
        lines(canvas, 124, 720, ["甲公司"])
        lines(canvas, 244, 720, ["数据"])
        box(canvas, 730, 760)
        lines(canvas, 84, 750, ["2"])
        lines(canvas, 124, 750, ["乙农业科技有"])
        lines(canvas, 244, 750, ["无人机测绘"])

    def second(canvas: Canvas) -> None:
        box(canvas, 100, 130)
        lines(canvas, 124, 120, ["限公司"])
        box(canvas, 130, 160)
        lines(canvas, 84, 150, ["3"])
        lines(canvas, 124, 150, ["丙公司"])
        lines(canvas, 244, 150, ["短视频"])

    document = pdf(canvas_pdf(first, second))
    assert rows_of(document) == [
        ["1", "甲公司", "数据"],
        ["2", "乙农业科技有限公司", "无人机测绘"],
        ["3", "丙公司", "短视频"],
    ]


RULES: dict[str, list[Any]] = {
    "none": [],
    "three": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
    ],
    "rows": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "stripes": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.whitesmoke, colors.lightgrey])],
}


@pytest.mark.parametrize("align", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("rules", RULES)
def test_columns_without_upright_rules_are_a_table(
    flow_pdf: Any, rows_of: Any, paragraphs_of: Any, rules: str, align: str
) -> None:
    """Wrapped cells stand below their row's first line or around its middle."""
    data = [HEAD, *roster(9)]
    style = [*RULES[rules], ("VALIGN", (0, 0), (-1, -1), align)]
    document = pdf(flow_pdf(PROSE, (data, WIDTHS, style), PROSE))
    assert rows_of(document) == data
    assert paragraphs_of(document) == [PROSE, PROSE]


def test_a_table_without_rules_goes_on_over_pages(flow_pdf: Any, rows_of: Any) -> None:
    data = [HEAD, *roster(50)]
    document = pdf(flow_pdf((data, WIDTHS, [("VALIGN", (0, 0), (-1, -1), "MIDDLE")])))
    assert len(document.pages) > 1
    assert rows_of(document) == data


def test_a_form_of_labels_and_values_keeps_its_blank_values(flow_pdf: Any, rows_of: Any) -> None:
    data = [
        ["空间名称", "拾光众创空间"],
        ["使用面积", "1268平方米"],
        ["种子基金", ""],
        ["单位性质", "■企业 □事业 □其他"],
        ["注册地址", "云南省玉溪市红塔区聂耳路218号3栋1层至3层整体（原厂房）及附属用房"],
        ["创业导师", "11人"],
    ]
    document = pdf(flow_pdf("一、基本情况", (data, [120, 260], []), PROSE))
    assert rows_of(document) == [[a, "".join(b.split())] for a, b in data]


def test_a_centred_heading_and_left_values_are_one_column(canvas_pdf: Any, rows_of: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 10)
        for top, row in zip(
            (100, 120, 140, 160),
            (("指标", "数值"), ("入驻企业", "15"), ("活动", "23"), ("导师", "9")),
            strict=True,
        ):
            for text, x, middle in zip(row, (80, 240), (140, 300), strict=True):
                if top == 100:
                    canvas.drawCentredString(middle, 841.9 - top, text)
                else:
                    canvas.drawString(x, 841.9 - top, text)

    assert rows_of(pdf(canvas_pdf(draw))) == [
        ["指标", "数值"],
        ["入驻企业", "15"],
        ["活动", "23"],
        ["导师", "9"],
    ]


def test_two_columns_of_prose_are_read_one_after_the_other(
    canvas_pdf: Any, paragraphs_of: Any
) -> None:
    """Prose in columns is no table, and a paragraph goes on in the next column."""
    text = (
        PROSE.replace("171", "一百余").replace("23", "多").replace("46", "多").replace("15", "十")
        * 3
    )[:240]
    parts = [text[i : i + 16] for i in range(0, len(text), 16)]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 18)
        canvas.drawCentredString(297, 760, "众创空间运营方案总体情况")
        lines(canvas, 80, 120, parts[:8])
        lines(canvas, 310, 120, parts[8:])

    found = paragraphs_of(pdf(canvas_pdf(draw)))
    assert found == ["众创空间运营方案总体情况", text]


def test_a_last_column_of_few_lines_is_still_a_column(canvas_pdf: Any, paragraphs_of: Any) -> None:
    text = ("".join(sign for sign in PROSE if not sign.isdigit()) * 3)[:190]
    parts = [text[i : i + 16] for i in range(0, len(text), 16)]

    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 120, parts[:9])
        lines(canvas, 310, 120, parts[9:])

    assert paragraphs_of(pdf(canvas_pdf(draw))) == [text]


def test_a_numbered_list_is_no_table(canvas_pdf: Any, paragraphs_of: Any) -> None:
    def draw(canvas: Canvas) -> None:
        for number, top in enumerate((100, 120, 140), start=1):
            lines(canvas, 80, top, [f"{number}."])
            lines(canvas, 110, top, ["营业执照复印件"])

    assert len(paragraphs_of(pdf(canvas_pdf(draw)))) == 3


def test_doubled_glyphs_of_fake_bold_are_read_once(canvas_pdf: Any, paragraphs_of: Any) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 100, ["总面积1200平方米"])
        lines(canvas, 80.4, 100, ["总面积1200平方米"])

    assert paragraphs_of(pdf(canvas_pdf(draw))) == ["总面积1200平方米"]


def test_values_of_form_fields_stand_where_the_fields_are(
    canvas_pdf: Any, paragraphs_of: Any
) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 100, ["工位数："])
        canvas.acroForm.textfield(name="seats", value="96", x=130, y=735, width=60, height=16)
        lines(canvas, 80, 130, ["独立法人"])
        canvas.acroForm.checkbox(name="legal", checked=True, x=140, y=708, size=14)

    text = "".join(paragraphs_of(pdf(canvas_pdf(draw))))
    assert "96" in text
    assert "独立法人" in text
    assert "☑" in text


def test_a_turned_page_is_read_as_displayed(canvas_pdf: Any, paragraphs_of: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)  # reportlab swaps the sides of the page for it
        canvas.rotate(90)
        canvas.setFont(FONT, 12)
        canvas.drawString(100, -100, "横向页面的一行")

    document = pdf(canvas_pdf(draw))
    page = document.pages[0]
    assert (round(page.width), round(page.height), page.rotation) == (595, 842, 90)
    assert paragraphs_of(document) == ["横向页面的一行"]


def test_a_slanted_watermark_is_no_part_of_the_text(canvas_pdf: Any, paragraphs_of: Any) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 300, ["总面积1200平方米"])
        canvas.translate(200, 400)
        canvas.rotate(45)
        canvas.drawString(0, 0, "仅供内部使用")

    document = pdf(canvas_pdf(draw))
    assert paragraphs_of(document) == ["总面积1200平方米"]
    assert paragraphs_of(document, Layer.HEADER_FOOTER) == ["仅供内部使用"]


def test_a_scanned_page_is_named_and_the_others_are_read(canvas_pdf: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)

    data = canvas_pdf(lambda c: lines(c, 80, 100, ["正文"]), scan)
    document = read_bytes(data, "材料.pdf", Equipment(recognise=False))
    assert codes(document) == [("no_recogniser", "第2页")]
    assert len(document.pages) == 2
    assert document.blocks[0].text == "正文"


def test_a_locked_file_says_so_and_one_locked_for_changes_is_read(canvas_pdf: Any) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(80, 700, "plain text")

    locked = pdf(canvas_pdf(draw, encrypt=StandardEncryption("secret", "owner")))
    assert codes(locked) == [("encrypted", "")]
    assert (
        pdf(canvas_pdf(draw, encrypt=StandardEncryption("", "owner"))).blocks[0].text
        == "plain text"
    )


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.97])
def test_a_cut_file_is_never_silently_whole(flow_pdf: Any, share: float) -> None:
    whole = flow_pdf(*[PROSE] * 20)
    document = pdf(whole[: int(len(whole) * share)])
    assert {code for code, _ in codes(document)} & {"damaged", "repaired"}


def test_boxes_count_from_the_corner_that_a_viewer_shows(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 550, 800))
        lines(canvas, 80, 100, ["正文"])
        lines(canvas, 80, 20, ["裁掉的文字"])

    document = pdf(canvas_pdf(draw))
    assert (document.pages[0].width, document.pages[0].height) == (500, 700)
    assert document.blocks[0].anchor.bbox is not None
    assert round(document.blocks[0].anchor.bbox[0]) == 30
    assert [b.text for b in document.blocks if b.layer is Layer.HIDDEN] == ["裁掉的文字"]


def test_too_many_pages_are_refused_before_any_is_read(canvas_pdf: Any) -> None:
    assert codes(pdf(canvas_pdf(*[lambda c: None] * 501))) == [("limit_size", "")]


def test_white_type_is_hidden_but_for_white_on_colour(canvas_pdf: Any, paragraphs_of: Any) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 100, ["总面积480平方米"])
        canvas.setFillColor(colors.white)
        lines(canvas, 80, 130, ["总面积1200平方米"])
        canvas.setFillColor(colors.darkblue)
        canvas.rect(70, 841.9 - 168, 200, 22, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        lines(canvas, 80, 160, ["蓝底白字的标题"])

    document = pdf(canvas_pdf(draw))
    assert paragraphs_of(document) == ["总面积480平方米", "蓝底白字的标题"]
    assert paragraphs_of(document, Layer.HIDDEN) == ["总面积1200平方米"]
    assert codes(document) == [("hidden_content", "第1页")]


def test_options_to_tick_stay_with_their_label(canvas_pdf: Any, paragraphs_of: Any) -> None:
    """Boxes that happen to stand under each other are no columns."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 100, ["独立法人：□是", "线上平台：□有"])
        lines(canvas, 190, 100, ["■否", "■无"])

    assert paragraphs_of(pdf(canvas_pdf(draw))) == ["独立法人：□是 ■否", "线上平台：□有 ■无"]


def test_a_page_full_of_rules_is_read_without_its_tables(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 100, ["正文"])
        for number in range(6_001):
            canvas.line(10 + number % 500, 10, 10 + number % 500, 20)

    document = pdf(canvas_pdf(draw))
    assert [block.text for block in document.blocks] == ["正文"]
    assert codes(document) == [("unread_part", "第1页")]


def test_lines_that_follow_each_other_evenly_are_told_into_rows(
    canvas_pdf: Any, rows_of: Any
) -> None:
    """Without more white between rows than within cells, the first column starts a row."""

    def draw(canvas: Canvas) -> None:
        lines(canvas, 80, 100, ["序号", "1", "", "2", "3", ""])
        names = ["名称", "远山农业科技", "有限公司", "甲公司", "拾穗农村电商", "有限公司"]
        lines(canvas, 120, 100, names)
        lines(canvas, 220, 100, ["产品", "无人机测绘", "与建模", "数据", "短视频", ""])

    assert rows_of(pdf(canvas_pdf(draw))) == [
        ["序号", "名称", "产品"],
        ["1", "远山农业科技有限公司", "无人机测绘与建模"],
        ["2", "甲公司", "数据"],
        ["3", "拾穗农村电商有限公司", "短视频"],
    ]


@pytest.mark.parametrize(
    ("rotation", "matrix", "size"),
    [
        (90, b"0 1 -1 0 200 100", (842, 595)),
        (180, b"-1 0 0 -1 400 500", (595, 842)),
        (270, b"0 -1 1 0 200 700", (842, 595)),
    ],
)
def test_pages_turned_by_the_viewer_are_read_level(
    raw_pdf: Any, rotation: int, matrix: bytes, size: tuple[int, int]
) -> None:
    content = b"BT /F1 12 Tf " + matrix + b" Tm (one level line) Tj ET"
    document = pdf(raw_pdf(content, page=b"/Rotate %d" % rotation))
    page, block = document.pages[0], document.blocks[0]
    assert block.text == "one level line"
    assert (round(page.width), round(page.height), page.rotation) == (*size, rotation)
    x0, top, x1, bottom = block.anchor.bbox or (0, 0, 0, 0)
    assert 0 < x0 < x1 < page.width
    assert bottom - top < x1 - x0


def test_a_page_whose_paper_does_not_begin_at_zero_counts_from_its_corner(raw_pdf: Any) -> None:
    content = b"BT /F1 12 Tf 1080 2700 Td (here) Tj ET"
    document = pdf(raw_pdf(content, box=b"[1000 2000 1595 2842]"))
    assert document.blocks[0].anchor.bbox == pytest.approx((80, 131.8, 104.0, 143.8), abs=0.5)


def test_a_thousand_pages_say_so_before_any_is_read(raw_pdf: Any) -> None:
    data = raw_pdf(b"").replace(b"/Count 1 ", b"/Count 999999 ")
    assert codes(pdf(data)) in ([("limit_size", "")], [("repaired", ""), ("no_text", "")])


def test_a_page_lying_on_its_side_is_not_passed_over(canvas_pdf: Any) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.setFont(FONT, 12)
        canvas.drawString(100, -100, "整页文字都是横过来的，查看时要把头转过去，共有二十多个字")

    document = pdf(canvas_pdf(draw))
    assert codes(document) == [("unread_part", "第1页 转向的文字（未作为正文）")]
    assert [block.layer for block in document.blocks] == [Layer.HEADER_FOOTER]
