"""What we do about it: submissions, records, verdicts, reviews, decisions. Read this first.

Only `Submission`s, their files and `Decision`s are facts; everything else is computed from
them and may be deleted and rebuilt. All types are frozen; none opens a file or a database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from extractors.model import (
    Approximate,
    Box,
    Candidate,
    Evidence,
    Finding,
    Method,
    Problem,
    RosterRow,
)
from extractors.values import Value, ValueKind


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """One file of a submission: `path` is its place inside the submission, with folders."""

    path: str
    sha256: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """One applicant's handing-in. `id` is made from the name and the files' hashes.

    `ruleset` is the id asked for by the inbox folder, or None when it is to be chosen.
    """

    id: str
    name: str
    files: tuple[SubmittedFile, ...]
    received_at: dt.datetime
    ruleset: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A candidate with the standing of its document: kinds of material, place in the submission."""

    candidate: Candidate
    materials: tuple[str, ...]
    order: int


class Naming(StrEnum):
    """How the file names the field beside the value, clearest first."""

    LISTED = "listed"  # by a name that the catalogue lists
    COMPOSED = "composed"  # by a name that fits a recipe of the catalogue
    LIKENED = "likened"  # by a name that is only like one, beside a value of the field's kind
    FOLLOWS = "follows"  # by the word behind the number: 2家企业获得投融资
    CONTINUED = "continued"  # it goes on with, or answers, what was named before
    NONE = "none"  # nothing names it: counted, computed, found by another finder


class Dating(StrEnum):
    """How a value's time fits the time that the field asks about."""

    TIMELESS = "timeless"  # the field asks about the present
    ALTOGETHER = "altogether"  # the field asks about all years so far
    STATED = "stated"  # the document states the year, and it is the one asked about
    DECLARED = "declared"  # the document declares its own year (近一年)
    ASSUMED = "assumed"  # nothing says which year


class Agreement(StrEnum):
    """What else the files say of the same field."""

    DOCUMENTS = "documents"  # several documents say the same
    PLACES = "places"  # several places of one document say the same
    ALONE = "alone"  # one place says it
    CLOUDED = "clouded"  # one document says it, where it speaks of something else as well
    RIVAL = "rival"  # a witness that counts, or a cross-check, says something else


class Standing(StrEnum):
    """The rank of the witness's document among the kinds trusted for the field."""

    FIRST = "first"
    LATER = "later"
    UNLISTED = "unlisted"


class Legibility(StrEnum):
    """How the text was come by; of several witnesses the most legible counts."""

    DIGITAL = "digital"  # the file itself holds it
    CLEAR = "clear"  # recognised, with a score that is seldom wrong
    DOUBTFUL = "doubtful"  # recognised with a lower score
    SEALED = "sealed"  # recognised under a seal's ink


