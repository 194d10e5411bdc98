"""`doctor`: what of this installation works, and what to do about the rest."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import SOME_FAILED, AsJson, Home, print_json, settings_of

MARKS = {"ok": "green", "missing": "yellow", "warning": "yellow", "off": "dim", "failed": "red"}


def doctor(
    ctx: typer.Context,
    fonts_conf: Annotated[
        bool,
        typer.Option(
            "--fonts-conf",
            help="Print a fontconfig file in which installed fonts stand in for the Chinese "
            "ones of official forms, and end.",
        ),
    ] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Try every part of this installation and say what to do about what is missing.

    What is not installed only leaves some kinds of files unread; status 1 means that something
    does not work.
    """
    if fonts_conf:
        from extractors.readers.legacy.fonts import configuration

        print(configuration(), end="")
        return
    from pipeline.cli.checks import State, checks

    found = []
    for check in checks(settings_of(ctx, home)):
        found.append(check)
        if not as_json:
            _show(check.name, check.state.value, check.found, check.advice)
    failed = any(check.state is State.FAILED for check in found)
    if as_json:
        plain = [
            {"name": c.name, "state": c.state.value, "found": c.found, "advice": c.advice}
            for c in found
        ]
        print_json({"ok": not failed, "checks": plain})
    if failed:
        raise typer.Exit(SOME_FAILED)


def _show(name: str, state: str, found: str, advice: str) -> None:
    """One line at once, since the last checks take seconds; what to do stands below."""
    from rich.table import Table

    from pipeline.cli.screen import output, styled

    line = Table.grid(padding=(0, 2, 0, 0))
    line.add_column(width=20)
    line.add_column(width=8)
    line.add_column(overflow="fold")
    line.add_row(styled(name, "bold"), styled(state, MARKS[state]), styled(found))
    if advice:
        line.add_row("", "", styled(f"→ {advice}", "cyan"))
    output().print(line)
