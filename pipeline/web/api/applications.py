"""Applications as a list and one by one: filtered, sorted, with everything that is known."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from pipeline.desk import claims, history, queue
from pipeline.desk.errors import NotThere
from pipeline.desk.queue import LARGEST_PAGE, PAGE, Filter, Sort, State
from pipeline.desk.second import check_open, open_case
from pipeline.desk.signing_off import signed
from pipeline.model import Eligibility, ReviewReason
from pipeline.web.api import converting, shapes
from pipeline.web.api.routing import Reviewer, SubmissionId, Viewer, new_router, refusals
from pipeline.web.api.sent import NO_NUL, BulkSent, Day
from pipeline.web.context import Desk, DeskHere, Visitor

router = new_router("申报", prefix="/applications")

LAST_PAGE = 1_000_000
Words = Annotated[str, Query(max_length=200, pattern=NO_NUL)]
MaybeWord = Annotated[str | None, Query(max_length=100, pattern=NO_NUL)]


@router.get("")
def list_applications(
    desk: DeskHere,
    visitor: Viewer,
    text: Words = "",
    policy: MaybeWord = None,
    region: MaybeWord = None,
    outcome: Eligibility | None = None,
    state: State | None = None,
    holder: MaybeWord = None,
    due_by: Day | None = None,
    reason: ReviewReason | None = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    sort: Sort = Sort.STAKES,
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
    size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
) -> shapes.QueueShape:
    """筛选、排序、查找申报。`text` 中各词须全部出现；`due_by` 为该日或之前到期。"""
    wanted = Filter(text, policy, region, outcome, state, holder, due_by, reason=reason, year=year)
    found = queue.page_of(
        desk.store, desk.settings, visitor.user, desk.clock(), wanted, sort, page, size
    )
    return shapes.QueueShape(
        entries=[converting.entry(one) for one in found.entries],
        total=found.total,
        counts=dict(found.counts),
        page=found.number,
        pages=found.pages,
    )


@router.post("/next")
def take_next(desk: DeskHere, visitor: Reviewer) -> shapes.TakenShape:
    """取下一份申报。只取无人复核的，最要紧的在前。"""
    settings = desk.settings
    taken = claims.take_next(
        desk.store, visitor.user, desk.clock(), settings.claim_minutes, settings.second_review
    )
    return shapes.TakenShape(submission=taken)


@router.post("/bulk")
def do_to_many(desk: DeskHere, visitor: Reviewer, sent: BulkSent) -> shapes.BulkShape:
    """批量。领取、释放多份申报，或为它们指定政策；各份办成与否互不影响。"""
    store, settings, user, now = desk.store, desk.settings, visitor.user, desk.clock()
    match sent.action:
        case "claim":
            found = queue.claim_many(store, settings, user, now, sent.submissions)
        case "release":
            found = queue.release_many(store, user, now, sent.submissions)
        case "policy":
            found = queue.set_policy_many(
                store,
                desk.computation,
                settings,
                user,
                now,
                sent.submissions,
                sent.ruleset,
                sent.request,
            )
    return shapes.BulkShape(done=list(found.done), refused=dict(found.refused))


@router.get("/{submission_id}", responses=refusals(404))
def read_application(
    desk: DeskHere, visitor: Viewer, submission_id: SubmissionId
) -> shapes.ApplicationShape:
    """一份申报的全部。须由您独立复核的，全部答完之前为 403。"""
    case = open_case(desk.store, desk.settings, submission_id, visitor.user)
    entry = _entry(desk, visitor, submission_id)
    return converting.application(case, entry, desk.settings.second_review)


@router.get("/{submission_id}/history", responses=refusals(404))
def read_history(
    desk: DeskHere, visitor: Viewer, submission_id: SubmissionId
) -> shapes.HistoryShape:
    """历史。发生过的一切，按时间先后。"""
    check_open(desk.store, desk.settings, submission_id, visitor.user)
    events = history.timeline(desk.store, submission_id, visitor.user)
    return shapes.HistoryShape(events=[converting.event(one) for one in events])


@router.get("/{submission_id}/sign-off", responses=refusals(404))
def read_sign_off(
    desk: DeskHere, visitor: Viewer, submission_id: SubmissionId
) -> shapes.SignOffShape:
    """现行的签署。没有签署的为 404。"""
    return converting.sign_off(signed(desk.store, submission_id, visitor.user))


@router.get("/{submission_id}/claim", responses=refusals(404))
def read_claim(
    desk: DeskHere, visitor: Viewer, submission_id: SubmissionId
) -> shapes.ClaimShape | None:
    """谁在复核。无人复核为 null。"""
    return converting.entry(_entry(desk, visitor, submission_id)).claim


def _entry(desk: Desk, visitor: Visitor, submission_id: str) -> queue.Entry:
    found = queue.entry(desk.store, desk.settings, visitor.user, desk.clock(), submission_id)
    if found is None:
        raise NotThere
    return found
