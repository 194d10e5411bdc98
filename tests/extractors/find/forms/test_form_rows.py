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
    "labels and values in turns beside the head of both": (
        [
            [("现在", 2, 1), "在孵合计", "其中企业", "其中团队"],
            [None, "11", "5", "6"],
            [("累计", 2, 1), "投资项目", "知识产权", "毕业企业"],
            [None, "1", "39", "2"],
        ],
        {"tenant_count": 11, "company_count": 5, "team_count": 6, "ip_count": 39},
    ),
    "a label beside labels that name no field of ours": (
        [["电子邮箱", "传真", "邮编"], ["a@b.cn", "0875-2196631", "678000"]],
        {"contact_email": "a@b.cn"},
    ),
    "a head over rows whose labels stand beside it": (
        [
            [("申请机构", 2, 1), "机构全名", "松果坡青年创新服务中心"],
            [None, "登记性质", "■民办非企业单位 □企业"],
        ],
        {"operator_name": "松果坡青年创新服务中心"},
    ),
    "a name and an address in one cell": (
        [["众创空间名称及地址", "松果坡众创空间，某县某路9号"]],
        {"space_name": "松果坡众创空间", "space_address": "某县某路9号"},
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
    "labels in two languages": (
        [
            ["联系人 Contact", "岑若溪", "电话/手机 Tel./Mobile", "0870-2100001 ／ 13800000001"],
            ["登记地址 Reg. address", "盘龙区松果路1号", "机构成立日 Founded", "2017年4月12日"],
            ["独立法人 Legal person", "√Yes □No", "邮箱 E-mail", "pu@example.cn"],
        ],
        {
            "contact_name": "岑若溪",
            "contact_phone": "0870-2100001",
            "contact_mobile": "13800000001",
            "registered_address": "盘龙区松果路1号",
            "registered_on": "2017-04-12",
            "independent_legal_person": True,
            "contact_email": "pu@example.cn",
        },
    ),
    "a label in two languages over its value": (
        [
            ["运营公司 Operator\n松果坡企业服务有限公司", "对接人 Contact person\n岑若溪"],
            ["邮件 Mail\npu@example.cn", "公司性质 Nature\n√企业　□事业"],
            ["地点 Site\n盘龙区松果路3号2楼", "员工 Staff\n7人（全职5人）"],
            ["在驻 Tenants\n20（企业13＋团队7）", "2023新注册 New companies\n6"],
        ],
        {
            "operator_name": "松果坡企业服务有限公司",
            "contact_name": "岑若溪",
            "contact_email": "pu@example.cn",
            "operator_kind": "企业",
            "space_address": "盘龙区松果路3号2楼",
            "staff_count": 7,
            "full_time_staff_count": 5,
            "tenant_count": 20,
            "company_count": 13,
            "team_count": 7,
            "new_company_count": 6,
        },
    ),
    "a total in the last column": (
        [
            ["楼层", "1F", "2F", "总计"],
            ["面积（㎡）", "520", "640", "1160"],
            ["其中：公共服务区（㎡）", "380", "—", "380"],
            ["创业工位（个）", "—", "58", "58"],
        ],
        {"total_area_m2": 1160, "public_area_m2": 380, "workstation_count": 58},
    ),
    "a total in the first column of figures": (
        [["项目", "合计", "东楼", "西楼"], ["使用面积（㎡）", "1160", "520", "640"]],
        {"total_area_m2": 1160},
    ),
    "a total in the last row": (
        [
            ["楼栋", "使用面积（㎡）", "工位数（个）"],
            ["东楼", "520", "30"],
            ["西楼", "640", "58"],
            ["合计", "1160", "88"],
        ],
        {"total_area_m2": 1160, "workstation_count": 88},
    ),
    "heads over labels over figures": (
        [
            [("建筑面积（平方米）", 1, 4), ("工位（个）", 1, 2)],
            ["二楼", "三楼", "小计", "其中公共场地", "数量", "占用面积"],
            ["620", "500", "1120", "300", "86", "480"],
        ],
        {"total_area_m2": 1120, "public_area_m2": 300, "workstation_count": 86},
    ),
    "several rows of labels over values": (
        [
            [("众创空间全称", 1, 2), ("申请单位", 1, 2)],
            [("松果坡众创空间", 1, 2), ("松果坡企业服务有限公司", 1, 2)],
            ["法定代表人", "公司注册日期", "空间开业日期", "单位属性"],
            ["岑若溪", "2017.04.12", "2019.06.01", "☑企业 □事业单位"],
            ["注册地", ("盘龙区松果路1号", 1, 3)],
        ],
        {
            "space_name": "松果坡众创空间",
            "operator_name": "松果坡企业服务有限公司",
            "legal_representative": "岑若溪",
            "registered_on": "2017-04-12",
            "operating_since": "2019-06-01",
            "operator_kind": "企业",
            "registered_address": "盘龙区松果路1号",
        },
    ),
    "several questions in a cell": (
        [
            [
                "场地",
                "总面积1580平方米；工位110个（工位面积690平方米）\n来源：□自有 □租赁 ☑无偿使用",
            ],
            ["入驻", "合计23个：企业12，团队11"],
            ["人员", "管理服务8人，专职5人"],
            ["种子资金", "☑设立（300万元）□未设立"],
        ],
        {
            "total_area_m2": 1580,
            "workstation_count": 110,
            "workstation_area_m2": 690,
            "premises_tenure": "无偿使用",
            "tenant_count": 23,
            "company_count": 12,
            "team_count": 11,
            "staff_count": 8,
            "full_time_staff_count": 5,
            "has_seed_fund": True,
            "seed_fund_yuan": 3_000_000,
        },
    ),
    "ticks on a line of a long cell": (
        [
            [
                "空间概况",
                "使用面积1860平方米（负一层760平方米，一层1100平方米），工位96个，工位区面积900平方米；"
                "公共服务面积420平方米。\n房屋产权：☑自有 □租用",
            ]
        ],
        {"total_area_m2": 1860, "premises_tenure": "自有"},
    ),
    "two options that ask by themselves": (
        [["运营收支", "□单独核算　☑与母公司合并核算"]],
        {"separate_accounting": False},
    ),
    "joint labels with joint values": (
        [
            ["服务人员 / 其中专职", "11人 / 7人"],
            [
                "经办人及联络方式",
                "钱若楠　座机：0875-2163358\n手机：13800000001\n邮箱：pu@example.cn",
            ],
        ],
        {
            "staff_count": 11,
            "full_time_staff_count": 7,
            "contact_name": "钱若楠",
            "contact_phone": "0875-2163358",
            "contact_mobile": "13800000001",
            "contact_email": "pu@example.cn",
        },
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


def test_the_parts_of_a_total_are_kept_with_the_reason_against_them(made: Builder) -> None:
    rows = [["楼层", "1F", "2F", "总计"], ["面积（㎡）", "520", "640", "1160"]]
    found = [
        (int(one.value), one.rejected)
        for one in find_in(made.write(_TITLE, rows)).candidates
        if one.field == "total_area_m2" and isinstance(one.value, Decimal)
    ]
    assert found[0] == (1160, None)
    assert [value for value, why in found if why and "分项" in why] == [520, 640]
    assert all(why for value, why in found if value != 1160)


def test_years_beside_each_other_are_no_parts_of_a_total(made: Builder) -> None:
    rows = [["项目", "2021年", "2022年", "合计"], ["毕业企业（家）", "2", "3", "5"]]
    found = find_in(made.write(_TITLE, rows)).candidates
    assert not any(one.rejected and "分项" in one.rejected for one in found)


def test_a_line_to_sign_on_and_a_column_to_fill_in_are_nobody_s_name(made: Builder) -> None:
    rows: list[Row] = [["条件", "申请单位填写", "证明材料"], ["场地", "自有", "不动产权证"]]
    lines = ("申报机构（盖章）：　　　　负责人签字：", "运营机构（公章） 法定代表人（签字）")
    assert "operator_name" not in said(made, rows, *lines)
    assert "legal_representative" not in said(made, rows, *lines)


def test_what_brackets_say_of_a_name_is_not_part_of_it(made: Builder) -> None:
    rows = [["申请单位", "松果坡职业学院（举办单位：松果坡市教育局）"]]
    assert said(made, rows)["operator_name"] == "松果坡职业学院"
    rows = [["申请单位", "松果坡（昆明）服务有限公司"]]
    assert said(made, rows)["operator_name"] == "松果坡（昆明）服务有限公司"


def test_a_town_is_no_address_and_a_meeting_room_no_place(made: Builder) -> None:
    rows: list[Row] = [["注册地", "文山市", "地点", "一楼会议室"]]
    found = said(made, rows)
    assert "registered_address" not in found
    assert "space_address" not in found


def test_a_wrapped_value_is_no_label_over_a_value(made: Builder) -> None:
    rows = [["运营单位", "松果坡企业服务\n有限公司"], ["注册地址", "盘龙区松果路\n1号"]]
    found = said(made, rows)
    assert found["operator_name"] == "松果坡企业服务有限公司"
    assert found["registered_address"] == "盘龙区松果路1号"


def test_parts_that_are_fields_of_their_own_stand_beside_their_total(made: Builder) -> None:
    rows = [["项目", "企业", "团队", "合计"], ["入驻（家）", "10", "7", "17"]]
    found = said(made, rows)
    assert (found["tenant_count"], found["company_count"], found["team_count"]) == (17, 10, 7)


def test_some_of_the_staff_are_not_all_of_it(made: Builder) -> None:
    found = said(made, [["人员", "专职5，兼职2"]])
    assert "staff_count" not in found
    assert found["full_time_staff_count"] == 5


def test_a_post_below_a_name_is_not_part_of_it(made: Builder) -> None:
    assert said(made, [["联系人", "岑若溪\n办公室主任"]]) == {"contact_name": "岑若溪"}


def test_latin_words_before_a_label_belong_to_it(made: Builder) -> None:
    assert said(made, [["SOHO工位数", "20个"]]) == {}


def test_when_something_began_is_asked_of_whoever_was_spoken_of_last(made: Any) -> None:
    operator = [["申请单位", "某甲学院"], ["成立时间", "2003年5月"]]
    space = [["众创空间名称", "松果坡众创空间"], ["成立时间", "2020年10月15日"]]
    found = {
        (c.field, str(c.value))
        for c in find_in(made.write(operator + space)).candidates
        if c.field in ("registered_on", "operating_since")
    }

    assert found == {("registered_on", "2003-05"), ("operating_since", "2020-10-15")}


def test_an_answer_in_full_is_an_answer(made: Any) -> None:
    found = find_in(made.write([["法人资格", "具有独立法人资格"]])).candidates

    assert [c.value for c in found if c.field == "independent_legal_person"] == [True]
