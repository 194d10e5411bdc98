"""The questions that only the policy makes into questions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from pipeline.facts import record_of
from pipeline.model import DocumentSummary, Record
from pipeline.rules import judge, load_rulesets

HANDED_IN = (DocumentSummary("申报书.docx", "docx", 1, "0" * 64),)


def codes(ruleset: str, record: Record) -> list[str]:
    found = judge(record, load_rulesets()[ruleset], dt.date(2022, 1, 1)).findings
    return [finding.code for finding in found]


def handed_in(**more: Any) -> Record:
    record = record_of({"fields": {"applied_on": "2022-01-01", **more}})
    return replace(record, documents=HANDED_IN, materials=("application_form",))


def test_a_required_material_that_nobody_handed_in_is_asked_for() -> None:
    found = judge(handed_in(), load_rulesets()["mile-2017"], dt.date(2022, 1, 1)).findings

    missing = [f.details["material"] for f in found if f.code == "material_missing"]
    assert missing == ["legal_person_proof", "operating_plan", "annual_plan"]


def test_facts_alone_miss_no_material() -> None:
    assert codes("mile-2017", record_of({"fields": {"applied_on": "2022-01-01"}})) == []


def test_a_blank_cell_is_a_question_only_where_the_form_allows_none() -> None:
    record = replace(handed_in(), form_blanks=("电子邮箱",))

    assert "form_cell_blank" in codes("mile-2017", record)
    assert "form_cell_blank" not in codes("kunming-2017", record)


def test_an_operator_registered_elsewhere_is_a_question() -> None:
    code = handed_in(credit_code="91330381MABEL9P40U")
    address = handed_in(registered_address="浙江省杭州市西湖区")

    assert "registered_outside_division" in codes("kunming-2017", code)
    assert "registered_outside_division" not in codes("wenzhou-2021", code)
    assert "registered_outside_division" in codes("wenzhou-2021", address)


def test_the_division_told_is_the_applicants_and_the_region_the_policys() -> None:
    elsewhere = handed_in(credit_code="91330381MABEL9P40U", registered_address="浙江省杭州市西湖区")
    found = judge(elsewhere, load_rulesets()["kunming-2017"], dt.date(2022, 1, 1)).findings

    told = [f.details for f in found if f.code == "registered_outside_division"]
    assert [(one["division"], one["region"]) for one in told] == [
        ("330381", "昆明市"),
        ("330106", "昆明市"),
    ]


def test_a_missing_application_date_is_a_question() -> None:
    assert codes("wenzhou-2021", record_of({})) == ["application_date_missing"]
