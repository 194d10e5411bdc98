"""Decisions of one person in, the same questions asked blind of a second one, and how they agree.

The questions hold no answer of the first person. Where the two differ a third person decides as
usual, and what he decides settles it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.values import Value
from pipeline.accounts.model import Right, User
from pipeline.computation import Computation
from pipeline.desk.case import Case, case_of, require
from pipeline.desk.drafts import check_sent, typed
from pipeline.desk.errors import Blind, NotAllowed, WrongInput
from pipeline.desk.saving import Saved, add
from pipeline.desk.versions import verdict_of
from pipeline.model import Decision, DecisionKind, signed_off
from pipeline.review.agreement import Agreement, Compared, compared
from pipeline.settings import CLAIM_MINUTES, Settings
from pipeline.wording import label

if TYPE_CHECKING:
    from pipeline.store import Store

__all__ = [
    "BlindQuestion",
    "SecondDraft",
    "answer_blind",
    "blind_for",
    "blind_questions",
    "check_open",
    "comparison",
    "open_case",
    "open_questions",
    "still_to_answer",
    "wanted_by",
]


@dataclass(frozen=True, slots=True)
class BlindQuestion:
    """What a second person answers. `judgement` is True for yes or no, False for a value.

    `says` is the field's name, or the condition's article and requirement. `answered` tells that
    this person has answered; the answer may be given anew until the two are compared.
    """

    subject: str
    judgement: bool
    says: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class SecondDraft:
    """A second person's answer: `answer` to a judgement; `text` of a value, None for 未提供."""

    submission: str
    subject: str
    request: str
    text: str | None = None
    answer: bool | None = None
    note: str = ""


def wanted_by(case: Case, second: Collection[str]) -> bool:
    """Whether the policy's setting asks for two people. Pure.

    Args:
        second: `Settings.second_review`.
    """
    ruleset = case.assessment.ruleset if case.assessment is not None else None
    return "all" in second or ruleset in second


def comparison(case: Case) -> tuple[Compared, ...]:
    """Every decisive answer of the first person beside that of the second: not blind. Pure."""
    return compared(case.assessment, case.decisions)


def open_questions(case: Case) -> tuple[Compared, ...]:
    """Those without a second answer, and those that differ. Pure."""
    return tuple(one for one in comparison(case) if one.agreement is not Agreement.DONE)


def blind_questions(case: Case, user: User) -> tuple[BlindQuestion, ...]:
    """What this person may answer without having seen the first answer. Pure.

    What he decided himself, as the first or as a third, he is not asked.
    """
    return tuple(
        _question(case, one, user)
        for one in comparison(case)
        if not _decided_by(case, one.subject, user)
    )


def still_to_answer(case: Case, settings: Settings, user: User) -> tuple[BlindQuestion, ...]:
    """Those of them that nobody has answered second: where another has, the two are compared and
    a third settles it, with both answers before him. Pure."""
    if not user.may(Right.SECOND) or not wanted_by(case, settings.second_review):
        return ()
    if signed_off(case.decisions) is not None:
        return ()
    return _missing(case, user)


def _missing(case: Case, user: User) -> tuple[BlindQuestion, ...]:
    missing = {one.subject for one in comparison(case) if one.agreement is Agreement.MISSING}
    return tuple(one for one in blind_questions(case, user) if one.subject in missing)


def blind_for(case: Case, settings: Settings, user: User) -> bool:
    """Whether this person may see nothing yet that tells what the first one decided.

    Figures, verdicts, lists and history follow from each other: none is shown until the last
    answer is given. Pure.
    """
    return bool(still_to_answer(case, settings, user))


def open_case(store: Store, settings: Settings, submission: str, user: User) -> Case:
    """All of one submission, for whoever may see what was decided of it.

    Raises:
        Blind: the person has to answer second before.
        NotThere: as `case_of`.
    """
    case = case_of(store, submission, user)
    if blind_for(case, settings, user):
        raise Blind(submission)
    return case


def check_open(store: Store, settings: Settings, submission: str, user: User) -> None:
    """Check the same before something is saved, whose refusal would tell what stands.

    Raises:
        Blind, NotThere: as `open_case`.
    """
    if settings.second_review and user.may(Right.SECOND):
        open_case(store, settings, submission, user)


def _question(case: Case, one: Compared, user: User) -> BlindQuestion:
    verdict = verdict_of(case, one.subject)
    judgement = one.first.kind is DecisionKind.JUDGEMENT
    says = label(one.subject)
    if judgement and verdict is not None:
        says = f"{verdict.article}：{verdict.requirement}"
    answered = one.second is not None and one.second.by == user.name
    return BlindQuestion(one.subject, judgement, says, answered)


def _decided_by(case: Case, subject: str, user: User) -> bool:
    return any(
        d.by == user.name and d.subject == subject and d.kind is not DecisionKind.SECOND
        for d in case.decisions
    )


def answer_blind(
    store: Store,
    computation: Computation,
    draft: SecondDraft,
    user: User,
    now: dt.datetime,
    minutes: float = CLAIM_MINUTES,
) -> Saved:
    """Store a second person's answer; the record stays as it is.

    Raises:
        NotAllowed: the role has no right to, or the person decided it first.
        WrongInput: it is not asked, or the answer is none.
        NotThere, Held, SignedOff: as `saving.save`.
    """
    require(user, Right.SECOND)
    check_sent(draft.request, draft.note)

    def wanted(case: Case) -> Decision:
        if _decided_by(case, draft.subject, user):
            raise NotAllowed("这一项由您作出第一次判断，须由另一人复核。")
        asked = [one for one in comparison(case) if one.subject == draft.subject]
        if not asked:
            raise WrongInput("这一项不需要第二人复核，请刷新页面。")
        if asked[0].second is not None and not _missing(case, user):
            raise NotAllowed("两人的答案已经对照，不再更改；不一致的由第三人核定。")
        return Decision(
            submission=case.id,
            kind=DecisionKind.SECOND,
            subject=draft.subject,
            value=_answer(draft, judgement=asked[0].first.kind is DecisionKind.JUDGEMENT),
            note=draft.note.strip(),
            by=user.name,
            at=now.replace(microsecond=0),
            request=draft.request,
        )

    return add(store, computation, draft.submission, draft.request, user, now, minutes, wanted)


def _answer(draft: SecondDraft, *, judgement: bool) -> Value | None:
    if judgement:
        if draft.answer is None:
            raise WrongInput("请选择“符合”或“不符合”。")
        return draft.answer
    return None if draft.text is None else typed(draft.subject, draft.text)
