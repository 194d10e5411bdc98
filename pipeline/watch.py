"""Takes in what arrives in the inbox, once it has not changed for some seconds.

Events of the file system only wake it up early. The truth is the list of the inbox that it
makes itself every few seconds: an event that was lost costs seconds, never a file. Time is
measured by the monotonic clock, so a clock that is set back or forth makes nothing stuck.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import DataFileError, MakerspaceError
from pipeline.intake import inbox
from pipeline.intake.inbox import Entry, FoundFile
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.stages import RunReport

log = logging.getLogger(__name__)

# An entry that could not be taken is tried again after this long, then after twice as long …
FIRST_RETRY, LONGEST_RETRY = 10.0, 600.0

State = tuple[tuple[FoundFile, ...], tuple[str, ...]]
"""What must not change: files with size and time, and what is still being written."""


@dataclass(slots=True)
class _Watched:
    state: State
    since: float
    due: float
    retry: float = FIRST_RETRY


class Stability:
    """Which entries have not changed for `seconds`, and are due to be taken or tried again."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._watched: dict[Path, _Watched] = {}

    def ready(self, entries: Iterable[Entry]) -> dict[Path, State]:
        """The entries to take now, as they are now; each list of entries is the whole inbox."""
        now = self._clock()
        seen: dict[Path, _Watched] = {}
        due: dict[Path, State] = {}
        for entry in entries:
            state = (entry.files, entry.partial)
            watched = self._watched.get(entry.path)
            if watched is None or watched.state != state:
                watched = _Watched(state, now, now + self._seconds)
            elif now >= watched.due:
                due[entry.path] = state
                # Taken, it is gone at the next look; if not, it has to wait for another try.
                watched.due = now + watched.retry
                watched.retry = min(2 * watched.retry, LONGEST_RETRY)
            seen[entry.path] = watched
        self._watched = seen
        return due


def watch(
    settings: Settings,
    stop: threading.Event,
    done: Callable[[RunReport], None] | None = None,
    run: Callable[[Settings, Callable[[Entry], bool]], RunReport] | None = None,
) -> None:
    """Run the pipeline on entries as they become complete, until `stop` is set.

    Args:
        done: Called with the report of every run.
        run: What runs the pipeline on the entries wanted; by default `stages.run`.
    """
    run = run or _run
    settings.inbox.mkdir(parents=True, exist_ok=True)
    stability = Stability(settings.stable_seconds)
    rulesets: Collection[str] = ()
    first = True
    while not stop.is_set():
        rulesets = _ruleset_ids(settings, rulesets)
        due = _due(settings, stability, rulesets)
        # At the start: what changed while nobody watched, such as a ruleset, is computed.
        if due or first:
            first = False
            report = _attempted(run, settings, due)
            if report is not None and done is not None:
                done(report)
        _wait(settings, stop)


def _due(settings: Settings, stability: Stability, rulesets: Collection[str]) -> dict[Path, State]:
    try:
        found = inbox.entries(settings.inbox, rulesets, settings.most_files)
    except FileNotFoundError:
        # An unmounted share looks like this: it is an alarm, and not an empty inbox.
        log.error("the inbox is not there; waiting for it to come back")
        return {}
    return stability.ready(found)


def _attempted(
    run: Callable[[Settings, Callable[[Entry], bool]], RunReport],
    settings: Settings,
    due: dict[Path, State],
) -> RunReport | None:
    """One run. What stops it stops nothing else: its entries are tried again.

    A data file may be wrong just now because someone is editing it; the database may be held
    by another program, the machine too busy to start a process.
    """
    try:
        return run(settings, lambda entry: due.get(entry.path) == (entry.files, entry.partial))
    except (MakerspaceError, OSError) as error:
        log.error("%s", error)
        return None


def _run(settings: Settings, wanted: Callable[[Entry], bool]) -> RunReport:
    from pipeline import stages

    return stages.run(settings, wanted=wanted)


def _ruleset_ids(settings: Settings, before: Collection[str]) -> Collection[str]:
    from pipeline.rules import load_rulesets

    try:
        return tuple(load_rulesets(settings.home))
    except DataFileError as error:
        log.error("%s", error)
        return before


def _wait(settings: Settings, stop: threading.Event) -> None:
    """Until something happens in the inbox, but no longer than until the next look."""
    from watchfiles import watch as events

    milliseconds = int(settings.rescan_seconds * 1000)
    try:
        for _changes in events(
            settings.inbox,
            stop_event=stop,
            rust_timeout=milliseconds,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            return
    except (FileNotFoundError, OSError) as error:
        # No watch on this file system, or no inbox: looking again is enough.
        log.debug("no events: %s", error)
        stop.wait(settings.rescan_seconds)
