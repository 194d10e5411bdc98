"""Files handed in by a program: the same way in as the browser's and the inbox's."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, UploadFile
from starlette.exceptions import HTTPException

from pipeline.desk.case import check_ruleset
from pipeline.desk.handing_in import LONGEST_TITLE, HandingInError, SentFile, hand_in
from pipeline.web.api import office_shapes as shapes
from pipeline.web.api.routing import Files, Uploader, new_router
from pipeline.web.context import DeskHere

router = new_router("上传", Files, "/uploads")
Title = Annotated[str, Form(min_length=1, max_length=LONGEST_TITLE)]
Ruleset = Annotated[str, Form(max_length=100, description="政策编号；留空由程序选择。")]


@router.get("")
def list_uploads(desk: DeskHere, visitor: Uploader) -> shapes.UploadsShape:
    """上传进度。本人最近的上传进行到哪里。"""
    found = desk.taking_in.tickets(visitor.user.name)
    return shapes.UploadsShape(uploads=[shapes.UploadShape.model_validate(one) for one in found])


@router.post("", status_code=201)
def hand_files_in(
    desk: DeskHere,
    visitor: Uploader,
    title: Title,
    files: list[UploadFile],
    ruleset: Ruleset = "",
) -> shapes.UploadShape:
    """上传。交一份申报的全部文件；一个 zip 即按其中的文件收取。"""
    if ruleset:
        check_ruleset(desk.computation, visitor.user, ruleset)
    sent = [SentFile(file.filename or "", file.file, file.size or 0) for file in files]
    try:
        path = hand_in(desk.settings, title, ruleset or None, sent)
    except HandingInError as error:
        raise HTTPException(422, str(error)) from error
    return shapes.UploadShape.model_validate(
        desk.taking_in.submit(path, path.stem, visitor.user.name)
    )
