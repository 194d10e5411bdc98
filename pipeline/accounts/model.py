"""People of the desk and what they may do. All types are frozen; none opens a database."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.errors import MakerspaceError


class Right(StrEnum):
    """One thing that a route of the desk asks for."""

    VIEW = "view"  # see applications, documents, pictures, policies
    REVIEW = "review"  # take an application, decide, sign off
    SECOND = "second"  # give a blind second opinion, settle where two differ
    UPLOAD = "upload"  # hand files in by the browser
    ADMINISTER = "administer"  # users, sessions, settings


class Role(StrEnum):
    """What an office calls its people; each has the rights of `RIGHTS`."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    SECOND_REVIEWER = "second_reviewer"
    ADMINISTRATOR = "administrator"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.VIEW}),
    Role.REVIEWER: frozenset({Right.VIEW, Right.REVIEW, Right.UPLOAD}),
    Role.SECOND_REVIEWER: frozenset({Right.VIEW, Right.REVIEW, Right.UPLOAD, Right.SECOND}),
    # A small office has one person for everything.
    Role.ADMINISTRATOR: frozenset(Right),
}

ROLE_WORDS: Mapping[Role, str] = {
    Role.VIEWER: "查看",
    Role.REVIEWER: "复核",
    Role.SECOND_REVIEWER: "第二复核",
    Role.ADMINISTRATOR: "管理",
}
"""What officials read."""

# Signs in, stands in every decision and in addresses of pages: nothing in it steers anything.
LONGEST_NAME = 64  # characters
NAME = re.compile(rf"\w[\w.@-]{{0,{LONGEST_NAME - 1}}}")


class AccountError(MakerspaceError):
    """Something about accounts cannot be done as asked.

    `str()` tells it in English to operators; `words` in Chinese to officials.
    """

    def __init__(self, message: str, words: str) -> None:
        super().__init__(message)
        self.words = words


@dataclass(frozen=True, slots=True)
class User:
    """One person. `name` signs in and stands in every decision; `title` is what others read.

    `rulesets` limits what the person sees to applications under these policies; empty: all.
    """

    name: str
    title: str
    role: Role
    rulesets: frozenset[str] = frozenset()
    enabled: bool = True

    def may(self, right: Right) -> bool:
        return self.enabled and right in RIGHTS[self.role]

    def sees(self, ruleset: str | None) -> bool:
        """Whether applications under that policy are shown to this person.

        Args:
            ruleset: None while no policy could be chosen: those are for who sees all.
        """
        return not self.rulesets or ruleset in self.rulesets


@dataclass(frozen=True, slots=True)
class Identity:
    """A person at the provider that answers for them: whose word it is, and for whom."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Account:
    """A user as the desk knows it, with what is proved at the door.

    `password` is what argon2 made of it, None for who comes from an OpenID provider only.
    `signed_in_at` is None for who never came.
    """

    user: User
    created_at: dt.datetime
    password: str | None = field(default=None, repr=False)
    identity: Identity | None = None
    signed_in_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A person signed in. `csrf` is what every form of the session must carry.

    `id` is the digest of the cookie's secret: the secret itself is stored nowhere. `address` and
    `browser` say from where, as far as the request told.
    """

    id: str
    user: User
    csrf: str = field(repr=False)
    started_at: dt.datetime
    seen_at: dt.datetime
    address: str = ""
    browser: str = ""


def user_name(text: str) -> str:
    """The one form of a name, however it is typed: 全角 and capitals make no other person.

    Raises:
        AccountError: it is no name.

    Example:
        >>> user_name(" Ｗang.Li ")
        'wang.li'
    """
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not NAME.fullmatch(name):
        raise AccountError(
            f"{text!r} is no user name: 1 to 64 letters, digits, and . _ @ -",
            "用户名须为 1 至 64 个字母、汉字、数字或 . _ @ -",
        )
    return name
