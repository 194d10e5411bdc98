"""Lists without a table: paragraphs and sentences, and what looks like one and is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

from extractors.find.rosters.listings import folded_line, listings
from extractors.find.rosters.prose_rosters import listed_in_prose
from extractors.find.rosters.rosters import find_rosters
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


class TestTenants:
    def test_one_numbered_paragraph_each(self, tmp_path: Path, quotes_hold: Check) -> None:
        file = docx.Document()
        for line in (
            "附：在册入驻企业和团队",
            "（1）某甲科技有限公司：主营花茶，2023年5月22日成立，2023年9月入驻，现有人员12人，注册在本空间。",
            "（2）某乙（昆明）农业有限公司：主营植保，2022年9月14日成立，2023年8月入驻，现有人员13人，注册在某市某区，未迁入。",
            "（3）边关青年电商团队：主营水果选品，2024年11月入驻，现有人员6人。",
        ):
            file.add_paragraph(line)
        file.save(str(tmp_path / "方案.docx"))
        document = read(tmp_path / "方案.docx")
        found = rows(document, "tenants")
        assert found[0] == {
            "name": "某甲科技有限公司",
            "kind": "企业",
            "product": "花茶",
            "established_on": "2023-05-22",
            "moved_in_on": "2023-09",
            "headcount": 12,
            "registered_in_space": "yes",
        }
        assert found[1]["name"] == "某乙（昆明）农业有限公司"
        assert found[1]["registered_in_space"] == "no"
        assert "registered_in_space" not in found[2]
        assert found[2]["kind"] == "团队"
        quotes_hold(document, find_rosters(document))

    def test_names_in_one_sentence_as_many_as_it_counts(self, made: Any) -> None:
        sentence = (
            "现有入驻企业{}家，分别是：某甲科技有限公司、某乙文化有限公司和某丙食品有限公司。"
        )
        counted = rows(made.write(sentence.format(3)), "tenants")
        assert [row["name"] for row in counted] == [
            "某甲科技有限公司",
            "某乙文化有限公司",
            "某丙食品有限公司",
        ]
        assert rows(made.write(sentence.format(17)), "tenants") == []

    def test_lines_whose_parts_stand_apart(self, made: Any, quotes_hold: Check) -> None:
        document = made.write(
            "入驻团队名单",
            "1. 晨光团队  智能家居  5人  2022年3月入驻",
            "2. 星河团队\t无人机\t4人\t2022年5月入驻",
        )
        assert rows(document, "tenants")[1] == {
            "name": "星河团队",
            "kind": "团队",
            "product": "无人机",
            "moved_in_on": "2022-05",
            "headcount": 4,
        }
        quotes_hold(document, find_rosters(document))

    def test_graduates_say_when(self, made: Any) -> None:
        text = "累计毕业企业2家：某甲有限公司（2021年3月毕业）、某乙有限公司（2022年5月毕业）。"
        assert [row["graduated_on"] for row in rows(made.write(text), "graduates")] == [
            "2021-03",
            "2022-05",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "计划引进入驻企业2家，分别是：某甲科技有限公司、某乙文化有限公司。",
            "已退出企业2家，分别是：某甲科技有限公司、某乙文化有限公司。",
            "园区入驻企业2家：某甲科技有限公司、某乙文化有限公司。",
            "意向入驻企业2家：某甲科技有限公司、某乙文化有限公司。",
            "空间与以下机构合作：某甲科技有限公司、某乙文化有限公司。",
            "入驻企业典型案例2个：一是某甲科技有限公司，2021年入驻；二是某乙文化有限公司，2021年入驻。",
            "目前入驻17家，其中高新技术企业2家：某甲科技有限公司、某乙文化有限公司。",
            "某甲科技有限公司和某乙文化有限公司2021年入驻空间。",
        ],
    )
    def test_what_is_planned_over_anothers_or_told_in_passing_is_no_list(
        self, made: Any, text: str
    ) -> None:
        assert find_rosters(made.write(text)) == ()

    def test_a_table_goes_before_prose(self, made: Any) -> None:
        document = made.write(
            "现有入驻企业2家，分别是：甲科技公司、乙文化公司。",
            "入驻企业",
            [
                ["企业名称", "入驻时间"],
                ["某甲科技有限公司", "2021.3"],
                ["某乙文化有限公司", "2021.4"],
            ],
        )
        assert [row["name"] for row in rows(document, "tenants")] == [
            "某甲科技有限公司",
            "某乙文化有限公司",
        ]


class TestEvents:
    def test_a_line_each_under_a_sentence_that_counts(self, made: Any) -> None:
        document = made.write(
            "全年活动十二场，另办培训五场（不在下列）。按时间顺序记在这里，留个底：",
            "2月9日，“红包夜买家直播”，路演，到场70人；",
            "3月2日，“包装法怎么办”，沙龙，到场48人。",
            name="2023年年度小结.docx",
        )
        assert rows(document, "events") == [
            {"name": "红包夜买家直播", "held_on": "2023-02-09", "kind": "路演", "attendance": 70},
            {"name": "包装法怎么办", "held_on": "2023-03-02", "kind": "沙龙", "attendance": 48},
        ]

    def test_in_one_sentence_with_the_year_it_says(self, made: Any) -> None:
        text = "2022年共举办活动2场：3月5日“春雨”创业沙龙（45人）；4月8日财税培训（60人次）。"
        assert rows(made.write(text), "events") == [
            {"name": "“春雨”创业沙龙", "held_on": "2022-03-05", "attendance": 45},
            {"name": "财税培训", "held_on": "2022-04-08", "attendance": 60},
        ]

    def test_what_will_be_held_is_none(self, made: Any) -> None:
        document = made.write(
            "2023年计划举办以下活动：",
            "1.2023年3月5日，举办创业沙龙，参加45人；",
            "2.2023年4月8日，开展财税培训，参加60人次；",
        )
        assert rows(document, "events") == []


class TestInvestments:
    @pytest.mark.parametrize(
        "text",
        [
            "种子资金已完成2个项目的投资，一是2024年3月向某甲科技有限公司投资40万元，"
            "二是2024年11月向某乙数据有限公司投资30万元。",
            "种子基金投资情况：2024年3月向某甲科技有限公司投资40万元；"
            "2024年11月向某乙数据有限公司投资30万元。",
        ],
    )
    def test_one_by_one_in_a_sentence(self, made: Any, text: str) -> None:
        assert rows(made.write(text), "investments") == [
            {"tenant": "某甲科技有限公司", "amount_yuan": 400000, "signed_on": "2024-03"},
            {"tenant": "某乙数据有限公司", "amount_yuan": 300000, "signed_on": "2024-11"},
        ]

    def test_with_the_investor(self, made: Any) -> None:
        document = made.write(
            "获得融资企业情况如下：",
            "（1）某甲科技有限公司，2022年3月获得某创投投资100万元；",
            "（2）某乙文化有限公司，2022年5月获得某基金投资50万元。",
        )
        assert [row["investor"] for row in rows(document, "investments")] == ["某创投", "某基金"]


class TestMentors:
    def test_numbered_inside_a_sentence(self, made: Any) -> None:
        text = (
            "聘请创业导师3名：(1)邵公望，某某学院教师，指导造型设计；(2)周万里，某县市场监管局退休\n"
            "干部，指导标准与检测；(3)李牧野，跨境卖家，指导海外营销。"
        )
        assert rows(made.write(text), "mentors") == [
            {"name": "邵公望", "organisation": "某某学院", "title": "教师", "field": "造型设计"},
            {
                "name": "周万里",
                "organisation": "某县市场监管局",
                "title": "退休干部",
                "field": "标准与检测",
            },
            {"name": "李牧野", "title": "跨境卖家", "field": "海外营销"},
        ]

    def test_named_behind_what_they_are(self, made: Any) -> None:
        text = (
            "请了导师2名：某某学院教授李忠贤，讲农产品加工；某市葡萄协会会长陈老三，讲种植和收购。"
        )
        assert [row["field"] for row in rows(made.write(text), "mentors")] == [
            "农产品加工",
            "种植和收购",
        ]

    def test_lines_under_a_caption(self, made: Any) -> None:
        lines = ("张明远  某某大学  教授", "王大力  某某律师事务所  律师")
        assert rows(made.write("创业导师名单：", *lines), "mentors")[1] == {
            "name": "王大力",
            "organisation": "某某律师事务所",
            "title": "律师",
        }
        long = "我们的创业导师来自各行各业，他们把多年的经验带给每一位创业者，" * 2
        assert rows(made.write(long, *lines), "mentors") == []


def test_offsets_of_a_line_with_gaps_lead_into_the_line() -> None:
    line = " 张明远   某某大学\t教授"
    folded = folded_line(line)
    assert folded.text == "张明远，某某大学，教授"
    start, end = folded.span(4, 8)
    assert line[start:end] == "某某大学"


@pytest.mark.parametrize(
    "bait",
    [
        "入驻企业：" + "（1）某甲公司，" * 40,
        "入驻：" * 100,
        "一是" * 100,
        "1." * 100 + "、" * 100,
        "3月5日" * 80,
        "(" * 200 + "；" * 100,
        "入驻企业名单： " + "甲  " * 100,
    ],
)
def test_work_grows_with_the_text(made: Any, bait: str) -> None:
    short, long = (
        made.write("入驻企业名单如下：", *[bait] * 6),
        made.write("入驻企业名单如下：", *[bait] * 48),
    )
    assert grows_with_its_length(lambda d: list(listed_in_prose(d)), short, long)
    one = made.write(bait * 40)
    eight = made.write(bait * 320)
    assert grows_with_its_length(lambda d: list(listings(d)), one, eight)
