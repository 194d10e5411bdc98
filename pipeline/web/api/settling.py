"""Sign-off and reopening."""

from __future__ import annotations

from pipeline.desk import signing_off
from pipeline.desk.second import check_open
from pipeline.desk.words import decision_words
from pipeline.web.api import converting, shapes
from pipeline.web.api.routing import Reviewer, SubmissionId, new_router, refusals
from pipeline.web.api.sent import ReopenSent, SignOffSent
from pipeline.web.context import DeskHere

router = new_router("签署", prefix="/applications/{submission_id}")


@router.post("/sign-off", responses=refusals(404, 409))
def sign_off(
    desk: DeskHere, visitor: Reviewer, submission_id: SubmissionId, sent: SignOffSent
) -> shapes.SignOffShape:
    """签署。其后内容不再更改。"""
    check_open(desk.store, desk.settings, submission_id, visitor.user)
    done = signing_off.sign_off(
        desk.store,
        desk.computation,
        desk.settings,
        submission_id,
        sent.version,
        sent.request,
        sent.note,
        visitor.user,
        desk.clock(),
    )
    return converting.sign_off(done)


@router.post("/reopen", responses=refusals(404, 409))
def reopen(
    desk: DeskHere, visitor: Reviewer, submission_id: SubmissionId, sent: ReopenSent
) -> shapes.DecisionShape:
    """重新开启已签署的申报。"""
    done = signing_off.reopen(
        desk.store,
        desk.computation,
        submission_id,
        sent.request,
        sent.note,
        visitor.user,
        desk.clock(),
    )
    return shapes.DecisionShape(
        number=done.id or 0,
        kind=done.kind,
        subject=done.subject,
        words=decision_words(done),
        note=done.note,
        by=done.by,
        at=done.at,
        withdrawn=False,
    )
