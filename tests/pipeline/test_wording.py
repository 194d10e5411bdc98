"""Values and findings read in Chinese as an official would write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Block,
    Document,
    Evidence,
    Finding,
)
from extractors.values import Division, PartialDate
from pipeline.wording import finding_words, label, value_words


@pytest.mark.parametrize(
    ("key", "value", "approximate", "words"),
    [
        ("total_area_m2", Decimal("820.0"), None, "820 ㎡"),
        ("total_area_m2", Decimal("0.50"), None, "0.5 ㎡"),
        ("tenant_count", Decimal(20), Approximate.AT_MOST, "至多 20 家"),
        ("usable_share", Decimal("0.7"), None, "70%"),
        ("usable_share", Decimal("0.6633"), None, "66.33%"),
        ("funding_total_yuan", Decimal("4.5E+6"), None, "4,500,000 元"),
        ("registered_on", PartialDate(2022, 3), None, "2022-03"),
        ("has_seed_fund", True, None, "是"),
        ("services", ("工商注册", "法律法务"), None, "工商注册、法律法务"),
        ("division", Division("530402", "红塔区"), None, "红塔区（530402）"),
        ("tenants", None, None, "无"),
    ],
)
def test_a_value_carries_its_unit_and_its_direction(key, value, approximate, words):
    assert value_words(key, value, approximate) == words


@pytest.mark.parametrize(
    ("code", "details", "words"),
    [
        (
            "documents_differ",
            {"key": "total_area_m2", "values": [820, 480], "documents": ["申报书.docx"]},
            "「总面积」各材料所写不一致：820 ㎡，480 ㎡（申报书.docx）",
        ),
        (
            "claimed_count_differs",
            {"key": "mentor_count", "claimed": 6, "listed": 4},
            "「创业导师」申报 6 人，名单列出 4 人",
        ),
        (
            "ratio_differs",
            {"key": "usable_share", "claimed": Decimal("0.8"), "computed": Decimal("0.65")},
            "「工位与公共服务场地面积占比」申报 80%，按面积计算为 65%",
        ),
        (
            "credit_code_invalid",
            {"code": "91530402MA6N00000X"},
            "统一社会信用代码 91530402MA6N00000X 的校验码不符",
        ),
        (
            "registered_outside_division",
            {"code": "91530402MA6N00000X", "division": "530402", "region": "温州市"},
            "登记地（红塔区）不在政策适用的行政区划（温州市）内",
        ),
        (
            "registered_outside_division",
            {"address": "上海市浦东新区", "division": "310115", "region": "云南省"},
            "登记地（上海市浦东新区）不在政策适用的行政区划（云南省）内",
        ),
        ("material_missing", {"material": "annual_plan"}, "缺少政策要求的材料：年度工作计划"),
        (
            "text_too_long",
            {"label": "简介", "limit": 200, "length": 250},
            "「简介」限 200 字，实际 250 字",
        ),
        ("something_new", {"place": "第3页"}, "something_new（place：第3页）"),
    ],
)
def test_a_finding_is_one_sentence(code, details, words):
    assert finding_words(Finding(code, details)) == words


@pytest.mark.parametrize(
    ("code", "details", "words"),
    [
        (
            "documents_differ",
            {"key": "total_area_m2", "values": [820, 480], "documents": ["甲.docx", "乙.docx"]},
            "「总面积」各材料所写不一致：甲.docx 第1段写 820 ㎡，乙.docx 第1段写 480 ㎡",
        ),
        (
            "claimed_count_differs",
            {"key": "mentor_count", "claimed": 6, "listed": 4},
            "「创业导师」申报 6 人（甲.docx 第1段），名单列出 4 人（乙.docx 第1段）",
        ),
        (
            "sum_differs",
            {"key": "staff_count", "claimed": 5, "computed": 6, "part": "full_time_staff_count"},
            "「专职服务人员」6 人（乙.docx 第1段），多于「管理服务人员」5 人（甲.docx 第1段）",
        ),
        (
            "sum_differs",
            {"key": "lease_years", "claimed": 3, "computed": 5},
            "「租赁期」写 3 年（甲.docx 第1段），按起止日期为 5 年（乙.docx 第1段）",
        ),
        (
            "dates_out_of_order",
            {"keys": ["registered_on", "operating_since"], "values": ["2020", "2019-06"]},
            "日期先后不合理：「运营主体成立时间」（2020）晚于"
            "「众创空间成立（运营）时间」（2019-06）（甲.docx 第1段等2处）",
        ),
        (
            "dates_out_of_order",
            {
                "keys": ["tenants.established_on", "tenants.moved_in_on"],
                "name": "丙公司",
                "values": ["2023-05", "2022"],
            },
            "日期先后不合理：入驻企业或创业团队「丙公司」的「成立时间」（2023-05）晚于"
            "「入驻时间」（2022）（甲.docx 第1段等2处）",
        ),
        (
            "value_implausible",
            {"key": "total_area_m2", "value": 8200, "before": 820, "year": 2023},
            "「总面积」为 8200 ㎡（甲.docx 第1段），2023 年为 820 ㎡（乙.docx 第1段），相差悬殊",
        ),
        (
            "value_implausible",
            {"key": "mentor_count", "value": 90, "before": 9, "year": 2023, "other_name": "丁"},
            "「创业导师」为 90 人（甲.docx 第1段），2023 年在「丁」中为 9 人（乙.docx 第1段），"
            "相差悬殊",
        ),
        (
            "value_implausible",
            {
                "key": "seed_fund_yuan",
                "value": 500000,
                "beside": "has_seed_fund",
                "beside_value": "no",
            },
            "「种子基金规模」为 500,000 元（甲.docx 第1段），而「种子基金」为 否（乙.docx 第1段）",
        ),
        (
            "value_implausible",
            {"key": "tenants.phone", "value": "13800000001", "names": ["甲", "乙", "丙"]},
            "「联系电话」13800000001 为多家共用：甲、乙、丙（甲.docx 第1段等2处）",
        ),
        (
            "value_implausible",
            {"key": "tenants.name", "value": "甲公司", "beside": "operator_name"},
            "入驻名单列有申报单位自身「甲公司」（甲.docx 第1段）",
        ),
        (
            "credit_code_invalid",
            {"value": "91530402MA6N00000X", "name": "丙公司"},
            "「丙公司」的统一社会信用代码 91530402MA6N00000X 的校验码不符（甲.docx 第1段）",
        ),
        (
            "threshold_copied",
            {"key": "mentor_count"},
            "「创业导师」处照抄了政策条文，没有写明实际情况（甲.docx 第1段等2处）",
        ),
        (
            "hidden_content",
            {"document": "表.xlsx", "place": "测算底稿"},
            "「表.xlsx」含隐藏内容（测算底稿），未作为申报内容采用",
        ),
    ],
)
def test_a_finding_with_places_says_where_each_value_stands(code, details, words):
    places = (quote("甲.docx"), quote("乙.docx"))
    assert finding_words(Finding(code, details, places)) == words


def quote(name: str) -> Evidence:
    block = Block("松果坡", Anchor(AnchorKind.PARAGRAPH, paragraph=1))
    return Document(name, "0" * 64, "docx", (block,)).quote(0)


# The codes are an interface; each needs words of its own.
CODES = [
    "documents_differ",
    "claimed_count_differs",
    "ratio_differs",
    "sum_differs",
    "dates_out_of_order",
    "value_implausible",
    "credit_code_invalid",
    "registered_outside_division",
    "branch_office",
    "tenant_in_two_submissions",
    "mentor_in_two_submissions",
    "text_in_two_submissions",
    "form_cell_blank",
    "cover_number_filled",
    "text_too_long",
    "application_date_missing",
    "material_missing",
    "threshold_copied",
    "hidden_content",
    "tracked_changes",
]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words_even_without_details(code):
    """Details that fail to come must not stop a review."""
    assert code not in finding_words(Finding(code))


def test_names_of_fields_rosters_and_columns():
    assert label("total_area_m2") == "总面积"
    assert label("tenants") == "入驻企业或创业团队"
    assert label("tenants.moved_in_on") == "入驻时间"
    assert label("no_such_key") == "no_such_key"


@pytest.mark.parametrize(
    ("code", "details", "says"),
    [
        (
            "tenant_in_two_submissions",
            {"name": "甲公司"},
            "入驻单位「甲公司」（方案.docx 第1段）同时列在",
        ),
        ("mentor_in_two_submissions", {"name": "张伟"}, "导师「张伟」（方案.docx 第1段）同时列在"),
        ("text_in_two_submissions", {"name": "柳川"}, "方案中多次出现「柳川」"),
        ("text_in_two_submissions", {"length": 320}, "方案中约 320 字（方案.docx 第1段）与"),
    ],
)
def test_what_is_shared_names_the_place_and_the_other_submission(code, details, says):
    shared = Finding(
        code, {**details, "other": "s-2", "other_name": "柳川材料"}, (quote("方案.docx"),)
    )

    assert says in finding_words(shared)
    assert "另一份申报「柳川材料」" in finding_words(shared)
