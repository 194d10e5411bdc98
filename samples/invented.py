"""Numbers that look real and belong to nobody: credit codes with right check characters, phones.

The same words give the same number. Never used for anything but the samples.
"""

from __future__ import annotations

import zlib

from stdnum.cn import uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# GB 11714: weights of the organisation code's check character.
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
PREFIXES = ("135", "137", "138", "139", "150", "152", "158", "159", "182", "183", "187", "189")


def credit_code(division: str, name: str, kind: str = "91") -> str:
    """A unified social credit code: 91 company, 52 private non-enterprise unit, 12 institution."""
    seed = zlib.crc32(name.encode())
    body = "MA" + "".join(ALPHABET[(seed >> (5 * n)) % 31] for n in range(6))
    total = sum(w * int(c, 36) for w, c in zip(WEIGHTS, body, strict=True))
    last = 11 - total % 11
    head = kind + division + body + ("X" if last == 10 else "0" if last == 11 else str(last))
    return head + uscc.calc_check_digit(head)


def wrong_code(code: str) -> str:
    """The same code with a check character that does not hold."""
    return code[:-1] + ("7" if code[-1] != "7" else "8")


def mobile(words: str) -> str:
    """A mobile number of eleven digits."""
    seed = zlib.crc32(words.encode()[::-1])
    return PREFIXES[seed % len(PREFIXES)] + f"{seed // 16 % 10**8:08d}"
