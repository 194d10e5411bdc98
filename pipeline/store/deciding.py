"""Decisions as methods of the `Store`: facts, appended only, numbered in their order.

Whether a decision may be added is looked at in the transaction that adds it: of two people who
decide about one subject at once, one is stored and the other told.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Row, Select, func, insert, select

from pipeline.model import Decision, DecisionKind
from pipeline.store import claiming, codec, schema, signing, statements
from pipeline.store.connected import Connected
from pipeline.store.rows import Appended, Claim, Guard, Refused, SignOff

# A second opinion is given blind: it is no news to whoever decides.
UNSEEN = (DecisionKind.SECOND.value,)


class Deciding(Connected):
    """The part of the store that keeps what people decided."""

    def append(self, decision: Decision) -> Decision:
        """Add a decision and give it its number; one of the same request only once."""
        with self._writing() as connection:
            statements.lock_submission(connection, decision.submission)
            return _again(connection, decision) or _added(connection, decision, None)

    def append_if(
        self,
        decision: Decision,
        guard: Guard,
        *,
        machine_right: bool | None = None,
        sign_off: SignOff | None = None,
    ) -> Appended:
        """Add a decision if nothing stands against it.

        Args:
            decision: Without its number.
            guard: What must still hold.
            machine_right: Whether a field's value had been read as the person says; None where
                nothing was read or the decision is about something else.
            sign_off: What to keep with a SIGN_OFF.
        """
        with self._writing() as connection:
            statements.lock_submission(connection, decision.submission)
            if (before := _again(connection, decision)) is not None:
                return Appended(before, Refused.AGAIN)
            if _frozen(connection, decision):
                return Appended(decision, Refused.FROZEN)
            if guard.holder is not None and guard.until is not None:
                wanted = Claim(decision.submission, guard.holder, guard.now, guard.until)
                claim = claiming.taken(connection, wanted, guard.now)
                if claim.holder != guard.holder:
                    return Appended(decision, Refused.HELD, claim)
            if _moved(connection, decision.submission, guard):
                return Appended(decision, Refused.MOVED)
            added = _added(connection, decision, machine_right)
            if sign_off is not None:
                assert added.id is not None
                signing.keep(connection, replace(sign_off, decision=added.id))
                claiming.end(connection, decision.submission)
            return Appended(added)

    def decisions(self, submission: str | None = None) -> tuple[Decision, ...]:
        """Decisions of one submission, or of all, oldest first."""
        table = schema.decisions
        query = select(table.c.id, table.c.decision).order_by(table.c.id)
        if submission is not None:
            query = query.where(table.c.submission_id == submission)
        return tuple(_decision(row) for row in self._rows(query))

    def decision_of(self, submission: str, request: str) -> Decision | None:
        """The decision that a request has made before; None where it has made none."""
        with self._reading() as connection:
            return _of_request(connection, submission, request)


def last_about(connection: Connection, submission: str, subject: str | None) -> int:
    """The number of the newest decision about a subject, or about any; 0 without."""
    table = schema.decisions
    query = select(func.max(table.c.id)).where(table.c.submission_id == submission)
    if subject is not None:
        query = query.where(table.c.subject == subject, table.c.kind.not_in(UNSEEN))
    return connection.execute(query).scalar() or 0


def _decision(row: Row[tuple[int, str]]) -> Decision:
    return replace(codec.decode(Decision, row.decision), id=row.id)


def _again(connection: Connection, decision: Decision) -> Decision | None:
    if not decision.request:
        return None
    return _of_request(connection, decision.submission, decision.request)


def _of_request(connection: Connection, submission: str, request: str) -> Decision | None:
    table = schema.decisions
    query: Select[tuple[int, str]] = select(table.c.id, table.c.decision).where(
        table.c.submission_id == submission, table.c.request == request
    )
    row = connection.execute(query).first()
    return _decision(row) if row is not None else None


def _frozen(connection: Connection, decision: Decision) -> bool:
    """Whether the application is signed off, and this does not reopen it."""
    if decision.kind is DecisionKind.REOPEN:
        return False
    table = schema.decisions
    about = (DecisionKind.SIGN_OFF.value, DecisionKind.REOPEN.value)
    query = (
        select(table.c.kind)
        .where(table.c.submission_id == decision.submission, table.c.kind.in_(about))
        .order_by(table.c.id.desc())
    )
    return connection.execute(query).scalar() == DecisionKind.SIGN_OFF.value


def _moved(connection: Connection, submission: str, guard: Guard) -> bool:
    if guard.last is not None and last_about(connection, submission, guard.subject) != guard.last:
        return True
    return guard.state is not None and statements.state_of(connection, submission) != guard.state


def _added(connection: Connection, decision: Decision, machine_right: bool | None) -> Decision:
    withdraws = int(str(decision.value)) if decision.kind is DecisionKind.WITHDRAW else None
    result = connection.execute(
        insert(schema.decisions).values(
            submission_id=decision.submission,
            kind=decision.kind.value,
            subject=decision.subject,
            at=decision.at.isoformat(),
            decision=codec.encode(replace(decision, id=None)),
            person=decision.by,
            request=decision.request or None,
            withdraws=withdraws,
            machine_right=machine_right,
        )
    )
    return replace(decision, id=statements.number_of(result))
