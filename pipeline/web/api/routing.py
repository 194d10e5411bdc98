"""What every route of the API is made with: limits before work, refusals that are described."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.types import Message

from pipeline.accounts import Right
from pipeline.web.context import Visitor, desk_of
from pipeline.web.guard import SAFE, SignInNeeded, may, visitor_of

PREFIX = "/api/v1"
# A list of 2,000 rows with ten short cells is half a megabyte of JSON.
LARGEST_BODY = 4 * 2**20  # bytes
# What a form needs beside its files.
AROUND_FILES = 2**20  # bytes

Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
Reviewer = Annotated[Visitor, Depends(may(Right.REVIEW))]
Second = Annotated[Visitor, Depends(may(Right.SECOND))]
Uploader = Annotated[Visitor, Depends(may(Right.UPLOAD))]
Administrator = Annotated[Visitor, Depends(may(Right.ADMINISTER))]

SubmissionId = Annotated[
    str, Path(pattern="^[A-Za-z0-9-]{1,20}$", description="申报的编号，见列表中的 submission。")
]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Problem(BaseModel):
    """为什么没有办成（RFC 9457）。`detail` 可直接给人看；冲突时附双方内容和现在的版本。"""

    model_config = ConfigDict(extra="allow")

    title: str
    status: int
    detail: str
    yours: str = ""
    theirs: str = ""
    by: str = ""
    at: str = ""
    version: str = ""


PROBLEM: dict[str, Any] = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
}
REFUSALS = {
    400: "内容不是 UTF-8 或不完整",
    401: "未登录，或登录已过期",
    403: "没有权限，或缺少 X-CSRF-Token",
    404: "没有找到，或不在可查看的范围内",
    409: "有新的结果、他人正在复核、已签署或尚不能签署：附双方内容",
    413: "内容过大",
    422: "内容缺失、格式不对，或不能作为答案",
    429: "尝试过于频繁",
    503: "暂时繁忙，请稍后重试",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the refusals of a route are described."""
    return {status: {"description": REFUSALS[status], "content": PROBLEM} for status in statuses}


class Limited(APIRoute):
    """A route whose body is counted while it arrives."""

    largest = LARGEST_BODY

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()

        async def limited(request: Request) -> Response:
            if request.method in SAFE:
                return await answer(request)
            await self.let_in(request)
            return await answer(Request(request.scope, _counted(request, self.most(request))))

        return limited

    async def let_in(self, request: Request) -> None:
        """Ask who it is before anything is read of what was sent."""

    def most(self, request: Request) -> int:
        """How many bytes may be sent."""
        return self.largest


class Guarded(Limited):
    """The same, read only from who is signed in."""

    async def let_in(self, request: Request) -> None:
        if await visitor_of(request) is None:
            raise SignInNeeded


class Files(Guarded):
    """The same, for files as large as intake takes them."""

    def most(self, request: Request) -> int:
        return desk_of(request).settings.largest_file + AROUND_FILES


def _counted(request: Request, most: int) -> Callable[[], Coroutine[Any, Any, Message]]:
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(413)
        return message

    return receive


def new_router(tag: str, kind: type[APIRoute] = Guarded, prefix: str = "") -> APIRouter:
    """A router of the API; every route of it may be refused for who asks or what is sent."""
    return APIRouter(
        prefix=f"{PREFIX}{prefix}",
        tags=[tag],
        route_class=kind,
        responses=refusals(400, 401, 403, 413, 422, 503),
        generate_unique_id_function=lambda route: route.name,
    )
