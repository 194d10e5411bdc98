"""A finding doubts its field the same way whether this submission raised it or another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractors.model import Finding
from pipeline.confidence.trust import Trust
from pipeline.model import Agreement, Status
from pipeline.record import assemble
from pipeline.record.doubt import doubt, with_findings
from tests.observed import TRUST

ODD = Finding("value_implausible", {"key": "mentor_count", "value": 48, "before": 6, "year": 2021})


def record(made: Any) -> Any:
    found = made.found("application_form", made.said("mentor_count", Decimal(48)))
    return assemble([found], trust=TRUST)


def test_a_finding_from_elsewhere_lowers_the_confidence_too(made: Any) -> None:
    before = record(made)
    after = with_findings(before, [ODD], TRUST)

    mine, doubted = before.fields["mentor_count"], after.fields["mentor_count"]
    assert (mine.status, doubted.status) == (Status.ACCEPTED, Status.REVIEW)
    assert doubted.signals.agreement is Agreement.RIVAL
    assert doubted.confidence < mine.confidence
    assert after.findings == (*before.findings, ODD)
    assert doubt(before.fields, [ODD], TRUST)["mentor_count"] == doubted


def test_what_is_asked_about_anyway_is_doubted_as_well(made: Any) -> None:
    """Calibration sees every value before anything is trusted; a run sees them after."""
    untrusted = assemble(
        [made.found("application_form", made.said("mentor_count", Decimal(48)))], trust=Trust()
    )
    after = with_findings(untrusted, [ODD], TRUST).fields["mentor_count"]
    assert after.signals.agreement is Agreement.RIVAL


def test_no_finding_changes_nothing(made: Any) -> None:
    before = record(made)
    assert with_findings(before, (), TRUST) is before
    assert doubt(before.fields, (), TRUST) == before.fields
