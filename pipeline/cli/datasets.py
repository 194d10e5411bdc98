"""`export`: the dataset as files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Home, settings_of


class Format(StrEnum):
    """What `--format` takes; the same keys as `pipeline.export.FORMATS`."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PARQUET = "parquet"


def export(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write into.")],
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", help="May be given several times [default: csv and xlsx]."),
    ] = None,
    home: Home = None,
) -> None:
    """Write the dataset: submissions, values with evidence, rosters, verdicts, decisions.

    A data dictionary explains every column. Files of the same names are replaced, each as a whole.
    """
    from pipeline.cli.screen import output, styled
    from pipeline.export import export as write
    from pipeline.store import open_store

    with open_store(settings_of(ctx, home).database) as store:
        paths = write(store, out, [one.value for one in formats or (Format.CSV, Format.XLSX)])
    console = output()
    for path in paths:
        console.print(styled(path))
