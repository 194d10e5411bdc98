"""What arrives is taken once it is complete; nothing is forgotten, nothing is taken by half."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.errors import RulesetError
from pipeline import watch
from pipeline.intake import inbox
from pipeline.intake.inbox import Entry
from pipeline.reading.process import SandboxError
from pipeline.settings import Settings
from pipeline.stages import RunReport
from pipeline.store import StoreError
from pipeline.watch import FIRST_RETRY, Stability


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Folder:
    """An inbox looked at every second of a clock that a test moves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = Clock()
        self.stability = Stability(5, self.clock)

    def after(self, seconds: float) -> list[str]:
        """What is due after so many seconds, looked at once a second before."""
        for _ in range(int(seconds)):
            self.clock.now += 1
            due = self.look()
        return due

    def look(self) -> list[str]:
        return [path.name for path in self.stability.ready(inbox.entries(self.root, (), 100))]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_file_counts_when_it_has_not_changed_for_five_seconds(folder: Folder) -> None:
    (folder.root / "a.txt").write_text("a")

    assert folder.look() == []
    assert folder.after(4) == []
    assert folder.after(1) == ["a.txt"]


def test_every_change_begins_the_wait_anew(folder: Folder) -> None:
    file = folder.root / "a.txt"
    file.write_text("a")
    folder.look()
    folder.after(4)
    file.write_text("ab")

    assert folder.after(4) == []
    assert folder.after(2) == ["a.txt"]


def test_a_folder_waits_for_the_last_of_its_files(folder: Folder) -> None:
    (folder.root / "青禾").mkdir()
    (folder.root / "青禾" / "a.txt").write_text("a")
    folder.look()
    folder.after(4)
    (folder.root / "青禾" / "b.txt").write_text("b")

    assert folder.after(4) == []
    assert folder.after(2) == ["青禾"]


def test_a_file_with_a_date_of_another_century_is_not_stuck(folder: Folder) -> None:
    import os

    for name, day in (("old.txt", 0), ("new.txt", 4_000_000_000)):
        (folder.root / name).write_text("a")
        os.utime(folder.root / name, (day, day))
    folder.look()

    assert sorted(folder.after(5)) == ["new.txt", "old.txt"]


def test_what_could_not_be_taken_is_tried_again_ever_less_often(folder: Folder) -> None:
    (folder.root / "a.txt").write_text("a")
    folder.look()
    tries = []
    for second in range(1, 200):
        folder.clock.now += 1
        if folder.look():
            tries.append(second)

    assert tries == [5, 15, 35, 75, 155]
    assert tries[1] - tries[0] == FIRST_RETRY


def test_what_changes_after_a_failed_try_is_tried_soon(folder: Folder) -> None:
    (folder.root / "a.txt").write_text("a")
    folder.look()
    folder.after(100)
    (folder.root / "a.txt").write_text("mended")

    assert folder.after(1) == []
    assert folder.after(5) == ["a.txt"]


@contextmanager
def watching(
    settings: Settings, run: Callable[[Settings, Callable[[Entry], bool]], RunReport]
) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=watch.watch, args=(settings, stop, None, run))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def until(happened: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.02)
    return False


class Taking:
    """Stands for the pipeline: removes what it takes and notes when."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.runs = 0

    def __call__(self, settings: Settings, wanted: Callable[[Entry], bool]) -> RunReport:
        self.runs += 1
        for entry in inbox.entries(settings.inbox, (), 100):
            if wanted(entry):
                self.taken.append(entry.path.read_text())
                entry.path.unlink()
        return RunReport(())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, "", "Asia/Shanghai", stable_seconds=0.5, rescan_seconds=0.2)


def test_a_slow_copy_is_taken_whole(settings: Settings) -> None:
    taking = Taking()
    with watching(settings, taking):
        assert until(lambda: taking.runs == 1)  # the run at the start
        with (settings.inbox / "slow.txt").open("w") as file:
            for _ in range(8):
                file.write("x")
                file.flush()
                time.sleep(0.2)
        assert until(lambda: taking.taken)

    assert taking.taken == ["x" * 8]


def test_what_lay_there_before_is_taken(settings: Settings) -> None:
    settings.inbox.mkdir(parents=True)
    (settings.inbox / "early.txt").write_text("early")
    taking = Taking()

    with watching(settings, taking):
        assert until(lambda: taking.taken == ["early"])


def test_without_any_event_files_are_found(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event queue overflowed, or the folder is on another machine."""

    def no_events(settings: Settings, stop: threading.Event) -> None:
        stop.wait(settings.rescan_seconds)

    monkeypatch.setattr(watch, "_wait", no_events)
    taking = Taking()
    with watching(settings, taking):
        settings.inbox.mkdir(parents=True, exist_ok=True)
        (settings.inbox / "a.txt").write_text("a")

        assert until(lambda: taking.taken == ["a"])


def test_an_inbox_that_goes_away_is_told_and_waited_for(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    taking = Taking()
    with caplog.at_level(logging.ERROR), watching(settings, taking):
        assert until(lambda: taking.runs == 1)
        settings.inbox.rename(settings.home / "unmounted")
        assert until(lambda: "the inbox is not there" in caplog.text)
        (settings.home / "unmounted").rename(settings.inbox)
        (settings.inbox / "a.txt").write_text("a")

        assert until(lambda: taking.taken == ["a"])


@pytest.mark.parametrize(
    "error",
    [
        RulesetError("demo.toml", "condition 1", "is half written"),  # someone is editing it
        StoreError("is half written: the database is locked"),
        SandboxError("is half written: the reading process does not start"),
        OSError("is half written: no space left on device"),
    ],
)
def test_what_stops_one_run_stops_only_that_run(
    settings: Settings, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    taking = Taking()

    def wrong_at_first(given: Settings, wanted: Callable[[Entry], bool]) -> RunReport:
        if taking.runs == 0:
            taking.runs += 1
            raise error
        return taking(given, wanted)

    settings.inbox.mkdir(parents=True)
    with caplog.at_level(logging.ERROR), watching(settings, wrong_at_first):
        (settings.inbox / "a.txt").write_text("a")

        assert until(lambda: taking.taken == ["a"])
    assert "is half written" in caplog.text


def test_what_changed_between_look_and_run_is_not_taken(settings: Settings) -> None:
    settings = replace(settings, stable_seconds=0.1)
    settings.inbox.mkdir(parents=True)
    file = settings.inbox / "a.txt"
    file.write_text("a")
    seen: list[bool] = []

    def changes_it(given: Settings, wanted: Callable[[Entry], bool]) -> RunReport:
        if not seen:
            file.write_text("a and more")
        seen.extend(wanted(entry) for entry in inbox.entries(given.inbox, (), 100))
        return RunReport(())

    with watching(settings, changes_it):
        assert until(lambda: True in seen)

    assert seen[0] is False
