"""Counts of right findings by their signals in, the confidence in a further one out.

Findings are grouped by one signal after the other, in the order of `ORDER`. The share of a
small group is drawn towards that of the group it is a part of, as strongly as the groups of
that step resemble each other in what was observed; a group nobody has seen says nothing.
Pure; reading and writing the counts is `observed`'s.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.model import Method
from pipeline.confidence.interval import wilson
from pipeline.model import Confidence, Signals

# By these a finding is told to be likely wrong: of a group that shares them enough must have
# been observed itself. What tells most comes first, and is given up last.
CORE = ("contested", "legibility", "listing", "dated")
# These refine what the core says, and are borrowed for freely where few were observed.
ORDER = (*CORE, "agreement", "method", "kind", "naming", "refusals", "standing", "dating")
# How many observations a group may borrow from the one it is a part of: each is tried, all
# equally likely at first. A finer word beside the same core was never seen to start anew.
CORE_STRENGTHS = tuple(2.0**power for power in range(11))
FINE_STRENGTHS = CORE_STRENGTHS[6:]
# What a group of the core may borrow for each observation of its own: three of a kind stay
# three of a kind, whatever is known of others.
MOST_BORROWED = 8
# Before anything is seen, one observation that is half right.
PRIOR = 0.5, 1.0

Family = tuple[bool, str]
Group = tuple[Family, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Count:
    """How many were observed, and how many of them were right."""

    right: int
    n: int

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.n + other.n)

    def __sub__(self, other: Count) -> Count:
        return Count(self.right - other.right, self.n - other.n)


NONE = Count(0, 0)


@dataclass(frozen=True)
class Table:
    """What was observed, ready to be asked."""

    counts: Mapping[Signals, Count] = field(default_factory=dict)

    def __add__(self, other: Table) -> Table:
        return Table(merged([*self.counts.items(), *other.counts.items()]))

    def confidence(self, signals: Signals) -> Confidence | None:
        """The share of right ones among findings with these signals.

        None where no finding of the same core was seen, or none come by in the same way. A
        finder of the office is compared with its own findings only.
        """
        family, path = _family(signals), _path(signals)
        core = self._groups.get((family, path[: len(CORE)]), NONE)
        if not core.n or _means(signals) not in self._seen:
            return None
        counts = [self._groups.get((family, path[:depth]), NONE) for depth in range(len(path) + 1)]
        share, weight = PRIOR
        for depth, (count, strength) in enumerate(zip(counts, self._strengths, strict=True)):
            # What a part of the group was counted on is added with the part, and only once.
            part = counts[depth + 1] if depth < len(path) else NONE
            most = MOST_BORROWED * count.n if 0 < depth <= len(CORE) else weight
            share, weight = _drawn(count - part, share, min(weight, strength, most))
        seen = next(count for count in reversed(counts) if count.n)
        low, high = wilson(share, weight)
        return Confidence(share, low, high, seen.right, seen.n)

    @cached_property
    def _seen(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(_means, self.counts))

    @cached_property
    def _groups(self) -> Mapping[Group, Count]:
        """The counts of every group of every step."""
        found: defaultdict[Group, Count] = defaultdict(lambda: NONE)
        for signals, count in self.counts.items():
            family, path = _family(signals), _path(signals)
            for depth in range(len(path) + 1):
                found[family, path[:depth]] += count
        return dict(found)

    @cached_property
    def _strengths(self) -> tuple[float, ...]:
        """How many observations a group of each step may borrow from the one it is a part of."""
        found = [PRIOR[1]]
        above: dict[Group, float] = {}
        for depth in range(len(ORDER) + 1):
            here = {group: n for group, n in self._groups.items() if len(group[1]) == depth}
            if depth:
                tried = CORE_STRENGTHS if depth <= len(CORE) else FINE_STRENGTHS
                pairs = [(above[f, path[:-1]], count) for (f, path), count in here.items()]
                found.append(_strength(pairs, tried))
            above = {
                (f, path): _drawn(count, above.get((f, path[:-1]), PRIOR[0]), found[depth])[0]
                for (f, path), count in here.items()
            }
        return tuple(found)


def merged(pairs: Iterable[tuple[Signals, Count]]) -> dict[Signals, Count]:
    """Counts of equal signals added up."""
    found: defaultdict[Signals, Count] = defaultdict(lambda: NONE)
    for signals, count in pairs:
        found[signals] += count
    return dict(found)


def _family(signals: Signals) -> Family:
    return (signals.method is Method.EXTERNAL, signals.finder)


def _means(signals: Signals) -> tuple[str, ...]:
    """By what means a value was come by: a way of finding that nobody has seen has no likes."""
    return (signals.finder, signals.method, signals.legibility)


def _path(signals: Signals) -> tuple[str, ...]:
    return tuple(str(getattr(signals, name)) for name in ORDER)


def _drawn(here: Count, share: float, weight: float) -> tuple[float, float]:
    """The share of a group that borrows `weight` observations of a share, and its weight."""
    whole = here.n + weight
    return ((here.right + share * weight) / whole, whole) if whole else (share, 0.0)


def _strength(parts: Sequence[tuple[float, Count]], tried: Sequence[float]) -> float:
    """How many observations of a group its parts may borrow.

    The mean of those tried, by how well each foretells from the share of the group what was
    counted in its parts (beta-binomial).
    """
    fits = [sum(_fit(share, part, strength) for share, part in parts) for strength in tried]
    best = max(fits)
    weights = [math.exp(fit - best) for fit in fits]
    return sum(w * s for w, s in zip(weights, tried, strict=True)) / sum(weights)


def _fit(share: float, part: Count, strength: float) -> float:
    """The logarithm of how likely the part's count is, without what no strength changes."""
    a, b = share * strength, (1 - share) * strength
    return _beta(part.right + a, part.n - part.right + b) - _beta(a, b)


def _beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
