"""What stood when an application was signed off, as methods of the `Store`: facts.

Whatever was found in the files then is kept as well, so that the places shown are those that
were signed under.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, insert, select

from pipeline.model import Eligibility
from pipeline.store import codec, schema
from pipeline.store.connected import Connected
from pipeline.store.rows import Kept, SignOff


class Signing(Connected):
    """The part of the store that knows what was signed."""

    def sign_offs(self, submission: str) -> tuple[SignOff, ...]:
        """All of one submission, oldest first; also those that it was reopened from."""
        table = schema.sign_offs
        query = select(table).where(table.c.submission_id == submission)
        return tuple(_sign_off(row) for row in self._rows(query.order_by(table.c.decision)))

    def sign_off(self, decision: int) -> SignOff | None:
        """What was kept with that decision."""
        table = schema.sign_offs
        rows = self._rows(select(table).where(table.c.decision == decision))
        return _sign_off(rows[0]) if rows else None


def keep(connection: Connection, signed: SignOff) -> None:
    """Add what stood."""
    connection.execute(
        insert(schema.sign_offs).values(
            decision=signed.decision,
            submission_id=signed.submission,
            at=signed.at.isoformat(),
            person=signed.by,
            outcome=signed.outcome.value,
            ruleset=signed.ruleset,
            ruleset_digest=signed.ruleset_digest,
            ruleset_text=signed.ruleset_text,
            revision=signed.revision,
            judging=signed.judging,
            decisions=json.dumps(signed.decisions),
            judged=codec.encode(signed.judged),
        )
    )


def was_signed_under() -> ColumnElement[bool]:
    """The condition that a row of extractions is one that a signed application stands on."""
    kept, found, files = schema.sign_offs, schema.extractions, schema.submission_files
    return exists(
        select(kept.c.decision)
        .join(files, files.c.submission_id == kept.c.submission_id)
        .where(
            kept.c.revision == found.c.revision,
            files.c.sha256 == found.c.sha256,
            files.c.path_sha256 == found.c.path_sha256,
        )
        .correlate(found)
    )


def _sign_off(row: Row[Any]) -> SignOff:
    return SignOff(
        decision=row.decision,
        submission=row.submission_id,
        at=dt.datetime.fromisoformat(row.at),
        by=row.person,
        outcome=Eligibility(row.outcome),
        ruleset=row.ruleset,
        ruleset_digest=row.ruleset_digest,
        ruleset_text=row.ruleset_text,
        revision=row.revision,
        judging=row.judging,
        decisions=tuple(json.loads(row.decisions)),
        judged=codec.decode(Kept, row.judged),
    )
