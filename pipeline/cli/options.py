"""Options that many commands share, and what they mean."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.settings import Settings

# The only exit statuses beside 0.
SOME_FAILED, WRONG = 1, 2

HOME_HELP = (
    "Folder with inbox, raw files and database [default: $ZHONGCHUANG_HOME, else data/ here]."
)
# `--home` may stand before the command or after it; after it wins.
Home = Annotated[
    Path | None, typer.Option("--home", metavar="DIR", help=HOME_HELP, show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]


class Wrong(typer.Exit):
    """The command cannot be carried out as it was given: one sentence, exit status 2."""

    def __init__(self, message: str) -> None:
        tell(message)
        super().__init__(WRONG)


def tell(message: object) -> None:
    """What went wrong, on standard error; names in it come from files and are cleaned."""
    from pipeline.cli.screen import clean_lines

    print(f"zhongchuang: {clean_lines(message)}", file=sys.stderr)


def settings_of(ctx: typer.Context, home: Path | None) -> Settings:
    """The settings for the home given before or after the command."""
    from pipeline.settings import settings

    return settings(home or ctx.obj)


def print_json(view: dict[str, Any]) -> None:
    """One object on one line of standard output, in UTF-8 whatever the terminal's encoding."""
    from pipeline.export.views import to_json

    line = to_json(view).encode("utf-8") + b"\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
