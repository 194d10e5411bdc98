"""Number formats: what makes a reader of the sheet see another text than the stored number.

Enter: a format code such as `0.0%` or `0!.0,"万"`. Leave: a NumberFormat, or None where the
plain number says all. Roundings, colours, thousands and signs of currency take nothing from
a number and are left; a percent sign, a scale, a word and leading zeros belong to it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)(?:"|$)                 # "万元"
    | [\\!](?P<escaped>.)                       # \年  !.
    | \[(?P<bracket>[^\]]*)\]                   # [红色] [$¥-804] [>=10000] [h]
    | [_*].                                     # a gap as wide as a sign; a filling
    | (?P<general>General|G/通用格式|@)
    | (?P<end>;)
    | (?P<digits>[0#?]+)
    | (?P<point>\.)
    | (?P<comma>,+)
    | (?P<percent>[%％])
    | (?P<power>E[+-])
    | (?P<day>[ymdhsaegb]+ | 上午/下午 | AM/PM | A/P)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(?P<test><=|>=|<>|<|>|=)(?P<limit>-?[\d.]{1,20})")
TESTS = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
CURRENCY = re.compile(r"\$(?P<symbol>[^-]*)")
# The heading says 元 or 万元 beside such a sign; the sign alone would make every number 元.
YUAN = frozenset("¥￥")
WORTH_SEEING = re.compile(r"[^\W_]|[%‰‱℃㎡$€£]")
NUMBER = re.compile(
    r"(?P<whole>[0#?,]*?[0#?]|)(?P<shift>D[0#?]+)?(?P<commas>,*)(?P<rest>\.[0#?]*)?(?P<late>,*)"
)
LONGEST = 255  # signs of a format code that a spreadsheet program accepts


@dataclass(frozen=True, slots=True)
class Section:
    """How one kind of value is shown: the number times `factor` between two words."""

    condition: tuple[str, Decimal] | None = None
    before: str = ""
    after: str = ""
    factor: Decimal = Decimal(1)
    digits: int = 1  # least digits of the whole part: leading zeros
    shows_value: bool = False
    of_text: bool = False
    calendar: str = ""  # the letters of a date: y, m, d, h, s, a

    @property
    def plain(self) -> bool:
        """Whether the value is shown without anything that belongs to it."""
        return (
            self.shows_value
            and not self.before
            and not self.after
            and self.factor == 1
            and self.digits <= 1
        )


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The sections of a format; see `section_of` for which one shows a number."""

    sections: tuple[Section, ...]

    def section_of(self, value: Decimal) -> Section:
        """The section that shows this number."""
        if any(section.condition for section in self.sections):
            return next((s for s in self.sections if _holds(s, value)), self.sections[-1])
        if value < 0 and len(self.sections) > 1:
            return self.sections[1]
        if value == 0 and len(self.sections) > 2:
            return self.sections[2]
        return self.sections[0]

    @property
    def text_section(self) -> Section | None:
        """The section that shows a text; None where texts are shown as they are."""
        if len(self.sections) > 3:
            return self.sections[3]
        return next((section for section in self.sections if section.of_text), None)

    @property
    def weekday(self) -> bool:
        """Whether a date is shown by its weekday alone, which readers of values miss."""
        return self.sections[0].calendar == "a"

    @property
    def year_only(self) -> bool:
        """Whether of a date only its year is seen: 2022年 above a column."""
        return self.sections[0].calendar == "y"


def number_format(code: str) -> NumberFormat | None:
    """What the format adds to the plain value, or None where it adds nothing.

    Example:
        >>> number_format("#,##0.00") is None
        True
        >>> number_format("0.0%").sections[0].factor == 100
        True
    """
    if not code or len(code) > LONGEST:
        return None
    sections = tuple(_section(tokens) for tokens in _split(code))
    made = NumberFormat(sections)
    first = sections[0]
    if first.calendar:
        return made if made.weekday or made.year_only else None
    return None if all(section.plain for section in sections) else made


def _split(code: str) -> Iterator[list[re.Match[str]]]:
    tokens: list[re.Match[str]] = []
    for token in TOKEN.finditer(code):
        if token["end"]:
            yield tokens
            tokens = []
        else:
            tokens.append(token)
    yield tokens


def _section(tokens: list[re.Match[str]]) -> Section:
    condition, calendar = None, ""
    number = before = after = ""
    percents, odd = 0, False
    for token in tokens:
        literal = _literal(token)
        if token["bracket"]:
            condition = _condition(token["bracket"]) or condition
            calendar += _elapsed(token["bracket"])
        elif token["day"]:
            calendar += token["day"].lower()
        elif token["power"] or token["sign"] == "/":
            odd = True  # 1.2E+05, 3/4: the plain number says it better
        elif token["general"] or token["digits"] or token["point"] or token["comma"]:
            odd = odd or bool(number and after.strip())  # 000-0000
            number += "0" if token["general"] else token[0]
        elif literal == "." and number and "D" not in number:
            number += "D"
        percents += bool(token["percent"])
        if literal and not number.endswith("D"):
            before, after = (before, after + literal) if number else (before + literal, after)
    if calendar:
        unit = _kept(before)  # 年 in yyyy"年"
        return Section(condition, after=unit, shows_value=True, calendar=_units(calendar))
    factor, digits = _measure(number.removesuffix("D"), percents)
    if odd or factor is None:
        return Section(condition, shows_value=True)
    return Section(
        condition,
        before=_kept(before),
        after=_kept(after),
        factor=factor,
        digits=digits,
        shows_value=bool(number),
        of_text=any(token[0] == "@" for token in tokens),
    )


def _literal(token: re.Match[str]) -> str:
    if token["percent"]:
        return "%"
    if token["bracket"] and (currency := CURRENCY.match(token["bracket"])):
        return currency["symbol"]
    return token["quoted"] or token["escaped"] or token["sign"] or ""


def _condition(text: str) -> tuple[str, Decimal] | None:
    match = CONDITION.fullmatch(text)
    if match is None:
        return None
    try:
        return match["test"], Decimal(match["limit"])
    except InvalidOperation:
        return None


def _elapsed(text: str) -> str:
    """[h], [mm]: a duration beyond its 24 hours or 60 minutes."""
    return text.lower() if re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE) else ""


def _units(letters: str) -> str:
    """Each unit once; e is the year of Chinese and Japanese formats."""
    return "".join(dict.fromkeys(letters.replace("e", "y")))


def _measure(number: str, percents: int) -> tuple[Decimal | None, int]:
    """By what a number is multiplied before it is shown, and its least digits."""
    match = NUMBER.fullmatch(number)
    if match is None or (match["shift"] and match["rest"]):
        return None, 1
    commas = len(match["commas"]) + len(match["late"])
    # 0!.0, shows 12345 as 1.2: thousands without their last digit behind a written point.
    power = 2 * percents - 3 * commas - max(0, len(match["shift"] or "D") - 1)
    return Decimal(1).scaleb(power), match["whole"].count("0")


def _kept(literal: str) -> str:
    text = "".join(sign for sign in literal if sign not in YUAN).strip()
    return text if WORTH_SEEING.search(text) else ""


def _holds(section: Section, value: Decimal) -> bool:
    if section.condition is None:
        return True
    test, limit = section.condition
    return bool(TESTS[test](value, limit))
