"""Statistics tables: any way round, units from anywhere, no sums, shares, targets or accounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.find.figures.indicators import indicator
from extractors.find.figures.statistics import find_statistics, statistics_tables
from extractors.model import Document, Method, Window
from extractors.values import to_plain


def years(document: Document) -> list[dict[str, Any]]:
    return [
        {key: to_plain(cell.value) for key, cell in row.cells.items()}
        for row in find_statistics(document)[1]
    ]


def test_indicators_by_years(made: Any) -> None:
    document = made.write(
        "众创空间统计年报",
        "金额单位：千元",
        [
            ["指标", "2021年", "2022年", "2022年比2021年增减"],
            ["年末在驻团队和企业（家）", "18", "21", "3"],
            ["当年融资额", "1,200", "0", "-1200"],
            ["年末累计毕业企业（家）", "2", "7", "5"],
        ],
    )
    assert years(document) == [
        {"year": 2021, "tenant_count": 18, "funding_total_yuan": 1200000, "graduate_count": 2},
        {"year": 2022, "tenant_count": 21, "funding_total_yuan": 0, "graduate_count": 7},
    ]


def test_years_by_indicators_under_two_head_rows_with_a_share_and_a_sum(made: Any) -> None:
    document = made.sheet(
        [
            [("众创空间运行情况统计表", 1, 7)],
            ["填报单位：某集团创业服务公司"],
            [("年度", 2, 1), ("入驻与注册", 1, 3), ("投融资", 1, 1), ("活动（场次）", 1, 2)],
            [
                None,
                "年末在驻团队和企业（家）",
                "当年新注册企业（家）",
                "新注册占比",
                "当年融资额（万元）",
                "活动总数",
                "其中：培训",
            ],
            ["2021年", "13", "2", "15.38%", "80", "7", "2"],
            ["2022年", "19", "5", "0.26", "460", "23", "6"],
            ["两年合计", "—", "7", "", "540", "30", "8"],
        ]
    )
    assert years(document) == [
        {
            "year": 2021,
            "tenant_count": 13,
            "new_company_count": 2,
            "funding_total_yuan": 800000,
            "event_count": 7,
            "training_count": 2,
        },
        {
            "year": 2022,
            "tenant_count": 19,
            "new_company_count": 5,
            "funding_total_yuan": 4600000,
            "event_count": 23,
            "training_count": 6,
        },
    ]


def test_this_and_last_year_take_the_year_of_the_title(made: Any) -> None:
    document = made.write(
        "2022年度众创空间统计报表",
        [
            ["序号", "指标名称", "计量单位", "本年", "上年"],
            ["1", "在孵企业和团队数", "家", "20", "18"],
            ["1.1", "其中：企业", "家", "12", "10"],
            ["2", "获得投融资金额", "千元", "1800", "500"],
            ["3", "开展创新创业活动", "场", "14", "12"],
            ["", "其中：创业教育", "场", "5", "4"],
        ],
    )
    assert years(document)[1] == {
        "year": 2022,
        "tenant_count": 20,
        "company_count": 12,
        "funding_total_yuan": 1800000,
        "event_count": 14,
        "training_count": 5,
    }
    assert years(document)[0]["tenant_count"] == 18


def test_a_return_of_one_year_heads_its_figures_with_no_year(made: Any) -> None:
    table = [
        ["指标", "数值", "指标", "数值"],
        ["在孵企业和团队", "20", "活动场次", "13"],
        ["导师", "8", "就业人数", "2021"],
    ]
    assert years(made.write("众创空间统计年报（2022年）", table)) == [
        {
            "year": 2022,
            "tenant_count": 20,
            "mentor_count": 8,
            "event_count": 13,
            "jobs_count": 2021,
        }
    ]
    # The same table in an application form belongs to the form's own cells.
    assert years(made.write("2022年度主要指标", table, name="申报书.docx")) == []


def test_companies_and_teams_under_a_year_are_parts(made: Any) -> None:
    document = made.write(
        "统计年报",
        [
            [("指标", 2, 1), ("2021年", 1, 2), ("2022年", 1, 2)],
            [None, "企业", "团队", "企业", "团队"],
            ["年末在驻", "8", "4", "10", "5"],
        ],
    )
    assert years(document)[1] == {"year": 2022, "company_count": 10, "team_count": 5}


def test_shares_become_fractions_and_money_takes_the_unit_column(made: Any) -> None:
    document = made.write(
        "二、主要指标",
        [
            ["序号", "指标", "单位", "2022年"],
            ["1", "工位和公共场地合计占比", "%", "67.8"],
            ["2", "种子基金规模", "万元", "50"],
            ["3", "创业培训", "期", "3"],
            ["4", "组织活动", "场", "9"],
        ],
    )
    assert years(document) == [
        {
            "year": 2022,
            "event_count": 9,
            "training_count": 3,
            "usable_share": 0.678,
            "seed_fund_yuan": 500000,
        }
    ]


def test_a_year_of_dashes_is_no_year(made: Any) -> None:
    document = made.write(
        "统计数据",
        [["年度", "入驻（家）", "活动（场）"], ["2021", "18", "15"], ["2022", "—", "—"]],
    )
    assert [row["year"] for row in years(document)] == [2021]


@pytest.mark.parametrize(
    ("caption", "table"),
    [
        ("三年目标", [["指标", "2024年", "2025年"], ["入驻", "30", "40"], ["活动", "30", "40"]]),
        ("统计", [["指标", "2024年预计"], ["入驻", "30"], ["活动", "40"]]),
        ("统计", [["指标", "2024年1-9月"], ["入驻", "30"], ["活动", "40"]]),
        ("收支情况", [["科目", "2022年"], ["教育培训", "12"], ["创业活动", "3"]]),
        ("支出", [["支出项目", "2022年"], ["教育培训", "12"], ["创业活动", "3"]]),
        ("全市众创空间统计", [["指标", "2022年"], ["入驻", "1200"], ["活动", "3000"]]),
        ("基本情况", [["入驻情况", "24家", "成立日期", "2018-12-01"], ["工位", "9", "导师", "3"]]),
        ("营业收入", [["项目", "2022年"], ["服务收入", "12"], ["政府补助", "3"]]),
    ],
)
def test_plans_parts_of_years_accounts_and_forms_are_no_statistics(
    made: Any, caption: str, table: Any
) -> None:
    document = made.write(caption, table)
    assert find_statistics(document) == ((), ())
    assert statistics_tables(document) == frozenset()


def test_hidden_sheets_are_not_read(made: Any) -> None:
    rows = [["指标", "2022年"], ["入驻", "30"], ["活动", "40"]]
    assert years(made.sheet(rows, sheet="统计", hidden=True)) == []
    assert years(made.sheet(rows, sheet="统计")) == [
        {"year": 2022, "tenant_count": 30, "event_count": 40}
    ]


def test_money_without_any_unit_is_not_guessed(made: Any) -> None:
    document = made.write(
        "统计", [["指标", "2022年"], ["融资额", "180"], ["入驻", "3"], ["活动", "4"]]
    )
    assert "funding_total_yuan" not in years(document)[0]


def test_candidates_carry_year_window_and_quote(made: Any) -> None:
    document = made.write("统计", [["指标", "2022年"], ["入驻", "30"], ["活动", "40"]])
    first = find_statistics(document)[0][0]
    assert (first.field, first.value, first.year) == ("tenant_count", Decimal(30), 2022)
    assert (first.method, first.window) == (Method.STATISTIC, Window.YEAR)
    assert first.evidence[0].text == "30"
    assert statistics_tables(document) == frozenset({(1, None)})


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("年末在驻团队和企业（家）", "tenant_count"),
        ("入驻企业/团队数", "tenant_count"),
        ("在孵企业、团队", "tenant_count"),
        ("（一）当年新注册企业数", "new_company_count"),
        ("当年获投融资（家）", "funded_count"),
        ("当年获投融资（万元）", "funding_total_yuan"),
        ("获投融资总额", "funding_total_yuan"),
        ("其中：创业教育", "training_count"),
        ("累计毕业企业", "graduate_count"),
        ("年末入驻主体（家）", "tenant_count"),
        ("当年组织活动（场）", "event_count"),
        ("年末辅导员（人）", "mentor_count"),
        ("当年毕业企业", None),
        ("毕业企业", None),
        ("新注册占比", None),
        ("累计注册企业", None),
        ("新增入驻企业", None),
        ("", None),
    ],
)
def test_only_what_is_wholly_understood_is_an_indicator(label: str, key: str | None) -> None:
    assert indicator(label) == key


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2022年", 2022),
        ("2022", 2022),
        ("2022年度（1—12月）", 2022),
        ("2022年末", 2022),
        ("截至2022年底", 2022),
        ("二〇二二年", 2022),
        ("2022年实际", 2022),
        ("2022年上半年", None),
        ("2022年1-9月", None),
        ("2022年增长率", None),
        ("2022年同比", None),
        ("2021-2022年", None),
        ("2022年（预计）", None),
    ],
)
def test_a_head_dates_its_column_only_by_a_whole_year(
    made: Any, head: str, year: int | None
) -> None:
    document = made.write("情况", [["指标", head], ["入驻", "30"], ["活动", "40"]])
    assert [row["year"] for row in years(document)] == ([] if year is None else [year])


def test_years_without_年_under_a_merged_head_and_a_sum_over_them(made: Any) -> None:
    document = made.sheet(
        [
            [("某空间近三年运行数据", 1, 6)],
            ["金额单位：万元"],
            [("指标名称", 2, 1), ("单位", 2, 1), ("年度", 1, 3), ("三年累计", 2, 1)],
            [None, None, "2021", "2022", "2023", None],
            ["年末在驻创业主体", "家", "6", "9", "12", "—"],
            ["当年融资总额", "", "0", "60", "120", "180"],
            ["当年举办活动", "场", "5", "6", "7", "18"],
        ]
    )
    assert years(document) == [
        {"year": 2021, "tenant_count": 6, "funding_total_yuan": 0, "event_count": 5},
        {"year": 2022, "tenant_count": 9, "funding_total_yuan": 600000, "event_count": 6},
        {"year": 2023, "tenant_count": 12, "funding_total_yuan": 1200000, "event_count": 7},
    ]


@pytest.mark.parametrize("head", ["历年数据", "各年度完成情况", "近两年指标", "年份", "完成情况"])
def test_words_that_only_group_the_years_part_no_figure(made: Any, head: str) -> None:
    document = made.write(
        "情况",
        [
            [("指标", 2, 1), (head, 1, 2)],
            [None, "2021", "2022"],
            ["入驻", "6", "9"],
            ["活动", "5", "6"],
        ],
    )
    assert years(document)[1] == {"year": 2022, "tenant_count": 9, "event_count": 6}


@pytest.mark.parametrize(
    "note",
    ["单位：家、千元、场、人", "计量单位：家，场，千元", "（家、千元、场）", "注：金额均以千元计"],
)
def test_units_given_once_hold_for_the_money_of_the_table(made: Any, note: str) -> None:
    heads = ["年份", "入驻主体", "融资金额", "活动"]
    rows = [["2021年", "6", "300", "5"], ["2022年", "9", "600", "6"]]
    above = made.sheet([["填报单位：某甲创业服务公司", note], heads, *rows])
    below = made.sheet([heads, *rows, [note]])
    for document in (above, below) if note.startswith(("单位", "注")) else (above,):
        assert [row["funding_total_yuan"] for row in years(document)] == [300000, 600000]


def test_two_money_units_in_one_note_say_nothing(made: Any) -> None:
    rows = [["指标", "2021年", "2022年"], ["入驻", "3", "4"], ["活动", "3", "4"]]
    rows.append(["融资额", "18", "20"])
    document = made.sheet([["单位：家、元、万元"], *rows])
    assert "funding_total_yuan" not in years(document)[0]


def test_the_units_in_the_first_head_hold_for_all_rows(made: Any) -> None:
    document = made.write(
        "情况",
        [["指标（家、场、万元）", "2021", "2022"], ["入驻", "6", "8"], ["融资额", "10", "20"]],
    )
    assert years(document)[0] == {"year": 2021, "tenant_count": 6, "funding_total_yuan": 100000}


def test_a_forms_table_of_one_year_gives_candidates_and_no_rows(made: Any) -> None:
    one = [["指标", "2022年"], ["入驻", "6"], ["活动", "7"]]
    two = [["指标", "2021年", "2022年"], ["入驻", "5", "6"], ["活动", "7", "8"]]
    form = made.write("三、运营指标", one, name="众创空间备案申请表.docx")
    found, rows = find_statistics(form)
    assert ({candidate.field for candidate in found}, rows) == ({"tenant_count", "event_count"}, ())
    both = made.write("三、运营指标", one, "历年", two, name="众创空间备案申请表.docx")
    assert [row["year"] for row in years(both)] == [2021, 2022]
    for name in ("年报.docx", "备案空间年度统计表.docx"):
        assert [row["year"] for row in years(made.write("运营指标", one, name=name))] == [2022]


def test_a_form_whose_name_ends_in_报表_is_no_return(made: Any) -> None:
    table = [["指标", "数值"], ["入驻", "6"], ["累计毕业", "7"]]
    document = made.write("三、2022年运营指标", table, name="众创空间备案申报表.docx")
    assert find_statistics(document) == ((), ())


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("年末在驻单位（家）", "tenant_count"),
        ("期末协议入驻主体（户）", "tenant_count"),
        ("截至12月31日在驻团队和企业总数", "tenant_count"),
        ("年末累计毕业（家）", "graduate_count"),
        ("毕业企业（累计，家）", "graduate_count"),
        ("历年毕业企业和团队", "graduate_count"),
        ("当年毕业（家）", None),
        ("当年新设立企业（家）", "new_company_count"),
        ("在驻企业带动就业人数", "jobs_count"),
        ("年末吸纳从业人员数", "jobs_count"),
        ("举办各类培训（期）", "training_count"),
        ("获得投资（家）", "funded_count"),
        ("获得投资（万元）", "funding_total_yuan"),
        ("签约创业导师人数", "mentor_count"),
        ("专职导师", None),
        ("入驻率", None),
        ("新增知识产权", None),
        ("融资情况", None),
    ],
)
def test_indicators_in_other_words(label: str, key: str | None) -> None:
    assert indicator(label) == key


class TestUnitsAndYearsInOddPlaces:
    def years(self, document: Any) -> dict[int, dict[str, Any]]:
        return {
            int(row.cells["year"].value): {
                key: cell.value for key, cell in row.cells.items() if key != "year"
            }
            for row in find_statistics(document)[1]
        }

    def test_the_unit_may_stand_beside_the_year(self, made: Any) -> None:
        table = [
            ["指标", "2020年（千元）", "2021年（千元）"],
            ["年末入驻团队和企业数（家）", "10", "12"],
            ["获投融资总额", "1200", "2400"],
        ]
        found = self.years(made.write("近两年统计", table))
        assert found[2020]["funding_total_yuan"] == 1_200_000
        assert found[2021]["tenant_count"] == 12

    def test_or_behind_a_stroke_in_two_languages(self, made: Any) -> None:
        table = [
            ["Year", "Tenants 在驻", "融资额/千元"],
            ["2022", "11", "0"],
            ["2023", "17", "4100"],
        ]
        found = self.years(made.sheet(table, sheet="Yearly 年度"))
        assert found[2023] == {"tenant_count": 17, "funding_total_yuan": 4_100_000}
        assert found[2022]["funding_total_yuan"] == 0

    def test_or_in_the_cell_behind_the_figure(self, made: Any) -> None:
        table = [
            ["年度", "指标", "数值", "单位"],
            [("2021", 2, 1), "入驻团队和企业", "10", "家"],
            [None, "融资总额", "120", "万元"],
        ]
        found = self.years(made.sheet(table, sheet="年报"))
        assert found[2021] == {"tenant_count": 10, "funding_total_yuan": 1_200_000}

    def test_the_first_year_may_begin_in_may(self, made: Any) -> None:
        """5—12月 is the whole of a year in which the space opened; 1—9月 is a part of one."""
        table = [
            ["项目", "2019年（{}月）"],
            ["年末入驻企业和团队（个）", "8"],
            ["活动（次）", "12"],
        ]
        for months, expected in (("5—12", 8), ("1—9", None)):
            filled = [[cell.format(months) for cell in row] for row in table]
            found = self.years(made.sheet(filled, sheet="统计"))
            assert found.get(2019, {}).get("tenant_count") == expected


def test_plans_beside_what_was_done_are_left_out(made: Any) -> None:
    document = made.write(
        "主要数字与上一年并列如下",
        [
            [("项目", 2, 1), ("2021年", 1, 2), ("2022年", 1, 2)],
            [None, "计划", "实绩", "计划", "实绩"],
            ["获得融资（家）", "2", "2", "3", "3"],
            ["融资额（万元）", "500", "430", "1000", "1260"],
        ],
    )
    assert years(document) == [
        {"year": 2021, "funded_count": 2, "funding_total_yuan": 4300000},
        {"year": 2022, "funded_count": 3, "funding_total_yuan": 12600000},
    ]


def test_the_note_of_the_unit_above_one_column_is_no_word_of_its_head(made: Any) -> None:
    document = made.sheet(
        [
            ["众创空间综合统计表", "", ""],
            ["填报单位：某公司", "", "金额单位：千元"],
            ["指标", "2021年", "2022年"],
            ["年末在孵团队和企业（家）", "18", "21"],
            ["当年获得投融资总额", "1200", "300"],
        ],
        name="统计表.xlsx",
    )
    assert years(document) == [
        {"year": 2021, "tenant_count": 18, "funding_total_yuan": 1200000},
        {"year": 2022, "tenant_count": 21, "funding_total_yuan": 300000},
    ]


def test_the_half_of_the_first_year_is_all_that_year_has(made: Any) -> None:
    document = made.write(
        "统计年报",
        [
            ["项目", "2021年（下半年）", "2022年"],
            ["年底在驻（家）", "11", "14"],
            ["当年活动（场）", "6", "14"],
        ],
    )
    assert [row["year"] for row in years(document)] == [2021, 2022]
