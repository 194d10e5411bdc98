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
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from extractors.model import DocumentFindings
from extractors.values import PartialDate
from pipeline.compare import digest, shared, traces_of
from pipeline.computation import Computation
from pipeline.crash_points import crash_point
from pipeline.model import (
    Assessment,
    Decision,
    DecisionKind,
    Record,
    ReviewItem,
    Submission,
    in_force,
    signed_off,
)
from pipeline.review.changes import state_of
from pipeline.review.listing import listing, search_text
from pipeline.review.settled import settle
from pipeline.store import codec
from pipeline.store.rows import Judged, Shown, Standing, TracesMade

if TYPE_CHECKING:
    from pipeline.rules.model import Ruleset
    from pipeline.store import Store

Settled = Sequence[tuple[ReviewItem, int | None]]
# Nobody's record or verdict becomes another by them.
_CHANGING_NOTHING = frozenset({DecisionKind.SECOND, DecisionKind.SIGN_OFF, DecisionKind.REOPEN})


@dataclass(frozen=True, slots=True)
class Assembling:
    """One submission's findings and the records made of them, each once however often asked for.

    For one piece of work: whoever keeps it longer misses what is read anew meanwhile.
    """

    store: Store
    computation: Computation
    submission: str
    _found: dict[str, tuple[DocumentFindings, ...]] = field(default_factory=dict)
    _made: dict[tuple[str, tuple[int | None, ...]], Record] = field(default_factory=dict)

    def findings(self, revision: str) -> tuple[DocumentFindings, ...]:
        """What was found in its files at that revision."""
        if revision not in self._found:
            self._found[revision] = self.store.findings(self.submission, revision)
        return self._found[revision]

    def record(self, revision: str, decisions: Sequence[Decision]) -> Record:
        """Its record under these decisions, which their numbers tell: they never change."""
        key = revision, tuple(decision.id for decision in decisions)
        if key not in self._made:
            self._made[key] = self.computation.assemble(self.findings(revision), decisions)
        return self._made[key]


def trace_submission(
    store: Store,
    computation: Computation,
    submission: Submission,
    revision: str,
    assembling: Assembling | None = None,
) -> frozenset[str]:
    """Store what a submission can be found by.

    Args:
        assembling: What was read and assembled of it a moment ago.

    Returns:
        The other submissions whose results no longer hold: they shared with it, or do now.
    """
    made_before = assembling or Assembling(store, computation, submission.id)
    while True:
        decisions = store.decisions(submission.id)
        record = made_before.record(revision, decisions)
        traces = traces_of(made_before.findings(revision), record)
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
    assembling: Assembling | None = None,
) -> tuple[bool, bool]:
    """Compute a submission where its stored results do not hold.

    What is signed off is not computed: it stands as it stood, also after everything computed was
    deleted.

    Args:
        standing: What is stored, None where nothing is.
        revision: Of the findings to use, which must all be stored.
        assembling: What was read and assembled of it a moment ago.

    Returns:
        Whether the record, and whether the verdicts, were computed.
    """
    made = assembling or Assembling(store, computation, submission.id)
    while True:
        decisions = store.decisions(submission.id)
        if (signed := signed_off(decisions)) is not None:
            return _as_signed(store, computation, submission, signed, decisions, standing)
        own = own_key(submission, revision, computation, decisions)
        common = standing.shared if standing is not None else None
        if common is None:
            common = digest(store.matches(submission.id))
        record = None
        if standing is None or standing.record_key != _key(own, common):
            record, common = _compared(made, submission, decisions, revision)
        given = _Given(submission, decisions, _key(own, common), revision, common)
        judged = _assessed(made, given, standing, record)
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
    made: Assembling, submission: Submission, decisions: Sequence[Decision], revision: str
) -> tuple[Record, str]:
    """The record with what others share of it, and the digest of that."""
    record = made.record(revision, decisions)
    matches = made.store.matches(submission.id)
    if matches:
        traces = traces_of(made.findings(revision), record)
        found = shared(submission.name, traces, matches, record, submission.ruleset)
        record = made.computation.with_findings(record, found)
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
    made: Assembling, given: _Given, standing: Standing | None, new: Record | None
) -> Judged | None:
    """Verdicts and questions on a new or stored record; None where the stored ones hold."""
    store, computation = made.store, made.computation
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
    before = _unanswered(made, submission, decisions, given.revision)
    settled = settle(items, decisions, before)
    return Judged(
        submission=submission.id,
        standing=Standing(given.record_key, given.revision, applied_on, key, given.shared),
        record=new,
        assessment=assessment,
        items=settled,
        last_decision=_last(decisions),
        shown=_shown(computation, submission, record, assessment, settled, decisions),
    )


