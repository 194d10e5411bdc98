"""What was said of values and whether they were right in, how well the one foretold the other out.

Pairs are (confidence said, was right). Nothing here knows a signal or a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.confidence.interval import wilson

Said = Sequence[tuple[float, bool]]

EQUAL_BINS = 10
# Most values are nearly certain: bins of equal width would put all of them into one.
EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 1.0)


def calibration_error(said: Said) -> float | None:
    """Mean distance, over ten bins of confidence, between what was said and what was right."""
    if not said:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for share, right in said:
        bins.setdefault(min(int(share * EQUAL_BINS), EQUAL_BINS - 1), []).append((share, right))
    gaps = (abs(sum(s for s, _ in held) - sum(r for _, r in held)) for held in bins.values())
    return sum(gaps) / len(said)


def ranking(said: Said) -> float | None:
    """AUROC: the share of pairs (right value, wrong one) in which the right is surer; ties half.

    Example:
        >>> ranking([(0.9, True), (0.6, False), (0.6, True)])
        0.75
    """
    rights, wrongs = sum(right for _, right in said), sum(not right for _, right in said)
    if not rights or not wrongs:
        return None
    levels: dict[float, list[int]] = {}
    for share, right in said:
        levels.setdefault(share, [0, 0])[not right] += 1
    better, below = 0.0, 0
    for _, (held, missed) in sorted(levels.items()):
        better += held * (below + missed / 2)
        below += missed
    return better / (rights * wrongs)


def brier(said: Said) -> float | None:
    """Mean square of the distance between what was said and what was (1 right, 0 wrong)."""
    return sum((share - right) ** 2 for share, right in said) / len(said) if said else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of about the same confidence; `said` is the mean of it, `right` of `n` were."""

    low: float
    high: float
    n: int
    right: int
    said: float

    @property
    def interval(self) -> tuple[float, float]:
        """In which the true share lies, by what was counted."""
        return wilson(self.right / self.n, self.n)

    @property
    def covered(self) -> bool:
        """Whether what was said lies in the interval of what was counted."""
        low, high = self.interval
        return low <= self.said <= high


def bins(said: Said) -> tuple[Bin, ...]:
    """The bins between EDGES that hold values; an edge belongs to the bin above it."""
    found = []
    for low, high in pairwise(EDGES):
        held = [(s, r) for s, r in said if low <= s < high or s == high == EDGES[-1]]
        if held:
            mean = sum(share for share, _ in held) / len(held)
            found.append(Bin(low, high, len(held), sum(right for _, right in held), mean))
    return tuple(found)


def bin_coverage(said: Said) -> float | None:
    """The share of values in bins whose observed share agrees with what was said."""
    covered = sum(one.n for one in bins(said) if one.covered)
    return covered / len(said) if said else None
