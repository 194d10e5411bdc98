"""What documents bring themselves is passed on; where two differ, both are named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractors.model import Approximate, DocumentFindings, Evidence, Method
from extractors.problems import problem
from extractors.values import PartialDate
from pipeline.model import Alternative, FieldValue
from pipeline.record import assemble
from tests.observed import TRUST


def quote(made: Any, name: str) -> tuple[Evidence, ...]:
    return (made.document(name).quote(0),)


def test_documents_that_differ_are_named_with_their_values(made: Any, desk: Any) -> None:
    rival = Alternative(Decimal(15), "另有说法", quote(made, "二.docx"), rival=True)
    known = desk.fields(
        mentor_count=FieldValue(
            "mentor_count", Decimal(12), evidence=quote(made, "一.docx"), alternatives=(rival,)
        )
    )
    assert desk.asked(known) == [
        (
            "documents_differ",
            {"key": "mentor_count", "values": [12, 15], "documents": ["一.docx", "二.docx"]},
        )
    ]


def test_one_document_that_says_two_things_is_no_difference_of_documents(
    made: Any, desk: Any
) -> None:
    rival = Alternative(Decimal(15), "另有说法", quote(made, "一.docx"), rival=True)
    refused = Alternative(Decimal(20), "规划数", quote(made, "二.docx"))
    value = FieldValue(
        "mentor_count",
        Decimal(12),
        evidence=quote(made, "一.docx"),
        alternatives=(rival, refused),
    )
    assert desk.asked(desk.fields(mentor_count=value)) == []


def test_hidden_content_and_tracked_changes_are_put_before_a_person(made: Any, desk: Any) -> None:
    document = replace(
        made.document("一.docx"),
        problems=(problem("hidden_content", "工作表2"), problem("tracked_changes")),
    )
    found = made.found("application_form", document=document)
    assert desk.asked(desk.fields(), documents=[found]) == [
        ("hidden_content", {"document": "一.docx", "place": "工作表2"}),
        ("tracked_changes", {"document": "一.docx"}),
    ]


@pytest.mark.parametrize(
    ("returned", "year", "differs"),
    [
        (2, 2023, True),  # list and return say the same against the form
        (4, 2023, False),  # the return sides with nobody
        (2, 2022, False),  # an older year's
    ],
)
def test_list_and_statistics_together_speak_against_a_count(
    made: Any, desk: Any, returned: int, year: int, differs: bool
) -> None:
    rows = tuple(made.row("mentors", name=name) for name in "甲乙")
    statistics = made.said(
        "mentor_count", Decimal(returned), "年报.xlsx", method=Method.STATISTIC, year=year
    )
    claim = FieldValue(
        "mentor_count", Decimal(3), method=Method.CELL, evidence=quote(made, "申报书.docx")
    )
    found = desk.asked(
        desk.fields(mentor_count=claim),
        {"mentors": rows},
        2023,
        documents=[made.found("statistics", statistics)],
    )
    details = {"key": "mentor_count", "values": [3, 2], "documents": ["申报书.docx", "年报.xlsx"]}
    expected = [("documents_differ", details)] if differs else []
    assert [f for f in found if f[0] == "documents_differ"] == expected
    assert [code for code, _ in found][-1] == "claimed_count_differs"


@pytest.mark.parametrize(
    ("form", "plan", "differs"),
    [
        ({"value": 12}, {"value": 15}, True),
        ({"value": 12}, {"value": 12}, False),
        # Over ten may be twelve, about ten may not be.
        ({"value": 12}, {"value": 10, "approximate": Approximate.AT_LEAST}, False),
        ({"value": 12}, {"value": 10, "approximate": Approximate.ABOUT}, True),
        ({"value": 12}, {"value": 13, "approximate": Approximate.AT_MOST}, False),
        ({"value": 12}, {"value": 11, "approximate": Approximate.AT_MOST}, True),
        # Last year's number is no other number of this year.
        ({"value": 12}, {"value": 7, "method": Method.STATISTIC, "year": 2022}, False),
    ],
)
def test_what_fits_together_is_no_difference(
    made: Any, form: dict[str, Any], plan: dict[str, Any], differs: bool
) -> None:
    said = [
        made.said("mentor_count", Decimal(given.pop("value")), document, **given)
        for given, document in ((dict(form), "申报书.docx"), (dict(plan), "方案.docx"))
    ]
    on = made.said("applied_on", PartialDate(2024, 3, 1), "申报书.docx")
    found = [made.found("application_form", said[0], on), made.found("operating_plan", said[1])]
    codes = [finding.code for finding in assemble(found, trust=TRUST).findings]
    assert codes == (["documents_differ"] if differs else [])


@pytest.mark.parametrize(
    ("exact", "rounded", "differs"),
    [("1286.4", "1285", False), ("1286.4", "1300", True), ("820", "819.6", False)],
)
def test_a_rounded_figure_is_no_other_figure(
    made: Any, exact: str, rounded: str, differs: bool
) -> None:
    form = made.said("total_area_m2", Decimal(rounded), "申报书.docx")
    on = made.said("applied_on", PartialDate(2024, 3, 1), "申报书.docx")
    lease = made.said("total_area_m2", Decimal(exact), "合同.docx")
    found = [made.found("application_form", form, on), made.found("premises_proof", lease)]
    codes = [finding.code for finding in assemble(found, trust=TRUST).findings]
    assert codes == (["documents_differ"] if differs else [])


@pytest.mark.parametrize(
    ("key", "value", "said", "document"),
    [
        # What a year's summary counts was so at the end of that year.
        ("staff_count", Decimal(7), Decimal(4), "2023年年度小结.docx"),
        # A college and its school; an address with and without the name of the house.
        ("operator_name", "滇光学院", "滇光学院创业学院", "方案.docx"),
        ("space_address", "金江路21号盘江里A座", "金江路21号A座", "产权证.docx"),
    ],
)
def test_what_another_time_or_other_words_explain_is_no_difference(
    made: Any, desk: Any, key: str, value: Any, said: Any, document: str
) -> None:
    rival = Alternative(said, "另有说法", quote(made, document), rival=True)
    held = FieldValue(key, value, evidence=quote(made, "申请表.docx"), alternatives=(rival,))
    documents = [DocumentFindings(made.document(document))]
    assert desk.asked(desk.fields(**{key: held}), documents=documents) == []


def test_another_house_number_is_a_difference(made: Any, desk: Any) -> None:
    rival = Alternative("金江路2号", "另有说法", quote(made, "产权证.docx"), rival=True)
    held = FieldValue(
        "space_address", "金江路21号", evidence=quote(made, "申请表.docx"), alternatives=(rival,)
    )
    ((code, _),) = desk.asked(desk.fields(space_address=held))
    assert code == "documents_differ"
