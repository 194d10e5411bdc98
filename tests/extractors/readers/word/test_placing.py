"""Blocks of a Word file find their page and box on the pages that LibreOffice prints."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.errors import FileError, LimitReached, Unsupported
from extractors.model import Anchor, AnchorKind, Block, Box, Document, Layer, Page
from extractors.readers import Equipment, read_bytes
from extractors.readers.legacy.libreoffice import program
from extractors.readers.word import reader
from extractors.readers.word.placing import placed
from extractors.readers.word.rendered import Rendered, folded
from tests.extractors.readers.word.made import packed

needs_libreoffice = pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")


@pytest.mark.parametrize(
    ("error", "codes"),
    [
        (Unsupported("方案.docx", "no_converter"), []),  # nothing is installed that renders
        (LimitReached("方案.docx", "limit_time"), ["not_placed"]),
    ],
)
def test_a_file_that_could_not_be_rendered_keeps_its_text_and_says_so(
    monkeypatch: pytest.MonkeyPatch, error: FileError, codes: list[str]
) -> None:
    def fail(*given: object) -> bytes:
        raise error

    monkeypatch.setattr(reader, "converted", fail)
    document = read_bytes(packed(numbered_plan()), "方案.docx", Equipment(place=True))

    assert [problem.code for problem in document.problems] == codes
    assert document.blocks and not document.pages


def printed(*pages: list[tuple[float, float, str]]) -> Rendered:
    """Pages of text pieces, each at its left and top, ten points a sign."""
    signs, on, boxes = "", [], []
    for number, pieces in enumerate(pages, start=1):
        for left, top, text in pieces:
            for index, sign in enumerate(s for s in text if folded(s)):
                signs += folded(sign)
                on.append(number)
                x = left + 10 * index
                boxes.append((x, top, x + 10, top + 12))
    sizes = tuple(Page(number + 1, 600, 800) for number in range(len(pages)))
    return Rendered(sizes, signs, on, boxes)


def block(text: str, layer: Layer = Layer.BODY, column: int | None = None) -> Block:
    if column is None:
        return Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=1), layer)
    return Block(text, Anchor(AnchorKind.TABLE_CELL, table=1, row=1, column=column), layer)


def boxes(blocks: tuple[Block, ...]) -> list[tuple[int | None, Box | None]]:
    return [(b.anchor.page, b.anchor.bbox) for b in blocks]


def test_a_paragraph_has_a_line_for_each_printed_line() -> None:
    page = printed([(100, 100, "总面积820"), (100, 120, "平方米。")])
    (found,) = placed([block("总面积 820平方米。")], page, (72, 72))
    assert [(line.start, line.end, line.bbox) for line in found.lines] == [
        (0, 7, (100, 100, 160, 112)),
        (7, 11, (100, 120, 140, 132)),
    ]
    assert found.anchor.bbox == (100, 100, 160, 132)


def test_a_quote_is_narrowed_to_its_line_and_says_page_and_paragraph() -> None:
    page = printed([(100, 100, "甲乙")], [(100, 100, "丙丁")])
    blocks = placed([block("甲乙丙丁")], page, (72, 72))
    evidence = Document("a.docx", "", "docx", blocks).quote(0, 2, 4)
    assert (str(evidence.anchor), evidence.anchor.bbox) == ("第2页第1段", (100, 100, 120, 112))


def test_of_cells_that_say_the_same_each_finds_its_own() -> None:
    texts = ["甲", "无", "乙", "无", "丙", "无"]
    page = printed([(100 * i, 100, text) for i, text in enumerate(texts)])
    found = placed([block(text, column=i) for i, text in enumerate(texts)], page, (72, 72))
    assert [b.anchor.bbox and b.anchor.bbox[0] for b in found] == [0, 100, 200, 300, 400, 500]
    assert str(found[1].anchor) == "第1页表1第1行第1列"


def test_a_running_head_that_repeats_the_title_is_not_taken_for_it() -> None:
    page = printed(
        [(100, 40, "云江潮众创空间"), (100, 100, "云江潮众创空间"), (100, 760, "-1-")],
        [(100, 40, "云江潮众创空间"), (100, 100, "正文"), (100, 760, "-12-")],
    )
    head, foot = Layer.HEADER_FOOTER, Layer.HEADER_FOOTER
    blocks = [
        block("云江潮众创空间"),
        block("正文"),
        block("云江潮众创空间", head),
        block("-1-", foot),
    ]
    found = boxes(placed(blocks, page, (72, 72)))
    assert [box and box[1] for _, box in found] == [100, 100, 40, 760]
    assert [page for page, _ in found] == [1, 2, 1, 1]


def test_cells_cut_by_a_pages_end_go_on_in_their_column() -> None:
    page = printed(
        [(100, 700, "阿帕的"), (200, 700, "馕盒包装设计")],
        [(100, 100, "馕创意组")],
    )
    found = placed(
        [block("阿帕的馕创意组", column=1), block("馕盒包装设计", column=2)], page, (72, 72)
    )
    assert [[(line.page, line.bbox[0]) for line in b.lines] for b in found] == [
        [(1, 100), (2, 100)],
        [(1, 200)],
    ]


def test_a_text_box_is_found_where_it_is_drawn() -> None:
    body = "众创空间由公司独立运营独立建账财务单独核算"
    page = printed([(100, 100, body), (300, 300, "讲个故事")])
    found = boxes(placed([block("讲个故事"), block(body)], page, (72, 72)))
    assert [box and box[:2] for _, box in found] == [(300, 300), (100, 100)]


def test_what_is_not_printed_stays_without_a_place() -> None:
    page = printed([(100, 100, "正文一段")])
    blocks = [block("正文一段"), block("批注", Layer.NOTE), block("正文", Layer.HIDDEN), block("")]
    found = placed(blocks, page, (72, 72))
    assert [bool(b.lines) for b in found] == [True, False, False, False]
    assert found[1] == blocks[1]


def test_of_two_places_that_may_be_meant_none_is_guessed() -> None:
    page = printed([(100, 100, "正文一段"), (100, 200, "图一"), (100, 300, "图一")])
    found = placed([block("正文一段"), block("图一", Layer.NOTE)], page, (72, 72))
    assert not found[1].lines


def numbered_plan() -> docx.document.Document:
    """A title that the head repeats, automatic numbers, a roster over two pages."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "青禾里众创空间"
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    document.add_paragraph("青禾里众创空间")
    for heading in ("基础条件", "入驻名单"):
        paragraph = document.add_paragraph(heading)
        own = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(own))
        document.add_paragraph("空间由公司独立运营，财务单独核算。" * 6)
    table = document.add_table(rows=60, cols=4)
    table.style = "Table Grid"
    for number, row in enumerate(table.rows):
        for cell, text in zip(row.cells, (f"{number}", "无", "是", "企业"), strict=True):
            cell.text = text
    return document


