"""What submissions share, as methods of the `Store`: put down, looked up, checked.

A look-up is made before findings are computed and again in the transaction that stores them:
what was computed before another submission came must not stand after it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from pipeline.compare import Match, digest
from pipeline.store import schema, sharing, statements
from pipeline.store.connected import Connected
from pipeline.store.rows import TracesMade


class Comparing(Connected):
    """The part of the store that knows which submissions share what."""

    def traced(self) -> Mapping[str, str]:
        """submission → the key of what its traces were made from."""
        table = schema.comparisons
        rows = self._rows(select(table.c.submission_id, table.c.key))
        return {row.submission_id: row.key for row in rows}

    def traced_by(self, submission_id: str) -> str | None:
        """The key of what a submission's traces were made from; None where it has none."""
        table = schema.comparisons
        rows = self._rows(select(table.c.key).where(table.c.submission_id == submission_id))
        return rows[0].key if rows else None

    def save_traces(self, made: TracesMade) -> frozenset[str] | None:
        """Replace what a submission can be found by.

        Returns:
            The other submissions that must be compared again; None, with nothing stored, where a
            newer decision has been made meanwhile.
        """
        with self._writing() as connection:
            if statements.last_decision(connection, made.submission) != made.last_decision:
                return None
            return sharing.put_traces(connection, made)

    def matches(self, submission_id: str) -> tuple[Match, ...]:
        """What other submissions left that this one left as well, in a fixed order."""
        with self._reading() as connection:
            return sharing.matches(connection, submission_id)

    def save_shared(self, submission_id: str, shared: str) -> bool:
        """Write down that the stored record was compared with what has that digest.

        Returns:
            False, with nothing stored, where that has changed by now.
        """
        with self._writing() as connection:
            return still_shared(connection, submission_id, shared)


def still_shared(connection: Connection, submission_id: str, shared: str | None) -> bool:
    """Whether a submission shares what has that digest; if so, it is written down.

    Args:
        shared: None where the submission was not compared: there is nothing to be out of date.
    """
    if shared is None:
        return True
    sharing.lock(connection, submission_id)
    if digest(sharing.matches(connection, submission_id)) != shared:
        return False
    sharing.keep_shared(connection, submission_id, shared)
    return True
