"""The queue of applications: filtered, sorted, searched, several handled at once; the next one."""

from __future__ import annotations

import datetime as dt
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.accounts import Right
from pipeline.desk import claims, queue
from pipeline.desk.deadlines import due, office_day
from pipeline.desk.errors import Blind, DeskError
from pipeline.desk.queue import Bulk, Entry, Filter, Sort, State
from pipeline.desk.second import check_open
from pipeline.desk.words import ELIGIBILITIES, REASONS, STATES
from pipeline.export import export
from pipeline.model import Eligibility, ReviewReason
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page
from pipeline.web.telling import told

router = APIRouter()
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
Reviewer = Annotated[Visitor, Depends(may(Right.REVIEW))]

# what `due` may say: words, and working days from today
DUES: Mapping[str, tuple[str, int]] = {
    "late": ("已逾期", -1),
    "3": ("3 个工作日内到期", 3),
    "5": ("5 个工作日内到期", 5),
    "10": ("10 个工作日内到期", 10),
}
NAMES = ("q", "policy", "region", "outcome", "reason", "holder", "due", "state", "sort", "year")
SOON = 3  # working days before the end, from when on a deadline is shown in another colour
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/")
def start(visitor: Viewer) -> Response:
    """The desk begins with what is to be done."""
    return RedirectResponse("/queue", 303)


@router.get("/queue")
def show(request: Request, desk: DeskHere, visitor: Viewer) -> Response:
    """One page of the queue, as the address asks."""
    asked = _asked(request.query_params)
    number = _number(request.query_params.get("page"), 1)
    wanted, sort = filter_of(asked, _today(desk)), sort_of(asked)
    found = queue.page_of(
        desk.store, desk.settings, visitor.user, desk.clock(), wanted, sort, number
    )
    titles = {
        one.id: one.title for one in desk.computation.rulesets.values() if visitor.user.sees(one.id)
    }
    people = {user.name: user.title or user.name for user in desk.store.users()}
    return page(
        request,
        "queue.html",
        visitor,
        rows=[_row(entry, people) for entry in found.entries],
        total=found.total,
        page=found.number,
        pages=found.pages,
        states=_states(found.counts),
        whole=sum(found.counts.values()),
        asked={name: asked.get(name) for name in NAMES},
        filtered=wanted != Filter(),
        query=urlencode(asked),
        sort=sort.value,
        link=lambda **changed: _link(asked, changed),
        titles=titles,
        policies=list(titles.items()),
        regions=[(one, one) for one in desk.store.regions()],
        outcomes=[(one.value, words) for one, words in ELIGIBILITIES.items()],
        reasons=[(one.value, words) for one, words in REASONS.items()],
        holders=[(visitor.user.name, "我领取的")]
        + [(name, title) for name, title in people.items() if name != visitor.user.name],
        dues=[(key, words) for key, (words, _) in DUES.items()],
        views=_views(desk, visitor),
        key_groups=KEYS,
    )


KEYS = (
    (
        "待办",
        (
            (("j", "k"), "下一份、上一份"),
            (("Enter",), "打开"),
            (("x",), "选中或取消"),
            (("n",), "取下一份来复核"),
            (("/",), "查找"),
            (("?",), "显示这张表"),
        ),
    ),
)


@router.post("/next")
def take_next(request: Request, desk: DeskHere, visitor: Reviewer) -> Response:
    """Take the most pressing application that nobody works on, and open it."""
    second = desk.settings.second_review
    minutes = desk.settings.claim_minutes
    found = claims.take_next(desk.store, visitor.user, desk.clock(), minutes, second)
    if found is None:
        return told(request, "/queue", "没有等待复核的材料。")
    return RedirectResponse(f"/applications/{found}", 303)


