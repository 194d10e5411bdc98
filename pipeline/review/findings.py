"""A record and its assessment in, the findings of both out, each once and with its subject.

What a document leaves blank, for instance, is told by the record, and again by a policy that
forbids it. Decides nothing and orders nothing.
"""

from __future__ import annotations

from extractors.model import Finding
from pipeline.model import Assessment, Record
from pipeline.wording import finding_key

# Findings about one field's value: the question about the field asks for the same answer.
ABOUT_A_VALUE = frozenset(
    {
        "documents_differ",
        "claimed_count_differs",
        "ratio_differs",
        "sum_differs",
        "value_implausible",
        "threshold_copied",
    }
)
# Those of them that no rival and no refused value tells; the field's question says them too.
TOLD_ALONG = frozenset({"sum_differs", "threshold_copied"})


def all_findings(record: Record, assessment: Assessment | None) -> tuple[Finding, ...]:
    """The record's findings, then the policy's own that the record does not have.

    Of two that say the same the record's stays: it has the places.
    """
    known = {subject(finding) for finding in record.findings}
    own = assessment.findings if assessment is not None else ()
    return (*record.findings, *(finding for finding in own if subject(finding) not in known))


def subject(finding: Finding) -> str:
    """What its question is about: the code, and the field, label or file it concerns."""
    key = str(finding.details.get("key") or "") or finding_key(finding)
    return f"{finding.code}:{key}" if key else finding.code
