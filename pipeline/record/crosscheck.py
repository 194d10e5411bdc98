"""Fields, rosters and documents in, findings out: what does not fit together.

A finding is a question with its places, never a verdict. The field it is about is marked for
review. Never changes a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.language.identifiers import credit_code_valid
from extractors.model import DocumentFindings, Finding, Method
from extractors.values import PartialDate, to_plain
from pipeline.model import Alternative, FieldValue, Status
from pipeline.record.choose import interval
from pipeline.record.derive import Fields, Rosters, counted, of_rows, shares

# A stated share is rounded to a whole or a tenth of a per cent.
SHARE_TOLERANCE = Decimal("0.0055")


def cross_check(
    findings: Sequence[DocumentFindings], fields: Fields, rosters: Rosters, year: int | None
) -> tuple[Finding, ...]:
    """Every finding about one submission by itself, documents' own findings first."""
    return (
        *(finding for found in findings for finding in found.findings),
        *_from_problems(findings),
        *_documents_differ(fields),
        *_counts(fields, rosters, year),
        *_shares(fields),
        *_sums(fields),
        *_dates(fields),
        *_rows_out_of_order(rosters),
        *_implausible(fields),
        *_operator(fields),
    )


# Findings that put the field they are about in doubt, and what the doubt says.
_DOUBTS = {
    "claimed_count_differs": "名单所列与填报数不一致",
    "ratio_differs": "按面积计算与填报比例不一致",
    "sum_differs": "分项之和与总数不一致",
}


def doubted(value: FieldValue, findings: Sequence[Finding]) -> FieldValue:
    """The field, put to review with a rival value where a finding speaks against it."""
    if value.method is Method.DECISION:
        return value
    for finding in findings:
        if finding.code not in _DOUBTS or finding.details.get("key") != value.key:
            continue
        other = finding.details.get("listed", finding.details.get("computed"))
        value = replace(value, status=Status.REVIEW)
        if isinstance(other, int | float) and finding.code != "sum_differs":
            # The finding's first place is the claim; the others are what speaks against it.
            rival = Alternative(
                Decimal(str(other)), _DOUBTS[finding.code], finding.evidence[1:], rival=True
            )
            value = replace(value, alternatives=(rival, *value.alternatives))
    return value


def _from_problems(findings: Sequence[DocumentFindings]) -> Iterator[Finding]:
    for found in findings:
        for problem in found.document.problems:
            if problem.code in {"hidden_content", "tracked_changes"}:
                details: dict[str, object] = {"document": found.document.name}
                if problem.place:
                    details["place"] = problem.place
                yield Finding(problem.code, details)


def _documents_differ(fields: Fields) -> Iterator[Finding]:
    for value in fields.values():
        mine = {e.sha256 for e in value.evidence}
        rivals = [r for r in value.rivals if {e.sha256 for e in r.evidence} - mine]
        if rivals and value.value is not None:
            places = tuple(value.evidence[:1]) + tuple(r.evidence[0] for r in rivals)
            yield Finding(
                "documents_differ",
                {
                    "key": value.key,
                    "values": [to_plain(value.value), *(to_plain(r.value) for r in rivals)],
                    "documents": list(dict.fromkeys(e.document for e in places)),
                },
                places,
            )


def _counts(fields: Fields, rosters: Rosters, year: int | None) -> Iterator[Finding]:
    """A stated count against the rows that are listed."""
    for key, rows in counted(rosters, year).items():
        value = fields[key]
        if not isinstance(value.value, Decimal) or value.method is Method.COUNTED:
            continue
        if key in {"training_count", "staff_count", "invested_project_count"}:
            continue  # lists of these are extracts as often as not
        low, high = interval(value.value, value.approximate)
        if not low <= len(rows) <= high:
            yield Finding(
                "claimed_count_differs",
                {"key": key, "claimed": to_plain(value.value), "listed": len(rows)},
                value.evidence[:1] + of_rows(rows),
            )


def _shares(fields: Fields) -> Iterator[Finding]:
    for key, computed in shares(fields).items():
        claimed = fields[key]
        if claimed.method is Method.DERIVED or not isinstance(claimed.value, Decimal):
            continue
        assert isinstance(computed.value, Decimal)
        slack = SHARE_TOLERANCE if claimed.approximate is None else claimed.value / 10
        if abs(claimed.value - computed.value) > slack:
            yield Finding(
                "ratio_differs",
                {
                    "key": key,
                    "claimed": to_plain(claimed.value),
                    "computed": to_plain(computed.value),
                },
                claimed.evidence[:1] + computed.evidence,
            )


def _sums(fields: Fields) -> Iterator[Finding]:
    """Teams and companies against tenants."""
    total, parts = fields["tenant_count"], (fields["team_count"], fields["company_count"])
    if any(part.method is Method.COUNTED or part.approximate for part in (total, *parts)):
        return
    numbers = [part.value for part in parts]
    if isinstance(total.value, Decimal) and all(isinstance(n, Decimal) for n in numbers):
        computed = sum((n for n in numbers if isinstance(n, Decimal)), Decimal(0))
        if computed != total.value:
            yield Finding(
                "sum_differs",
                {
                    "key": "tenant_count",
                    "claimed": to_plain(total.value),
                    "computed": to_plain(computed),
                },
                total.evidence[:1] + parts[0].evidence[:1] + parts[1].evidence[:1],
            )


_ORDER = (
    ("registered_on", "operating_since"),
    ("registered_on", "applied_on"),
    ("operating_since", "applied_on"),
    ("lease_starts_on", "lease_ends_on"),
    ("applied_on", "lease_ends_on"),
)


def _dates(fields: Fields) -> Iterator[Finding]:
    if fields["applied_on"].value is None:
        yield Finding("application_date_missing")
    for first, second in _ORDER:
        one, two = fields[first].value, fields[second].value
        if not isinstance(one, PartialDate) or not isinstance(two, PartialDate):
            continue
        if one.first_day > two.last_day:
            yield Finding(
                "dates_out_of_order",
                {"keys": [first, second]},
                fields[first].evidence[:1] + fields[second].evidence[:1],
            )


def _rows_out_of_order(rosters: Rosters) -> Iterator[Finding]:
    """A company that moved in before it was established."""
    for row in rosters.get("tenants", ()):
        cells = [row.cells.get(name) for name in ("established_on", "moved_in_on")]
        values = [cell.value if cell else None for cell in cells]
        one, two = values
        if isinstance(one, PartialDate) and isinstance(two, PartialDate):
            places = tuple(cell.evidence for cell in cells if cell and cell.evidence)
            if one.first_day > two.last_day:
                yield Finding(
                    "dates_out_of_order",
                    {"keys": ["tenants.established_on", "tenants.moved_in_on"]},
                    places,
                )


def _implausible(fields: Fields) -> Iterator[Finding]:
    """A field without a value for which a document states one that cannot be."""
    for value in fields.values():
        odd = [a for a in value.alternatives if a.reason.startswith("超出")]
        if value.value is None and odd:
            details = {"key": value.key, "value": to_plain(odd[0].value)}
            yield Finding("value_implausible", details, odd[0].evidence[:1])


def _operator(fields: Fields) -> Iterator[Finding]:
    code, name = fields["credit_code"], fields["operator_name"]
    if code.value is not None and not credit_code_valid(str(code.value)):
        yield Finding("credit_code_invalid", {"value": str(code.value)}, code.evidence[:1])
    if name.value is not None and str(name.value).endswith(("分公司", "办事处", "分校", "分院")):
        yield Finding("branch_office", {"name": str(name.value)}, name.evidence[:1])