class Refusals(StrEnum):
    """What was refused for the field beside the chosen value."""

    NONE = "none"
    SAME = "same"  # only statements of the same value
    OTHER = "other"  # statements of another value, each with the reason against it


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells how far a chosen value may be trusted; findings with equal ones are alike.

    `finder` names the office's finder where the method is external, else it is empty: what one
    finder's values were worth says nothing of another's.
    """

    method: Method
    naming: Naming = Naming.NONE
    dating: Dating = Dating.TIMELESS
    agreement: Agreement = Agreement.ALONE
    standing: Standing = Standing.UNLISTED
    legibility: Legibility = Legibility.DIGITAL
    refusals: Refusals = Refusals.NONE
    kind: ValueKind = ValueKind.NUMBER
    finder: str = ""

    @property
    def contested(self) -> bool:
        """Whether something in the files speaks against the value."""
        return self.agreement is Agreement.RIVAL

    @property
    def settled(self) -> bool:
        """Whether it may be taken for what like findings were worth: its own words leave no doubt.

        Sentences that speak of plans, of others or of policies as well are read right less often
        in files of a new hand than in those that the reading was made with. What was counted
        nobody has stated: a list may lack rows, or hold those of another time.
        """
        doubtful = self.agreement in (Agreement.RIVAL, Agreement.CLOUDED)
        return not doubtful and self.method is not Method.COUNTED

    @property
    def listing(self) -> bool:
        """Whether the value is a list, which may be right and still not whole."""
        return self.kind is ValueKind.NAMES

    @property
    def dated(self) -> Dating:
        """How the time fits, a declared year being as good as one that is stated."""
        return Dating.STATED if self.dating is Dating.DECLARED else self.dating


@dataclass(frozen=True, slots=True)
class Confidence:
    """The observed share of right values among findings with the same signals.

    `share` is shrunk to that of less exactly alike findings where few were observed; `low` and
    `high` are its Wilson 95 % interval. `right` of `n` is what was counted of the findings most
    like this one, before shrinking; `n` is at least 1.
    """

    share: float
    low: float
    high: float
    right: int
    n: int


class Status(StrEnum):
    """Whether a field's value may be used as it is."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A rival (reason says which document) or a rejected candidate (reason says why)."""

    value: Value
    reason: str  # Chinese
    evidence: tuple[Evidence, ...] = ()
    approximate: Approximate | None = None
    rival: bool = False  # True: a witness that disagrees; False: rejected


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The chosen value of one field, and what stands against it.

    `value` is None where status is missing; `measured` None where nothing like it was observed.
    `signals` is what it was measured by, None where a person or a facts file gave the value.
    """

    key: str
    value: Value | None = None
    approximate: Approximate | None = None
    measured: Confidence | None = None
    status: Status = Status.MISSING
    method: Method | None = None
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    signals: Signals | None = None

    @property
    def confidence(self) -> float | None:
        """The observed share of right values among findings like this one; None where none was."""
        return self.measured.share if self.measured else None

    @property
    def rivals(self) -> tuple[Alternative, ...]:
        return tuple(a for a in self.alternatives if a.rival)


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's answer to a condition that only a person can judge."""

    answer: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a record keeps of a document: enough to name it and say what went wrong."""

    name: str
    kind: str
    pages: int
    sha256: str
    problems: tuple[Problem, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of one application: one chosen value a field, rosters, materials.

    `fields` holds every catalogue key when made from documents; a missing key means unknown.
    `rosters` maps a roster's name to its rows; a name that is not there was not handed in.
    """

    fields: Mapping[str, FieldValue]
    rosters: Mapping[str, tuple[RosterRow, ...]] = field(default_factory=dict)
    materials: tuple[str, ...] = ()
    plan_sections: tuple[str, ...] = ()
    form_blanks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    documents: tuple[DocumentSummary, ...] = ()
    judgements: Mapping[str, Answer] = field(default_factory=dict)


class Outcome(StrEnum):
    """How one condition stands."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    JUDGEMENT = "judgement"  # only a person can say


class Eligibility(StrEnum):
    """How the whole application stands."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True)
class Step:
    """One node of the explanation tree: an expression, its outcome, what it was made of."""

    says: str  # Chinese, e.g. 总面积 820 ≥ 500（多 320）
    outcome: Outcome
    parts: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One condition judged: outcome, why, what it used and what it would need.

    `binding` is False for discretionary conditions and preferences. `waivable` is True where a
    discretionary condition is not met and nobody has said yet whether that is excused.
    `threshold` and `margin` (value − threshold) are set where the condition compares one value
    with a threshold.
    """

    id: str
    article: str
    requirement: str
    outcome: Outcome
    binding: bool
    why: str
    needs: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    threshold: Decimal | str | None = None
    margin: Decimal | None = None
    tree: Step | None = None
    evidence: tuple[Evidence, ...] = ()
    waivable: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """One application under one edition of one policy on one reference date.

    `notes` (Chinese) say what the reader must know beside the verdicts: out of force, no
    category stated, what the policy leaves open. `findings` are the ruleset's own questions
    (material_missing, form_cell_blank, registered_outside_division, application_date_missing).
    `open_category` is True where the policy has categories and none is certain.
    """

    ruleset: str
    on: dt.date
    in_force: bool
    outcome: Eligibility
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    open_category: bool = False


class ReviewReason(StrEnum):
    """Why a person is asked."""

    JUDGEMENT = "judgement"  # a condition only a person can judge
    CONFLICT = "conflict"  # documents differ
    MISSING = "missing"  # a condition needs the field and no document has it
    DOUBT = "doubt"  # found, but below the bar for taking it as it is
    FINDING = "finding"  # a cross-check asks
    PROBLEM = "problem"  # a file could not be read
    RULESET = "ruleset"  # no policy could be chosen


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question to a person. `id` is submission/field/reason: running again never doubles it.

    `subject` is a field key, a condition id, a finding code or a file name. `priority` is
    higher where the answer can change the outcome. `settled_by` names the decision.
    """

    id: str
    submission: str
    subject: str
    reason: ReviewReason
    question: str  # Chinese
    priority: int = 0
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    open: bool = True


