"""One sentence for the next page: what a form did, or why it did nothing.

It travels in a cookie that lives seconds and is shown once, escaped like everything else.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from pipeline.web import cookies

COOKIE = "zc_told"
SECONDS = 30
LONGEST = 300  # characters


def told(request: Request, address: str, words: str) -> Response:
    """Go to another page of ours and say something there."""
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        COOKIE,
        quote(words[:LONGEST]),
        max_age=SECONDS,
        secure=cookies.secure(request),
        httponly=True,
        samesite="strict",
    )
    return answer


def said(request: Request) -> str:
    """What the page before wanted to say."""
    return unquote(request.cookies.get(COOKIE, ""))[:LONGEST]
