"""What went before in, how long to wait out. Knows no clock and no database.

Who guesses is slowed; who is guessed at is not locked out. Failures are counted three ways:

    pair      this name from this address    waits up to 5 minutes
    name      this name from anywhere        waits up to 30 seconds
    address   any name from this address     waits up to 5 minutes

An address from which the person has signed in lately goes by its own `pair` alone: strangers at
work on a name, or on the same line of the office, cost that person nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

FREE = 5
"""So many failures cost nothing: fingers slip."""
FIRST_WAIT = dt.timedelta(seconds=2)  # doubled by every further failure
FORGOTTEN = dt.timedelta(hours=12)  # after the last failure
KNOWN_FOR = dt.timedelta(days=30)  # after the last time that the person signed in from there


class Scope(StrEnum):
    """What failures are counted by."""

    PAIR = "pair"
    NAME = "name"
    ADDRESS = "address"


LONGEST: Mapping[Scope, dt.timedelta] = {
    Scope.PAIR: dt.timedelta(minutes=5),
    # Anybody can make this one grow, so it stays what a person would wait at the door.
    Scope.NAME: dt.timedelta(seconds=30),
    Scope.ADDRESS: dt.timedelta(minutes=5),
}


@dataclass(frozen=True, slots=True)
class Attempts:
    """What is remembered of one name, address or pair; `who` is a digest of it."""

    scope: Scope
    who: str
    failures: int = 0
    failed_at: dt.datetime | None = None
    succeeded_at: dt.datetime | None = None


def keys(name: str, address: str) -> tuple[tuple[Scope, str], ...]:
    """Under which keys a try is counted, in a fixed order."""
    network = _network(address)
    return (
        (Scope.ADDRESS, _digest(network)),
        (Scope.NAME, _digest(name)),
        (Scope.PAIR, _digest(f"{name}\n{network}")),
    )


def until(remembered: Sequence[Attempts], now: dt.datetime) -> dt.datetime | None:
    """When the next try is looked at; None where that is now."""
    pair = next((one for one in remembered if one.scope is Scope.PAIR), None)
    if pair and pair.succeeded_at and now - pair.succeeded_at <= KNOWN_FOR:
        remembered = (pair,)
    waits = [_end(one) for one in remembered]
    latest = max((end for end in waits if end is not None), default=None)
    return latest if latest is not None and latest > now else None


def failed(attempts: Attempts, now: dt.datetime) -> Attempts:
    """The same with one more failure."""
    old = attempts.failed_at is None or now - attempts.failed_at > FORGOTTEN
    return replace(attempts, failures=1 if old else attempts.failures + 1, failed_at=now)


def succeeded(attempts: Attempts, now: dt.datetime) -> Attempts:
    """The same after the person came in.

    Of the address one failure is taken back, the one counted before this try was looked at: who
    has an account of their own must not clear the way for trying others.
    """
    if attempts.scope is Scope.ADDRESS:
        return replace(attempts, failures=max(attempts.failures - 1, 0), succeeded_at=now)
    return replace(attempts, failures=0, failed_at=None, succeeded_at=now)


def _end(attempts: Attempts) -> dt.datetime | None:
    if attempts.failed_at is None or attempts.failures < FREE:
        return None
    # Beyond 2^20 waits every limit is long reached.
    wait = FIRST_WAIT * (1 << min(attempts.failures - FREE, 20))
    return attempts.failed_at + min(wait, LONGEST[attempts.scope])


def _network(address: str) -> str:
    """An IPv6 household holds 2^64 addresses: they count as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
