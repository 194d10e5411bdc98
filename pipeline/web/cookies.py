"""The two cookies by which the desk knows a browser, read and written in one place.

`zc_session` holds the secret of who is signed in. `zc_door` holds a secret of a browser in which
nobody is: the token of the sign-in form is made from it, and what an OpenID provider must send
back. On encrypted connections both take the prefix `__Host-`: no other host can set them then.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from fastapi import Request
from fastapi.responses import Response

from pipeline.web.context import desk_of

SESSION, DOOR = "zc_session", "zc_door"
SECRET_BYTES = 32
LONGEST = 200  # characters; ours have 43


def session(request: Request) -> str:
    """The secret of the session that the browser says it has, "" for none."""
    return _read(request, SESSION)


def door(request: Request) -> str:
    """The secret of a browser in which nobody is signed in, "" for none."""
    return _read(request, DOOR)


def give_session(request: Request, response: Response, secret: str) -> None:
    """Keep who has signed in, and forget what the door was opened with.

    The cookie lasts as long as the browser runs; how long the session holds is known here.
    """
    _write(request, response, SESSION, secret)
    _drop(request, response, DOOR)


def drop_session(request: Request, response: Response) -> None:
    """Forget who was signed in."""
    _drop(request, response, SESSION)


def new_door() -> str:
    """A secret for a browser that has none."""
    return secrets.token_urlsafe(SECRET_BYTES)


def give_door(request: Request, response: Response, secret: str) -> None:
    """Keep the door's secret until somebody has signed in."""
    _write(request, response, DOOR, secret)


def form_token(secret: str) -> str:
    """What a form carries to show that it was made for the browser with that door secret."""
    if not secret:
        return ""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def secure(request: Request) -> bool:
    """Whether a cookie may only travel on encrypted connections."""
    return desk_of(request).settings.https or request.scope["scheme"] == "https"


def session_name(secure: bool) -> str:
    """What the session's cookie is called, as a program has to know it."""
    return _prefixed(SESSION, secure)


def _name(request: Request, name: str) -> str:
    return _prefixed(name, secure(request))


def _prefixed(name: str, secure: bool) -> str:
    return f"__Host-{name}" if secure else name


def _read(request: Request, name: str) -> str:
    found = request.cookies.get(_name(request, name), "")
    return found if len(found) <= LONGEST and found.isascii() else ""


def _write(request: Request, response: Response, name: str, value: str) -> None:
    response.set_cookie(
        _name(request, name),
        value,
        path="/",
        secure=secure(request),
        httponly=True,
        samesite="lax",
    )


def _drop(request: Request, response: Response, name: str) -> None:
    response.delete_cookie(
        _name(request, name), path="/", secure=secure(request), httponly=True, samesite="lax"
    )
