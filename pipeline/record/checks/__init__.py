"""Fields, rosters and documents in, findings out: what does not fit together.

A finding is a question with its places, never a verdict. Never changes a value, and never takes
what is not known for a no.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import DocumentFindings, Finding
from pipeline.record.checks import (
    applicant,
    counts,
    dates,
    differing,
    documents,
    names,
    people,
    plausible,
    serials,
    shares,
    sums,
    totals,
)
from pipeline.record.checks.gathered import Check, Gathered
from pipeline.record.derive import Fields, Rosters

__all__ = ["CHECKS", "cross_check"]

CHECKS: tuple[Check, ...] = (
    documents.own_findings,
    documents.unseen_layers,
    documents.documents_differ,
    differing.lists_differ,
    names.names_of_others,
    counts.claimed_against_listed,
    serials.serial_numbers,
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
