"""The queue of applications, as methods of the `Store`: filtered, sorted, searched, paged.

Rows are written with the results they are made from. Which state an application is in follows
from its row, the claims of this moment and the office's settings, so it is asked, not stored.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    delete,
    false,
    func,
    insert,
    select,
)

from pipeline.model import Assessment, Eligibility
from pipeline.review.agreement import Agreement
from pipeline.review.listing import Listing
from pipeline.store import schema, statements
from pipeline.store.asking import Answered, Asked, QueueRow, Sort, State
from pipeline.store.connected import Connected
from pipeline.store.rows import Shown

_L, _C, _T = schema.listings, schema.claims, schema.listing_texts

# order: by what, the first before the next
_ORDERS: Mapping[Sort, Sequence[ColumnElement[Any]]] = {
    Sort.STAKES: (_L.c.priority.desc(), _L.c.decisive.desc(), _L.c.received_at),
    Sort.DEADLINE: (_L.c.received_at,),
    Sort.RECEIVED: (_L.c.received_at.desc(),),
    Sort.NAME: (_L.c.name,),
    Sort.OPEN: (_L.c.open_items.desc(), _L.c.received_at),
    Sort.OUTCOME: (_L.c.outcome, _L.c.received_at),
}


class Listed(Connected):
    """The part of the store that lists applications."""

    def queue(self, asked: Asked) -> Answered:
        """One page of the applications that fit, with how many of each state fit."""
        with self._reading() as connection:
            if asked.words:
                return _searched(connection, asked)
            counts = _counts(connection, asked)
            state = asked.filter.state
            total = counts.get(state, 0) if state is not None else sum(counts.values())
            rows = connection.execute(_page(connection, asked)).all() if total else []
        return Answered(tuple(_queue_row(row) for row in rows), total, counts)

    def queue_ids(self, asked: Asked) -> tuple[str, ...]:
        """The submissions that fit, in order, page or not."""
        with self._reading() as connection:
            query = _fitting(connection, asked, _L.c.submission_id)
            rows = connection.execute(query.order_by(*_order(asked)))
            return tuple(rows.scalars())

    def listing(self, submission: str) -> Listing | None:
        """The queue's row of one submission; None where it was never judged."""
        rows = self._rows(select(_L).where(_L.c.submission_id == submission))
        return _listing(rows[0]) if rows else None

    def queue_row(self, submission: str, asked: Asked) -> QueueRow | None:
        """The same with its state and holder, whatever the question filters."""
        query = _joined(_L, _C.c.holder, _C.c.until, _state(asked).label("state"), now=asked.now)
        rows = self._rows(query.where(_L.c.submission_id == submission))
        return _queue_row(rows[0]) if rows else None

    def regions(self) -> tuple[str, ...]:
        """Every region that an application is from, in order."""
        rows = self._rows(select(_L.c.region).distinct().order_by(_L.c.region))
        return tuple(row.region for row in rows if row.region)

    def save_listing(self, shown: Shown, last_decision: int) -> bool:
        """Renew the row of a submission whose results stay as they are.

        Returns:
            False, with nothing stored, where a newer decision has been made meanwhile.
        """
        with self._writing() as connection:
            submission = shown.listing.submission
            statements.lock_submission(connection, submission)
            if statements.last_decision(connection, submission) != last_decision:
                return False
            put_listing(connection, shown)
            return True


def put_listing(connection: Connection, shown: Shown) -> None:
    """Write the row of a submission and what it is found by."""
    row = shown.listing
    key = {"submission_id": row.submission}
    values = {
        "name": row.name,
        "applicant": row.applicant,
        "ruleset": row.ruleset,
        "region": row.region,
        "outcome": row.outcome.value if row.outcome else None,
        "year": row.year,
        "received_at": row.received_at.isoformat(),
        "applied_on": row.applied_on.isoformat() if row.applied_on else None,
        "open_items": row.open_items,
        "decisive": row.decisive,
        "priority": row.priority,
        "reasons": f"|{'|'.join(row.reasons)}|",
        "asked": row.asked,
        "second": row.second.value,
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
    }
    statements.put(connection, _L, key, values)
    statements.put(connection, _T, key, {"text": shown.text})


def put_verdicts(connection: Connection, submission: str, found: Assessment | None) -> None:
    """Write one row a condition, so that they can be counted over all submissions."""
    table = schema.verdicts
    connection.execute(delete(table).where(table.c.submission_id == submission))
    if found is None or not found.verdicts:
        return
    rows = {
        verdict.id: {
            "submission_id": submission,
            "condition": verdict.id,
            "ruleset": found.ruleset,
            "outcome": verdict.outcome.value,
        }
        for verdict in found.verdicts
    }
    connection.execute(insert(table), list(rows.values()))


