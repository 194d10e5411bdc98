"""Settling an application: what stands, what still stands against it, the signature, reopening."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.accounts import Right
from pipeline.desk import signing_off
from pipeline.desk.case import Case
from pipeline.desk.errors import DeskError
from pipeline.desk.second import check_open, comparison, wanted_by
from pipeline.desk.versions import version
from pipeline.model import APPLICATION, Eligibility, signed_off
from pipeline.web import failures
from pipeline.web.case.closing import closing
from pipeline.web.case_of import given_of, people, shown_case
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page

router = APIRouter(prefix="/applications/{submission_id}")
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
Reviewer = Annotated[Visitor, Depends(may(Right.REVIEW))]
Field = Annotated[str, Form()]


@router.get("/sign-off")
def closing_page(request: Request, desk: DeskHere, visitor: Viewer, submission_id: str) -> Response:
    """The outcome with what it rests on; the signature where nothing stands against it."""
    return _shown(request, desk, visitor, shown_case(desk, visitor, submission_id))


@router.post("/sign-off")
def sign(
    request: Request,
    desk: DeskHere,
    visitor: Reviewer,
    submission_id: str,
    version: Field,
    note: Field = "",
    request_id: Annotated[str, Form(alias="request")] = "",
) -> Response:
    """Sign: from then on nothing but reopening is accepted."""
    check_open(desk.store, desk.settings, submission_id, visitor.user)
    try:
        signing_off.sign_off(
            desk.store,
            desk.computation,
            desk.settings,
            submission_id,
            version,
            request_id or uuid4().hex,
            note,
            visitor.user,
            desk.clock(),
        )
    except DeskError as error:
        return _again(request, desk, visitor, submission_id, error, note)
    return _to(submission_id)


@router.post("/reopen")
def reopen(
    request: Request,
    desk: DeskHere,
    visitor: Reviewer,
    submission_id: str,
    note: Field = "",
    request_id: Annotated[str, Form(alias="request")] = "",
) -> Response:
    """Take a signed application up again, with the reason."""
    try:
        signing_off.reopen(
            desk.store,
            desk.computation,
            submission_id,
            request_id or uuid4().hex,
            note,
            visitor.user,
            desk.clock(),
        )
    except DeskError as error:
        return _again(request, desk, visitor, submission_id, error, note)
    return _to(submission_id)


def _to(submission_id: str) -> Response:
    return RedirectResponse(f"/applications/{quote(submission_id, safe='')}/sign-off", 303)


def _again(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    submission_id: str,
    error: DeskError,
    note: str,
) -> Response:
    """The page as it stands now, with what was written and why it was not accepted."""
    case = shown_case(desk, visitor, submission_id)
    return _shown(
        request, desk, visitor, case, 409, wrong=failures.sentence(desk, error), note=note
    )


def _shown(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    case: Case,
    status: int = 200,
    *,
    wrong: str = "",
    note: str = "",
) -> Response:
    signed = signed_off(case.decisions)
    person = people(desk)
    second = desk.settings.second_review
    return page(
        request,
        "sign_off.html",
        visitor,
        status,
        view=closing(given_of(desk, visitor, case)),
        obstacles=() if signed else signing_off.obstacles(case, second),
        two=wanted_by(case, second),
        compared=comparison(case) if wanted_by(case, second) else (),
        version=version(case, APPLICATION),
        needs_note=case.assessment is not None
        and case.assessment.outcome is Eligibility.NEEDS_REVIEW,
        signed=signed,
        signed_by=person(signed.by) if signed else "",
        kept=desk.store.sign_off(signed.id or 0) if signed else None,
        wrong=wrong,
        note=note,
        fresh=uuid4().hex,
    )
