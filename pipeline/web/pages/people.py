"""The administration of people: who there is, what they may do, who is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.accounts import AccountError, Role, people, signing_in
from pipeline.accounts.model import LONGEST_NAME, Right, user_name
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page

router = APIRouter()
Administrator = Annotated[Visitor, Depends(may(Right.ADMINISTER))]
Field = Annotated[str, Form()]
Choices = Annotated[list[str], Form()]

EVERYTHING = "all"
# word in the address: what has been done
DONE = {
    "added": "已添加用户",
    "changed": "已保存更改，该用户需重新登录",
    "password": "已设置新密码，该用户的登录已全部结束",
    "ended": "已结束登录",
}


@router.get("/users")
def users(request: Request, desk: DeskHere, visitor: Administrator, done: str = "") -> Response:
    """Everybody, and the form that adds one."""
    return _users_page(request, desk, visitor, done=done)


@router.post("/users")
def add(
    request: Request,
    desk: DeskHere,
    visitor: Administrator,
    name: Field = "",
    title: Field = "",
    role: Field = "",
    password: Field = "",
    again: Field = "",
    scope: Field = "",
    rulesets: Choices = [],  # noqa: B006  FastAPI copies it
) -> Response:
    """Add a person with a first password."""
    typed = {"name": name[:LONGEST_NAME], "title": title[: people.LONGEST_TITLE], "role": role}
    if password != again:
        return _users_page(request, desk, visitor, 422, wrong="两次输入的密码不一致", typed=typed)
    try:
        chosen = _chosen(scope, rulesets, _ids(desk))
        people.add(desk.store, name, title, _role(role), password, desk.clock(), chosen)
    except AccountError as error:
        return _users_page(request, desk, visitor, 422, wrong=error.words, typed=typed)
    return RedirectResponse("/users?done=added", 303)


@router.get("/users/{name}")
def user(
    request: Request, desk: DeskHere, visitor: Administrator, name: str, done: str = ""
) -> Response:
    """One person: the forms that change what they may do."""
    return _user_page(request, desk, visitor, name, done=done)


@router.post("/users/{name}")
def change(
    request: Request,
    desk: DeskHere,
    visitor: Administrator,
    name: str,
    title: Field = "",
    role: Field = "",
    enabled: Field = "",
    scope: Field = "",
    rulesets: Choices = [],  # noqa: B006  FastAPI copies it
) -> Response:
    """Change what a person is called and may do."""
    person = _named(desk, name)
    held = people.named(desk.store, person).rulesets
    try:
        people.change(
            desk.store,
            person,
            title=title,
            role=_role(role),
            rulesets=_chosen(scope, rulesets, _ids(desk) | held),
            enabled=bool(enabled),
        )
    except AccountError as error:
        return _user_page(request, desk, visitor, name, 422, wrong=error.words)
    return RedirectResponse(f"/users/{person}?done=changed", 303)


@router.post("/users/{name}/password")
def set_password(
    request: Request,
    desk: DeskHere,
    visitor: Administrator,
    name: str,
    password: Field = "",
    again: Field = "",
) -> Response:
    """Give a person another password."""
    person = _named(desk, name)
    if password != again:
        return _user_page(request, desk, visitor, name, 422, wrong="两次输入的密码不一致")
    try:
        people.set_password(desk.store, person, password)
    except AccountError as error:
        return _user_page(request, desk, visitor, name, 422, wrong=error.words)
    return RedirectResponse(f"/users/{person}?done=password", 303)


@router.post("/users/{name}/sessions/end")
def end_all(desk: DeskHere, visitor: Administrator, name: str) -> Response:
    """End all sessions of a person."""
    person = _named(desk, name)
    desk.store.end_sessions(person)
    return RedirectResponse(f"/users/{person}?done=ended", 303)


@router.get("/sessions")
def sessions(request: Request, desk: DeskHere, visitor: Administrator, done: str = "") -> Response:
    """Who is signed in, from where, since when."""
    now = desk.clock()
    signing_in.clean(desk.store, now, desk.settings)
    return page(
        request,
        "sessions.html",
        visitor,
        sessions=[(one, signing_in.ends_at(one, desk.settings)) for one in desk.store.sessions()],
        done=DONE.get(done, ""),
        idle_minutes=desk.settings.idle_minutes,
        session_hours=desk.settings.session_hours,
    )


@router.post("/sessions/{session}/end")
def end_one(desk: DeskHere, visitor: Administrator, session: str) -> Response:
    """End one session; it may be one's own."""
    desk.store.end_session(session)
    return RedirectResponse("/sessions?done=ended", 303)


def _named(desk: Desk, name: str) -> str:
    try:
        return people.named(desk.store, user_name(name)).name
    except AccountError as error:
        raise HTTPException(404) from error


def _role(word: str) -> Role:
    try:
        return Role(word)
    except ValueError as error:
        raise AccountError(f"{word!r} is no role", "请选择角色") from error


def _ids(desk: Desk) -> frozenset[str]:
    return frozenset(desk.computation.rulesets)


def _chosen(scope: str, rulesets: list[str], known: frozenset[str]) -> frozenset[str]:
    """The policies a person is limited to; none chosen must not mean all of them by accident."""
    if scope == EVERYTHING:
        return frozenset()
    if unknown := set(rulesets) - known:
        raise AccountError(f"no such policy: {', '.join(unknown)}", "没有所选的政策，请重新选择")
    if not rulesets:
        raise AccountError("no policy is chosen", "请至少选择一项政策，或选择“全部政策”")
    return frozenset(rulesets)


def _titles(desk: Desk) -> dict[str, str]:
    return {one.id: one.title for one in desk.computation.rulesets.values()}


def _users_page(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    status: int = 200,
    wrong: str = "",
    done: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    return page(
        request,
        "users.html",
        visitor,
        status,
        accounts=desk.store.accounts(),
        rulesets=_titles(desk),
        roles=list(Role),
        typed=typed or {"name": "", "title": "", "role": Role.REVIEWER.value},
        wrong=wrong,
        done=DONE.get(done, ""),
    )


def _user_page(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    name: str,
    status: int = 200,
    wrong: str = "",
    done: str = "",
) -> Response:
    account = desk.store.account(_named(desk, name))
    assert account is not None, "nobody is ever deleted"
    return page(
        request,
        "user.html",
        visitor,
        status,
        account=account,
        person=account.user,
        sessions=[one for one in desk.store.sessions() if one.user.name == account.user.name],
        # A policy that is not installed any more still limits.
        rulesets=_titles(desk) | {id: id for id in account.user.rulesets - _ids(desk)},
        roles=list(Role),
        wrong=wrong,
        done=DONE.get(done, ""),
    )