def _state(asked: Asked) -> ColumnElement[Any]:
    open_second: ColumnElement[bool] = _L.c.second.in_(
        (Agreement.MISSING.value, Agreement.DIFFERS.value)
    )
    if "all" not in asked.second:
        wanted = _L.c.ruleset.in_(sorted(asked.second)) if asked.second else false()
        open_second = and_(wanted, open_second)
    return case(
        (_L.c.signed_at.is_not(None), State.SIGNED.value),
        (_C.c.holder.is_not(None), State.TAKEN.value),
        (_L.c.asked > 0, State.ASKED.value),
        (_L.c.open_items > 0, State.WAITING.value),
        (open_second, State.SECOND.value),
        else_=State.READY.value,
    )


def _joined(*columns: Any, now: dt.datetime) -> Select[Any]:
    runs = and_(_C.c.submission_id == _L.c.submission_id, _C.c.until > statements.moment(now))
    return select(*columns).select_from(_L).outerjoin(_C, runs)


def _fitting(connection: Connection, asked: Asked, *columns: Any) -> Select[Any]:
    """The applications that fit, whatever their state where the filter names none."""
    query = _with_any_state(connection, asked, *columns)
    if asked.filter.state is not None:
        query = query.where(_state(asked) == asked.filter.state.value)
    return query


def _with_any_state(connection: Connection, asked: Asked, *columns: Any) -> Select[Any]:
    wanted, query = asked.filter, _joined(*columns, now=asked.now)
    equal = {
        _L.c.ruleset: wanted.ruleset,
        _L.c.region: wanted.region,
        _L.c.outcome: wanted.outcome.value if wanted.outcome else None,
        _L.c.year: wanted.year,
        _C.c.holder: wanted.holder,
    }
    for column, value in equal.items():
        if value is not None and value != "":
            query = query.where(column == value)
    if asked.rulesets:
        query = query.where(_L.c.ruleset.in_(sorted(asked.rulesets)))
    if wanted.reason is not None:
        query = query.where(_L.c.reasons.contains(f"|{wanted.reason.value}|", autoescape=True))
    if asked.received_until is not None:
        query = query.where(_L.c.received_at <= asked.received_until.isoformat())
    if asked.words:
        query = query.join(_T, _T.c.submission_id == _L.c.submission_id)
        query = query.where(*(_holds(connection, word) for word in asked.words))
    return query


def _holds(connection: Connection, word: str) -> ColumnElement[bool]:
    """Whether the searched text holds the word: as it is, nothing in it is a wildcard."""
    find = func.strpos if connection.dialect.name == "postgresql" else func.instr
    found: ColumnElement[bool] = find(_T.c.text, word) > 0
    return found


def _counts(connection: Connection, asked: Asked) -> dict[State, int]:
    state = _state(asked).label("state")
    query = _with_any_state(connection, asked, state, func.count().label("n")).group_by(state)
    found = {State(row.state): row.n for row in connection.execute(query)}
    return {state: found.get(state, 0) for state in State}


def _searched(connection: Connection, asked: Asked) -> Answered:
    """The same with words: all texts are looked through once, which is what takes the time."""
    state = _state(asked).label("state")
    query = _with_any_state(connection, asked, _L.c.submission_id, state)
    found = connection.execute(query.order_by(*_order(asked))).all()
    counts = Counter(row.state for row in found)
    wanted = asked.filter.state
    ids = [row.submission_id for row in found if wanted is None or row.state == wanted.value]
    shown = ids[asked.offset : asked.offset + asked.limit]
    own = _joined(_L, _C.c.holder, _C.c.until, state, now=asked.now)
    rows = connection.execute(own.where(_L.c.submission_id.in_(shown))).all()
    by_id = {row.submission_id: _queue_row(row) for row in rows}
    return Answered(
        tuple(by_id[one] for one in shown), len(ids), {one: counts[one.value] for one in State}
    )


def _page(connection: Connection, asked: Asked) -> Select[Any]:
    columns = (_L, _C.c.holder, _C.c.until, _state(asked).label("state"))
    query = _fitting(connection, asked, *columns).order_by(*_order(asked))
    return query.limit(asked.limit).offset(asked.offset)


def _order(asked: Asked) -> tuple[ColumnElement[Any], ...]:
    signed = () if asked.sort is Sort.RECEIVED else (_L.c.signed_at.is_not(None),)
    return (*signed, *_ORDERS[asked.sort], _L.c.submission_id)


def _queue_row(row: Row[Any]) -> QueueRow:
    until = dt.datetime.fromisoformat(row.until) if row.until else None
    return QueueRow(_listing(row), State(row.state), row.holder, until)


def _listing(row: Row[Any]) -> Listing:
    return Listing(
        submission=row.submission_id,
        name=row.name,
        applicant=row.applicant,
        ruleset=row.ruleset,
        region=row.region,
        outcome=Eligibility(row.outcome) if row.outcome else None,
        year=row.year,
        received_at=dt.datetime.fromisoformat(row.received_at),
        applied_on=statements.day(row.applied_on),
        open_items=row.open_items,
        decisive=row.decisive,
        priority=row.priority,
        reasons=tuple(part for part in row.reasons.split("|") if part),
        asked=row.asked,
        second=Agreement(row.second),
        signed_at=dt.datetime.fromisoformat(row.signed_at) if row.signed_at else None,
    )