@router.post("/queue/views")
def keep_view(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    name: Annotated[str, Form(max_length=200)],
    query: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Keep the filter of the page under a name."""
    asked = _asked(dict(parse_qsl(query)))
    # A day that was meant as "within so many days" would be over tomorrow.
    wanted = replace(filter_of(asked, _today(desk)), due_by=None)
    try:
        queue.save_view(desk.store, visitor.user, name, wanted)
    except DeskError as error:
        return told(request, _link(asked, {}), str(error))
    return RedirectResponse(_link(asked, {}), 303)


@router.post("/queue/views/remove")
def remove_view(
    desk: DeskHere, visitor: Viewer, name: Annotated[str, Form(max_length=200)]
) -> Response:
    """Drop a kept filter."""
    queue.remove_view(desk.store, visitor.user, name)
    return RedirectResponse("/queue", 303)


@router.post("/queue/bulk")
def bulk(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    action: Annotated[str, Form(max_length=20)],
    chosen: Annotated[list[str] | None, Form()] = None,
    ruleset: Annotated[str, Form(max_length=100)] = "",
    query: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Do the same to all that are ticked."""
    back = _link(_asked(dict(parse_qsl(query))), {})
    wanted = chosen or []
    if not wanted:
        return told(request, back, "请先选中材料，再选择操作。")
    if action == "export":
        try:
            return _exported(desk, visitor, wanted)
        except Blind as blind:
            return told(request, back, f"所选材料中有须您先独立复核的，暂不能导出。{blind}")
    if not visitor.user.may(Right.REVIEW):
        raise HTTPException(403)
    try:
        done = _done(desk, visitor, action, wanted, ruleset)
    except DeskError as error:
        return told(request, back, str(error))
    return told(request, back, _summary(desk, done))


def _done(desk: Desk, visitor: Visitor, action: str, chosen: list[str], ruleset: str) -> Bulk:
    store, settings, user, now = desk.store, desk.settings, visitor.user, desk.clock()
    match action:
        case "claim":
            return queue.claim_many(store, settings, user, now, chosen)
        case "release":
            return queue.release_many(store, user, now, chosen)
        case "policy":
            request = secrets.token_hex(16)
            return queue.set_policy_many(
                store, desk.computation, settings, user, now, chosen, ruleset, request
            )
    raise HTTPException(422, "没有这项操作。")


def _summary(desk: Desk, done: Bulk) -> str:
    said = f"已处理 {len(done.done)} 份。"
    if done.refused:
        one, why = next(iter(done.refused.items()))
        found = desk.store.submission(one)
        name = f"「{found.name}」" if found is not None else ""
        more = f"等 {len(done.refused)} 份" if len(done.refused) > 1 else ""
        said += f"未处理：{name}{more}，{why}"
    return said


def _exported(desk: Desk, visitor: Visitor, chosen: list[str]) -> Response:
    """The dataset of what is ticked, as one workbook."""
    rows = [desk.store.listing(one) for one in chosen]
    seen = [row.submission for row in rows if row and visitor.user.sees(row.ruleset)]
    if not seen:
        raise HTTPException(404)
    for one in seen:
        check_open(desk.store, desk.settings, one, visitor.user)
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        (path,) = export(desk.store, Path(folder), ("xlsx",), frozenset(seen))
        content = path.read_bytes()
    name = f"zhongchuang-{_today(desk):%Y%m%d}.xlsx"
    return Response(
        content, media_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


# --- the address and what it asks ---------------------------------------------------------------


def filter_of(asked: Mapping[str, str], today: dt.date) -> Filter:
    """What the address asks for; words that mean nothing filter nothing."""
    year = asked.get("year", "")
    return Filter(
        text=asked.get("q", "")[:200],
        ruleset=asked.get("policy"),
        region=asked.get("region"),
        outcome=_one_of(Eligibility, asked.get("outcome")),
        state=_one_of(State, asked.get("state")),
        holder=asked.get("holder"),
        due_by=_due_by(asked.get("due"), today),
        reason=_one_of(ReviewReason, asked.get("reason")),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
    )


def sort_of(asked: Mapping[str, str]) -> Sort:
    """The order that the address asks for; by what review can change where it asks for none."""
    return _one_of(Sort, asked.get("sort")) or Sort.STAKES


def _asked(params: Mapping[str, str]) -> dict[str, str]:
    return {name: params[name] for name in NAMES if params.get(name)}


def _link(asked: Mapping[str, str], changed: Mapping[str, Any]) -> str:
    """The address of the same queue with something changed; None takes it out."""
    kept = {**asked, **changed}
    query = urlencode({name: value for name, value in kept.items() if value not in (None, "")})
    return f"/queue?{query}" if query else "/queue"


def _one_of(kind: Any, word: str | None) -> Any:
    return kind(word) if word in set(kind) else None


def _due_by(word: str | None, today: dt.date) -> dt.date | None:
    """The last day of those that `due` means."""
    if word is None or word not in DUES:
        return None
    days = DUES[word][1]
    if days < 0:
        return today - dt.timedelta(days=1)
    return due(today, days)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _today(desk: Desk) -> dt.date:
    return office_day(desk.clock(), desk.settings)


# --- what the template lays out -----------------------------------------------------------------


def _row(entry: Entry, people: Mapping[str, str]) -> dict[str, Any]:
    row = entry.row
    signed = row.state is State.SIGNED
    urgency = "late" if entry.days_left < 0 else "soon" if entry.days_left <= SOON else ""
    return {
        "listing": row.listing,
        "state": row.state.value,
        "state_words": STATES[row.state],
        "holder": people.get(row.holder, row.holder) if row.holder else "",
        "due": None if signed else entry.due,
        "due_words": _days(entry.days_left),
        "urgency": urgency,
    }


def _days(left: int) -> str:
    if left < 0:
        return f"逾期 {-left} 个工作日"
    return f"还有 {left} 个工作日" if left else "今天到期"


def _states(counts: Mapping[State, int]) -> list[dict[str, Any]]:
    """Every state with its count, and how many stand before it in the chart."""
    shown, before = [], 0
    for state, words in STATES.items():
        n = counts.get(state, 0)
        shown.append({"state": state.value, "words": words, "n": n, "before": before})
        before += n
    return shown


def _views(desk: Desk, visitor: Visitor) -> list[dict[str, str]]:
    found = queue.views(desk.store, visitor.user)
    return [{"name": name, "href": _link(_address(one), {})} for name, one in found.items()]


def _address(wanted: Filter) -> dict[str, str]:
    """The filter as the address writes it."""
    values = {
        "q": wanted.text,
        "policy": wanted.ruleset,
        "region": wanted.region,
        "outcome": wanted.outcome,
        "state": wanted.state,
        "holder": wanted.holder,
        "reason": wanted.reason,
        "year": wanted.year,
    }
    return {name: str(value) for name, value in values.items() if value}
