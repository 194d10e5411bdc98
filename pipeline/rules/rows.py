"""Tests and counts over the rows of a roster: every, some, count, share, total.

Enter: rows, and how to judge one. Leave: a `Ruling` or the bounds of a count. A roster that is
missing or empty says nothing, unless its count is stated as 0. Never reads an expression.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from extractors.model import RosterRow
from extractors.values import ValueKind
from pipeline.model import Outcome, Record, Step
from pipeline.rules import syntax as s
from pipeline.rules.ruling import MOST_NAMED, MOST_PARTS, Ruling, leaf
from pipeline.rules.uncertain import INFINITY, Interval, all_of, any_of, calculated, negated
from pipeline.rules.witness import column_operand, field_operand, merged

# The field that states how many rows a roster has; 0 there means that nothing was to be listed.
COUNTS = {
    "tenants": "tenant_count",
    "graduates": "graduate_count",
    "team_members": "staff_count",
    "mentors": "mentor_count",
    "events": "event_count",
    "investments": "invested_project_count",
}
KIND_COUNTS = {"企业": "company_count", "团队": "team_count"}

Judge = Callable[[RosterRow], Ruling]


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row: is it among the rows meant, and does it pass?"""

    name: str
    meant: Outcome
    test: Ruling


def judged_rows(rows: tuple[RosterRow, ...], meant: Judge | None, test: Judge) -> list[JudgedRow]:
    """Every row with its two answers."""
    return [
        JudgedRow(
            _name(row, index),
            Outcome.MET if meant is None else meant(row).outcome,
            test(row),
        )
        for index, row in enumerate(rows, start=1)
    ]


def _name(row: RosterRow, index: int) -> str:
    for key in ("name", "tenant", "year"):
        cell = row.cells.get(key)
        if cell is not None and cell.value is not None:
            return f"第{index}行「{cell.value}」"
    return f"第{index}行"


def stated_none(rows: s.Rows, record: Record) -> bool:
    """Whether the record states that there are no such rows (a count of exactly 0)."""
    keys = [COUNTS.get(rows.roster)]
    match rows.where:
        case s.Compare("==", s.ColumnRef("tenants", "kind"), s.Text(kind)):
            keys.append(KIND_COUNTS.get(kind))
    return any(key is not None and _is_zero(key, record) for key in keys)


def _is_zero(key: str, record: Record) -> bool:
    options = field_operand(s.FieldRef(key, key, ValueKind.NUMBER), record).options
    return bool(options) and all(
        isinstance(option, Interval) and option.low == option.high == 0 for option in options
    )


def ruled_every(rows: s.Rows, judged: list[JudgedRow], none: bool) -> Ruling:
    """every(rows, test): rows not meant ask nothing."""
    if not judged:
        return _without_rows(rows, none, Outcome.MET)
    outcomes = [any_of((negated(row.meant), row.test.outcome)) for row in judged]
    return _over_rows(rows, judged, outcomes, all_of(outcomes), Outcome.NOT_MET)


def ruled_some(rows: s.Rows, judged: list[JudgedRow], none: bool) -> Ruling:
    """some(rows, test): one row that is meant and passes is enough."""
    if not judged:
        return _without_rows(rows, none, Outcome.NOT_MET)
    outcomes = [all_of((row.meant, row.test.outcome)) for row in judged]
    return _over_rows(rows, judged, outcomes, any_of(outcomes), Outcome.MET)


def _without_rows(rows: s.Rows, none: bool, outcome: Outcome) -> Ruling:
    if none:
        return leaf(outcome, f"数量填报为0，没有需要逐行核对的{rows.label}", (rows.roster,))
    return leaf(Outcome.UNKNOWN, f"没有提交{rows.label}名单，无法逐行核对", (rows.roster,))


