"""Web pages and XML of Excel 2003 that come under the name of a workbook."""

from __future__ import annotations

import pytest

from extractors.model import Block, Document, Layer
from extractors.readers import read_bytes

PAGE = """<html><head><meta charset="gb2312"><style>td{}</style><script>x="藏"</script></head><body>
<h1>统计表</h1><p>单位：<b>千元</b></p><table border=1>
<tr><th rowspan=2>名称</th><th colspan=2>2022年</th></tr><tr><td>收入</td><td>人数</td></tr>
<tr><td>甲<br>公司</td><td>12</td><td style="display:none">5</td></tr></table>尾注
<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table></body></html>"""

BOOK = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles><Style ss:ID="p">
 <NumberFormat ss:Format="0.0%"/></Style></Styles>
<Worksheet ss:Name="表"><Table><Column/><Column ss:Hidden="1"/>
 <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell>
  <Cell><Data ss:Type="String">第三列</Data></Cell></Row>
 <Row ss:Index="4"><Cell ss:StyleID="p"><Data ss:Type="Number">0.355</Data>
  <Comment><Data>批注</Data></Comment></Cell>
  <Cell><Data ss:Type="DateTime">2022-03-01T00:00:00.000</Data></Cell>
  <Cell ss:Formula="=1"/><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="Number">5.0</Data></Cell></Row></Table>
 <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


def seen(document: Document) -> list[tuple[str, str]]:
    return [(str(b.anchor), b.text) for b in document.blocks if b.layer is Layer.BODY]


def hidden(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.layer is Layer.HIDDEN]


def test_tables_of_a_web_page_are_read_under_the_name_of_a_workbook() -> None:
    document = read_bytes(PAGE.encode("gb18030"), "报表.xls")
    assert seen(document) == [
        ("第1段", "统计表"),
        ("第2段", "单位：千元"),
        ("表1第1行第1列", "名称"),
        ("表1第1行第2列", "2022年"),
        ("表1第2行第2列", "收入"),
        ("表1第2行第3列", "人数"),
        ("表1第3行第1列", "甲\n公司"),
        ("表1第3行第2列", "12"),
        ("第3段", "尾注"),
        ("表2第1行第1列", "外"),
        ("表3第1行第1列", "内"),
    ]
    assert [block.text for block in hidden(document)] == ["5"]
    assert [p.code for p in document.problems] == ["wrong_extension", "hidden_content"]


def test_nothing_of_a_page_is_fetched_and_what_would_be_is_named() -> None:
    page = '<html><body><p>正文</p><img src="http://example.com/a.png"></body></html>'
    assert [p.code for p in read_bytes(page.encode(), "a.html").problems] == ["external_content"]


def test_cells_that_claim_a_million_columns_cost_little() -> None:
    cells = '<td rowspan="99999999" colspan="1000000">宽</td>' * 50
    page = f"<html><body><table><tr>{cells}</tr></table></body></html>"
    document = read_bytes(page.encode(), "a.html")
    assert len(document.blocks) == 50


def test_xml_of_excel_2003_is_a_workbook() -> None:
    document = read_bytes(BOOK.encode(), "报表.xls")
    assert seen(document) == [
        ("工作表「表」A1", "标题"),
        ("工作表「表」C1", "第三列"),
        ("工作表「表」A4", "35.5%"),
    ]
    assert [block.text for block in hidden(document)] == ["2022-03-01", "5"]
    assert [b.text for b in document.blocks if b.layer is Layer.NOTE] == ["批注"]
    assert [(p.code, p.place) for p in document.problems] == [
        ("wrong_extension", ""),
        ("hidden_content", "表"),
        ("formula_without_value", "工作表「表」C4"),
        ("error_value", "工作表「表」D4"),
        ("hidden_content", "藏"),
    ]


@pytest.mark.parametrize(("tables", "codes"), [(40, []), (120, ["limit_size"])])
def test_tables_nested_beyond_what_the_parser_follows_are_said(
    tables: int, codes: list[str]
) -> None:
    nested = "<html><body><p>前文</p>" + "<table><tr><td>" * tables + "总面积820平方米"
    document = read_bytes(nested.encode(), "表.html")

    assert [problem.code for problem in document.problems] == codes
    assert any("820" in block.text for block in document.blocks) == (not codes)
