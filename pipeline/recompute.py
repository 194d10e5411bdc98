"""One submission in, its record, verdicts and questions stored, where those there do not hold.

A stored result holds while the key of what it was computed from is the same: files, extractors'
revision and decisions for a submission's traces, and what others share of these for its record;
record, ruleset and day for the verdicts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.values import PartialDate
from pipeline.compare import digest, shared, traces_of
from pipeline.computation import Computation
from pipeline.crash_points import crash_point
from pipeline.model import Assessment, Decision, DecisionKind, Record, ReviewItem, Submission
from pipeline.review.settled import settle
from pipeline.store import codec
from pipeline.store.rows import Judged, Standing, TracesMade

if TYPE_CHECKING:
    from pipeline.rules.model import Ruleset
    from pipeline.store import Store


def trace_submission(
    store: Store, computation: Computation, submission: Submission, revision: str
) -> frozenset[str]:
    """Store what a submission can be found by.

    Returns:
        The other submissions whose results no longer hold: they shared with it, or do now.
    """
    while True:
        decisions = store.decisions(submission.id)
        findings = store.findings(submission.id, revision)
        traces = traces_of(findings, computation.assemble(findings, decisions))
        made = TracesMade(
            submission=submission.id,
            key=own_key(submission, revision, computation, decisions),
            applicant=traces.applicant,
            traces=traces.kept,
            last_decision=_last(decisions),
        )
        crash_point("traced")
        touched = store.save_traces(made)
        if touched is not None:
            return touched
        # A person decided while this was computed: compute it with the decision.


def judge_submission(
    store: Store,
    computation: Computation,
    submission: Submission,
    standing: Standing | None,
    revision: str,
) -> tuple[bool, bool]:
    """Compute a submission where its stored results do not hold.

    Args:
        standing: What is stored, None where nothing is.
        revision: Of the findings to use, which must all be stored.

    Returns:
        Whether the record, and whether the verdicts, were computed.
    """
    while True:
        decisions = store.decisions(submission.id)
        own = own_key(submission, revision, computation, decisions)
        common = standing.shared if standing is not None else None
        if common is None:
            common = digest(store.matches(submission.id))
        record = None
        if standing is None or standing.record_key != _key(own, common):
            record, common = _compared(store, computation, submission, decisions, revision)
        given = _Given(submission, decisions, _key(own, common), revision, common)
        judged = _assessed(store, computation, given, standing, record)
        if judged is None:
            assert standing is not None, "what is not stored is computed"
            if standing.shared is not None or store.save_shared(submission.id, common):
                return False, False
        else:
            crash_point("judged")
            if store.save_judged(judged):
                return record is not None, True
        # A person decided while this was computed, or another submission came: once more.
        standing = replace(standing, shared=None) if standing is not None else None


def _compared(
    store: Store,
    computation: Computation,
    submission: Submission,
    decisions: Sequence[Decision],
    revision: str,
) -> tuple[Record, str]:
    """The record with what others share of it, and the digest of that."""
    findings = store.findings(submission.id, revision)
    record = computation.assemble(findings, decisions)
    matches = store.matches(submission.id)
    if matches:
        traces = traces_of(findings, record)
        found = shared(submission.name, traces, matches, record, submission.ruleset)
        record = computation.with_findings(record, found)
    return record, digest(matches)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the results of one submission are computed from."""

    submission: Submission
    decisions: Sequence[Decision]
    record_key: str
    revision: str
    shared: str


def _assessed(
    store: Store,
    computation: Computation,
    given: _Given,
    standing: Standing | None,
    new: Record | None,
) -> Judged | None:
    """Verdicts and questions on a new or stored record; None where the stored ones hold."""
    submission, decisions = given.submission, given.decisions
    asked = _asked_ruleset(submission, decisions)
    applied_on = _applied_on(new) if new is not None else standing.applied_on if standing else None
    record = new
    if asked is None:
        record = record or _stored(store, submission)
        asked = computation.choose_ruleset(record, computation.rulesets)
    ruleset = computation.rulesets.get(asked) if asked is not None else None
    on = applied_on or dt.date.today()
    policy = (ruleset.id, ruleset.digest) if ruleset else (None, "")
    key = _key(given.record_key, *policy, on)
    if new is None and standing is not None and standing.assessment_key == key:
        return None
    record = record or _stored(store, submission)
    assessment, items = _judged(computation, submission, record, ruleset, on)
    before = _unanswered(store, computation, submission, decisions, given.revision)
    return Judged(
        submission=submission.id,
        standing=Standing(given.record_key, given.revision, applied_on, key, given.shared),
        record=new,
        assessment=assessment,
        items=settle(items, decisions, before),
        last_decision=_last(decisions),
    )


def _judged(
    computation: Computation,
    submission: Submission,
    record: Record,
    ruleset: Ruleset | None,
    on: dt.date,
) -> tuple[Assessment | None, tuple[ReviewItem, ...]]:
    """The verdicts under a ruleset, None where there is none, and what to ask a person."""
    assessment = computation.judge(record, ruleset, on) if ruleset else None
    return assessment, computation.items(submission.id, record, assessment)


def _unanswered(
    store: Store,
    computation: Computation,
    submission: Submission,
    decisions: Sequence[Decision],
    revision: str,
) -> tuple[ReviewItem, ...]:
    """What would be asked if nobody had decided anything but the policy."""
    if not decisions:
        return ()
    record = computation.assemble(store.findings(submission.id, revision), ())
    asked = _asked_ruleset(submission, decisions)
    chosen = asked or computation.choose_ruleset(record, computation.rulesets)
    ruleset = computation.rulesets.get(chosen) if chosen is not None else None
    on = _applied_on(record) or dt.date.today()
    _, items = _judged(computation, submission, record, ruleset, on)
    if submission.ruleset is None and any(d.kind is DecisionKind.RULESET for d in decisions):
        items += computation.items(submission.id, record, None)
    return items


def _stored(store: Store, submission: Submission) -> Record:
    record = store.record(submission.id)
    assert record is not None, "a record that stands is stored"
    return record


def _asked_ruleset(submission: Submission, decisions: Sequence[Decision]) -> str | None:
    """The policy that a person named: by decision, or by the folder of the inbox."""
    for decision in reversed(decisions):
        if decision.kind is DecisionKind.RULESET:
            return str(decision.value)
    return submission.ruleset


def _applied_on(record: Record) -> dt.date | None:
    """The application date: the day the verdicts refer to; of a vague one the last."""
    field = record.fields.get("applied_on")
    if field is None or not isinstance(field.value, PartialDate):
        return None
    return field.value.last_day


def _key(*made_of: object) -> str:
    return hashlib.sha256(json.dumps(made_of, default=str).encode("ascii")).hexdigest()


def own_key(
    submission: Submission, revision: str, computation: Computation, decisions: Sequence[Decision]
) -> str:
    """The key of what a submission says by itself: its files, how they are read, decisions."""
    files = [(file.path, file.sha256) for file in submission.files]
    return _key(revision, computation.judging, files, [codec.encode(d) for d in decisions])


def _last(decisions: Sequence[Decision]) -> int:
    """The number of the newest decision, 0 where there is none."""
    return max((d.id or 0 for d in decisions), default=0)
