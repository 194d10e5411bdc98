"""Everything of one application in, the whole page's view out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extractors.catalogue import load_catalogue
from pipeline.model import (
    Assessment,
    Decision,
    Eligibility,
    FieldValue,
    Outcome,
    Record,
    ReviewItem,
    Submission,
    material_asked,
)
from pipeline.rules.model import Ruleset
from pipeline.web.case.checklist import Group, checklist, counts
from pipeline.web.case.contents import (
    FileRow,
    RosterLine,
    ValueRow,
    deciders,
    file_rows,
    plan_sections,
    rosters,
    value_rows,
)
from pipeline.web.case.places import Files
from pipeline.web.case.questions import Asking, Question, about_field, questions
from pipeline.wording import plain_words


@dataclass(frozen=True, slots=True)
class Given:
    """What is stored of one application, and how subjects are versioned and people named."""

    submission: Submission
    record: Record
    assessment: Assessment | None
    items: Sequence[ReviewItem]
    decisions: Sequence[Decision]
    rulesets: Mapping[str, Ruleset]
    version: Callable[[str], str]
    person: Callable[[str], str]
    sees: Callable[[str], bool] = lambda ruleset: True  # whether policies are this person's

    @property
    def ruleset(self) -> Ruleset | None:
        return self.rulesets.get(self.assessment.ruleset) if self.assessment is not None else None

    def asking(self) -> Asking:
        return Asking(
            self.record,
            self.assessment,
            self.decisions,
            Files.of(self.submission),
            self.version,
            self.person,
            {key: ruleset.title for key, ruleset in self.rulesets.items()},
            {c.id: c.asks for c in self.ruleset.conditions} if self.ruleset is not None else {},
        )


@dataclass(frozen=True, slots=True)
class CaseView:
    """The application's page. `open`, `waiting` and `settled` are its cards; `current` is large.

    `waiting` are those for which the applicant has to add material.
    """

    id: str
    title: str
    operator: str
    handed_in_as: str
    received_at: dt.datetime
    on: dt.date | None
    policy: str
    policy_id: str
    outcome: Eligibility | None
    counts: Mapping[Outcome, int]
    notes: tuple[str, ...]
    open: tuple[Question, ...]
    waiting: tuple[Question, ...]
    settled: tuple[Question, ...]
    current: Question | None
    groups: tuple[Group, ...]
    values: tuple[ValueRow, ...]
    rosters: tuple[RosterLine, ...]
    files: tuple[FileRow, ...]
    plan_sections: str
    choices_of_policy: tuple[tuple[str, str], ...]

    @property
    def done(self) -> int:
        return len(self.settled)

    @property
    def asked(self) -> int:
        return len(self.settled) + len(self.waiting) + len(self.open)


def overview(given: Given, wanted: str = "") -> CaseView:
    """The page of one application.

    Args:
        wanted: The id of the question to show large, or field/KEY for any field; by default,
            and where there is no such question, the first open one.
    """
    asking = given.asking()
    cards = questions(given.items, asking)
    asked_for = material_asked(given.decisions)
    open_cards = tuple(q for q in cards if q.open and q.subject not in asked_for)
    assessment, record = given.assessment, given.record
    return CaseView(
        id=given.submission.id,
        title=_text(record, "space_name") or given.submission.name,
        operator=_text(record, "operator_name"),
        handed_in_as=given.submission.name,
        received_at=given.submission.received_at,
        on=assessment.on if assessment is not None else None,
        policy=given.ruleset.title if given.ruleset is not None else "",
        policy_id=assessment.ruleset if assessment is not None else "",
        outcome=assessment.outcome if assessment is not None else None,
        counts=counts(assessment),
        notes=assessment.notes if assessment is not None else (),
        open=open_cards,
        waiting=tuple(q for q in cards if q.open and q.subject in asked_for),
        settled=tuple(q for q in cards if not q.open),
        current=_current(wanted, cards, open_cards, asking),
        groups=checklist(assessment, given.ruleset, given.decisions, asking.files, open_cards),
        values=value_rows(record, asking.files, deciders(given.decisions, given.person)),
        rosters=rosters(record, assessment, given.decisions, given.person),
        files=file_rows(given.submission, record),
        plan_sections=plan_sections(record),
        choices_of_policy=tuple(
            (key, one.title) for key, one in given.rulesets.items() if given.sees(key)
        ),
    )


def _current(
    wanted: str, cards: Sequence[Question], open_cards: Sequence[Question], asking: Asking
) -> Question | None:
    kind, _, key = wanted.partition("/")
    if kind == "field" and key in load_catalogue().fields:
        return about_field(key, asking)
    asked = next((card for card in cards if card.id == wanted), None)
    return asked or next(iter(open_cards), None)


def _text(record: Record, key: str) -> str:
    value = record.fields.get(key, FieldValue(key)).value
    return plain_words(value) if value is not None else ""
