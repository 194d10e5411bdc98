"""Folded text in, the places where digits are no figure out.

Dates, telephones, mail addresses, codes, times of day, numbers of documents and of lists. Never
looks at units: what a number that is left over means is `quantity`'s.
"""

from __future__ import annotations

import re
from string import ascii_letters

from extractors.language.dates import dates, month_days
from extractors.language.identifiers import credit_codes, emails, phones

__all__ = ["masked"]

# What no figure is, behind the signs of which a text must hold one for it.
_NO_FIGURES = (
    # web addresses
    ("/.", re.compile(r"(?:https?://|www\.)[!-~]{1,200}")),
    # the 1 of 1-9月
    ("月", re.compile(r"(?<![0-9.])[0-9]{1,2}(?:-{1,2}|[~至到、])(?=[0-9]{1,2}月)")),
    # dates the calendar does not have: 2022年2月30日
    ("年", re.compile(r"(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?")),
    # 9:30  14:00:00
    (":", re.compile(r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])")),
    # the year of a document: 〔2021〕1号, [2021]1号, (2021)1号
    ("号", re.compile(r"[〔\[(【](?:19|20)[0-9]{2}[〕\])】](?=第?[0-9]+号)")),
    # 1.2.3  10.0.0.1  3.2.1
    (".", re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+){2,}")),
    # 1/3  24/7  7*24  1:3, 3+2, and their neighbours
    (
        "/*×xX:+=",
        re.compile(r"(?<![0-9.])[0-9]{1,6}(?:[/*×xX:+=][0-9]{1,6}){1,4}(?![0-9.])"),
    ),
    # 1+N  N+1  3D  v2.0  B1  A4  ISO9001  YK-2021-003
    ("+", re.compile(r"(?<![0-9])[0-9]{1,6}\+[A-Za-z]|[A-Za-z]\+[0-9]{1,6}")),
    (ascii_letters + "_", re.compile(r"[A-Za-z_][A-Za-z_.-]{0,20}[0-9][0-9A-Za-z_.-]{0,40}")),
    (
        ascii_letters,
        re.compile(r"(?<![0-9.,])[0-9]+[A-Za-z](?!2(?:[^0-9]|$))[0-9A-Za-z-]{0,40}"),
    ),
    # cards and accounts
    (" ", re.compile(r"(?<![0-9])[0-9]{4}(?: [0-9]{4}){2,6}(?: [0-9]{1,3})?(?![0-9])")),
    ("0123456789", re.compile(r"[0-9]{15,}[Xx]?")),
)
# Every telephone and credit code has one.
_MANY_DIGITS = re.compile(r"[0-9](?:[- ]?[0-9]){5}")
# The number of a list entry, at the start or behind the end of a sentence: 1. 1、 (1) (一) 2.3
_LIST_NUMBER = re.compile(
    r"(?:^|(?<=[。；;!?\n]))(?:\([0-9一二三四五六七八九十]{1,3}\)|[0-9]{1,2}\)"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}(?:[、.](?![0-9])| ))"
)


def masked(folded: str) -> bytearray:
    """One byte a character: 1 where a digit is part of something that is no figure.

    Args:
        folded: Text from `fold`.

    Returns:
        As many bytes as `folded` has characters.
    """
    mask = bytearray(len(folded))
    for date in dates(folded):
        _set(mask, date.start, date.end)
    for day in month_days(folded):
        _set(mask, day.start, day.end)
    if _MANY_DIGITS.search(folded):
        for code in (*phones(folded), *credit_codes(folded)):
            _set(mask, code.start, code.end)
    for address in emails(folded) if "@" in folded else ():
        _set(mask, address.start, address.end)
    held = set(folded)
    for signs, pattern in _NO_FIGURES:
        if not held.isdisjoint(signs):
            _mask_all(mask, pattern, folded)
    _mask_all(mask, _LIST_NUMBER, folded)
    return mask


def _mask_all(mask: bytearray, pattern: re.Pattern[str], folded: str) -> None:
    for match in pattern.finditer(folded):
        _set(mask, match.start(), match.end())


def _set(mask: bytearray, start: int, end: int) -> None:
    mask[start:end] = b"\x01" * (end - start)
