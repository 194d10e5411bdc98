"""A rule's tree in, nothing out but an error: do its kinds and units fit together?

Asks of every comparison, sum and function that its parts are of one kind and one measure, so
that square metres are never compared with yuan, nor a date with a count. Never evaluates.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from extractors.values import ValueKind
from pipeline.rules import syntax as s
from pipeline.rules.tokens import LanguageError

TEST, NUMBER, DATE, YES_NO = "test", "number", "date", "yes/no"
TEXT, NAMES, DIVISION = "text", "names", "division"
KINDS = {
    ValueKind.NUMBER: NUMBER,
    ValueKind.DATE: DATE,
    ValueKind.YES_NO: YES_NO,
    ValueKind.TEXT: TEXT,
    ValueKind.CHOICE: TEXT,
    ValueKind.NAMES: NAMES,
    ValueKind.DIVISION: DIVISION,
}
# Everything counted is one measure: mentors per tenant is a sound question, ㎡ per yuan is not.
MEASURES = {"㎡": "㎡", "元": "元", "年": "年", "月": "月", "天": "天", "1": "1"}
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Sort:
    """Kind of an expression; `measure` of a number, None where any fits (a literal)."""

    kind: str
    measure: str | None = None
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.kind == NUMBER and self.measure not in (None, "1"):
            return f"a number in {self.measure}" if self.measure != COUNT else "a count"
        return {TEST: "a test", YES_NO: "yes or no", NUMBER: "a number", DATE: "a date"}.get(
            self.kind, f"a {self.kind}"
        )


def check_test(node: s.Expression) -> None:
    """Check a whole rule.

    Raises:
        LanguageError: the rule is no test, or parts of it do not fit each other.
    """
    for part in s.walk(node):
        if isinstance(part, s.Quantified | s.Counted):
            inside = s.walk(part)
            if any(isinstance(i, s.Judgement | s.ElseJudgement) for i in inside):
                raise LanguageError(
                    "a judgement is asked once for the whole application, not row by row;"
                    " move it out of the brackets: every(…) and judgement"
                )
    _test(node)


def _test(node: s.Expression) -> None:
    found = sort_of(node)
    if found.kind not in (TEST, YES_NO):
        raise LanguageError(
            f"a test is expected (a comparison, or a field of yes or no), not {found};"
            " compare it with something, for instance >= 1"
        )


def sort_of(node: s.Expression) -> Sort:
    """The kind and measure of an expression, its parts checked on the way.

    Raises:
        LanguageError: parts do not fit each other.
    """
    match node:
        case s.Number(_, percent):
            return Sort(NUMBER, "1" if percent else None)
        case s.Text():
            return Sort(TEXT)
        case s.TextList():
            return Sort(NAMES)
        case s.Day() | s.ReferenceDate():
            return Sort(DATE)
        case s.YesNo():
            return Sort(YES_NO)
        case s.FieldRef() | s.ColumnRef():
            return _of_reference(node)
        case s.Negative(of):
            return _wanted(of, NUMBER, "a minus sign")
        case s.Arithmetic():
            return _of_arithmetic(node)
        case s.Call():
            return _of_call(node)
        case s.Choose(test, then, otherwise):
            _test(test)
            return _same(sort_of(then), sort_of(otherwise), "the two values of 'if'")
        case s.Statistic(figure, year):
            _wanted(year, NUMBER, "the year of statistic()")
            return _of_reference(figure)
        case s.Counted():
            return _of_counted(node)
        case _:
            _check_part(node)
            return Sort(TEST)


def _check_part(node: s.Expression) -> None:
    """Check the tests: what each asks of its parts."""
    match node:
        case s.Compare():
            _check_comparison(node)
        case s.Among(item, options):
            _check_choices(_wanted(item, TEXT, "'in'"), options.items)
        case s.Holds(names, wanted, _):
            _check_choices(_wanted(names, NAMES, "'holds'"), wanted.items)
        case s.Within(date, window):
            _wanted(date, DATE, "'within'")
            _check_window(window)
        case s.AnyWindow(windows, test):
            for window in windows:
                _check_window(window)
            _test(test)
        case s.Reported(year):
            _wanted(year, NUMBER, "reported()")
        case s.Known(of):
            sort_of(of)
        case s.Quantified(_, rows, test):
            _check_rows(rows)
            _test(test)
        case s.NotBoth(one, other):
            _test(one)
            _test(other)
        case s.Not(of) | s.ElseJudgement(of):
            _test(of)
        case s.All(parts) | s.Any(parts):
            for part in parts:
                _test(part)


def _of_reference(node: s.FieldRef | s.ColumnRef) -> Sort:
    kind = KINDS[node.kind]
    measure = None
    # A calendar year is a number without a measure: it is compared with year(date).
    if kind == NUMBER and not (isinstance(node, s.ColumnRef) and node.key == "year"):
        measure = MEASURES.get(node.unit or "1", COUNT)
    # Every policy names its own categories: the ruleset lists them, not the catalogue.
    choices = () if node.key == "category" else node.choices
    return Sort(kind, measure, choices)


def _of_arithmetic(node: s.Arithmetic) -> Sort:
    left = _wanted(node.left, NUMBER, f"'{node.operator}'")
    right = _wanted(node.right, NUMBER, f"'{node.operator}'")
    if node.operator in "+-":
        return _same(left, right, f"the two sides of '{node.operator}'")
    if left.measure is None or right.measure is None:
        return Sort(NUMBER)
    if node.operator == "/" and left.measure == right.measure:
        return Sort(NUMBER, "1")
    if right.measure == "1":
        return left
    if node.operator == "*" and left.measure == "1":
        return right
    return Sort(NUMBER, f"{left.measure}{node.operator}{right.measure}")


CALLS: dict[str, tuple[str, Sort]] = {
    "months": (DATE, Sort(NUMBER, "月")),
    "years": (DATE, Sort(NUMBER, "年")),
    "days": (DATE, Sort(NUMBER, "天")),
    "year": (DATE, Sort(NUMBER)),
    "first_day": (NUMBER, Sort(DATE)),
    "last_day": (NUMBER, Sort(DATE)),
    "day_after": (DATE, Sort(DATE)),
    "earliest": (DATE, Sort(DATE)),
    "latest": (DATE, Sort(DATE)),
    # What is rounded is a plain count: one mentor for every 15 tenants.
    "ceil": (NUMBER, Sort(NUMBER)),
    "floor": (NUMBER, Sort(NUMBER)),
}


def _of_call(node: s.Call) -> Sort:
    if node.name in ("least", "greatest"):
        sorts = [_wanted(a, NUMBER, f"{node.name}()") for a in node.arguments]
        result = sorts[0]
        for sort in sorts[1:]:
            result = _same(result, sort, f"the values of {node.name}()")
        return result
    if node.name == "add_months":
        _wanted(node.arguments[0], DATE, "add_months()")
        _wanted(node.arguments[1], NUMBER, "the months of add_months()")
        return Sort(DATE)
    wanted, result = CALLS[node.name]
    for argument in node.arguments:
        _wanted(argument, wanted, f"{node.name}()")
    return result


def _of_counted(node: s.Counted) -> Sort:
    _check_rows(node.rows)
    if node.word == "count":
        return Sort(NUMBER, COUNT)
    if node.word == "total" and node.of is not None:
        return _wanted(node.of, NUMBER, "total()")
    if node.of is not None:
        _test(node.of)
    elif node.rows.where is None:
        raise LanguageError("share(rows) needs a test: share(tenants where kind == '企业')")
    return Sort(NUMBER, "1")


def _check_rows(rows: s.Rows) -> None:
    if rows.where is not None:
        _test(rows.where)


def _check_window(window: s.Window | s.ChosenWindow) -> None:
    if isinstance(window, s.ChosenWindow):
        return
    wanted = NUMBER if window.word == "last_months" else DATE
    for argument in window.arguments:
        _wanted(argument, wanted, f"{window.word}()")


def _check_comparison(node: s.Compare) -> None:
    left, right = sort_of(node.left), sort_of(node.right)
    if NAMES in (left.kind, right.kind):
        raise LanguageError(
            "a set of names is not compared; write 'services holds [...]' or 'holds any [...]'"
        )
    _same(left, right, f"the two sides of '{node.operator}'")
    if node.operator not in ("==", "!=") and left.kind not in (NUMBER, DATE):
        raise LanguageError(f"'{node.operator}' orders numbers or dates, not {left}; use == or !=")
    for sort, other in ((left, node.right), (right, node.left)):
        if isinstance(other, s.Text):
            _check_choices(sort, (other.value,))


def _check_choices(sort: Sort, wanted: tuple[str, ...]) -> None:
    # A set of names is open (a space may offer what no list has); a choice is not.
    cutoff = 0.7 if sort.kind == NAMES else 0.3
    for item in wanted:
        if sort.choices and item not in sort.choices:
            near = difflib.get_close_matches(item, sort.choices, n=1, cutoff=cutoff)
            if sort.kind == NAMES and not near:
                continue
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise LanguageError(
                f"{item!r} is no value of this field; its values are"
                f" {'、'.join(sort.choices)}.{hint}"
            )


def _wanted(node: s.Expression, kind: str, by: str) -> Sort:
    found = sort_of(node)
    if found.kind != kind:
        raise LanguageError(f"{by} takes {Sort(kind)}, and this is {found}")
    return found


def _same(left: Sort, right: Sort, what: str) -> Sort:
    """The common sort of two sides; a literal takes the measure of the other."""
    if left.kind != right.kind:
        raise LanguageError(f"{what} are {left} and {right}; they must be of one kind")
    if None not in (left.measure, right.measure) and left.measure != right.measure:
        raise LanguageError(
            f"{what} are {left} and {right}; compare like with like, or use their ratio"
        )
    return left if left.measure is not None or left.choices else right
