"""The office's own texts for reasons: listed, written, changed, removed by whoever reviews."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import Response

from pipeline.accounts import Right
from pipeline.desk import text_blocks as texts
from pipeline.desk.errors import WrongInput
from pipeline.web.case_of import people
from pipeline.web.context import Desk, DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page
from pipeline.web.telling import told

router = APIRouter(prefix="/text-blocks")
Reviewer = Annotated[Visitor, Depends(may(Right.REVIEW))]
Field = Annotated[str, Form(max_length=20_000)]
# What a database numbers its rows with.
Number = Annotated[int, Path(ge=1, lt=2**31)]
HERE = "/text-blocks"


@router.get("")
def show(request: Request, desk: DeskHere, visitor: Reviewer) -> Response:
    """All texts, each with the form that changes it, and the form for a new one."""
    return _page(request, desk, visitor)


@router.post("")
def add(
    request: Request, desk: DeskHere, visitor: Reviewer, title: Field = "", text: Field = ""
) -> Response:
    """Write a new text."""
    return _kept(request, desk, visitor, title, text, 0, "已添加。")


@router.post("/{number}")
def change(
    request: Request,
    desk: DeskHere,
    visitor: Reviewer,
    number: Number,
    title: Field = "",
    text: Field = "",
) -> Response:
    """Write a text anew."""
    return _kept(request, desk, visitor, title, text, number, "已保存。")


@router.post("/{number}/remove")
def remove(request: Request, desk: DeskHere, visitor: Reviewer, number: Number) -> Response:
    """Drop a text."""
    texts.remove(desk.store, number, visitor.user)
    return told(request, HERE, "已删除。")


def _kept(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    title: str,
    text: str,
    number: int,
    done: str,
) -> Response:
    try:
        texts.keep(desk.store, title, text, visitor.user, desk.clock(), number)
    except WrongInput as error:
        typed = {"number": number, "title": title, "text": text}
        return _page(request, desk, visitor, 422, str(error), typed)
    return told(request, HERE, done)


def _page(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    status: int = 200,
    wrong: str = "",
    typed: dict[str, object] | None = None,
) -> Response:
    return page(
        request,
        "text_blocks.html",
        visitor,
        status,
        blocks=texts.text_blocks(desk.store),
        person=people(desk),
        wrong=wrong,
        typed=typed or {"number": 0, "title": "", "text": ""},
        longest_title=texts.LONGEST_TITLE,
        longest_text=texts.LONGEST_TEXT,
    )
