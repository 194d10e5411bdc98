"""Named times at which a command runs: five cron fields in, runs out.

Schedules are kept in the database, with their time zone. Cron counts weekdays from Sunday as 0
and runs on a day that fits either the day of the month or the weekday; APScheduler counts from
Monday as 0 and wants both to fit, so the fields are translated here. Never runs anything but
the commands in COMMANDS.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from extractors.errors import MakerspaceError
from pipeline.settings import Settings
from pipeline.store import ScheduleRow, StoreError, open_store

if TYPE_CHECKING:
    from pipeline.stages import RunReport
    from pipeline.store import Store

log = logging.getLogger(__name__)

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
WEEKDAY_PART = re.compile(
    r"""
    (?: \*                          # any day
      | (?P<first> [a-z]{3} | \d )  # mon  1
        (?: - (?P<last> [a-z]{3} | \d ) )?   # mon-fri  1-5
    )
    (?: / (?P<step> [1-9] ) )?      # */2
    """,
    re.VERBOSE,
)
# A run that was due while the program was busy or the machine slept still starts this late.
LATE_SECONDS = 3600
# How often a waiting scheduler looks whether schedules were added or removed.
LOOK_SECONDS = 30


class ScheduleError(MakerspaceError):
    """A schedule that cannot be kept; the message says why and how to write it."""


def _run(settings: Settings) -> RunReport:
    from pipeline import stages

    return stages.run(settings)


def _rebuild(settings: Settings) -> RunReport:
    from pipeline import stages

    return stages.rebuild(settings)


COMMANDS: Mapping[str, Callable[[Settings], Any]] = {"run": _run, "rebuild": _rebuild}


def add(
    store: Store, cron: str, command: str, timezone: str, name: str | None = None
) -> ScheduleRow:
    """Keep a schedule.

    Args:
        cron: Minute, hour, day of month, month, weekday: `0 2 * * 1-5` is Monday to Friday.
        command: One of COMMANDS.
        timezone: An IANA name, such as Asia/Shanghai.
        name: By default the command's, numbered if that is taken.

    Raises:
        ScheduleError: one of these cannot be used.
    """
    if command not in COMMANDS:
        raise ScheduleError(f"{command!r} cannot be scheduled; there are {', '.join(COMMANDS)}")
    trigger(cron, timezone)
    taken = {schedule.name for schedule in store.schedules()}
    if name is not None and name in taken:
        raise ScheduleError(f"there is a schedule {name!r} already; remove it first")
    schedule = ScheduleRow(name or _free_name(command, taken), cron, command, timezone)
    store.add_schedule(schedule)
    return schedule


def _free_name(command: str, taken: set[str]) -> str:
    name, number = command, 1
    while name in taken:
        number += 1
        name = f"{command}-{number}"
    return name


def trigger(cron: str, timezone: str) -> Any:
    """The APScheduler trigger of five cron fields.

    Raises:
        ScheduleError: the fields or the time zone are wrong.
    """
    from apscheduler.triggers.combining import OrTrigger
    from apscheduler.triggers.cron import CronTrigger

    fields = cron.split()
    if len(fields) != 5:
        raise ScheduleError(
            f"{cron!r} has {len(fields)} fields; write minute, hour, day, month, weekday, "
            "for instance '0 2 * * *' for every day at 2:00"
        )
    minute, hour, day, month, weekday = fields
    zone = _zone(timezone)
    days = weekdays(weekday)

    def one(**fitting: str) -> Any:
        return CronTrigger(minute=minute, hour=hour, month=month, timezone=zone, **fitting)

    try:
        if day != "*" and weekday != "*":
            return OrTrigger([one(day=day), one(day_of_week=days)])
        return one(day=day, day_of_week=days)
    except ValueError as error:
        raise ScheduleError(f"{cron!r} is no time: {error}") from error


def weekdays(field: str) -> str:
    """Cron's weekday field in APScheduler's words.

    Raises:
        ScheduleError: it is no weekday field.

    Example:
        >>> weekdays("1-5"), weekdays("0"), weekdays("7,sat"), weekdays("*")
        ('mon,tue,wed,thu,fri', 'sun', 'sun,sat', '*')
    """
    if field == "*":
        return "*"
    days: set[int] = set()
    for part in field.lower().split(","):
        match = WEEKDAY_PART.fullmatch(part)
        if match is None:
            raise ScheduleError(f"{field!r} is no weekday; write 1-5, mon-fri, 0,6 or *")
        days |= _days(match, field)
    return ",".join(WEEKDAYS[day] for day in sorted(days))


def _days(match: re.Match[str], field: str) -> set[int]:
    step = int(match["step"] or 1)
    if match["first"] is None:
        return set(range(0, 7, step))
    first = _weekday(match["first"], field)
    # Without an end a step runs to the end of the week.
    last = _weekday(match["last"], field) if match["last"] else (6 if match["step"] else first)
    if last < first:
        last += 7  # fri-mon, 5-7 and 6-0 go over the weekend
    return {day % 7 for day in range(first, last + 1, step)}


def _weekday(word: str, field: str) -> int:
    if word in WEEKDAYS:
        return WEEKDAYS.index(word)
    if word.isdigit() and int(word) <= 7:
        return int(word)  # 7 is Sunday too, and the end of 5-7
    raise ScheduleError(f"{word!r} in {field!r} is no weekday; write 0 (Sunday) to 6, or mon")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ScheduleError(f"{name!r} is no time zone; write one such as Asia/Shanghai") from error


def next_time(schedule: ScheduleRow, after: dt.datetime) -> dt.datetime | None:
    """When it runs next after a moment (with its zone); None where it never does."""
    found: dt.datetime | None = trigger(schedule.cron, schedule.timezone).get_next_fire_time(
        None, after
    )
    return found


def serve(
    settings: Settings,
    stop: threading.Event,
    done: Callable[[ScheduleRow, Any], None] | None = None,
    commands: Mapping[str, Callable[[Settings], Any]] = COMMANDS,
) -> None:
    """Run the kept schedules at their times until `stop` is set.

    Args:
        done: Called with the schedule and what its command returned.
    """
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(
        timezone=_zone(settings.timezone),
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": LATE_SECONDS},
    )

    def execute(schedule: ScheduleRow) -> None:
        log.info("schedule %s: %s", schedule.name, schedule.command)
        try:
            result = commands[schedule.command](settings)
        except (MakerspaceError, OSError) as error:  # its next time is another chance
            log.error("schedule %s: %s", schedule.name, error)
            return
        if done is not None:
            done(schedule, result)

    scheduler.start()
    held: dict[str, ScheduleRow] = {}
    try:
        while not stop.is_set():
            try:
                _match(scheduler, held, settings, execute)
            except StoreError as error:  # what is held goes on; the next look may find it again
                log.error("%s", error)
            stop.wait(LOOK_SECONDS)
    finally:
        scheduler.shutdown(wait=True)


def _match(
    scheduler: Any,
    held: dict[str, ScheduleRow],
    settings: Settings,
    execute: Callable[[ScheduleRow], None],
) -> None:
    """Make the scheduler hold what the database holds."""
    with open_store(settings.database) as store:
        kept = {schedule.name: schedule for schedule in store.schedules()}
    for name, schedule in list(held.items()):
        if kept.get(name) != schedule:
            scheduler.remove_job(name)
            del held[name]
    for name, schedule in kept.items():
        if name not in held:
            when = trigger(schedule.cron, schedule.timezone)
            scheduler.add_job(execute, when, args=[schedule], id=name, name=name)
            held[name] = schedule
