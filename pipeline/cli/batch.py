"""`run`, `watch`, `rebuild`: the inbox worked through, and how everything stands then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from pipeline.cli.options import SOME_FAILED, Home, Wrong, settings_of

if TYPE_CHECKING:
    import threading

    from pipeline.settings import Settings
    from pipeline.stages import RunReport
    from pipeline.store import SubmissionRow

# A longer table is no overview; `export` writes all of them.
SHOWN = 40  # rows


def run(ctx: typer.Context, home: Home = None) -> None:
    """Take in what lies in the inbox, read it, judge it, and list how every submission stands."""
    from pipeline.cli.screen import progress
    from pipeline.stages import run as work_through

    settings = settings_of(ctx, home)
    _make_inbox(settings)
    with progress() as told:
        report = work_through(settings, told)
    _end_with(report, settings)


def rebuild(ctx: typer.Context, home: Home = None) -> None:
    """Compute everything again from submissions, files and decisions."""
    from pipeline.cli.screen import progress
    from pipeline.stages import rebuild as compute_again

    settings = settings_of(ctx, home)
    with progress() as told:
        report = compute_again(settings, told)
    _end_with(report, settings)


def _make_inbox(settings: Settings) -> None:
    """The first run in a place makes its folders."""
    try:
        settings.inbox.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Wrong(f"{settings.inbox}: cannot be made ({error.strerror})") from error


def _end_with(report: RunReport, settings: Settings) -> None:
    show_report(report)
    _warn(settings)
    if not report.rows:
        from pipeline.cli.screen import messages, styled

        messages().print(styled(f"Nothing yet: put one folder or .zip each into {settings.inbox}"))
    if report.failed:
        raise typer.Exit(SOME_FAILED)


def _warn(settings: Settings) -> None:
    """Why everything is asked about, where it is: officials cannot know."""
    from pipeline.cli.observing import warnings
    from pipeline.cli.screen import messages, styled

    for line in warnings(settings):
        messages().print(styled(line, "yellow"), soft_wrap=True)


def show_report(report: RunReport, *, only_touched: bool = False) -> None:
    """The table of submissions, then what was done and what went wrong."""
    from pipeline.cli.screen import messages, output, styled

    shown = _worth_showing(report, only_touched)
    if shown:
        output().print(overview(shown))
    console = messages()
    hidden = len(report.rows) - len(shown)
    more = f" · {hidden} not shown (export lists all)" if hidden else ""
    new = sum(1 for entry in report.taken if entry.new)
    console.print(
        styled(
            f"{_count(len(report.rows), 'submission')} ({new} new) · "
            f"{_count(report.read, 'file')} read · {report.judged} judged{more}",
            "dim",
        )
    )
    for trouble in _troubles(report):
        console.print(styled(trouble, "red"), soft_wrap=True)


def _worth_showing(report: RunReport, only_touched: bool) -> Sequence[SubmissionRow]:
    """All current submissions where they fit on a screen or two, else those just computed."""
    current = [row for row in report.rows if row.latest]
    if only_touched or len(current) > SHOWN:
        current = [row for row in report.rows if row.id in report.touched]
    return current[:SHOWN]


def overview(rows: Sequence[SubmissionRow]) -> object:
    """One line a submission: policy, outcome, how its conditions stand, questions left."""
    from pipeline.cli.screen import outcome, styled, table

    # Heads of two lines leave the names their room in a window of 80 columns.
    counts = ["met", "not\nmet", "un-\nknown", "judge-\nment", "to\nreview"]
    heads = ["policy", "outcome"]
    listing = table("submission", *heads, *counts, numbers=counts, whole=heads)
    for row in rows:
        numbers = (row.met, row.not_met, row.unknown, row.judgement, row.open_items)
        name = styled(row.name)
        name.append("\n").append_text(styled(row.id, "dim"))
        listing.add_row(
            name,
            styled(row.ruleset or "to be chosen", "" if row.ruleset else "yellow"),
            outcome(row.outcome.value if row.outcome else "–"),
            *(str(number) if row.ruleset or number else "–" for number in numbers),
        )
    return listing


def _troubles(report: RunReport) -> list[str]:
    lines = []
    for entry in report.taken:
        if entry.problem:
            lines.append(
                f"{'waits' if entry.waiting else 'not taken'}: {entry.label}: {entry.problem}"
            )
        lines += [f"left out: {entry.label}/{name}: {reason}" for name, reason in entry.refused]
    for row in report.rows:
        if row.id in report.touched:
            lines += [f"could not be read: {row.name}: {name}" for name in row.failed_files]
    return lines


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def watch(ctx: typer.Context, home: Home = None) -> None:
    """Do the same as files arrive, until Ctrl-C.

    A file or folder counts when it has not changed for five seconds.
    """
    from pipeline.cli.screen import messages, styled
    from pipeline.watch import watch as take_what_comes

    settings = settings_of(ctx, home)
    _make_inbox(settings)
    messages().print(styled(f"Watching {settings.inbox} · Ctrl-C ends it", "dim"))
    _warn(settings)

    def done(report: RunReport) -> None:
        if report.taken or report.touched:
            show_report(report, only_touched=True)

    take_what_comes(settings, stopping(), done)


def stopping() -> threading.Event:
    """An event that Ctrl-C or a request to end sets: what is at work is finished first."""
    import signal
    import threading

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
