"""Folded text in, the codes that name a firm or reach a person out: credit codes, telephones, mail.

Shapes come from patterns, the check digit from python-stdnum. Never says whose number it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "Identifier",
    "credit_code_valid",
    "credit_codes",
    "division_of_credit_code",
    "emails",
    "mobiles",
    "phones",
]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A code in its plain form, and its half-open place in the text."""

    value: str
    start: int
    end: int


# GB 32100-2015: office, kind, six digits of the division, nine characters of the body, check.
# A cell may break a code over two lines, which leaves single spaces inside.
_CREDIT_CODE = re.compile(
    r"(?<![0-9A-Za-z])[0-9A-Z][0-9A-Z](?: ?[0-9]){6}(?: ?[0-9A-Za-z]){10}(?![0-9A-Za-z])"
)
# Grouped 3-4-4, or broken anywhere over the lines of a narrow cell.
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(1[3-9][0-9](?:[- ]?[0-9]){8})"
    r"(?![0-9A-Za-z]|[.,][0-9]|[万亿元%])"
)
_MOBILE_LENGTH = 13  # eleven digits and two separators; more is a row of numbers
# Area codes have three or four digits; 400 numbers have no area. An extension may follow.
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.-])\(?(0[1-9][0-9]{1,2})\)?[- ]?([2-9][0-9]{6,7})(?:-([0-9]{1,5}))?"
    r"(?![0-9A-Za-z]|[.,][0-9]|[万亿元%])"
)
_SERVICE = re.compile(r"(?<![0-9A-Za-z.-])(400)[- ]?([0-9]{3})[- ]?([0-9]{4})(?![0-9A-Za-z])")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
    r"(?![A-Za-z0-9])"
)


def credit_code_valid(code: str) -> bool:
    """Whether a unified social credit code has the right shape and check digit.

    Example:
        >>> credit_code_valid("91530402MA00000XXX"), credit_code_valid("91530402MA00000XXY")
        (True, False)
    """
    from stdnum.cn import uscc

    return bool(uscc.is_valid(code))


def credit_codes(folded: str) -> tuple[Identifier, ...]:
    """Find what has the shape of a credit code, right or wrong; the check is another step."""
    return tuple(
        Identifier(match[0].replace(" ", "").upper(), match.start(), match.end())
        for match in _CREDIT_CODE.finditer(folded)
    )


def division_of_credit_code(code: str) -> str:
    """The six digits of the division where the code was given out; "" for another shape.

    A firm keeps its code when it moves, so this is where it began, perhaps by a former code.

    Example:
        >>> division_of_credit_code("91530402MA6K000000")
        '530402'
    """
    return code[2:8] if len(code) == 18 and code[2:8].isascii() and code[2:8].isdigit() else ""


def mobiles(folded: str) -> tuple[Identifier, ...]:
    """Find mobile numbers, as eleven digits.

    Example:
        >>> [found.value for found in mobiles("手机:138 0000 0000,产值13800000000元")]
        ['13800000000']
    """
    return tuple(
        Identifier(re.sub("[^0-9]", "", match[1]), match.start(), match.end())
        for match in _MOBILE.finditer(folded)
        if len(match[1]) <= _MOBILE_LENGTH
    )


def phones(folded: str) -> tuple[Identifier, ...]:
    """Find telephone numbers of every kind, mobiles too, left to right.

    Returns:
        Landlines as 0871-63120000, with -extension where there is one; mobiles as eleven digits.
    """
    found = [*mobiles(folded)]
    for pattern in (_LANDLINE, _SERVICE):
        found += [
            Identifier("-".join(part for part in m.groups() if part), m.start(), m.end())
            for m in pattern.finditer(folded)
        ]
    found.sort(key=lambda identifier: identifier.start)
    return tuple(found)


def emails(text: str) -> tuple[Identifier, ...]:
    """Find mail addresses, in lower case.

    Example:
        >>> [found.value for found in emails("邮箱:Office@Example.com。")]
        ['office@example.com']
    """
    return tuple(
        Identifier(match[0].lower(), match.start(), match.end()) for match in _EMAIL.finditer(text)
    )
