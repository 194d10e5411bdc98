"""Who works on which application, as methods of the `Store`: one person at a time.

A claim that is over counts no longer, and stays written down until somebody else takes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from pipeline.store import schema, statements
from pipeline.store.connected import Connected
from pipeline.store.rows import Claim, Takeover


class Claiming(Connected):
    """The part of the store that knows who holds what."""

    def take_claim(
        self, submission: str, holder: str, now: dt.datetime, until: dt.datetime
    ) -> Claim:
        """The claim that holds now: the asking person's, or another's that is not over yet."""
        with self._writing() as connection:
            statements.lock_submission(connection, submission)
            return taken(connection, Claim(submission, holder, now, until), now)

    def claim(self, submission: str, now: dt.datetime) -> Claim | None:
        """Who holds the application; None where nobody does."""
        with self._reading() as connection:
            found = stored(connection, submission)
        return found if found is not None and found.until > now else None

    def claims(self, now: dt.datetime) -> Mapping[str, Claim]:
        """submission → the claim that holds."""
        table = schema.claims
        rows = self._rows(select(table).where(table.c.until > statements.moment(now)))
        return {row.submission_id: _claim(row) for row in rows}

    def release_claim(self, submission: str, by: str, now: dt.datetime) -> bool:
        """End a claim; False where nobody holds one. Another person's ending is written down."""
        with self._writing() as connection:
            statements.lock_submission(connection, submission)
            found = stored(connection, submission)
            end(connection, submission)
            if found is None or found.until <= now:
                return False
            _write_down(connection, found, by, now)
            return True

    def takeovers(self, submission: str) -> tuple[Takeover, ...]:
        """Whose claims were ended by others, oldest first."""
        table = schema.takeovers
        rows = self._rows(
            select(table).where(table.c.submission_id == submission).order_by(table.c.id)
        )
        return tuple(
            Takeover(dt.datetime.fromisoformat(row.at), row.holder, row.by) for row in rows
        )


def stored(connection: Connection, submission: str) -> Claim | None:
    """The claim written down, also one that is over."""
    table = schema.claims
    row = connection.execute(select(table).where(table.c.submission_id == submission)).first()
    return _claim(row) if row is not None else None


def taken(connection: Connection, wanted: Claim, now: dt.datetime) -> Claim:
    """The wanted claim, written down, or the other person's that holds. Lock the submission first.

    Whoever holds it goes on holding it from when he took it.
    """
    found = stored(connection, wanted.submission)
    if found is not None and found.holder != wanted.holder and found.until > now:
        return found
    again = found is not None and found.holder == wanted.holder and found.until > now
    since = found.taken_at if found is not None and again else wanted.taken_at
    if found is not None and found.holder != wanted.holder:
        _write_down(connection, found, wanted.holder, now)
    values = {
        "holder": wanted.holder,
        "taken_at": statements.moment(since),
        "until": statements.moment(wanted.until),
    }
    statements.put(connection, schema.claims, {"submission_id": wanted.submission}, values)
    return Claim(wanted.submission, wanted.holder, since, wanted.until)


def end(connection: Connection, submission: str) -> None:
    """Nobody holds it any more."""
    connection.execute(delete(schema.claims).where(schema.claims.c.submission_id == submission))


def _write_down(connection: Connection, found: Claim, by: str, now: dt.datetime) -> None:
    if found.holder == by:
        return
    connection.execute(
        insert(schema.takeovers).values(
            submission_id=found.submission,
            at=statements.moment(now),
            holder=found.holder,
            by=by,
        )
    )


def _claim(row: Row[Any]) -> Claim:
    return Claim(
        submission=row.submission_id,
        holder=row.holder,
        taken_at=dt.datetime.fromisoformat(row.taken_at),
        until=dt.datetime.fromisoformat(row.until),
    )
