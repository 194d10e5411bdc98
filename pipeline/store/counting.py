"""What is counted over all submissions, as methods of the `Store`: the numbers of the dashboard.

Plain counts; shares, intervals and words are made of them elsewhere, days as well: a database
does not know the office's clock, so moments are counted by ten minutes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, Label, Select, and_, cast, func, select, true

from pipeline.model import DecisionKind, Eligibility, Outcome
from pipeline.store import schema
from pipeline.store.connected import Connected

_L, _D, _V = schema.listings, schema.decisions, schema.verdicts


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many applications of one policy, region and year stand so."""

    ruleset: str | None
    region: str
    year: int | None
    outcome: Eligibility | None
    signed: bool
    n: int


@dataclass(frozen=True, slots=True)
class ConditionCount:
    """How often a condition came out so."""

    ruleset: str
    condition: str
    outcome: Outcome
    n: int


@dataclass(frozen=True, slots=True)
class CheckedCount:
    """Values of one field that people looked at from a moment on, and how many were read right."""

    at: dt.datetime
    field: str
    right: int
    n: int


@dataclass(frozen=True, slots=True)
class WorkCount:
    """What people did from a moment on."""

    at: dt.datetime
    decisions: int
    signed: int


@dataclass(frozen=True, slots=True)
class AgeCount:
    """Open items of what came in from a moment on; `decisive` of them may turn an outcome."""

    received: dt.datetime
    applications: int
    open_items: int
    decisive: int


class Counting(Connected):
    """The part of the store that counts.

    `rulesets` limits to these, empty: all; `year` to applications of that year, None: all.
    """

    def outcome_counts(
        self, rulesets: Collection[str] = (), year: int | None = None
    ) -> tuple[OutcomeCount, ...]:
        """Applications by policy, region, year and outcome."""
        signed = _L.c.signed_at.is_not(None)
        groups = (_L.c.ruleset, _L.c.region, _L.c.year, _L.c.outcome, signed.label("signed"))
        query = (
            select(*groups, func.count().label("n")).where(_seen(rulesets, year)).group_by(*groups)
        )
        return tuple(
            OutcomeCount(
                row.ruleset,
                row.region,
                row.year,
                Eligibility(row.outcome) if row.outcome else None,
                bool(row.signed),
                row.n,
            )
            for row in self._rows(query)
        )

    def condition_counts(
        self, rulesets: Collection[str] = (), year: int | None = None
    ) -> tuple[ConditionCount, ...]:
        """Outcomes of each condition of each policy."""
        groups = (_V.c.ruleset, _V.c.condition, _V.c.outcome)
        query = select(*groups, func.count().label("n")).group_by(*groups)
        if rulesets:
            query = query.where(_V.c.ruleset.in_(sorted(rulesets)))
        if year is not None:
            query = query.where(_V.c.submission_id.in_(_those((), year)))
        return tuple(
            ConditionCount(row.ruleset, row.condition, Outcome(row.outcome), row.n)
            for row in self._rows(query)
        )

    def checked_counts(
        self, rulesets: Collection[str] = (), year: int | None = None
    ) -> tuple[CheckedCount, ...]:
        """By time and field, the values that people checked; the last word about each counts."""
        at = _ten_minutes(_D.c.at)
        right = func.sum(cast(_D.c.machine_right, Integer)).label("right")
        last = (
            select(func.max(_D.c.id))
            .where(_D.c.machine_right.is_not(None), _D.c.id.not_in(_withdrawn()))
            .group_by(_D.c.submission_id, _D.c.subject)
        )
        query = select(at, _D.c.subject, func.count().label("n"), right)
        query = _of(query.where(_D.c.id.in_(last)), rulesets, year)
        rows = self._rows(query.group_by(at, _D.c.subject).order_by(at, _D.c.subject))
        return tuple(
            CheckedCount(_moment(row.at), row.subject, int(row.right), row.n) for row in rows
        )

    def work_counts(
        self, rulesets: Collection[str] = (), year: int | None = None
    ) -> tuple[WorkCount, ...]:
        """By time, decisions made and applications signed."""
        at = _ten_minutes(_D.c.at)
        signing = _D.c.kind == DecisionKind.SIGN_OFF.value
        signed = func.sum(cast(signing, Integer)).label("signed")
        query = _of(select(at, func.count().label("n"), signed), rulesets, year)
        return tuple(
            WorkCount(_moment(row.at), row.n, int(row.signed))
            for row in self._rows(query.group_by(at).order_by(at))
        )

    def age_counts(
        self, rulesets: Collection[str] = (), year: int | None = None
    ) -> tuple[AgeCount, ...]:
        """By time of receipt, what is still open of applications not signed."""
        at = _ten_minutes(_L.c.received_at)
        query = select(
            at,
            func.count().label("n"),
            func.sum(_L.c.open_items).label("open"),
            func.sum(_L.c.decisive).label("decisive"),
        ).where(_L.c.signed_at.is_(None), _L.c.open_items > 0, _seen(rulesets, year))
        return tuple(
            AgeCount(_moment(row.at), row.n, int(row.open), int(row.decisive))
            for row in self._rows(query.group_by(at).order_by(at))
        )


def _ten_minutes(at: Column[str]) -> Label[Any]:
    # Clocks of the world differ by hours and, some, by half an hour: a day of theirs begins
    # where ten minutes do.
    return func.substr(at, 1, len("2026-03-05T14:0")).label("at")


def _moment(ten_minutes: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{ten_minutes}0:00+00:00")


def _seen(rulesets: Collection[str], year: int | None) -> ColumnElement[bool]:
    seen = _L.c.ruleset.in_(sorted(rulesets)) if rulesets else true()
    return seen if year is None else and_(seen, _L.c.year == year)


def _those(rulesets: Collection[str], year: int | None) -> Select[tuple[str]]:
    return select(_L.c.submission_id).where(_seen(rulesets, year))


def _of(query: Select[Any], rulesets: Collection[str], year: int | None) -> Select[Any]:
    """Only decisions about submissions under these policies, of that year."""
    if not rulesets and year is None:
        return query
    return query.where(_D.c.submission_id.in_(_those(rulesets, year)))


def _withdrawn() -> Select[tuple[int]]:
    return select(_D.c.withdraws).where(_D.c.withdraws.is_not(None))
