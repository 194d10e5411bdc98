"""What submissions are compared by: traces, whose they are, and who else left the same.

Values only. A trace is a number made of something a submission says; equal numbers mean that
two submissions say the same, so that a database finds them by index.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum

from extractors.values import PartialDate

# What more submissions than this have in common is printed in a form or said by everybody.
# The bound also keeps a look-up short, however many submissions there are.
MOST_HOLDERS = 40


class TraceKind(StrEnum):
    """What a trace was made of."""

    TENANT = "tenant"  # a tenant's name, or its credit code
    MENTOR = "mentor"  # a mentor's name; `what` is the organisation
    TEXT = "text"  # a few characters running in a plan
    NAME = "name"  # the applicant's own name, or its space's
    MENTION = "mention"  # a name that the plan repeats and that is not the applicant's
    APPLICANT = "applicant"  # who applies: credit code, operator's name


COUNTERPART: Mapping[TraceKind, TraceKind] = {
    TraceKind.TENANT: TraceKind.TENANT,
    TraceKind.MENTOR: TraceKind.MENTOR,
    TraceKind.TEXT: TraceKind.TEXT,
    TraceKind.MENTION: TraceKind.NAME,
    TraceKind.APPLICANT: TraceKind.APPLICANT,
}
"""Which kind of trace of another submission meets one of ours. That the other one's plan names
us is its own matter, not ours."""


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """One thing to be found by. `what` tells more of it where the number is not enough."""

    kind: TraceKind
    hash: int  # 64 bits, signed
    what: str = ""

    @classmethod
    def of(cls, kind: TraceKind, text: str, what: str = "") -> Trace:
        """The trace of a text that is already in its one spelling."""
        return cls(kind, number(_SPACE[kind], text), what)


# A name must meet a mention of it, and nothing else.
_SPACE: Mapping[TraceKind, str] = {
    **{kind: kind.value for kind in TraceKind},
    TraceKind.MENTION: TraceKind.NAME.value,
}


def number(space: str, text: str) -> int:
    """64 bits that stand for a text among those of its space: two texts in ten million
    submissions hardly ever share them."""
    said = f"{space}\0{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), signed=True)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, when, and the figures that a later year is compared with.

    Names and code are in their one spelling, "" where the files do not say.
    """

    space: str = ""
    operator: str = ""
    code: str = ""
    applied_on: PartialDate | None = None
    figures: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other:
    """Another submission. `name` is what officials call it; `latest` is False where a later one
    of the same name has taken its place. `revision` counts those of one name."""

    submission: str
    name: str
    applicant: Applicant
    revision: int = 1
    latest: bool = True
    ruleset: str | None = None  # under which it was handed in, None where nobody said


@dataclass(frozen=True, slots=True)
class Match:
    """A trace of ours that another submission left as well; `what` is theirs."""

    kind: TraceKind  # of our trace
    hash: int
    other: Other
    what: str = ""


def digest(matches: Iterable[Match]) -> str:
    """One short text for everything that findings are made of; "" where there is nothing."""
    met = sorted((m.kind.value, m.hash, m.other.submission, m.what) for m in matches)
    others = {m.other.submission: m.other for m in matches}
    if not met:
        return ""
    said = [met, [asdict(others[key]) for key in sorted(others)]]
    plain = json.dumps(said, default=str, sort_keys=True)
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
