"""A template's name and values in, a page out. Everything is escaped; nothing here is trusted."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.accounts import passwords, people
from pipeline.accounts.model import LONGEST_NAME, ROLE_WORDS, Right
from pipeline.desk import drafts, handing_in, queue, words
from pipeline.model import Outcome
from pipeline.rules.spoken import spoken
from pipeline.web import telling
from pipeline.web.context import Visitor, desk_of
from pipeline.wording import label, place, quoted, value_words

STATIC = Path(str(files("pipeline.web"))) / "static"
VERSION_LENGTH = 12  # hexadecimal digits: two editions of a file never share them by chance

# Never told by colour alone.
OUTCOME_MARKS = {
    Outcome.MET: "✓",
    Outcome.NOT_MET: "✕",
    Outcome.UNKNOWN: "?",
    Outcome.JUDGEMENT: "◇",
}

# Characters that a field of a form takes: the browser stops where the desk would refuse.
LIMITS: Mapping[str, int] = {
    "note": drafts.LONGEST_NOTE,
    "password": passwords.LONGEST,
    "shortest_password": passwords.SHORTEST,
    "upload_title": handing_in.LONGEST_TITLE,
    "user_name": LONGEST_NAME,
    "user_title": people.LONGEST_TITLE,
    "view_name": queue.LONGEST_NAME,
}


def page(
    request: Request, template: str, visitor: Visitor | None, status: int = 200, **values: Any
) -> HTMLResponse:
    """The page of a template with those values.

    Args:
        visitor: None on pages for who has not signed in: they show no navigation.
    """
    answer = HTMLResponse(rendered(request, template, visitor, **values), status)
    if telling.COOKIE in request.cookies:
        answer.delete_cookie(telling.COOKIE)
    return answer


def rendered(request: Request, template: str, visitor: Visitor | None, **values: Any) -> str:
    """The text of a page or of a part of one."""
    desk = desk_of(request)
    shared = {
        "visitor": visitor,
        "user": visitor.user if visitor else None,
        "csrf": visitor.session.csrf if visitor else "",
        "office": desk.settings.office,
        "zone": desk.zone,
        "path": request.scope["path"],
        "now": desk.clock(),
        "said": telling.said(request),
    }
    return environment().get_template(template).render(shared | values)


@cache
def environment() -> Environment:
    """Undefined names stop the page: a hole in a page about somebody's figures misleads."""
    made = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "static": static_path,
        "Right": Right,
        "ROLE_WORDS": ROLE_WORDS,
        "OUTCOME_WORDS": words.OUTCOMES,
        "OUTCOME_MARKS": OUTCOME_MARKS,
        "ELIGIBILITY_WORDS": words.ELIGIBILITIES,
        "value_words": value_words,
        "LIMITS": LIMITS,
    }
    made.filters |= {
        "label": label,
        "place": place,
        "quoted": quoted,
        "moment": moment,
        "day": day,
        "ago": ago,
        "percent": percent,
        "size": size,
        "spoken": spoken,
    }
    return made


@cache
def static_path(name: str) -> str:
    """The address of one of our own files, which changes with its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:VERSION_LENGTH]}"


def static_names() -> Iterator[str]:
    """The files that pages may ask for."""
    yield from (path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())


def moment(at: dt.datetime | None, zone: ZoneInfo) -> str:
    """2026-03-05 14:07 on the office's clock."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at is not None else "—"


def day(at: dt.datetime | dt.date | None, zone: ZoneInfo | None = None) -> str:
    """2026-03-05; of a moment, the office's day."""
    if at is None:
        return "—"
    if isinstance(at, dt.datetime) and zone is not None:
        at = at.astimezone(zone)
    return f"{at:%Y-%m-%d}"


def ago(at: dt.datetime, now: dt.datetime) -> str:
    """How long ago, in the largest unit: 3 天前."""
    seconds = max(0, int((now - at).total_seconds()))
    for unit, length in (("天", 86_400), ("小时", 3_600), ("分钟", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit}前"
    return "刚刚"


def percent(share: float, digits: int = 0) -> str:
    """87%."""
    return f"{share * 100:.{digits}f}%"


def size(number: int) -> str:
    """A file's size as people read it: 1.4 MB."""
    for unit, length in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if number >= length:
            return f"{number / length:.1f} {unit}"
    return f"{number} B"
