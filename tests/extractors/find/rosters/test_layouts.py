"""Tables that lie otherwise: transposed, records of several lines, two things in one cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extractors.find.rosters.rosters import find_rosters, roster_areas
from extractors.model import Document
from extractors.readers import read
from extractors.values import to_plain
from tests.pace import grows_with_its_length

Check = Callable[[Document, Sequence[object]], None]


def rows(document: Document, roster: str) -> list[dict[str, Any]]:
    return [
        {key: to_plain(cell.value) for key, cell in row.cells.items()}
        for row in find_rosters(document)
        if row.roster == roster
    ]


MENTORS = [
    ["导师 Mentor", "张明远", "李晓红", "王大力"],
    ["来自 From", "云南大学", "昆明理工大学", "某律师事务所"],
    ["擅长 Focus", "人工智能", "市场营销", "公司法务"],
]


class TestTransposed:
    def test_heads_in_the_first_column_one_mentor_a_column(
        self, made: Any, quotes_hold: Check
    ) -> None:
        document = made.write("外加导师9名：", MENTORS)
        assert rows(document, "mentors") == [
            {"name": "张明远", "organisation": "云南大学", "field": "人工智能"},
            {"name": "李晓红", "organisation": "昆明理工大学", "field": "市场营销"},
            {"name": "王大力", "organisation": "某律师事务所", "field": "公司法务"},
        ]
        quotes_hold(document, find_rosters(document))

    def test_blocks_of_it_one_below_the_other_are_one_list(self, made: Any) -> None:
        more = [
            ["导师 Mentor", "赵小梅", "", ""],
            ["来自 From", "某银行", "", ""],
            ["擅长 Focus", "信贷", "", ""],
        ]
        document = made.write("导师", MENTORS + more)
        assert [row["name"] for row in rows(document, "mentors")] == [
            "张明远",
            "李晓红",
            "王大力",
            "赵小梅",
        ]
        (area,) = roster_areas(document)
        assert (area.first_row, area.last_row) == (1, 6)

    def test_events_and_investments_lie_so_too(self, made: Any) -> None:
        held = [
            ["时间", "3月5日", "4月8日"],
            ["活动主题", "创业沙龙", "财税培训"],
            ["人数", "45", "60"],
        ]
        assert rows(made.write("2022年活动", held), "events")[1] == {
            "name": "财税培训",
            "held_on": "2022-04-08",
            "attendance": 60,
        }
        invested = [
            ["被投企业", "某甲有限公司", "某乙有限公司"],
            ["金额（万元）", "20", "25"],
            ["签约日", "2023年4月12日", "2023年10月30日"],
        ]
        assert rows(made.write("种子基金", invested), "investments")[0] == {
            "tenant": "某甲有限公司",
            "amount_yuan": 200000,
            "signed_on": "2023-04-12",
        }

    @pytest.mark.parametrize(
        "table",
        [
            [["名称", "某甲有限公司"], ["成立日期", "2020年3月"], ["电话", "13800000000"]],
            [
                ["名称", "某甲有限公司", "注册资本", "100万元"],
                ["成立日期", "2020年", "类型", "公司"],
            ],
        ],
    )
    def test_a_form_of_one_body_is_no_list(self, made: Any, table: Any) -> None:
        assert find_rosters(made.write("营业执照", table)) == ()

    def test_in_a_word_file(self, tmp_path: Path) -> None:
        file = docx.Document()
        file.add_paragraph("创业导师名单")
        table = file.add_table(rows=3, cols=4)
        for row, texts in zip(table.rows, MENTORS, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        file.save(str(tmp_path / "方案.docx"))
        found = rows(read(tmp_path / "方案.docx"), "mentors")
        assert [row["organisation"] for row in found] == [
            "云南大学",
            "昆明理工大学",
            "某律师事务所",
        ]


class TestRecordsOfSeveralLines:
    def test_a_record_of_two_lines_beside_one_number(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Tenants 在驻"
        sheet.append(
            ["#", "Name 名称 / Product 产品", "Set up 成立 → Move in 入驻", None, "People"]
        )
        sheet.merge_cells("C1:D1")
        for number, (name, product, founded, joined, people) in enumerate(
            [
                ("某甲科技有限公司", "宠物用品", "20231027", "20240404", 14),
                ("某乙科技有限公司", "海外仓", "20221209", "20231007", 8),
                ("蓝调直播团队", "直播", "—", "20240218", 5),
            ],
            start=1,
        ):
            top = sheet.max_row + 1
            sheet.append([number, name, "成立", founded, people])
            sheet.append([None, product, "入驻", joined, None])
            for column in "AE":
                sheet.merge_cells(f"{column}{top}:{column}{top + 1}")
        book.save(tmp_path / "数据.xlsx")
        found = rows(read(tmp_path / "数据.xlsx"), "tenants")
        assert found[0] == {
            "name": "某甲科技有限公司",
            "product": "宠物用品",
            "established_on": "2023-10-27",
            "moved_in_on": "2024-04-04",
            "headcount": 14,
            "kind": "企业",
        }
        assert [row["kind"] for row in found] == ["企业", "企业", "团队"]
        assert found[2]["established_on"] is None

    def test_heads_of_two_rows_over_records_of_two_lines(self, made: Any) -> None:
        document = made.write(
            "入驻名录",
            [
                ["序号", "企业名称", "成立时间", "电话"],
                [None, "主要产品", "入驻时间", "人数"],
                [("1", 2, 1), "某甲科技有限公司", "2021年3月", "13800000000"],
                [None, "机器人", "2021年5月", "5人"],
                [("2", 2, 1), "某乙文化有限公司", "2020年3月", "13800000001"],
                [None, "动漫", "2021年6月", "7人"],
            ],
        )
        found = rows(document, "tenants")
        assert [row["name"] for row in found] == ["某甲科技有限公司", "某乙文化有限公司"]
        assert [(row["product"], row["headcount"]) for row in found] == [("机器人", 5), ("动漫", 7)]


class TestTwoThingsInOne:
    def test_a_head_over_two_columns_names_both(self, made: Any) -> None:
        document = made.write(
            "入驻协议台账",
            [
                ["No.", ("入驻主体 / 主营", 1, 2), "何时注册", "何时入驻", "人员"],
                ["1", "某甲有限公司", "课件", "2021.11.21", "2022.08.15", "8人"],
                ["2", "雨花测绘小组", "测绘", "—", "2022.05.11", "6人"],
            ],
        )
        assert rows(document, "tenants")[0] == {
            "name": "某甲有限公司",
            "product": "课件",
            "established_on": "2021-11-21",
            "moved_in_on": "2022-08-15",
            "headcount": 8,
            "kind": "企业",
        }

    def test_a_head_in_brackets_is_what_stands_in_the_cells_brackets(self, tmp_path: Path) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        style = ParagraphStyle("body", fontName="STSong-Light", fontSize=11, leading=16)
        table = Table(
            [
                ["导师（职称或身份）", "来自哪里", "带什么"],
                ["张明远（教授）", "某某大学", "材料成型"],
                ["李晓红（高级技师）", "某某分厂", "数控加工"],
                ["王大力（投资总监）", "某某创投", "股权融资"],
            ]
        )
        table.setStyle(
            TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
                    ("FONTNAME", (0, 0), (-1, -1), "STSong-Light"),
                ]
            )
        )
        parts = [Paragraph("四、导师。现有创业导师3人，见下表。", style), table]
        SimpleDocTemplate(str(tmp_path / "方案.pdf"), pagesize=A4).build(parts)
        found = rows(read(tmp_path / "方案.pdf"), "mentors")
        assert found[1] == {
            "name": "李晓红",
            "title": "高级技师",
            "organisation": "某某分厂",
            "field": "数控加工",
        }

    def test_a_name_and_its_kind(self, made: Any) -> None:
        document = made.write(
            "入驻名单",
            [
                ["单位（性质）", "项目", "进驻"],
                ["某甲公司（企业）", "云", "2021.3"],
                ["晨光（团队）", "雾", "2021.5"],
            ],
        )
        assert [(row["name"], row["kind"]) for row in rows(document, "tenants")] == [
            ("某甲公司", "企业"),
            ("晨光", "团队"),
        ]

    def test_two_lines_of_one_cell(self, made: Any) -> None:
        document = made.write(
            "入驻企业名单",
            [
                ["企业名称/统一社会信用代码", "成立/入驻时间", "人数"],
                ["某甲有限公司\n91530102MA2XCW0G42", "2021.3/2021.5", "5"],
                ["某乙有限公司\n91530102MA2XCW0G43", "2020.3/2021.6", "7"],
            ],
        )
        first = rows(document, "tenants")[0]
        assert first["credit_code"] == "91530102MA2XCW0G42"
        assert (first["established_on"], first["moved_in_on"]) == ("2021-03", "2021-05")


class TestHeadsLeftShort:
    def test_a_head_leaves_out_what_one_sees(self, made: Any) -> None:
        """进场 above dates, 用工 above numbers, 注册 below 日期."""
        document = made.write(
            "在驻企业",
            [
                [("企业全称", 2, 1), ("日期 Date", 1, 2), ("用工", 2, 1)],
                [None, "工商设立", "进场"],
                ["某甲有限公司", "2020.10", "2021.7", "14"],
                ["某乙有限公司", "2021.1", "2021.6", "4"],
            ],
        )
        assert rows(document, "tenants")[0] == {
            "name": "某甲有限公司",
            "established_on": "2020-10",
            "moved_in_on": "2021-07",
            "headcount": 14,
            "kind": "企业",
        }

    def test_a_column_of_numbers_is_no_headcount_for_its_numbers_alone(self, made: Any) -> None:
        document = made.write(
            "入驻企业",
            [
                ["序号", "名称", "入驻时间"],
                ["1", "某甲有限公司", "2021.3"],
                ["2", "某乙公司", "2021.4"],
            ],
        )
        assert all("headcount" not in row for row in rows(document, "tenants"))

    def test_a_form_before_the_heads_is_no_part_of_them(self, made: Any) -> None:
        document = made.write(
            "基本信息表",
            [
                ["开户账号", "", "电子邮箱", "a@b.cn", "", ""],
                ["团队成员", "姓名", "联系电话", "专业", "专/兼职", "提供服务内容"],
                ["负责人", "张明远", "13800000000", "农学", "专职", "管理"],
                ["成员", "李晓红", "13800000001", "会计", "兼职", "财务"],
                ["制度", ("1.《准入制度》", 1, 5)],
                ["机构", ("1.某担保公司", 1, 5)],
            ],
        )
        assert [row["name"] for row in rows(document, "team_members")] == ["张明远", "李晓红"]
        (area,) = roster_areas(document)
        assert (area.first_row, area.last_row) == (2, 4)


@pytest.mark.parametrize(
    "row",
    [
        ["词语", "说明", "其他"],
        ["1", "某甲公司（企业）", "2021.3/2021.4"],
        ["导师", "张明远", "李晓红"],
    ],
)
def test_work_grows_with_the_rows(made: Any, row: list[str]) -> None:
    heads = ["序号", "名称（性质）", "成立/入驻时间"]
    short, long = (
        made.write("名单", [heads, *[row] * 60]),
        made.write("名单", [heads, *[row] * 480]),
    )
    assert grows_with_its_length(find_rosters, short, long)
