"""Forms of every layout: wherever a label's value stands, it is read for the field it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from extractors.find import find_in
from tests.extractors.find.conftest import Builder, Row

_TITLE = "#众创空间认定申请书"


def said(made: Builder, rows: Sequence[Row], *lines: str) -> dict[str, Any]:
    """The first value that the form gives each field, numbers as int where they are whole."""
    document = made.write(_TITLE, *lines, *([rows] if rows else []))
    values: dict[str, Any] = {}
    for one in find_in(document).candidates:
        for quote in one.evidence:
            source = document.blocks[quote.block].text
            assert source[quote.start : quote.end] == quote.text
        if one.rejected is None:
            value = int(one.value) if isinstance(one.value, Decimal) else one.value
            values.setdefault(one.field, str(value) if not isinstance(value, int) else value)
    return values


LAYOUTS: dict[str, tuple[Sequence[Row], Mapping[str, Any]]] = {
    "two columns of labels": (
        [["工位数（个）", "68", "总面积（㎡）", "880"], ["导师", "6名", "现协议入驻", "16家"]],
        {"workstation_count": 68, "total_area_m2": 880, "mentor_count": 6, "tenant_count": 16},
    ),
    "a serial number first": (
        [["1", "工位数（个）", "68"], ["2", "签约导师（位）", "6"]],
        {"workstation_count": 68, "mentor_count": 6},
    ),
    "a group's head over rows": (
        [[("场地", 2, 1), "面积（㎡）", "880"], [None, "权属", "☑租赁 □自有"]],
        {"total_area_m2": 880, "premises_tenure": "租赁"},
    ),
    "total and 其中 under a head": (
        [[("管理服务人员", 2, 1), "总数", "7人"], [None, "其中：全职", "5人"]],
        {"staff_count": 7, "full_time_staff_count": 5},
    ),
    "内 instead of 其中": (
        [["队伍", "运营服务人员（人）", "7", "内：全职（人）", "5"]],
        {"staff_count": 7, "full_time_staff_count": 5},
    ),
    "sessions under a head": (
        [[("上年度活动", 2, 1), "总场次", "13场"], [None, "其中培训", "5场"]],
        {"event_count": 13, "training_count": 5},
    ),
    "parts behind a count": (
        [["现协议入驻", "16家", "其中企业９家、团队７家"]],
        {"tenant_count": 16, "company_count": 9, "team_count": 7},
    ),
    "parts behind a 其中 of its own": (
        [["入驻企业和团队", "18家", "其中", "企业8家，团队10家"]],
        {"tenant_count": 18, "company_count": 8, "team_count": 10},
    ),
    "parts in the cell": (
        [["创业主体", "合计18家，即企业11家，团队7家"]],
        {"tenant_count": 18, "company_count": 11, "team_count": 7},
    ),
    "labels above values": (
        [["可供创业者使用的工位", "场地体量（㎡）"], ["68", "880"]],
        {"workstation_count": 68, "total_area_m2": 880},
    ),
    "labels above values under a head": (
        [[("场地面积（㎡）", 1, 2)], ["工位面积", "公共服务面积"], ["410", "232"]],
        {"workstation_area_m2": 410, "public_area_m2": 232},
    ),
    "label and value in a cell, colon": (
        [["工位数：68个", "联系人：岑若溪"]],
        {"workstation_count": 68, "contact_name": "岑若溪"},
    ),
    "label and value in a cell, gap": (
        [["联系人 岑若溪", "手机 13800000001"]],
        {"contact_name": "岑若溪", "contact_mobile": "13800000001"},
    ),
    "label and value in a cell, new line": (
        [["工位数\n68个", "联系人\n岑若溪"]],
        {"workstation_count": 68, "contact_name": "岑若溪"},
    ),
    "a pair in a cell beside pairs of cells": (
        [["填表人", "施晚晴", "手机", "13566219043", "座机：0577-86377102"]],
        {
            "contact_name": "施晚晴",
            "contact_mobile": "13566219043",
            "contact_phone": "0577-86377102",
        },
    ),
    "several values in a cell": (
        [["联系人", "岑若溪\n电话：0870-2100001\n手机：13800000001"]],
        {
            "contact_name": "岑若溪",
            "contact_phone": "0870-2100001",
            "contact_mobile": "13800000001",
        },
    ),
    "the unit in a cell behind": (
        [["工位数", "68", "个"], ["上年度融资总额", "120", "万元"]],
        {"workstation_count": 68, "funding_total_yuan": 1_200_000},
    ),
    "the unit in a column before": (
        [["工位数", "个", "68"], ["上年度融资总额", "万元", "120"]],
        {"workstation_count": 68, "funding_total_yuan": 1_200_000},
    ),
    "an answer that is a label elsewhere": (
        [["单位性质", "企业（民营）", "场地来源", "租的"], ["工位数", "68", "企业", "8家"]],
        {"operator_kind": "企业", "premises_tenure": "租赁", "company_count": 8},
    ),
    "ticks before the option": (
        [["网上服务系统", "☑已建 □未建"], ["种子资金", "□已设立 ☑未设立"]],
        {"has_online_platform": True, "has_seed_fund": False},
    ),
    "ticks behind the option": (
        [["机构类别", "企业□ 事业■"], ["线上平台", "有（√）无（ ）"]],
        {"operator_kind": "事业", "has_online_platform": True},
    ),
    "a tick without boxes": (
        [["单位性质", "企业√ 事业 其他"], ["线上平台", "√有 无"]],
        {"operator_kind": "企业", "has_online_platform": True},
    ),
    "each option in a cell": (
        [["单位性质", "☑企业", "□事业", "□其他"], ["线上平台", "☑有", "□无"]],
        {"operator_kind": "企业", "has_online_platform": True},
    ),
    "persons with a row of labels each": (
        [
            [("法定代表人", 2, 1), "姓名", "岑若溪"],
            [None, "手机", "13800000001"],
            [("联系人", 2, 1), "姓名", "蒲一鸣"],
            [None, "手机", "13900000002"],
        ],
        {
            "legal_representative": "岑若溪",
            "contact_name": "蒲一鸣",
            "contact_mobile": "13900000002",
        },
    ),
    "a value over several columns": (
        [["空间坐落", ("盘龙区松果路3号2楼", 1, 3)], ["注册所在地", ("盘龙区松果路1号", 1, 3)]],
        {"space_address": "盘龙区松果路3号2楼", "registered_address": "盘龙区松果路1号"},
    ),
    "a term from day to day": (
        [["取得方式", "□自有产权 ☑租赁", "合同起讫", "2021/03/01至2027/02/28"]],
        {
            "premises_tenure": "租赁",
            "lease_starts_on": "2021-03-01",
            "lease_ends_on": "2027-02-28",
        },
    ),
    "a count and its sum": (
        [["上年获投融资", "2家，0.031亿元"]],
        {"funded_count": 2, "funding_total_yuan": 3_100_000},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_form_is_read_whatever_its_layout(made: Builder, name: str) -> None:
    rows, expected = LAYOUTS[name]
    found = said(made, rows)
    assert {key: found.get(key) for key in expected} == expected


def test_labels_with_colons_stand_outside_tables_too(made: Builder) -> None:
    lines = ("对外开放日期：2021年8月1日", "可供创业者使用的工位：68个", "稳定就业数：86人")
    found = said(made, [], *lines)
    assert found == {"operating_since": "2021-08-01", "workstation_count": 68, "jobs_count": 86}


def test_cells_of_other_things_give_nothing(made: Builder) -> None:
    rows: list[Row] = [
        ["注册资本（万元）", "500", "传真", "0870-2100009"],
        ["推荐单位", "盘龙区科技局", "主管部门电话", "0871-66666666"],
        ["法人身份证号", "530102199001011234", "园区总面积", "30000平方米"],
        ["累计服务企业", "120家", "虚拟工位数", "60个"],
        ["女性就业人数", "30人", "活动参与人次", "1200人次"],
        ["展厅面积", "300平方米", "月租金（元/㎡）", "25"],
    ]
    assert said(made, rows) == {}


def test_an_empty_cell_is_not_filled_from_the_one_behind_it(made: Builder) -> None:
    assert "contact_name" not in said(made, [["联系人", "", "职务", "主任"]])
