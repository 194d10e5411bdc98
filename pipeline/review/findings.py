"""A record and its assessment in, the findings of both out, each once and with its subject.

What a document leaves blank, for instance, is told by the record, and again by a policy that
forbids it. Decides nothing and orders nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from extractors.model import Finding
from pipeline.model import Assessment, Record
from pipeline.record.checks.concerned import ABOUT_A_VALUE, fields_concerned
from pipeline.wording import finding_key

# Of the codes about a value those that no rival tells; the field's question says them too.
TOLD_ALONG = frozenset(
    {
        "sum_differs",
        "dates_out_of_order",
        "value_implausible",
        "credit_code_invalid",
        "threshold_copied",
    }
)


def all_findings(record: Record, assessment: Assessment | None) -> tuple[Finding, ...]:
    """The record's findings, then the policy's own that the record does not have.

    Of two that say the same the record's stays: it has the places.
    """
    known = {subject(finding) for finding in record.findings}
    own = assessment.findings if assessment is not None else ()
    return (*record.findings, *(finding for finding in own if subject(finding) not in known))


def told_along(finding: Finding, field: str) -> bool:
    """Whether the question about the field has to say what the finding says."""
    return finding.code in TOLD_ALONG and field in fields_concerned(finding)


def is_asked_with(finding: Finding, answered: Collection[str]) -> bool:
    """Whether the questions about its fields, or a person's answers to them, cover the finding."""
    keys = fields_concerned(finding)
    return finding.code in ABOUT_A_VALUE and bool(keys) and all(key in answered for key in keys)


def subject(finding: Finding) -> str:
    """What its question is about: the code, and the field, label or file it concerns."""
    details = finding.details
    key = str(details.get("key") or "") or finding_key(finding)
    if "." in str(details.get("key") or ""):
        # Of a list's column: which year of the statistics, which telephone.
        which = details.get("year") or (details.get("value") if details.get("names") else None)
        key += f":{which}" if which else ""
    return f"{finding.code}:{key}" if key else finding.code
