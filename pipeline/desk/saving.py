"""A person's draft in, one more decision in the store and its consequences computed out.

A draft is stored once, however often it is sent, and only where nothing else was decided or read
about its subject since the person saw it; otherwise both are told and none is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.accounts.model import Right, User
from pipeline.computation import Computation
from pipeline.crash_points import crash_point
from pipeline.desk.case import Case, case_of, check_ruleset, require
from pipeline.desk.drafts import Draft, Preview, check_sent, decision_of, preview
from pipeline.desk.errors import (
    Conflict,
    Held,
    NothingToUndo,
    SignedOff,
    WrongInput,
)
from pipeline.desk.versions import last_about, version
from pipeline.desk.words import decision_words, machine_words
from pipeline.model import Decision, DecisionKind, in_force, signed_off
from pipeline.recompute import Assembling
from pipeline.settings import CLAIM_MINUTES
from pipeline.stages import consequences, machine_says
from pipeline.store.rows import Appended, Guard, Refused

if TYPE_CHECKING:
    from pipeline.store import Store

__all__ = ["Draft", "Preview", "Saved", "preview", "save", "undo"]

# Kinds that undo does not touch: signing is taken back by reopening, which says why; a second
# answer given anew after both were seen would be no second one.
LASTING = frozenset({DecisionKind.SIGN_OFF, DecisionKind.REOPEN, DecisionKind.SECOND})


@dataclass(frozen=True, slots=True)
class Saved:
    """What was stored. `again` says that the same request had been stored before.

    `version` is that of the subject now, which the next save about it must name.
    """

    decision: Decision
    version: str
    again: bool = False


def save(
    store: Store,
    computation: Computation,
    draft: Draft,
    user: User,
    now: dt.datetime,
    minutes: float = CLAIM_MINUTES,
) -> Saved:
    """Store what a person decided and compute what follows from it.

    The person's claim is renewed; where nobody holds the application it is taken.

    Args:
        computation: The installation's; see `pipeline.computation.installed`.
        now: The moment, with its zone.
        minutes: How long the claim then runs; `Settings.claim_minutes`.

    Raises:
        NotAllowed: the role has no right to review.
        NotThere: there is no such submission for this person.
        WrongInput: the draft is no answer.
        Conflict: something else stands than was seen; nothing is stored.
        Held: another person works on it; nothing is stored.
        SignedOff: it is settled; nothing is stored.
    """
    require(user, Right.REVIEW)

    def wanted(case: Case) -> Decision:
        decision = decision_of(draft, case, user.name, now)
        if decision.kind is DecisionKind.RULESET:
            check_ruleset(computation, user, str(decision.value))
        standing = version(case, draft.subject)
        if draft.version != standing:
            raise _conflict(case, decision, standing)
        return decision

    return add(store, computation, draft.submission, draft.request, user, now, minutes, wanted)


def undo(
    store: Store,
    computation: Computation,
    submission: str,
    request: str,
    user: User,
    now: dt.datetime,
    minutes: float = CLAIM_MINUTES,
) -> Saved:
    """Withdraw the person's own last decision on the submission that stands.

    Args:
        request: Made by the page, as of a draft.

    Returns:
        The withdrawal; its `subject` is that of what was withdrawn, its `value` the number.

    Raises:
        NothingToUndo: no decision of this person stands.
        NotAllowed, NotThere, WrongInput, Held, SignedOff: as `save`.
    """
    require(user, Right.REVIEW)

    def wanted(case: Case) -> Decision:
        own = [d for d in in_force(case.decisions) if d.by == user.name and d.kind not in LASTING]
        if not own:
            raise NothingToUndo
        return Decision(
            submission=case.id,
            kind=DecisionKind.WITHDRAW,
            subject=own[-1].subject,
            value=str(own[-1].id),
            note="",
            by=user.name,
            at=now.replace(microsecond=0),
            request=request,
        )

    return add(store, computation, submission, request, user, now, minutes, wanted)


def add(
    store: Store,
    computation: Computation,
    submission: str,
    request: str,
    user: User,
    now: dt.datetime,
    minutes: float,
    wanted: Callable[[Case], Decision],
) -> Saved:
    """Add the decision that `wanted` makes of what stands, once a request.

    Args:
        wanted: Asked again where something was decided or computed meanwhile; what it raises
            ends the matter.

    Raises:
        WrongInput: the request's number is none, or another person's.
        NotThere, Held, SignedOff: as `save`.
    """
    check_sent(request)
    case = case_of(store, submission, user)
    made = Assembling(store, computation, submission)
    before = store.decision_of(submission, request)
    while before is None:
        if (signed := signed_off(case.decisions)) is not None:
            raise SignedOff(signed.by, signed.at)
        decision = wanted(case)
        appended = _appended(made, case, decision, user, now, minutes)
        if appended.refused in (None, Refused.AGAIN):
            before = appended.decision
            if appended.refused is None:
                crash_point("decided")
                consequences(store, case.submission, computation, made)
                return _saved(store, before, user, again=False)
        elif appended.refused is Refused.HELD and appended.claim is not None:
            raise Held(appended.claim.holder, appended.claim.until)
        case = case_of(store, submission, user)
    if before.by != user.name:
        raise WrongInput("请求编号与他人的重复，请刷新页面后再保存。")
    # Whoever died after storing it may have left what follows from it undone.
    consequences(store, case.submission, computation)
    return _saved(store, before, user, again=True)


def _appended(
    made: Assembling,
    case: Case,
    decision: Decision,
    user: User,
    now: dt.datetime,
    minutes: float,
) -> Appended:
    asked = machine_says(made.store, made.computation, decision, made)
    guard = Guard(
        now=now,
        last=last_about(case.decisions, decision.subject),
        subject=decision.subject,
        state=case.key,
        holder=user.name,
        until=now + dt.timedelta(minutes=minutes),
    )
    seen = {**_told(case, decision), **asked.seen}
    return made.store.append_if(replace(decision, seen=seen), guard, machine_right=asked.right)


def _told(case: Case, decision: Decision) -> dict[str, object]:
    """What was shown of the subject when it was decided, as history tells it later."""
    if decision.kind is DecisionKind.SECOND:
        return {}  # given blind
    asked = [item.question for item in case.items if item.subject == decision.subject]
    told: dict[str, object] = {"shown": machine_words(case, decision.subject)}
    return told | ({"question": asked[0]} if asked else {})


def _saved(store: Store, decision: Decision, user: User, *, again: bool) -> Saved:
    case = case_of(store, decision.submission, user)
    return Saved(decision, version(case, decision.subject), again)


def _conflict(case: Case, yours: Decision, standing: str) -> Conflict:
    """Both sides: what the person wants, and what stands by a person's or the machine's word."""
    about = [
        d
        for d in in_force(case.decisions)
        if d.subject == yours.subject and d.kind is not DecisionKind.SECOND
    ]
    last = about[-1] if about else None
    # A decision of the person's own, from another tab, is still what stands.
    return Conflict(
        yours=decision_words(yours),
        theirs=decision_words(last) if last else machine_words(case, yours.subject),
        by=last.by if last else "",
        at=last.at if last else None,
        version=standing,
    )
