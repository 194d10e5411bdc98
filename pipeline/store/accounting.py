"""People, who of them is signed in, and failed tries, as methods of the `Store`.

Facts: `rebuild` leaves them. Every rule that two requests at once could get round is kept in one
transaction here: an administrator stays, a try is counted before it is looked at, and who was
disabled meanwhile gets no session.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from pipeline.accounts.attempts import Attempts, Scope, failed, succeeded, until
from pipeline.accounts.model import Account, Identity, Role, Session, User
from pipeline.store import schema
from pipeline.store.connected import Connected

Key = tuple[Scope, str]


class Accounting(Connected):
    """The part of the store that knows who may come in."""

    # --- people: facts ------------------------------------------------------------------------

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

    def add_account(self, account: Account) -> bool:
        """Keep a new account; False where its name or identity is taken."""
        identity = account.identity
        values = _of_user(account.user) | {
            "name": account.user.name,
            "password": account.password,
            "issuer": identity.issuer if identity else None,
            "subject": identity.subject if identity else None,
            "created_at": _text(account.created_at),
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
            _end(connection, user.name)
            return True

    def set_password(self, name: str, password: str, but: str | None = None) -> None:
        """Keep a new password's digest and end the person's sessions.

        Args:
            but: The id of a session that goes on: the one in which the person changed it.
        """
        with self._writing() as connection:
            _put_password(connection, name, password)
            _end(connection, name, but)

    def renew_password(self, name: str, old: str, password: str) -> None:
        """Keep another digest of the same password; not where it has been changed meanwhile."""
        with self._writing() as connection:
            _put_password(connection, name, password, schema.users.c.password == old)

    # --- who is signed in ---------------------------------------------------------------------

    def add_session(
        self, session: Session, password: str | None, replaces: str | None = None
    ) -> bool:
        """Begin a session in place of the one the browser had.

        Args:
            password: The digest that was verified, None where a provider's word was.

        Returns:
            False, with nothing begun, where the person was disabled or got another password
            after it was verified.
        """
        table = schema.users
        holds = [table.c.name == session.user.name, table.c.enabled]
        if password is not None:
            holds.append(table.c.password == password)
        with self._writing() as connection:
            if connection.execute(select(table.c.name).where(*holds).with_for_update()).first():
                if replaces is not None:
                    connection.execute(
                        delete(schema.sessions).where(schema.sessions.c.id == replaces)
                    )
                connection.execute(insert(schema.sessions).values(_of_session(session)))
                connection.execute(
                    update(table)
                    .where(table.c.name == session.user.name)
                    .values(signed_in_at=_text(session.started_at))
                )
                return True
            return False

    def session(self, session_id: str) -> Session | None:
        """The session of that id, with its user as the person is now."""
        rows = self._rows(_sessions().where(schema.sessions.c.id == session_id))
        return _session(rows[0]) if rows else None

    def sessions(self) -> tuple[Session, ...]:
        """All sessions, last seen first; also those that have expired and wait to be cleaned."""
        table = schema.sessions
        return tuple(
            _session(row)
            for row in self._rows(_sessions().order_by(table.c.seen_at.desc(), table.c.id))
        )

    def see_session(self, session_id: str, at: dt.datetime) -> None:
        """Write down that the person was active; a session that has ended stays so."""
        table = schema.sessions
        with self._writing() as connection:
            connection.execute(
                update(table).where(table.c.id == session_id).values(seen_at=_text(at))
            )

    def end_session(self, session_id: str) -> bool:
        """End one session; False where it has ended already."""
        table = schema.sessions
        with self._writing() as connection:
            return connection.execute(delete(table).where(table.c.id == session_id)).rowcount > 0

    def end_sessions(self, name: str, but: str | None = None) -> int:
        """End all sessions of a person, but perhaps one; how many they were."""
        with self._writing() as connection:
            return _end(connection, name, but)

    def clean_sessions(self, started: dt.datetime, seen: dt.datetime) -> int:
        """Forget sessions begun before `started` or not seen since `seen`."""
        table = schema.sessions
        over = or_(table.c.started_at < _text(started), table.c.seen_at < _text(seen))
        with self._writing() as connection:
            return connection.execute(delete(table).where(over)).rowcount

    # --- failed tries -------------------------------------------------------------------------

    def try_door(self, keys: Sequence[Key], now: dt.datetime) -> dt.datetime | None:
        """Count a try as failed before it is looked at, so that a hundred at once are a hundred.

        Returns:
            When the next one is looked at, with nothing counted; None where this one may be.
        """
        with self._writing() as connection:
            remembered = _locked(connection, keys, now)
            if wait := until(remembered, now):
                return wait
            for one in remembered:
                _remember(connection, failed(one, now), now)
            return None

    def clear_door(self, keys: Sequence[Key], now: dt.datetime) -> None:
        """The try that was counted has turned out to be the person."""
        with self._writing() as connection:
            for one in _locked(connection, keys, now):
                _remember(connection, succeeded(one, now), now)

    def clean_attempts(self, failed: dt.datetime, succeeded: dt.datetime) -> int:
        """Forget what nobody waits for: failures before the one, arrivals before the other."""
        table = schema.attempts
        late = table.c.succeeded_at.is_(None) | (table.c.succeeded_at < _text(succeeded))
        with self._writing() as connection:
            return connection.execute(
                delete(table).where(table.c.at < _text(failed), late)
            ).rowcount

    def administered(self) -> bool:
        """Whether anybody can administer the desk."""
        with self._reading() as connection:
            return bool(connection.execute(select(exists().where(_administers()))).scalar())


def _administers() -> Any:
    table = schema.users
    return table.c.enabled & (table.c.role == Role.ADMINISTRATOR.value)


def _text(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text is not None else None


def _of_user(user: User) -> dict[str, Any]:
    return {
        "title": user.title,
        "role": user.role.value,
        "rulesets": json.dumps(sorted(user.rulesets), ensure_ascii=False),
        "enabled": user.enabled,
    }


def _user(row: Row[Any]) -> User:
    return User(
        row.name, row.title, Role(row.role), frozenset(json.loads(row.rulesets)), bool(row.enabled)
    )


def _account(row: Row[Any]) -> Account:
    identity = Identity(row.issuer, row.subject) if row.issuer is not None else None
    created = dt.datetime.fromisoformat(row.created_at)
    return Account(_user(row), created, row.password, identity, _moment(row.signed_in_at))


def _put_password(connection: Connection, name: str, password: str, *holds: Any) -> None:
    table = schema.users
    connection.execute(update(table).where(table.c.name == name, *holds).values(password=password))


def _of_session(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "user": session.user.name,
        "csrf": session.csrf,
        "started_at": _text(session.started_at),
        "seen_at": _text(session.seen_at),
        "address": session.address,
        "browser": session.browser,
    }


def _sessions() -> Select[Any]:
    person, table = schema.users, schema.sessions
    known = (person.c.name, person.c.title, person.c.role, person.c.rulesets, person.c.enabled)
    return select(table, *known).join(person, person.c.name == table.c.user)


def _session(row: Row[Any]) -> Session:
    return Session(
        row.id,
        _user(row),
        row.csrf,
        dt.datetime.fromisoformat(row.started_at),
        dt.datetime.fromisoformat(row.seen_at),
        row.address,
        row.browser,
    )


def _end(connection: Connection, name: str, but: str | None = None) -> int:
    table = schema.sessions
    ended = delete(table).where(table.c.user == name)
    if but is not None:
        ended = ended.where(table.c.id != but)
    return connection.execute(ended).rowcount


def _locked(connection: Connection, keys: Sequence[Key], now: dt.datetime) -> list[Attempts]:
    """What is remembered under those keys; nobody else changes it until this transaction ends."""
    table = schema.attempts
    found: list[Attempts] = []
    # Everybody takes the locks in the same order, so that nobody waits for each other.
    for scope, who in sorted(keys):
        _make_sure(connection, {"scope": scope.value, "who": who}, now)
        row = connection.execute(
            select(table).where(table.c.scope == scope.value, table.c.who == who).with_for_update()
        ).one()
        failed_at, succeeded_at = _moment(row.failed_at), _moment(row.succeeded_at)
        found.append(Attempts(Scope(row.scope), row.who, row.failures, failed_at, succeeded_at))
    return found


def _make_sure(connection: Connection, key: Mapping[str, str], now: dt.datetime) -> None:
    values = {**key, "failures": 0, "at": _text(now)}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(schema.attempts).values(values).on_conflict_do_nothing())


def _remember(connection: Connection, attempts: Attempts, now: dt.datetime) -> None:
    table = schema.attempts
    connection.execute(
        update(table)
        .where(table.c.scope == attempts.scope.value, table.c.who == attempts.who)
        .values(
            failures=attempts.failures,
            failed_at=_text(attempts.failed_at) if attempts.failed_at else None,
            succeeded_at=_text(attempts.succeeded_at) if attempts.succeeded_at else None,
            at=_text(now),
        )
    )
