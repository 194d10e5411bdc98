"""The API described: its OpenAPI 3.1 document, and a page of our own that shows it.

Public: whoever writes a program reads them before signing in, and nothing in them is of this
installation. The page runs no script and loads nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute, iter_route_contexts

from pipeline.web import cookies
from pipeline.web.api.routing import PREFIX, Problem
from pipeline.web.guard import SAFE, TOKEN_HEADER, Public
from pipeline.web.rendering import page

router = APIRouter(prefix=PREFIX)
VERSION = "1"
# In the order of the work.
TAGS = ("登录", "申报", "文件", "复核", "签署", "单位", "上传")
ABOUT = """众创空间复核台的 JSON 接口，与页面的操作相同，权限也相同。

登录：先取 `GET /api/v1/session` 得到 `csrf` 和 cookie；再把 `csrf` 写入请求头 `X-CSRF-Token`，
向 `POST /api/v1/session` 送用户名和密码，得到登录的 cookie 和新的 `csrf`。其后凡改动数据的请求
都须带上这个 cookie 和 `X-CSRF-Token`。连续输错密码会被要求等待（429）。

保存：每项内容带有 `version`，保存时写回；与现状不符即为 409，并附双方内容。每次保存由调用方生成
`request` 编号，重发同一编号只保存一次。
"""


@router.get("/openapi.json", include_in_schema=False)
def document(request: Request, visitor: Public) -> Response:
    """The OpenAPI document."""
    return JSONResponse(described(request.app))


@router.get("/docs", include_in_schema=False)
def docs(request: Request, visitor: Public) -> Response:
    """The same for people."""
    found = described(request.app)
    return page(
        request,
        "api.html",
        visitor,
        about=[paragraph.replace("\n", "") for paragraph in ABOUT.split("\n\n")],
        groups=_groups(found),
        schemas=found["components"]["schemas"],
        type_words=type_words,
    )


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the application's API; made once."""
    kept: dict[str, Any] | None = getattr(app.state, "openapi", None)
    if kept is None:
        kept = app.state.openapi = _made(app)
    return kept


def _made(app: FastAPI) -> dict[str, Any]:
    routes = [
        context
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute) and str(context.path).startswith(PREFIX)
    ]
    found = get_openapi(
        title="众创空间复核台",
        version=VERSION,
        openapi_version="3.1.0",
        description=ABOUT,
        routes=routes,
    )
    https = app.state.desk.settings.https
    parts = found.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
    parts["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": cookies.session_name(https)},
        "csrf": {"type": "apiKey", "in": "header", "name": TOKEN_HEADER.title()},
    }
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            operation["security"] = [_security(path, method.upper())]
            said, _, more = operation.pop("description", "").partition("\n\n")
            first, _, rest = said.partition("。")
            operation["summary"] = first
            if rest or more:
                operation["description"] = f"{rest}\n\n{more}".strip()
    return found


def _security(path: str, method: str) -> dict[str, list[str]]:
    """What a request must carry: whoever signs in has no session yet."""
    asked: dict[str, list[str]] = (
        {} if path == f"{PREFIX}/session" and method != "DELETE" else {"session": []}
    )
    return asked if method in SAFE else {**asked, "csrf": []}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page lays it out. `body` and `answer` name schemas, "" where none."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: Sequence[Mapping[str, Any]]
    body: str
    status: str
    answer: str
    refusals: Mapping[str, str]


def _groups(found: Mapping[str, Any]) -> dict[str, list[Operation]]:
    groups: dict[str, list[Operation]] = {tag: [] for tag in TAGS}
    for path, operations in found["paths"].items():
        for method, one in operations.items():
            groups[one["tags"][0]].append(_operation(method.upper(), path, one))
    return groups


def _operation(method: str, path: str, one: Mapping[str, Any]) -> Operation:
    status, good = next((s, r) for s, r in one["responses"].items() if s.startswith("2"))
    return Operation(
        id=one["operationId"],
        method=method,
        path=path,
        summary=one["summary"],
        about=one.get("description", ""),
        parameters=one.get("parameters", ()),
        body=_named(one.get("requestBody", {})),
        status=status,
        answer=_named(good),
        refusals={s: r["description"] for s, r in sorted(one["responses"].items()) if s[0] in "45"},
    )


def _named(part: Mapping[str, Any]) -> str:
    """The name of the schema that a body or an answer has; that of its items for a list."""
    for content in part.get("content", {}).values():
        schema = content["schema"]
        options = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
        found = [str(one["$ref"]).rpartition("/")[2] for one in options if "$ref" in one]
        if found:
            return found[0] + ("[]" if schema.get("type") == "array" else "")
    return ""


def type_words(schema: Mapping[str, Any]) -> str:
    """What a schema allows, on one line: string | null, array of PlaceShape."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(type_words(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"{type_words(schema.get('items', {}))}[]"
    if schema.get("format"):
        return f"{schema.get('type')}（{schema['format']}）"
    return str(schema.get("type", "任意"))
