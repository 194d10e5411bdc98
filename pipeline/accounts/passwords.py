"""A password in, what may be kept of it out. Knows no person and no database.

argon2 is the memory-hard function that OWASP names first; argon2-cffi binds its reference
implementation and keeps the parameters within the digest, so that they can grow later.
"""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipeline.accounts.model import AccountError

SHORTEST = 12  # characters; NIST SP 800-63B asks for 8 at least, and for no mixture of kinds
LONGEST = 200  # characters: enough for a sentence, too little to keep the hasher busy
# RFC 9106, the second recommended setting: 64 MiB, 3 passes. 50 to 100 ms on an office machine.
HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
# So many verifications at once: a crowd at the door costs time, not the machine's memory.
AT_ONCE = threading.BoundedSemaphore(2)
# What people put before and after a word to make it a password.
AROUND = "0123456789!@#$%^&*()_+-=.,? "


def check(password: str, name: str) -> None:
    """Whether that person may take that password.

    Raises:
        AccountError: it is too short, too long, the person's name or one of the very common.
    """
    folded = _folded(password)
    if len(folded) < SHORTEST:
        raise AccountError(
            f"a password has {SHORTEST} characters at least", f"密码至少 {SHORTEST} 个字符"
        )
    if len(folded) > LONGEST:
        raise AccountError(
            f"a password has {LONGEST} characters at most", f"密码最多 {LONGEST} 个字符"
        )
    plain = folded.casefold()
    rest = plain.replace(name.casefold(), "").strip(AROUND)
    if name and name.casefold() in plain and len(rest) < SHORTEST // 2:
        raise AccountError("a password is not the name itself", "密码不能是用户名本身或稍作改动")
    if _common(plain):
        raise AccountError("this password is one of the very common", "该密码过于常见，请换一个")


def _common(plain: str) -> bool:
    stem = plain.strip(AROUND)
    if not stem or not {plain, stem}.isdisjoint(_very_common()):
        return True
    # One sign over and over, a few in turn: 121212121212, abcabcabcabc.
    return any(plain == (plain[:n] * len(plain))[: len(plain)] for n in range(1, 5))


@cache
def _very_common() -> frozenset[str]:
    text = files("pipeline.accounts").joinpath("common_passwords.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def made(password: str) -> str:
    """What is kept of a password; 97 characters that name their own parameters."""
    with AT_ONCE:
        return HASHER.hash(_folded(password))


def verified(kept: str | None, password: str) -> bool:
    """Whether that is the password; as slow where there is none to compare with.

    Args:
        kept: None where nobody has that name, or the person has no password.
    """
    if len(password) > LONGEST:
        # Nobody has such a one; it takes as long as any other.
        password, kept = "", None
    with AT_ONCE:
        try:
            HASHER.verify(kept or _nobodys(), _folded(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether it was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    """What no password fits, made as all are made."""
    return HASHER.hash(secrets.token_urlsafe(32))


def _folded(password: str) -> str:
    """The same password from every keyboard: one byte sequence for what looks alike."""
    return unicodedata.normalize("NFKC", password)
