"""Single statements that `queries` puts together into transactions. Never opens a connection."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    FromClause,
    Row,
    Table,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy import update as update_table

from pipeline.accounts.model import Role, User
from pipeline.model import Eligibility, Outcome, Record, ReviewItem, Submission
from pipeline.store import codec, schema
from pipeline.store.rows import Judged, RunRow, Standing, StoredFile, SubmissionRow, path_hash


def known(connection: Connection, table: Table, key: str) -> bool:
    """Whether a row of that `id` is there."""
    return connection.execute(select(table.c.id).where(table.c.id == key)).first() is not None


def but(table: Table, *heavy: str) -> list[Column[Any]]:
    """All columns of a table without the heavy ones."""
    return [column for column in table.c if column.name not in heavy]


def put(
    connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Set the row of that key, new or not; the same on every database."""
    match = [table.c[name] == value for name, value in key.items()]
    changed = connection.execute(update_table(table).where(*match).values(**values))
    if changed.rowcount == 0:
        connection.execute(insert(table).values(**key, **values))


def insert_submission(connection: Connection, submission: Submission) -> None:
    """A new submission, numbered among those of its name and ruleset."""
    table = schema.submissions
    earlier = connection.execute(
        select(func.count()).where(
            table.c.name == submission.name,
            table.c.ruleset.is_not_distinct_from(submission.ruleset),
        )
    ).scalar_one()
    connection.execute(
        insert(table).values(
            id=submission.id,
            name=submission.name,
            ruleset=submission.ruleset,
            received_at=submission.received_at.isoformat(),
            revision=earlier + 1,
        )
    )


def insert_file(
    connection: Connection, submission_id: str, position: int, stored: StoredFile
) -> None:
    """A file of a submission; its bytes may be known from another one."""
    table = schema.files
    if not connection.execute(select(table.c.sha256).where(table.c.sha256 == stored.sha256)).all():
        connection.execute(
            insert(table).values(sha256=stored.sha256, size=stored.size, extension=stored.extension)
        )
    connection.execute(
        insert(schema.submission_files).values(
            submission_id=submission_id,
            position=position,
            path=stored.path,
            path_sha256=path_hash(stored.path),
            sha256=stored.sha256,
            container=stored.container,
        )
    )


def same_file(left: FromClause, right: FromClause) -> tuple[ColumnElement[bool], ...]:
    """The condition that two tables speak of the same bytes under the same path."""
    return left.c.sha256 == right.c.sha256, left.c.path_sha256 == right.c.path_sha256


def last_decision(connection: Connection, submission_id: str) -> int:
    """The number of the newest decision on a submission, 0 where there is none."""
    table = schema.decisions
    newest = connection.execute(
        select(func.max(table.c.id)).where(table.c.submission_id == submission_id)
    ).scalar()
    return newest or 0


def lock_submission(connection: Connection, submission_id: str) -> None:
    """Nobody else adds a decision to a submission, or takes it, until this transaction ends.

    SQLite has one writer at a time anyway. On PostgreSQL the lock is the one that leaves foreign
    keys to the row free.
    """
    table = schema.submissions
    query = select(table.c.id).where(table.c.id == submission_id)
    connection.execute(query.with_for_update(key_share=True)).all()


def state_of(connection: Connection, submission_id: str) -> str:
    """A name for the stored results of a submission: they are the same while it is; "" without."""
    made, judged = schema.records, schema.assessments
    query = select(made.c.key, judged.c.key.label("judged")).join(
        judged, judged.c.submission_id == made.c.submission_id
    )
    row = connection.execute(query.where(made.c.submission_id == submission_id)).first()
    return f"{row.key} {row.judged}" if row is not None else ""


def number_of(inserted: CursorResult[Any]) -> int:
    """The number that the database gave a new row."""
    key = inserted.inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave the row no number")
    return int(key[0])


def moment(at: dt.datetime) -> str:
    """A moment as text that sorts as moments do: UTC, whole seconds."""
    return at.astimezone(dt.UTC).replace(microsecond=0).isoformat()


def instant(at: dt.datetime) -> str:
    """A moment as text, to the microsecond: what expires, expires exactly."""
    return at.astimezone(dt.UTC).isoformat()


def instant_of(text: str | None) -> dt.datetime | None:
    """A moment column's value."""
    return dt.datetime.fromisoformat(text) if text is not None else None


def user_of(row: Row[Any]) -> User:
    """The person of a row that holds the columns of `users`."""
    sees = frozenset(json.loads(row.rulesets))
    return User(row.name, row.title, Role(row.role), sees, bool(row.enabled))


def day(text: str | None) -> dt.date | None:
    """A date column's value."""
    return dt.date.fromisoformat(text) if text else None


def record_columns(standing: Standing, record: Record) -> dict[str, Any]:
    """A record with what it was made from."""
    return {
        "key": standing.record_key,
        "revision": standing.revision,
        "applied_on": standing.applied_on.isoformat() if standing.applied_on else None,
        "record": codec.encode(record),
    }


