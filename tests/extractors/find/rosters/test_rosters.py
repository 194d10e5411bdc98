"""Rosters: which tables are lists, which rows belong to them, and what their cells mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.find.rosters.headers import fit, spelled_out
from extractors.find.rosters.rosters import disagreements, find_rosters, merge_rosters, roster_areas
from extractors.model import Document, RosterRow
from extractors.values import to_plain

Check = Callable[[Document, Sequence[object]], None]


def plain(rows: Sequence[RosterRow], roster: str) -> list[dict[str, Any]]:
    return [
        {key: to_plain(cell.value) for key, cell in row.cells.items()}
        for row in rows
        if row.roster == roster
    ]


def listed(document: Document) -> Mapping[str, list[str]]:
    """Names by roster."""
    found: dict[str, list[str]] = {}
    for row in find_rosters(document):
        key = "tenant" if row.roster == "investments" else "name"
        found.setdefault(row.roster, []).append(str(row.cells[key].value))
    return found


class TestTenants:
    def test_two_head_rows_units_and_a_total(self, made: Any, quotes_hold: Check) -> None:
        document = made.write(
            "入驻企业和团队名单（2023年）",
            [
                [
                    ("序号", 2, 1),
                    ("企业/团队名称", 2, 1),
                    ("情况", 1, 3),
                    ("经营情况（万元）", 1, 2),
                ],
                [None, None, "成立时间", "入驻时间", "员工数", "上年产值", "上年销售额"],
                ["1", "某甲科技有限公司", "2021年3月", "2022.5", "12", "120.5", "98"],
                ["2", "“晨光”团队", "—", "2022-06", "4人", "无", "/"],
                [("合计", 1, 4), "16", "", ""],
            ],
        )
        rows = find_rosters(document)
        assert plain(rows, "tenants") == [
            {
                "name": "某甲科技有限公司",
                "output_value_yuan": 1205000,
                "sales_yuan": 980000,
                "established_on": "2021-03",
                "moved_in_on": "2022-05",
                "headcount": 12,
                "kind": "企业",
            },
            {
                "name": "“晨光”团队",
                "output_value_yuan": None,
                "sales_yuan": None,
                "established_on": None,
                "moved_in_on": "2022-06",
                "headcount": 4,
                "kind": "团队",
            },
        ]
        quotes_hold(document, rows)

    def test_a_unit_in_the_cell_goes_before_the_heads(self, made: Any) -> None:
        document = made.write(
            "在孵企业名录",
            [
                ["企业名称", "营业收入（万元）", "入孵时间", "注册地是否在本空间"],
                ["某甲有限公司", "1,200.5", "2021.1", "是"],
                ["某乙有限公司", "300000元", "2021.2", "否"],
            ],
        )
        rows = plain(find_rosters(document), "tenants")
        assert [row["sales_yuan"] for row in rows] == [12005000, 300000]
        assert [row["registered_in_space"] for row in rows] == ["yes", "no"]

    def test_the_unit_may_stand_above_the_table(self, made: Any) -> None:
        document = made.write(
            "入驻企业情况表",
            "金额单位：千元",
            [["企业名称", "入驻时间", "销售额"], ["某甲有限公司", "2022.1", "35"]],
        )
        assert plain(find_rosters(document), "tenants")[0]["sales_yuan"] == 35000

    def test_section_rows_set_the_kind_and_part_graduates_and_those_who_left(
        self, made: Any
    ) -> None:
        document = made.write(
            "#五、孵化企业情况",
            [
                ["序号", "名称", "主营产品", "入驻时间", "从业人数"],
                [("一、在孵企业", 1, 5)],
                ["1", "某乙食品坊", "米线", "2023.1", "5"],
                [("二、创业团队", 1, 5)],
                ["1", "青禾", "茶", "2023.2", "3"],
                [("三、已毕业企业", 1, 5)],
                ["1", "某丙公司", "酒", "2020.1", "30"],
                [("四、退出企业", 1, 5)],
                ["1", "某丁公司", "糖", "2020.1", "30"],
            ],
        )
        rows = find_rosters(document)
        assert listed(document) == {"tenants": ["某乙食品坊", "青禾"], "graduates": ["某丙公司"]}
        assert [row["kind"] for row in plain(rows, "tenants")] == ["企业", "团队"]

    def test_a_column_of_states_parts_the_rows(self, made: Any) -> None:
        document = made.write(
            "附表2  孵化企业（团队）一览表",
            [
                ["编号", "项目名称", "项目方向", "入孵时间", "状态"],
                ["1", "某乙食品有限公司", "米线", "2021.1", "已毕业"],
                ["2", "某戊有限公司", "米", "2022.1", "在孵"],
                ["3", "某己有限公司", "面", "2022.1", "已退出"],
            ],
        )
        assert listed(document) == {"graduates": ["某乙食品有限公司"], "tenants": ["某戊有限公司"]}

    def test_a_list_of_tenants_and_graduates_is_parted_by_the_date(self, made: Any) -> None:
        document = made.write(
            "入驻及毕业企业（团队）情况表",
            [
                ["序号", "名称", "产品", "入驻时间", "毕业时间"],
                ["1", "某甲有限公司", "云", "2021.1", "2022.1"],
                ["2", "某乙团队", "雾", "2021.1", "—"],
            ],
        )
        assert listed(document) == {"graduates": ["某甲有限公司"], "tenants": ["某乙团队"]}

    def test_two_lists_side_by_side(self, made: Any) -> None:
        document = made.write(
            "入驻企业名单",
            [
                ["序号", "企业名称", "入驻时间", "序号", "企业名称", "入驻时间"],
                ["1", "甲一有限公司", "2023.1", "3", "甲三有限公司", "2023.3"],
                ["2", "甲二有限公司", "2023.2", "4", "乙团队", "2023.4"],
            ],
        )
        assert listed(document)["tenants"] == [
            "甲一有限公司",
            "甲二有限公司",
            "甲三有限公司",
            "乙团队",
        ]

    def test_a_row_cut_by_a_page_break_is_one_row(self, made: Any) -> None:
        document = made.write(
            "入驻企业名单",
            [
                ["序\n号", "企业名称", "主要产品", "入驻\n时间", "人\n数"],
                ["1", "某甲科技有限公司", "云", "2022年\n5月", "5"],
                ["2", "某乙科技有限", "茶叶深", "2022年6月", "6"],
            ],
            [["", "公司", "加工", "", ""], ["3", "某丙团队", "酒", "2022年7月", "7"]],
        )
        rows = plain(find_rosters(document), "tenants")
        assert [row["name"] for row in rows] == ["某甲科技有限公司", "某乙科技有限公司", "某丙团队"]
        assert rows[1]["product"] == "茶叶深加工"

    def test_heads_repeated_on_the_next_page_continue_the_same_list(self, made: Any) -> None:
        heads = ["序号", "名称", "产品", "入驻时间", "人数"]
        document = made.write(
            "已毕业企业",
            [heads, ["1", "某甲科技有限公司", "云", "2022年5月", "5"]],
            [heads, ["2", "某丙团队", "酒", "2022年7月", "7"]],
        )
        assert listed(document) == {"graduates": ["某甲科技有限公司", "某丙团队"]}
        assert [(area.table, area.first_row) for area in roster_areas(document)] == [(1, 1), (2, 1)]

    def test_a_list_inside_a_form_ends_where_the_form_goes_on(self, made: Any) -> None:
        document = made.write(
            [
                ["众创空间名称", "星火", "", ""],
                [("入驻企业", 3, 1), "名称", "入驻时间", "从业人数"],
                [None, "某甲有限公司", "2022.1", "5"],
                [None, "某乙团队", "2022.2", "3"],
                ["备注", "无", "", ""],
            ]
        )
        assert listed(document) == {"tenants": ["某甲有限公司", "某乙团队"]}

    def test_merged_kinds_hold_for_all_their_rows(self, made: Any) -> None:
        document = made.write(
            "入驻名单",
            [
                ["类别", "序号", "名称", "入驻时间", "人数"],
                [("企业", 2, 1), "1", "甲坊", "2022.1", "3"],
                [None, "2", "乙坊", "2022.2", "4"],
                ["团队", "3", "丙坊", "2022.3", "5"],
            ],
        )
        kinds = [row["kind"] for row in plain(find_rosters(document), "tenants")]
        assert kinds == ["企业", "企业", "团队"]

    def test_names_without_the_look_of_names_count_where_caption_and_heads_are_clear(
        self, made: Any
    ) -> None:
        document = made.write(
            "（四）入驻项目",
            [
                ["项目名称", "项目简介", "负责人", "入驻日期", "团队人数"],
                ["云朵助老", "养老终端", "张三", "2023/5/1", "6"],
            ],
        )
        assert plain(find_rosters(document), "tenants")[0] == {
            "name": "云朵助老",
            "product": "养老终端",
            "moved_in_on": "2023-05-01",
            "headcount": 6,
            "kind": "团队",
        }

    def test_list_numbers_in_the_name_are_dropped_and_quotes_kept(self, made: Any) -> None:
        document = made.write(
            "入驻企业",
            [
                ["名称", "入驻时间"],
                ["1．某甲有限公司", "2022.1"],
                ["（2）“3D打印”团队", "2022.2"],
                ["3D 打印工作室", "2022.3"],
            ],
        )
        assert listed(document)["tenants"] == ["某甲有限公司", "“3D打印”团队", "3D打印工作室"]

    @pytest.mark.parametrize(
        "caption",
        [
            "意向入驻企业名单",
            "已退出企业名单",
            "仅使用虚拟工位的企业",
            "集团园区在园企业名单",
            "2024年拟入驻项目",
        ],
    )
    def test_lists_of_others_of_plans_and_of_the_past_are_none(
        self, made: Any, caption: str
    ) -> None:
        table = [["企业名称", "主营业务", "入驻时间"], ["某甲有限公司", "水", "2019年"]]
        assert find_rosters(made.write(caption, table)) == ()

    def test_running_text_above_does_not_take_the_list_away(self, made: Any) -> None:
        document = made.write(
            "目前在驻24家，其中4家获得融资，累计毕业3家。在驻名单如下：",
            [["企业名称", "入驻时间"], ["某甲有限公司", "2019年"]],
        )
        assert listed(document) == {"tenants": ["某甲有限公司"]}

    @pytest.mark.parametrize(
        "caption",
        [
            "在孵企业名单（不含毕业企业和虚拟入驻）",
            "在驻名单（协议已到期的未列入）",
            "高校毕业生创业团队入驻名单",
            "在驻企业共1家；已退出的不填。",
        ],
    )
    def test_asides_in_a_caption_do_not_take_the_list_away(self, made: Any, caption: str) -> None:
        table = [["企业名称", "入驻时间"], ["某甲有限公司", "2019年"]]
        assert listed(made.write(caption, table)) == {"tenants": ["某甲有限公司"]}

    def test_a_file_that_is_nothing_but_its_table_is_called_what_it_lists(self, made: Any) -> None:
        table = [["序号", "企业名称", "入驻时间"], ["1", "某甲科技有限公司", "2021-03-01"]]

        assert listed(made.write(table, name="入驻企业名单.docx")) == {
            "tenants": ["某甲科技有限公司"]
        }
        assert listed(made.write(table, name="附件3.docx")) == {}

    def test_names_tell_their_column_where_its_head_does_not(self, made: Any) -> None:
        """Only below a caption of tenants: a list of customers looks the same."""
        rows = [
            ["谁", "做哪样", "搬入", "打给谁"],
            ["松果坡文旅有限公司", "研学", "2021/04", "15114693054"],
            ["苔痕净水材料有限公司", "净水剂", "2021/10", "18147667269"],
            ["“石花”手作团队", "盆景", "2021/09", "18269089591"],
        ]
        found = plain(find_rosters(made.write("附：入驻团队与企业", rows)), "tenants")
        assert [row["name"] for row in found] == [row[0] for row in rows[1:]]
        assert [row["moved_in_on"] for row in found] == ["2021-04", "2021-10", "2021-09"]
        assert (
            listed(made.write("公司客户一览", [["谁", "买什么"], *(r[:2] for r in rows[1:])])) == {}
        )

    def test_a_list_by_brand_is_joined_by_the_credit_code(self, made: Any) -> None:
        code = "91530102MA6K5X7R2P"
        document = made.write(
            "入驻企业名单",
            [["企业名称", "统一社会信用代码"], ["某甲科技有限公司", code]],
            "入驻企业名单（续）",
            [["企业名称", "统一社会信用代码", "职工总数"], ["甲甲优选科技公司", code, "14"]],
        )
        rows = merge_rosters(find_rosters(document))["tenants"]

        assert [(row.cells["name"].value, row.cells["headcount"].value) for row in rows] == [
            ("某甲科技有限公司", 14)
        ]

    def test_a_list_in_two_tables_is_joined_by_name(self, made: Any) -> None:
        document = made.write(
            "入驻协议明细表",
            "表一 签约情况",
            [
                ["序号", "入驻方", "方向", "公司设立日", "入驻月份"],
                ["1", "某甲有限公司", "云", "2018年11月06日", "2019年03月"],
                ["2", "某乙小组", "雾", "（团队）", "2019年06月"],
            ],
            "表二 在驻人员与联系方式",
            [
                ["序号", "入驻方", "在岗人数", "联系电话"],
                ["1", "某甲有限公司", "14", "13800000000"],
                ["2", "某乙小组", "5", "13800000001"],
            ],
        )
        rows = plain(merge_rosters(find_rosters(document))["tenants"], "tenants")
        assert rows[0] == {
            "name": "某甲有限公司",
            "kind": "企业",
            "product": "云",
            "established_on": "2018-11-06",
            "moved_in_on": "2019-03",
            "headcount": 14,
            "phone": "13800000000",
        }
        assert rows[1]["established_on"] is None

    def test_a_head_with_a_sign_for_a_character_is_a_misread_one(self, made: Any) -> None:
        assert (
            0 < fit("tenants", "headcount", "职⊥\n总数") < fit("tenants", "headcount", "职工总数")
        )
        assert fit("tenants", "headcount", "⊥") == 0

    @pytest.mark.parametrize(
        ("head", "column"),
        [
            ("签约主体", "name"),
            ("研发或经营内容", "product"),
            ("工商登记日期", "established_on"),
            ("签约入驻日期", "moved_in_on"),
            ("人员规模", "headcount"),
            ("联系人手机", "phone"),
            ("注册地址在空间内", "registered_in_space"),
            ("上年度主营业务收入（万元）", "sales_yuan"),
            ("设备名称", None),
            ("退出日期", None),
            ("专利名称", None),
        ],
    )
    def test_heads_are_told_by_their_last_words(self, head: str, column: str | None) -> None:
        keys = ["name", "product", "established_on", "moved_in_on", "headcount", "phone"]
        keys += ["registered_in_space", "sales_yuan", "kind", "output_value_yuan"]
        scores = {key: fit("tenants", key, head) for key in keys}
        assert scores[column] == max(scores.values()) > 0 if column else not any(scores.values())

    def test_the_caption_may_stand_three_lines_above(self, made: Any) -> None:
        document = made.write(
            "已毕业企业（团队）一览表",
            "（截至2023年8月31日）",
            "金额单位：万元",
            [["企业名称", "入驻时间", "人数"], ["某甲有限公司", "2019年", "30"]],
        )
        assert listed(document) == {"graduates": ["某甲有限公司"]}

    def test_spare_rows_dots_and_none_are_no_rows(self, made: Any) -> None:
        heads = ["序号", "名称", "性质", "入驻时间", "人数"]
        document = made.write(
            "入驻企业",
            [
                heads,
                ["1", "某某公司", "企业", "2022年11月", "5"],
                ["2", "", "", "", ""],
                ["3", "无", "/", "/", "/"],
                ["……", "", "", "", ""],
            ],
        )
        assert listed(document) == {"tenants": ["某某公司"]}

    def test_hidden_sheets_hold_no_roster(self, made: Any) -> None:
        rows = [["企业名称", "入驻日期"], ["某甲有限公司", "2022-01-05"]]
        assert find_rosters(made.sheet(rows, sheet="入驻企业", hidden=True)) == ()
        assert listed(made.sheet(rows, sheet="入驻企业")) == {"tenants": ["某甲有限公司"]}

    def test_a_sheet_may_hold_two_lists_and_days_as_numbers(self, made: Any) -> None:
        document = made.sheet(
            [
                ["某空间在孵企业清单"],
                ["填报单位：某公司"],
                ["序号", "企业名称", "统一社会信用代码", "入驻日期", "从业人数"],
                ["1", "某甲有限公司", "91530102ma2xcw0g42", "44896", "12"],
                [],
                ["二、毕业企业"],
                ["序号", "企业名称", "毕业时间"],
                ["1", "某丁公司", "2021.12"],
                ["填表人：张三"],
            ]
        )
        rows = find_rosters(document)
        assert listed(document) == {"tenants": ["某甲有限公司"], "graduates": ["某丁公司"]}
        assert plain(rows, "tenants")[0]["moved_in_on"] == "2022-12-01"
        assert plain(rows, "tenants")[0]["credit_code"] == "91530102MA2XCW0G42"


class TestPeople:
    def test_heads_tell_mentors_from_members_where_no_caption_does(self, made: Any) -> None:
        document = made.write(
            [["姓名", "工作单位", "职务", "指导方向"], ["张三丰", "某大学", "教授", "机械"]],
            "其他",
            [["姓名", "职务", "专业", "提供服务内容"], ["李四光", "主任", "会计", "记账"]],
        )
        assert listed(document) == {"mentors": ["张三丰"], "team_members": ["李四光"]}

    @pytest.mark.parametrize(
        ("head", "value", "expected"),
        [
            ("专/兼职", "专职", "yes"),
            ("专/兼职", "兼职", "no"),
            ("是否专职", "否", "no"),
            ("是否专职", "√", "yes"),
            ("导师类型", "兼职导师", "no"),
            ("是否兼职", "是", "no"),
            ("是否兼职", "否", "yes"),
            ("是否专职", "☑是 □否", "yes"),
            ("是否专职", "/", None),
        ],
    )
    def test_full_time_is_said_in_many_ways(
        self, made: Any, head: str, value: str, expected: str | None
    ) -> None:
        document = made.write(
            "创业导师名单", [["姓名", "单位", "领域", head], ["张三丰", "某大学", "机械", value]]
        )
        assert plain(find_rosters(document), "mentors")[0]["full_time"] == expected

    def test_unit_and_title_in_one_column_are_parted(self, made: Any) -> None:
        document = made.write(
            "导师",
            [["导师姓名", "所在单位及职务", "擅长领域"], ["张三丰", "某大学副教授", "机械"]],
        )
        row = plain(find_rosters(document), "mentors")[0]
        assert (row["organisation"], row["title"]) == ("某大学", "副教授")

    def test_heads_whose_characters_stand_in_two_rows(self, made: Any) -> None:
        document = made.write(
            "导师名单如下：",
            [
                ["序", "姓名", "单位", "职务", "方向"],
                ["号", "", "", "", ""],
                ["1", "阿依努尔·买买提", "某大学", "教授", "园艺"],
            ],
        )
        assert listed(document) == {"mentors": ["阿依努尔·买买提"]}

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            (
                "聘请导师2\n名：低压电器设计师章国强、财税专家伍丽丽。",
                [
                    {"name": "章国强", "title": "低压电器设计师"},
                    {"name": "伍丽丽", "title": "财税专家"},
                ],
            ),
            (
                "导师：张三丰（某某大学教授）、李四光（红河律师事务所律师，专职）。",
                [
                    {"name": "张三丰", "organisation": "某某大学", "title": "教授"},
                    {
                        "name": "李四光",
                        "organisation": "红河律师事务所",
                        "title": "律师",
                        "full_time": "yes",
                    },
                ],
            ),
            (
                "导师分别为某大学王建国教授、律师吴敏。",
                [
                    {"name": "王建国", "organisation": "某大学", "title": "教授"},
                    {"name": "吴敏", "title": "律师"},
                ],
            ),
        ],
    )
    def test_mentors_named_one_by_one_in_a_sentence(
        self, made: Any, quotes_hold: Check, sentence: str, expected: list[dict[str, str]]
    ) -> None:
        document = made.write(sentence)
        rows = find_rosters(document)
        assert plain(rows, "mentors") == expected
        quotes_hold(document, rows)

    def test_what_a_mentor_advises_on_may_stand_in_brackets(self, made: Any) -> None:
        text = (
            "另有志愿者二十人。结对的创业导师两名：红河学院副教授黎明远（食品工艺）、"
            "云南弥阳律师所律师何则安（法律）。"
        )
        assert plain(find_rosters(made.write(text)), "mentors") == [
            {
                "name": "黎明远",
                "organisation": "红河学院",
                "title": "副教授",
                "field": "食品工艺",
            },
            {
                "name": "何则安",
                "organisation": "云南弥阳律师所",
                "title": "律师",
                "field": "法律",
            },
        ]

    def test_mentors_in_numbered_lines(self, made: Any) -> None:
        document = made.write(
            "创业导师名单如下：",
            "1. 王小明，某某大学教授，研究方向为食品科学；",
            "2．欧阳娜娜，某某创投投资经理，擅长融资对接",
        )
        assert plain(find_rosters(document), "mentors") == [
            {"name": "王小明", "organisation": "某某大学", "title": "教授", "field": "食品科学"},
            {
                "name": "欧阳娜娜",
                "organisation": "某某创投",
                "title": "投资经理",
                "field": "融资对接",
            },
        ]

    @pytest.mark.parametrize(
        "sentence",
        [
            "导师队伍包括高校、企业、机构的专家。",
            "拟聘导师2名：张三丰教授、李四光律师。",
            "导师3名：高校1名、企业2名。",
            "导师张三丰每周坐班。",
        ],
    )
    def test_sentences_without_names_or_of_plans_list_nobody(
        self, made: Any, sentence: str
    ) -> None:
        assert find_rosters(made.write(sentence)) == ()


class TestEvents:
    def test_the_year_of_a_day_comes_from_the_caption(self, made: Any) -> None:
        document = made.write(
            "2022年度双创活动统计表",
            [
                ["序号", "活动主题", "活动时间", "活动形式", "参与人次"],
                ["1", "开放日", "3月9日", "沙龙", "46人"],
                ["2", "训练营", "4.10", "培训", "约50人"],
                ["", "合计", "", "", "96"],
            ],
        )
        assert plain(find_rosters(document), "events") == [
            {"name": "开放日", "held_on": "2022-03-09", "kind": "沙龙", "attendance": 46},
            {"name": "训练营", "held_on": "2022-04-10", "kind": "培训", "attendance": 50},
        ]

    def test_or_from_the_row_above_or_the_files_name(self, made: Any) -> None:
        heads = ["日期", "主题", "形式", "人数"]
        above = made.write(
            "活动台账",
            [heads, ["2021年12月30日", "年会", "沙龙", "9"], ["12月31日", "答谢", "沙龙", "9"]],
        )
        named = made.write(
            "活动台账", [heads, ["5月1日", "年会", "沙龙", "9"]], name="2020年活动.docx"
        )
        dates = [row["held_on"] for row in plain(find_rosters(above), "events")]
        assert dates == ["2021-12-30", "2021-12-31"]
        assert plain(find_rosters(named), "events")[0]["held_on"] == "2020-05-01"

    def test_a_day_without_any_year_stays_open(self, made: Any) -> None:
        document = made.write(
            "活动台账", [["日期", "主题", "形式", "人数"], ["5月1日", "年会", "沙龙", "9"]]
        )
        assert plain(find_rosters(document), "events")[0]["held_on"] is None

    @pytest.mark.parametrize(
        ("caption", "head", "name"),
        [
            ("2024年活动计划表", "时间", "方案.docx"),
            ("活动一览", "计划时间", "方案.docx"),
            ("二、活动", "时间", "2024年度工作计划.docx"),
            ("拟举办活动如下：", "时间", "方案.docx"),
        ],
    )
    def test_planned_activities_are_no_events(
        self, made: Any, caption: str, head: str, name: str
    ) -> None:
        table = [["活动名称", head, "形式", "参加人数"], ["开放日", "2024年3月", "沙龙", "46"]]
        assert find_rosters(made.write(caption, table, name=name)) == ()

    def test_a_summary_with_a_plan_in_one_file_lists_what_was_held(self, made: Any) -> None:
        document = made.write(
            "#一、2021年工作总结",
            "全年活动见下表。",
            [["活动名称", "时间", "人数"], ["开放日", "2021年3月", "46"]],
            "#二、2022年工作计划",
            [["活动名称", "时间", "人数"], ["开放日", "2022年3月", "46"]],
            name="工作总结暨工作计划.docx",
        )
        assert [row["held_on"] for row in plain(find_rosters(document), "events")] == ["2021-03"]


class TestInvestments:
    def test_amounts_take_the_unit_of_head_or_caption(self, made: Any) -> None:
        document = made.write(
            "种子基金投资情况（单位：万元）",
            [
                ["被投企业", "投资主体", "投资金额", "投资时间"],
                ["某甲有限公司", "拾光基金", "30", "2023年5月"],
                ["某乙有限公司", "拾光基金", "50万元", "2023年6月"],
            ],
        )
        amounts = [row["amount_yuan"] for row in plain(find_rosters(document), "investments")]
        assert amounts == [300000, 500000]

    def test_two_investments_in_one_company_are_two_rows(self, made: Any) -> None:
        document = made.write(
            "投资项目",
            [
                ["被投企业", "投资方", "金额（万元）", "签约时间"],
                [("某甲有限公司", 2, 1), "拾光基金", "30", "2023年5月"],
                [None, "拾光基金", "20", "2024年5月"],
            ],
        )
        assert [row["amount_yuan"] for row in plain(find_rosters(document), "investments")] == [
            300000,
            200000,
        ]


@pytest.mark.parametrize(
    ("caption", "table"),
    [
        ("经费预算", [["项目", "金额（万元）", "备注"], ["房租", "38", ""], ["活动", "18", ""]]),
        ("设备清单", [["序号", "设备名称", "数量", "用途"], ["1", "打印机", "2", "打印"]]),
        (
            "入驻企业知识产权清单",
            [["序号", "专利名称", "类型", "授权日期"], ["1", "一种机", "发明", "2022.1.1"]],
        ),
        ("场地构成", [["区域", "面积（㎡）", "工位数"], ["一层", "300", "20"]]),
        (
            "合作机构一览",
            [["序号", "机构名称", "类型", "签约时间"], ["1", "某银行", "银行", "2022.1"]],
        ),
        ("活动月度统计", [["月份", "活动场次", "人次"], ["1月", "2", "30"]]),
        ("佐证材料清单", [["序号", "名称", "页码"], ["1", "营业执照", "1"]]),
        ("基本情况", [["单位名称", "某公司", "性质", "企业"], ["成立时间", "2020.1", "人数", "5"]]),
        ("评审专家名单", [["姓名", "单位", "职称"], ["张三丰", "某大学", "教授"]]),
    ],
)
def test_other_tables_are_no_rosters(made: Any, caption: str, table: Any) -> None:
    assert find_rosters(made.write(caption, table)) == ()


class TestMerging:
    def test_rows_of_two_documents_are_joined_by_name(self, made: Any) -> None:
        form = made.write(
            "入驻企业", [["名称", "入驻时间", "人数"], ["某甲有限公司", "2022.1", "无"]]
        )
        agreements = made.sheet(
            [
                ["企业名称", "统一社会信用代码", "入驻日期", "人数"],
                ["某甲 有限公司", "91530102MA2XCW0G42", "2022-01-05", "7"],
                ["某乙有限公司", "/", "2022-02-05", "8"],
            ],
            sheet="入驻协议",
        )
        rows = find_rosters(form) + find_rosters(agreements)
        merged = merge_rosters(rows)["tenants"]
        assert [str(row.cells["name"].value) for row in merged] == ["某甲有限公司", "某乙有限公司"]
        assert merged[0].cells["headcount"].value == Decimal(7)
        assert str(merged[0].cells["moved_in_on"].value) == "2022-01"
        assert merged[0].cells["credit_code"].value == "91530102MA2XCW0G42"

    def test_the_first_document_wins_and_the_difference_is_told(self, made: Any) -> None:
        heads = ["名称", "入驻时间", "人数"]
        form = made.write("入驻企业", [heads, ["某甲有限公司", "2022.1", "5"]])
        other = made.sheet([heads, ["某甲有限公司", "2022.1", "6"]], sheet="入驻企业")
        rows = find_rosters(form) + find_rosters(other)
        assert merge_rosters(rows)["tenants"][0].cells["headcount"].value == Decimal(5)
        found = disagreements(rows)
        assert [(one.column, [cell.value for cell in one.cells]) for one in found] == [
            ("headcount", [Decimal(5), Decimal(6)])
        ]

    def test_rows_of_one_list_are_never_joined(self, made: Any) -> None:
        document = made.write(
            "活动",
            [
                ["活动名称", "时间", "人数"],
                ["项目路演", "2022.1.5", "5"],
                ["项目路演", "2022.2.5", "6"],
            ],
        )
        assert len(merge_rosters(find_rosters(document))["events"]) == 2
        assert merge_rosters(()) == {}


class TestHeadsInOtherWords:
    """Heads that officials print: one column each, several ways."""

    @pytest.mark.parametrize(
        ("column", "heads"),
        [
            ("name", "入驻主体名称 在驻机构 孵化对象 公司全称 企业/项目名称 签约单位名称"),
            ("kind", "主体类型 入驻类别 组织形式 市场主体类型 企业或团队 单位性质"),
            ("credit_code", "社会信用代码 营业执照编号 信用代码证号 税号 统一社会信用代码/注册号"),
            ("product", "业务 主要产品或项目 产品及服务 核心技术 从事行业 做什么 项目简介"),
            ("output_value_yuan", "年度产值（万元） 总产值 2022年产值 工业产值 全年产值"),
            ("sales_yuan", "营业额 年度营收 主营收入 全年销售收入 收入（万元） 上年营业收入"),
            ("established_on", "工商登记日 注册成立时间 执照发证日期 设立年份 成立年月日 注册日"),
            ("moved_in_on", "进驻年月 入园日期 协议起始日 签约入驻 入驻起始时间 何时入驻"),
            ("headcount", "在职员工数 用工人数 就业人员 现有人员 团队规模 带动就业数"),
            ("phone", "座机 法人联系电话 通讯方式 负责人手机 电话/手机 联系人手机号码"),
            ("registered_in_space", "是否注册于空间 注册地是否为本空间 注册在空间（是/否）"),
            ("registered_in_space", "是否园区注册 住所是否在空间内 是否在本空间办照"),
        ],
    )
    def test_of_tenants(self, column: str, heads: str) -> None:
        self._check("tenants", column, heads)

    @pytest.mark.parametrize(
        ("roster", "column", "heads"),
        [
            ("graduates", "name", "出孵企业名称 毕业主体 离园企业 已毕业团队名称"),
            ("graduates", "graduated_on", "离园日期 出孵年份 毕业（出孵）时间 准予毕业时间"),
            ("team_members", "role", "所任职务 工作岗位 职务/岗位 团队职务"),
            ("team_members", "major", "学历及专业 主修专业 所学学科 专业名称"),
            ("team_members", "service", "职责分工 负责事项 分管工作 提供的服务"),
            ("team_members", "full_time", "专兼职情况 全职/兼职 人员性质 聘用方式"),
            ("mentors", "name", "专家姓名 签约导师 辅导老师 顾问姓名"),
            ("mentors", "organisation", "就职单位 供职企业 所属机构 来自单位"),
            ("mentors", "title", "行政职务 专业技术职称 头衔 职务/职称"),
            ("mentors", "field", "主攻方向 可辅导方向 擅长什么 行业方向"),
            ("events", "name", "会议名称 活动名称（主题） 赛事名称 讲座题目"),
            ("events", "held_on", "组织时间 开班日期 月份 时间地点"),
            ("events", "kind", "活动种类 培训形式 开展形式 主题类别"),
            ("events", "attendance", "出席人数 覆盖人次 参训学员 规模（人）"),
            ("investments", "tenant", "获得投资企业 受投企业名称 被投资方 投资去向"),
            ("investments", "investor", "领投方 出资基金 投资方名称 资金提供方"),
            ("investments", "amount_yuan", "万元 实投金额 协议金额（元） 本轮融资额"),
            ("investments", "signed_on", "签约 打款日期 合同签订时间 协议签署年月"),
        ],
    )
    def test_of_other_lists(self, roster: str, column: str, heads: str) -> None:
        self._check(roster, column, heads)

    @pytest.mark.parametrize(
        "head", ["注册资本", "注册地址", "法定代表人", "协议终止日期", "到期时间", "企业数", "租金"]
    )
    def test_heads_of_no_column(self, head: str) -> None:
        columns = load_catalogue().rosters["tenants"].columns
        assert [column for column in columns if fit("tenants", column, head)] == []

    def _check(self, roster: str, column: str, heads: str) -> None:
        columns = load_catalogue().rosters[roster].columns
        for head in heads.split():
            worth = {key: fit(roster, key, head) for key in columns}
            assert worth[column] > 0, head
            assert max(worth, key=lambda key: worth[key]) == column, head


def test_an_entry_with_alternatives_is_spelled_out() -> None:
    assert spelled_out("(签约|)入驻(时间|日期)") == (
        "签约入驻时间",
        "签约入驻日期",
        "入驻时间",
        "入驻日期",
    )
    assert spelled_out("是否注册于…") == ("是否注册于…",)


def test_investments_headed_by_a_unit_with_names_wrapped_over_lines(made: Any) -> None:
    document = made.write(
        "已投资项目（见表）",
        [
            ["被投企业", "出资方", "万元", "签约"],
            ["某甲包装印刷有\n限公司", "某天使基\n金", "36", "2020/9/17"],
            ["某乙花卉种植有\n限公司", "某天使基\n金", "2.5", "2021/6/4"],
        ],
    )
    assert plain(find_rosters(document), "investments")[1] == {
        "tenant": "某乙花卉种植有限公司",
        "investor": "某天使基金",
        "amount_yuan": 25000,
        "signed_on": "2021-06-04",
    }


def test_the_unit_beside_the_reporting_body_holds_for_the_list(made: Any) -> None:
    document = made.sheet(
        [
            [("入驻企业情况表", 1, 4)],
            ["填报单位：某孵化服务公司", "单位：人、千元"],
            ["企业名称", "进驻年月", "员工", "销售收入"],
            ["某甲有限公司", "2022.1", "5", "35"],
        ]
    )
    assert plain(find_rosters(document), "tenants")[0]["sales_yuan"] == 35000


def test_the_unit_holds_over_heads_in_three_rows_of_which_one_is_last_year_s(made: Any) -> None:
    document = made.sheet(
        [
            [("在孵企业（团队）名册", 1, 5)],
            ["截至2023年2月28日", None, None, None, None, "金额单位：千元"],
            [("基本情况", 1, 3), ("规模", 1, 3)],
            [
                ("名称", 2, 1),
                ("类别", 2, 1),
                ("主导产品", 2, 1),
                ("2022年销售收入", 1, 2),
                ("人数", 2, 1),
            ],
            [None, None, None, "本年", "上年同期", None],
            ["某甲有限公司", "企业", "泵阀", "1285", "1040.8", "13"],
            ["某乙有限公司", "企业", "教具", "610", "494.1", "15"],
        ]
    )
    row = plain(find_rosters(document), "tenants")[0]
    assert (row["sales_yuan"], row["headcount"]) == (1285000, 13)


@pytest.mark.parametrize(
    ("caption", "table", "roster", "expected"),
    [
        (
            "附件2：入驻单位汇总表",
            [["序号", "单位", "从事行业", "进驻", "从业者"], ["1", "某坊", "茶", "2023.4", "6"]],
            "tenants",
            {
                "name": "某坊",
                "product": "茶",
                "moved_in_on": "2023-04",
                "headcount": 6,
                "kind": "团队",
            },
        ),
        (
            "（三）专兼职辅导员",
            [
                ["姓名", "任职处", "职务", "辅导什么", "专/兼"],
                ["张某", "某校", "教授", "农业", "兼"],
            ],
            "mentors",
            {
                "name": "张某",
                "organisation": "某校",
                "title": "教授",
                "field": "农业",
                "full_time": "no",
            },
        ),
        (
            "2022年开展的主要活动",
            [["何时", "做了什么", "形式", "来了多少人"], ["3月9日", "首期交流", "路演", "35"]],
            "events",
            {"name": "首期交流", "held_on": "2022-03-09", "kind": "路演", "attendance": 35},
        ),
        (
            "五、获得投资情况",
            [["企业", "基金", "元", "签署日"], ["某甲有限公司", "某基金", "400000", "2023.4.1"]],
            "investments",
            {
                "tenant": "某甲有限公司",
                "investor": "某基金",
                "amount_yuan": 400000,
                "signed_on": "2023-04-01",
            },
        ),
        (
            "孵化成功企业",
            [["名称", "入孵", "出孵", "就业"], ["某甲有限公司", "2020.1", "2022.3", "7"]],
            "graduates",
            {
                "name": "某甲有限公司",
                "moved_in_on": "2020-01",
                "graduated_on": "2022-03",
                "headcount": 7,
            },
        ),
    ],
)
def test_lists_in_plain_words(
    made: Any, caption: str, table: Any, roster: str, expected: dict[str, Any]
) -> None:
    document = made.write(caption, table, name="材料.docx")
    assert plain(find_rosters(document), roster) == [expected]
    assert set(listed(document)) == {roster}


def test_a_column_of_units_names_no_tenants(made: Any) -> None:
    table = [["项目", "单位", "人数"], ["在驻企业", "家", "12"], ["活动", "场", "30"]]
    assert find_rosters(made.write("入驻情况", table)) == ()


def test_october_whose_zero_a_sheet_dropped(made: Any) -> None:
    """2022.1 beside 2022.03 was typed 2022.10; where months have one digit it is January."""
    head = ["序", "名称", "入驻年月", "人数"]
    for march, month in (("2022.03", 10), ("2022.3", 1)):
        rows = [head, ["1", "某甲食品有限公司", march, "7"], ["2", "某乙团队", "2022.1", "6"]]
        found = plain(find_rosters(made.sheet(rows, sheet="入驻名单")), "tenants")
        assert found[1]["moved_in_on"] == f"2022-{month:02d}"


def test_posts_stand_under_no_head(made: Any) -> None:
    document = made.write(
        [
            [("团队成员", 3, 1), "", "姓名", "联系电话", "专业"],
            [None, "负责人", "华某", "13800000001", "会计学"],
            [None, "成员", "沐某", "13800000002", "法学"],
        ],
    )
    rows = plain(find_rosters(document), "team_members")
    assert [row["role"] for row in rows] == ["负责人", "成员"]


def test_an_answer_on_where_a_company_is_registered_may_be_explained(made: Any) -> None:
    document = made.write(
        "入驻企业和团队名单",
        [
            ["名称", "入场", "人数", "住所是否登记在工场"],
            ["某甲食品有限公司", "2023年3月", "5", "是"],
            ["某乙日化有限公司", "2023年6月", "4", "否（登记在外县）"],
        ],
    )
    rows = plain(find_rosters(document), "tenants")
    assert [row["registered_in_space"] for row in rows] == ["yes", "no"]


def test_events_need_no_words_above_where_every_head_tells(made: Any) -> None:
    document = made.write(
        "空间前后办了14场活动。今年办了11场，不在下表里。",
        [
            ["场次", "题目", "日子", "形式", "到场（人）"],
            ["1", "果农怎么做账", "2022年2月16日", "培训", "42"],
            ["2", "春剪现场交流", "2022年3月5日", "沙龙", "36"],
        ],
    )
    assert listed(document) == {"events": ["果农怎么做账", "春剪现场交流"]}
