"""What people at a terminal see: tables and progress. Rich is imported on first use.

Everything from files is cleaned on the way out: a name may hold codes that move the cursor,
retitle the window or turn the text round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

STYLES = {
    "eligible": "green",
    "not_eligible": "red",
    "needs_review": "yellow",
    "met": "green",
    "not_met": "red",
    "unknown": "yellow",
    "judgement": "cyan",
    "accepted": "green",
    "review": "yellow",
    "missing": "dim",
}


def clean(text: object) -> str:
    """The text on one line, without characters that steer a terminal."""
    flat = " ".join(str(text).split())
    return "".join(character if character.isprintable() else "�" for character in flat)


def clean_lines(text: object) -> str:
    """The same, line by line: a message may point into a line of a data file."""
    return "\n".join(
        line[: len(line) - len(line.lstrip())] + clean(line) for line in str(text).split("\n")
    )


# Into a pipe or a file there is no window to fit into, only a reader's patience.
PIPED = 160  # columns


def output() -> Console:
    """Standard output."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPED)


def messages() -> Console:
    """Standard error: progress, and what went wrong."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    return console if console.is_terminal else Console(stderr=True, highlight=False, width=PIPED)


def styled(text: object, style: str = "", indent: int = 0) -> Text:
    """Cleaned text, indented by so many blanks; never read as markup."""
    from rich.text import Text

    return Text(" " * indent + clean(text), style=style)


def outcome(word: str) -> Text:
    """An outcome, a status or an eligibility in its colour."""
    return styled(word, STYLES.get(word, ""))


def table(*columns: str, numbers: Iterable[str] = (), whole: Iterable[str] = ()) -> Table:
    """An empty table in the house's style.

    Args:
        numbers: Columns that are set flush right.
        whole: Columns that are never broken over lines.
    """
    from rich import box
    from rich.table import Table

    made = Table(
        box=box.SIMPLE_HEAD,
        header_style="bold",
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_edge=False,
    )
    for column in columns:
        made.add_column(
            column,
            justify="right" if column in numbers else "left",
            no_wrap=column in (*numbers, *whole),
            vertical="top",
            overflow="fold",
        )
    return made


class Told(Protocol):
    """Told how far the work is: its stage, done of total, and what is being done now.

    The stage page is told of a file's pages that take long, amid the stage of its file.
    """

    def __call__(self, stage: str, done: int, total: int, now: str) -> None: ...


STAGES = {
    "take": "Taking in",
    "read": "Reading",
    "judge": "Judging",
    "learn": "Learning",
    "try": "Trying",
}


@contextmanager
def progress() -> Iterator[Told]:
    """A live bar on standard error; nothing where that is no terminal."""
    console = messages()
    if not console.is_terminal:
        yield lambda stage, done, total, now: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description:<9}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", style="dim", markup=False),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None, now="")

        def told(stage: str, done: int, total: int, now: str) -> None:
            if stage == "page":
                shown = f"{clean(now)[:36]} · page {done + 1} of {total}"
                bar.update(task, now=shown, description=STAGES["read"])
                return
            bar.update(
                task,
                description=STAGES.get(stage, stage),
                completed=done,
                total=total or None,
                now=clean(now)[:48],
            )

        yield told
