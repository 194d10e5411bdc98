"""Old workbooks (.xls) say the same as new ones. Made by LibreOffice where it is installed."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from extractors.model import Layer
from extractors.readers import read

OFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def as_xls(data: bytes, folder: Path) -> Path:
    (folder / "表.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE or "", profile, "--headless", "--convert-to", "xls", "表.xlsx"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "表.xls"


@pytest.fixture(scope="module")
def old_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "统计表"
    sheet.append(["名称", "占比", "期", "隐藏列"])
    sheet.append(["甲", 0.355, 3, "看不见"])
    sheet.append(["隐藏行", 5, 6])
    sheet.append([530402199001011234, "=1/0"])
    sheet["A5"] = dt.date(2022, 5, 1)
    sheet["B2"].number_format, sheet["C2"].number_format = "0.0%", '"第"0"期"'
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["A2"].comment = Comment("请核对", "官员")
    sheet.oddHeader.center.text = "附件2"  # type: ignore[union-attr]
    sheet.merge_cells("A6:C7")
    sheet["A6"] = "合并"
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = "秘", "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return as_xls(buffer.getvalue(), tmp_path_factory.mktemp("old"))


def test_an_old_workbook_is_read_with_its_marks(old_book: Path) -> None:
    document = read(old_book)
    found = {
        layer: {b.anchor.cell: b.text for b in document.blocks if b.layer is layer}
        for layer in Layer
    }
    assert document.kind == "xls"
    assert found[Layer.BODY] == {
        "A1": "名称",
        "B1": "占比",
        "C1": "期",
        "A2": "甲",
        "B2": "35.5%",
        "C2": "第3期",
        "A4": "530402199001011000",
        "A5": "2022-05-01",
        "A6": "合并",
    }
    hidden = {"看不见", "隐藏列", "隐藏行", "5", "6", "秘"}
    assert {b.text for b in document.blocks if b.layer is Layer.HIDDEN} == hidden
    assert found[Layer.NOTE] == {"A2": "请核对"}
    assert found[Layer.HEADER_FOOTER] == {"页眉": "附件2"}
    merged = next(block for block in document.blocks if block.text == "合并")
    assert (merged.anchor.row_span, merged.anchor.column_span) == (2, 3)
    assert [(problem.code, problem.place) for problem in document.problems] == [
        ("hidden_content", "统计表"),
        ("error_value", "工作表「统计表」B4"),
        ("identifier_rounded", "工作表「统计表」A4"),
        ("hidden_content", "藏"),
    ]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_old_workbook_raises_nothing(old_book: Path, tmp_path: Path, share: float) -> None:
    data = old_book.read_bytes()
    cut = tmp_path / "表.xls"
    cut.write_bytes(data[: int(len(data) * share)])
    assert read(cut).problems


def test_a_locked_old_workbook_is_named_so(old_book: Path, tmp_path: Path) -> None:
    """A record near the start of the stream says that the rest is enciphered."""
    window, locked = b"\x3d\x00\x12\x00", b"\x2f\x00\x12\x00"
    data = old_book.read_bytes()
    assert window in data
    path = tmp_path / "锁.xls"
    path.write_bytes(data.replace(window, locked, 1))
    assert [problem.code for problem in read(path).problems] == ["encrypted"]


def test_charts_of_an_old_workbook_are_listed_and_arrows_of_filters_are_not(
    tmp_path: Path,
) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("统计表")
    sheet.write_column(0, 0, ["名称", 3, 5])
    sheet.autofilter(0, 0, 2, 0)
    for place in (None, "D4"):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=统计表!$A$2:$A$3"})
        if place:
            sheet.insert_chart(place, chart)
        else:
            book.add_chartsheet("图表一").set_chart(chart)
    book.close()
    assert [(p.code, p.place) for p in read(as_xls(buffer.getvalue(), tmp_path)).problems] == [
        ("unread_part", "工作表「统计表」图表1处"),
        ("unread_part", "工作表「图表一」图表1处"),
    ]
