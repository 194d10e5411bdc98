"""Counts of the store in, what the dashboard shows out: a picture's numbers, and its table.

A person sees what is counted over the policies that are his. Machine precision is of values that
people looked at, which are the doubtful ones: it is lower than that of all values.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.accounts.model import User
from pipeline.confidence.interval import wilson
from pipeline.desk.deadlines import office_day, working_days
from pipeline.model import Eligibility, Outcome
from pipeline.settings import Settings
from pipeline.wording import label

if TYPE_CHECKING:
    from pipeline.computation import Computation
    from pipeline.store import Store
    from pipeline.store.counting import (
        AgeCount,
        CheckedCount,
        ConditionCount,
        OutcomeCount,
        WorkCount,
    )

__all__ = ["Age", "Dashboard", "Failing", "Outcomes", "Precision", "Week", "dashboard"]

# Working days since receipt: the edges of the groups of open items, up to and with each.
AGES = (5, 10, 20, 40)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Applications of one group; `undecided` have no policy yet, `signed` of all are settled."""

    name: str
    eligible: int
    not_eligible: int
    needs_review: int
    undecided: int
    signed: int

    @property
    def total(self) -> int:
        return self.eligible + self.not_eligible + self.needs_review + self.undecided


@dataclass(frozen=True, slots=True)
class Failing:
    """A condition: how often it was judged, how often not met, how often open."""

    ruleset: str
    condition: str
    article: str
    requirement: str
    judged: int
    failed: int
    open: int

    @property
    def share(self) -> float:
        """Not met of all judged."""
        return self.failed / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the values that people checked had been read right; Wilson's 95 % interval.

    `name` is a month (2026-03) or a field's Chinese name; `key` the month or the field's key.
    """

    key: str
    name: str
    right: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.n if self.n else 0.0

    @property
    def wrong(self) -> int:
        return self.n - self.right


@dataclass(frozen=True, slots=True)
class Week:
    """What was done in the week from that Monday on."""

    monday: dt.date
    decisions: int
    signed: int


@dataclass(frozen=True, slots=True)
class Age:
    """Open items by working days since receipt: more than `over`, up to `up_to` (None: more)."""

    over: int
    up_to: int | None
    applications: int
    open_items: int
    decisive: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All numbers. Each tuple is a table; the picture before it draws the same rows."""

    by_policy: tuple[Outcomes, ...]
    by_region: tuple[Outcomes, ...]
    by_year: tuple[Outcomes, ...]
    failing: tuple[Failing, ...]  # the most often not met first
    corrected: tuple[Precision, ...]  # the most often corrected field first
    precision: tuple[Precision, ...]  # by month
    weeks: tuple[Week, ...]
    ages: tuple[Age, ...]


def dashboard(
    store: Store,
    computation: Computation,
    settings: Settings,
    user: User,
    now: dt.datetime,
    policy: str | None = None,
    year: int | None = None,
) -> Dashboard:
    """The numbers of all applications that a person sees.

    Args:
        policy: Only of applications under it; one that the person does not see limits nothing.
        year: Only of applications of that year.
    """
    rulesets = frozenset({policy}) if policy and user.sees(policy) else user.rulesets
    with store.snapshot() as moment:
        outcomes = moment.outcome_counts(rulesets, year)
        checked = moment.checked_counts(rulesets, year)
        work = moment.work_counts(rulesets, year)
        ages = moment.age_counts(rulesets, year)
        conditions = moment.condition_counts(rulesets, year)
    titles = {key: ruleset.title for key, ruleset in computation.rulesets.items()}
    return Dashboard(
        by_policy=_outcomes((titles.get(o.ruleset or "", o.ruleset or ""), o) for o in outcomes),
        by_region=_outcomes((o.region, o) for o in outcomes),
        by_year=_outcomes((str(o.year or ""), o) for o in outcomes),
        failing=_failing(conditions, computation),
        corrected=_corrected(checked),
        precision=_by_month(checked, settings),
        weeks=_weeks(work, settings),
        ages=_ages(ages, settings, now),
    )


