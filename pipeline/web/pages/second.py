"""The second official: the decisive questions without the first answers, then how the two agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from extractors.catalogue import load_catalogue
from pipeline.accounts import Right
from pipeline.desk.case import Case, case_of
from pipeline.desk.errors import DeskError
from pipeline.desk.second import (
    SecondDraft,
    answer_blind,
    blind_questions,
    comparison,
    still_to_answer,
    wanted_by,
)
from pipeline.desk.versions import verdict_of
from pipeline.desk.words import decision_words
from pipeline.review.agreement import Agreement
from pipeline.web import failures
from pipeline.web.case.choices import example
from pipeline.web.case_of import people
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.pages.documents import Asked, asked, pane
from pipeline.web.rendering import page
from pipeline.wording import label

router = APIRouter(prefix="/applications/{submission_id}/second")
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
Second = Annotated[Visitor, Depends(may(Right.SECOND))]
Field = Annotated[str, Form()]
AskedHere = Annotated[Asked, Depends(asked)]

AGREEMENTS: Mapping[Agreement, tuple[str, str]] = {  # words, class of the mark
    Agreement.MISSING: ("待第二人", "wait"),
    Agreement.DIFFERS: ("不一致", "bad"),
    Agreement.DONE: ("一致或已核定", "good"),
}
ANSWERS = {"yes": True, "no": False}


@router.get("")
def second(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    submission_id: str,
    wanted: AskedHere,
    document: int | None = None,
) -> Response:
    """The questions for who may answer them and has not; the comparison for everybody else."""
    case = case_of(desk.store, submission_id, visitor.user)
    return _shown(request, desk, visitor, case, wanted=wanted, document=document)


@router.post("")
def answer(
    request: Request,
    desk: DeskHere,
    visitor: Second,
    submission_id: str,
    subject: Field,
    choice: Field,
    text: Field = "",
    note: Field = "",
    request_id: Annotated[str, Form(alias="request")] = "",
) -> Response:
    """Keep one answer of the second official; a script gets JSON and stays where it is."""
    draft = SecondDraft(
        submission=submission_id,
        subject=subject,
        request=request_id or uuid4().hex,
        text=text if choice == "typed" else None,
        answer=ANSWERS.get(choice),
        note=note,
    )
    minutes = desk.settings.claim_minutes
    try:
        saved = answer_blind(
            desk.store, desk.computation, draft, visitor.user, desk.clock(), minutes
        )
    except DeskError as error:
        if failures.wants_json(request):
            raise
        case = case_of(desk.store, submission_id, visitor.user)
        return _shown(
            request,
            desk,
            visitor,
            case,
            422,
            wrong={subject: failures.sentence(desk, error)},
            typed={subject: text},
        )
    if failures.wants_json(request):
        return JSONResponse({"decision": saved.decision.id, "version": saved.version})
    return RedirectResponse(f"/applications/{quote(submission_id, safe='')}/second", 303)


def _shown(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    case: Case,
    status: int = 200,
    *,
    wanted: Asked | None = None,
    document: int | None = None,
    wrong: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    asks = wanted_by(case, desk.settings.second_review)
    left = still_to_answer(case, desk.settings, visitor.user)
    own = [q for q in blind_questions(case, visitor.user) if q.answered] if asks else []
    name = case.record.fields.get("space_name")
    fields = load_catalogue().fields
    shown = None
    if document is not None:
        shown = pane(desk, case.submission, document, wanted or Asked())
    return page(
        request,
        "second.html",
        visitor,
        status,
        id=case.id,
        application=str(name.value) if name and name.value else case.submission.name,
        asks=asks,
        left=left,
        done=len(own),
        examples={q.subject: example(fields.get(q.subject)) for q in left},
        rows=() if left else _rows(desk, case),
        files=[file.path for file in case.submission.files],
        pane=shown,
        wrong=wrong or {},
        typed=typed or {},
        request_id=lambda: uuid4().hex,
    )


def _rows(desk: Desk, case: Case) -> list[dict[str, str]]:
    person = people(desk)
    asked = {item.subject: item.id for item in case.items}
    rows = []
    for one in comparison(case):
        words, mark = AGREEMENTS[one.agreement]
        verdict = verdict_of(case, one.subject)
        rows.append(
            {
                "subject": one.subject,
                "label": verdict.requirement if verdict is not None else label(one.subject),
                "first": decision_words(one.first),
                "first_by": person(one.first.by),
                "second": decision_words(one.second) if one.second else "",
                "second_by": person(one.second.by) if one.second else "",
                "words": words,
                "mark": mark,
                "item": asked.get(one.subject, "" if verdict else f"field/{one.subject}"),
            }
        )
    return rows
