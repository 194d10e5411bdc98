"""Statements about what submissions share: put traces down, find who left the same.

Every look-up goes by an index and stops at `MOST_HOLDERS`, so that it takes as long among ten
thousand submissions as among ten. Never opens a connection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    update,
)

from pipeline.compare import (
    COUNTERPART,
    MOST_HOLDERS,
    Applicant,
    Match,
    Other,
    Trace,
    TraceKind,
)
from pipeline.store import codec, schema
from pipeline.store.rows import TracesMade
from pipeline.store.statements import put

# What a database takes as parameters of one statement; SQLite's limit is 32,766.
MOST_PARAMETERS = 10_000
# Of a longer list PostgreSQL may think that reading the whole table is quicker.
MOST_HASHES = 500


def put_traces(connection: Connection, made: TracesMade) -> frozenset[str]:
    """Replace the traces of a submission; the others that share with it, before or now.

    What is stored of these was compared with something else, and so was its own.
    """
    _one_writer(connection)
    table = schema.comparisons
    applicant = codec.encode(made.applicant)
    key = {"submission_id": made.submission}
    stored = connection.execute(
        select(table.c.applicant).where(table.c.submission_id == made.submission)
    ).scalar()
    if stored == applicant and _kept(connection, made.submission) == made.traces:
        put(connection, table, key, {"key": made.key})
        return frozenset()
    line = _same_name(connection, made.submission)
    touched = _sharing(connection, line)
    _replace(connection, made)
    put(connection, table, key, {"key": made.key, "applicant": applicant, "shared": None})
    touched |= _sharing(connection, line)
    _forget_shared(connection, touched)
    return frozenset(touched - {made.submission})


def _one_writer(connection: Connection) -> None:
    """Two that put down traces at once would not see each other; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(20211131)"))


def _kept(connection: Connection, submission: str) -> tuple[Trace, ...]:
    table = schema.traces
    rows = connection.execute(
        select(table.c.kind, table.c.hash, table.c.what)
        .where(table.c.submission_id == submission)
        .order_by(table.c.position)
    )
    return tuple(Trace(TraceKind(row.kind), row.hash, row.what) for row in rows)


def _same_name(connection: Connection, submission: str) -> Sequence[str]:
    """All submissions of its name and ruleset: the newest of them stands for all."""
    mine, other = schema.submissions.alias(), schema.submissions
    query = select(other.c.id).join(mine, _same_line(mine, other)).where(mine.c.id == submission)
    return connection.execute(query).scalars().all()


def _same_line(mine: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(other.c.name == mine.c.name, other.c.ruleset.is_not_distinct_from(mine.c.ruleset))


def _replace(connection: Connection, made: TracesMade) -> None:
    table = schema.traces
    connection.execute(delete(table).where(table.c.submission_id == made.submission))
    rows = [
        {
            "submission_id": made.submission,
            "position": position,
            "kind": trace.kind.value,
            "hash": trace.hash,
            "what": trace.what,
        }
        for position, trace in enumerate(made.traces)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _sharing(connection: Connection, submissions: Iterable[str]) -> set[str]:
    """Who holds a trace of these that few hold, themselves among them.

    One more than a look-up allows: with the newcomer a trace may just have become common.
    """
    held = schema.traces
    found: set[str] = set()
    for submission in submissions:
        hashes = {hash_ for _, hash_ in _rare(connection, submission, MOST_HOLDERS + 1)}
        for some in _by_hundreds(hashes):
            query = select(held.c.submission_id).where(held.c.hash.in_(some)).distinct()
            found.update(connection.execute(query).scalars())
    return found


def _rare(connection: Connection, submission: str, most: int) -> list[tuple[TraceKind, int]]:
    """Kind and hash of the traces of a submission that no more rows than `most` hold.

    What holders have in common is asked for in a second step: in one, a database may join
    first and count afterwards, and what is printed in every form is held by all.
    """
    mine, held = schema.traces.alias("mine"), schema.traces.alias("held")
    few = (
        select(held.c.submission_id)
        .where(held.c.hash == mine.c.hash)
        .order_by(held.c.hash, held.c.submission_id)
        .limit(most + 1)
        .correlate(mine)
        .subquery("few")
    )
    holders = select(func.count()).select_from(few).scalar_subquery()
    query = select(mine.c.kind, mine.c.hash).where(mine.c.submission_id == submission)
    rows = connection.execute(query.where(holders <= most))
    return [(TraceKind(row.kind), row.hash) for row in rows]


def _forget_shared(connection: Connection, submissions: Iterable[str]) -> None:
    table = schema.comparisons
    for some in _by_thousands(submissions):
        locked = select(table.c.submission_id).where(table.c.submission_id.in_(some))
        connection.execute(locked.order_by(table.c.submission_id).with_for_update()).all()
        connection.execute(update(table).where(table.c.submission_id.in_(some)).values(shared=None))


def matches(connection: Connection, submission: str) -> tuple[Match, ...]:
    """The traces of others that meet those of a submission, without those that many hold."""
    kinds: dict[int, set[TraceKind]] = defaultdict(set)
    for kind, hash_ in _rare(connection, submission, MOST_HOLDERS):
        kinds[hash_].add(kind)
    held = schema.traces
    met: set[tuple[str, TraceKind, int, str]] = set()
    for some in _by_hundreds(kinds):
        query = select(held.c.kind, held.c.hash, held.c.submission_id, held.c.what)
        query = query.where(held.c.hash.in_(some), held.c.submission_id != submission)
        for row in connection.execute(query):
            for kind in kinds[row.hash]:
                if COUNTERPART.get(kind) == row.kind:
                    met.add((row.submission_id, kind, row.hash, row.what))
    others = _others(connection, {other for other, _, _, _ in met})
    return tuple(
        Match(kind, hash_, others[other], what) for other, kind, hash_, what in sorted(met)
    )


def _others(connection: Connection, ids: Iterable[str]) -> Mapping[str, Other]:
    table, compared = schema.submissions, schema.comparisons
    later = schema.submissions.alias("later")
    newer = exists().where(_same_line(table, later), later.c.revision > table.c.revision)
    found: dict[str, Other] = {}
    for some in _by_thousands(ids):
        query = (
            select(
                table.c.id,
                table.c.name,
                table.c.revision,
                table.c.ruleset,
                compared.c.applicant,
                newer.label("old"),
            )
            .join(compared, compared.c.submission_id == table.c.id)
            .where(table.c.id.in_(some))
        )
        for row in connection.execute(query):
            applicant = codec.decode(Applicant, row.applicant)
            found[row.id] = Other(
                row.id, row.name, applicant, row.revision, not row.old, row.ruleset
            )
    return found


def lock(connection: Connection, submission: str) -> None:
    """Nobody changes what a submission shares until this transaction ends."""
    table = schema.comparisons
    connection.execute(
        select(table.c.key).where(table.c.submission_id == submission).with_for_update()
    ).all()


def keep_shared(connection: Connection, submission: str, digest: str) -> None:
    """Write down what the stored record was compared with."""
    table = schema.comparisons
    connection.execute(
        update(table).where(table.c.submission_id == submission).values(shared=digest)
    )


def _by_hundreds(hashes: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(hashes)
    for start in range(0, len(ordered), MOST_HASHES):
        yield ordered[start : start + MOST_HASHES]


def _by_thousands(ids: Iterable[str]) -> Iterator[list[str]]:
    """In their order, so that two that lock the same rows never wait for each other."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), MOST_PARAMETERS):
        yield ordered[start : start + MOST_PARAMETERS]
