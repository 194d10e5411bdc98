"""To the office's OpenID provider and back. Asked for by links only: both halves change nothing
until the provider's word has been checked, and the second is bound to the browser of the first.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.accounts import signing_in
from pipeline.web import cookies
from pipeline.web.context import Desk, DeskHere
from pipeline.web.guard import Public, local_path
from pipeline.web.pages.signing_in import origin_of, sign_in_page

if TYPE_CHECKING:
    from pipeline.accounts.provider import Provider

router = APIRouter()
log = logging.getLogger(__name__)
LONGEST = 2_000  # characters of what a provider sends back


@router.get("/openid/start")
def start(request: Request, desk: DeskHere, visitor: Public, next: str = "") -> Response:
    """Send the person to the provider."""
    from pipeline.accounts import openid
    from pipeline.accounts.provider import ProviderError

    provider = _provider(desk)
    secret = cookies.door(request) or cookies.new_door()
    now = desk.clock()
    errand = openid.set_out(secret, local_path(next), now)
    try:
        way = provider.way(errand.state, errand.nonce, errand.verifier, now)
    except ProviderError as error:
        openid.log.error("the OpenID provider does not serve: %s", error)
        return sign_in_page(request, desk, next, 503, "单位统一账号系统暂时无法访问，请稍后重试")
    response = RedirectResponse(way, 303)
    cookies.give_door(request, response, secret)
    return response


@router.get("/openid/back")
def back(
    request: Request,
    desk: DeskHere,
    visitor: Public,
    state: str = "",
    code: str = "",
    error: str = "",
    iss: str = "",
) -> Response:
    """Take the person in, if the provider answers for them."""
    from pipeline.accounts import openid

    provider = _provider(desk)
    try:
        now = desk.clock()
        errand = openid.came_back(cookies.door(request), state[:LONGEST], now)
        # RFC 9207: a provider that says who it is must be the one that was asked.
        if error or not code or len(code) > LONGEST or iss not in ("", provider.settings.issuer):
            openid.log.warning("the OpenID provider sent back %r from %r", error[:80], iss[:80])
            raise signing_in.Refused(openid.FAILED)
        old = cookies.session(request) or None
        arrival = openid.sign_in(desk.store, provider, errand, code, now, origin_of(request), old)
    except signing_in.Refused as refused:
        return sign_in_page(request, desk, "", 401, refused.words)
    response = RedirectResponse(local_path(errand.next), 303)
    cookies.give_session(request, response, arrival.secret)
    return response


def _provider(desk: Desk) -> Provider:
    if desk.settings.openid is None:
        raise HTTPException(404)
    try:
        from pipeline.accounts.provider import provider
    except ModuleNotFoundError as error:
        log.error("the provider is set, but %s is not installed: zhongchuang[openid]", error.name)
        raise HTTPException(503, "单位统一账号登录所需的组件尚未安装，请联系管理员。") from error

    return provider(desk.settings.openid, desk.settings.url)
