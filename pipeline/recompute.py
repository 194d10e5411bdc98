"""One submission in, its record, verdicts and questions stored, where those there do not hold.

A stored result holds while the key of what it was computed from is the same: files, extractors'
revision and decisions for the record; record, ruleset and day for the verdicts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.values import PartialDate
from pipeline.computation import Computation
from pipeline.crash_points import crash_point
from pipeline.model import Assessment, Decision, DecisionKind, Record, ReviewItem, Submission
from pipeline.review.settled import settle
from pipeline.store import codec
from pipeline.store.rows import Judged, Standing

if TYPE_CHECKING:
    from pipeline.rules.model import Ruleset
    from pipeline.store import Store


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
        key = _record_key(submission, revision, computation, decisions)
        record = None
        if standing is None or standing.record_key != key:
            record = computation.assemble(store.findings(submission.id, revision), decisions)
        judged = _assessed(
            store, computation, submission, standing, record, decisions, key, revision
        )
        if judged is None:
            return False, False
        crash_point("judged")
        if store.save_judged(judged):
            return record is not None, True
        # A person decided while this was computed: compute it with the decision.


def _assessed(
    store: Store,
    computation: Computation,
    submission: Submission,
    standing: Standing | None,
    new: Record | None,
    decisions: Sequence[Decision],
    record_key: str,
    revision: str,
) -> Judged | None:
    """Verdicts and questions on a new or stored record; None where the stored ones hold."""
    asked = _asked_ruleset(submission, decisions)
    applied_on = _applied_on(new) if new is not None else standing.applied_on if standing else None
    record = new
    if asked is None:
        record = record or _stored(store, submission)
        asked = computation.choose_ruleset(record, computation.rulesets)
    ruleset = computation.rulesets.get(asked) if asked is not None else None
    on = applied_on or dt.date.today()
    key = _key(record_key, ruleset.id if ruleset else None, ruleset.digest if ruleset else "", on)
    if new is None and standing is not None and standing.assessment_key == key:
        return None
    record = record or _stored(store, submission)
    assessment, items = _judged(computation, submission, record, ruleset, on)
    return Judged(
        submission=submission.id,
        standing=Standing(record_key, revision, applied_on, key),
        record=new,
        assessment=assessment,
        items=settle(
            items, decisions, _unanswered(store, computation, submission, decisions, revision)
        ),
        last_decision=max((d.id or 0 for d in decisions), default=0),
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


def _record_key(
    submission: Submission, revision: str, computation: Computation, decisions: Sequence[Decision]
) -> str:
    files = [(file.path, file.sha256) for file in submission.files]
    return _key(revision, computation.judging, files, [codec.encode(d) for d in decisions])
