"""What the office has done and where it goes wrong: pictures, with the table behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from pipeline.accounts import Right
from pipeline.desk.dashboard import Age, Dashboard, Outcomes, Week, dashboard
from pipeline.desk.deadlines import office_day
from pipeline.web import charts
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page

router = APIRouter()
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]

# class of the segment, attribute of `Outcomes`, words
GROUPS = (
    ("eligible", "符合条件"),
    ("not_eligible", "不符合条件"),
    ("needs_review", "待定"),
    ("undecided", "未核对"),
)
WEEKS = 26  # shown, the latest
MONTHS = 24
MOST_CONDITIONS, MOST_FIELDS, MOST_REGIONS = 12, 12, 12
WEEK = dt.timedelta(days=7)


@router.get("/dashboard")
def show(
    request: Request, desk: DeskHere, visitor: Viewer, policy: str = "", year: str = ""
) -> Response:
    """The numbers of one policy or all, of one year or all."""
    titles = _titles(desk, visitor)
    chosen = policy if policy in titles else ""
    of_year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    found = _numbers(desk, visitor, chosen or None, of_year)
    whole = found.by_year
    return page(
        request,
        "dashboard.html",
        visitor,
        numbers=found,
        titles=titles,
        chosen={"policy": chosen, "year": str(of_year or "")},
        years=_years(desk, visitor, chosen),
        groups=GROUPS,
        totals={
            "all": sum(one.total for one in whole),
            "signed": sum(one.signed for one in whole),
            "open": sum(one.applications for one in found.ages),
            "decisive": sum(one.decisive for one in found.ages),
        },
        latest=found.precision[-1] if found.precision else None,
        pictures=_pictures(found, office_day(desk.clock(), desk.settings)),
        review_days=desk.settings.review_days,
        limits={"conditions": MOST_CONDITIONS, "fields": MOST_FIELDS, "regions": MOST_REGIONS},
    )


def _numbers(desk: Desk, visitor: Visitor, policy: str | None, year: int | None) -> Dashboard:
    return dashboard(
        desk.store, desk.computation, desk.settings, visitor.user, desk.clock(), policy, year
    )


def _years(desk: Desk, visitor: Visitor, policy: str) -> list[str]:
    """Those that may be chosen, the latest first; they stay the same whichever is chosen."""
    rulesets = frozenset({policy}) if policy else visitor.user.rulesets
    known = {one.year for one in desk.store.outcome_counts(rulesets) if one.year}
    return [str(year) for year in sorted(known, reverse=True)]


def _titles(desk: Desk, visitor: Visitor) -> dict[str, str]:
    known = desk.computation.rulesets.values()
    return {one.id: one.title for one in known if visitor.user.sees(one.id)}


def _pictures(found: Dashboard, today: dt.date) -> dict[str, Any]:
    """The geometry of each picture beside the rows that it draws."""
    regions = sorted(found.by_region, key=lambda one: -one.total)[:MOST_REGIONS]
    failing = [one for one in found.failing if one.failed][:MOST_CONDITIONS]
    corrected = [one for one in found.corrected if one.wrong][:MOST_FIELDS]
    weeks = every_week(found.weeks, today)
    months = found.precision[-MONTHS:]
    return {
        "policies": _bars(sorted(found.by_policy, key=lambda one: -one.total)),
        "regions": _bars(regions),
        "years": _columns_of(found.by_year),
        "failing": [
            (one, charts.stacked([("not_met", one.failed)], max(f.failed for f in failing)))
            for one in failing
        ],
        "corrected": [
            (one, charts.stacked([("wrong", one.wrong)], max(c.wrong for c in corrected)))
            for one in corrected
        ],
        "months": months,
        "precision": charts.line([(one.low, one.share, one.high) for one in months]),
        "weeks": weeks,
        "signed": charts.columns([[("signed", one.signed)] for one in weeks], 150, 9),
        "decisions": charts.columns([[("decisions", one.decisions)] for one in weeks], 150, 9),
        "ages": charts.columns([_age(one) for one in found.ages], 220),
    }


def _bars(rows: Sequence[Outcomes]) -> list[tuple[Outcomes, tuple[charts.Segment, ...]]]:
    most = max((one.total for one in rows), default=0)
    return [(one, charts.stacked(_parts(one), most)) for one in rows]


def _columns_of(rows: Sequence[Outcomes]) -> charts.Columns:
    return charts.columns([_parts(one) for one in rows], 240)


def _parts(one: Outcomes) -> list[tuple[str, int]]:
    return [(name, getattr(one, name)) for name, _ in GROUPS]


def _age(one: Age) -> list[tuple[str, int]]:
    return [("decisive", one.decisive), ("other", one.open_items - one.decisive)]


def every_week(weeks: Sequence[Week], today: dt.date) -> list[Week]:
    """The weeks up to this one, those in which nothing was done among them."""
    if not weeks:
        return []
    known = {week.monday: week for week in weeks}
    last = max(today - dt.timedelta(days=today.weekday()), max(known))
    first = max(min(known), last - (WEEKS - 1) * WEEK)
    count = (last - first) // WEEK + 1
    mondays = [first + number * WEEK for number in range(count)]
    return [known.get(monday, Week(monday, 0, 0)) for monday in mondays]
