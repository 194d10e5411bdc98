"""What goes wrong in, a page or problem JSON (RFC 9457) out: what, why, and what to do.

No answer shows a path of this machine or a traceback; the log has them under the same number.
"""

from __future__ import annotations

import logging
import secrets
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from pipeline.desk import errors
from pipeline.store import StoreError
from pipeline.web.case_of import people
from pipeline.web.context import Desk, Visitor, desk_of
from pipeline.web.headers import HEADERS
from pipeline.web.rendering import moment, page

log = logging.getLogger(__name__)

# status: title, and what to do where whoever raised it said nothing
WORDS: dict[int, tuple[str, str]] = {
    400: ("请求有误", "请返回上一页，核对后再提交。"),
    401: ("需要登录", "登录已过期或尚未登录，请登录后继续；已填写的内容仍保留在本页。"),
    403: ("没有权限", "当前账号不能进行此操作。需要时请联系管理员调整角色。"),
    404: ("没有找到", "地址有误，或这份材料不在您可查看的范围内。"),
    405: ("操作方式不对", "请从页面上的按钮进行此操作。"),
    408: ("传送超时", "内容没有及时传完，请检查网络后重试。"),
    409: ("未能保存", "在您查看之后已有新的结果，请核对后再提交。"),
    413: ("文件过大", "超过了允许的大小，请拆分后再上传。"),
    422: ("填写有误", "请核对所填内容。"),
    429: ("尝试过于频繁", "请稍候再试。"),
    500: ("程序出错", "已记录这次错误。请重试；若再次出现，请把下面的编号告诉管理员。"),
    503: ("暂时繁忙", "数据库正忙，已填写的内容仍保留在本页，请稍候重试。"),
}


# What the desk refuses: its sentences are for the person, the status for the program.
REFUSALS: tuple[tuple[type[errors.DeskError], int], ...] = (
    (errors.NotThere, 404),
    (errors.NotAllowed, 403),
    (errors.WrongInput, 422),
    (errors.NothingToUndo, 422),
    (errors.DeskError, 409),
)


def wants_json(request: Request) -> bool:
    """Whether a script or another program asks, rather than a person's browser for a page."""
    asked = request.headers.get("accept", "")
    # Browsers say whether a person goes to a page or a script of it asks for something.
    by_script = request.headers.get("sec-fetch-mode", "navigate") != "navigate"
    return request.scope["path"].startswith("/api/") or "json" in asked or by_script


def answer(
    request: Request, status: int, detail: str = "", number: str = "", **more: object
) -> Response:
    """The failure as whoever asks can read it; `more` is told to programs only."""
    title, advice = WORDS.get(status, WORDS[400 if status < 500 else 500])
    said = detail or advice
    if wants_json(request):
        problem = {"title": title, "status": status, "detail": said, **more}
        if number:
            problem["instance"] = number
        return JSONResponse(problem, status, media_type="application/problem+json")
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return page(
        request, "failure.html", visitor, status, title=title, says=said, code=status, number=number
    )


def sentence(desk: Desk, error: errors.DeskError) -> str:
    """What the desk refused, with people called as others know them."""
    return str(error.named(people(desk)))


def refusal(request: Request, error: errors.DeskError) -> Response:
    """What the desk refused; of a conflict both sides and the version that stands."""
    if isinstance(error, errors.Blind) and not wants_json(request):
        there = quote(error.submission, safe="")
        return RedirectResponse(f"/applications/{there}/second", 303)
    status = next(number for kind, number in REFUSALS if isinstance(error, kind))
    says = sentence(desk_of(request), error)
    if isinstance(error, errors.WrongInput) and error.cells:
        return answer(request, status, says, cells=[list(cell) for cell in error.cells])
    if not isinstance(error, errors.Conflict):
        return answer(request, status, says)
    at = moment(error.at, desk_of(request).zone) if error.at is not None else ""
    by = people(desk_of(request))(error.by) if error.by else ""
    sides = {"yours": error.yours, "theirs": error.theirs, "by": by, "at": at}
    return answer(request, status, says, "", **sides, version=error.version)


def install(app: FastAPI) -> None:
    """Have every failure answered by `answer`."""

    @app.exception_handler(errors.DeskError)
    def refused_by_the_desk(request: Request, error: errors.DeskError) -> Response:
        return refusal(request, error)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        # Phrases such as "Not Found" are the framework's own: ours are in Chinese.
        detail = error.detail if not error.detail.isascii() else ""
        response = answer(request, error.status_code, detail)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    def misshapen(request: Request, error: RequestValidationError) -> Response:
        places = "、".join(
            dict.fromkeys(".".join(str(part) for part in one["loc"][1:]) for one in error.errors())
        )
        return answer(request, 422, f"这些内容缺失或格式不对：{places}。")

    @app.exception_handler(StoreError)
    def busy(request: Request, error: StoreError) -> Response:
        log.error("the database does not serve: %s", error)
        return answer(request, 503)

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        number = secrets.token_hex(4)
        log.error("failure %s at %s", number, request.scope["path"], exc_info=error)
        response = answer(request, 500, number=number)
        # Made outside of what protects every other answer.
        response.headers.update(HEADERS)
        return response
