"""`calibrate`: count how often findings are right, and write what a run then goes by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import SOME_FAILED, Home, Wrong, settings_of

if TYPE_CHECKING:
    from pipeline.calibration import Source
    from pipeline.confidence.reliability import Reliability
    from pipeline.settings import Settings


def calibrate(
    ctx: typer.Context,
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD_DIR...",
            exists=True,
            file_okay=False,
            help="Folders with submissions/ and beside it gold/ or expected/ with one JSON each.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write here instead of observations.tsv in the home."),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the reliability as SVG.")
    ] = None,
    decisions: Annotated[
        bool | None,
        typer.Option(
            "--decisions/--no-decisions",
            help="Take reviewers' decisions along [default: unless --out is given].",
        ),
    ] = None,
    home: Home = None,
) -> None:
    """Measure how often findings like each other are right, from labels and from decisions.

    What is counted stands in the home's observations.tsv and is added to what the project
    observed on its own samples; it holds until the extractors change. Decisions count of
    submissions whose every question about a value is answered.
    """
    settings = settings_of(ctx, home)
    wanted = decisions if decisions is not None else out is None
    sources = _sources(settings, gold or [], wanted)
    if not any(one.observations for source in sources for one in source.known):
        raise Wrong("nothing to count: name a GOLD_DIR, or answer all questions of a submission")
    measured = _report(sources, settings.accept_above)
    _write(sources, out or settings.observations, measured, plot)
    failed = [file for source in sources for file in source.unread]
    _tell(*(f"could not be read: {file}" for file in failed), style="red")
    if failed:
        raise typer.Exit(SOME_FAILED)


def _report(sources: list[Source], bar: float) -> Reliability:
    """Print how far the confidences hold; what comes back is held out, not fitted."""
    from pipeline.confidence.reliability import (
        cross_validated,
        fitted_on_all,
        lines,
        reliability,
    )

    known = [one for source in sources for one in source.known]
    total = sum(one.known for one in known)
    held_out = reliability(cross_validated(known), total, bar)
    for source in sources:
        print(source)
    print("\n".join(lines(reliability(fitted_on_all(known), total, bar), held_out, bar)))
    return held_out


def _write(sources: list[Source], path: Path, measured: Reliability, plot: Path | None) -> None:
    """Write the observations, and the picture where one is asked for."""
    from pipeline.calibration import observed, values_in, write_observed
    from pipeline.confidence.plot import reliability_plot

    before, kept = values_in(path), write_observed(path, observed(sources))
    now = values_in(path) or 0
    fewer = before is not None and now < before
    told = "" if before is None else f", before {before}" + (": FEWER than before" if fewer else "")
    _tell(f"written: {path} ({now} values{told})", style="yellow" if fewer else "")
    if kept is not None:
        _tell(f"what stood there before is kept in {kept}")
    if plot is not None:
        plot.write_text(reliability_plot(measured, [str(source) for source in sources]), "utf-8")
        _tell(f"written: {plot}")


def _tell(*lines: str, style: str = "") -> None:
    from pipeline.cli.screen import messages, styled

    for line in lines:
        messages().print(styled(line, style), soft_wrap=True)


def _sources(settings: Settings, gold: list[Path], decisions: bool) -> list[Source]:
    from pipeline.calibration import from_decisions, from_gold
    from pipeline.cli.screen import progress

    found = []
    with progress() as told:
        for folder in gold:
            found.append(from_gold(folder, settings, told))
    if decisions:
        from pipeline.computation import installed
        from pipeline.store import open_store

        computation = installed(settings)
        with open_store(settings.database) as store:
            decided = from_decisions(store, computation)
        found += [decided] if decided.known else []
    return found
