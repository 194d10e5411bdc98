"""The command `bench/calibration`: whether the confidence holds on submissions it never saw.

Each FOLDER holds `submissions/` and beside it `gold/` or `expected/` with one JSON a submission;
without FOLDER the project's own samples are taken. Every submission is judged by what the others
of all folders showed, and then every folder by what the other folders showed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.accuracies import SAMPLES
from pipeline.calibration import Source, expectations
from pipeline.confidence.gold import Labelled
from pipeline.confidence.plot import reliability_plot
from pipeline.confidence.reliability import (
    Judged,
    cross_validated,
    fitted_on_all,
    judged_by,
    lines,
    reliability,
    shown,
)
from pipeline.settings import ACCEPT_ABOVE


def main(arguments: Sequence[str]) -> int:
    """0 when something was measured, 1 where no folder holds anything labelled."""
    chosen = _parser().parse_args(arguments)
    sources = [observed_in(folder, chosen.workers, chosen.pages) for folder in chosen.folders]
    known = [one for source in sources for one in source.known]
    if not known:
        print("nothing labelled in these folders", file=sys.stderr)
        return 1
    total = sum(one.known for one in known)
    held_out = cross_validated(known)
    measured = reliability(held_out, total, chosen.above)
    print("\n".join(map(str, sources)))
    fitted = reliability(fitted_on_all(known), total, chosen.above)
    print("\n".join(lines(fitted, measured, chosen.above)))
    print("\n".join(_folder_by_folder(sources, held_out, chosen.above)))
    if chosen.plot:
        chosen.plot.write_text(reliability_plot(measured, list(map(str, sources))), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench/calibration",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", type=Path, nargs="*", default=[SAMPLES])
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--pages", type=Path, help="where recognised pages are kept")
    parser.add_argument("--above", type=float, default=ACCEPT_ABOVE, help="the bar")
    parser.add_argument("--plot", type=Path, help="where to draw the reliability, as SVG")
    return parser


def observed_in(folder: Path, workers: int, pages: Path | None) -> Source:
    """What a folder's labelled submissions say of our values."""
    jobs = [(folder / "submissions" / one["path"], one) for one in expectations(folder)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return Source(folder.resolve().name, tuple(pool.map(partial(_labelled, pages), jobs)))


def _labelled(pages: Path | None, job: tuple[Path, dict[str, Any]]) -> Labelled:
    from bench.extraction import findings_of
    from pipeline.confidence.gold import labelled
    from pipeline.confidence.trust import Trust
    from pipeline.record import assemble

    path, expected = job
    return labelled(expected, assemble(findings_of(path, pages), trust=Trust()))


def _folder_by_folder(
    sources: Sequence[Source], held_out: Sequence[Judged], above: float
) -> Iterator[str]:
    """Each folder alone: judged by all other submissions, and by those of other folders only."""
    yield ""
    yield f"{'folder':16}{'by other submissions':>28}{'by other folders':>28}"
    for source in sources:
        names = {one.name for one in source.known}
        others = [one for other in sources if other is not source for one in other.known]
        known = sum(one.known for one in source.known)
        mine = [one for one in held_out if one.submission in names]
        cells = []
        for judged in (mine, judged_by(others, source.known)):
            measured = reliability(judged, known, above)
            taken = measured.accepted
            cells.append(f"{taken.right} of {taken.n} at {shown(measured.coverage)}")
        yield f"{source.name:16}" + "".join(f"{cell:>28}" for cell in cells)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
