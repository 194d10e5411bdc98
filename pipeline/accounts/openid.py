"""A provider's word in, a session out: OpenID Connect with authorization code and PKCE.

Authlib makes the requests and holds an ID token to the rules of OpenID Connect Core 3.1.3.7;
joserfc checks its signature. What must come back unchanged (state, nonce, verifier) is made from
the secret of the browser's door cookie, so that nothing has to be remembered between the two
halves and no other browser can finish what this one began. Never reads a clock.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.accounts.model import Account, AccountError, Identity, Role, User, user_name
from pipeline.accounts.people import title_of
from pipeline.accounts.provider import Provider, ProviderError
from pipeline.accounts.signing_in import NOWHERE, Arrival, Origin, Refused, begin

if TYPE_CHECKING:
    from pipeline.settings import OpenId
    from pipeline.store import Store

log = logging.getLogger(__name__)

# How long a person may take at the provider: with a forgotten password, minutes.
PATIENCE = dt.timedelta(minutes=15)
FAILED = "单位统一账号登录没有成功，请重试或使用密码登录"
DISABLED = "该账号已停用，请联系管理员"
# Names in the order in which people would know each other by them.
NAME_CLAIMS = ("preferred_username", "email")
MOST_NAMESAKES = 100


@dataclass(frozen=True, slots=True)
class Errand:
    """One trip to the provider; all of it can be made again from the door's secret and `state`."""

    state: str
    nonce: str
    verifier: str
    next: str


def set_out(door: str, next: str, now: dt.datetime) -> Errand:
    """A trip that only the browser with that door secret can come back from."""
    mark = f"{int(now.timestamp())}.{secrets.token_urlsafe(16)}"
    place = base64.urlsafe_b64encode(next.encode()).decode().rstrip("=")
    return _errand(door, f"{mark}.{place}", next)


def came_back(door: str, state: str, now: dt.datetime) -> Errand:
    """The trip of that state.

    Raises:
        Refused: it was not begun in this browser, or too long ago.
    """
    text, _, _ = state.rpartition(".")
    parts = text.split(".")
    if not door or not state.isascii() or len(parts) != 3 or not parts[0].isdecimal():
        raise _refused("the state is none of ours")
    next = _decoded(parts[2])
    errand = _errand(door, text, next)
    if not hmac.compare_digest(errand.state.encode(), state.encode()):
        raise _refused("the state was made for another browser")
    age = now.timestamp() - int(parts[0])
    if not 0 <= age <= PATIENCE.total_seconds():
        raise _refused(f"the state is {age:.0f} s old")
    return errand


def sign_in(
    store: Store,
    provider: Provider,
    errand: Errand,
    code: str,
    now: dt.datetime,
    origin: Origin = NOWHERE,
    replaces: str | None = None,
) -> Arrival:
    """Begin a session for whom the provider answers for.

    Raises:
        Refused: the provider does not, or the person is disabled here.
    """
    try:
        claims = provider.identified(code, errand.nonce, errand.verifier, now)
    except ProviderError as error:
        raise _refused(str(error)) from error
    user = _known(store, claims, provider.settings, now)
    if not user.enabled:
        raise Refused(DISABLED)
    return begin(store, user, now, origin, replaces)


def _errand(door: str, text: str, next: str) -> Errand:
    return Errand(
        f"{text}.{_made(door, 'state', text)}",
        _made(door, "nonce", text),
        _made(door, "verifier", text),
        next,
    )


def _made(door: str, what: str, text: str) -> str:
    """43 characters that nobody makes without the door's secret; as RFC 7636 wants a verifier."""
    digest = hmac.new(door.encode(), f"{what}\n{text}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _decoded(place: str) -> str:
    try:
        return base64.urlsafe_b64decode(place + "=" * (-len(place) % 4)).decode()
    except ValueError as error:
        raise _refused("the state is none of ours") from error


def _refused(why: str) -> Refused:
    log.warning("sign-in by OpenID refused: %s", why)
    return Refused(FAILED)


# --- who that is here -----------------------------------------------------------------------------


def _known(store: Store, claims: Mapping[str, Any], settings: OpenId, now: dt.datetime) -> User:
    """The user with that identity, new where there is none yet.

    A local account of the same name is somebody else: it is never taken over.
    """
    identity = Identity(settings.issuer, str(claims["sub"]))
    if found := store.account_of(identity):
        return found.user
    name, role = _name(claims), role_of(claims, settings)
    title = title_of(str(claims.get("name") or "")) or name
    for number in range(1, MOST_NAMESAKES):
        free = name if number == 1 else f"{name[:60]}-{number}"
        user = User(free, title, role)
        if store.add_account(Account(user, now, identity=identity)):
            log.info("%s came by OpenID for the first time, as %s", free, role.value)
            return user
        # Two tabs at once: the other one has made the account.
        if found := store.account_of(identity):
            return found.user
    raise _refused(f"too many people are called {name}")


def _name(claims: Mapping[str, Any]) -> str:
    for claim in NAME_CLAIMS:
        try:
            return user_name(str(claims.get(claim) or ""))
        except AccountError:
            continue
    return f"openid-{hashlib.sha256(str(claims['sub']).encode()).hexdigest()[:12]}"


def role_of(claims: Mapping[str, Any], settings: OpenId) -> Role:
    """What the provider's groups make of a person: a viewer where they say nothing.

    Only when the person first comes; afterwards the desk's own administrators say. Groups make
    nobody an administrator.
    """
    held = groups(claims, settings.claim)
    return next((Role(role) for group, role in settings.roles if group in held), Role.VIEWER)


def groups(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    """What a claim lists; `realm_access.roles` also names what stands inside another claim.

    Example:
        >>> sorted(groups({"realm_access": {"roles": ["a", "b"]}}, "realm_access.roles"))
        ['a', 'b']
    """
    found: Any = claims.get(claim)
    if found is None and "." in claim:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    return frozenset(str(one) for one in found) if isinstance(found, list) else frozenset()
