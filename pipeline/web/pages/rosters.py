"""A list as a table that a person mends: rows changed, added, dropped, pasted; saved whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from extractors.catalogue import load_catalogue
from pipeline.accounts import Right
from pipeline.desk import saving
from pipeline.desk.drafts import Draft
from pipeline.desk.errors import DeskError, WrongInput
from pipeline.desk.rosters import RosterTable, roster_table
from pipeline.desk.second import check_open
from pipeline.model import DecisionKind, signed_off
from pipeline.web import failures
from pipeline.web.case.places import Files, PlaceLink
from pipeline.web.case_of import people, shown_case
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.pages.documents import Asked, asked, pane
from pipeline.web.rendering import page
from pipeline.wording import label

router = APIRouter(prefix="/applications/{submission_id}/rosters")
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
Reviewer = Annotated[Visitor, Depends(may(Right.REVIEW))]
Field = Annotated[str, Form()]
AskedHere = Annotated[Asked, Depends(asked)]
# The table as JSON or tab-separated text: 2,000 rows of ten short cells are half a megabyte.
LONGEST = 4_000_000  # characters

# A column's width in characters: wide enough to type in, not so wide that others are off the page.
NARROWEST, WIDEST = 6, 34


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as it is edited, and where it stands in the files."""

    column: str
    text: str
    place: PlaceLink | None = None


@router.get("/{name}")
def roster(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    submission_id: str,
    name: str,
    wanted: AskedHere,
    document: int | None = None,
) -> Response:
    """The list, the findings about it above it, the document beside it."""
    return _shown(request, desk, visitor, submission_id, name, wanted=wanted, document=document)


@router.post("/{name}")
def save(
    request: Request,
    desk: DeskHere,
    visitor: Reviewer,
    submission_id: str,
    name: str,
    version: Field,
    request_id: Annotated[str, Form(alias="request")] = "",
    rows: Annotated[str, Form(max_length=LONGEST)] = "",
    text: Annotated[str, Form(max_length=LONGEST)] = "",
    note: Field = "",
) -> Response:
    """Save the whole list: `rows` as JSON from the script, else `text` parted by tabs."""
    check_open(desk.store, desk.settings, submission_id, visitor.user)
    try:
        draft = Draft(
            submission=submission_id,
            kind=DecisionKind.ROSTER,
            subject=name,
            version=version,
            request=request_id or uuid4().hex,
            rows=_from_json(rows) if rows else _from_text(text, name),
            note=note,
        )
        saved = saving.save(
            desk.store,
            desk.computation,
            draft,
            visitor.user,
            desk.clock(),
            desk.settings.claim_minutes,
        )
    except DeskError as error:
        if failures.wants_json(request):
            raise
        wrong = failures.sentence(desk, error)
        return _shown(request, desk, visitor, submission_id, name, 422, wrong=wrong, typed=text)
    if failures.wants_json(request):
        return JSONResponse({"decision": saved.decision.id, "version": saved.version})
    there = f"/applications/{quote(submission_id, safe='')}/rosters/{quote(name, safe='')}"
    return RedirectResponse(f"{there}?saved=1", 303)


def _from_json(text: str) -> tuple[Mapping[str, str], ...]:
    try:
        rows: Any = json.loads(text)
    except ValueError as error:
        raise WrongInput("名单的内容有误，请刷新页面后再保存。") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise WrongInput("名单的内容有误，请刷新页面后再保存。")
    return tuple({str(key): str(value) for key, value in row.items()} for row in rows)


def _from_text(text: str, name: str) -> tuple[Mapping[str, str], ...]:
    """Lines of cells parted by tabs, in the order of the columns, as a spreadsheet copies them."""
    rosters = load_catalogue().rosters
    columns = tuple(rosters[name].columns) if name in rosters else ()
    lines = [line.split("\t") for line in text.splitlines() if line.strip()]
    return tuple(dict(zip(columns, cells, strict=False)) for cells in lines)


def _shown(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    submission_id: str,
    name: str,
    status: int = 200,
    *,
    wanted: Asked | None = None,
    document: int | None = None,
    wrong: str = "",
    typed: str | None = None,
) -> Response:
    if name not in load_catalogue().rosters:
        raise HTTPException(404)
    case = shown_case(desk, visitor, submission_id)
    table = roster_table(case, name)
    files = Files.of(case.submission)
    rows = _rows(table, files)
    person = people(desk)
    title = case.record.fields.get("space_name")
    shown = None
    if document is not None:
        shown = pane(desk, case.submission, document, wanted or Asked())
    return page(
        request,
        "roster.html",
        visitor,
        status,
        id=case.id,
        files=[file.path for file in case.submission.files],
        application=str(title.value) if title and title.value else case.submission.name,
        table=table,
        label=label(name),
        rows=rows,
        widths=[_width([row[at].text for row in rows]) for at in range(len(table.columns))],
        says=table.says,
        decided=person(table.decided.by) if table.decided else "",
        note=table.decided.note if table.decided else "",
        text=typed if typed is not None else "\n".join("\t".join(c.text for c in r) for r in rows),
        wrong=wrong,
        saved=request.query_params.get("saved") is not None,
        editable=visitor.user.may(Right.REVIEW) and signed_off(case.decisions) is None,
        fresh=uuid4().hex,
        pane=shown,
    )


def _width(texts: Sequence[str]) -> int:
    """How wide a column is, in Latin characters: a Chinese one is as wide as two."""
    wide = max((len(text) + sum(not sign.isascii() for sign in text) for text in texts), default=0)
    return min(max(wide + 1, NARROWEST), WIDEST)


def _rows(table: RosterTable, files: Files) -> Sequence[Sequence[CellView]]:
    def view(column: str, text: str, evidence: Any) -> CellView:
        links = files.links([evidence]) if evidence is not None else ()
        return CellView(column, text, links[0] if links else None)

    return [
        [
            view(key, cell.text, cell.evidence)
            for (key, _), cell in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
