"""A cell that asks for a number and holds the policy's wording is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.find import find_in
from extractors.find.forms.blanks import form_findings_of
from extractors.find.forms.copied import copied_requirements

NAME = "众创空间认定申请表.docx"
ASKED = "具有提供创新创业辅导和孵化服务的导师团队"


def copied(document: Any) -> list[object]:
    return [finding.details["key"] for finding in copied_requirements(document)]


@pytest.mark.parametrize(
    ("label", "text", "keys"),
    [
        ("导师", ASKED, ["mentor_count"]),
        ("导 师：", ASKED, ["mentor_count"]),
        ("创业导师（人）", f"应{ASKED}", ["mentor_count"]),
        # A bound in so many words is no count, a bound alone may be one.
        ("举办活动", "每年举办不少于8次的沙龙、路演等活动", ["event_count"]),
        ("举办活动", "不少于8次", []),
        ("创业导师", "12人", []),
        ("创业导师", "具有提供创新创业辅导能力的导师12人", []),  # says how many
        ("创业导师", "具有一定数量的导师十余人", []),
        ("创业导师", "张三、李四、王五", []),  # their own words
        ("创业导师", "具备", []),  # too short for a requirement
        ("创业导师", "", []),
        ("场地情况", ASKED, []),  # asks for no number
    ],
)
def test_a_requirement_where_a_number_is_asked_for(
    made: Any, label: str, text: str, keys: list[str]
) -> None:
    assert copied(made.write([["申报单位", "某公司"], [label, text]], name=NAME)) == keys


def test_a_plan_may_say_what_it_likes(made: Any) -> None:
    assert copied(made.write([["导师", ASKED]], name="建设运营方案.docx")) == []


def test_it_is_told_among_the_form_s_findings_with_its_place(made: Any) -> None:
    document = made.write([["申报单位", "某公司"], ["导师", ASKED]], name=NAME)
    [finding] = form_findings_of(document)
    assert (finding.code, finding.details["places"]) == ("threshold_copied", [NAME])
    assert finding.evidence[0].text == ASKED


def test_the_wording_is_found_however_the_cell_breaks_its_lines(made: Any) -> None:
    broken = ASKED[:8] + "\n" + ASKED[8:]
    assert copied(made.write([["导师", broken]], name=NAME)) == ["mentor_count"]


def test_a_share_in_the_policy_s_words_is_none_of_theirs(made: Any) -> None:
    asked = "工位和公共服务场地面积之和占总面积的比例不低于70%"
    rows = [["工位和公共服务场地占比", asked], ["工位", "40个"]]
    document = made.write("众创空间备案申请表", rows, name="众创空间备案申请表.docx")
    assert copied(document) == ["usable_share"]
    shares = [c for c in find_in(document).candidates if c.field == "usable_share"]
    assert all(c.rejected is not None for c in shares)
