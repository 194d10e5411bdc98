"""Words and signs in, the tree of the rule out: one method a line of the grammar.

The grammar stands in `language`. Names are resolved here, so an error knows its place. Kinds
and units are checked afterwards by `kinds`. Total: the depth is bounded, nothing is executed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from pipeline.rules import syntax as s
from pipeline.rules.tokens import LanguageError, Token, tokens
from pipeline.rules.vocabulary import Vocabulary, unknown_name

COMPARISONS = (">=", "<=", "==", "!=", ">", "<")
# Functions of values, with the number of arguments (fewest, most).
FUNCTIONS: dict[str, tuple[int, int]] = {
    "ceil": (1, 1),
    "floor": (1, 1),
    "least": (2, 9),
    "greatest": (2, 9),
    "months": (2, 2),
    "years": (2, 2),
    "days": (2, 2),
    "year": (1, 1),
    "first_day": (1, 1),
    "last_day": (1, 1),
    "day_after": (1, 1),
    "add_months": (2, 2),
    "earliest": (2, 9),
    "latest": (2, 9),
}
ROW_TESTS = ("every", "some")
ROW_VALUES = ("count", "share", "total")
TESTS = ("known", "registered_in", "reported", "not_both", "any_window")
WINDOWS = ("last_year", "this_year", "last_months", "period")
WORDS = (
    *("and", "or", "not", "in", "holds", "any", "within", "where", "if", "then", "else"),
    *("judgement", "reference_date", "window", "region", "yes", "no", "statistic"),
    *FUNCTIONS,
    *ROW_TESTS,
    *ROW_VALUES,
    *TESTS,
    *WINDOWS,
)
# Deeper than any sentence a person can follow; keeps a hostile file from exhausting the stack.
DEEPEST = 40


def parse(line: str, vocabulary: Vocabulary) -> s.Expression:
    """The tree of one rule.

    Raises:
        LanguageError: the line is no rule; the message says what stands where and how to mend.
    """
    return _Parser(line, vocabulary).rule()


class _Parser:
    """Recursive descent over the tokens of one line."""

    def __init__(self, line: str, vocabulary: Vocabulary) -> None:
        self.tokens = tokens(line)
        self.vocabulary = vocabulary
        self.place = 0
        self.depth = 0
        self.roster: str | None = None
        self.window = False

    # Moving along

    @property
    def here(self) -> Token:
        return self.tokens[self.place]

    def take(self) -> Token:
        token = self.here
        self.place += token.kind != "end"
        return token

    def at(self, *texts: str) -> bool:
        return self.here.kind in ("name", "sign") and self.here.text in texts

    def accept(self, *texts: str) -> bool:
        if self.at(*texts):
            self.take()
            return True
        return False

    def expect(self, text: str, after: str) -> None:
        if not self.accept(text):
            raise self.error(f"{text!r} is expected {after}")

    def error(self, message: str) -> LanguageError:
        token = self.here
        found = "the end of the rule" if token.kind == "end" else repr(token.text)
        return LanguageError(f"{message}, but here stands {found}", token.start)

    # The grammar, from the loosest binding to the tightest

    def rule(self) -> s.Expression:
        test = self.test()
        if self.accept("else"):
            self.expect("judgement", "after 'else'")
            test = s.ElseJudgement(test)
        if self.here.kind != "end":
            raise self.error("the rule is complete before this; join tests with 'and' or 'or'")
        return test

    def test(self) -> s.Expression:
        parts = [self.conjunction()]
        while self.accept("or"):
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else s.Any(tuple(parts))

    def conjunction(self) -> s.Expression:
        parts = [self.negation()]
        while self.accept("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else s.All(tuple(parts))

    def negation(self) -> s.Expression:
        count = 0
        while self.accept("not"):
            count += 1
        relation = self.relation()
        return s.Not(relation) if count % 2 else relation

    def relation(self) -> s.Expression:
        left = self.sum()
        if self.at(*COMPARISONS):
            return self.comparison(left)
        if self.accept("in"):
            return s.Among(left, self.text_list())
        if self.at("not") and self.tokens[self.place + 1].text == "in":
            self.take()
            self.take()
            return s.Not(s.Among(left, self.text_list()))
        if self.accept("holds"):
            one_is_enough = self.accept("any")
            return s.Holds(left, self.text_list(), one_is_enough)
        if self.accept("within"):
            return s.Within(left, self.window_use())
        return left

    def comparison(self, left: s.Expression) -> s.Expression:
        operator = self.take().text
        right = self.sum()
        if self.at(*COMPARISONS):
            raise self.error("a comparison has two sides; write 'a <= x and x <= b'")
        return s.Compare(operator, left, right)

    def sum(self) -> s.Expression:
        left = self.product()
        while self.at("+", "-"):
            operator = self.take().text
            left = s.Arithmetic(operator, left, self.product())
        return left

    def product(self) -> s.Expression:
        left = self.factor()
        while self.at("*", "/"):
            operator = self.take().text
            left = s.Arithmetic(operator, left, self.factor())
        return left

    def factor(self) -> s.Expression:
        count = 0
        while self.accept("-"):
            count += 1
        atom = self.atom()
        return s.Negative(atom) if count % 2 else atom

    def atom(self) -> s.Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(f"the rule is nested more than {DEEPEST} deep; split it")
        node = self.literal() or self.bracket_or_word()
        self.depth -= 1
        return node

    def literal(self) -> s.Expression | None:
        match self.here.kind:
            case "number":
                return s.Number(Decimal(self.take().text.replace("_", "")))
            case "percent":
                return s.Number(Decimal(self.take().text[:-1]) / 100, percent=True)
            case "date":
                return self.day()
            case "text":
                return s.Text(self.take().text[1:-1])
            case _:
                return None

    def bracket_or_word(self) -> s.Expression:
        if self.here.kind == "name":
            return self.word()
        if self.accept("("):
            inner = self.test()
            self.expect(")", "to close the bracket")
            return inner
        if self.at("["):
            return self.text_list()
        raise self.error("a field, a number, a date, a 'text' or a bracket is expected")

    def day(self) -> s.Expression:
        token = self.take()
        try:
            return s.Day(dt.date.fromisoformat(token.text))
        except ValueError as error:
            raise LanguageError(f"{token.text} is no day of the calendar", token.start) from error

    # Words

    def word(self) -> s.Expression:
        token = self.here
        if self.tokens[self.place + 1].text == "(":
            return self.call()
        match token.text:
            case "judgement":
                self.take()
                return s.Judgement()
            case "reference_date":
                self.take()
                return s.ReferenceDate()
            case "yes" | "no":
                return s.YesNo(self.take().text == "yes")
            case "if":
                return self.choice()
        if token.text in WORDS and self.own_column(token.text) is None:
            raise self.error("a field, a number, a date, a 'text' or a bracket is expected")
        return self.name()

    def own_column(self, key: str) -> s.ColumnRef | None:
        return None if self.roster is None else self.vocabulary.column(self.roster, key)

    def name(self) -> s.Expression:
        token = self.take()
        column = self.own_column(token.text)
        if column is not None:
            return column
        if token.text in self.vocabulary.rosters:
            raise LanguageError(
                f"{token.text!r} is a list of rows; write count({token.text}),"
                f" every({token.text}, …), some({token.text}, …) or share({token.text} where …)",
                token.start,
            )
        columns = self.vocabulary.rosters[self.roster].columns if self.roster else ()
        return self.vocabulary.field(token.text, token.start, (*columns, *WORDS))

    def choice(self) -> s.Expression:
        self.take()
        test = self.test()
        self.expect("then", "after the test of 'if'")
        then = self.sum()
        self.expect("else", "after the value of 'then'")
        return s.Choose(test, then, self.sum())

    def call(self) -> s.Expression:
        token = self.take()
        self.take()
        node = self.called(token.text, token)
        self.expect(")", f"to close {token.text}(")
        return node

    def called(self, name: str, token: Token) -> s.Expression:
        if name in FUNCTIONS:
            return s.Call(name, self.arguments(name, token))
        if name in ROW_TESTS:
            rows, test = self.rows_and(self.test, needed=True)
            assert test is not None
            return s.Quantified(name, rows, test)
        if name in ROW_VALUES:
            inside = self.test if name == "share" else self.sum
            rows, of = self.rows_and(inside, needed=name == "total")
            if name == "count" and of is not None:
                raise LanguageError("count(rows where test) takes no second part", token.start)
            return s.Counted(name, rows, of)
        match name:
            case "known":
                return s.Known(self.sum())
            case "reported":
                return s.Reported(self.sum())
            case "registered_in":
                return self.registration()
            case "statistic":
                return self.statistic()
            case "not_both":
                one = self.test()
                self.expect(",", "between the two tests of not_both(a, b)")
                return s.NotBoth(one, self.test())
            case "any_window":
                return self.any_window(token)
        raise unknown_name(name, (*FUNCTIONS, *ROW_TESTS, *ROW_VALUES, *TESTS), token.start)

    def arguments(self, name: str, token: Token) -> tuple[s.Expression, ...]:
        found = [self.sum()]
        while self.accept(","):
            found.append(self.sum())
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(found) <= most:
            wanted = str(fewest) if fewest == most else f"{fewest} or more"
            raise LanguageError(f"{name}() takes {wanted} values, not {len(found)}", token.start)
        return tuple(found)

    def rows_and(
        self, inside: Callable[[], s.Expression], needed: bool
    ) -> tuple[s.Rows, s.Expression | None]:
        token = self.take()
        if token.text not in self.vocabulary.rosters:
            known = ", ".join(self.vocabulary.rosters)
            raise LanguageError(f"{token.text!r} is no roster; there are {known}", token.start)
        if self.roster is not None:
            raise LanguageError("rows inside rows cannot be looked at", token.start)
        self.roster = token.text
        label = self.vocabulary.rosters[token.text].label
        where = self.test() if self.accept("where") else None
        of: s.Expression | None = None
        if needed or self.at(","):
            self.expect(",", f"after the rows of {token.text!r}")
            of = inside()
        self.roster = None
        return s.Rows(token.text, label, where), of

    def registration(self) -> s.Expression:
        if self.accept("region"):
            return s.RegisteredIn((), region=True)
        return s.RegisteredIn(tuple(self.texts()))

    def statistic(self) -> s.Expression:
        token = self.take()
        column = self.vocabulary.column("yearly_statistics", token.text)
        if column is None:
            raise unknown_name(token.text, self.vocabulary.fields, token.start)
        self.expect(",", "between the figure and the year of statistic(figure, year)")
        return s.Statistic(column, self.sum())

    # Windows

    def any_window(self, token: Token) -> s.Expression:
        windows: list[s.Window] = []
        while self.at(*WINDOWS):
            windows.append(self.window_made())
            self.expect(",", "after each window of any_window(…)")
        if len(windows) < 2:
            raise LanguageError("any_window(…) needs two windows or more to choose", token.start)
        outer, self.window = self.window, True
        test = self.test()
        self.window = outer
        return s.AnyWindow(tuple(windows), test)

    def window_use(self) -> s.Window | s.ChosenWindow:
        if self.at("window"):
            if not self.window:
                raise self.error("'window' means the one being tried inside any_window(…)")
            self.take()
            return s.ChosenWindow()
        return self.window_made()

    def window_made(self) -> s.Window:
        if not self.at(*WINDOWS):
            raise self.error(f"a window is expected ({', '.join(WINDOWS)})")
        word = self.take().text
        count = {"last_months": 1, "period": 2}.get(word, 0)
        arguments: list[s.Expression] = []
        if count:
            self.expect("(", f"after {word}")
            arguments.append(self.sum())
            if count == 2:
                self.expect(",", "between the first and the last day of period(a, b)")
                arguments.append(self.sum())
            self.expect(")", f"to close {word}(")
        return s.Window(word, tuple(arguments))

    # Lists of texts

    def text_list(self) -> s.TextList:
        if self.here.kind == "text":
            return s.TextList((self.take().text[1:-1],))
        self.expect("[", "to open a list such as ['企业', '事业']")
        items = self.texts()
        self.expect("]", "to close the list")
        return s.TextList(tuple(items))

    def texts(self) -> list[str]:
        items: list[str] = []
        while True:
            if self.here.kind != "text":
                raise self.error("a text in quotes is expected, such as '企业'")
            items.append(self.take().text[1:-1])
            if not self.accept(","):
                return items
