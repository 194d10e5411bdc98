"""The tally: what is missed, surplus, disputed and ambiguous."""

from __future__ import annotations

from typing import Any

import pytest

from bench.report import lines, summary, total
from bench.scoring import Tally, score

WANTED: dict[str, Any] = {
    "id": "x",
    "fields": {"total_area_m2": {"value": 820, "document": "表.docx", "text": "820㎡"}},
    "conflicts": [],
    "rosters": {"tenants": [{"name": "甲公司", "headcount": 9}, {"name": "乙队", "headcount": 3}]},
    "materials": ["application_form"],
    "plan_sections": [],
    "form_blanks": [],
    "findings": [],
    "conditions": {"2a": "met"},
    "outcome": "eligible",
}
FOUND: dict[str, Any] = {
    "fields": {
        "total_area_m2": {
            "value": 820,
            "status": "accepted",
            "confidence": 0.9,
            "evidence": [{"document": "表.docx", "page": None, "text": "820"}],
        }
    },
    "rosters": {"tenants": WANTED["rosters"]["tenants"]},
    "materials": ["application_form"],
    "conditions": {"2a": "met"},
    "outcome": "eligible",
}


def scored(wanted: dict[str, Any], found: dict[str, Any]) -> Tally:
    tally = Tally()
    score(tally, wanted, found)
    return tally


def test_a_perfect_result_has_no_misses() -> None:
    tally = scored(WANTED, FOUND)
    assert tally.misses == []
    assert summary(tally).startswith("fields F1 1.000 | evidence 1.000 | rosters 1.000")


def test_an_empty_result_misses_everything() -> None:
    tally = scored(WANTED, {})
    assert total(tally.fields).recall == 0
    assert total(tally.rows).recall == 0
    assert {miss.what for miss in tally.misses} == {"total_area_m2", "tenants", "materials"}


def test_a_value_for_an_absent_key_is_spurious() -> None:
    fields = {**FOUND["fields"], "jobs_count": {"value": 5, "status": "review"}}
    tally = scored(WANTED, {**FOUND, "fields": fields})
    assert tally.spurious == {"total_area_m2": 0, "jobs_count": 1}
    assert total(tally.fields).precision == pytest.approx(0.5)


def test_a_disputed_key_is_right_when_it_is_handed_over() -> None:
    disputed = {**WANTED, "fields": {}, "conflicts": [{"key": "total_area_m2"}]}
    handed = {"fields": {"total_area_m2": {"value": 820, "status": "review"}}}
    taken = {"fields": {"total_area_m2": {"value": 820, "status": "accepted"}}}
    assert total(scored(disputed, handed).fields).f1 == 1
    assert total(scored(disputed, taken).fields).f1 == 0
    assert scored(disputed, taken).accepted.precision == 0


def test_an_ambiguous_key_counts_on_neither_side() -> None:
    unsure = {**WANTED, "ambiguous": ["total_area_m2", "materials.application_form"]}
    tally = scored(unsure, {})
    assert total(tally.fields).wanted == 0
    assert tally.lists["materials"].wanted == 0


def test_a_surplus_row_counts_against_the_roster() -> None:
    rows = [*WANTED["rosters"]["tenants"], {"name": "合计", "headcount": 12}]
    tally = scored(WANTED, {**FOUND, "rosters": {"tenants": rows}})
    assert tally.rows["tenants"].precision == pytest.approx(2 / 3)


def test_a_row_of_nothing_but_a_name_is_let_pass() -> None:
    rows = [*WANTED["rosters"]["tenants"], {"name": "注", "headcount": None}]
    assert scored(WANTED, {**FOUND, "rosters": {"tenants": rows}}).misses == []


def test_right_value_with_a_wrong_quote_is_an_evidence_miss() -> None:
    field = {**FOUND["fields"]["total_area_m2"], "evidence": [{"document": "b", "text": "820"}]}
    tally = scored(WANTED, {**FOUND, "fields": {"total_area_m2": field}})
    assert total(tally.fields).f1 == 1
    assert total(tally.evidence).recall == 0


def test_findings_agree_by_code_and_by_what_they_are_about() -> None:
    wanted = {**WANTED, "findings": [{"code": "documents_differ", "key": "total_area_m2"}]}
    other = {**FOUND, "findings": [{"code": "documents_differ", "key": "jobs_count"}]}
    bare = {**FOUND, "findings": [{"code": "documents_differ"}]}
    assert scored(wanted, other).lists["findings"].right == 0
    assert scored(wanted, bare).lists["findings"].right == 1


def test_conditions_and_outcome_are_compared() -> None:
    tally = scored(WANTED, {**FOUND, "conditions": {"2a": "unknown"}, "outcome": "needs_review"})
    assert (tally.conditions.right, tally.outcomes.right) == (0, 0)


def test_the_report_lists_every_miss() -> None:
    printed = "\n".join(lines(scored(WANTED, {}), misses=True))
    assert "total_area_m2: expected 820, found None" in printed


def test_a_value_handed_over_says_nothing_of_its_confidence() -> None:
    """It is right to hand it over; its own value may still be wrong."""
    disputed = {**WANTED, "fields": {}, "conflicts": [{"key": "total_area_m2"}]}
    field = {"value": 820, "status": "review", "confidence": 0.6}
    assert scored(disputed, {"fields": {"total_area_m2": field}}).sure == [(0.6, False)]
    assert scored(WANTED, FOUND).sure == [(0.9, True)]
