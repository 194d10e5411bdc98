"""A submission's findings and decisions as one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from extractors.catalogue import load_catalogue
from extractors.model import Method
from extractors.values import PartialDate
from pipeline.model import Answer, Decision, DecisionKind, Status
from pipeline.record import assemble
from pipeline.record.decide import seen_values
from tests.observed import TRUST


def decide(
    kind: DecisionKind,
    subject: str,
    value: Any,
    note: str = "",
    seen: Mapping[str, object] | None = None,
) -> Decision:
    at = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    return Decision("s", kind, subject, value, note, "甲", at, seen or {})


def test_nothing_found_gives_every_field_missing() -> None:
    record = assemble([], trust=TRUST)
    assert list(record.fields) == list(load_catalogue().fields)
    assert all(value.status is Status.MISSING for value in record.fields.values())
    assert [f.code for f in record.findings] == ["application_date_missing"]


def test_two_documents_that_differ_put_the_field_to_review(made: Any) -> None:
    record = assemble(
        [
            made.found("application_form", made.said("mentor_count", Decimal(12), "申请表.docx")),
            made.found("operating_plan", made.said("mentor_count", Decimal(15), "方案.docx")),
        ],
        trust=TRUST,
    )
    value = record.fields["mentor_count"]
    assert (value.value, value.status) == (12, Status.REVIEW)
    assert "documents_differ" in [f.code for f in record.findings]


def test_a_decision_settles_the_conflict_and_what_follows_from_it(made: Any) -> None:
    findings = [
        made.found(
            "application_form",
            made.said("total_area_m2", Decimal(1000), "申请表.docx"),
            made.said("public_area_m2", Decimal(250), "申请表.docx"),
        ),
        made.found("premises_proof", made.said("total_area_m2", Decimal(500), "合同.docx")),
    ]
    assert assemble(findings, trust=TRUST).fields["public_share"].status is Status.REVIEW
    area = assemble(findings, trust=TRUST).fields["total_area_m2"]
    decision = decide(DecisionKind.VALUE, "total_area_m2", Decimal(500), seen=seen_values(area))
    record = assemble(findings, [decision], trust=TRUST)
    assert record.fields["total_area_m2"].value == 500
    assert record.fields["total_area_m2"].method is Method.DECISION
    assert record.fields["public_share"].value == Decimal("0.5")
    assert "documents_differ" not in [f.code for f in record.findings]
    # A further document with a third value opens the decided field again.
    more = made.found("operating_plan", made.said("total_area_m2", Decimal(700), "方案.docx"))
    reopened = assemble([*findings, more], [decision], trust=TRUST).fields["total_area_m2"]
    assert (reopened.value, reopened.status) == (500, Status.REVIEW)
    assert [r.value for r in reopened.rivals] == [700]


def test_the_year_asked_for_follows_from_the_application_or_the_day_of_judging(made: Any) -> None:
    events = [
        made.said("event_count", Decimal(count), year=year)
        for year, count in ((2022, 19), (2023, 26))
    ]
    found = made.found("application_form", *events)
    assert assemble([found], on=dt.date(2023, 6, 1), trust=TRUST).fields["event_count"].value == 19
    dated = made.found("application_form", *events, made.said("applied_on", PartialDate(2024, 3)))
    assert assemble([dated], on=dt.date(2023, 6, 1), trust=TRUST).fields["event_count"].value == 26


def test_rosters_of_several_documents_are_merged_and_counted(made: Any) -> None:
    found = [
        made.found("application_form", rows=(made.row("mentors", name="蒲一鸣"),)),
        made.found(
            "operating_plan",
            rows=(
                made.row("mentors", "方案.docx", name="蒲一鸣"),
                made.row("mentors", "方案.docx", name="岑若溪"),
            ),
        ),
    ]
    record = assemble(found, trust=TRUST)
    assert len(record.rosters["mentors"]) == 2
    assert record.fields["mentor_count"].value == 2
    assert record.fields["mentor_count"].method is Method.COUNTED


def test_a_count_that_the_roster_does_not_bear_out_is_doubted(made: Any) -> None:
    rows = tuple(made.row("mentors", name=name) for name in ("蒲一鸣", "岑若溪"))
    said = made.said("mentor_count", Decimal(12))
    value = assemble([made.found("application_form", said, rows=rows)], trust=TRUST).fields[
        "mentor_count"
    ]
    assert (value.value, value.status) == (12, Status.REVIEW)
    assert [r.value for r in value.rivals] == [2]


def test_materials_sections_and_blanks_are_gathered_in_the_order_of_the_catalogue(
    made: Any,
) -> None:
    record = assemble(
        [
            made.found("operating_plan", plan_sections=("budget", "necessity")),
            made.found("application_form", blanks=(("联系人", None), ("联系人", None))),
            made.found("operating_plan", plan_sections=("goals",)),
        ],
        trust=TRUST,
    )
    assert record.materials == ("application_form", "operating_plan")
    assert record.plan_sections == ("necessity", "goals", "budget")
    assert record.form_blanks == ("联系人",)
    assert [d.materials for d in record.documents] == [
        ("operating_plan",),
        ("application_form",),
        ("operating_plan",),
    ]


def test_judgements_are_kept_with_their_reason_and_the_latest_stands() -> None:
    decisions = [
        decide(DecisionKind.JUDGEMENT, "art5-2", False, "材料不足"),
        decide(DecisionKind.JUDGEMENT, "art5-2", True, "已补充"),
        decide(DecisionKind.ACKNOWLEDGE, "hidden_content", None),
    ]
    assert assemble([], decisions, trust=TRUST).judgements == {"art5-2": Answer(True, "已补充")}


def test_the_same_findings_and_decisions_give_the_same_record(made: Any) -> None:
    found = [made.found("application_form", made.said("mentor_count", Decimal(12)))]
    assert assemble(found, trust=TRUST) == assemble(found, trust=TRUST)
