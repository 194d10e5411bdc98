"""Several contestants on the same files, in turn, round after round; medians out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.contestants import installed
from bench.trials import Trial, trial


@dataclass(frozen=True, slots=True)
class Result:
    """Medians of a contestant's rounds; seconds for all files together, bytes at the peak.

    `failed` says why there are none; times are infinite then, so that no ratio looks good.
    """

    pages: int
    cpu: float
    wall: float
    peak: int
    failed: str = ""


def rounds(
    names: Sequence[str], files: Sequence[Path], warm: Path | None, times: int
) -> dict[str, Result]:
    """Each installed contestant's result.

    The order turns by one from round to round: what else the machine does then falls on all.
    """
    there = [name for name in names if installed(name)]
    trials: dict[str, list[Trial]] = {name: [] for name in there}
    for number in range(times):
        turn = number % len(there) if there else 0
        for name in [*there[turn:], *there[:turn]]:
            trials[name].append(trial(name, files, warm))
    return {name: _median(held) for name, held in trials.items()}


def _median(trials: Sequence[Trial]) -> Result:
    if failed := next((one.failed for one in trials if one.failed), ""):
        return Result(0, float("inf"), float("inf"), 0, failed)
    return Result(
        trials[0].pages,
        median(one.cpu for one in trials),
        median(one.wall for one in trials),
        max(one.peak for one in trials),
    )
