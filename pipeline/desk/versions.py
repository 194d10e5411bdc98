"""What stands about one subject in, a short version of it out. Pure.

A save names the version it saw: where somebody has decided, or the machine says something else,
since then, the version is another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from extractors.catalogue import load_catalogue
from pipeline.desk.case import Case
from pipeline.model import APPLICATION, Decision, DecisionKind, Verdict
from pipeline.store import codec

__all__ = ["last_about", "version"]


def version(case: Case, subject: str) -> str:
    """The version of a subject: a field's key, a condition's id, a roster or roster.column, a
    finding's or problem's subject, "ruleset", or "application" for the whole."""
    last = last_about(case.decisions, None if subject == APPLICATION else subject)
    made_of = f"{case.id}\0{subject}\0{last}\0{_machine_says(case, subject)}"
    return hashlib.sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def last_about(decisions: Sequence[Decision], subject: str | None) -> int:
    """The number of the newest decision about a subject, or with None about anything; 0 without.

    A second opinion is given blind and is no news to whoever decides.
    """
    about = (
        d.id or 0
        for d in decisions
        if subject is None or (d.subject == subject and d.kind is not DecisionKind.SECOND)
    )
    return max(about, default=0)


def _machine_says(case: Case, subject: str) -> str:
    if subject == APPLICATION:
        return case.key
    if subject in case.record.fields:
        return codec.encode(case.record.fields[subject])
    roster = subject.partition(".")[0]
    if roster in load_catalogue().rosters:
        return "\n".join(codec.encode(row) for row in case.record.rosters.get(roster, ()))
    verdict = verdict_of(case, subject)
    if verdict is not None:
        # How the condition is explained may follow from an answer given a moment ago.
        return f"{verdict.outcome}{verdict.requirement}"
    if subject == "ruleset":
        return case.assessment.ruleset if case.assessment is not None else ""
    return "\n".join(item.question for item in case.items if item.subject == subject)


def verdict_of(case: Case, condition: str) -> Verdict | None:
    """How a condition stands; None where the policy has none of that id."""
    verdicts = case.assessment.verdicts if case.assessment is not None else ()
    return next((verdict for verdict in verdicts if verdict.id == condition), None)