def _over_rows(
    rows: s.Rows,
    judged: list[JudgedRow],
    outcomes: list[Outcome],
    outcome: Outcome,
    decisive: Outcome,
) -> Ruling:
    """The ruling with the rows that decide it, or leave it open, named first."""
    meant = sum(row.meant is Outcome.MET for row in judged)
    tell = {decisive, Outcome.UNKNOWN} if outcome is not decisive else {decisive}
    told = [(row, o) for row, o in zip(judged, outcomes, strict=True) if o in tell]
    says = f"{rows.label}共{len(judged)}行，适用{meant}行"
    says += _counts(outcomes)
    if told:
        names = "、".join(f"{row.name}（{row.test.says}）" for row, _ in told[:MOST_NAMED])
        says += f"：{names}" + ("等" if len(told) > MOST_NAMED else "")
    needs = merged(*(row.test.needs for row, _ in told)) or (rows.roster,)
    parts = tuple(
        Step(f"{row.name}：{row.test.says}", o, row.test.step.parts)
        for row, o in (told or list(zip(judged, outcomes, strict=True)))[:MOST_PARTS]
    )
    return Ruling(
        outcome,
        Step(says, outcome, parts),
        () if outcome is Outcome.MET else needs,
        evidence=tuple(e for row, _ in told[:MOST_NAMED] for e in row.test.evidence),
    )


def _counts(outcomes: list[Outcome]) -> str:
    """，其中不符合2行，无法断定1行; or ，均符合."""
    parts = [
        f"{word}{outcomes.count(outcome)}行"
        for outcome, word in ((Outcome.NOT_MET, "不符合"), (Outcome.UNKNOWN, "无法断定"))
        if outcome in outcomes
    ]
    if not parts:
        return "，均符合" if all(o is Outcome.MET for o in outcomes) else ""
    return "，其中" + "，".join(parts)


def counted(judged: list[JudgedRow]) -> Interval:
    """How many rows are meant and pass, at least and at most."""
    outcomes = [all_of((row.meant, row.test.outcome)) for row in judged]
    sure = Decimal(outcomes.count(Outcome.MET))
    open_rows = sum(o not in (Outcome.MET, Outcome.NOT_MET) for o in outcomes)
    return Interval(sure, sure + open_rows, None if open_rows else sure)


def shared(judged: list[JudgedRow]) -> Interval | None:
    """The share of the rows meant that pass, at least and at most; None where none is meant."""
    sure = {"yes": 0, "no": 0, "maybe": 0}
    perhaps = {"yes": 0, "no": 0, "maybe": 0}
    words = {Outcome.MET: "yes", Outcome.NOT_MET: "no"}
    for row in judged:
        if row.meant is not Outcome.NOT_MET:
            tally = sure if row.meant is Outcome.MET else perhaps
            tally[words.get(row.test.outcome, "maybe")] += 1
    total = sum(sure.values())
    worst = total + perhaps["no"] + perhaps["maybe"]
    best = total + perhaps["yes"] + perhaps["maybe"]
    if not total:
        # All rows may turn out not to be meant, and then there is no share.
        return None
    low = Decimal(sure["yes"]) / worst
    high = Decimal(sure["yes"] + sure["maybe"] + perhaps["yes"] + perhaps["maybe"]) / best
    return Interval(low, high, low if low == high else None)


def totalled(
    rows: tuple[RosterRow, ...], column: s.ColumnRef, meant: Judge | None
) -> Interval | None:
    """The sum of a column over the rows meant; a cell left out may hold anything from 0 up."""
    total: Interval | None = Interval(Decimal(0), Decimal(0), Decimal(0))
    for row in rows:
        belongs = Outcome.MET if meant is None else meant(row).outcome
        if belongs is Outcome.NOT_MET or total is None:
            continue
        options = column_operand(column, row).options
        amount = options[0] if options else None
        if not isinstance(amount, Interval):
            amount = Interval(Decimal(0), INFINITY)
        elif belongs is not Outcome.MET:
            amount = Interval(min(Decimal(0), amount.low), max(Decimal(0), amount.high))
        total = calculated("+", total, amount)
    return total
