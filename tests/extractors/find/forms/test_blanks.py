"""Blanks of application forms, and what breaks a form's own rules."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.find.forms.blanks import blanks_of, form_findings_of

NAME = "众创空间认定申报书.docx"


def labels(document: Any) -> list[str]:
    return [label for label, _ in blanks_of(document)]


def test_an_empty_cell_is_named_by_the_label_at_its_left(made: Any) -> None:
    document = made.write(
        [
            [("银行信息", 2, 1), "开户账号", "2900 0104", "电子邮箱", ""],
            [None, "传 真：", "", "手机（必填）", "13800000000"],
        ],
        name=NAME,
    )
    assert labels(document) == ["电子邮箱", "传真"]
    evidence = blanks_of(document)[0][1]
    assert evidence is not None and evidence.text == "电子邮箱"


@pytest.mark.parametrize("answer", ["无", "/", "—", "0", "不适用"])
def test_none_counts_as_filled(made: Any, answer: str) -> None:
    assert labels(made.write([["传真", answer, "邮箱", "a@b.cn"]], name=NAME)) == []


@pytest.mark.parametrize("empty", ["", "  ", "\u3000", "____", "    年   月   日", "      ㎡"])
def test_dotted_lines_and_unfilled_dates_are_blank(made: Any, empty: str) -> None:
    assert labels(made.write([["申报日期", empty]], name=NAME)) == ["申报日期"]


@pytest.mark.parametrize(
    "label",
    ["编号", "推荐部门意见", "审核意见", "负责人签字", "单位盖章", "受理编号", "备注", "专家评审"],
)
def test_what_the_office_fills_is_not_the_applicants(made: Any, label: str) -> None:
    assert labels(made.write([[label, ""]], name=NAME)) == []


def test_a_label_that_no_list_knows_is_told_by_its_place(made: Any) -> None:
    document = made.write([["联系人", "李四光", "上级主管", ""]], name=NAME)
    assert labels(document) == ["上级主管"]


@pytest.mark.parametrize(
    ("numbered", "label"),
    [
        ("1.13 办公电话", "办公电话"),
        ("3、传真", "传真"),
        ("一、电子邮箱", "电子邮箱"),
        ("12．邮政编码", "邮政编码"),
    ],
)
def test_a_label_is_named_without_its_number(made: Any, numbered: str, label: str) -> None:
    assert labels(made.write([[numbered, "", "联系人", "李四光"]], name=NAME)) == [label]


def test_a_value_is_not_taken_for_a_label(made: Any) -> None:
    document = made.write([["法定代表人", "李明", "", ""]], name=NAME)
    assert labels(document) == []


def test_a_cell_that_holds_a_list_is_answered(made: Any) -> None:
    document = made.write(
        [["服务团队", ("", 1, 3)]],
        [["姓名", "职务", "专业"], ["李四光", "主任", "会计"]],
        name=NAME,
    )
    assert labels(document) == []


def test_spare_rows_and_empty_cells_of_lists_are_no_blanks(made: Any) -> None:
    document = made.write(
        "入驻企业",
        [
            ["序号", "名称", "入驻时间", "联系电话"],
            ["1", "某甲有限公司", "2022.1", ""],
            ["2", "", "", ""],
        ],
        name=NAME,
    )
    assert labels(document) == []


def test_a_value_row_below_its_heads(made: Any) -> None:
    document = made.write(
        [["总面积", "工位面积", "工位数"], ["3200", "", "260"]],
        name=NAME,
    )
    assert labels(document) == ["工位面积"]


def test_lines_of_a_cover_without_anything_behind_the_colon(made: Any) -> None:
    document = made.write(
        "众创空间认定申报书",
        "申报日期：    年  月  日",
        "邮箱：a@b.cn",
        "编号：",
        "负责人（签字）：",
        name=NAME,
    )
    assert labels(document) == ["申报日期"]


def test_only_application_forms_have_blanks(made: Any) -> None:
    document = made.write([["传真", ""]], name="房屋租赁合同.docx")
    assert blanks_of(document) == ()
    assert form_findings_of(document) == ()


def test_blanks_are_findings_only_where_the_form_forbids_them(made: Any) -> None:
    table = [["传真", ""]]
    strict = made.write("表内栏目不得空缺，无该项内容时填“无”。", table, name=NAME)
    assert form_findings_of(made.write(table, name=NAME)) == ()
    assert [(f.code, dict(f.details)) for f in form_findings_of(strict)] == [
        ("form_cell_blank", {"label": "传真"})
    ]


@pytest.mark.parametrize(("length", "found"), [(200, False), (201, True)])
def test_a_text_over_the_forms_limit_is_told(made: Any, length: int, found: bool) -> None:
    document = made.write([["创办/负责人简介\n（简述200字以内）", "字" * length]], name=NAME)
    findings = form_findings_of(document)
    assert [dict(one.details) for one in findings] == (
        [{"label": "创办/负责人简介", "limit": 200, "length": 201}] if found else []
    )


def test_the_text_may_stand_below_its_label(made: Any) -> None:
    document = made.write([[("简介（限10字）", 1, 2)], [("字" * 11, 1, 2)]], name=NAME)
    assert [finding.details["length"] for finding in form_findings_of(document)] == [11]


def test_a_number_of_signs_in_an_answer_is_no_limit(made: Any) -> None:
    document = made.write([["注册商标", "12字"], ["工位数", "200个"]], name=NAME)
    assert form_findings_of(document) == ()


@pytest.mark.parametrize(
    ("value", "codes"), [("", []), ("无", []), ("2024-17", ["cover_number_filled"])]
)
def test_a_filled_number_on_the_cover_is_told(made: Any, value: str, codes: list[str]) -> None:
    document = made.write([["申报单位", "某公司"], ["编        号 ：", value]], name=NAME)
    assert [finding.code for finding in form_findings_of(document)] == codes


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("编号：2019-003", "2019-003"),
        ("编    号：  MLZC-2023-006  ", "MLZC-2023-006"),
        ("编号：", None),
        ("编号：________", None),
        ("编号：〔2021〕    号", None),  # the form prints the year
        ("编号：（由受理单位填写）", None),
        ("合同编号：HT-2019-003", None),  # another paper's number
    ],
)
def test_a_filled_number_in_a_line_of_the_cover_is_told(
    made: Any, line: str, value: str | None
) -> None:
    document = made.write("众创空间认定申报书", line, [["申报单位", "某公司"]], name=NAME)
    found = form_findings_of(document)
    assert [finding.details["value"] for finding in found] == ([value] if value else [])


def test_a_number_below_the_form_s_first_table_is_not_the_cover_s(made: Any) -> None:
    document = made.write([["申报单位", "某公司"]], "编号：2019-003", name=NAME)
    assert form_findings_of(document) == ()


def test_rows_of_labels_over_rows_of_values(made: Any) -> None:
    document = made.write(
        [
            ["联系人", "办公电话", "邮箱"],
            ["李四光", "", "a@b.cn"],
            ["申请日期", "手机", "传真"],
            ["2022.6.15", "13800000000", ""],
        ],
        name=NAME,
    )
    assert labels(document) == ["办公电话", "传真"]


def test_a_sheet_shows_a_blank_as_a_gap_behind_a_known_label(made: Any) -> None:
    form = [["空间名称", "某空间", "申请日期", "2023.7.5"], ["传真", "", "电子邮箱", "a@b.cn"]]
    document = made.sheet(form, name="备案申请表.xlsx", sheet="申请表")
    assert labels(document) == ["传真"]
    roster = [["企业名称", "入驻时间", "联系电话"], ["某甲有限公司", "2022.1", "13800000000"]]
    assert labels(made.sheet(roster, name="备案申请表.xlsx", sheet="入驻名单")) == []


def test_a_column_of_remarks_may_stay_empty(made: Any) -> None:
    document = made.write(
        "#众创空间备案申请书",
        [["指标", "数值", "说明"], ["创业导师", "12", ""], ["创业工位", "", ""]],
    )

    assert [label for label, _ in blanks_of(document)] == ["创业工位"]
