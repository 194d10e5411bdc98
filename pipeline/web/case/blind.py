"""One application and a person in, whether he is to answer second without seeing the first out."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.accounts.model import Right, User
from pipeline.desk.case import Case
from pipeline.desk.second import BlindQuestion, blind_questions, comparison, wanted_by
from pipeline.model import DecisionKind, signed_off
from pipeline.review.agreement import Agreement
from pipeline.review.listing import DECISIVE_FROM


def to_answer(case: Case, user: User, second: Collection[str]) -> tuple[BlindQuestion, ...]:
    """The questions that this person still has to answer blind; what another has answered second
    is a third one's to settle, with both answers before him.

    Args:
        second: `Settings.second_review`.
    """
    if not user.may(Right.SECOND) or not wanted_by(case, second) or signed_off(case.decisions):
        return ()
    missing = {one.subject for one in comparison(case) if one.agreement is Agreement.MISSING}
    return tuple(
        question for question in blind_questions(case, user) if question.subject in missing
    )


def kept_blind(case: Case, user: User, second: Collection[str]) -> bool:
    """Whether the application's page, which shows the first answers, is not yet for this person:
    the first one is done, and this one has decided nothing here himself."""
    if any(item.open and item.priority >= DECISIVE_FROM for item in case.items):
        return False
    if any(d.by == user.name and d.kind is not DecisionKind.SECOND for d in case.decisions):
        return False
    return bool(to_answer(case, user, second))
