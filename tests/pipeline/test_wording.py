"""Values and findings read in Chinese as an official would write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.model import Approximate, Finding
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
