"""Who asks and may they: every route says so by `Depends(may(Right.X))` or `Depends(public)`.

A request in; a `Visitor` out, or 401, 403. On every unsafe method the request must also come from
one of our own pages: its token says so, and what the browser tells of its origin. Nothing is
judged by a path or by the address a request claims to be sent to.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Mount

from pipeline.accounts import Right, Session, signing_in
from pipeline.web import cookies, failures
from pipeline.web.context import Visitor, desk_of
from pipeline.web.headers import Protected

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_HEADER, TOKEN_FIELD = "x-csrf-token", "csrf"
# Sent by a page that asks by itself, as to see who holds an application: nobody is active then.
IDLE_HEADER = "x-idle"
START = "/queue"
# What nobody is sent to after signing in.
DOORS = frozenset({"sign-in", "sign-out", "openid"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_FIELDS = 2_000  # of a form whose token is looked for
LARGEST_FIELD = 64 * 1024  # bytes of one of its fields; forms of longer ones say so themselves
FOREIGN = "请求不是从本站页面发出的，未作任何改动。请刷新页面后重试。"


class SignInNeeded(Exception):
    """Nobody is signed in, or not any more."""


@dataclass(frozen=True)
class May:
    """Lets in who has a right, and gives the `Visitor`."""

    right: Right

    async def __call__(self, request: Request) -> AsyncIterator[Visitor]:
        visitor = await visitor_of(request)
        if visitor is None:
            raise SignInNeeded
        if not visitor.user.may(self.right):
            raise HTTPException(403)
        files = desk_of(request).settings.most_files + 1
        try:
            await check_token(request, visitor.session.csrf, files)
            yield visitor
        finally:
            # Files of a form that was read for its token, whether or not the route took them.
            await request.close()


def may(right: Right) -> May:
    """What a route depends on that asks for a right."""
    return May(right)


async def public(request: Request) -> Visitor | None:
    """What a route depends on that everybody may ask for; the visitor where one is signed in.

    A form on such a page carries the token of the browser's door cookie.
    """
    visitor = await visitor_of(request)
    if request.method not in SAFE:
        await check_token(request, cookies.form_token(cookies.door(request)))
    return visitor


async def visitor_of(request: Request) -> Visitor | None:
    """Who is signed in; asked of the database once a request."""
    if not hasattr(request.state, "visitor"):
        session = await run_in_threadpool(_session, request)
        request.state.visitor = Visitor(session.user, session) if session else None
    visitor: Visitor | None = request.state.visitor
    return visitor


def _session(request: Request) -> Session | None:
    secret = cookies.session(request)
    if not secret:
        return None
    desk = desk_of(request)
    active = request.headers.get(IDLE_HEADER) is None
    return signing_in.entered(desk.store, secret, desk.clock(), desk.settings, active=active)


async def check_token(request: Request, expected: str, files: int = 0) -> None:
    """Whether an unsafe request comes from a page of ours.

    Args:
        files: How many may come in the form whose token is looked for.

    Raises:
        HTTPException: 403, it does not, or does not say so.
    """
    if request.method in SAFE:
        return
    _check_origin(request)
    given = request.headers.get(TOKEN_HEADER) or await _field(request, files)
    if not expected or not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
        raise HTTPException(403, FOREIGN)


def _check_origin(request: Request) -> None:
    """What the browser tells, and no script of another site can change."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        raise HTTPException(403, FOREIGN)
    origin = request.headers.get("origin")
    if origin is None:
        return
    # The host that was asked for is one of those allowed; the scheme is not compared, for behind
    # a proxy that encrypts it is another.
    here = {request.headers.get("host", ""), urlsplit(desk_of(request).settings.url).netloc}
    if urlsplit(origin).netloc not in here - {""}:
        raise HTTPException(403, FOREIGN)


async def _field(request: Request, files: int) -> str:
    if not request.headers.get("content-type", "").lower().startswith(FORMS):
        return ""
    form = await request.form(max_files=files, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)
    given = form.get(TOKEN_FIELD)
    return given if isinstance(given, str) else ""


Public = Annotated[Visitor | None, Depends(public)]


# --- at the start ---------------------------------------------------------------------------------


def install(app: FastAPI) -> None:
    """Have every answer protected, and who must sign in first sent there."""
    app.add_exception_handler(SignInNeeded, _to_the_door)
    app.add_middleware(Protected, settings=app.state.desk.settings)


def check_guarded(app: FastAPI) -> None:
    """Whether every route says who may ask for it.

    Raises:
        RuntimeError: one does not.
    """
    bare = [f"{context.path}" for context in iter_route_contexts(app.routes) if _bare(context)]
    if bare:
        raise RuntimeError(f"these routes declare neither may(…) nor public: {', '.join(bare)}")


def _bare(context: Any) -> bool:
    route = context.original_route
    if isinstance(route, Mount) and isinstance(route.app, StaticFiles):
        return False  # our own files, the same for everybody
    if isinstance(route, APIRoute):
        return not _asks(context.dependant)
    return True


def _asks(dependant: Dependant) -> bool:
    return any(
        isinstance(one.call, May) or one.call is public or _asks(one)
        for one in dependant.dependencies
    )


def rights_of(app: FastAPI) -> dict[tuple[str, str], frozenset[Right]]:
    """(method, path) → the rights that the route asks for, none where it is public."""
    found: dict[tuple[str, str], frozenset[Right]] = {}
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            rights = frozenset(_rights(context.dependant))
            for method in context.methods or ():
                found[method, str(context.path)] = rights
    return found


def _rights(dependant: Dependant) -> list[Right]:
    own = [one.call.right for one in dependant.dependencies if isinstance(one.call, May)]
    return own + [right for one in dependant.dependencies for right in _rights(one)]


# --- who is not signed in -------------------------------------------------------------------------


async def _to_the_door(request: Request, error: Exception) -> Response:
    if failures.wants_json(request):
        # The page that asked stays as it is, with what was typed into it.
        return failures.answer(request, 401)
    if request.method in SAFE:
        query = request.scope["query_string"].decode("latin-1")
        asked = request.scope["path"] + (f"?{query}" if query else "")
    else:
        asked = urlsplit(request.headers.get("referer", "")).path
    there = f"/sign-in?next={quote(local_path(asked), safe='/')}"
    return RedirectResponse(there, 303)


def local_path(text: str) -> str:
    """The place on this desk that a text names; the queue where it names none here.

    Browsers take `//host`, `/\\host` and what holds line ends for addresses elsewhere.

    Example:
        >>> local_path("/queue?state=open"), local_path("//evil.example"), local_path("https:a")
        ('/queue?state=open', '/queue', '/queue')
    """
    if not text.startswith("/") or text.startswith(("//", "/\\")) or not text.isprintable():
        return START
    if "\\" in text or text.split("?")[0].split("/")[1] in DOORS:
        return START
    return text
