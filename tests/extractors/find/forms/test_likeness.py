"""Unknown labels with their values: read where both speak for one field, refused otherwise."""

from __future__ import annotations

import pytest

from extractors.find import find_in
from extractors.find.forms.likeness import fits, likened
from tests.extractors.find.conftest import Builder


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("稳定就业数", "86人", "jobs_count"),
        ("稳定就业（人）", "86", "jobs_count"),  # the unit stands in the label
        ("立项获投融资企业", "2家", "funded_count"),
        ("自营场地面积", "820平方米", "total_area_m2"),
        ("起算开放日期", "2021年8月1日", "operating_since"),
        ("主讲导师人数", "6名", "mentor_count"),
        ("自研线上平台", "☑有 □无", "has_online_platform"),
        ("本次联系人", "岑若溪", "contact_name"),
    ],
)
def test_a_label_like_a_name_is_read_where_its_value_is_of_the_kind(
    label: str, value: str, field: str
) -> None:
    assert likened(label.replace("（", "(").replace("）", ")"), value) == (field,)


@pytest.mark.parametrize(
    ("label", "value", "reason"),
    [
        ("女性就业人数", "30人", "a part of them"),
        ("空置工位数", "12个", "what is not offered"),
        ("展厅使用面积", "300平方米", "another place's"),
        ("新增导师人数", "2名", "only the new ones"),
        ("拟增工位数量", "30个", "a plan"),
        ("园区场地面积", "30000平方米", "the park's"),
        ("法人手机", "13800000001", "another person's"),
        ("房东联系电话", "0870-2100001", "another person's"),
        ("稳定就业数", "86%", "not its unit"),
        ("稳定就业数", "86", "no unit anywhere"),
        ("自营场地面积", "三层", "not its unit"),
        ("培训合格证", "12次", "another thing"),
        ("主讲导师人数", "见附件", "no number"),
        ("工位", "68个", "too short to be like anything"),
    ],
)
def test_neither_the_label_nor_the_value_is_enough(label: str, value: str, reason: str) -> None:
    assert likened(label, value) == (), reason


def test_one_misread_sign_is_forgiven_on_a_recognised_page_only() -> None:
    assert likened("统一社会信用代玛", "91530100MA6K5NTE3L", True) == ("credit_code",)
    assert likened("统一社会信用代玛", "91530100MA6K5NTE3L") == ()
    assert likened("创业导帅数", "6名", True) == ("mentor_count",)
    assert likened("创业导帅数", "6名") == ()


def test_a_long_text_is_no_value() -> None:
    assert likened("稳定就业数", "带动就业86人。" * 20) == ()


@pytest.mark.parametrize(
    ("key", "label", "value", "good"),
    [
        ("contact_name", "联系人", "岑若溪", True),
        ("contact_name", "联系人", "13800000001", False),
        ("operator_name", "牵头方", "松果坡服务有限公司", True),
        ("operator_name", "牵头方", "岑若溪", False),
        ("space_address", "坐落", "盘龙区松果路3号2楼", True),
        ("space_address", "坐落", "交通便利", False),
        ("registered_on", "登记", "2017年4月", True),
        ("registered_on", "登记", "已登记", False),
        ("division", "属地", "昆明市盘龙区", True),
    ],
)
def test_a_value_is_of_a_kind(key: str, label: str, value: str, good: bool) -> None:
    assert fits(key, label, value) is good


def test_a_likened_label_gives_way_to_a_listed_one(made: Builder) -> None:
    document = made.write(
        "#众创空间认定申请书",
        [["稳定就业数", "86人"], ["带动就业人数", "143人"]],
    )
    jobs = [c for c in find_in(document).candidates if c.field == "jobs_count"]
    assert [(c.value, c.label) for c in jobs] == [(143, "带动就业人数")]


def test_alone_it_keeps_the_forms_own_label(made: Builder) -> None:
    document = made.write("#众创空间认定申请书", [["稳定就业数", "86人"]])
    jobs = [c for c in find_in(document).candidates if c.field == "jobs_count"]
    assert [(c.value, c.label) for c in jobs] == [(86, "稳定就业数")]
