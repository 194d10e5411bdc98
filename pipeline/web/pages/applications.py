"""The application's page: left what is to be settled, right the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.accounts import Right
from pipeline.desk import claims, queue
from pipeline.desk.case import visible
from pipeline.desk.text_blocks import text_blocks
from pipeline.model import signed_off
from pipeline.review.agreement import Agreement, compared
from pipeline.web.case.keys import KEYS
from pipeline.web.case.overview import Given, overview
from pipeline.web.case_of import given
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.pages.documents import Asked, asked, pane
from pipeline.web.rendering import page

router = APIRouter(prefix="/applications/{submission_id}")
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
AskedHere = Annotated[Asked, Depends(asked)]


@router.get("")
def application(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    submission_id: str,
    wanted: AskedHere,
    item: str = "",
    document: int | None = None,
) -> Response:
    """Left what is to be settled, right the document.

    The document is drawn here only where the address names one: a script asks for it otherwise.
    """
    found = given(desk, visitor, submission_id)
    shown = None
    if document is not None:
        keep = {"item": item} if item else {}
        shown = pane(desk, found.submission, document, wanted, keep)
    told = _told(desk, visitor, found, item)
    return page(request, "application.html", visitor, pane=shown, key_groups=KEYS, **told)


@router.get("/panel")
def panel(
    request: Request, desk: DeskHere, visitor: Viewer, submission_id: str, item: str = ""
) -> Response:
    """The left pane alone, for the script to put in after a save."""
    found = given(desk, visitor, submission_id)
    return page(request, "panel.html", visitor, **_told(desk, visitor, found, item))


@router.get("/previous")
def previous(desk: DeskHere, visitor: Viewer, submission_id: str) -> Response:
    """To the application before this one in the queue."""
    return _beside(desk, visitor, submission_id, 0)


@router.get("/following")
def following(desk: DeskHere, visitor: Viewer, submission_id: str) -> Response:
    """To the application after this one in the queue."""
    return _beside(desk, visitor, submission_id, 1)


def _beside(desk: Desk, visitor: Visitor, submission_id: str, which: int) -> Response:
    visible(desk.store, submission_id, visitor.user)
    beside = queue.neighbours(desk.store, desk.settings, visitor.user, desk.clock(), submission_id)
    there = beside[which]
    return RedirectResponse(f"/applications/{there}" if there else "/queue", 303)


def _told(desk: Desk, visitor: Visitor, found: Given, item: str) -> dict[str, Any]:
    """What `panel.html` lays out."""
    claim, signed = _claim(desk, visitor, found), signed_off(found.decisions)
    now, user = desk.clock(), visitor.user
    entry = queue.entry(desk.store, desk.settings, user, now, found.submission.id)
    reviewing = visitor.user.may(Right.REVIEW)
    words = "这份申报已签署，内容不再更改。" if signed else "当前账号只能查看。"
    if claim is not None and not claim.own:
        words = f"{claim.holder} 正在复核，至 {claim.until}。"
    return {
        "case": overview(found, item),
        "wanted": item,
        "editable": reviewing and signed is None and (claim is None or claim.own),
        "editable_words": words,
        "signed": signed,
        "differing": _differing(desk, found),
        "claim": claim,
        "due": entry.due if entry is not None else None,
        "days_left": entry.days_left if entry is not None else 0,
        "blocks": text_blocks(desk.store),
        "request_id": lambda: uuid4().hex,
    }


def _differing(desk: Desk, found: Given) -> int:
    """How many answers of the first and the second person a third has to settle."""
    ruleset = found.assessment.ruleset if found.assessment is not None else None
    if not {"all", ruleset} & desk.settings.second_review:
        return 0
    answers = compared(found.assessment, found.decisions)
    return sum(1 for one in answers if one.agreement is Agreement.DIFFERS)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Who works on the application, as the page tells it."""

    holder: str
    until: str  # 14:20
    own: bool
    may_release: bool


def _claim(desk: Desk, visitor: Visitor, found: Given) -> ClaimView | None:
    claim = claims.who(desk.store, found.submission.id, desk.clock())
    if claim is None:
        return None
    own = claim.holder == visitor.user.name
    return ClaimView(
        holder=found.person(claim.holder),
        until=f"{claim.until.astimezone(desk.zone):%H:%M}",
        own=own,
        may_release=own or visitor.user.may(Right.ADMINISTER),
    )
