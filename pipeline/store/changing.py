"""What of a submission's results became another, as methods of the `Store`: a log.

What is new is what the log does not lead to, so that deleting everything computed and computing
it again writes nothing where nothing became another.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from sqlalchemy import Connection, func, insert, select

from pipeline.review.changes import Change, difference, replayed
from pipeline.store import schema
from pipeline.store.connected import Connected
from pipeline.store.rows import ChangeRow, Judged


class Changing(Connected):
    """The part of the store that remembers what results were before."""

    def changes(self, submission: str) -> tuple[ChangeRow, ...]:
        """What became another, oldest first; the first row is what was found at all."""
        table = schema.changes
        query = select(table).where(table.c.submission_id == submission).order_by(table.c.id)
        return tuple(
            ChangeRow(
                dt.datetime.fromisoformat(row.at),
                row.revision,
                row.ruleset,
                row.decision,
                _read(row.changes),
            )
            for row in self._rows(query)
        )

    def changed_at(self) -> Mapping[str, dt.datetime]:
        """submission → when its results last became others."""
        table = schema.changes
        query = select(table.c.submission_id, func.max(table.c.at).label("at"))
        rows = self._rows(query.group_by(table.c.submission_id))
        return {row.submission_id: dt.datetime.fromisoformat(row.at) for row in rows}


def write_down(connection: Connection, judged: Judged) -> None:
    """Add what the results say now and did not say before."""
    if judged.shown is None:
        return
    table = schema.changes
    query = select(table.c.changes).where(table.c.submission_id == judged.submission)
    rows = connection.execute(query.order_by(table.c.id)).scalars()
    new = difference(replayed(_read(row) for row in rows), judged.shown.state)
    if not new:
        return
    connection.execute(
        insert(table).values(
            submission_id=judged.submission,
            at=judged.shown.at.isoformat(),
            revision=judged.standing.revision,
            ruleset=judged.shown.listing.ruleset,
            decision=judged.last_decision,
            changes=json.dumps(new, ensure_ascii=True),
        )
    )


def _read(text: str) -> Change:
    return {key: (before, after) for key, (before, after) in json.loads(text).items()}
