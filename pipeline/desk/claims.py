"""Who works on which application: taken on opening, renewed by work, given back in time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pipeline.accounts.model import Right, User
from pipeline.desk.case import case_of, require, visible
from pipeline.desk.errors import Held
from pipeline.desk.second import blind_questions
from pipeline.settings import CLAIM_MINUTES
from pipeline.store.asking import Asked, Filter, State
from pipeline.store.rows import Claim

if TYPE_CHECKING:
    from pipeline.store import Store

__all__ = ["release", "take", "take_next", "who"]

# So many are looked at when others take the same ones at the same moment.
LOOKED_AT = 50


def who(store: Store, submission: str, now: dt.datetime) -> Claim | None:
    """Who works on it now; None where nobody does."""
    return store.claim(submission, now)


def take(
    store: Store, submission: str, user: User, now: dt.datetime, minutes: float = CLAIM_MINUTES
) -> Claim:
    """Take an application, or go on holding it, for so many minutes.

    Raises:
        NotAllowed: the role has no right to review.
        NotThere: there is no such submission for this person.
        Held: another person holds it.
    """
    require(user, Right.REVIEW)
    visible(store, submission, user)
    found = store.take_claim(submission, user.name, now, now + dt.timedelta(minutes=minutes))
    if found.holder != user.name:
        raise Held(found.holder, found.until)
    return found


def release(store: Store, submission: str, user: User, now: dt.datetime) -> bool:
    """Let go of an application; False where nobody held it.

    Raises:
        NotThere: there is no such submission for this person.
        Held: another person holds it, and this one is no administrator.
    """
    visible(store, submission, user)
    found = store.claim(submission, now)
    if found is not None and found.holder != user.name and not user.may(Right.ADMINISTER):
        raise Held(found.holder, found.until)
    return store.release_claim(submission, user.name, now)


def take_next(
    store: Store,
    user: User,
    now: dt.datetime,
    minutes: float = CLAIM_MINUTES,
    second: frozenset[str] = frozenset(),
) -> str | None:
    """Take the most pressing application that nobody works on; its id, None where there is none.

    What the person holds already comes first.

    Args:
        second: `Settings.second_review`; for whoever may answer second, those that wait for it
            come after what is open.

    Raises:
        NotAllowed: the role has no right to review.
    """
    require(user, Right.REVIEW)
    states = [State.WAITING] + ([State.SECOND] if user.may(Right.SECOND) else [])
    filters = [Filter(holder=user.name, state=State.TAKEN)]
    filters += [Filter(state=state) for state in states]
    for wanted in filters:
        asked = Asked(now, wanted, rulesets=user.rulesets, second=second, limit=LOOKED_AT)
        for row in store.queue(asked).rows:
            submission = row.listing.submission
            if row.state is State.SECOND and not _has_questions(store, submission, user):
                continue
            until = now + dt.timedelta(minutes=minutes)
            if store.take_claim(submission, user.name, now, until).holder == user.name:
                return submission
    return None


def _has_questions(store: Store, submission: str, user: User) -> bool:
    """Whether a second person is asked anything that he has not answered or decided himself."""
    asked = blind_questions(case_of(store, submission, user), user)
    return any(not question.answered for question in asked)
