"""Entries handed in by the browser, taken one after another by one thread; how far each is."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from extractors.errors import MakerspaceError
from pipeline.settings import Settings
from pipeline.stages import Progress, RunReport, run

log = logging.getLogger(__name__)

KEPT = 200
"""How many of the latest are remembered; what is done stands in the queue of the desk."""

STAGE_WORDS = {"take": "收取文件", "read": "读取文件", "page": "识别扫描页", "judge": "核对条件"}


class Stage(StrEnum):
    """How far an entry is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One upload. `done` of `total` files or pages of the step that `says` names (Chinese).

    `submission` is its id once it is done; `known` that the same content had been handed in.
    """

    id: str
    title: str
    by: str
    path: Path
    stage: Stage = Stage.WAITING
    says: str = "等待读取"
    done: int = 0
    total: int = 0
    submission: str | None = None
    known: bool = False


Run = Callable[[Settings, Path, Progress], RunReport]


class TakingIn:
    """The thread that takes uploads in; a context manager that ends it."""

    def __init__(self, settings: Settings, run_entry: Run | None = None) -> None:
        self._settings = settings
        self._run = run_entry or _run_entry
        self._tickets: dict[str, Ticket] = {}
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="taking-in", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What is at work is finished; what waits stays in the inbox for the next run.
        self._waiting.put(None)
        self._thread.join()

    def submit(self, path: Path, title: str, by: str) -> Ticket:
        """Have an entry of the inbox taken in as soon as those before it are."""
        ticket = Ticket(secrets.token_hex(8), title, by, path)
        with self._lock:
            self._tickets[ticket.id] = ticket
            for old in list(self._tickets)[:-KEPT]:
                del self._tickets[old]
        self._waiting.put(ticket.id)
        return ticket

    def tickets(self, by: str | None = None) -> tuple[Ticket, ...]:
        """The latest uploads, newest first, of one person or of all."""
        with self._lock:
            found = tuple(self._tickets.values())
        return tuple(ticket for ticket in reversed(found) if by is None or ticket.by == by)

    def _work(self) -> None:
        while (key := self._waiting.get()) is not None:
            ticket = self._changed(key, stage=Stage.WORKING, says="开始读取")
            if ticket is not None:
                self._take(ticket)

    def _take(self, ticket: Ticket) -> None:
        def told(stage: str, done: int, total: int, label: str) -> None:
            says = STAGE_WORDS[stage] + (f"：{label}" if label else "")
            self._changed(ticket.id, says=says, done=done, total=total)

        try:
            report = self._run(self._settings, ticket.path, told)
        except (MakerspaceError, OSError) as error:
            log.error("upload %s: %s", ticket.id, error)
            says = "这次没有读成，文件仍在收件箱里，下次批处理会再读；请告知管理员。"
            self._changed(ticket.id, stage=Stage.FAILED, says=says)
            return
        self._changed(ticket.id, **_outcome(report))

    def _changed(self, key: str, **values: object) -> Ticket | None:
        with self._lock:
            ticket = self._tickets.get(key)
            if ticket is None:
                return None
            self._tickets[key] = changed = replace(ticket, **values)  # type: ignore[arg-type]
            return changed


def _run_entry(settings: Settings, path: Path, progress: Progress) -> RunReport:
    return run(settings, progress, wanted=lambda entry: entry.path == path)


def _outcome(report: RunReport) -> dict[str, object]:
    """What became of the one entry of a run."""
    if not report.taken:
        # A nightly run may have been first: then it stands in the queue.
        return {"stage": Stage.DONE, "says": "已由批处理收取"}
    taken = report.taken[0]
    if taken.submission is None:
        log.error("upload not taken: %s: %s", taken.label, taken.problem)
        return {
            "stage": Stage.FAILED,
            "says": "文件不能收取：压缩包损坏、有密码，或其中没有可读的文件。",
        }
    says = "内容与已有材料相同，未重复收取" if not taken.new else "已读取并核对"
    return {
        "stage": Stage.DONE,
        "says": says,
        "submission": taken.submission,
        "known": not taken.new,
        "done": 1,
        "total": 1,
    }
