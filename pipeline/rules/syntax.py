"""The tree of a rule: what the parser makes and the evaluator walks. Frozen, no behaviour.

Names are already resolved: a `FieldRef` or `ColumnRef` carries the catalogue's label, kind
and unit, so that judging needs no catalogue and no file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from extractors.values import ValueKind


@dataclass(frozen=True, slots=True)
class Number:
    """500, 0.7, 70%; `percent` remembers how it was written."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """'租赁'."""

    value: str


@dataclass(frozen=True, slots=True)
class TextList:
    """['企业', '事业']."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """2021-04-04."""

    value: dt.date


@dataclass(frozen=True, slots=True)
class YesNo:
    """yes, no."""

    value: bool


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of the catalogue."""

    key: str
    label: str
    kind: ValueKind
    unit: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A column of the roster whose rows are being looked at."""

    roster: str
    key: str
    label: str
    kind: ValueKind
    unit: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.roster}.{self.key}"


@dataclass(frozen=True, slots=True)
class ReferenceDate:
    """reference_date: the application date, without one the day of evaluation."""


@dataclass(frozen=True, slots=True)
class Negative:
    """-x."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """a + b, a - b, a * b, a / b."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """ceil(x), months(a, b), … : the functions of `language.FUNCTIONS`."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """if A then x else y."""

    test: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Statistic:
    """statistic(event_count, 2023): a figure of the yearly statistics."""

    figure: ColumnRef
    year: Expression


@dataclass(frozen=True, slots=True)
class Rows:
    """tenants where kind == '企业'."""

    roster: str
    label: str
    where: Expression | None = None


@dataclass(frozen=True, slots=True)
class Quantified:
    """every(rows, test), some(rows, test)."""

    word: str
    rows: Rows
    test: Expression


@dataclass(frozen=True, slots=True)
class Counted:
    """count(rows), share(rows), share(rows, test), total(rows, column)."""

    word: str
    rows: Rows
    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """a >= b and its kin."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Among:
    """premises_tenure in ['自有', '租赁']."""

    item: Expression
    options: TextList


@dataclass(frozen=True, slots=True)
class Holds:
    """services holds ['工商注册', '政策咨询'] (all of them), services holds any [...]."""

    names: Expression
    wanted: TextList
    any: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """last_year, this_year, last_months(12), period(a, b)."""

    word: str
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenWindow:
    """window: the one being tried inside any_window(…)."""


@dataclass(frozen=True, slots=True)
class Within:
    """held_on within last_year."""

    date: Expression
    window: Window | ChosenWindow


@dataclass(frozen=True, slots=True)
class AnyWindow:
    """any_window(last_year, last_months(12), test): the applicant may choose."""

    windows: tuple[Window, ...]
    test: Expression


@dataclass(frozen=True, slots=True)
class Known:
    """known(x): x is stated."""

    of: Expression


@dataclass(frozen=True, slots=True)
class RegisteredIn:
    """registered_in('5301', …), registered_in(region)."""

    codes: tuple[str, ...]
    region: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """reported(year): the yearly statistics hold that year."""

    year: Expression


@dataclass(frozen=True, slots=True)
class NotBoth:
    """not_both(a, b)."""

    one: Expression
    other: Expression


@dataclass(frozen=True, slots=True)
class Not:
    """not a."""

    of: Expression


@dataclass(frozen=True, slots=True)
class All:
    """a and b and c."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """a or b or c."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """judgement: only a person can say."""


@dataclass(frozen=True, slots=True)
class ElseJudgement:
    """a else judgement: a settles it where it is met; otherwise a person says."""

    test: Expression


Value = (
    Number
    | Text
    | TextList
    | Day
    | YesNo
    | FieldRef
    | ColumnRef
    | ReferenceDate
    | Negative
    | Arithmetic
    | Call
    | Choose
    | Statistic
    | Counted
)
Test = (
    Quantified
    | Compare
    | Among
    | Holds
    | Within
    | AnyWindow
    | Known
    | RegisteredIn
    | Reported
    | NotBoth
    | Not
    | All
    | Any
    | Judgement
    | ElseJudgement
)
Expression = Value | Test | Window | ChosenWindow | Rows


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside a node, left to right."""
    match node:
        case Negative(of) | Known(of) | Not(of):
            return (of,)
        case Arithmetic(_, left, right) | Compare(_, left, right) | NotBoth(left, right):
            return (left, right)
        case Call(_, arguments) | Window(_, arguments):
            return arguments
        case Choose(test, then, otherwise):
            return (test, then, otherwise)
        case Statistic(figure, year):
            return (figure, year)
        case Rows(_, _, where):
            return () if where is None else (where,)
        case Quantified(_, rows, test):
            return (rows, test)
        case Counted(_, rows, of):
            return (rows,) if of is None else (rows, of)
        case Among(item, _):
            return (item,)
        case Holds(names, _, _):
            return (names,)
        case Within(date, window):
            return (date, window)
        case AnyWindow(windows, test):
            return (*windows, test)
        case Reported(year):
            return (year,)
        case All(parts) | Any(parts):
            return parts
        case ElseJudgement(test):
            return (test,)
        case _:
            return ()


def walk(node: Expression) -> tuple[Expression, ...]:
    """The node and everything inside it, left to right."""
    found: tuple[Expression, ...] = (node,)
    for child in children(node):
        found += walk(child)
    return found