@needs_libreoffice
def test_every_block_of_a_plan_is_found_on_the_printed_pages() -> None:
    document = read_bytes(packed(numbered_plan()), "方案.docx", Equipment(place=True))
    assert len(document.pages) >= 2
    assert all(b.lines for b in document.blocks if b.text)
    title, first, *_ = document.blocks
    assert first.text == "一、基础条件"
    assert title.anchor.page == first.anchor.page == 1
    heads = [b for b in document.blocks if b.layer is Layer.HEADER_FOOTER]
    assert heads[0].lines[0].bbox[3] <= title.lines[0].bbox[1]
    cells = [b for b in document.blocks if b.anchor.table]
    for row in range(60):  # the four cells of a row stand side by side, rows one below another
        four = cells[4 * row : 4 * row + 4]
        assert len({b.anchor.page for b in four}) == 1
        lefts = [b.lines[0].bbox[0] for b in four]
        assert lefts == sorted(lefts)
        assert max(b.lines[0].bbox[1] for b in four) - min(b.lines[0].bbox[1] for b in four) < 8
    places = [(b.anchor.page or 0, b.lines[0].bbox[1]) for b in cells[1::4]]
    assert places == sorted(places)
    assert len(set(places)) == 60


def test_without_being_asked_nothing_is_rendered() -> None:
    document = read_bytes(packed(numbered_plan()), "方案.docx")
    assert document.pages == ()
    assert not any(b.lines for b in document.blocks)
