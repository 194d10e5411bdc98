"""Fields, rosters and documents in, findings out: what does not fit together.

A finding is a question with its places, never a verdict. The field it is about is marked for
review. Never changes a value, and never takes what is not known for a no.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.model import DocumentFindings, Finding, Method
from pipeline.model import Alternative, FieldValue, Status
from pipeline.record.checks import (
    applicant,
    counts,
    dates,
    documents,
    names,
    people,
    plausible,
    shares,
    sums,
    totals,
)
from pipeline.record.checks.concerned import fields_concerned
from pipeline.record.checks.gathered import Check, Gathered
from pipeline.record.derive import Fields, Rosters

__all__ = ["CHECKS", "cross_check", "doubted"]

CHECKS: tuple[Check, ...] = (
    documents.own_findings,
    documents.unseen_layers,
    documents.documents_differ,
    names.names_of_others,
    counts.claimed_against_listed,
    shares.stated_against_areas,
    sums.tenants_by_kind,
    sums.parts_within,
    sums.areas_within,
    sums.lease_term,
    totals.columns_of_lists,
    totals.tables_of_areas,
    totals.statistics_by_kind,
    dates.application_date,
    dates.fields_in_order,
    dates.rows_in_order,
    dates.rows_before_application,
    plausible.out_of_range,
    plausible.against_last_year,
    plausible.between_years,
    plausible.one_without_the_other,
    people.shared_telephones,
    people.shared_codes,
    people.operator_as_tenant,
    people.tenants_codes,
    applicant.credit_code,
    applicant.branch_office,
)


def cross_check(
    findings: Sequence[DocumentFindings], fields: Fields, rosters: Rosters, year: int | None
) -> tuple[Finding, ...]:
    """Every finding about one submission by itself, documents' own findings first."""
    gathered = Gathered(findings, fields, rosters, year)
    return tuple(finding for check in CHECKS for finding in check(gathered))


# What a finding's own other value says as a rival of the field's.
_RIVALS = {
    "claimed_count_differs": "名单所列与填报数不一致",
    "ratio_differs": "按面积计算与填报比例不一致",
}
_ANOTHER_NAME = "材料中以此名称自称"
# The codes of values; others are about the applicant, a document or the form.
_OF_VALUES = frozenset(
    {
        "claimed_count_differs",
        "ratio_differs",
        "sum_differs",
        "dates_out_of_order",
        "value_implausible",
        "credit_code_invalid",
        "threshold_copied",
        "documents_differ",
    }
)


def doubted(value: FieldValue, findings: Sequence[Finding]) -> FieldValue:
    """The field, put to review where a finding speaks against it, with the finding's own value."""
    if value.method is Method.DECISION or value.value is None:
        return value
    for finding in findings:
        if finding.code not in _OF_VALUES or value.key not in fields_concerned(finding):
            continue
        value = replace(value, status=Status.REVIEW)
        rival = _rival(finding, value)
        if rival is not None:
            value = replace(value, alternatives=(rival, *value.alternatives))
    return value


def _rival(finding: Finding, value: FieldValue) -> Alternative | None:
    """The finding's own other value, where the field does not hold it yet.

    The finding's first place is the claim; the others are what speaks against it.
    """
    against = finding.evidence[1:]
    if finding.code in _RIVALS:
        other = finding.details.get("listed", finding.details.get("computed"))
        if isinstance(other, int | float):
            return Alternative(Decimal(str(other)), _RIVALS[finding.code], against, rival=True)
    if finding.code == "documents_differ" and not value.rivals:
        stated = finding.details.get("values")
        last = stated[-1] if isinstance(stated, list) else None
        if isinstance(last, str) and isinstance(value.value, str):
            return Alternative(last, _ANOTHER_NAME, against, rival=True)
    return None
