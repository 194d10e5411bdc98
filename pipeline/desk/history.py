"""One application in, everything that happened to it out: one timeline, oldest first.

What a person saw stands beside what he decided; what was withdrawn stays and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.accounts.model import User
from pipeline.desk.case import Case, case_of
from pipeline.desk.versions import verdict_of
from pipeline.desk.words import ELIGIBILITIES, KINDS, OUTCOMES, decision_words
from pipeline.model import (
    Decision,
    DecisionKind,
    Eligibility,
    Outcome,
    ReviewReason,
    Status,
    in_force,
)
from pipeline.store.rows import ChangeRow, Takeover
from pipeline.wording import STATUSES, label

if TYPE_CHECKING:
    from pipeline.store import Store

__all__ = ["Changed", "Event", "EventKind", "timeline"]

_NOTHING = "—"


class EventKind(StrEnum):
    """What happened."""

    RECEIVED = "received"  # the files came in
    COMPUTED = "computed"  # the machine says something else than before
    DECIDED = "decided"  # a person decided
    TAKEN_OVER = "taken_over"  # a claim ended by another person's hand


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that became another, in words: 总面积, 820 ㎡（采用） → 480 ㎡（待核实）."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `by` is a user's name, "" for the machine.

    `title` says what was done, `subject` about what; `before` is what was shown then, `after`
    what was decided. `changes` belong to COMPUTED, with the `revision` that computed them and
    `cause` in words; their `number` is that of the newest decision taken in. `withdrawn` says
    that the decision holds no longer.
    """

    at: dt.datetime
    kind: EventKind
    title: str
    by: str = ""
    subject: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    question: str = ""
    number: int | None = None
    withdrawn: bool = False
    changes: tuple[Changed, ...] = ()
    revision: str = ""
    cause: str = ""
    decision: Decision | None = field(default=None, repr=False)


def timeline(store: Store, submission: str, user: User) -> tuple[Event, ...]:
    """Everything that happened to one application, oldest first.

    Raises:
        NotThere: there is no such submission for this person.
    """
    case = case_of(store, submission, user)
    events = [Event(case.submission.received_at, EventKind.RECEIVED, "收到材料")]
    events += _decided(case)
    events += _computed(case, store.changes(submission))
    events += [_taken_over(one) for one in store.takeovers(submission)]
    return tuple(sorted(events, key=_moment))


def _moment(event: Event) -> tuple[dt.datetime, int, bool]:
    """What was computed because of a decision comes behind it, also within one second."""
    return event.at, event.number or 0, event.kind is EventKind.COMPUTED


def _decided(case: Case) -> Iterator[Event]:
    held = {d.id for d in in_force(case.decisions)}
    by_number = {str(d.id): d for d in case.decisions}
    for d in case.decisions:
        withdraws = by_number.get(str(d.value)) if d.kind is DecisionKind.WITHDRAW else None
        yield Event(
            at=d.at,
            kind=EventKind.DECIDED,
            title=KINDS[d.kind],
            by=d.by,
            subject=_named(case, d.subject),
            before=str(d.seen.get("shown", "")),
            after=f"撤销：{decision_words(withdraws)}" if withdraws else decision_words(d),
            note=d.note,
            question=str(d.seen.get("question", "")),
            number=d.id,
            withdrawn=d.id not in held and d.kind is not DecisionKind.WITHDRAW,
            decision=d,
        )


def _computed(case: Case, rows: Sequence[ChangeRow]) -> Iterator[Event]:
    known = 0
    for index, row in enumerate(rows):
        cause = "首次读取" if index == 0 else "重新读取"
        if row.decision > known:
            cause, known = f"依据第 {row.decision} 号决定", row.decision
        yield Event(
            at=row.at.replace(microsecond=0),
            kind=EventKind.COMPUTED,
            title="系统读取" if index == 0 else "结果变化",
            changes=tuple(
                Changed(_subject(case, key), _words(key, before), _words(key, after))
                for key, (before, after) in row.changes.items()
            ),
            revision=row.revision,
            cause=cause,
            number=row.decision,
        )


def _taken_over(one: Takeover) -> Event:
    return Event(one.at, EventKind.TAKEN_OVER, "接手复核", one.by, before=one.holder, after=one.by)


def _named(case: Case, subject: str) -> str:
    """A field's or list's name, a condition's article, what a finding or problem says."""
    known = {"ruleset": "适用政策", "application": "整份申报"}
    verdict = verdict_of(case, subject)
    if verdict is not None:
        return f"{verdict.article} {verdict.requirement}"
    asked = next((item for item in case.items if item.subject == subject), None)
    if asked is not None and asked.reason in (ReviewReason.FINDING, ReviewReason.PROBLEM):
        return asked.question.partition("。")[0]
    return known.get(subject) or label(subject)


def _subject(case: Case, key: str) -> str:
    kind, _, name = key.partition(":")
    if kind == "outcome":
        return "结论"
    return _named(case, name or kind)


def _words(key: str, said: str | None) -> str:
    """A line of `pipeline.review.changes` in the office's words."""
    if said is None:
        return _NOTHING
    if key == "outcome":
        return ELIGIBILITIES[Eligibility(said)]
    if key.startswith("condition:"):
        return OUTCOMES[Outcome(said)]
    if key.startswith("field:"):
        value, _, status = said.rpartition("|")
        return f"{value}（{STATUSES[Status(status)]}）"
    return said