class DecisionKind(StrEnum):
    """What a person decided about."""

    VALUE = "value"  # this is the field's value
    NOT_PROVIDED = "not_provided"  # the files do not say
    JUDGEMENT = "judgement"  # yes or no to a condition
    ACKNOWLEDGE = "acknowledge"  # seen: a finding or a problem needs nothing more
    RULESET = "ruleset"  # this policy applies
    ROSTER = "roster"  # these are the rows of the list
    MORE_MATERIAL = "more_material"  # the applicant has to add something
    SECOND = "second"  # what a second person says, who has not seen the first one's answer
    WITHDRAW = "withdraw"  # an earlier decision holds no longer
    SIGN_OFF = "sign_off"  # the application is settled as it stands
    REOPEN = "reopen"  # a settled application is taken up again


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person says that a value stands: a box drawn on a page.

    `document` is the file's place inside the submission; `text` what the person read there.
    """

    document: str
    sha256: str
    page: int  # from 1
    box: Box
    text: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: appended, never changed.

    `subject` is a field's key, a condition's id, a roster's name, a finding's code with what it
    concerns, a file's name, or "application". `seen` is what the machine showed at that moment,
    as plain JSON. `rows` belong to ROSTER, `place` to VALUE. The `value` of WITHDRAW is the
    number of the decision withdrawn. `request` is an id that the asking page made up: the same
    request twice is one decision.
    """

    submission: str
    kind: DecisionKind
    subject: str
    value: Value | None
    note: str
    by: str
    at: dt.datetime
    seen: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None  # given by the store
    rows: tuple[RosterRow, ...] = ()
    place: Place | None = None
    request: str = ""


APPLICATION = "application"
"""The subject of a decision about the whole: SIGN_OFF and REOPEN."""


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold: without those withdrawn, and without the withdrawals.

    Args:
        decisions: Everything decided about one or more submissions, oldest first.
    """
    decisions = tuple(decisions)
    withdrawn = {str(d.value) for d in decisions if d.kind is DecisionKind.WITHDRAW}
    return tuple(
        d
        for d in decisions
        if d.kind is not DecisionKind.WITHDRAW and (d.id is None or str(d.id) not in withdrawn)
    )


def latest_about_fields(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Field → the decision about its value that stands: the last one in force.

    Args:
        decisions: Everything decided about one submission, oldest first.
    """
    about = (DecisionKind.VALUE, DecisionKind.NOT_PROVIDED)
    return {d.subject: d for d in in_force(decisions) if d.kind in about}


def latest_about_rosters(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Roster → the decision about its rows that stands: the last one in force."""
    return {d.subject: d for d in in_force(decisions) if d.kind is DecisionKind.ROSTER}


def latest_about_conditions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Condition → what was last said of it: an answer, or that material is to be added."""
    about = (DecisionKind.JUDGEMENT, DecisionKind.MORE_MATERIAL)
    return {d.subject: d for d in in_force(decisions) if d.kind in about}


def material_asked(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Subject → the decision by which the applicant has to add something, where nothing followed.

    Any later answer about the subject ends it.
    """
    others = (DecisionKind.SECOND, DecisionKind.SIGN_OFF, DecisionKind.REOPEN)
    last = {d.subject: d for d in in_force(decisions) if d.kind not in others}
    return {key: d for key, d in last.items() if d.kind is DecisionKind.MORE_MATERIAL}


def signed_off(decisions: Iterable[Decision]) -> Decision | None:
    """The sign-off that an application stands under; None where it is open or reopened."""
    about = (DecisionKind.SIGN_OFF, DecisionKind.REOPEN)
    last = next((d for d in reversed(in_force(decisions)) if d.kind in about), None)
    return last if last is not None and last.kind is DecisionKind.SIGN_OFF else None
