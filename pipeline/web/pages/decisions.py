"""What is saved from the application's page: answers, undo, the claim; and how typed text reads.

A script gets JSON and stays where it is; a plain form is sent back to the next question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from pipeline.accounts import Right
from pipeline.desk import claims, saving
from pipeline.desk.case import visible
from pipeline.desk.errors import Conflict
from pipeline.desk.second import check_open
from pipeline.web import failures
from pipeline.web.case.answering import Sent, draft_of
from pipeline.web.case.overview import Given
from pipeline.web.case_of import given, people
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import moment, page

router = APIRouter(prefix="/applications/{submission_id}")
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
Reviewer = Annotated[Visitor, Depends(may(Right.REVIEW))]
Field = Annotated[str, Form()]


def sent(
    subject: Field,
    form: Field,
    choice: Field,
    version: Field,
    request: Annotated[str, Form()] = "",
    text: Field = "",
    note: Field = "",
    place: Field = "",
) -> Sent:
    """The fields of a question's form."""
    return Sent(subject, form, choice, version, request or uuid4().hex, text, note, place)


@router.post("/decisions")
def decide(
    request: Request,
    desk: DeskHere,
    visitor: Reviewer,
    submission_id: str,
    filled: Annotated[Sent, Depends(sent)],
    item: Field = "",
) -> Response:
    """Save an answer; a form then shows the next open question."""
    before = given(desk, visitor, submission_id)
    draft = draft_of(filled, before)
    settings = desk.settings
    try:
        saved = saving.save(
            desk.store,
            desk.computation,
            draft,
            visitor.user,
            desk.clock(),
            settings.claim_minutes,
        )
    except Conflict as conflict:
        if failures.wants_json(request):
            raise
        return _both(request, desk, visitor, before, filled, item, conflict)
    if failures.wants_json(request):
        return JSONResponse({"decision": saved.decision.id, "version": saved.version})
    after = desk.store.review_items(submission_id)
    return _to(submission_id, _next([i.id for i in before.items], item, {i.id for i in after}))


@router.post("/undo")
def undo(
    request: Request,
    desk: DeskHere,
    visitor: Reviewer,
    submission_id: str,
    request_id: Annotated[str, Form(alias="request")] = "",
) -> Response:
    """Withdraw the visitor's last decision, and go back to its question."""
    check_open(desk.store, desk.settings, submission_id, visitor.user)
    taken_back = saving.undo(
        desk.store,
        desk.computation,
        submission_id,
        request_id or uuid4().hex,
        visitor.user,
        desk.clock(),
        desk.settings.claim_minutes,
    )
    subject = taken_back.decision.subject
    items = desk.store.review_items(submission_id)
    item = next((i.id for i in items if i.subject == subject), f"field/{subject}")
    if failures.wants_json(request):
        return JSONResponse({"decision": taken_back.decision.id, "item": item})
    return _to(submission_id, item)


@router.post("/preview")
def preview(
    desk: DeskHere, visitor: Viewer, submission_id: str, key: Field, text: Field = ""
) -> Response:
    """How a typed text would be read: its words, or what is wrong with it."""
    visible(desk.store, submission_id, visitor.user)
    told = asdict(saving.preview(key, text))
    return JSONResponse({name: words for name, words in told.items() if words})


@router.post("/claim")
def claim(request: Request, desk: DeskHere, visitor: Reviewer, submission_id: str) -> Response:
    """Take the application, or go on holding it."""
    taken = claims.take(
        desk.store, submission_id, visitor.user, desk.clock(), desk.settings.claim_minutes
    )
    if failures.wants_json(request):
        return JSONResponse({"holder": taken.holder, "until": moment(taken.until, desk.zone)})
    return _to(submission_id, "")


@router.post("/release")
def release(request: Request, desk: DeskHere, visitor: Reviewer, submission_id: str) -> Response:
    """Let go of the application."""
    claims.release(desk.store, submission_id, visitor.user, desk.clock())
    if failures.wants_json(request):
        return JSONResponse({})
    return RedirectResponse("/queue", 303)


def _next(order: Sequence[str], item: str, still_open: set[str]) -> str:
    """The first question after this one that is open, else the first of all, else none."""
    at = order.index(item) + 1 if item in order else 0
    return next((one for one in (*order[at:], *order[:at]) if one in still_open), "")


def _to(submission_id: str, item: str) -> Response:
    there = f"/applications/{quote(submission_id, safe='')}"
    return RedirectResponse(f"{there}?item={quote(item, safe='')}" if item else there, 303)


def _both(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    found: Given,
    filled: Sent,
    item: str,
    conflict: Conflict,
) -> Response:
    """Both sides of a conflict, each with the button that keeps it."""
    return page(
        request,
        "conflict.html",
        visitor,
        409,
        submission=found.submission,
        item=item,
        filled=filled,
        fresh=uuid4().hex,
        conflict=conflict,
        by=people(desk)(conflict.by) if conflict.by else "",
    )
