"""The command line: words in, work started, tables or JSON out.

JSON goes to standard output alone and is all that goes there; progress and messages go to
standard error. Exit status: 0 done; 1 done, but some file or submission failed and is
listed; 2 wrong usage, or a data file or database that stops the start. Every heavy library is
imported by the command that uses it, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import (
    batch,
    calibrate,
    datasets,
    desk,
    doctor,
    learn,
    policies,
    scripts,
    serving,
    timetable,
    users,
)
from pipeline.cli.options import HOME_HELP, SOME_FAILED, WRONG, tell

app = typer.Typer(
    name="zhongchuang",
    help="Reads what makerspaces hand in for accreditation, finds every figure with its place, "
    "judges it under local policy and puts what is doubtful before an official.",
    epilog="Exit status: 0 done · 1 done, but a file or submission failed and is listed · "
    "2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(version("zhongchuang"))
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help=HOME_HELP, show_default=False)
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell on standard error what is logged.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    ctx.obj = home
    _log(verbose)


def _log(verbose: bool) -> None:
    """Errors in one short line each; everything, with tracebacks, where it is asked for."""
    import logging

    from pipeline.cli.screen import clean

    class Short(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            line = clean(super().format(record))
            return line if verbose or len(line) <= LINE else f"{line[: LINE - 1]}…"

    handler = logging.StreamHandler()
    handler.setFormatter(Short("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(
        level=logging.INFO if verbose else logging.ERROR, handlers=[handler], force=True
    )


# With what the command library ends on Ctrl-C.
INTERRUPTED = 130
# What a log line may take of the terminal; `--verbose` shows all of it.
LINE = 160  # characters
THE_JOB, SCRIPTS, DATA = "The job", "For scripts, without a database", "Data and upkeep"
app.command(rich_help_panel=THE_JOB)(batch.run)
app.command(rich_help_panel=THE_JOB)(batch.watch)
app.command(rich_help_panel=THE_JOB)(serving.serve)
app.add_typer(desk.app, name="review", rich_help_panel=THE_JOB)
app.command(rich_help_panel=THE_JOB)(datasets.export)
app.add_typer(timetable.app, name="schedule", rich_help_panel=THE_JOB)
app.add_typer(users.app, name="user", rich_help_panel=THE_JOB)
app.command(rich_help_panel=SCRIPTS)(scripts.extract)
app.command(rich_help_panel=SCRIPTS)(scripts.read)
app.command(rich_help_panel=SCRIPTS)(scripts.evaluate)
app.add_typer(policies.rulesets, name="rulesets", rich_help_panel=DATA)
app.add_typer(policies.fields, name="fields", rich_help_panel=DATA)
app.add_typer(learn.app, name="learn", rich_help_panel=DATA)
app.command(rich_help_panel=DATA)(calibrate.calibrate)
app.command(rich_help_panel=DATA)(batch.rebuild)
app.command(rich_help_panel=DATA)(doctor.doctor)


def main() -> None:
    """Run the command line and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without Chinese shows question marks; it does not stop the work.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except SystemExit as end:
        if end.code != INTERRUPTED:
            raise
        tell("stopped; what is recorded stays, and the next run goes on from there")
        sys.exit(SOME_FAILED)
    except OSError as error:
        # A disk that is full, a folder that may not be read: the world's fault, and said shortly.
        place = f"{error.filename}: " if error.filename else ""
        tell(f"{place}{error.strerror or error}")
        sys.exit(WRONG)
    except Exception as error:
        # Imported here: it brings the readers along, and most calls never fail.
        from extractors.errors import MakerspaceError

        if not isinstance(error, MakerspaceError):
            raise
        tell(error)
        sys.exit(WRONG)
