"""The files of an application and what was read of them; page images and files as pages give."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from pipeline.desk.case import case_of
from pipeline.desk.errors import NotThere
from pipeline.web.api import converting, shapes
from pipeline.web.api.routing import SubmissionId, Viewer, new_router, refusals
from pipeline.web.context import DeskHere

router = new_router("文件", prefix="/applications/{submission_id}/documents")

MOST = 10_000_000
MOST_BLOCKS = 2_000
Number = Annotated[int, Path(ge=0, le=MOST, description="文件的序号，从 0 起。")]


@router.get("", responses=refusals(404))
def list_documents(
    desk: DeskHere, visitor: Viewer, submission_id: SubmissionId
) -> list[shapes.FileShape]:
    """文件列表。申报的文件及其读取情况。"""
    return converting.files(case_of(desk.store, submission_id, visitor.user))


@router.get("/{number}/blocks", responses=refusals(404))
def read_blocks(
    desk: DeskHere,
    visitor: Viewer,
    submission_id: SubmissionId,
    number: Number,
    start: Annotated[int, Query(ge=0, le=MOST)] = 0,
    size: Annotated[int, Query(ge=1, le=MOST_BLOCKS)] = 500,
) -> shapes.BlocksShape:
    """一个文件的内容。读出的各段、各格，自 `start` 起 `size` 个。

    页面图像在 /applications/{编号}/documents/{序号}/pages/{页}.jpg，原文件在同处的 original。
    """
    files = case_of(desk.store, submission_id, visitor.user).submission.files
    document = (
        desk.store.document(submission_id, files[number].path) if number < len(files) else None
    )
    if document is None:
        raise NotThere("没有这个文件，或它还没有读取。")
    return converting.blocks(number, document, start, size)
