"""A name and a password in, a session out; a cookie's secret in, the same session out.

The secret goes to the browser and nowhere else; the database knows its digest only. Why nobody
comes in is told alike for who is not there, who is disabled and who mistyped. Never reads a
clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.accounts import attempts, passwords, people
from pipeline.accounts.model import AccountError, Session, User, user_name
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.store import Store

SECRET_BYTES = 32
# A request every few seconds must not write as often; an idle session ends so much late at most.
SEEN_EVERY = dt.timedelta(seconds=60)
# One answer, whatever is wrong: it tells nobody which names there are.
NOT_RIGHT = "用户名或密码不正确"
LONGEST_BROWSER = 200  # characters of what a browser calls itself


class Refused(AccountError):
    """Nobody comes in. `wait` is how many seconds the next try has to wait, 0 for none."""

    def __init__(self, words: str, wait: int = 0) -> None:
        super().__init__("the sign-in was refused", words)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from, as far as it tells: nothing of it is proved."""

    address: str = ""
    browser: str = ""


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A session begun. `secret` is for the cookie and is not to be had again."""

    session: Session
    secret: str = field(repr=False)


def session_id(secret: str) -> str:
    """Under which id a session is kept."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def sign_in(
    store: Store,
    name: str,
    password: str,
    now: dt.datetime,
    origin: Origin = NOWHERE,
    replaces: str | None = None,
) -> Arrival:
    """Begin a session for who knows the password.

    Args:
        replaces: The secret of the session that the browser has, which ends.

    Raises:
        Refused: with the reason in `words`.
    """
    user, kept = _proved(store, name, password, now, origin)
    return begin(store, user, now, origin, replaces, kept)


def _proved(
    store: Store, name: str, password: str, now: dt.datetime, origin: Origin
) -> tuple[User, str]:
    """The user whose password that is, and the digest it was verified by."""
    known = _known(name)
    keys = attempts.keys(known or f"?{name}", origin.address)
    if wait := store.try_door(keys, now):
        seconds = max(1, math.ceil((wait - now).total_seconds()))
        raise Refused(f"尝试次数过多，请 {_duration(seconds)}后再试", seconds)
    account = store.account(known) if known else None
    kept = account.password if account and account.user.enabled else None
    if not passwords.verified(kept, password) or account is None or kept is None:
        raise Refused(NOT_RIGHT)
    store.clear_door(keys, now)
    if passwords.outdated(kept):
        fresh = passwords.made(password)
        store.renew_password(account.user.name, kept, fresh)
        kept = fresh
    return account.user, kept


def change_password(
    store: Store,
    session: Session,
    old: str,
    new: str,
    now: dt.datetime,
    origin: Origin = NOWHERE,
) -> None:
    """Give the person of the session another password; the other sessions of theirs end.

    Raises:
        Refused: the old one is wrong, or was tried too often.
        AccountError: the new one is too weak, or is the old one.
    """
    user, _ = _proved(store, session.user.name, old, now, origin)
    if old == new:
        raise AccountError("the new password is the old one", "新密码不能与原密码相同")
    people.set_password(store, user.name, new, but=session.id)


def begin(
    store: Store,
    user: User,
    now: dt.datetime,
    origin: Origin = NOWHERE,
    replaces: str | None = None,
    password: str | None = None,
) -> Arrival:
    """Begin a session for who has proved to be that user, with a secret never used before.

    Args:
        password: The digest that was verified; None where a provider's word was.

    Raises:
        Refused: the person was disabled, or got another password meanwhile.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    session = Session(
        session_id(secret),
        user,
        secrets.token_urlsafe(SECRET_BYTES),
        now,
        now,
        origin.address,
        origin.browser[:LONGEST_BROWSER],
    )
    old = session_id(replaces) if replaces else None
    if not store.add_session(session, password, old):
        raise Refused(NOT_RIGHT)
    return Arrival(session, secret)


def entered(
    store: Store, secret: str, now: dt.datetime, settings: Settings, *, active: bool = True
) -> Session | None:
    """The session of a cookie's secret, None where it has ended, expired or never was.

    Args:
        active: Whether a person asks; a page that asks by itself keeps nobody signed in.
    """
    session = store.session(session_id(secret))
    if session is None:
        return None
    if not session.user.enabled or not holds(session, now, settings):
        store.end_session(session.id)
        return None
    if active and now - session.seen_at >= SEEN_EVERY:
        store.see_session(session.id, now)
        return replace(session, seen_at=now)
    return session


def holds(session: Session, now: dt.datetime, settings: Settings) -> bool:
    """Whether a session has neither been idle too long nor lasted too long."""
    idle = dt.timedelta(minutes=settings.idle_minutes)
    longest = dt.timedelta(hours=settings.session_hours)
    return now - session.seen_at < idle and now - session.started_at < longest


def ends_at(session: Session, settings: Settings) -> dt.datetime:
    """When the session ends if nothing more is asked for."""
    return min(
        session.seen_at + dt.timedelta(minutes=settings.idle_minutes),
        session.started_at + dt.timedelta(hours=settings.session_hours),
    )


def clean(store: Store, now: dt.datetime, settings: Settings) -> None:
    """Forget sessions that have expired and tries that nobody waits for."""
    store.clean_sessions(
        now - dt.timedelta(hours=settings.session_hours),
        now - dt.timedelta(minutes=settings.idle_minutes),
    )
    store.clean_attempts(now - attempts.FORGOTTEN, now - attempts.KNOWN_FOR)


def _known(name: str) -> str | None:
    try:
        return user_name(name)
    except AccountError:
        return None


def _duration(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 60 else f"{math.ceil(seconds / 60)} 分钟"
