"""Decisions and verdicts in, how far a second person says the same out.

A second person answers what a first one decided and a binding condition stands on, without
seeing the answer. Where the two differ a third one's decision settles it. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Assessment, Decision, DecisionKind, in_force

FIRST = frozenset({DecisionKind.VALUE, DecisionKind.NOT_PROVIDED, DecisionKind.JUDGEMENT})


class Agreement(StrEnum):
    """How one subject, or an application as a whole, stands between two people."""

    NONE = "none"  # nothing that a second person would have to answer
    MISSING = "missing"  # the second answer is not there
    DIFFERS = "differs"  # the two differ and nobody has settled it
    DONE = "done"  # they agree, or a third person has settled it


@dataclass(frozen=True, slots=True)
class Compared:
    """One subject: the decision that stands, the second person's answer, how they agree."""

    subject: str
    first: Decision
    second: Decision | None
    agreement: Agreement


def compared(assessment: Assessment | None, decisions: Iterable[Decision]) -> tuple[Compared, ...]:
    """What a second person has to answer, in the order in which it was first decided.

    Args:
        assessment: None while no policy could be chosen; then nothing is decisive.
        decisions: Everything decided about one submission, oldest first.
    """
    held = in_force(decisions)
    decisive = decisive_subjects(assessment)
    first = {d.subject: d for d in held if d.kind in FIRST and d.subject in decisive}
    return tuple(_compared(one, held) for one in first.values())


def overall(compared: Iterable[Compared]) -> Agreement:
    """The whole application: what is missing counts before what differs."""
    found = {one.agreement for one in compared}
    for worst in (Agreement.MISSING, Agreement.DIFFERS, Agreement.DONE):
        if worst in found:
            return worst
    return Agreement.NONE


def decisive_subjects(assessment: Assessment | None) -> Collection[str]:
    """Binding conditions, and the fields that they used or need."""
    binding = [v for v in assessment.verdicts if v.binding] if assessment is not None else []
    return {name for v in binding for name in (v.id, *v.values, *v.needs)}


def _compared(first: Decision, held: Sequence[Decision]) -> Compared:
    seconds = [d for d in held if d.kind is DecisionKind.SECOND and d.subject == first.subject]
    others = [d for d in seconds if d.by != first.by]
    if seconds and _by_a_third(first, seconds[-1], held):
        return Compared(first.subject, first, seconds[-1], Agreement.DONE)
    if not others:
        return Compared(first.subject, first, None, Agreement.MISSING)
    second = others[-1]
    same = _said(first) == second.value
    return Compared(first.subject, first, second, Agreement.DONE if same else Agreement.DIFFERS)


def _by_a_third(standing: Decision, second: Decision, held: Sequence[Decision]) -> bool:
    """Whether who decided last had two different answers of two others before him."""
    before = [
        d for d in held if d.kind in FIRST and d.subject == standing.subject and d is not standing
    ]
    said = {d.by for d in before if (d.id or 0) < (second.id or 0)} - {second.by}
    later = (standing.id or 0) > (second.id or 0)
    return later and bool(said) and standing.by not in said | {second.by}


def _said(decision: Decision) -> object:
    return None if decision.kind is DecisionKind.NOT_PROVIDED else decision.value
