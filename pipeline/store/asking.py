"""What the queue may be asked: filters, orders, pages, and the rows that answer. No SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model import Eligibility, ReviewReason
from pipeline.review.listing import Listing


class State(StrEnum):
    """How far the work on an application is, the first that fits."""

    SIGNED = "signed"  # settled by signature
    TAKEN = "taken"  # somebody works on it now
    ASKED = "asked"  # the applicant has to add material
    WAITING = "waiting"  # something is open
    SECOND = "second"  # a second person has to answer, or two differ
    READY = "ready"  # nothing is open


class Sort(StrEnum):
    """In which order the queue is shown; what is signed comes last in each but RECEIVED."""

    STAKES = "stakes"  # what review can change first: the most pressing open item
    DEADLINE = "deadline"  # the oldest first
    RECEIVED = "received"  # the newest first
    NAME = "name"
    OPEN = "open"  # the most open items first
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which applications; what is None, empty or "" filters nothing.

    `text` holds words that must all occur in names, values, rosters or file names. `holder` is
    whose claim runs now. `due_by` keeps those due on that day or before, `reason` those with an
    open item of it.
    """

    text: str = ""
    ruleset: str | None = None
    region: str | None = None
    outcome: Eligibility | None = None
    state: State | None = None
    holder: str | None = None
    due_by: dt.date | None = None
    reason: ReviewReason | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the queue.

    `words` are the filter's, spelled as what is searched is. `rulesets` limits what the asking
    person sees, empty for all. `second` are the rulesets that want a second person; "all" stands
    for every one. `received_until` is what `due_by` comes to.
    """

    now: dt.datetime
    filter: Filter = field(default_factory=Filter)
    words: tuple[str, ...] = ()
    rulesets: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    received_until: dt.datetime | None = None
    sort: Sort = Sort.STAKES
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One application in the queue. `holder` and `until` are None where nobody works on it."""

    listing: Listing
    state: State
    holder: str | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One page of the queue: its rows, how many fit, and how many of each state fit.

    `counts` leaves the filter's state out, so that a chart of states stays whole.
    """

    rows: tuple[QueueRow, ...]
    total: int
    counts: Mapping[State, int]
