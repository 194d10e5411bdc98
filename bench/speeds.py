"""The command `bench/speed`: a whole batch, read, found, gathered and judged, timed."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.accuracies import SAMPLES
from bench.extraction import Job, extract_all, shipped_trust
from pipeline.calibration import expectations


def main(arguments: Sequence[str]) -> int:
    """Print seconds a submission for one process and for several, and the peak of memory."""
    parser = argparse.ArgumentParser(prog="bench/speed", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--times", type=int, default=1, help="the batch so many times over")
    chosen = parser.parse_args(arguments)
    jobs = jobs_of(chosen.folder) * chosen.times
    if not jobs:
        print(f"{chosen.folder}: no gold/ or expected/ with JSON files")
        return 1
    trust, _ = shipped_trust()
    for workers in sorted({1, chosen.workers}):
        started = time.perf_counter()
        extract_all(jobs, trust, workers)
        seconds = time.perf_counter() - started
        print(
            f"{workers} process{'es' if workers > 1 else ''}: {len(jobs)} submissions in "
            f"{seconds:.1f} s, {seconds / len(jobs):.2f} s each"
        )
    print(f"peak memory of one process: {peak_mebibytes():.0f} MiB")
    return 0


def jobs_of(folder: Path) -> list[Job]:
    """What is to be extracted below a folder of submissions and expected results."""
    place = folder / "submissions"
    return [(str(place / e["path"]), e["ruleset"], e["on"]) for e in expectations(folder)]


def peak_mebibytes() -> float:
    """The most that this process or any of its children ever held."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
