"""Fields and findings in, the fields that a finding speaks against put to review out.

A doubted value is weighed again: what is spoken against is compared with what was spoken
against, wherever the finding comes from. Never changes a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.model import Finding, Method
from pipeline.confidence.trust import Trust, weighed
from pipeline.model import Alternative, FieldValue, Record, Status
from pipeline.record.checks.concerned import ABOUT_A_VALUE, fields_concerned

__all__ = ["doubt", "doubted", "with_findings"]

# What a finding's own other value says as a rival of the field's.
_RIVALS = {
    "claimed_count_differs": "名单所列与填报数不一致",
    "ratio_differs": "按面积计算与填报比例不一致",
}
_ANOTHER_NAME = "材料中以此名称自称"


def with_findings(record: Record, found: Sequence[Finding], trust: Trust) -> Record:
    """The record with these findings beside its own; a field that one speaks against is doubted."""
    if not found:
        return record
    fields = doubt(record.fields, found, trust)
    return replace(record, fields=fields, findings=(*record.findings, *found))


def doubt(
    fields: Mapping[str, FieldValue], findings: Sequence[Finding], trust: Trust
) -> dict[str, FieldValue]:
    """All fields, each with the findings that speak against it and its confidence in their view."""
    return {key: _weighed_anew(value, findings, trust) for key, value in fields.items()}


def _weighed_anew(value: FieldValue, findings: Sequence[Finding], trust: Trust) -> FieldValue:
    against = [finding for finding in findings if _against(value, finding)]
    return weighed(_spoken_against(value, against), trust, bool(against))


def doubted(value: FieldValue, findings: Sequence[Finding]) -> FieldValue:
    """The field, put to review where a finding speaks against it, with the finding's own value."""
    return _spoken_against(value, [one for one in findings if _against(value, one)])


def _spoken_against(value: FieldValue, against: Sequence[Finding]) -> FieldValue:
    for finding in against:
        value = replace(value, status=Status.REVIEW)
        rival = _rival(finding, value)
        if rival is not None:
            value = replace(value, alternatives=(rival, *value.alternatives))
    return value


def _against(value: FieldValue, finding: Finding) -> bool:
    """Whether the finding speaks against what the documents say; a person's word stands."""
    return (
        value.method is not Method.DECISION
        and value.value is not None
        and finding.code in ABOUT_A_VALUE
        and value.key in fields_concerned(finding)
    )


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
