"""What somebody hands in who means harm: text that browsers, templates and tables might obey."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SCRIPT = "<script>alert(1)</script>"
TEMPLATE = "{{7*7}}"
IMAGE = "\"><img src=x onerror=alert(2)>'"
ATTRIBUTE = "' onmouseover='alert(3)' x='"
BACKWARDS = "\u202etxt.exe\u202c"
FETCH = "<link rel=stylesheet href=//evil.example/a.css><img src=http://evil.example/b.png>"
CLOSE = "</textarea></title></style><svg onload=alert(4)>"
FORMULA = '=HYPERLINK("http://evil.example","看")'
ALL = (SCRIPT, TEMPLATE, IMAGE, ATTRIBUTE, BACKWARDS, FETCH, CLOSE, FORMULA, "javascript:alert(5)")
# Long enough to break a page that is not ready for it, and without a place to break a line.
LONG = "W" * 1_000_000
LONG_LINE = LONG[:50_000]
# A slash cannot stand in a file's name.
NAME = "<img src=x onerror=alert(1)>"
SPACE = f"{SCRIPT}{TEMPLATE}{IMAGE}众创空间"
HEADS = ("序号", "企业名称", "统一社会信用代码", "法定代表人", "入驻时间", "注册时间")


def hand_in(folder: Path) -> None:
    """Write the submission into a new folder."""
    folder.mkdir(parents=True)
    _form(folder / f"{NAME}.docx")
    _book(folder / f"'{TEMPLATE}{BACKWARDS}.xlsx")
    _plan(folder / f'a" onload=alert(6) {TEMPLATE}.pdf')
    (folder / f"{FORMULA[:10]}&amp;%00.csv").write_bytes(_table())


def _form(path: Path) -> None:
    document = Document()
    document.add_heading(f"众创空间备案申请表 {SCRIPT}{TEMPLATE}", 1)
    rows = (
        ("众创空间名称", SPACE),
        ("运营主体名称", f"{IMAGE}{TEMPLATE}有限公司"),
        ("法定代表人", f"{SCRIPT}"),
        ("联系人姓名", f"{ATTRIBUTE}"),
        ("电子邮箱", f"a@b.cn{IMAGE}"),
        ("运营地址", f"{FETCH}{CLOSE} 一号"),
        ("孵化场地总面积", f"1200平方米{SCRIPT}"),
        ("导师人数", f"{TEMPLATE}"),
    )
    table = document.add_table(rows=len(rows), cols=2)
    for row, (name, value) in enumerate(rows):
        table.cell(row, 0).text, table.cell(row, 1).text = name, value
    for text in ALL:
        document.add_paragraph(text)
        document.add_paragraph(f"本空间现有孵化场地面积1500平方米{text}，入驻企业18家。")
    document.add_paragraph(LONG_LINE)
    document.core_properties.title = SCRIPT
    document.save(str(path))


def _book(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "<b>{{7·7}}"
    sheet.append(["入驻企业名单"])
    sheet.append(list(HEADS))
    for row in range(8):
        sheet.append(
            [row + 1, f"{ALL[row]}公司", f"9111{row:014d}", ALL[row - 1], "2021年3月", "2020年1月"]
        )
    for row in sheet.iter_rows():
        for cell in row:
            # As text, the way a formula arrives that was pasted.
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    other = book.create_sheet("长")
    # The most that a cell of Excel holds.
    other.append([LONG[:32_767], "_x0000_NUL_x0001_", TEMPLATE])
    book.save(path)


def _plan(path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle(SCRIPT)
    canvas.setFont("STSong-Light", 11)
    for row, text in enumerate(ALL):
        canvas.drawString(60, 780 - 40 * row, f"众创空间名称：{text}")
        canvas.drawString(60, 765 - 40 * row, f"入驻团队{row + 3}个{TEMPLATE}。")
    canvas.linkURL("javascript:alert(7)", (0, 0, 600, 800))
    canvas.showPage()
    canvas.save()


def _table() -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["导师名单", *ALL])
    rows.writerow(["序号", "姓名", "单位", "职务"])
    for number, text in enumerate(ALL):
        rows.writerow([number + 1, text, f"{TEMPLATE}\x00大学", text])
    rows.writerow([99, "长", LONG, "长"])
    return out.getvalue().encode()
