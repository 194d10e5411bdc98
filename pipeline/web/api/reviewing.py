"""Decisions, undo, the claim, lists, the blind second opinion: each once a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from fastapi import Path

from extractors.catalogue import load_catalogue
from extractors.values import Value
from pipeline.desk import claims, saving, second
from pipeline.desk.case import Case, case_of
from pipeline.desk.drafts import Draft
from pipeline.desk.errors import NotThere, WrongInput
from pipeline.desk.rosters import roster_table
from pipeline.model import DecisionKind, FieldValue, Place
from pipeline.web.api import converting, shapes
from pipeline.web.api.routing import (
    Reviewer,
    Second,
    SubmissionId,
    Viewer,
    new_router,
    refusals,
)
from pipeline.web.api.sent import BoxSent, DecisionSent, RosterSent, SecondSent, UndoSent
from pipeline.web.context import Desk, DeskHere, Visitor

router = new_router("复核", prefix="/applications/{submission_id}")
RosterName = Annotated[str, Path(pattern="^[a-z0-9_]{1,60}$")]


@router.post("/decisions", responses=refusals(404, 409))
def decide(
    desk: DeskHere, visitor: Reviewer, submission_id: SubmissionId, sent: DecisionSent
) -> shapes.SavedShape:
    """保存一个决定。`version` 与现状不符时为 409，附双方内容，任何一方都不丢失。"""
    case = second.open_case(desk.store, desk.settings, submission_id, visitor.user)
    draft = Draft(
        submission=submission_id,
        kind=DecisionKind(sent.kind),
        subject=sent.subject,
        version=sent.version,
        request=sent.request,
        text=sent.text,
        answer=sent.answer,
        note=sent.note,
        value=_alternative(case, sent),
        place=_place(case, sent.place) if sent.place is not None else None,
    )
    return _save(desk, visitor, draft)


@router.post("/undo", responses=refusals(404, 409))
def undo(
    desk: DeskHere, visitor: Reviewer, submission_id: SubmissionId, sent: UndoSent
) -> shapes.SavedShape:
    """撤销。撤销本人最后一个有效的决定。"""
    second.check_open(desk.store, desk.settings, submission_id, visitor.user)
    done = saving.undo(
        desk.store,
        desk.computation,
        submission_id,
        sent.request,
        visitor.user,
        desk.clock(),
        desk.settings.claim_minutes,
    )
    return converting.saved(done)


@router.post("/claim", responses=refusals(404, 409))
def take_claim(desk: DeskHere, visitor: Reviewer, submission_id: SubmissionId) -> shapes.ClaimShape:
    """领取。已领取的继续占用。"""
    minutes = desk.settings.claim_minutes
    return converting.claim(
        claims.take(desk.store, submission_id, visitor.user, desk.clock(), minutes)
    )


@router.post("/release", responses=refusals(404, 409))
def release_claim(
    desk: DeskHere, visitor: Reviewer, submission_id: SubmissionId
) -> shapes.ReleasedShape:
    """释放。他人占用的只有管理员能释放。"""
    done = claims.release(desk.store, submission_id, visitor.user, desk.clock())
    return shapes.ReleasedShape(released=done)


@router.get("/rosters/{name}", responses=refusals(404))
def read_roster(
    desk: DeskHere, visitor: Viewer, submission_id: SubmissionId, name: RosterName
) -> shapes.RosterShape:
    """一个名单。"""
    case = second.open_case(desk.store, desk.settings, submission_id, visitor.user)
    try:
        table = roster_table(case, name)
    except WrongInput as error:
        raise NotThere(str(error)) from error
    return converting.roster(table, case.submission)


@router.post("/rosters/{name}", responses=refusals(404, 409))
def save_roster(
    desk: DeskHere,
    visitor: Reviewer,
    submission_id: SubmissionId,
    name: RosterName,
    sent: RosterSent,
) -> shapes.SavedShape:
    """保存整个名单。读不通的各格在 `cells` 中逐一说明：行（从 0 起）、栏、原因。"""
    second.check_open(desk.store, desk.settings, submission_id, visitor.user)
    _check_columns(name, sent.rows)
    draft = Draft(
        submission=submission_id,
        kind=DecisionKind.ROSTER,
        subject=name,
        version=sent.version,
        request=sent.request,
        rows=tuple(sent.rows),
        note=sent.note,
    )
    return _save(desk, visitor, draft)


@router.get("/second", responses=refusals(404))
def read_second(
    desk: DeskHere, visitor: Second, submission_id: SubmissionId
) -> list[shapes.QuestionShape]:
    """须由您独立回答的项目。不含第一人的答案；政策不要求双人复核的为空。"""
    case = case_of(desk.store, submission_id, visitor.user)
    if not second.wanted_by(case, desk.settings.second_review):
        return []
    return [
        shapes.QuestionShape.model_validate(one)
        for one in second.blind_questions(case, visitor.user)
    ]


@router.post("/second", responses=refusals(404, 409))
def answer_second(
    desk: DeskHere, visitor: Second, submission_id: SubmissionId, sent: SecondSent
) -> shapes.SavedShape:
    """第二人的答案。不改变读数和判断。"""
    draft = second.SecondDraft(
        submission_id, sent.subject, sent.request, sent.text, sent.answer, sent.note
    )
    done = second.answer_blind(
        desk.store,
        desk.computation,
        draft,
        visitor.user,
        desk.clock(),
        desk.settings.claim_minutes,
    )
    return converting.saved(done)


def _save(desk: Desk, visitor: Visitor, draft: Draft) -> shapes.SavedShape:
    done = saving.save(
        desk.store,
        desk.computation,
        draft,
        visitor.user,
        desk.clock(),
        desk.settings.claim_minutes,
    )
    return converting.saved(done)


def _check_columns(name: str, rows: Iterable[Mapping[str, str]]) -> None:
    """What stands in a column that the list does not have would be lost in silence."""
    spec = load_catalogue().rosters.get(name)
    if spec is None:
        raise NotThere("没有这个名单。")
    wrong = [
        (number, key, "名单没有这一栏。")
        for number, row in enumerate(rows)
        for key in row
        if key not in spec.columns
    ]
    if wrong:
        row, key, why = wrong[0]
        raise WrongInput(f"第 {row + 1} 行「{key}」：{why}", wrong)


def _alternative(case: Case, sent: DecisionSent) -> Value | None:
    """The reading that a decision points at."""
    if sent.alternative is None:
        return None
    others = case.record.fields.get(sent.subject, FieldValue(sent.subject)).alternatives
    if sent.kind != "value" or sent.alternative >= len(others):
        raise WrongInput("没有这个读数，请重新读取后再保存。")
    return others[sent.alternative].value


def _place(case: Case, box: BoxSent) -> Place:
    if box.document >= len(case.submission.files):
        raise WrongInput("没有这个文件，请核对序号。")
    file = case.submission.files[box.document]
    return Place(file.path, file.sha256, box.page, box.box, box.text)
