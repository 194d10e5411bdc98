"""The test side of a rule: an expression and a scope in, a `Ruling` out.

Three-valued as Kleene's logic, with judgement beside unknown: what the facts do not settle is
never guessed. Total: every tree that passed the checks gives a ruling for every record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from pipeline.model import Outcome
from pipeline.rules import syntax as s
from pipeline.rules.compare import comparison
from pipeline.rules.rows import (
    Judge,
    counted,
    judged_rows,
    ruled_every,
    ruled_some,
    shared,
    stated_none,
    totalled,
)
from pipeline.rules.ruling import Ruling, joined_all, joined_any, leaf
from pipeline.rules.single import among, holds, known, registered, reported, yes_or_no
from pipeline.rules.uncertain import Interval, negated
from pipeline.rules.values import Scope, Values
from pipeline.rules.windows import Period, period, within
from pipeline.rules.witness import merged


def ruling(node: s.Expression, scope: Scope) -> Ruling:
    """How a test turns out for a record."""
    match node:
        case s.All(parts):
            return joined_all(tuple(ruling(part, scope) for part in parts))
        case s.Any(parts):
            return joined_any(tuple(ruling(part, scope) for part in parts))
        case s.Not(of):
            return _not(of, scope)
        case s.NotBoth(first, second):
            return _not_both(first, second, scope)
        case s.Judgement():
            return _judgement(scope)
        case s.ElseJudgement(test):
            return _else_judgement(test, scope)
        case s.Quantified():
            return _quantified(node, scope)
        case s.AnyWindow(windows, test):
            tried = [_period(window, scope) for window in windows]
            return joined_any(tuple(ruling(test, replace(scope, window=w)) for w in tried))
        case _:
            return _leaf(node, scope)


def _leaf(node: s.Expression, scope: Scope) -> Ruling:
    match node:
        case s.Compare(operator, left, right):
            return comparison(operator, VALUES.of(left, scope), VALUES.of(right, scope))
        case s.Among(item, options):
            return among(VALUES.of(item, scope), options.items)
        case s.Holds(names, wanted, any_one):
            return holds(VALUES.of(names, scope), wanted.items, any_one)
        case s.Within(date, window):
            inside = _period(window, scope)
            return within(VALUES.of(date, scope), inside, scope.reference)
        case s.Known(of):
            return known(VALUES.of(of, scope))
        case s.RegisteredIn():
            return registered(node, scope.record, scope.region)
        case s.Reported(year):
            return reported(VALUES.of(year, scope), scope.record)
        case _:
            return yes_or_no(VALUES.of(node, scope))


def _period(window: s.Window | s.ChosenWindow, scope: Scope) -> Period:
    if isinstance(window, s.ChosenWindow):
        assert scope.window is not None  # the parser allows it inside any_window only
        return scope.window
    arguments = tuple(VALUES.of(argument, scope) for argument in window.arguments)
    return period(window.word, arguments, scope.reference)


# Joining


def _not(of: s.Expression, scope: Scope) -> Ruling:
    inner = ruling(of, scope)
    outcome = negated(inner.outcome)
    needs = () if outcome is Outcome.MET else inner.needs or _keys_of(of)
    step = replace(
        inner.step, says=f"要求不成立：{inner.says}", outcome=outcome, parts=(inner.step,)
    )
    return replace(inner, outcome=outcome, step=step, needs=needs)


def _not_both(first: s.Expression, second: s.Expression, scope: Scope) -> Ruling:
    both = joined_all((ruling(first, scope), ruling(second, scope)))
    outcome = negated(both.outcome)
    says = f"不得同时成立：{'；'.join(part.says for part in both.step.parts)}"
    needs = () if outcome is Outcome.MET else both.needs or _keys_of(s.All((first, second)))
    step = replace(both.step, says=says, outcome=outcome)
    return replace(both, outcome=outcome, step=step, needs=needs)


def _keys_of(node: s.Expression) -> tuple[str, ...]:
    """The fields and columns that a test looks at."""
    keys = (
        inner.key if isinstance(inner, s.FieldRef) else inner.path
        for inner in s.walk(node)
        if isinstance(inner, s.FieldRef | s.ColumnRef)
    )
    return tuple(dict.fromkeys(keys))


def _judgement(scope: Scope) -> Ruling:
    answer = scope.answer
    if answer is None:
        return leaf(Outcome.JUDGEMENT, "需人工判断")
    reason = f"：{answer.reason}" if answer.reason else ""
    word = "符合" if answer.answer else "不符合"
    return leaf(Outcome.MET if answer.answer else Outcome.NOT_MET, f"人工判断{word}{reason}")


def _else_judgement(test: s.Expression, scope: Scope) -> Ruling:
    facts = ruling(test, scope)
    if facts.outcome is Outcome.MET:
        return facts
    person = _judgement(scope)
    says = f"{facts.says}；{person.says}"
    needs = facts.needs if person.outcome is Outcome.JUDGEMENT else ()
    step = replace(person.step, says=says, parts=(facts.step, person.step))
    return replace(person, step=step, needs=needs, comparisons=facts.comparisons)


# Rows


def _judges(rows: s.Rows, scope: Scope) -> Judge | None:
    where = rows.where
    return None if where is None else lambda row: ruling(where, scope.at(row))


def _quantified(node: s.Quantified, scope: Scope) -> Ruling:
    rows = scope.record.rosters.get(node.rows.roster, ())
    judged = judged_rows(
        rows, _judges(node.rows, scope), lambda row: ruling(node.test, scope.at(row))
    )
    none = stated_none(node.rows, scope.record)
    rule: Callable[..., Ruling] = ruled_every if node.word == "every" else ruled_some
    return rule(node.rows, judged, none)


def _count(node: s.Counted, scope: Scope) -> tuple[Interval | None, tuple[str, ...]]:
    """The bounds of a count, share or total, and the keys that would narrow them."""
    rows = scope.record.rosters.get(node.rows.roster, ())
    roster = (node.rows.roster,)
    if not rows:
        zero = stated_none(node.rows, scope.record) and node.word != "share"
        return (Interval(Decimal(0), Decimal(0), Decimal(0)) if zero else None), roster
    meant = _judges(node.rows, scope)
    if node.word == "total" and isinstance(node.of, s.ColumnRef):
        return totalled(rows, node.of, meant), (f"{node.rows.roster}.{node.of.key}",)
    test = node.of
    if node.word == "share" and test is None:
        # share(rows where A) is the share of A among all rows.
        test, meant = node.rows.where, None
    judged = judged_rows(
        rows,
        meant,
        lambda row: leaf(Outcome.MET, "") if test is None else ruling(test, scope.at(row)),
    )
    needs = merged(*(row.test.needs for row in judged if row.test.outcome is Outcome.UNKNOWN))
    return (shared(judged) if node.word == "share" else counted(judged)), needs or roster


VALUES = Values(rule=ruling, count=_count)
