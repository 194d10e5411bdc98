"""`schedule`: commands at named times."""

from __future__ import annotations

import typer

app = typer.Typer(help="Commands at named times: add, list, remove, run them.")
