"""The name in the title, the operator on the cover, the day beside the seal."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.find.forms.cover import COVER, find_on_cover
from extractors.values import PartialDate


def found(made: Any, *parts: Any, materials: tuple[str, ...] = ()) -> list[tuple[str, object]]:
    document = made.write(*parts)
    candidates = find_on_cover(document, materials)
    for candidate in candidates:
        for e in candidate.evidence:
            assert document.blocks[e.block].text[e.start : e.end] == e.text
    return [(c.field, c.value) for c in candidates]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("松果坡众创空间建设运营方案", "松果坡众创空间"),
        ("松果坡创客空间2023年度工作总结", "松果坡创客空间"),
        ("松果坡众创空间（申请认定）", "松果坡众创空间"),
        ("松果坡众创空间", "松果坡众创空间"),
        # The policy's own title names a region, not a space.
        ("云南省众创空间认定申报书", None),
        ("昆明市众创空间申请表", None),
        ("国家级众创空间", None),
        ("建设运营方案", None),
        ("本方案说明松果坡众创空间，内容如下", None),  # a sentence
    ],
)
def test_a_title_names_the_space(made: Any, title: str, name: str | None) -> None:
    assert found(made, title) == ([] if name is None else [("space_name", name)])


def test_a_title_stands_before_the_first_heading_and_near_the_top(made: Any) -> None:
    assert found(made, "封面", "一、概况", "松果坡众创空间") == []
    assert found(made, *["封面"] * (COVER - 1), "松果坡众创空间") == [
        ("space_name", "松果坡众创空间")
    ]
    assert found(made, *["封面"] * COVER, "松果坡众创空间") == []


def test_empty_lines_above_a_title_do_not_count(made: Any) -> None:
    assert found(made, *[" "] * 20, "松果坡众创空间") == [("space_name", "松果坡众创空间")]


def test_a_plan_s_cover_names_who_hands_it_in(made: Any) -> None:
    parts = ("建设运营方案", "松果坡（昆明）科技有限公司", "二〇二三年三月")
    assert found(made, *parts, materials=("operating_plan",)) == [
        ("operator_name", "松果坡（昆明）科技有限公司")
    ]
    assert found(made, *parts) == []  # of another document it would be anyone's name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("申报单位（盖章）：2023年3月20日", PartialDate(2023, 3, 20)),
        ("法定代表人签字：　　2023 年 3 月 20 日", PartialDate(2023, 3, 20)),
        ("（公章）2023年3月", None),  # a month is no day of signing
        ("盖章日期2023年3月20日前有效", None),
        ("签字：2023年3月20日 盖章：2023年3月22日", None),  # which of the two
        ("（盖章）   年  月  日", None),
    ],
)
def test_the_day_beside_signature_or_seal_is_of_the_application(
    made: Any, text: str, day: PartialDate | None
) -> None:
    expected = [] if day is None else [("applied_on", day)]
    assert found(made, text, materials=("application_form",)) == expected


def test_a_day_alone_on_the_form_s_cover_is_of_the_application(made: Any) -> None:
    cover = ["众创空间申报表", "申报主体：松果坡科技有限公司"]
    form = {"materials": ("application_form",)}
    assert found(made, *cover, "二〇二三年三月二十日", **form)[-1:] == [
        ("applied_on", PartialDate(2023, 3, 20))
    ]
    assert found(made, *cover, "2023年3月20日前报送", **form) == []
    assert found(made, *["页"] * COVER, "2023年3月20日", **form) == []  # below the cover
    assert found(made, ["表", "2023年3月20日"], **form) == []  # in a table


def test_the_seal_may_stand_in_the_cell_to_the_left(made: Any) -> None:
    table = [["申报单位盖章", "2023年3月20日"]]
    assert found(made, table, materials=("application_form",)) == [
        ("applied_on", PartialDate(2023, 3, 20))
    ]


def test_another_date_among_the_first_lines_of_a_form_is_not_the_day_it_was_signed(
    made: Any,
) -> None:
    document = made.write(
        "#众创空间认定申请表",
        "法定代表人  封怀瑾  ，注册时间  2018年4月12日",
        "申请单位（公章）　　2020年9月25日",
    )
    found = find_on_cover(document, ("application_form",))

    assert [str(c.value) for c in found if c.field == "applied_on"] == ["2020-09-25"]


def test_the_day_may_stand_in_a_line_below_the_applicant_s_signature(made: Any) -> None:
    form = {"materials": ("application_form",)}
    cover = ["页"] * COVER
    below = ["本单位承诺上述内容属实。", "负责人签字：　　单位公章", "2019年3月18日"]
    assert found(made, *cover, *below, **form) == [("applied_on", PartialDate(2019, 3, 18))]
    # Another body's opinion has a seal and a day of its own.
    opinion = ["推荐部门意见：同意推荐。", "（公章）", "2019年4月2日"]
    assert found(made, *cover, *opinion, **form) == []
    assert found(made, *cover, "（公章）", "租期至2019年4月2日", **form) == []


def test_a_choice_ticked_under_the_title_needs_no_label(made: Any) -> None:
    form = made.write("#众创空间认定申请表", "（技术支撑类 ☑　　综合服务类 □）")
    ticked = find_on_cover(form, ("application_form",))
    assert [(c.field, c.value) for c in ticked] == [("category", "技术支撑类")]
    # Two ticks, or options of something else, say nothing.
    for line in ("（技术支撑类 ☑　综合服务类 ☑）", "（新建 ☑　续报 □）"):
        document = made.write("#众创空间认定申请表", line)
        assert find_on_cover(document, ("application_form",)) == ()


def test_the_day_beside_a_seal_that_is_only_called_one(made: Any) -> None:
    rows = [["所填属实。\n承办单位（章）：　　　　2023年10月18日"]]
    assert found(made, "申请书", rows, materials=("application_form",)) == [
        ("applied_on", PartialDate(2023, 10, 18))
    ]
