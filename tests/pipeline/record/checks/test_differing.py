"""Two lists that contradict each other are asked about with both places, and never silently."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.model import Finding, RosterRow
from extractors.values import PartialDate, Value
from pipeline.record import assemble
from pipeline.wording import finding_words
from tests.observed import TRUST

CODE = "91530102MA2XCW0G42"


def differing(made: Any, form: list[RosterRow], list_: list[RosterRow]) -> list[Finding]:
    """What is asked where the form and a list of agreements hold these rows."""
    found = [
        made.found("agreements", rows=tuple(list_)),
        made.found("application_form", rows=tuple(form)),
    ]
    asked = assemble(found, trust=TRUST).findings
    return [f for f in asked if f.code == "documents_differ" and "." in str(f.details["key"])]


def in_both(made: Any, column: str, one: Value, other: Value) -> list[Finding]:
    name = "某甲科技有限公司"
    form = [made.row("tenants", "申请表.docx", name=name, **{column: one})]
    return differing(
        made, form, [made.row("tenants", "协议清单.xlsx", name=name, **{column: other})]
    )


def test_a_contradiction_is_asked_about_with_both_places(made: Any) -> None:
    """First what the record keeps: the form's, though the list was handed in before it."""
    (finding,) = in_both(made, "headcount", Decimal(5), Decimal(46))

    assert finding.details == {
        "key": "tenants.headcount",
        "name": "某甲科技有限公司",
        "values": [5, 46],
        "documents": ["申请表.docx", "协议清单.xlsx"],
    }
    assert finding_words(finding) == (
        "入驻企业或创业团队「某甲科技有限公司」的「人数」各材料所写不一致："
        "申请表.docx 第1段写 5，协议清单.xlsx 第1段写 46"
    )


@pytest.mark.parametrize(
    ("column", "one", "other", "asked"),
    [
        ("moved_in_on", PartialDate(2022, 1), PartialDate(2019, 8), True),
        ("moved_in_on", PartialDate(2022), PartialDate(2022, 1), False),  # less exact
        ("headcount", Decimal(46), Decimal(50), True),  # people are counted, not rounded
        ("sales_yuan", Decimal(120000), Decimal(123456), False),  # 12 万
        ("sales_yuan", Decimal(120000), Decimal(173456), True),
        ("registered_in_space", True, False, True),
        ("product", "电商直播", "农产品线上销售", False),  # other words
        ("headcount", Decimal(5), None, False),  # the list says nothing of it
    ],
)
def test_only_what_cannot_both_be_so_is_asked_about(
    made: Any, column: str, one: Value, other: Value, asked: bool
) -> None:
    assert bool(in_both(made, column, one, other)) is asked


def test_one_code_under_two_names_stays_one_tenant(made: Any) -> None:
    form = [made.row("tenants", "一.docx", name="某甲", credit_code=CODE, headcount=Decimal(5))]
    other = [made.row("tenants", "二.xlsx", name="甲牌", credit_code=CODE, headcount=Decimal(6))]

    assert [f.details["key"] for f in differing(made, form, other)] == ["tenants.headcount"]


def test_many_rows_are_one_question_a_column(made: Any) -> None:
    form, listed = (
        [
            made.row(
                "tenants",
                document,
                name=f"{name}公司",
                headcount=Decimal(more + number),
                moved_in_on=PartialDate(2020 + more),
            )
            for number, name in enumerate(("甲甲", "乙乙", "丙丙", "丁丁", "戊戊"))
        ]
        for document, more in (("申请表.docx", 1), ("清单.xlsx", 2))
    )
    found = differing(made, form, listed)

    assert sorted(f.details["key"] for f in found) == ["tenants.headcount", "tenants.moved_in_on"]
    for finding in found:
        assert str(finding.details["name"]).endswith("等5项")
        assert len(finding.evidence) == 6


def test_lists_of_one_document_are_no_two_documents(made: Any) -> None:
    form = [made.row("tenants", "一.docx", name="某甲公司", headcount=Decimal(5))]
    other = [made.row("tenants", "一.docx", name="某甲公司", headcount=Decimal(6))]

    assert differing(made, form, other) == []
