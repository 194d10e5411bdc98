"""Labelled submissions in, how far the confidence fitted on them can be relied upon out.

Measured twice: on the values it was fitted on, which flatters, and on submissions it was not
fitted on. Values of one submission go together: what is wrong in one is often wrong twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.confidence.gold import Labelled, Observation
from pipeline.confidence.interval import wilson
from pipeline.confidence.measures import (
    Bin,
    bin_coverage,
    bins,
    brier,
    calibration_error,
    ranking,
)
from pipeline.confidence.table import Count, Table, merged
from pipeline.model import Confidence, Signals

# Submissions are left out a tenth at a time: left out alone, the only one with an error of its
# kind would be judged by the only table without any, and errors would look surer than the rest.
MOST_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A value of which somebody knows whether it is right, and what was said of it."""

    submission: str
    observation: Observation
    said: Confidence | None

    def accepted(self, above: float) -> bool:
        """Whether it would be taken without a person."""
        settled = self.observation.signals.settled
        return self.said is not None and settled and self.said.low > above


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of `n` values `right` were; `unobserved` had no confidence, and count in no measure of it.

    `ranking_of_bounds` is the AUROC of the lower bounds, by which values are accepted.
    `coverage` is the share of the fields known to stand in the files that was accepted.
    """

    n: int
    right: int
    unobserved: int
    error: float | None
    ranking: float | None
    ranking_of_bounds: float | None
    brier: float | None
    bins: tuple[Bin, ...]
    bin_coverage: float | None
    accepted: Count
    coverage: float | None
    wrongly_accepted: tuple[Judged, ...]

    @property
    def precision(self) -> float | None:
        return self.accepted.right / self.accepted.n if self.accepted.n else None


def counts_of(known: Sequence[Labelled]) -> dict[Signals, Count]:
    """How often findings of each kind were right, over all submissions."""
    return merged(
        (observation.signals, Count(int(observation.right), 1))
        for one in known
        for observation in one.observations
    )


def fitted_on_all(known: Sequence[Labelled]) -> list[Judged]:
    """Every value as the table fitted on all of them judges it."""
    return judged_by(known, known)


def cross_validated(known: Sequence[Labelled]) -> list[Judged]:
    """Every value as a table judges it that was fitted on other submissions."""
    folds = min(len(known), MOST_FOLDS)
    found: list[Judged] = []
    for fold in range(folds):
        others = [one for number, one in enumerate(known) if number % folds != fold]
        found += judged_by(others, known[fold::folds])
    return found


def judged_by(others: Sequence[Labelled], held_out: Sequence[Labelled]) -> list[Judged]:
    """Every value of some submissions as a table judges it that was fitted on others."""
    table = Table(counts_of(others))
    return [
        Judged(one.name, observation, table.confidence(observation.signals))
        for one in held_out
        for observation in one.observations
    ]


def reliability(judged: Sequence[Judged], known: int, above: float) -> Reliability:
    """Measure what was said.

    Args:
        judged: The values.
        known: How many fields the submissions' files hold.
        above: What the lower bound must exceed for a value to be accepted.
    """
    said = [(one.said.share, one.observation.right) for one in judged if one.said is not None]
    bounds = [(one.said.low, one.observation.right) for one in judged if one.said is not None]
    taken = [one for one in judged if one.accepted(above)]
    wrong = tuple(one for one in taken if not one.observation.right)
    return Reliability(
        n=len(judged),
        right=sum(one.observation.right for one in judged),
        unobserved=len(judged) - len(said),
        error=calibration_error(said),
        ranking=ranking(said),
        ranking_of_bounds=ranking(bounds),
        brier=brier(said),
        bins=bins(said),
        bin_coverage=bin_coverage(said),
        accepted=Count(len(taken) - len(wrong), len(taken)),
        coverage=len(taken) / known if known else None,
        wrongly_accepted=wrong,
    )


def lines(fitted: Reliability, held_out: Reliability, above: float) -> Iterator[str]:
    """The report for an operator: both measurements side by side, then the bins held out."""
    yield f"{'':22}{'fitted on all':>16}{'on others':>16}"
    for name, one, other in _rows(fitted, held_out):
        yield f"{name:22}{one:>16}{other:>16}"
    for name, measured in (("fitted on all", fitted), ("on others", held_out)):
        taken = measured.accepted
        low, high = wilson(measured.precision or 0.0, taken.n)
        yield (
            f"accepted, {name}: {taken.right} of {taken.n} right (95 %: {low:.4f} to {high:.4f}), "
            f"coverage {shown(measured.coverage)}, lower bound above {above}"
        )
    yield ""
    yield "confidence, on others     values   right   said     observed (95 %)"
    for held in held_out.bins:
        low, high = held.interval
        sign = "" if held.covered else "  off"
        yield (
            f"  {held.low:5.3f} to {held.high:5.3f}{held.n:14}{held.right:8}   {held.said:.4f}   "
            f"{held.right / held.n:.4f} ({low:.4f} to {high:.4f}){sign}"
        )
    for judged in held_out.wrongly_accepted:
        yield f"accepted and wrong: {judged.submission} {judged.observation.key}"


def _rows(fitted: Reliability, held_out: Reliability) -> Iterator[tuple[str, str, str]]:
    yield "values", str(fitted.n), str(held_out.n)
    yield "right", str(fitted.right), str(held_out.right)
    yield "nothing observed", str(fitted.unobserved), str(held_out.unobserved)
    yield "calibration error", shown(fitted.error), shown(held_out.error)
    yield "AUROC", shown(fitted.ranking), shown(held_out.ranking)
    yield "AUROC, lower bound", shown(fitted.ranking_of_bounds), shown(held_out.ranking_of_bounds)
    yield "Brier", shown(fitted.brier), shown(held_out.brier)
    yield "bin coverage", shown(fitted.bin_coverage), shown(held_out.bin_coverage)


def shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.4f}"
