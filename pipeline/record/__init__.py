"""What documents say and people decided in, one Record out: choose, derive, cross-check, weigh.

Pure: the same findings and decisions give the same Record. Never reads a file or the database;
a person's decision outweighs every document and is never overwritten.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors.catalogue import MATERIALS, PLAN_SECTIONS, load_catalogue
from extractors.find.rosters.rosters import merge_rosters
from extractors.model import DocumentFindings
from pipeline.confidence.trust import Trust, weighed
from pipeline.model import (
    Answer,
    Decision,
    DecisionKind,
    DocumentSummary,
    Record,
    Witness,
    in_force,
    latest_about_conditions,
)
from pipeline.record.checks import cross_check
from pipeline.record.choose import choose, reference_year, witnesses_of
from pipeline.record.corrected import corrected, settled_by_hand, unseen_rows
from pipeline.record.decide import decided
from pipeline.record.derive import derive
from pipeline.record.doubt import doubt
from pipeline.record.listed import rows_by_trust

__all__ = ["assemble"]


def assemble(
    findings: Sequence[DocumentFindings],
    decisions: Sequence[Decision] = (),
    on: dt.date | None = None,
    *,
    trust: Trust,
) -> Record:
    """One record from everything found in a submission's documents.

    Args:
        findings: One entry a document, in the order in which the documents lie.
        decisions: Everything decided so far, oldest first.
        on: The day the application is judged on, where the documents do not say when it was
            made; it only tells which year is the last complete one.
        trust: What was observed of values like these, and how sure is sure enough.

    Returns:
        A record with every catalogue field, rosters merged over documents, and findings.
    """
    decisions = in_force(decisions)
    witnesses = witnesses_of(findings)
    year = reference_year(witnesses, decisions, on)
    by_field: dict[str, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        by_field[witness.candidate.field].append(witness)
    # Decided before derived: a decided area changes the shares that follow from it. Weighed
    # before as well: what is computed from something uncertain is no more certain.
    fields = {
        key: weighed(decided(choose(spec, by_field[key], year), decisions), trust)
        for key, spec in load_catalogue().fields.items()
    }
    listed = merge_rosters(rows_by_trust(findings))
    rosters = corrected(listed, decisions)
    fields = derive(fields, rosters, year)
    checks = (
        *(
            check
            for check in cross_check(findings, fields, rosters, year)
            if not settled_by_hand(check, decisions)
        ),
        *unseen_rows(listed, decisions),
    )
    return Record(
        fields=doubt(fields, checks, trust),
        rosters=rosters,
        materials=_in_order(MATERIALS, [m for found in findings for m in found.materials]),
        plan_sections=_in_order(
            PLAN_SECTIONS, [s for found in findings for s in found.plan_sections]
        ),
        form_blanks=tuple(dict.fromkeys(label for found in findings for label, _ in found.blanks)),
        findings=checks,
        documents=tuple(_summary(found) for found in findings),
        judgements=_judgements(decisions),
    )


def _in_order(known: Iterable[str], given: Sequence[str]) -> tuple[str, ...]:
    order = list(known)
    return tuple(sorted(set(given), key=order.index))


def _summary(found: DocumentFindings) -> DocumentSummary:
    document = found.document
    return DocumentSummary(
        name=document.name,
        kind=document.kind,
        pages=len(document.pages),
        sha256=document.sha256,
        problems=document.problems,
        materials=found.materials,
    )


def _judgements(decisions: Sequence[Decision]) -> dict[str, Answer]:
    return {
        subject: Answer(bool(decision.value), decision.note)
        for subject, decision in latest_about_conditions(decisions).items()
        if decision.kind is DecisionKind.JUDGEMENT
    }
