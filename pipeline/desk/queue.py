"""Who asks and what for in, one page of the applications out: filtered, sorted, searched.

Also what is done to several at once, and the filters that a person keeps under a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipeline.accounts.model import User
from pipeline.computation import Computation
from pipeline.desk import claims
from pipeline.desk.case import case_of
from pipeline.desk.deadlines import due, office_day, received_by, working_days
from pipeline.desk.errors import DeskError, WrongInput
from pipeline.desk.saving import Draft, save
from pipeline.desk.versions import version
from pipeline.model import DecisionKind
from pipeline.review.listing import spelled
from pipeline.settings import Settings
from pipeline.store.asking import Asked, Filter, QueueRow, Sort, State

if TYPE_CHECKING:
    from pipeline.store import Store

__all__ = [
    "Bulk",
    "Entry",
    "Filter",
    "Page",
    "Sort",
    "State",
    "claim_many",
    "entry",
    "neighbours",
    "page_of",
    "release_many",
    "remove_view",
    "save_view",
    "selected",
    "set_policy_many",
    "views",
]

ALL = Filter()
PAGE = 50
LARGEST_PAGE = 200
# Words that a search takes; a pasted paragraph is none.
MOST_WORDS = 8
LONGEST_WORD = 100  # characters
# So many are changed in one request at most.
MOST_AT_ONCE = 200
LONGEST_NAME = 100  # characters, of a saved view


@dataclass(frozen=True, slots=True)
class Entry:
    """One application in the queue. `days_left` counts working days, below 0 when overdue."""

    row: QueueRow
    due: dt.date
    days_left: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `number` and `pages` count from 1; `counts` are by state, all pages."""

    entries: tuple[Entry, ...]
    total: int
    counts: Mapping[State, int]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of several at once: ids that were done, and why others were not."""

    done: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


def page_of(
    store: Store,
    settings: Settings,
    user: User,
    now: dt.datetime,
    wanted: Filter = ALL,
    sort: Sort = Sort.STAKES,
    number: int = 1,
    size: int = PAGE,
) -> Page:
    """One page of the applications that a person sees.

    Args:
        number: Of the page, from 1; beyond the last one there is an empty page.
    """
    size = max(1, min(size, LARGEST_PAGE))
    number = max(1, number)
    asked = _asked(settings, user, now, wanted, sort)
    found = store.queue(replace(asked, limit=size, offset=(number - 1) * size))
    entries = tuple(_entry(row, settings, now) for row in found.rows)
    return Page(entries, found.total, found.counts, number, max(1, -(-found.total // size)))


def entry(
    store: Store, settings: Settings, user: User, now: dt.datetime, submission: str
) -> Entry | None:
    """The queue's entry of one application; None where the person sees none of that id."""
    row = store.queue_row(submission, _asked(settings, user, now, Filter(), Sort.STAKES))
    if row is None or not user.sees(row.listing.ruleset):
        return None
    return _entry(row, settings, now)


def selected(
    store: Store,
    settings: Settings,
    user: User,
    now: dt.datetime,
    wanted: Filter = ALL,
    sort: Sort = Sort.STAKES,
) -> tuple[str, ...]:
    """The ids of all that fit, in order: what an export of the selection takes."""
    return store.queue_ids(_asked(settings, user, now, wanted, sort))


def neighbours(
    store: Store,
    settings: Settings,
    user: User,
    now: dt.datetime,
    submission: str,
    wanted: Filter = ALL,
    sort: Sort = Sort.STAKES,
) -> tuple[str | None, str | None]:
    """The ids before and after an application in the queue; None at its ends or outside of it."""
    ids = selected(store, settings, user, now, wanted, sort)
    if submission not in ids:
        return None, ids[0] if ids else None
    at = ids.index(submission)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


# --- several at once -------------------------------------------------------------------------


def claim_many(
    store: Store, settings: Settings, user: User, now: dt.datetime, submissions: Iterable[str]
) -> Bulk:
    """Take several applications.

    Raises:
        WrongInput: more than 200 at once.
    """
    minutes = settings.claim_minutes
    return _each(store, submissions, lambda one: claims.take(store, one, user, now, minutes))


def release_many(store: Store, user: User, now: dt.datetime, submissions: Iterable[str]) -> Bulk:
    """Let go of several applications.

    Raises:
        WrongInput: more than 200 at once.
    """
    return _each(store, submissions, lambda one: claims.release(store, one, user, now))


def set_policy_many(
    store: Store,
    computation: Computation,
    settings: Settings,
    user: User,
    now: dt.datetime,
    submissions: Iterable[str],
    ruleset: str,
    request: str,
) -> Bulk:
    """Decide for several applications which policy applies.

    Args:
        request: Made by the page; the same request twice decides once.

    Raises:
        WrongInput: more than 200 at once.
    """

    def decide(one: str) -> object:
        seen = version(case_of(store, one, user), "ruleset")
        draft = Draft(one, DecisionKind.RULESET, "ruleset", seen, request, text=ruleset)
        return save(store, computation, draft, user, now, settings.claim_minutes)

    return _each(store, submissions, decide)


def _each(store: Store, submissions: Iterable[str], do: Callable[[str], object]) -> Bulk:
    wanted = tuple(dict.fromkeys(submissions))
    if len(wanted) > MOST_AT_ONCE:
        raise WrongInput(f"一次最多处理 {MOST_AT_ONCE} 份，现选了 {len(wanted)} 份。")
    done, refused = [], {}
    titles = {user.name: user.title or user.name for user in store.users()}
    for one in wanted:
        try:
            do(one)
        except DeskError as error:
            refused[one] = str(error.named(lambda name: titles.get(name, name)))
        else:
            done.append(one)
    return Bulk(tuple(done), refused)


# --- kept filters ----------------------------------------------------------------------------


def views(store: Store, user: User) -> Mapping[str, Filter]:
    """name → filter, of the person's saved views."""
    return store.views(user.name)


def save_view(store: Store, user: User, name: str, wanted: Filter) -> None:
    """Keep a filter under a name; one of the same name is replaced.

    Raises:
        WrongInput: the name is empty or too long.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongInput(f"请给这个视图起一个 1 至 {LONGEST_NAME} 字的名称。")
    store.put_view(user.name, name, wanted)


def remove_view(store: Store, user: User, name: str) -> bool:
    """Drop a saved view; False where there is none of that name."""
    return store.remove_view(user.name, name)


# --- what the store is asked -----------------------------------------------------------------


def _asked(settings: Settings, user: User, now: dt.datetime, wanted: Filter, sort: Sort) -> Asked:
    zone = ZoneInfo(settings.timezone)
    until = None
    if wanted.due_by is not None:
        last = received_by(wanted.due_by, settings.review_days)
        until = dt.datetime.combine(last, dt.time.max, zone).astimezone(dt.UTC)
    words = [spelled(word) for word in wanted.text.split()[:MOST_WORDS]]
    return Asked(
        now=now,
        filter=wanted,
        words=tuple(word[:LONGEST_WORD] for word in words if word),
        rulesets=user.rulesets,
        second=settings.second_review,
        received_until=until,
        sort=sort,
    )


def _entry(row: QueueRow, settings: Settings, now: dt.datetime) -> Entry:
    last = due(office_day(row.listing.received_at, settings), settings.review_days)
    return Entry(row, last, working_days(office_day(now, settings), last))
