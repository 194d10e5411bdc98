"""What a workbook package says beside its values."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from PIL import Image

from extractors.model import Document, Layer
from extractors.readers import read_bytes

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RawBook = Callable[..., bytes]


def texts(document: Document, layer: Layer = Layer.BODY) -> dict[str | None, str]:
    return {b.anchor.cell: b.text for b in document.blocks if b.layer is layer}


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in document.problems]


def cell(name: str, value: object, more: str = "") -> str:
    return f'<c r="{name}"{more}><v>{value}</v></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def test_formats_reach_the_text(raw_book: RawBook) -> None:
    data = raw_book(
        row(1, cell("A1", 0.35, ' s="1"'), cell("B1", 44562, ' s="2"'), cell("C1", 7, ' s="3"')),
        formats=("0%", 'yyyy"年"', ";;;"),
    )
    document = read_bytes(data, "表.xlsx")
    assert texts(document) == {"A1": "35%", "B1": "2022年"}
    assert texts(document, Layer.HIDDEN) == {"C1": "7"}


@pytest.mark.parametrize(("book", "first"), [("", "1900-01-01"), ("1", "1904-01-02")])
def test_dates_of_both_epochs(raw_book: RawBook, book: str, first: str) -> None:
    """Day 60 of the first calendar is a day that never was."""
    data = raw_book(
        row(1, cell("A1", 1, ' s="1"'), cell("B1", 61, ' s="1"'), cell("C1", 1.5, ' s="2"')),
        formats=("yyyy-mm-dd", "[h]:mm"),
        book=f'<workbookPr date1904="{book}"/>' if book else "",
    )
    found = texts(read_bytes(data, "表.xlsx"))
    assert found == {"A1": first, "B1": "1904-03-02" if book else "1900-03-01", "C1": "36:00"}


def test_rows_and_columns_drawn_to_nothing_are_hidden(raw_book: RawBook) -> None:
    sheet = (
        f'<worksheet {MAIN}><cols><col min="2" max="2" width="0" customWidth="1"/></cols>'
        f"<sheetData>{row(1, cell('A1', 1), cell('B1', 2))}"
        + row(2, cell("A2", 3), more=' ht="0" customHeight="1"')
        + row(3, cell("A3", 4), more=' ht="0.75"')
        + "</sheetData></worksheet>"
    )
    document = read_bytes(raw_book(sheet=sheet), "表.xlsx")
    assert texts(document) == {"A1": "1", "A3": "4"}
    assert texts(document, Layer.HIDDEN) == {"B1": "2", "A2": "3"}


def test_a_value_under_a_merged_range_is_hidden(raw_book: RawBook) -> None:
    sheet = (
        f"<worksheet {MAIN}><sheetData>{row(1, cell('A1', 1), cell('B1', 2))}"
        f"{row(2, cell('A2', 3))}</sheetData>"
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    )
    document = read_bytes(raw_book(sheet=sheet), "表.xlsx")
    assert texts(document) == {"A1": "1", "A2": "3"}
    assert texts(document, Layer.HIDDEN) == {"B1": "2"}
    assert document.blocks[0].anchor.column_span == 2


def test_long_numbers_are_flagged_where_digits_are_lost(raw_book: RawBook) -> None:
    data = raw_book(
        row(1, cell("A1", "5.3040219900101123E+17"), cell("B1", "530402199001011234"))
        + row(
            2, cell("A2", "530402199001011000"), '<c r="B2" t="str"><v>530402199001011000</v></c>'
        )
    )
    document = read_bytes(data, "表.xlsx")
    assert codes(document) == [("identifier_rounded", "工作表「表」A1:A2")]
    assert texts(document)["B1"] == "530402199001011234"


def test_zero_in_a_book_that_asks_to_be_calculated_is_no_result() -> None:
    """xlsxwriter stores 0 for every formula and leaves the rest to the office program."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("表")
        sheet.write_formula("A1", "=1+1")
        sheet.write_formula("A2", "=1+1", value=2)
    document = read_bytes(buffer.getvalue(), "表.xlsx")
    assert codes(document) == [("formula_without_value", "工作表「表」A1")]


UNUSUAL = {
    "prefixed": f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:sheetData>"
    '<x:row r="2" hidden="1"><x:c r="A2"><x:v>1</x:v></x:c></x:row>'
    '<x:row r="3"><x:c r="B3"><x:f>1+1</x:f></x:c></x:row></x:sheetData></x:worksheet>',
    "unnamed": f'<worksheet {MAIN}><sheetData><row/><row hidden="1"><c><v>1</v></c></row>'
    "<row><c/><c><f>1+1</f></c></row></sheetData></worksheet>",
    "single quotes": f"<worksheet {MAIN}><sheetData><row r='2' hidden='1'><c r='A2'><v>1</v></c>"
    "</row><row r='3'><c r='B3'><f>1+1</f></c></row></sheetData></worksheet>",
    "comments": f'<worksheet {MAIN}><sheetData><row r="2" hidden="1"><c r="A2"><v><!-- 9 -->1'
    '</v></c></row><row r="3"><c r="B3"><f>1+1</f><!-- <v>4</v> --></c></row></sheetData>'
    "</worksheet>",
    "CDATA": f'<worksheet {MAIN}><sheetData><row r="2" hidden="1"><c r="A2" t="str"><v>'
    '<![CDATA[1]]></v></c></row><row r="3"><c r="B3"><f>1+1</f></c></row></sheetData></worksheet>',
    "strict": '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>'
    '<row r="2" hidden="true"><c r="A2"><v>1</v></c></row><row r="3"><c r="B3"><f>1+1</f></c>'
    "</row></sheetData></worksheet>",
}


