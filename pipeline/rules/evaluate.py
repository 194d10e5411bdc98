"""The test side of a rule: an expression and a scope in, a `Ruling` out.

Three-valued as Kleene's logic, with judgement beside unknown: what the facts do not settle is
never guessed. Total: every tree that passed the checks gives a ruling for every record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import product

from extractors.values import ValueKind
from pipeline.model import Outcome
from pipeline.rules import syntax as s
from pipeline.rules.place import address_inside, code_inside, division_of
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
from pipeline.rules.ruling import Comparison, Ruling, joined_all, joined_any, leaf
from pipeline.rules.spans import next_day, shifted
from pipeline.rules.uncertain import Days, Interval, agreed, all_of, any_of, compared, negated
from pipeline.rules.values import Scope, Values, reported_row
from pipeline.rules.witness import Operand, Option, field_operand, merged
from pipeline.rules.words import OUTCOMES, figure, plain

WANTED = {">=": "不低于", "<=": "不高于", ">": "高于", "<": "低于", "==": "为", "!=": "不为"}
WANTED_DATE = {">=": "不早于", "<=": "不晚于", ">": "晚于", "<": "早于", "==": "为", "!=": "不为"}
MARGIN_PLACES = Decimal("0.000001")


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
            tried = [_window(window, scope) for window in windows]
            return joined_any(tuple(ruling(test, replace(scope, window=w)) for w in tried))
        case _:
            return _leaf(node, scope)


def _leaf(node: s.Expression, scope: Scope) -> Ruling:
    match node:
        case s.Compare():
            return _compare(node, scope)
        case s.Among(item, options):
            return _among(VALUES.of(item, scope), options.items)
        case s.Holds(names, wanted, any_one):
            return _holds(VALUES.of(names, scope), wanted.items, any_one)
        case s.Within(date, window):
            return _within(VALUES.of(date, scope), window, scope)
        case s.Known(of):
            operand = VALUES.of(of, scope)
            outcome = Outcome.NOT_MET if operand.missing else Outcome.MET
            return leaf(outcome, f"{operand.label}：{operand.shown}", operand.keys)
        case s.RegisteredIn():
            return _registered(node, scope)
        case s.Reported(year):
            return _reported(VALUES.of(year, scope), scope)
        case _:
            return _yes_no(VALUES.of(node, scope))


# Joining


def _not(of: s.Expression, scope: Scope) -> Ruling:
    inner = ruling(of, scope)
    outcome = negated(inner.outcome)
    needs = inner.needs or _keys_of(of)
    says = inner.says if isinstance(of, s.Compare | s.Among | s.Holds) else f"非（{inner.says}）"
    step = replace(inner.step, says=says, outcome=outcome, parts=(inner.step,))
    return replace(inner, outcome=outcome, step=step, needs=needs if outcome is not Outcome.MET else ())


def _not_both(first: s.Expression, second: s.Expression, scope: Scope) -> Ruling:
    both = joined_all((ruling(first, scope), ruling(second, scope)))
    outcome = negated(both.outcome)
    says = f"不得同时成立：{'；'.join(part.says for part in both.step.parts)}"
    needs = () if outcome is Outcome.MET else both.needs or _keys_of(s.All((first, second)))
    step = replace(both.step, says=says, outcome=outcome)
    return replace(both, outcome=outcome, step=step, needs=needs)


def _keys_of(node: s.Expression) -> tuple[str, ...]:
    keys = (n.key if isinstance(n, s.FieldRef) else n.path for n in s.walk(node)
            if isinstance(n, s.FieldRef | s.ColumnRef))  # fmt: skip
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


# Comparing


def _compare(node: s.Compare, scope: Scope) -> Ruling:
    left, right = VALUES.of(node.left, scope), VALUES.of(node.right, scope)
    operator = node.operator
    if left.fixed and not right.fixed:
        left, right = right, left
        operator = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}.get(operator, operator)
    outcomes = [_pair(operator, a, b) for a, b in product(left.options, right.options)]
    outcome = agreed(outcomes)
    comparison = _margin(outcome, operator, left, right)
    says = _comparison_says(outcome, operator, left, right, comparison)
    needs = merged(left.doubts, right.doubts) if outcome is Outcome.UNKNOWN else ()
    return leaf(
        outcome,
        says,
        needs or merged(left.keys, right.keys),
        (comparison,),
        (*left.evidence, *right.evidence),
    )


def _pair(operator: str, a: Option, b: Option) -> Outcome:
    if isinstance(a, Interval) and isinstance(b, Interval):
        return compared(operator, a, b)
    if isinstance(a, Days) and isinstance(b, Days):
        return compared(operator, a, b)
    same = Outcome.MET if a == b else Outcome.NOT_MET
    return negated(same) if operator == "!=" else same


def _margin(outcome: Outcome, operator: str, left: Operand, right: Operand) -> Comparison:
    """Threshold and margin of the first witness; by the nearest possible day for dates."""
    if not right.options:
        return Comparison(None, None)
    threshold = right.options[0]
    value = left.options[0] if left.options else None
    if isinstance(threshold, Interval):
        limit = threshold.nominal if threshold.nominal is not None else None
        number = value if isinstance(value, Interval) else None
        stated = _stated(outcome, operator, number)
        margin = None if stated is None or limit is None else _rounded(stated - limit)
        return Comparison(None if limit is None else _rounded(limit), margin)
    if isinstance(threshold, Days):
        text = str(threshold.low) if threshold.low == threshold.high else None
        if text is None or not isinstance(value, Days) or outcome is Outcome.UNKNOWN:
            return Comparison(text, None)
        nearest = min((value.low, value.high), key=lambda day: abs((day - threshold.low).days))
        return Comparison(text, Decimal((nearest - threshold.low).days))
    return Comparison(right.shown, None)


def _stated(outcome: Outcome, operator: str, number: Interval | None) -> Decimal | None:
    """The number as stated; of a span between vague dates the end nearest the threshold."""
    if number is None:
        return None
    if number.nominal is not None:
        return number.nominal
    if outcome is Outcome.UNKNOWN or operator not in (">=", ">", "<=", "<"):
        return None
    lowest = (operator in (">=", ">")) == (outcome is Outcome.MET)
    end = number.low if lowest else number.high
    return end if end.is_finite() else None


def _rounded(number: Decimal) -> Decimal:
    """Six decimals at most, without trailing zeros and without exponent."""
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return number
    if number != number.to_integral_value():
        number = number.quantize(MARGIN_PLACES)
    whole = number == number.to_integral_value()
    return number.quantize(Decimal(1)) if whole else Decimal(format(number, "f").rstrip("0"))


def _comparison_says(
    outcome: Outcome, operator: str, left: Operand, right: Operand, comparison: Comparison
) -> str:
    unit = left.unit if right.unit is None else right.unit
    limit = right.shown
    if isinstance(comparison.threshold, Decimal) and (right.fixed or right.unit is None):
        limit = figure(comparison.threshold, unit)
    words = WANTED_DATE if right.options and isinstance(right.options[0], Days) else WANTED
    wanted = f"要求{words[operator]}{limit}"
    if not right.fixed and right.label:
        wanted += f"（{right.label}）"
    subject = f"{left.label}{_glue(left)}{left.shown}"
    match outcome:
        case Outcome.MET:
            return f"{subject}，{wanted}，符合{_difference(comparison, unit)}"
        case Outcome.NOT_MET:
            return f"{subject}，{wanted}，不符合{_difference(comparison, unit)}"
        case _:
            return f"{subject}，{wanted}，{_why_open(left, right)}"


def _glue(operand: Operand) -> str:
    return "" if operand.label and operand.shown[:1].isdigit() else "："


def _why_open(left: Operand, right: Operand) -> str:
    for operand in (left, right):
        if operand.missing:
            name = operand.label or operand.shown
            return f"{name}没有查到，无法断定" if operand is right else "没有查到，无法断定"
    if len(left.options) > 1 or len(right.options) > 1:
        return "说法不一，落在门槛两侧，无法断定"
    return "不够精确，无法断定在门槛哪一侧"


def _difference(comparison: Comparison, unit: str | None) -> str:
    if comparison.margin is None:
        return ""
    if not isinstance(comparison.threshold, Decimal):
        days = comparison.margin
        return f"（{'晚' if days > 0 else '早'}{plain(abs(days))}天）" if days else "（正好）"
    if comparison.margin == 0:
        return "（正好）"
    amount = abs(comparison.margin)
    text = f"{plain(amount * 100)}个百分点" if unit == "1" else figure(amount, unit)
    if unit in ("个月", "年"):
        text = f"约{plain(amount, Decimal('0.1'))}{unit}"
    return f"（{'多' if comparison.margin > 0 else '少'}{text}）"


# Single facts


def _yes_no(operand: Operand) -> Ruling:
    outcomes = [Outcome.MET if option is True else Outcome.NOT_MET for option in operand.options]
    outcome = agreed(outcomes)
    says = f"{operand.label}：{operand.shown}"
    if operand.missing:
        says = f"{operand.label}没有查到，无法断定"
    elif outcome is Outcome.UNKNOWN:
        says += "，说法不一，无法断定"
    needs = operand.doubts if outcome is Outcome.UNKNOWN else operand.keys
    return leaf(outcome, says, needs or operand.keys, evidence=operand.evidence)


def _among(item: Operand, options: tuple[str, ...]) -> Ruling:
    outcomes = [Outcome.MET if option in options else Outcome.NOT_MET for option in item.options]
    outcome = agreed(outcomes)
    says = f"{item.label}：{item.shown}，要求为{'或'.join(options)}，{OUTCOMES[outcome]}"
    needs = item.doubts if outcome is Outcome.UNKNOWN else item.keys
    return leaf(outcome, says, needs or item.keys, evidence=item.evidence)


def _holds(names: Operand, wanted: tuple[str, ...], any_one: bool) -> Ruling:
    held = [option if isinstance(option, tuple) else () for option in names.options]
    enough = any if any_one else all
    outcomes = [
        Outcome.MET if enough(item in option for item in wanted) else Outcome.NOT_MET
        for option in held
    ]
    outcome = agreed(outcomes)
    if names.missing:
        says = f"{names.label}没有查到，要求有{'或' .join(wanted) if any_one else '、'.join(wanted)}"
        return leaf(outcome, says + "，无法断定", names.keys)
    found = [item for item in wanted if any(item in option for option in held)]
    lacking = [item for item in wanted if item not in found]
    says = f"{names.label}已有{'、'.join(found) if found else '的项目中没有所要求的'}"
    if lacking and not (any_one and found):
        says += f"，未见{'、'.join(lacking)}"
    if outcome is Outcome.UNKNOWN:
        says += "，各材料说法不一，无法断定"
    return leaf(outcome, says, names.keys, evidence=names.evidence)


def _registered(node: s.RegisteredIn, scope: Scope) -> Ruling:
    """By the credit code or, as well, by the registered address: either is enough."""
    codes = scope.region.codes if node.region else node.codes
    own = codes == scope.region.codes
    code = field_operand(_text("credit_code", "统一社会信用代码"), scope.record)
    address = field_operand(_text("registered_address", "注册地址"), scope.record)
    by_code = agreed([code_inside(o, codes) for o in code.options if isinstance(o, str)])
    by_address = Outcome.UNKNOWN
    if own:
        found = [address_inside(o, scope.region) for o in address.options if isinstance(o, str)]
        by_address = agreed(found)
    says_code = _code_says(code, by_code)
    place = scope.region.name if own else "、".join(codes)
    says_address = f"注册地址：{address.shown}"
    outcome = any_of((by_code, by_address))
    says = f"{says_code}；{says_address}；要求在{place}注册，{OUTCOMES[outcome]}"
    keys = ("credit_code", "registered_address")
    return leaf(outcome, says, keys, evidence=(*code.evidence, *address.evidence))


def _text(key: str, label: str) -> s.FieldRef:
    return s.FieldRef(key, label, ValueKind.TEXT)


def _code_says(code: Operand, outcome: Outcome) -> str:
    divisions = [division_of(o) for o in code.options if isinstance(o, str)]
    known = [division for division in divisions if division]
    if not known:
        return f"统一社会信用代码：{code.shown}"
    return f"统一社会信用代码登记地区划{'、'.join(known)}"


def _reported(year: Operand, scope: Scope) -> Ruling:
    row = reported_row(year, scope.record)
    if row is not None:
        return leaf(Outcome.MET, f"统计年报有{year.shown}年数据")
    says = f"提交的统计年报中没有{year.shown}年数据，是否已报送须以主管部门系统为准"
    return leaf(Outcome.UNKNOWN, says, merged(("yearly_statistics",), year.doubts))


# Windows


def _window(window: s.Window, scope: Scope) -> tuple[Days, Days, str]:
    reference = scope.reference.options[0]
    assert isinstance(reference, Days)
    match window.word:
        case "last_year":
            years = reference.low.year - 1, reference.high.year - 1
            return (*_years(*years), "上一年度")
        case "this_year":
            start, _ = _years(reference.low.year, reference.high.year)
            return start, reference, "本年度"
        case "last_months":
            months = VALUES.of(window.arguments[0], scope)
            count = _exact_number(months)
            if count is None or not 0 < count < 12_000:
                return _EVER
            start = shifted(reference, -int(count))
            return Days(next_day(start.low), next_day(start.high)), reference, f"近{int(count)}个月"
        case _:
            ends = [VALUES.of(argument, scope).options for argument in window.arguments]
            bounds = [o[0] for o in ends if len(o) == 1]
            if len(bounds) == 2 and isinstance(bounds[0], Days) and isinstance(bounds[1], Days):
                return bounds[0], bounds[1], "规定期间"
            return _EVER


# A period whose ends are not known: a date may lie inside it or not.
ANY_DAY = Days(dt.date.min, dt.date.max)
_EVER = (ANY_DAY, ANY_DAY, "（起止不明的期间）")


def _years(low: int, high: int) -> tuple[Days, Days]:
    """The first and the last day of a year that lies between two."""
    low, high = max(1, low), max(1, high)
    starts = Days(dt.date(low, 1, 1), dt.date(high, 1, 1))
    return starts, Days(dt.date(low, 12, 31), dt.date(high, 12, 31))


def _exact_number(operand: Operand) -> Decimal | None:
    option = operand.options[0] if len(operand.options) == 1 else None
    return option.low if isinstance(option, Interval) and option.low == option.high else None


def _within(date: Operand, window: s.Window | s.ChosenWindow, scope: Scope) -> Ruling:
    if isinstance(window, s.ChosenWindow):
        assert scope.window is not None
        start, end, name = scope.window
    else:
        start, end, name = _window(window, scope)
    outcomes = [
        all_of((compared(">=", option, start), compared("<=", option, end)))
        for option in date.options
        if isinstance(option, Days)
    ]
    outcome = agreed(outcomes)
    says = f"{date.label}：{date.shown}，要求在{name}内，{OUTCOMES[outcome]}"
    needs = merged(date.doubts, scope.reference.doubts) if outcome is Outcome.UNKNOWN else ()
    return leaf(outcome, says, needs or date.keys, evidence=date.evidence)


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
