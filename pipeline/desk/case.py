"""A submission's id and who asks in, the submission as the desk sees it out: one moment, whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.accounts.model import Right, User
from pipeline.computation import Computation
from pipeline.desk.errors import NotAllowed, NotThere, WrongInput
from pipeline.model import Assessment, Decision, Record, ReviewItem, Submission

if TYPE_CHECKING:
    from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Case:
    """One submission with its results and everything decided about it.

    `key` names the stored results; it changes whenever they do.
    """

    submission: Submission
    record: Record
    assessment: Assessment | None
    items: tuple[ReviewItem, ...]
    decisions: tuple[Decision, ...]
    key: str

    @property
    def id(self) -> str:
        return self.submission.id


def case_of(store: Store, submission_id: str, user: User) -> Case:
    """All of one submission, as of one moment.

    Raises:
        NotThere: there is none, it was not judged yet, or this person does not see it.
    """
    with store.snapshot() as moment:
        submission = moment.submission(submission_id)
        record = moment.record(submission_id) if submission is not None else None
        if submission is None or record is None:
            raise NotThere
        assessment = moment.assessment(submission_id)
        if not user.sees(assessment.ruleset if assessment is not None else None):
            raise NotThere
        return Case(
            submission=submission,
            record=record,
            assessment=assessment,
            items=moment.review_items(submission_id, only_open=False),
            decisions=moment.decisions(submission_id),
            key=moment.results_key(submission_id),
        )


def visible(store: Store, submission_id: str, user: User) -> None:
    """Check that a person sees a submission; cheaper than `case_of`.

    Raises:
        NotThere: there is none, it was not judged yet, or this person does not see it.
    """
    found = store.listing(submission_id)
    if found is None or not user.sees(found.ruleset):
        raise NotThere


def check_ruleset(computation: Computation, user: User, ruleset: str | None) -> None:
    """Check a policy that a person chooses: nobody chooses one that he does not see himself.

    Raises:
        WrongInput: there is none of that id, or it is not for this person: the two are told alike.
    """
    if ruleset not in computation.rulesets or not user.sees(ruleset):
        raise WrongInput("没有这项政策，请从列表中选择。")


def require(user: User, right: Right) -> None:
    """Check a right.

    Raises:
        NotAllowed: the person's role does not have it.
    """
    if not user.may(right):
        raise NotAllowed