def _shown(
    computation: Computation,
    submission: Submission,
    record: Record,
    assessment: Assessment | None,
    items: Settled,
    decisions: Sequence[Decision],
) -> Shown:
    asked, zone = [item for item, _ in items], ZoneInfo(computation.timezone)
    return Shown(
        listing=listing(submission, record, assessment, asked, decisions, zone),
        text=search_text(submission, record),
        state=state_of(record, assessment),
        at=dt.datetime.now(dt.UTC),
    )


def _as_signed(
    store: Store,
    computation: Computation,
    submission: Submission,
    signed: Decision,
    decisions: Sequence[Decision],
    standing: Standing | None,
) -> tuple[bool, bool]:
    """A signed submission: what is stored holds; where nothing is, what was kept is put back."""
    if standing is not None or signed.id is None or (kept := store.sign_off(signed.id)) is None:
        return False, False
    held = kept.judged
    stored = store.save_judged(
        Judged(
            submission=submission.id,
            standing=replace(held.standing, shared=None),
            record=held.record,
            assessment=held.assessment,
            items=held.items,
            last_decision=_last(decisions),
            shown=_shown(
                computation, submission, held.record, held.assessment, held.items, decisions
            ),
        )
    )
    return stored, stored


def relist(store: Store, computation: Computation, submission: Submission) -> None:
    """Renew what the queue shows where a decision left the results as they were."""
    while True:
        decisions = store.decisions(submission.id)
        record = store.record(submission.id)
        if record is None:
            return
        assessment = store.assessment(submission.id)
        items = [(item, None) for item in store.review_items(submission.id, only_open=False)]
        shown = _shown(computation, submission, record, assessment, items, decisions)
        if store.save_listing(shown, _last(decisions)):
            return


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
    made: Assembling, submission: Submission, decisions: Sequence[Decision], revision: str
) -> tuple[ReviewItem, ...]:
    """What would be asked if nobody had decided anything but the policy."""
    if not decisions:
        return ()
    computation, record = made.computation, made.record(revision, ())
    asked = _asked_ruleset(submission, decisions)
    chosen = asked or computation.choose_ruleset(record, computation.rulesets)
    ruleset = computation.rulesets.get(chosen) if chosen is not None else None
    on = _applied_on(record) or dt.date.today()
    _, items = _judged(computation, submission, record, ruleset, on)
    if submission.ruleset is None and any(
        d.kind is DecisionKind.RULESET for d in in_force(decisions)
    ):
        items += computation.items(submission.id, record, None)
    return items


def _stored(store: Store, submission: Submission) -> Record:
    record = store.record(submission.id)
    assert record is not None, "a record that stands is stored"
    return record


def _asked_ruleset(submission: Submission, decisions: Sequence[Decision]) -> str | None:
    """The policy that a person named: by decision, or by the folder of the inbox."""
    for decision in reversed(in_force(decisions)):
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
    changing = [codec.encode(d) for d in in_force(decisions) if d.kind not in _CHANGING_NOTHING]
    return _key(revision, computation.judging, files, changing)


def _last(decisions: Sequence[Decision]) -> int:
    """The number of the newest decision, 0 where there is none."""
    return max((d.id or 0 for d in decisions), default=0)
