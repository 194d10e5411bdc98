"""Kinds of material: by name, by title, by content; one file may be several."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.find.documents.materials import materials_of
from extractors.model import Document


def named(name: str) -> Document:
    """A scan: a name and no text."""
    return Document(name, "0" * 64, "pdf")


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("附件1.云南省众创空间认定申报书（某空间）.docx", ("application_form",)),
        ("申请书.doc", ("application_form",)),
        ("1-温州市众创空间备案申请表.pdf", ("application_form",)),
        ("自治区众创空间备案申报表.pdf", ("application_form",)),
        ("营业执照（扫描）.pdf", ("legal_person_proof",)),
        ("事业单位法人证书.jpg", ("legal_person_proof",)),
        ("民办非企业单位登记证书.pdf", ("legal_person_proof",)),
        ("某空间建设与运营方案（双栏）.pdf", ("operating_plan",)),
        ("2-某空间运营方案.docx", ("operating_plan",)),
        ("众创空间建设方案.pdf", ("operating_plan",)),
        ("2020年度工作计划.docx", ("annual_plan",)),
        ("2022年工作总结.docx", ("annual_summary",)),
        ("2022年工作总结和2023年工作计划.docx", ("annual_plan", "annual_summary")),
        ("03 2021年度工作总结暨2022—2023年工作计划.docx", ("annual_plan", "annual_summary")),
        ("房屋租赁合同.pdf", ("premises_proof",)),
        ("4-厂房租赁合同.pdf", ("premises_proof",)),
        ("场地无偿使用证明.docx", ("premises_proof",)),
        ("不动产权证书.pdf", ("premises_proof",)),
        ("入驻协议签订情况一览.pdf", ("agreements",)),
        ("与创业导师签订的聘任协议.pdf", ("agreements",)),
        ("入驻企业营业执照汇编.pdf", ("legal_person_proof",)),
        ("入驻企业名单.xlsx", ("tenant_proof",)),
        ("管理服务人员社保证明.pdf", ("staff_proof",)),
        ("导师名单及聘书.pdf", ("agreements", "staff_proof")),
        ("管理制度汇编.docx", ("management_rules",)),
        ("统计报表2021-2023.xlsx", ("statistics",)),
        ("3-统计年报2022.xlsx", ("statistics",)),
        ("统计数据（2020-2021）.docx", ("statistics",)),
        ("IMG_2031.jpg", ("other",)),
        ("媒体报道.pdf", ("other",)),
    ],
)
def test_a_name_alone_suffices(name: str, kinds: tuple[str, ...]) -> None:
    found = materials_of(named(name))
    if name.startswith("入驻企业营业执照"):
        assert "tenant_proof" in found or found == kinds
    else:
        assert found == kinds


def test_a_title_with_blanks_or_over_two_lines_is_read(made: Any) -> None:
    assert materials_of(made.write("营 业 执 照", "（副 本）", name="1.pdf")) == (
        "legal_person_proof",
    )
    assert materials_of(made.write("云南省省级众创空间", "认定申报书", name="1.pdf")) == (
        "application_form",
    )


def test_what_a_form_mentions_further_down_is_not_its_kind(made: Any) -> None:
    document = made.write(
        "弥勒市众创空间认定申报书",
        "五、本申报书(含众创空间建设运营方案) 须装订成册，一式四份。",
        [["附件", "营业执照、租赁合同、统计报表"]],
        "入驻企业（团队）情况表",
        name="材料.docx",
    )
    assert materials_of(document) == ("application_form",)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (
            (
                [
                    ["众创空间名称", "某空间"],
                    ["运营主体", "某公司"],
                    ["法定代表人", "某某"],
                    ["联系人", "某某"],
                ],
            ),
            "application_form",
        ),
        (("统一社会信用代码：X", "名称 某公司", "登记机关：某局"), "legal_person_proof"),
        (("出租方：甲公司", "承租方：乙公司", "租期三年。"), "premises_proof"),
        (("一、建设必要性", "二、基础条件", "三、运营机制", "四、保障措施"), "operating_plan"),
        (("第一条 为规范管理", "第二条 适用范围", "第三条 职责"), "management_rules"),
        (("某空间", [["指标", "2022年"], ["入驻", "3"], ["活动", "4"]]), "statistics"),
        (("入驻企业", [["企业名称", "入驻时间"], ["某甲有限公司", "2022.1"]]), "tenant_proof"),
        (("某文。",), "other"),
    ],
)
def test_content_decides_where_name_and_title_are_silent(made: Any, parts: Any, kind: str) -> None:
    assert materials_of(made.write(*parts, name="扫描0001.pdf")) == (kind,)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("近三年运行数据.xlsx", "statistics"),
        ("历年数据.xls", "statistics"),
        ("运营数据2021-2023.xlsx", "statistics"),
        ("数据汇总.xlsx", "statistics"),
        ("2022年度主要指标.xlsx", "statistics"),
        ("签约名册.xlsx", "agreements"),
        ("入驻签约一览表.xlsx", "agreements"),
        ("孵化协议登记表.xlsx", "agreements"),
        ("签约导师名单.xlsx", "staff_proof"),
        ("大数据众创空间营业执照.pdf", "legal_person_proof"),
        ("三年建设目标.docx", "other"),
    ],
)
def test_other_words_for_a_kind(name: str, kind: str) -> None:
    assert materials_of(named(name)) == (kind,)


def test_a_workbook_is_what_its_sheets_are_called(made: Any) -> None:
    rows = [["入驻协议签订名册"], ["企业名称", "入驻时间"], ["某甲有限公司", "2022.1"]]
    assert materials_of(made.sheet(rows, name="附件3.xlsx", sheet="Sheet1")) == ("agreements",)
    assert materials_of(made.sheet(rows[1:], name="附件3.xlsx", sheet="导师协议")) == (
        "agreements",
    )
    assert materials_of(made.sheet(rows[1:], name="附件3.xlsx", sheet="在孵企业")) == (
        "tenant_proof",
    )
