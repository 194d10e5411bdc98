"""People of the desk, as methods of the `Store`: facts, which `rebuild` leaves.

What two requests at once could get round is kept in one transaction: an administrator stays, and
who may do something else from now on has no session from before.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.accounts.model import Account, Identity, Role, User
from pipeline.store import admitting, schema
from pipeline.store.connected import Connected
from pipeline.store.statements import instant, instant_of, user_of


class Accounting(Connected):
    """The part of the store that knows people."""

    def users(self) -> tuple[User, ...]:
        """Everybody, also who is disabled, by name."""
        return tuple(account.user for account in self.accounts())

    def accounts(self) -> tuple[Account, ...]:
        """The same with what is proved at the door."""
        rows = self._rows(select(schema.users).order_by(schema.users.c.name))
        return tuple(_account(row) for row in rows)

    def account(self, name: str) -> Account | None:
        """The account of that name, as `user_name` writes it."""
        return self._account(select(schema.users).where(schema.users.c.name == name))

    def account_of(self, identity: Identity) -> Account | None:
        """The account of that person at an OpenID provider."""
        table = schema.users
        return self._account(
            select(table).where(
                table.c.issuer == identity.issuer, table.c.subject == identity.subject
            )
        )

    def _account(self, query: Select[Any]) -> Account | None:
        row = next(iter(self._rows(query)), None)
        return _account(row) if row is not None else None

    def administered(self) -> bool:
        """Whether anybody can administer the desk."""
        with self._reading() as connection:
            return bool(connection.execute(select(exists().where(_administers()))).scalar())

    def add_account(self, account: Account) -> bool:
        """Keep a new account; False where its name or identity is taken."""
        identity = account.identity
        values = _of_user(account.user) | {
            "name": account.user.name,
            "password": account.password,
            "issuer": identity.issuer if identity else None,
            "subject": identity.subject if identity else None,
            "created_at": instant(account.created_at),
            "signed_in_at": None,
        }
        try:
            with self._writing() as connection:
                connection.execute(insert(schema.users).values(values))
        except IntegrityError:
            return False
        return True

    def change_user(self, before: User, user: User) -> bool:
        """Replace what a person is called and may do, and end the person's sessions.

        Returns:
            False, with nothing changed, where no administrator would be left, or the person is
            not as `before` any more.
        """
        table = schema.users
        with self._writing() as connection:
            held = select(table.c.name).where(_administers()).order_by(table.c.name)
            left = set(connection.execute(held.with_for_update()).scalars())
            kept = user.enabled and user.role is Role.ADMINISTRATOR
            if left == {user.name} and not kept:
                return False
            unchanged = [table.c[column] == value for column, value in _of_user(before).items()]
            changed = update(table).where(table.c.name == before.name, *unchanged)
            if connection.execute(changed.values(_of_user(user))).rowcount == 0:
                return False
            admitting.end_all(connection, user.name)
            return True

    def set_password(self, name: str, password: str, but: str | None = None) -> None:
        """Keep a new password's digest and end the person's sessions.

        Args:
            but: The id of a session that goes on: the one in which the person changed it.
        """
        with self._writing() as connection:
            _put_password(connection, name, password)
            admitting.end_all(connection, name, but)

    def renew_password(self, name: str, old: str, password: str) -> None:
        """Keep another digest of the same password; not where it has been changed meanwhile."""
        with self._writing() as connection:
            _put_password(connection, name, password, schema.users.c.password == old)


def _administers() -> Any:
    table = schema.users
    return table.c.enabled & (table.c.role == Role.ADMINISTRATOR.value)


def _of_user(user: User) -> dict[str, Any]:
    return {
        "title": user.title,
        "role": user.role.value,
        "rulesets": json.dumps(sorted(user.rulesets), ensure_ascii=False),
        "enabled": user.enabled,
    }


def _account(row: Row[Any]) -> Account:
    identity = Identity(row.issuer, row.subject) if row.issuer is not None else None
    created = dt.datetime.fromisoformat(row.created_at)
    return Account(user_of(row), created, row.password, identity, instant_of(row.signed_in_at))


def _put_password(connection: Connection, name: str, password: str, *holds: Any) -> None:
    table = schema.users
    connection.execute(update(table).where(table.c.name == name, *holds).values(password=password))
