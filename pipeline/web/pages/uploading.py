"""Files handed in by the browser: the form, their arrival, and how far they are."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from pipeline.accounts import Right
from pipeline.desk.case import check_ruleset
from pipeline.desk.handing_in import HandingInError, SentFile, hand_in
from pipeline.desk.taking_in import Stage, Ticket
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.failures import wants_json
from pipeline.web.guard import may
from pipeline.web.rendering import page

router = APIRouter()
MOST_FIELDS = 20  # of the form, beside its files
Uploader = Annotated[Visitor, Depends(may(Right.UPLOAD))]


@router.get("/upload")
def form(request: Request, desk: DeskHere, visitor: Uploader) -> Response:
    """The form, and the latest uploads of the same person."""
    return _page(request, desk, visitor)


@router.post("/upload")
async def receive(request: Request, desk: DeskHere, visitor: Uploader) -> Response:
    """Put what was sent into the inbox and have it read."""
    # Spooled to disk by the form's reader, and gone from there when it is closed.
    most = desk.settings.most_files + 1
    async with request.form(max_files=most, max_fields=MOST_FIELDS) as sent:
        files = [part for part in sent.getlist("files") if isinstance(part, UploadFile)]
        title, ruleset = str(sent.get("title", "")), str(sent.get("ruleset", "")) or None
        if ruleset is not None:
            check_ruleset(desk.computation, visitor.user, ruleset)
        try:
            ticket = await run_in_threadpool(_taken, desk, visitor, title, ruleset, files)
        except HandingInError as error:
            if wants_json(request):
                raise HTTPException(422, str(error)) from error
            wrong = str(error)
            return _page(request, desk, visitor, 422, wrong=wrong, title=title, ruleset=ruleset)
    if wants_json(request):
        return JSONResponse(_view(ticket), 201)
    return RedirectResponse("/upload", 303)


@router.get("/upload/state")
def state(desk: DeskHere, visitor: Uploader) -> dict[str, Any]:
    """How far the latest uploads of the same person are."""
    return {"uploads": [_view(ticket) for ticket in desk.taking_in.tickets(visitor.user.name)]}


def _taken(
    desk: Desk, visitor: Visitor, title: str, ruleset: str | None, files: list[UploadFile]
) -> Ticket:
    sent = [SentFile(file.filename or "", file.file, file.size or 0) for file in files]
    path = hand_in(desk.settings, title, ruleset, sent)
    return desk.taking_in.submit(path, path.stem, visitor.user.name)


def _page(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    status: int = 200,
    wrong: str = "",
    title: str = "",
    ruleset: str | None = None,
) -> Response:
    return page(
        request,
        "upload.html",
        visitor,
        status,
        rulesets=[one for one in desk.computation.rulesets.values() if visitor.user.sees(one.id)],
        tickets=desk.taking_in.tickets(visitor.user.name),
        most_files=desk.settings.most_files,
        largest=desk.settings.largest_file,
        wrong=wrong,
        title=title,
        asked=ruleset,
        Stage=Stage,
    )


def _view(ticket: Ticket) -> dict[str, Any]:
    return {
        "id": ticket.id,
        "title": ticket.title,
        "stage": ticket.stage.value,
        "says": ticket.says,
        "done": ticket.done,
        "total": ticket.total,
        "submission": ticket.submission,
    }