@pytest.mark.parametrize("sheet", UNUSUAL.values(), ids=UNUSUAL)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_spelling_of_the_xml_says_the_same(
    raw_book: RawBook, sheet: str, encoding: str
) -> None:
    declared = '<?xml version="1.0" encoding="UTF-16"?>' if encoding == "utf-16" else ""
    document = read_bytes(raw_book(sheet=declared + sheet, encoding=encoding), "表.xlsx")
    assert texts(document, Layer.HIDDEN) == {"A2": "1"}
    assert codes(document) == [
        ("hidden_content", "表"),
        ("formula_without_value", "工作表「表」B3"),
    ]


def test_phonetic_readings_are_no_text(raw_book: RawBook) -> None:
    shared = (
        '<si><r><t>富</t></r><r><t xml:space="preserve"> 文</t></r>'
        '<rPh sb="0" eb="1"><t>フ</t></rPh></si>'
    )
    document = read_bytes(raw_book(row(1, cell("A1", 0, ' t="s"')), texts=shared), "表.xlsx")
    assert texts(document) == {"A1": "富 文"}


def test_comments_stand_at_their_cells(raw_book: RawBook) -> None:
    notes = (
        f"<comments {MAIN}><authors><author>官员</author><author>tc={{1}}</author></authors>"
        '<commentList><comment ref="B7" authorId="0"><text><r><t>请</t></r>'
        "<r><t>核对</t></r></text>"
        '</comment><comment ref="C1" authorId="1"><text><t>[Threaded comment]</t></text></comment>'
        "</commentList></comments>"
    )
    thread = '<T xmlns="t"><threadedComment ref="C1"><text>新批注</text></threadedComment></T>'
    more = {
        "xl/comments1.xml": notes,
        "xl/threadedComments/t1.xml": thread,
    }
    linked = (
        ("comments", "../comments1.xml"),
        ("threadedComment", "../threadedComments/t1.xml"),
    )
    data = raw_book(row(1, cell("A1", 1)), more=more, linked=linked)
    document = read_bytes(data, "表.xlsx")
    assert texts(document, Layer.NOTE) == {"B7": "请核对", "C1": "新批注"}
    assert document.problems == ()


def test_text_boxes_and_charts_are_read_and_pictures_named() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["年", 3])
        sheet.insert_textbox("C5", "工位数：36个")
        sheet.insert_image("E9", "x.png", {"image_data": picture})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$B$1:$B$1"})
        chart.set_title({"name": "收入情况"})
        sheet.insert_chart("G2", chart)
        sheet.set_header('&L&"宋体,常规"&12附件2&R第&P页')
    document = read_bytes(buffer.getvalue(), "表.xlsx")
    assert texts(document) == {"A1": "年", "B1": "3", "C5": "工位数：36个", "G2": "收入情况"}
    assert str(next(b for b in document.blocks if "工位" in b.text).anchor) == "工作表「表」C5"
    heads = [b.text for b in document.blocks if b.layer is Layer.HEADER_FOOTER]
    assert heads == ["附件2", "第&P页"]
    assert codes(document) == [("unread_part", "工作表「表」E9 图片")]


def test_a_picture_in_a_cell_of_wps_is_named(raw_book: RawBook) -> None:
    picture = '<c r="B2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    document = read_bytes(raw_book(row(2, cell("A2", 1), picture)), "表.xlsx")
    assert texts(document) == {"A2": "1"}
    assert codes(document) == [("unread_part", "工作表「表」B2 图片")]


def test_what_nothing_reads_is_named(raw_book: RawBook) -> None:
    more = {"xl/pivotCache/records1.xml": "<a/>", "xl/worksheets/lost.xml": "<a/>", "x.dat": ""}
    document = read_bytes(raw_book(row(1, cell("A1", 1)), more=more), "表.xlsx")
    assert codes(document) == [
        ("unread_part", "数据透视表缓存"),
        ("unread_part", "文件内部 xl/worksheets/lost.xml"),
        ("unread_part", "文件内部 x.dat"),
    ]


def test_a_hundred_thousand_merges_and_a_merged_whole_sheet_cost_little(raw_book: RawBook) -> None:
    many = "".join(f'<mergeCell ref="A{n}:C{n}"/>' for n in range(2, 100_002))
    sheet = (
        f"<worksheet {MAIN}><sheetData>{row(1, cell('A1', 1))}</sheetData>"
        f'<mergeCells>{many}<mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    document = read_bytes(raw_book(sheet=sheet), "表.xlsx")
    assert texts(document) == {"A1": "1"}
    assert document.blocks[0].anchor.row_span == 1_048_576


def test_one_text_repeated_until_it_fills_the_memory_is_refused(raw_book: RawBook) -> None:
    cells = "".join(row(n, cell(f"A{n}", 0, ' t="s"')) for n in range(1, 2001))
    data = raw_book(cells, texts=f"<si><t>{'重' * 1_000_000}</t></si>")
    assert codes(read_bytes(data, "表.xlsx")) == [("limit_size", "")]


def test_a_damaged_sheet_costs_only_itself() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("好").write("A1", "照读")
        book.add_worksheet("坏").write("A1", "文字")
    data = swap(buffer.getvalue(), "xl/worksheets/sheet2.xml", b"<v>1</v>", b"<v>99</v>")
    document = read_bytes(data, "表.xlsx")
    assert [block.text for block in document.blocks] == ["照读"]
    assert codes(document) == [("damaged", "坏")]


def swap(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(buffer, "w") as out:
        for info in whole.infolist():
            content = whole.read(info)
            out.writestr(info, content.replace(old, new) if info.filename == part else content)
    return buffer.getvalue()
