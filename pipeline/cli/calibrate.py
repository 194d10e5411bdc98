"""`calibrate`: count how often findings are right, and write what a run then goes by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import SOME_FAILED, Home, Wrong, settings_of

if TYPE_CHECKING:
    from pipeline.calibration import Source
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
    from pipeline.calibration import observed, write_observed
    from pipeline.cli.screen import messages, styled
    from pipeline.confidence.plot import reliability_plot
    from pipeline.confidence.reliability import (
        cross_validated,
        fitted_on_all,
        lines,
        reliability,
    )

    settings = settings_of(ctx, home)
    wanted = decisions if decisions is not None else out is None
    sources = _sources(settings, gold or [], wanted)
    known = [one for source in sources for one in source.known]
    if not any(one.observations for one in known):
        raise Wrong("nothing to count: name a GOLD_DIR, or answer all questions of a submission")
    total, bar = sum(one.known for one in known), settings.accept_above
    held_out = reliability(cross_validated(known), total, bar)
    for source in sources:
        print(source)
    print("\n".join(lines(reliability(fitted_on_all(known), total, bar), held_out, bar)))
    path = out or settings.observations
    write_observed(path, observed(sources))
    messages().print(styled(f"written: {path}"), soft_wrap=True)
    if plot is not None:
        plot.write_text(reliability_plot(held_out, [str(source) for source in sources]), "utf-8")
        messages().print(styled(f"written: {plot}"), soft_wrap=True)
    failed = [file for source in sources for file in source.unread]
    for file in failed:
        messages().print(styled(f"could not be read: {file}", "red"), soft_wrap=True)
    if failed:
        raise typer.Exit(SOME_FAILED)


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
