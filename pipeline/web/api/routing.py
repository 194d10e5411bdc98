"""What every route of the API is made with: who asks before work, refusals that are described."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict

from pipeline.accounts import Right
from pipeline.web import guard
from pipeline.web.context import Visitor, desk_of
from pipeline.web.guard import SAFE, SignInNeeded, may, visitor_of

PREFIX = "/api/v1"
MOST_FIELDS = 20  # of a form with files, beside them

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


class Guarded(APIRoute):
    """A route whose body is read only from who is signed in."""

    request: type[Request] = Request

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            if request.method not in SAFE and await visitor_of(request) is None:
                raise SignInNeeded
            return await answer(self.request(request.scope, request.receive))

        return guarded


class Upload(Request):
    """A request that may bring as many files as intake takes, and few fields."""

    def form(self, **limits: Any) -> Any:
        most = desk_of(self).settings.most_files + 1
        return super().form(
            max_files=most, max_fields=MOST_FIELDS, max_part_size=guard.LARGEST_FIELD
        )


class Files(Guarded):
    """The same, for files."""

    request = Upload


def new_router(tag: str, kind: type[APIRoute] = Guarded, prefix: str = "") -> APIRouter:
    """A router of the API; every route of it may be refused for who asks or what is sent."""
    return APIRouter(
        prefix=f"{PREFIX}{prefix}",
        tags=[tag],
        route_class=kind,
        responses=refusals(400, 401, 403, 413, 422, 503),
        generate_unique_id_function=lambda route: route.name,
    )
