"""The value side of a rule: an expression in, an `Operand` out.

Every arithmetic carries intervals, every combination of rivals is kept. `Scope` is all that an
expression may see: the record, the reference date, one row, one window, one answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.model import RosterRow
from extractors.values import PartialDate
from pipeline.model import Answer, Outcome, Record
from pipeline.rules import syntax as s
from pipeline.rules.model import Region
from pipeline.rules.ruling import Ruling
from pipeline.rules.spans import days_between, months_and_days, months_of, next_day, shifted
from pipeline.rules.uncertain import (
    Days,
    Interval,
    calculated,
    exactly,
    one_day,
    rounded,
)
from pipeline.rules.windows import Period
from pipeline.rules.witness import (
    Operand,
    Option,
    column_operand,
    combinations,
    field_operand,
    merged,
)
from pipeline.rules.words import figure, month_span

SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may see while it is judged."""

    record: Record
    reference: Operand
    region: Region
    answer: Answer | None = None
    row: RosterRow | None = None
    window: Period | None = None  # the one being tried inside any_window

    def at(self, row: RosterRow) -> Scope:
        return replace(self, row=row)


Rule = Callable[[s.Expression, Scope], Ruling]
CountRows = Callable[[s.Counted, Scope], tuple[Interval | None, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Values:
    """Evaluates values; `rule` and `count` are how a test inside one is judged."""

    rule: Rule
    count: CountRows

    def of(self, node: s.Expression, scope: Scope) -> Operand:
        """The operand of an expression."""
        match node:
            case s.Number(value, percent):
                unit = "1" if percent else None
                return _literal(exactly(value), figure(value, unit), unit)
            case s.Text(value):
                return _literal(value, value)
            case s.TextList(items):
                return _literal(items, "、".join(items))
            case s.Day(value):
                return _literal(one_day(value), value.isoformat())
            case s.YesNo(value):
                return _literal(value, "是" if value else "否")
            case s.ReferenceDate():
                return scope.reference
            case s.FieldRef():
                return field_operand(node, scope.record)
            case s.ColumnRef():
                assert scope.row is not None
                return column_operand(node, scope.row)
            case _:
                return self._made(node, scope)

    def _made(self, node: s.Expression, scope: Scope) -> Operand:
        """The operand of an expression that is made of others."""
        match node:
            case s.Negative(of):
                return self.of(s.Arithmetic("*", s.Number(Decimal(-1)), of), scope)
            case s.Arithmetic():
                return self._arithmetic(node, scope)
            case s.Call():
                return self._call(node, scope)
            case s.Choose():
                return self._choose(node, scope)
            case s.Statistic():
                return self._statistic(node, scope)
            case s.Counted():
                return self._counted(node, scope)
            case _:
                ruling = self.rule(node, scope)
                settled = ruling.outcome in (Outcome.MET, Outcome.NOT_MET)
                options: tuple[Option, ...] = (ruling.outcome is Outcome.MET,) if settled else ()
                return Operand(options, ruling.says, ruling.says, ruling.needs, ruling.needs)

    def _arithmetic(self, node: s.Arithmetic, scope: Scope) -> Operand:
        left, right = self.of(node.left, scope), self.of(node.right, scope)
        found: list[Option] = []
        for a, b in combinations([left.options, right.options]):
            if isinstance(a, Interval) and isinstance(b, Interval):
                result = calculated(node.operator, a, b)
                if result is not None and result not in found:
                    found.append(result)
        unit = _unit(node.operator, left, right)
        label = f"{_name(left)}{SIGNS[node.operator]}{_name(right)}"
        return _derived((left, right), tuple(found), label, unit)

    def _call(self, node: s.Call, scope: Scope) -> Operand:
        operands = tuple(self.of(argument, scope) for argument in node.arguments)
        if node.name in ("earliest", "latest", "least", "greatest"):
            return _extreme(node.name, operands)
        found: list[Option] = []
        for options in combinations([operand.options for operand in operands]):
            result = _applied(node.name, options)
            if result is not None and result not in found:
                found.append(result)
        return _called(node.name, operands, tuple(found))

    def _choose(self, node: s.Choose, scope: Scope) -> Operand:
        test = self.rule(node.test, scope)
        then, otherwise = self.of(node.then, scope), self.of(node.otherwise, scope)
        if test.outcome is Outcome.MET:
            return then
        if test.outcome is Outcome.NOT_MET:
            return otherwise
        options = tuple(dict.fromkeys((*then.options, *otherwise.options)))
        both = then.options and otherwise.options
        return Operand(
            options if both else (),
            then.label,
            f"{then.shown} 或 {otherwise.shown}（{test.says}）",
            merged(then.keys, otherwise.keys),
            merged(test.needs, then.doubts, otherwise.doubts),
            then.unit,
            then.fixed and otherwise.fixed,
        )

    def _statistic(self, node: s.Statistic, scope: Scope) -> Operand:
        year = self.of(node.year, scope)
        row = reported_row(year, scope.record)
        label = f"{year.shown}年{node.figure.label}"
        if row is None:
            keys = ("yearly_statistics",)
            return Operand((), label, "未知", keys, merged(keys, year.doubts), node.figure.unit)
        return replace(column_operand(node.figure, row), label=label)

    def _counted(self, node: s.Counted, scope: Scope) -> Operand:
        number, needs = self.count(node, scope)
        word = {"count": "行数", "share": "占比", "total": "合计"}[node.word]
        unit = {"count": "行", "share": "1"}.get(node.word)
        if isinstance(node.of, s.ColumnRef):
            word, unit = f"{node.of.label}合计", node.of.unit
        label = f"{node.rows.label}中符合条件的{word}" if node.word != "total" else word
        keys = (node.rows.roster,)
        if number is None:
            return Operand((), label, "未知", keys, merged(keys, needs), unit)
        exact = number.low == number.high
        return Operand(
            (number,), label, shown_number(number, unit), keys, () if exact else needs, unit
        )


def reported_row(year: Operand, record: Record) -> RosterRow | None:
    """The row of the yearly statistics for that year; None where there is none."""
    if len(year.options) != 1:
        return None
    wanted = year.options[0]
    if not isinstance(wanted, Interval) or wanted.low != wanted.high:
        return None
    for row in record.rosters.get("yearly_statistics", ()):
        cell = row.cells.get("year")
        value = cell.value if cell is not None else None
        if isinstance(value, PartialDate):
            value = Decimal(value.year)
        elif isinstance(value, str) and value.removesuffix("年").isdecimal():
            value = Decimal(value.removesuffix("年"))
        if isinstance(value, Decimal) and value == wanted.low:
            return row
    return None


def _literal(option: Option, text: str, unit: str | None = None) -> Operand:
    return Operand((option,), "", text, unit=unit, fixed=True)


def _name(operand: Operand) -> str:
    return operand.label or operand.shown


def _derived(
    made_of: tuple[Operand, ...], options: tuple[Option, ...], label: str, unit: str | None
) -> Operand:
    """A computed operand that keeps what it was made of."""
    return Operand(
        options,
        label,
        show_options(options, unit),
        merged(*(part.keys for part in made_of)),
        merged(*(part.doubts for part in made_of)),
        unit,
        all(part.fixed for part in made_of),
        tuple(e for part in made_of for e in part.evidence),
    )


def show_options(options: tuple[Option, ...], unit: str | None) -> str:
    """Computed options as they are read."""
    texts = []
    for option in options:
        match option:
            case Interval():
                texts.append(shown_number(option, unit))
            case Days(low, high):
                texts.append(str(low) if low == high else f"{low}至{high}")
            case tuple():
                texts.append("、".join(option))
            case bool():
                texts.append("是" if option else "否")
            case _:
                texts.append(option)
    return " 或 ".join(dict.fromkeys(texts)) or "未知"


def shown_number(number: Interval, unit: str | None) -> str:
    """An interval as it is read: 820㎡, 18至22家, 20家以上."""
    if number.low == number.high:
        return figure(number.low, unit)
    if not number.high.is_finite():
        return f"{figure(number.low, unit)}以上" if number.low.is_finite() else "未知"
    return f"{figure(number.low, unit)}至{figure(number.high, unit)}"


def _unit(operator: str, left: Operand, right: Operand) -> str | None:
    if operator == "/" and left.unit == right.unit and left.unit is not None:
        return "1"
    if operator in "+-":
        return left.unit or right.unit
    if left.unit in (None, "1"):
        return right.unit
    return left.unit if right.unit in (None, "1") else None


def _extreme(name: str, operands: tuple[Operand, ...]) -> Operand:
    """The earliest, latest, least or greatest; one missing side leaves the result half open."""
    smallest = name in ("earliest", "least")
    found: list[Option] = []
    for options in combinations([operand.options or (None,) for operand in operands]):  # type: ignore[misc]
        result = _extreme_of([o for o in options if o is not None], len(options), smallest)
        if result is not None and result not in found:
            found.append(result)
    words = {"earliest": "较早者", "latest": "较晚者", "least": "较小者", "greatest": "较大者"}
    label = "与".join(_name(operand) for operand in operands) + f"中的{words[name]}"
    return _derived(operands, tuple(found), label, operands[0].unit)


def _extreme_of(known: list[Option], wanted: int, smallest: bool) -> Option | None:
    pick = min if smallest else max
    dates = [option for option in known if isinstance(option, Days)]
    if dates:
        low, high = pick(d.low for d in dates), pick(d.high for d in dates)
        if len(dates) < wanted:
            low, high = (low.min, high) if smallest else (low, high.max)
        return Days(low, high)
    numbers = [option for option in known if isinstance(option, Interval)]
    if not numbers:
        return None
    bottom, top = pick(n.low for n in numbers), pick(n.high for n in numbers)
    if len(numbers) < wanted:
        bottom = Decimal("-Infinity") if smallest else bottom
        top = top if smallest else Decimal("Infinity")
    return Interval(bottom, top, bottom if bottom == top else None)


def _applied(name: str, options: tuple[Option, ...]) -> Option | None:
    """One function on one combination of options."""
    match name, options:
        case "ceil" | "floor", (Interval() as number,):
            return rounded(number, up=name == "ceil")
        case "months", (Days() as start, Days() as end):
            return months_of(start, end)
        case "years", (Days() as start, Days() as end):
            months = months_of(start, end)
            nominal = None if months.nominal is None else months.nominal / 12
            return Interval(months.low / 12, months.high / 12, nominal)
        case "days", (Days() as start, Days() as end):
            return days_between(start, end)
        case "year", (Days(low, high),):
            years = Decimal(low.year), Decimal(high.year)
            return Interval(*years, years[0] if low.year == high.year else None)
        case "first_day" | "last_day", (Interval() as year,):
            return _day_of_year(year, last=name == "last_day")
        case "day_after", (Days(low, high),):
            return Days(next_day(low), next_day(high))
        case "add_months", (Days() as date, Interval() as months):
            return _months_later(date, months)
        case _:
            return None


def _day_of_year(year: Interval, last: bool) -> Days | None:
    bounds = [_whole(bound) for bound in (year.low, year.high)]
    if any(bound is None or not 1 <= bound <= 9999 for bound in bounds):
        return None
    pair = [
        PartialDate(bound).last_day if last else PartialDate(bound).first_day
        for bound in bounds
        if bound is not None
    ]
    return Days(pair[0], pair[1])


def _months_later(date: Days, months: Interval) -> Days | None:
    low, high = _whole(months.low), _whole(months.high)
    # Beyond some ten thousand years there is no calendar.
    if low is None or high is None or max(abs(low), abs(high)) > 120_000:
        return None
    return Days(shifted(date, low).low, shifted(date, high).high)


def _whole(number: Decimal) -> int | None:
    if not number.is_finite() or abs(number) > 1_000_000 or number != number.to_integral_value():
        return None
    return int(number)


UNITS_OF_CALLS = {"months": "个月", "years": "年", "days": "天"}


def _called(name: str, operands: tuple[Operand, ...], options: tuple[Option, ...]) -> Operand:
    """The operand of a function, with the words that an official uses for it."""
    names = [_name(operand) for operand in operands]
    match name:
        case "months" | "years" | "days":
            label = f"{names[0]}至{names[1]}"
        case "ceil" | "floor":
            label = f"{names[0]}（{'进一' if name == 'ceil' else '舍尾'}取整）"
        case "first_day" | "last_day":
            label = f"{operands[0].shown}年{'首日' if name == 'first_day' else '末日'}"
        case "year":
            label = f"{names[0]}所在年份"
        case "day_after":
            label = f"{names[0]}的次日"
        case _:
            label = f"{names[0]}之后{operands[1].shown}个月"
    made = _derived(operands, options, label, UNITS_OF_CALLS.get(name))
    if name == "months" and options:
        made = replace(made, shown=_spans(operands))
    return made


def _spans(operands: tuple[Operand, ...]) -> str:
    """Months and days between two dates in words, for each combination of witnesses."""
    texts = []
    for start, end in combinations([operand.options for operand in operands]):
        if isinstance(start, Days) and isinstance(end, Days):
            least = months_and_days(start.high, end.low)[:2]
            most = months_and_days(start.low, end.high)[:2]
            words = [_span(*pair) for pair in dict.fromkeys((least, most))]
            texts.append("至".join(words))
    return " 或 ".join(dict.fromkeys(texts))


def _span(months: int, days: int) -> str:
    if months >= 0:
        return month_span(months, days)
    # A start after the end: no time has passed.
    return "不足0个月"
