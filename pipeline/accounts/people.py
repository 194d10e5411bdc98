"""What an office does with its people: add them, change what they may do, let nobody in again.

The command line and the page of users call the same functions. Nobody is deleted: the name
stands in decisions. Never reads a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.accounts import passwords
from pipeline.accounts.model import Account, AccountError, Role, User, user_name

if TYPE_CHECKING:
    from pipeline.store import Store

LONGEST_TITLE = 60  # characters


def add(
    store: Store,
    name: str,
    title: str,
    role: Role,
    password: str,
    now: dt.datetime,
    rulesets: Iterable[str] = (),
) -> User:
    """A new person with a password; the title is the name where none is given.

    Raises:
        AccountError: the name is none or taken, the password too weak, or an administrator limited.
    """
    known = user_name(name)
    user = User(known, title_of(title) or known, role, frozenset(rulesets))
    _check_limit(user)
    passwords.check(password, known)
    if not store.add_account(Account(user, now, passwords.made(password))):
        raise AccountError(f"there is a user {known!r} already", f"用户 {known} 已存在")
    return user


def named(store: Store, name: str) -> User:
    """The person of that name.

    Raises:
        AccountError: there is nobody.
    """
    account = store.account(user_name(name))
    if account is None:
        known = ", ".join(user.name for user in store.users()) or "nobody yet"
        raise AccountError(
            f"there is no user {name!r}; there are: {known}", f"没有名为 {name} 的用户"
        )
    return account.user


def change(
    store: Store,
    name: str,
    *,
    title: str | None = None,
    role: Role | None = None,
    rulesets: Iterable[str] | None = None,
    enabled: bool | None = None,
) -> User:
    """Change what is given; what the person may do changes at once, the sessions end.

    Raises:
        AccountError: there is nobody of that name, no administrator would be left, or one would
            be limited to policies.
    """
    before = named(store, name)
    after = replace(
        before,
        title=before.title if title is None else title_of(title) or before.name,
        role=before.role if role is None else role,
        rulesets=before.rulesets if rulesets is None else frozenset(rulesets),
        enabled=before.enabled if enabled is None else enabled,
    )
    _check_limit(after)
    if after != before and not store.change_user(before, after):
        if named(store, name) != before:
            raise AccountError(
                f"{before.name!r} has just been changed by somebody else; try again",
                f"{before.name} 刚刚被他人修改，请核对后重试",
            )
        raise AccountError(
            f"{before.name!r} is the only administrator: name another one first",
            f"{before.name} 是唯一的管理员，请先指定另一位管理员",
        )
    return after


def set_password(store: Store, name: str, password: str, but: str | None = None) -> None:
    """Give a person another password; the sessions end.

    Args:
        but: The id of a session that goes on: the one in which the person changed it.

    Raises:
        AccountError: there is nobody of that name, or the password is too weak.
    """
    user = named(store, name)
    passwords.check(password, user.name)
    store.set_password(user.name, passwords.made(password), but)


def _check_limit(user: User) -> None:
    """Runs, settings and people are the whole office's: who sees them sees every application."""
    if user.role is Role.ADMINISTRATOR and user.rulesets:
        raise AccountError(
            f"{user.name!r} is limited to policies; an administrator sees all of them",
            "管理员可查看全部申报，请选择“全部政策”，或改用其他角色",
        )


def title_of(text: str) -> str:
    """A name on one line, without what steers a terminal or turns text round."""
    flat = " ".join(text.split())
    return "".join(sign for sign in flat if sign.isprintable())[:LONGEST_TITLE]
