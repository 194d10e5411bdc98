"""What is required and what may be known, to be read: policies, catalogue, the policy texts.

An office places its own copy of a policy's text in the home's `policies/`; it is shown beside
the conditions as plain text, never as a page of its own.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import FileResponse, Response

from extractors.catalogue import load_catalogue
from pipeline.accounts import Right
from pipeline.desk.deadlines import office_day
from pipeline.desk.policy_texts import policy_text
from pipeline.web.context import DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page

router = APIRouter()
Reader = Annotated[Visitor, Depends(may(Right.VIEW))]


@router.get("/policies")
def policies(request: Request, desk: DeskHere, visitor: Reader) -> Response:
    """Every policy this office judges by, and when it is in force."""
    known = [one for one in desk.computation.rulesets.values() if visitor.user.sees(one.id)]
    today = office_day(desk.clock(), desk.settings)
    return page(request, "policies.html", visitor, policies=known, today=today)


@router.get("/policies/{ruleset}")
def policy(request: Request, ruleset: str, desk: DeskHere, visitor: Reader) -> Response:
    """One policy: conditions, materials, procedure, cases, and its text where it is placed."""
    found = desk.computation.rulesets.get(ruleset)
    if found is None or not visitor.user.sees(found.id):
        raise HTTPException(404)
    return page(
        request,
        "policy.html",
        visitor,
        policy=found,
        names={c.id: c for c in found.conditions},
        text=policy_text(desk.settings, found.id),
        today=office_day(desk.clock(), desk.settings),
    )


@router.get("/fields")
def fields(request: Request, visitor: Reader) -> Response:
    """The catalogue: what may be known, under which labels, over which time."""
    return page(request, "fields.html", visitor, catalogue=load_catalogue())


@router.get("/policies/{ruleset}/original")
def original(ruleset: str, desk: DeskHere, visitor: Reader) -> Response:
    """The office's file of the policy's text, to be saved."""
    found = desk.computation.rulesets.get(ruleset)
    text = policy_text(desk.settings, ruleset)
    if found is None or text is None or not visitor.user.sees(found.id):
        raise HTTPException(404)
    return FileResponse(
        text.file,
        media_type="application/octet-stream",
        filename=text.file.name,
        content_disposition_type="attachment",
    )
