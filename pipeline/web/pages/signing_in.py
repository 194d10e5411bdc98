"""The way in and out: name and password, or a provider's word; a person's own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.accounts import AccountError, Right
from pipeline.accounts import signing_in as door
from pipeline.web import cookies
from pipeline.web.context import DeskHere, Visitor
from pipeline.web.guard import Public, local_path, may
from pipeline.web.rendering import page

router = APIRouter()
Somebody = Annotated[Visitor, Depends(may(Right.VIEW))]
Field = Annotated[str, Form()]


def origin_of(request: Request) -> door.Origin:
    """Where a request comes from."""
    address = request.client.host if request.client else ""
    return door.Origin(address, request.headers.get("user-agent", ""))


@router.get("/sign-in")
def form(request: Request, desk: DeskHere, visitor: Public, next: str = "") -> Response:
    """The form; who is signed in goes on to where they wanted."""
    if visitor is not None:
        return RedirectResponse(local_path(next), 303)
    return sign_in_page(request, desk, next)


@router.post("/sign-in")
def sign_in(
    request: Request,
    desk: DeskHere,
    visitor: Public,
    name: Field = "",
    password: Field = "",
    next: Field = "",
) -> Response:
    """Begin a session and go to where the person wanted."""
    try:
        arrival = door.sign_in(
            desk.store,
            name,
            password,
            desk.clock(),
            origin_of(request),
            cookies.session(request) or None,
        )
    except door.Refused as refused:
        status = 429 if refused.wait else 401
        response = sign_in_page(request, desk, next, status, refused.words, name)
        if refused.wait:
            response.headers["Retry-After"] = str(refused.wait)
        return response
    door.clean(desk.store, desk.clock(), desk.settings)
    response = RedirectResponse(local_path(next), 303)
    cookies.give_session(request, response, arrival.secret)
    return response


@router.post("/sign-out")
def sign_out(
    request: Request, desk: DeskHere, visitor: Somebody, everywhere: Field = ""
) -> Response:
    """End this session, or all of the person's."""
    if everywhere:
        desk.store.end_sessions(visitor.user.name)
    else:
        desk.store.end_session(visitor.session.id)
    response = RedirectResponse("/sign-in", 303)
    cookies.drop_session(request, response)
    return response


@router.get("/session")
def session(desk: DeskHere, visitor: Somebody) -> dict[str, str]:
    """Who is signed in now, and the token their forms need.

    A page that outlived a session asks for it before it sends again what was typed: only for
    the same person.
    """
    ends = door.ends_at(visitor.session, desk.settings)
    return {
        "name": visitor.user.name,
        "csrf": visitor.session.csrf,
        "ends_at": ends.isoformat(),
    }


@router.get("/password")
def password_form(request: Request, desk: DeskHere, visitor: Somebody) -> Response:
    """The form in which a person changes their own password."""
    return _password_page(request, desk, visitor)


@router.post("/password")
def change_password(
    request: Request,
    desk: DeskHere,
    visitor: Somebody,
    old: Field = "",
    new: Field = "",
    again: Field = "",
) -> Response:
    """Give the person another password; their other sessions end."""
    if new != again:
        return _password_page(request, desk, visitor, 422, "两次输入的新密码不一致")
    try:
        door.change_password(
            desk.store, visitor.session, old, new, desk.clock(), origin_of(request)
        )
    except door.Refused as refused:
        status = 429 if refused.wait else 422
        words = refused.words if refused.wait else "原密码不正确"
        return _password_page(request, desk, visitor, status, words)
    except AccountError as error:
        return _password_page(request, desk, visitor, 422, error.words)
    return _password_page(request, desk, visitor, said="密码已更改，其他设备上的登录已结束")


def sign_in_page(
    request: Request,
    desk: DeskHere,
    next: str,
    status: int = 200,
    wrong: str = "",
    name: str = "",
) -> Response:
    """The form, with a token that belongs to this browser."""
    secret = cookies.door(request) or cookies.new_door()
    response = page(
        request,
        "sign_in.html",
        None,
        status,
        csrf=cookies.form_token(secret),
        next=local_path(next),
        wrong=wrong,
        name=name[:64],
        openid=desk.settings.openid is not None,
        nobody=not desk.store.administered(),
    )
    cookies.give_door(request, response, secret)
    return response


def _password_page(
    request: Request,
    desk: DeskHere,
    visitor: Visitor,
    status: int = 200,
    wrong: str = "",
    said: str = "",
) -> Response:
    account = desk.store.account(visitor.user.name)
    return page(
        request,
        "password.html",
        visitor,
        status,
        wrong=wrong,
        said=said,
        local=account is not None and account.password is not None,
    )
