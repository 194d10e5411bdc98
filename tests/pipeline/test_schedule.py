"""Five cron fields mean what they mean to cron, in the time zone that was named."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline import schedule
from pipeline.schedule import ScheduleError, next_time, weekdays
from pipeline.settings import Settings
from pipeline.store import ScheduleRow, StoreError, open_store
from pipeline.store.queries import Store

BEIJING = "Asia/Shanghai"
# A Sunday.
SUNDAY = dt.datetime(2026, 3, 1, 0, 0, tzinfo=ZoneInfo(BEIJING))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, f"sqlite:///{tmp_path / 'z.db'}", BEIJING)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.database) as opened:
        yield opened


def times(cron: str, count: int, after: dt.datetime = SUNDAY, zone: str = BEIJING) -> list[str]:
    """The next times as weekday, month-day and hour."""
    found = []
    row = ScheduleRow("x", cron, "run", zone)
    for _ in range(count):
        moment = next_time(row, after)
        assert moment is not None
        found.append(moment.strftime("%a %m-%d %H:%M"))
        after = moment + dt.timedelta(seconds=1)
    return found


def test_one_to_five_is_monday_to_friday() -> None:
    assert times("0 8 * * 1-5", 6) == [
        "Mon 03-02 08:00",
        "Tue 03-03 08:00",
        "Wed 03-04 08:00",
        "Thu 03-05 08:00",
        "Fri 03-06 08:00",
        "Mon 03-09 08:00",
    ]


@pytest.mark.parametrize(
    ("field", "days"),
    [
        ("*", "*"),
        ("0", "sun"),
        ("7", "sun"),  # both are Sunday
        ("6", "sat"),
        ("mon-fri", "mon,tue,wed,thu,fri"),
        ("MON,wed", "mon,wed"),
        ("0,6", "sun,sat"),
        ("5-7", "sun,fri,sat"),
        ("fri-mon", "sun,mon,fri,sat"),
        ("0-7", "sun,mon,tue,wed,thu,fri,sat"),
        ("1-5/2", "mon,wed,fri"),
        ("*/2", "sun,tue,thu,sat"),
        ("3/2", "wed,fri"),
    ],
)
def test_a_weekday_field_is_translated(field: str, days: str) -> None:
    assert weekdays(field) == days


@pytest.mark.parametrize("field", ["8", "1-9", "monday", "", "1,,2", "-1", "1-", "*/0", "1#2"])
def test_a_wrong_weekday_says_how_to_write_it(field: str) -> None:
    with pytest.raises(ScheduleError, match="write"):
        weekdays(field)


def test_a_day_of_the_month_or_a_weekday_is_enough() -> None:
    assert times("0 2 15 * 1", 4) == [
        "Mon 03-02 02:00",
        "Mon 03-09 02:00",
        "Sun 03-15 02:00",
        "Mon 03-16 02:00",
    ]


def test_two_oclock_is_two_oclock_in_the_named_zone() -> None:
    (there,) = times("0 2 * * *", 1, SUNDAY.astimezone(dt.UTC), "Asia/Urumqi")

    assert there == "Sun 03-01 02:00"


@pytest.mark.parametrize(
    ("cron", "zone", "says"),
    [
        ("0 2 * *", BEIJING, "has 4 fields"),
        ("0 2 * * * *", BEIJING, "has 6 fields"),
        ("", BEIJING, "has 0 fields"),
        ("60 2 * * *", BEIJING, "is no time"),
        ("0 25 * * *", BEIJING, "is no time"),
        ("x 2 * * *", BEIJING, "is no time"),
        ("0 2 * * *", "Asia/Nowhere", "is no time zone"),
        ("0 2 * * *", "../../etc/passwd", "is no time zone"),
    ],
)
def test_a_wrong_time_says_what_is_wrong(store: Store, cron: str, zone: str, says: str) -> None:
    with pytest.raises(ScheduleError, match=says):
        schedule.add(store, cron, "run", zone)
    assert store.schedules() == ()


def test_only_known_commands_are_kept(store: Store) -> None:
    with pytest.raises(ScheduleError, match="cannot be scheduled"):
        schedule.add(store, "0 2 * * *", "rm -rf /", BEIJING)


def test_a_schedule_gets_a_name_and_keeps_it(store: Store) -> None:
    first = schedule.add(store, "0 2 * * *", "run", BEIJING)
    second = schedule.add(store, "0 3 * * *", "run", BEIJING)
    third = schedule.add(store, "0 4 * * 0", "rebuild", BEIJING, "weekly")

    assert [s.name for s in (first, second, third)] == ["run", "run-2", "weekly"]
    assert store.schedules() == (first, second, third)
    with pytest.raises(ScheduleError, match="remove it first"):
        schedule.add(store, "0 5 * * *", "run", BEIJING, "weekly")


def test_a_schedule_that_is_due_runs(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apscheduler.triggers.interval import IntervalTrigger

    row = schedule.add(store, "* * * * *", "run", BEIJING)
    monkeypatch.setattr(schedule, "trigger", lambda cron, zone: IntervalTrigger(seconds=1))
    stop = threading.Event()
    done: list[tuple[ScheduleRow, object]] = []

    def finish(ran: ScheduleRow, result: object) -> None:
        done.append((ran, result))
        stop.set()

    threading.Timer(20, stop.set).start()
    schedule.serve(settings, stop, finish, {"run": lambda given: given.home})

    assert done[0] == (row, settings.home)


def test_a_run_that_fails_leaves_the_schedule_to_its_next_time(
    settings: Settings,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from apscheduler.triggers.interval import IntervalTrigger

    schedule.add(store, "* * * * *", "run", BEIJING)
    monkeypatch.setattr(schedule, "trigger", lambda cron, zone: IntervalTrigger(seconds=0.2))
    stop = threading.Event()
    tried: list[int] = []

    def fails_once(given: Settings) -> None:
        tried.append(1)
        if len(tried) == 1:
            raise StoreError("the database is locked")
        stop.set()

    threading.Timer(20, stop.set).start()
    schedule.serve(settings, stop, None, {"run": fails_once})

    assert len(tried) >= 2
    assert "the database is locked" in caplog.text and "Traceback" not in caplog.text


def test_schedules_added_and_removed_meanwhile_are_followed(
    settings: Settings, store: Store
) -> None:
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(timezone=ZoneInfo(BEIJING))
    held: dict[str, ScheduleRow] = {}
    schedule.add(store, "0 2 * * *", "run", BEIJING)

    def look() -> list[str]:
        schedule._match(scheduler, held, settings, lambda row: None)
        return sorted(job.id for job in scheduler.get_jobs())

    assert look() == ["run"]
    schedule.add(store, "0 3 * * *", "rebuild", BEIJING)
    assert look() == ["rebuild", "run"]
    store.remove_schedule("run")
    assert look() == ["rebuild"]
