"""Forms as applicants fill them, in real Word files: labels with their values, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from extractors.find import find_in
from extractors.model import Approximate, Candidate, Document, Method
from extractors.readers import read
from extractors.values import Division, PartialDate

Rows = Sequence[Sequence[str]]


def filed(folder: Path, rows: Rows, *above: str, name: str = "申请表.docx") -> Document:
    """A Word file with lines above one table, as the reader gives it."""
    file = docx.Document()
    for line in above:
        file.add_paragraph(line)
    if rows:
        table = file.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
    file.save(str(folder / name))
    return read(folder / name)


def candidates(document: Document, key: str) -> list[Candidate]:
    found = find_in(document).candidates
    for candidate in found:
        for e in candidate.evidence:
            assert document.blocks[e.block].text[e.start : e.end] == e.text
    return [c for c in found if c.field == key and c.rejected is None]


def values(document: Document, key: str) -> list[Any]:
    return [c.value for c in candidates(document, key)]


@pytest.mark.parametrize(
    ("key", "label", "text", "value"),
    [
        ("space_name", "众创空间名称", "松果坡众创空间", "松果坡众创空间"),
        ("space_name", "众创空间名称", "松果坡\n众创空间", "松果坡众创空间"),  # a narrow cell
        ("operator_name", "申报单位（盖章）", "松果坡服务有限公司", "松果坡服务有限公司"),
        ("operator_kind", "单位性质", "☑企业 □事业 □其他", "企业"),
        ("operator_kind", "单位性质", "□企业 ■事业 □其他", "事业"),
        ("operator_kind", "单位性质", "□企业 □事业 √其他", "其他"),
        ("operator_kind", "单位性质", "R企业 □事业 □其他", "企业"),
        ("operator_kind", "单位性质", "企业（√） 事业（ ）", "企业"),
        ("operator_kind", "单位性质", "社会组织", "其他"),
        ("credit_code", "信用代码", "９１５３０１００ＭＡ６Ｋ５ＮＴＥ３Ｌ", "91530100MA6K5NTE3L"),
        ("legal_representative", "法定代表人", "岑若溪（13800000001）", "岑若溪"),
        ("contact_phone", "联系电话", "0870-\n2100001", "0870-2100001"),
        ("contact_mobile", "手机", "138 0000 0001", "13800000001"),
        ("contact_mobile", "手机", "1380000\n0001", "13800000001"),
        ("contact_mobile", "联系电话", "13800000001", "13800000001"),  # what it is, not what asks
        ("contact_email", "电子邮箱", "pu@example.cn", "pu@example.cn"),
        ("registered_on", "运营主体成立时间", "２０１７年４月", PartialDate(2017, 4)),
        ("applied_on", "填报日期", "2023.3.20", PartialDate(2023, 3, 20)),
        ("division", "所在县（市、区）", "昆明市盘龙区", Division("530103", "盘龙区")),
        ("total_area_m2", "总面积（㎡）", "１２００", Decimal(1200)),
        ("total_area_m2", "总面积", "1,200平方米", Decimal(1200)),
        ("mentor_count", "创业导师（人）", "12", Decimal(12)),
        ("mentor_count", "创业导师", "无", Decimal(0)),  # a count of none
        ("seed_fund_yuan", "种子基金规模（万元）", "200", Decimal(2_000_000)),
        ("seed_fund_yuan", "种子基金规模", "200万元", Decimal(2_000_000)),
        ("funding_total_yuan", "融资总额（亿元）", "0.05", Decimal(5_000_000)),
        ("public_share", "公共服务面积占比（%）", "32", Decimal("0.32")),
        ("lease_years", "租赁期限", "5年（2021年5月1日至2026年4月30日）", Decimal(5)),
        ("premises_tenure", "场地性质", "☑自有 ☑租赁 □无偿使用", "混合"),
        ("has_seed_fund", "种子基金", "☑有 □无", True),
        ("has_seed_fund", "种子基金", "□有 ☑无", False),
        ("has_seed_fund", "种子基金", "暂无", False),
        ("independent_legal_person", "是否独立法人", "是", True),
        ("has_investor_partnership", "合作投融资机构", "松果坡天使投资基金", True),
        ("category", "申报类型", "（√）专业型 （ ）综合型", "专业"),
    ],
)  # fmt: skip
def test_a_value_cell_is_read_as_its_field_asks(
    tmp_path: Path, key: str, label: str, text: str, value: Any
) -> None:
    assert values(filed(tmp_path, [[label, text]]), key) == [value]


@pytest.mark.parametrize(
    ("key", "label", "text"),
    [
        ("space_name", "众创空间名称", "/"),
        ("contact_name", "联系人", "无"),
        ("operator_name", "申报单位", "（盖章）"),
        ("credit_code", "统一社会信用代码", "办理中"),
        ("contact_mobile", "手机", "12345"),
        ("registered_on", "运营主体成立时间", "见执照"),
        ("total_area_m2", "总面积（㎡）", "/"),
        ("operator_kind", "单位性质", "□企业 □事业"),  # nothing ticked
        ("operator_kind", "单位性质", "☑企业 ☑事业"),  # two of one
        ("has_seed_fund", "种子基金", "□有 □无"),
        ("mentor_count", "创业导师", "见附件"),
    ],
)
def test_a_cell_that_does_not_answer_gives_nothing(
    tmp_path: Path, key: str, label: str, text: str
) -> None:
    assert values(filed(tmp_path, [[label, text]]), key) == []


def test_joint_labels_give_each_field_its_part(tmp_path: Path) -> None:
    document = filed(tmp_path, [["联系人及电话", "蒲一鸣 0870-2100001"]])
    assert values(document, "contact_name") == ["蒲一鸣"]
    assert values(document, "contact_phone") == ["0870-2100001"]


def test_telephone_and_mobile_in_one_cell_are_told_apart(tmp_path: Path) -> None:
    document = filed(tmp_path, [["电话/手机", "0870-2100001/13800000001"]])
    assert set(values(document, "contact_phone")) == {"0870-2100001"}
    assert set(values(document, "contact_mobile")) == {"13800000001"}


def test_a_slash_divides_two_counts(tmp_path: Path) -> None:
    document = filed(tmp_path, [["专职人员/服务人员", "5人/7人"]])
    assert values(document, "full_time_staff_count") == [5]
    assert values(document, "staff_count") == [7]


def test_the_legal_representative_s_telephone_is_not_the_contact_s(tmp_path: Path) -> None:
    rows = [
        ["法定代表人", "岑若溪", "联系电话", "0870-2100009"],
        ["联系人", "蒲一鸣", "联系电话", "0870-2100001"],
    ]
    document = filed(tmp_path, rows)
    assert values(document, "contact_phone") == ["0870-2100001"]
    refused = [c for c in find_in(document).candidates if c.rejected and c.field == "contact_phone"]
    assert [(c.value, c.rejected) for c in refused] == [
        ("0870-2100009", "“法定代表人”一栏的内容，不是申报联系人的")
    ]


def test_values_stand_below_a_row_of_labels(tmp_path: Path) -> None:
    document = filed(tmp_path, [["创业导师（人）", "创业工位（个）"], ["12", "88"]])
    assert values(document, "mentor_count") == [12]
    assert values(document, "workstation_count") == [88]


def test_label_and_value_may_share_a_cell_or_a_line(tmp_path: Path) -> None:
    document = filed(tmp_path, [["联系人：蒲一鸣", "手机：13800000001"]], "众创空间名称：松果坡")
    assert values(document, "contact_name") == ["蒲一鸣"]
    assert values(document, "contact_mobile") == ["13800000001"]
    (name,) = candidates(document, "space_name")
    assert (name.value, name.method) == ("松果坡", Method.LABELLED)


def test_what_a_cell_says_besides_is_read_too(tmp_path: Path) -> None:
    rows = [["管理服务人员", "8人，其中专职6人"], ["种子基金", "☑有（80万元） □无"]]
    document = filed(tmp_path, rows)
    assert values(document, "staff_count") == [8]
    assert values(document, "full_time_staff_count") == [6]
    assert values(document, "has_seed_fund") == [True]
    assert values(document, "seed_fund_yuan") == [800_000]


def test_the_term_beside_the_kind_of_tenure_is_read(tmp_path: Path) -> None:
    document = filed(tmp_path, [["场地性质", "☑租赁（2021年5月1日至2026年4月30日） □自有"]])
    assert values(document, "premises_tenure") == ["租赁"]
    # A cell as long as a sentence is read as one besides.
    assert set(values(document, "lease_starts_on")) == {PartialDate(2021, 5, 1)}
    assert set(values(document, "lease_ends_on")) == {PartialDate(2026, 4, 30)}


def test_the_unit_may_stand_in_the_caption_of_the_table(tmp_path: Path) -> None:
    rows = [["种子基金规模", "200"], ["融资总额", "460"], ["创业导师", "12"]]
    document = filed(tmp_path, rows, "金额单位：万元")
    assert values(document, "seed_fund_yuan") == [2_000_000]
    assert values(document, "funding_total_yuan") == [4_600_000]
    assert values(document, "mentor_count") == [12]


def test_the_year_in_a_label_is_the_number_s(tmp_path: Path) -> None:
    (events,) = candidates(filed(tmp_path, [["2022年活动场次", "19"]]), "event_count")
    assert (events.value, events.year) == (19, 2022)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("约12人", Approximate.ABOUT),
        ("近12人", Approximate.AT_MOST),
        ("12余人", Approximate.AT_LEAST),
        ("12人", None),
    ],
)
def test_an_inexact_answer_keeps_how_it_stands_to_the_truth(
    tmp_path: Path, text: str, how: Approximate | None
) -> None:
    (mentors,) = candidates(filed(tmp_path, [["创业导师", text]]), "mentor_count")
    assert (mentors.value, mentors.approximate) == (12, how)


def test_a_planned_number_in_a_value_cell_is_refused(tmp_path: Path) -> None:
    document = filed(tmp_path, [["创业导师", "12人，计划增至创业导师20人"]])
    assert values(document, "mentor_count") == [12]


def test_what_is_counted_comes_in_whole_numbers(tmp_path: Path) -> None:
    # A line of a budget whose head was not read: 22.5万元 for trainings.
    found = find_in(filed(tmp_path, [["培训", "22.5"]])).candidates
    assert [c.rejected for c in found if c.field == "training_count"] == [
        "不是整数，不是创业教育培训"
    ]
    assert values(filed(tmp_path, [["总面积", "822.5"]]), "total_area_m2") == [Decimal("822.5")]


def test_an_address_ends_before_its_area(tmp_path: Path) -> None:
    document = filed(tmp_path, [["众创空间地址", "松果路3号2楼，面积600平方米"]])
    assert values(document, "space_address") == ["松果路3号2楼"]


def test_the_quote_is_the_value_not_its_label(tmp_path: Path) -> None:
    document = filed(tmp_path, [["联系人及手机", "蒲一鸣  13800000001"]])
    (mobile,) = candidates(document, "contact_mobile")
    assert mobile.evidence[0].text == "13800000001"
    assert mobile.evidence[0].anchor.column == 2
    assert mobile.label == "联系人及手机"


@pytest.mark.parametrize(
    ("rows", "key", "values"),
    [
        # The prefecture is asked for beside the county that lies in it.
        (
            [["所在地（州、市）", "伊犁哈萨克自治州", "县（市、区）", "伊宁市"]],
            "division",
            [Division("654002", "伊宁市")],
        ),
        ([["所在地（州、市）", "伊犁哈萨克自治州"]], "division", None),
        # All people of the company do not serve its space.
        ([["职工总数", "1130人（全公司）"], ["服务人员", "12人"]], "staff_count", [Decimal(12)]),
        (
            [["众创空间地址", "某镇曙光路52号西楼（平阳县）"]],
            "space_address",
            ["某镇曙光路52号西楼"],
        ),
        ([["对接人", "施蔓", "Tel", "0871-63357210"]], "contact_phone", ["0871-63357210"]),
        # An account's amount is nobody's number.
        (
            [["科目", "金额（万元）"], ["人员", "62.0"], ["活动", "16.5"]],
            "staff_count",
            [],
        ),
        (
            [["在驻主体", "16家", "构成", "公司10家、团队6支"]],
            "team_count",
            [Decimal(6)],
        ),
    ],
)
def test_what_other_offices_forms_ask(
    tmp_path: Path, rows: Rows, key: str, values: list[object] | None
) -> None:
    found = [one.value for one in candidates(filed(tmp_path, rows), key)]
    if values is None:
        assert [one.code for one in found if isinstance(one, Division)] == ["654000"]
    else:
        assert found == values
