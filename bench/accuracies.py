"""The command `bench/accuracy`: how much of a folder of submissions is extracted right.

FOLDER holds `submissions/` and beside it `gold/` or `expected/` with one JSON a submission;
without FOLDER the project's own samples are taken. Results are written to DIR (default: a
temporary folder, named at the end). Where FOLDER has its own `score.py`, that is run on the
results as well and its last line printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import report
from bench.extraction import extract_all, shipped_trust
from bench.judging import judged
from bench.scoring import Tally, judge_against, score
from pipeline.calibration import expectations
from pipeline.confidence.trust import Trust

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def main(arguments: Sequence[str]) -> int:
    """0 when something was scored, 1 where the folder holds nothing to score."""
    chosen = _parser().parse_args(arguments)
    expected = expectations(chosen.folder, chosen.ids)
    if not expected:
        print(f"{chosen.folder}: no gold/ or expected/ with JSON files", file=sys.stderr)
        return 1
    results = chosen.results or Path(tempfile.mkdtemp(prefix="accuracy-"))
    trust, warning = shipped_trust()
    tally = measure(chosen.folder, expected, results, trust, chosen.workers, chosen.pages)
    print("\n".join(report.lines(tally, chosen.misses)))
    print("\n".join(rules_alone(expected, chosen.misses)))
    print(f"results in {results}")
    if warning:
        print(warning)
    if (chosen.folder / "score.py").is_file():
        print(second_opinion(chosen.folder, results, [e["id"] for e in expected]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench/accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--misses", action="store_true", help="list everything that differs")
    parser.add_argument("--ids", type=lambda text: text.split(","), help="only these, by comma")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--pages", type=Path, help="where recognised pages are kept")
    parser.add_argument("--results", type=Path, help="where to write the results")
    return parser


def measure(
    folder: Path,
    expected: Sequence[dict[str, Any]],
    results: Path,
    trust: Trust,
    workers: int,
    pages: Path | None = None,
) -> Tally:
    """Extract every submission, write its result, score it."""
    results.mkdir(parents=True, exist_ok=True)
    jobs = [(str(folder / "submissions" / e["path"]), e["ruleset"], e["on"]) for e in expected]
    tally = Tally()
    extracted = extract_all(jobs, trust, workers, pages, [wanted["id"] for wanted in expected])
    for wanted, result in zip(expected, extracted, strict=True):
        file = results / f"{wanted['id']}.json"
        file.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
        score(tally, wanted, result)
    return tally


def rules_alone(expected: Sequence[dict[str, Any]], misses: bool) -> Iterator[str]:
    """The rules judged from the expected facts: what is wrong here is no extraction's fault."""
    tally = Tally()
    for wanted in expected:
        judge_against(tally, wanted, judged(wanted))
    if misses:
        yield from (report.shown(miss) for miss in tally.misses)
    conditions, outcomes = tally.conditions, tally.outcomes
    yield (
        f"rules alone: {conditions.right:g} of {conditions.wanted:g} conditions right, "
        f"outcomes {outcomes.right:g} of {outcomes.wanted:g}"
    )


def second_opinion(folder: Path, results: Path, ids: Sequence[str]) -> str:
    """The last line that the folder's own score.py prints."""
    command = [sys.executable, str(folder / "score.py"), str(results), "--ids", ",".join(ids)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    printed = (done.stdout or done.stderr).strip().splitlines()
    return f"score.py: {printed[-1] if printed else 'nothing printed'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
