"""Who may do what at the review desk: people, their roles, how they sign in.

Enter: names, passwords, the clock. Leave: a `Session` with the rights of its user, or a reason
in Chinese why there is none. Nothing here knows HTTP.

    model       User, Role, Right, Session; which role has which rights
    passwords   what a password must be, and what is kept of it
    attempts    how long who failed to sign in must wait
    people      adding people, changing what they may do
    signing_in  from a name and a password to a session, and from a cookie's secret back to it
    openid      the same by a provider's word
    provider    what an OpenID provider publishes, and its word checked
"""

from __future__ import annotations

from pipeline.accounts.model import (
    RIGHTS,
    ROLE_WORDS,
    Account,
    AccountError,
    Right,
    Role,
    Session,
    User,
)

__all__ = [
    "RIGHTS",
    "ROLE_WORDS",
    "Account",
    "AccountError",
    "Right",
    "Role",
    "Session",
    "User",
]
