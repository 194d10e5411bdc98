"""A rule's line in, its words and signs out, each with its place. Knows no grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A rule is one line that a person reads aloud; the longest shipped one has 220 characters.
LONGEST_RULE = 2_000

TOKEN = re.compile(
    r"""
      (?P<space>   \s+ )
    | (?P<date>    \d{4}-\d{2}-\d{2} (?!\d) )           # 2021-04-04
    | (?P<percent> \d+ (?:\.\d+)? % )                   # 70%
    | (?P<number>  \d+ (?:_\d{3})* (?:\.\d+)? )         # 500  100_000  0.70
    | (?P<text>    '[^'\n]*' | "[^"\n]*" )              # '租赁'
    | (?P<name>    [A-Za-z_][A-Za-z0-9_]* )             # total_area_m2
    | (?P<sign>    >= | <= | == | != | [-+*/<>(),\[\]] )
    """,
    re.VERBOSE,
)

# What people write who know another notation, and what the language calls it.
LOOK_ALIKES = {
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "=": "==",
    "（": "(",
    "）": ")",
    "，": ",",
    "＞": ">",
    "＜": "<",
    "“": "'",
    "”": "'",
    "‘": "'",
    "’": "'",
    "&": "and",
    "|": "or",
    "!": "not",
    "；": ",",
    "%": "* 0.01",
}


class LanguageError(ValueError):
    """A rule that cannot be read: what is wrong, where in the line, how to mend it."""

    def __init__(self, message: str, start: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.start = start


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign; `start` is its offset in the line."""

    kind: str
    text: str
    start: int


def tokens(line: str) -> tuple[Token, ...]:
    """The line's words and signs, closed by a token of kind `end`.

    Raises:
        LanguageError: a character the language does not know, with what to write instead.
    """
    if len(line) > LONGEST_RULE:
        raise LanguageError(
            f"the rule has {len(line)} characters, more than {LONGEST_RULE};"
            " split it into several conditions"
        )
    found: list[Token] = []
    place = 0
    while place < len(line):
        match = TOKEN.match(line, place)
        if match is None:
            raise _unknown_character(line, place)
        kind = str(match.lastgroup)
        if kind != "space":
            found.append(Token(kind, match.group(), place))
        place = match.end()
    return (*found, Token("end", "", len(line)))


def _unknown_character(line: str, place: int) -> LanguageError:
    sign = line[place]
    if sign in "'\"":
        return LanguageError("a text is opened and not closed; end it with the same quote", place)
    mend = LOOK_ALIKES.get(sign)
    advice = f"write {mend}" if mend else "texts stand in quotes: '租赁'"
    return LanguageError(f"{sign!r} is no word or sign of the rule language; {advice}", place)
