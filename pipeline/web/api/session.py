"""Signing in and out by a program: the cookie and the token that browsers have too."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from pipeline.accounts import Right
from pipeline.accounts import signing_in as door
from pipeline.web import cookies
from pipeline.web.api.routing import Viewer, new_router, refusals
from pipeline.web.api.sent import SignInSent
from pipeline.web.api.shapes import SessionShape
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import Public
from pipeline.web.pages.signing_in import origin_of

router = new_router("登录", APIRoute, "/session")


@router.get("", response_model=SessionShape)
def whose_session(request: Request, desk: DeskHere, visitor: Public) -> Response:
    """谁登录了。未登录时给出登录所需的 csrf 和 cookie。"""
    if visitor is not None:
        return JSONResponse(_told(desk, visitor).model_dump(mode="json"))
    secret = cookies.door(request) or cookies.new_door()
    answer = JSONResponse(SessionShape(csrf=cookies.form_token(secret)).model_dump(mode="json"))
    cookies.give_door(request, answer, secret)
    return answer


@router.post("", response_model=SessionShape, responses=refusals(429))
def sign_in(request: Request, desk: DeskHere, visitor: Public, sent: SignInSent) -> Response:
    """登录。先取 GET /session 的 csrf，写入 X-CSRF-Token。"""
    try:
        arrival = door.sign_in(
            desk.store,
            sent.name,
            sent.password,
            desk.clock(),
            origin_of(request),
            cookies.session(request) or None,
        )
    except door.Refused as refused:
        wait = {"Retry-After": str(refused.wait)} if refused.wait else None
        raise HTTPException(429 if refused.wait else 401, refused.words, wait) from refused
    door.clean(desk.store, desk.clock(), desk.settings)
    told = _told(desk, Visitor(arrival.session.user, arrival.session))
    answer = JSONResponse(told.model_dump(mode="json"))
    cookies.give_session(request, answer, arrival.secret)
    return answer


@router.delete("", status_code=204)
def sign_out(request: Request, desk: DeskHere, visitor: Viewer) -> Response:
    """退出。"""
    desk.store.end_session(visitor.session.id)
    answer = Response(status_code=204)
    cookies.drop_session(request, answer)
    return answer


def _told(desk: Desk, visitor: Visitor) -> SessionShape:
    user = visitor.user
    return SessionShape(
        csrf=visitor.session.csrf,
        name=user.name,
        title=user.title,
        role=user.role,
        rights=[right for right in Right if user.may(right)],
        rulesets=sorted(user.rulesets),
        ends_at=door.ends_at(visitor.session, desk.settings),
    )
