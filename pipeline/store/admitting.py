"""Who is signed in, and who has tried to be, as methods of the `Store`: facts as well.

What two requests at once could get round is kept in one transaction: a try is counted before it
is looked at, and who was disabled meanwhile gets no session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.accounts.attempts import Attempts, Scope, failed, succeeded, until
from pipeline.accounts.model import Session
from pipeline.store import schema
from pipeline.store.connected import Connected
from pipeline.store.statements import instant, instant_of, user_of

Key = tuple[Scope, str]


class Admitting(Connected):
    """The part of the store that knows who comes in."""

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
                    .values(signed_in_at=instant(session.started_at))
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
                update(table).where(table.c.id == session_id).values(seen_at=instant(at))
            )

    def end_session(self, session_id: str) -> bool:
        """End one session; False where it has ended already."""
        table = schema.sessions
        with self._writing() as connection:
            return connection.execute(delete(table).where(table.c.id == session_id)).rowcount > 0

    def end_sessions(self, name: str, but: str | None = None) -> int:
        """End all sessions of a person, but perhaps one; how many they were."""
        with self._writing() as connection:
            return end_all(connection, name, but)

    def clean_sessions(self, started: dt.datetime, seen: dt.datetime) -> int:
        """Forget sessions begun before `started` or not seen since `seen`."""
        table = schema.sessions
        over = or_(table.c.started_at < instant(started), table.c.seen_at < instant(seen))
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
        late = table.c.succeeded_at.is_(None) | (table.c.succeeded_at < instant(succeeded))
        with self._writing() as connection:
            return connection.execute(
                delete(table).where(table.c.at < instant(failed), late)
            ).rowcount


def _of_session(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "user": session.user.name,
        "csrf": session.csrf,
        "started_at": instant(session.started_at),
        "seen_at": instant(session.seen_at),
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
        user_of(row),
        row.csrf,
        dt.datetime.fromisoformat(row.started_at),
        dt.datetime.fromisoformat(row.seen_at),
        row.address,
        row.browser,
    )


def end_all(connection: Connection, name: str, but: str | None = None) -> int:
    """End the sessions of a person, but perhaps one; how many they were."""
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
        failed_at, succeeded_at = instant_of(row.failed_at), instant_of(row.succeeded_at)
        found.append(Attempts(Scope(row.scope), row.who, row.failures, failed_at, succeeded_at))
    return found


def _make_sure(connection: Connection, key: Mapping[str, str], now: dt.datetime) -> None:
    values = {**key, "failures": 0, "at": instant(now)}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(schema.attempts).values(values).on_conflict_do_nothing())


def _remember(connection: Connection, attempts: Attempts, now: dt.datetime) -> None:
    table = schema.attempts
    connection.execute(
        update(table)
        .where(table.c.scope == attempts.scope.value, table.c.who == attempts.who)
        .values(
            failures=attempts.failures,
            failed_at=instant(attempts.failed_at) if attempts.failed_at else None,
            succeeded_at=instant(attempts.succeeded_at) if attempts.succeeded_at else None,
            at=instant(now),
        )
    )