def _outcomes(named: Iterable[tuple[str, OutcomeCount]]) -> tuple[Outcomes, ...]:
    """By name; what has none comes last."""
    counts: dict[str, Counter[Eligibility | None]] = defaultdict(Counter)
    signed: Counter[str] = Counter()
    for name, one in named:
        counts[name][one.outcome] += one.n
        signed[name] += one.n if one.signed else 0
    return tuple(
        Outcomes(
            name=name or "未定",
            eligible=found[Eligibility.ELIGIBLE],
            not_eligible=found[Eligibility.NOT_ELIGIBLE],
            needs_review=found[Eligibility.NEEDS_REVIEW],
            undecided=found[None],
            signed=signed[name],
        )
        for name, found in sorted(counts.items(), key=lambda item: (not item[0], item[0]))
    )


def _weeks(work: Iterable[WorkCount], settings: Settings) -> tuple[Week, ...]:
    done: dict[dt.date, list[int]] = defaultdict(lambda: [0, 0])
    for one in work:
        day = office_day(one.at, settings)
        week = done[day - dt.timedelta(days=day.weekday())]
        week[0] += one.decisions
        week[1] += one.signed
    return tuple(Week(monday, *counts) for monday, counts in sorted(done.items()))


def _failing(conditions: Iterable[ConditionCount], computation: Computation) -> tuple[Failing, ...]:
    groups: Counter[tuple[str, str, Outcome]] = Counter()
    for one in conditions:
        groups[one.ruleset, one.condition, one.outcome] += one.n
    found = []
    for ruleset, condition in dict.fromkeys((r, c) for r, c, _ in groups):
        held = computation.rulesets.get(ruleset)
        known = next((c for c in held.conditions if c.id == condition), None) if held else None
        by = {outcome: groups.get((ruleset, condition, outcome), 0) for outcome in Outcome}
        found.append(
            Failing(
                ruleset=ruleset,
                condition=condition,
                article=known.article if known is not None else condition,
                requirement=known.says if known is not None else "",
                judged=sum(by.values()),
                failed=by[Outcome.NOT_MET],
                open=by[Outcome.UNKNOWN] + by[Outcome.JUDGEMENT],
            )
        )
    return tuple(sorted(found, key=lambda f: (-f.failed, -f.share, f.ruleset, f.condition)))


def _corrected(checked: Iterable[CheckedCount]) -> tuple[Precision, ...]:
    right, n = Counter[str](), Counter[str]()
    for one in checked:
        right[one.field] += one.right
        n[one.field] += one.n
    found = [_precision(key, label(key), right[key], n[key]) for key in n]
    return tuple(sorted(found, key=lambda one: (-one.wrong, one.share, one.key)))


def _by_month(checked: Iterable[CheckedCount], settings: Settings) -> tuple[Precision, ...]:
    right, n = Counter[str](), Counter[str]()
    for one in checked:
        month = f"{office_day(one.at, settings):%Y-%m}"
        right[month] += one.right
        n[month] += one.n
    return tuple(_precision(month, month, right[month], n[month]) for month in sorted(n))


def _precision(key: str, name: str, right: int, n: int) -> Precision:
    low, high = wilson(right / n if n else 0.0, n)
    return Precision(key, name, right, n, low, high)


def _ages(ages: Iterable[AgeCount], settings: Settings, now: dt.datetime) -> tuple[Age, ...]:
    edges = (0, *AGES)
    sums = [[0, 0, 0] for _ in edges]
    today = office_day(now, settings)
    for one in ages:
        days = working_days(office_day(one.received, settings), today)
        counts = (one.applications, one.open_items, one.decisive)
        group = sum(days > edge for edge in AGES)
        sums[group] = [had + more for had, more in zip(sums[group], counts, strict=True)]
    return tuple(
        Age(over, up_to, *counts)
        for over, up_to, counts in zip(edges, (*AGES, None), sums, strict=True)
    )
