"""What the store takes and answers beside the types of `pipeline.model`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.errors import MakerspaceError
from pipeline.compare import Applicant, Trace
from pipeline.model import Assessment, Decision, Eligibility, Record, ReviewItem
from pipeline.review.changes import Change
from pipeline.review.listing import Listing


def path_hash(path: str) -> str:
    """A path as a key of fixed length."""
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()


class StoreError(MakerspaceError):
    """The database cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission in a list: who, under which policy, how it stands.

    `revision` counts the submissions of the same name under the same policy folder, from 1;
    `latest` is False where a later one exists. `ruleset` is the policy it was judged under,
    None while none could be chosen; then `outcome` and `on` are None and all counts 0.
    `failed_files` are the names of files of which nothing could be read.
    """

    id: str
    name: str
    revision: int
    latest: bool
    received_at: dt.datetime
    ruleset: str | None = None
    on: dt.date | None = None
    outcome: Eligibility | None = None
    met: int = 0
    not_met: int = 0
    unknown: int = 0
    judgement: int = 0
    open_items: int = 0
    failed_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run of the pipeline; `ended_at` is None where it was cut off."""

    id: int
    started_at: dt.datetime
    ended_at: dt.datetime | None
    report: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A command that runs at named times: five cron fields in `timezone` (an IANA name)."""

    name: str
    cron: str
    command: str
    timezone: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of a submission and how it lies in the raw store.

    `path` is its place in the submission; `extension` that of the stored copy, with its dot or
    "". `container` marks an archive whose members stand beside it as files of their own.
    """

    path: str
    sha256: str
    size: int  # bytes
    extension: str
    container: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a stored result was computed from, to tell whether it still holds.

    `applied_on` is the application date of the record, None where nothing gives one. `shared` is
    the digest of what the submission shares with others, "" where it shares nothing, None where
    it must be asked for: another submission came or changed since.
    """

    record_key: str
    revision: str
    applied_on: dt.date | None
    assessment_key: str
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is computed of one submission, to be stored together.

    `record` is None where the stored one still holds; `assessment` None where no ruleset could
    be chosen. `items` come with the number of the decision that settled them, if any.
    `last_decision` is the newest decision this was computed from. `shown` is what the desk lists,
    None where nothing is listed.
    """

    submission: str
    standing: Standing
    record: Record | None
    assessment: Assessment | None
    items: tuple[tuple[ReviewItem, int | None], ...]
    last_decision: int
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the desk shows of one submission beside its results.

    `text` is what a search looks in, `state` what the machine says now, subject by subject; what
    of it is new is written down with the moment `at`.
    """

    listing: Listing
    text: str
    state: Mapping[str, str]
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class TracesMade:
    """What one submission can be found by, and the key of what that was made from.

    `last_decision` is the newest decision this was computed from, 0 where there is none.
    """

    submission: str
    key: str
    applicant: Applicant
    traces: tuple[Trace, ...]
    last_decision: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """Who works on an application, and until when nobody else may."""

    submission: str
    holder: str
    taken_at: dt.datetime
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Takeover:
    """A claim of `holder` that another person ended: `by` took it over, or took it away."""

    at: dt.datetime
    holder: str
    by: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What must still hold in the moment a decision is added.

    `last` is the newest decision about `subject` that was seen, 0 where there was none; with
    `subject` None that about anything. `state` names the stored results that were seen. Each is
    not asked about where it is None. `holder` must have the claim, or nobody else; it then runs
    until `until`.
    """

    now: dt.datetime
    last: int | None = None
    subject: str | None = None
    state: str | None = None
    holder: str | None = None
    until: dt.datetime | None = None


class Refused(StrEnum):
    """Why a decision was not added."""

    AGAIN = "again"  # the same request has been stored before: nothing is lost
    FROZEN = "frozen"  # the application is signed off
    MOVED = "moved"  # somebody decided, or results became others, since it was seen
    HELD = "held"  # another person works on it


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a decision: as stored, or why it was refused.

    After AGAIN `decision` is the one stored before; after HELD `claim` says whose it is.
    """

    decision: Decision
    refused: Refused | None = None
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """What stood when somebody signed; `decisions` are the numbers of those in force.

    `judged` holds record, assessment and items with the keys of what they were computed from,
    so that they stand again as they stood after everything computed was deleted.
    """

    decision: int  # given by the store, 0 before
    submission: str
    at: dt.datetime
    by: str
    outcome: Eligibility
    ruleset: str
    ruleset_digest: str
    ruleset_text: str
    revision: str
    judging: str
    decisions: tuple[int, ...]
    judged: Kept


@dataclass(frozen=True, slots=True)
class Kept:
    """The results of a signed application as they stood."""

    standing: Standing
    record: Record
    assessment: Assessment
    items: tuple[tuple[ReviewItem, int | None], ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What became another when a submission was computed at `at`.

    `decision` is the newest decision taken in by then, 0 where there was none.
    """

    at: dt.datetime
    revision: str
    ruleset: str | None
    decision: int
    changes: Change


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A reason that the office writes often. `id` is 0 before it is stored."""

    title: str
    text: str
    by: str
    at: dt.datetime
    id: int = 0
