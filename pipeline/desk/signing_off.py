"""A settled application in, its sign-off out: what stands is kept and computed no more.

Reopening is a decision of its own, with its reason; what was signed stays in the history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.accounts.model import Right, User
from pipeline.computation import Computation
from pipeline.crash_points import crash_point
from pipeline.desk.case import Case, case_of, require
from pipeline.desk.drafts import begun, check_sent
from pipeline.desk.errors import Conflict, Held, NotThere, Obstructed, SignedOff, WrongInput
from pipeline.desk.second import open_questions, wanted_by
from pipeline.desk.versions import last_about, version
from pipeline.desk.words import ELIGIBILITIES
from pipeline.model import (
    APPLICATION,
    Decision,
    DecisionKind,
    Eligibility,
    in_force,
    material_asked,
    signed_off,
)
from pipeline.review.agreement import Agreement
from pipeline.review.listing import pressing
from pipeline.settings import Settings
from pipeline.stages import consequences
from pipeline.store.rows import Guard, Kept, Refused, SignOff

if TYPE_CHECKING:
    from pipeline.store import Store

__all__ = ["obstacles", "reopen", "sign_off", "signed"]


def obstacles(case: Case, second: Collection[str]) -> tuple[str, ...]:
    """Why the application cannot be signed yet, one sentence each; empty when it can. Pure.

    Args:
        second: `Settings.second_review`.
    """
    told = []
    if case.assessment is None:
        told.append("尚未确定适用的政策。")
    if left := pressing(case.items):
        told.append(f"还有 {len(left)} 项影响结论的问题未处理。")
    asked = material_asked(case.decisions)
    if asked:
        told.append(f"已要求申报单位补充 {len(asked)} 项材料，尚未核对。")
    if wanted_by(case, second):
        told += _of_second(case)
    return tuple(told)


def _of_second(case: Case) -> list[str]:
    found = [one.agreement for one in open_questions(case)]
    missing, differing = found.count(Agreement.MISSING), found.count(Agreement.DIFFERS)
    told = [f"第二人尚有 {missing} 项未复核。"] if missing else []
    return told + ([f"两人有 {differing} 项不一致，须由第三人核定。"] if differing else [])


def sign_off(
    store: Store,
    computation: Computation,
    settings: Settings,
    submission: str,
    seen: str,
    request: str,
    note: str,
    user: User,
    now: dt.datetime,
) -> SignOff:
    """Settle an application as it stands: from then on nothing but `reopen` is accepted.

    Args:
        seen: `version(case, "application")` as the page showed it.
        request: Made by the page; the same request twice signs once.
        note: An opinion; it must not be empty where the outcome is still open.

    Raises:
        NotAllowed, NotThere: as everywhere.
        Obstructed: something must be done before.
        Conflict: something was decided or computed since the page was seen.
        Held: another person works on it.
        SignedOff: it is signed already.
        WrongInput: an opinion is needed.
    """
    require(user, Right.REVIEW)
    check_sent(request, note)
    while True:
        case = case_of(store, submission, user)
        before = store.decision_of(submission, request)
        if before is not None and (kept := store.sign_off(before.id or 0)) is not None:
            consequences(store, case.submission, computation)
            return kept
        signing = _signing(case, settings, seen, request, note, user, now)
        kept = _kept(store, computation, case, user, now)
        guard = Guard(
            now=now,
            last=last_about(case.decisions, None),
            state=case.key,
            holder=user.name,
            until=now + dt.timedelta(minutes=settings.claim_minutes),
        )
        appended = store.append_if(signing, guard, sign_off=kept)
        if appended.refused is Refused.HELD and appended.claim is not None:
            raise Held(appended.claim.holder, appended.claim.until)
        if appended.refused is None:
            crash_point("decided")


def _signing(
    case: Case,
    settings: Settings,
    seen: str,
    request: str,
    note: str,
    user: User,
    now: dt.datetime,
) -> Decision:
    if (signed := signed_off(case.decisions)) is not None:
        raise SignedOff(signed.by, signed.at)
    standing = version(case, APPLICATION)
    outcome = case.assessment.outcome if case.assessment is not None else None
    words = ELIGIBILITIES[outcome] if outcome is not None else "未评审"
    if seen != standing:
        last = case.decisions[-1] if case.decisions else None
        raise Conflict(
            yours="签署",
            theirs=f"有新的变化，现结论为{words}",
            by=last.by if last else "",
            at=last.at if last else None,
            version=standing,
        )
    if against := obstacles(case, settings.second_review):
        raise Obstructed(against)
    if outcome is Eligibility.NEEDS_REVIEW and not note.strip():
        raise WrongInput(f"结论仍为“{words}”，签署时请写明处理意见。")
    signing = begun(case, DecisionKind.SIGN_OFF, APPLICATION, request, user.name, now, note)
    value = outcome.value if outcome is not None else None
    return replace(signing, value=value, seen={"shown": words})


def _kept(
    store: Store, computation: Computation, case: Case, user: User, now: dt.datetime
) -> SignOff:
    standing, assessment = store.standing(case.id), case.assessment
    assert standing is not None and assessment is not None, "obstacles were looked at"
    ruleset = computation.rulesets.get(assessment.ruleset)
    return SignOff(
        decision=0,
        submission=case.id,
        at=now.replace(microsecond=0),
        by=user.name,
        outcome=assessment.outcome,
        ruleset=assessment.ruleset,
        ruleset_digest=ruleset.digest if ruleset is not None else "",
        ruleset_text=ruleset.model_dump_json() if ruleset is not None else "",
        revision=standing.revision,
        judging=computation.judging,
        decisions=tuple(d.id for d in in_force(case.decisions) if d.id is not None),
        judged=Kept(standing, case.record, assessment, store.settled_items(case.id)),
    )


def reopen(
    store: Store,
    computation: Computation,
    submission: str,
    request: str,
    note: str,
    user: User,
    now: dt.datetime,
) -> Decision:
    """Take a signed application up again; it is then computed as everything else is.

    Args:
        note: Why; it must not be empty.

    Raises:
        NotAllowed, NotThere: as everywhere.
        WrongInput: no reason is given, or the application is not signed.
    """
    require(user, Right.REVIEW)
    check_sent(request, note)
    if not note.strip():
        raise WrongInput("请写明重新开启的理由。")
    while True:
        case = case_of(store, submission, user)
        before = store.decision_of(submission, request)
        if before is not None:
            consequences(store, case.submission, computation)
            return before
        signed = signed_off(case.decisions)
        if signed is None:
            raise WrongInput("这份申报没有签署，不需要重新开启。")
        guard = Guard(now=now, last=last_about(case.decisions, None))
        decision = begun(case, DecisionKind.REOPEN, APPLICATION, request, user.name, now, note)
        decision = replace(decision, seen={"shown": f"{signed.by} 签署"})
        if store.append_if(decision, guard).refused is None:
            crash_point("decided")


def signed(store: Store, submission: str, user: User) -> SignOff:
    """What stood when the application was last signed.

    Raises:
        NotThere: it is not signed, or this person does not see it.
    """
    case = case_of(store, submission, user)
    decision = signed_off(case.decisions)
    found = store.sign_off(decision.id or 0) if decision is not None else None
    if found is None:
        raise NotThere("这份申报没有签署。")
    return found
