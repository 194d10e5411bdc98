"""A request's submission in, all that its pages are told from out: one moment of the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from pipeline.desk.case import Case
from pipeline.desk.second import open_case
from pipeline.desk.versions import version
from pipeline.web.case.overview import Given
from pipeline.web.context import Desk, Visitor


def given(desk: Desk, visitor: Visitor, submission_id: str) -> Given:
    """What is stored of a submission.

    Raises:
        NotThere: there is none, or it is not for this visitor.
        Blind: this visitor answers second before.
    """
    return given_of(desk, visitor, shown_case(desk, visitor, submission_id))


def shown_case(desk: Desk, visitor: Visitor, submission_id: str) -> Case:
    """All that is stored of a submission; raises as `given`."""
    return open_case(desk.store, desk.settings, submission_id, visitor.user)


def given_of(desk: Desk, visitor: Visitor, case: Case) -> Given:
    """The same of a submission that was looked up already."""
    return Given(
        submission=case.submission,
        record=case.record,
        assessment=case.assessment,
        items=case.items,
        decisions=case.decisions,
        rulesets=desk.computation.rulesets,
        version=partial(version, case),
        person=people(desk),
        sees=visitor.user.sees,
    )


def people(desk: Desk) -> Callable[[str], str]:
    """User's name → what others read; a name that is no user's stands for itself."""

    @cache
    def titles() -> dict[str, str]:
        return {user.name: user.title or user.name for user in desk.store.users()}

    return lambda name: titles().get(name, name)
