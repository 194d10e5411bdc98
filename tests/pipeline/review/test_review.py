"""Which questions a record and its assessment raise, in which order, and which they do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Block,
    Document,
    Evidence,
    Finding,
    Method,
    RosterCell,
    RosterRow,
)
from extractors.problems import problem
from pipeline.model import (
    Alternative,
    Assessment,
    Confidence,
    DocumentSummary,
    Eligibility,
    FieldValue,
    Outcome,
    Record,
    ReviewReason,
    Status,
    Verdict,
)
from pipeline.review import items
from pipeline.wording import finding_words


def quote(name: str, text: str) -> Evidence:
    anchor = Anchor(AnchorKind.PAGE, page=3, bbox=(72, 310, 240, 325))
    return Document(name, "a" * 64, "pdf", (Block(text, anchor),)).quote(0)


def verdict(
    condition: str,
    outcome: Outcome,
    *needs: str,
    binding: bool = True,
    waivable: bool = False,
    values: Mapping[str, object] | None = None,
) -> Verdict:
    return Verdict(
        condition,
        f"第{condition}条",
        "场地总面积不低于500平方米",
        outcome,
        binding,
        "",
        needs,
        values or {},
        waivable=waivable,
    )


def assessment(*verdicts: Verdict, findings: tuple[Finding, ...] = ()) -> Assessment:
    return Assessment(
        "demo",
        dt.date(2022, 5, 1),
        True,
        Eligibility.NEEDS_REVIEW,
        verdicts,
        findings=findings,
    )


def area(value: int | None, status: Status = Status.ACCEPTED, **more: object) -> FieldValue:
    chosen = None if value is None else Decimal(value)
    return FieldValue("total_area_m2", chosen, status=status, **more)  # type: ignore[arg-type]


def record(*fields: FieldValue, **more: object) -> Record:
    return Record({field.key: field for field in fields}, **more)  # type: ignore[arg-type]


def test_nothing_open_asks_nothing():
    met = verdict("2a", Outcome.MET, values={"total_area_m2": Decimal(820)})

    assert items("s", record(area(820)), assessment(met)) == ()


def test_without_a_policy_the_first_question_is_which():
    first, *rest = items("s", record(area(820, Status.REVIEW)), None)

    assert (first.id, first.reason) == ("s/ruleset/ruleset", ReviewReason.RULESET)
    assert [item.reason for item in rest] == [ReviewReason.DOUBT]


def test_a_conflict_names_values_documents_and_the_requirement():
    rival = Alternative(
        Decimal(480), "租赁合同.pdf 不同", (quote("租赁合同.pdf", "480平方米"),), rival=True
    )
    field = area(
        820,
        Status.REVIEW,
        evidence=(quote("运营方案.pdf", "820 平方米"),),
        alternatives=(rival,),
    )
    (item,) = items("s", record(field), assessment(verdict("2a", Outcome.UNKNOWN, "total_area_m2")))

    assert (item.id, item.reason) == ("s/total_area_m2/conflict", ReviewReason.CONFLICT)
    for words in ("总面积", "820 ㎡", "480 ㎡", "运营方案.pdf", "租赁合同.pdf", "不低于500平方米"):
        assert words in item.question
    assert len(item.evidence) == 2


def test_a_rejected_candidate_is_no_conflict():
    rejected = Alternative(Decimal(3000), "规划面积")

    assert items("s", record(area(820, alternatives=(rejected,))), assessment()) == ()


def test_a_missing_field_that_an_open_condition_needs_is_asked_for():
    rejected = Alternative(Decimal(3000), "规划面积")
    (item,) = items(
        "s",
        record(area(None, Status.MISSING, alternatives=(rejected,))),
        assessment(verdict("2a", Outcome.UNKNOWN, "total_area_m2")),
    )

    assert (item.id, item.reason) == ("s/total_area_m2/missing", ReviewReason.MISSING)
    assert "3000 ㎡" in item.question and "规划面积" in item.question


def test_a_missing_field_that_no_condition_needs_is_not_asked_for():
    assert items("s", record(area(None, Status.MISSING)), assessment()) == ()


def test_an_approximate_number_that_leaves_a_condition_open_is_asked_for_exactly():
    """「近500平方米」 is known and still does not answer whether 500 are reached."""
    field = area(500, approximate=Approximate.AT_MOST)
    (item,) = items("s", record(field), assessment(verdict("2a", Outcome.UNKNOWN, "total_area_m2")))

    assert item.reason is ReviewReason.DOUBT
    assert "至多 500 ㎡" in item.question


@pytest.mark.parametrize("method", [Method.DECISION])
@pytest.mark.parametrize(("value", "status"), [(820, Status.ACCEPTED), (None, Status.MISSING)])
def test_a_decided_field_asks_nothing_more(value, status, method):
    """Neither a decided value nor "the files do not say" is asked again."""
    rival = Alternative(Decimal(480), "租赁合同.pdf 不同", rival=True)
    field = area(value, status, method=method, alternatives=(rival,))
    differ = Finding("documents_differ", {"key": "total_area_m2"})

    assert (
        items(
            "s",
            record(field, findings=(differ,)),
            assessment(verdict("2a", Outcome.UNKNOWN, "total_area_m2")),
        )
        == ()
    )


def test_a_new_rival_reopens_a_decided_field():
    rival = Alternative(Decimal(480), "补充材料.pdf 不同", rival=True)
    field = area(820, Status.REVIEW, method=Method.DECISION, alternatives=(rival,))

    assert [i.reason for i in items("s", record(field), assessment())] == [ReviewReason.CONFLICT]


def test_a_judgement_is_asked_with_the_requirement_and_a_decided_one_is_not():
    asked = verdict("3", Outcome.JUDGEMENT)
    answered = verdict("4", Outcome.MET)
    (item,) = items("s", record(), assessment(asked, answered))

    assert (item.id, item.reason) == ("s/3/judgement", ReviewReason.JUDGEMENT)
    assert "场地总面积不低于500平方米" in item.question


def test_a_discretionary_condition_that_fails_asks_whether_to_waive_it():
    failed = verdict("9", Outcome.NOT_MET, binding=False, waivable=True)
    (item,) = items("s", record(), assessment(failed))

    assert item.reason is ReviewReason.JUDGEMENT
    assert "是否仍予认可" in item.question


def test_a_preference_that_is_not_met_asks_nothing():
    assert items("s", record(), assessment(verdict("9", Outcome.NOT_MET, binding=False))) == ()


def test_what_can_turn_the_outcome_comes_first_then_discretion_then_the_rest():
    found = items(
        "s",
        record(
            area(None, Status.MISSING),
            FieldValue("ip_count", Decimal(3), status=Status.REVIEW),
        ),
        assessment(
            verdict("2a", Outcome.UNKNOWN, "total_area_m2"),
            verdict("3", Outcome.JUDGEMENT),
            verdict("9", Outcome.NOT_MET, binding=False, waivable=True),
        ),
    )

    assert [item.subject for item in found] == ["total_area_m2", "3", "9", "ip_count"]


def test_once_a_binding_condition_failed_other_open_ones_come_after_its_own_doubt():
    """Only taking back the value that failed could still make the application eligible."""
    found = items(
        "s",
        record(area(480, Status.REVIEW), FieldValue("tenant_count", status=Status.MISSING)),
        assessment(
            verdict("2a", Outcome.NOT_MET, values={"total_area_m2": Decimal(480)}),
            verdict("5", Outcome.UNKNOWN, "tenant_count"),
        ),
    )

    assert [item.subject for item in found] == ["total_area_m2", "tenant_count"]


def test_a_roster_with_blank_cells_says_how_many_rows_lack_them():
    rows = tuple(
        RosterRow("tenants", {"moved_in_on": RosterCell(None), "name": RosterCell(name)})
        for name in ("甲", "乙")
    )
    (item,) = items(
        "s",
        record(rosters={"tenants": rows}),
        assessment(verdict("T2", Outcome.UNKNOWN, "tenants.moved_in_on")),
    )

    assert item.reason is ReviewReason.MISSING
    assert "有 2 行缺" in item.question


def test_two_findings_of_one_code_are_two_items():
    blanks = tuple(Finding("form_cell_blank", {"label": name}) for name in ("电话", "邮箱"))
    found = items("s", record(), assessment(findings=blanks))

    assert {"s/form_cell_blank:电话/finding", "s/form_cell_blank:邮箱/finding"} == {
        item.id for item in found
    }


@pytest.mark.parametrize(
    ("code", "asks"),
    [
        ("no_text", True),  # a scan: someone has to type its figures in
        ("damaged", True),
        ("unsupported", True),
        ("repaired", True),
        ("no_recogniser", True),
        ("no_converter", True),
        ("conversion_failed", True),
        ("low_resolution", True),
        ("identifier_rounded", True),
        ("converted", False),
        ("under_seal", False),  # each value that a seal lies over is asked for itself
        ("contains_macros", False),  # only informs: the text was read
        ("wrong_extension", False),
    ],
)
def test_only_problems_that_leave_content_unread_are_asked(code, asks):
    summary = DocumentSummary("租赁合同.pdf", "pdf", 2, "a" * 64, (problem(code),))
    found = items("s", record(documents=(summary,)), assessment())

    assert asks == bool(found)
    assert all("租赁合同.pdf" in item.question for item in found)


def test_a_doubt_about_a_scan_says_how_surely_it_was_read():
    seen = replace(quote("合同.pdf", "820平方米"), score=0.7134, sealed=True)
    [item] = items("s", record(area(820, Status.REVIEW, evidence=(seen,))), assessment())

    assert item.reason is ReviewReason.DOUBT
    assert "由扫描件识别，得分 0.71，印章压住文字，同类读数尚无核对记录，请核对" in item.question


def test_a_doubt_says_how_often_values_like_it_were_right():
    measured = Confidence(0.95, 0.82, 0.98, right=35, n=37)
    [item] = items("s", record(area(820, Status.REVIEW, measured=measured)), assessment())

    assert "同类读数 37 次中 35 次正确，请核对" in item.question


def test_files_of_one_name_in_two_folders_are_two_items():
    twins = tuple(
        DocumentSummary("扫描.pdf", "pdf", 1, letter * 64, (problem("no_text"),)) for letter in "ab"
    )

    assert len(items("s", record(documents=twins), assessment())) == 2


def test_the_same_input_gives_the_same_items():
    given = (
        "s",
        record(area(820, Status.REVIEW)),
        assessment(verdict("3", Outcome.JUDGEMENT)),
    )

    assert items(*given) == items(*given)


def test_a_missing_application_date_is_asked_for_as_a_field():
    """So that the answer is a date, not an acknowledgement."""
    found = items("s", record(), assessment(findings=(Finding("application_date_missing"),)))

    assert [item.id for item in found] == ["s/applied_on/missing"]


def test_an_open_category_is_asked_for_as_a_field():
    judged = replace(assessment(verdict("1", Outcome.MET)), open_category=True)
    (item,) = items("s", record(), judged)

    assert item.id == "s/category/missing"


CLAIM = Finding("claimed_count_differs", {"key": "tenant_count", "claimed": 12, "listed": 10})
SUM = Finding("sum_differs", {"key": "tenant_count", "claimed": 12, "computed": 11})


def test_a_finding_about_a_value_is_answered_by_the_fields_own_question():
    rival = Alternative(Decimal(10), "名单所列与填报数不一致", rival=True)
    field = FieldValue("tenant_count", Decimal(12), status=Status.REVIEW, alternatives=(rival,))
    (item,) = items("s", record(field, findings=(CLAIM, SUM)), assessment())

    assert item.id == "s/tenant_count/conflict"
    # The sum is no rival; without its words nobody would learn why this is asked.
    assert item.question.startswith(finding_words(SUM))


def test_a_finding_about_a_value_without_a_question_of_its_own_is_asked():
    field = FieldValue("tenant_count", Decimal(12), status=Status.ACCEPTED)
    (item,) = items("s", record(field, findings=(CLAIM,)), assessment())

    assert item.id == "s/claimed_count_differs:tenant_count/finding"


def test_what_record_and_policy_both_find_is_asked_once_and_with_its_place():
    place = quote("申报书.pdf", "联系电话")
    found = Finding("form_cell_blank", {"label": "联系电话"}, (place,))
    again = Finding("form_cell_blank", {"label": "联系电话"})
    (item,) = items("s", record(findings=(found,)), assessment(findings=(again,)))

    assert item.evidence == (place,)
