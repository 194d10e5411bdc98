"""The installation as administrators read it: settings in force, schedules and their runs.

Nothing is changed here: settings come from the environment of the process, schedules from the
command line of who runs the machine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from pipeline.accounts import Right
from pipeline.schedule import ScheduleError, next_time
from pipeline.store import RunRow, ScheduleRow
from pipeline.web.context import DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.in_force import revisions, sections, tools
from pipeline.web.rendering import page

router = APIRouter()
Administrator = Annotated[Visitor, Depends(may(Right.ADMINISTER))]
LATEST = 50  # runs shown
MOST_TOLD = 10  # entries of one run that are named


@router.get("/settings")
def settings(request: Request, desk: DeskHere, visitor: Administrator) -> Response:
    """The settings in force, the tools found, by what is computed."""
    titles = {one.id: one.title for one in desk.computation.rulesets.values()}
    return page(
        request,
        "settings.html",
        visitor,
        sections=sections(desk.settings, titles),
        tools=tools(desk.settings),
        revisions=revisions(desk.settings, desk.computation),
    )


@router.get("/runs")
def runs(request: Request, desk: DeskHere, visitor: Administrator) -> Response:
    """The schedules with their next times, and the latest runs."""
    now = desk.clock()
    return page(
        request,
        "runs.html",
        visitor,
        schedules=[(one, following(one, now)) for one in desk.store.schedules()],
        runs=[told(one) for one in desk.store.runs(LATEST)],
    )


def following(schedule: ScheduleRow, now: dt.datetime) -> dt.datetime | None:
    """When a schedule runs next; None where it never does, or cannot be read any more."""
    try:
        return next_time(schedule, now)
    except ScheduleError:
        return None


@dataclass(frozen=True, slots=True)
class Told:
    """One run. `seconds` is None where it was cut off; `problems` are entries not taken."""

    number: int
    started_at: dt.datetime
    seconds: int | None
    counts: tuple[tuple[str, int], ...]
    taken: tuple[tuple[str, str | None], ...]  # name, id of the submission
    more: int
    problems: tuple[str, ...]


COUNTS = (("read", "读取文件"), ("assembled", "汇总"), ("judged", "判断"))


def told(run: RunRow) -> Told:
    """A run as the page tells it; what an earlier version wrote down otherwise is left out."""
    report = run.report
    entries = [one for one in _list(report.get("taken")) if isinstance(one, Mapping)]
    named = [(str(one.get("entry", "")), one.get("submission")) for one in entries]
    problems = [str(one.get("entry", "")) for one in entries if one.get("problem")]
    ended = run.ended_at
    return Told(
        number=run.id,
        started_at=run.started_at,
        seconds=int((ended - run.started_at).total_seconds()) if ended is not None else None,
        counts=tuple(
            (words, number)
            for key, words in COUNTS
            if isinstance(number := report.get(key), int) and number
        ),
        taken=tuple((name, str(id)) for name, id in named[:MOST_TOLD] if id),
        more=max(0, len(named) - MOST_TOLD),
        problems=tuple(problems),
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