def assessment_columns(judged: Judged) -> dict[str, Any]:
    """The assessment with what lists show of it."""
    found = judged.assessment
    if found is None:
        counts: Counter[Outcome] = Counter()
    else:
        counts = Counter(verdict.outcome for verdict in found.verdicts)
    return {
        "key": judged.standing.assessment_key,
        "ruleset": found.ruleset if found else None,
        "on": found.on.isoformat() if found else None,
        "outcome": found.outcome.value if found else None,
        "assessment": codec.encode(found) if found else None,
        **{outcome.value: counts[outcome] for outcome in Outcome},
    }


def put_items(
    connection: Connection, submission_id: str, items: Iterable[tuple[ReviewItem, int | None]]
) -> None:
    """Store the items of a submission: exactly these, so that a rebuild gives the same rows."""
    table = schema.review_items
    rows = connection.execute(select(table).where(table.c.submission_id == submission_id))
    stored = {row["id"]: dict(row) for row in rows.mappings()}
    wanted = {item.id: _item_columns(submission_id, item, by) for item, by in items}
    if gone := stored.keys() - wanted.keys():
        connection.execute(delete(table).where(table.c.id.in_(gone)))
    for key, values in wanted.items():
        # After most decisions all but one or two stay as they are.
        if stored.get(key) != {"id": key, **values}:
            put(connection, table, {"id": key}, values)


def _item_columns(submission_id: str, item: ReviewItem, settled_by: int | None) -> dict[str, Any]:
    return {
        "submission_id": submission_id,
        "subject": item.subject,
        "reason": item.reason.value,
        "priority": item.priority,
        "open": item.open,
        "settled_by": settled_by,
        "item": codec.encode(replace(item, open=True)),
    }


def item_of(row: Row[Any]) -> ReviewItem:
    """An item as stored, with the state it is in."""
    return replace(codec.decode(ReviewItem, row.item), open=row.open)


def run_of(row: Row[Any]) -> RunRow:
    return RunRow(
        row.id,
        dt.datetime.fromisoformat(row.started_at),
        dt.datetime.fromisoformat(row.ended_at) if row.ended_at else None,
        json.loads(row.report),
    )


def overview(connection: Connection, submission_id: str | None) -> tuple[SubmissionRow, ...]:
    """One row a submission, newest first."""
    table, judged = schema.submissions, schema.assessments
    query = select(
        table.c.id,
        table.c.name,
        table.c.revision,
        table.c.received_at,
        table.c.ruleset.label("asked"),
        judged.c.ruleset,
        judged.c.on,
        judged.c.outcome,
        *(judged.c[outcome.value] for outcome in Outcome),
    ).outerjoin(judged)
    if submission_id is not None:
        query = query.where(table.c.id == submission_id)
    rows = connection.execute(query.order_by(table.c.received_at.desc(), table.c.id)).all()
    newest = _newest_revisions(connection, submission_id)
    open_items = _open_items(connection, submission_id)
    failed = _failed_files(connection, submission_id)
    return tuple(
        SubmissionRow(
            id=row.id,
            name=row.name,
            revision=row.revision,
            latest=row.revision == newest[row.name, row.asked],
            received_at=dt.datetime.fromisoformat(row.received_at),
            ruleset=row.ruleset,
            on=day(row.on),
            outcome=Eligibility(row.outcome) if row.outcome else None,
            open_items=open_items.get(row.id, 0),
            failed_files=tuple(failed.get(row.id, ())),
            **{outcome.value: getattr(row, outcome.value) or 0 for outcome in Outcome},
        )
        for row in rows
    )


def _newest_revisions(
    connection: Connection, submission_id: str | None
) -> dict[tuple[str, str | None], int]:
    table = schema.submissions
    query = select(table.c.name, table.c.ruleset, func.max(table.c.revision).label("newest"))
    if submission_id is not None:
        own = select(table.c.name).where(table.c.id == submission_id).scalar_subquery()
        query = query.where(table.c.name == own)
    rows = connection.execute(query.group_by(table.c.name, table.c.ruleset))
    return {(row.name, row.ruleset): row.newest for row in rows}


def _open_items(connection: Connection, submission_id: str | None) -> dict[str, int]:
    table = schema.review_items
    query = select(table.c.submission_id, func.count().label("open")).where(table.c.open)
    if submission_id is not None:
        query = query.where(table.c.submission_id == submission_id)
    return {
        row.submission_id: row.open for row in connection.execute(query.group_by("submission_id"))
    }


def _failed_files(connection: Connection, submission_id: str | None) -> dict[str, list[str]]:
    """Paths of files of which nothing could be read, at the revision of the record."""
    kept, found, records = schema.submission_files, schema.extractions, schema.records
    query = (
        select(kept.c.submission_id, kept.c.path)
        .join(records, records.c.submission_id == kept.c.submission_id)
        .join(found, same_file(kept, found)[0])
        .where(same_file(kept, found)[1], found.c.revision == records.c.revision)
        .where(found.c.failed, ~kept.c.container)
        .order_by(kept.c.submission_id, kept.c.position)
    )
    if submission_id is not None:
        query = query.where(kept.c.submission_id == submission_id)
    failed: dict[str, list[str]] = {}
    for row in connection.execute(query):
        failed.setdefault(row.submission_id, []).append(row.path)
    return failed
