"""Who may ask for what is judged by the session and the token alone, on every route."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI, Form, Request
from fastapi.responses import PlainTextResponse
from starlette.routing import Route

from pipeline.accounts import RIGHTS, Right, Role
from pipeline.web import guard
from pipeline.web.context import Visitor
from pipeline.web.guard import local_path, may, public
from tests import doors
from tests.doors import PEOPLE, Door

Reader = Annotated[Visitor, Depends(may(Right.VIEW))]
probe = APIRouter()
CHANGED: list[str] = []
# All that anybody may ask for: the ways in, and how the interface is described.
PUBLIC = frozenset(
    {
        "/sign-in",
        "/openid/start",
        "/openid/back",
        "/api/v1/session",
        "/api/v1/openapi.json",
        "/api/v1/docs",
    }
)


def _for(right: Right) -> None:
    # As a default: a string of this function's own names could not be read from outside.
    def answer(request: Request, visitor: Visitor = Depends(may(right))) -> str:  # noqa: B008
        if request.method == "POST":
            CHANGED.append(visitor.user.name)
        return visitor.user.name

    probe.api_route(f"/probe/{right}", methods=["GET", "POST"])(answer)


for _right in Right:
    _for(_right)


@probe.post("/probe/form")
def typed(
    visitor: Annotated[Visitor, Depends(may(Right.VIEW))], text: Annotated[str, Form()]
) -> str:
    CHANGED.append(text)
    return text


@probe.post("/probe/json")
def sent(visitor: Reader, body: dict[str, str]) -> str:
    CHANGED.append(body["text"])
    return body["text"]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    CHANGED.clear()
    with doors.opened(tmp_path) as opened:
        opened.routers = (probe,)
        yield opened


# --- rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_its_rights_and_no_other(door: Door, role: Role, right: Right) -> None:
    browser = door.browser(PEOPLE[role])

    answer = browser.get(f"/probe/{right}")

    assert answer.status_code == (200 if right in RIGHTS[role] else 403)
    assert browser.post(f"/probe/{right}").status_code == answer.status_code


def test_every_route_of_the_desk_is_denied_without_a_session(door: Door) -> None:
    browser = door.browser()
    browser.read("/sign-in")
    asked = guard.rights_of(browser.client.app)  # type: ignore[arg-type]
    assert asked

    for (method, path), rights in asked.items():
        if not rights:
            assert path in PUBLIC, path
            continue
        # Numbers and names in the path stand for nothing that is there.
        there = path.replace("{", "").replace("}", "")
        answer = browser.client.request(method, there, data={"csrf": browser.csrf})
        if not path.startswith("/api/"):
            assert answer.status_code == 303, f"{method} {path}"
            assert answer.headers["location"].startswith("/sign-in?next=")
        answer = browser.client.request(method, there, headers={"accept": "application/json"})
        assert answer.status_code == 401, f"{method} {path}"


def test_every_route_asks_for_a_right_that_some_role_lacks_or_all_have(door: Door) -> None:
    """The whole table: nobody gets past a right by any route, whatever its parameters."""
    browsers = {role: door.browser(name) for role, name in PEOPLE.items()}
    app: FastAPI = browsers[Role.VIEWER].client.app  # type: ignore[assignment]

    for (method, path), rights in guard.rights_of(app).items():
        if method != "GET":
            for role, browser in browsers.items():
                if not rights <= RIGHTS[role]:
                    there = path.replace("{", "").replace("}", "")
                    answer = browser.client.request(method, there, data={"csrf": browser.csrf})
                    assert answer.status_code in (403, 422), f"{role} {method} {path}"


def test_a_crafted_host_or_path_changes_no_right(door: Door) -> None:
    viewer = door.browser("kan")

    for path in ("//users", "/./users", "/users/", "/USERS", "/users;x=/queue", "/static/../users"):
        answer = viewer.get(f"http://localhost{path}")
        assert answer.status_code in (403, 404), path
        assert "添加用户" not in answer.text
    assert viewer.get("/users", headers={"host": "localhost/queue?"}).status_code in (403, 421)
    assert (
        viewer.get(
            "/users", headers={"x-forwarded-host": "x", "x-original-url": "/queue"}
        ).status_code
        == 403
    )


def test_a_role_taken_away_ends_what_is_open(door: Door) -> None:
    reviewer, administrator = door.browser("wang"), door.browser("admin")
    assert reviewer.get("/probe/review").status_code == 200

    changed = administrator.post("/users/wang", {"role": "viewer", "scope": "all", "enabled": "1"})

    assert changed.status_code == 303
    assert reviewer.get("/probe/review").status_code == 303


# --- tokens ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "status"), [(None, 403), ("", 403), ("x" * 43, 403), ("汉字", 403), ("own", 200)]
)
def test_a_form_carries_the_token_of_its_session(
    door: Door, token: str | None, status: int
) -> None:
    browser = door.browser("wang")
    data = {"text": "改"} if token is None else {"text": "改", "csrf": token}
    if token == "own":
        data["csrf"] = browser.csrf

    assert browser.client.post("/probe/form", data=data).status_code == status
    assert (["改"] if status == 200 else []) == CHANGED


def test_json_carries_it_in_a_header(door: Door) -> None:
    browser = door.browser("wang")
    body = {"text": "改", "csrf": browser.csrf}

    assert browser.client.post("/probe/json", json=body).status_code == 403
    answer = browser.client.post("/probe/json", json=body, headers={"X-CSRF-Token": browser.csrf})
    assert (answer.status_code, CHANGED) == (200, ["改"])


def test_json_dressed_as_a_form_or_text_is_refused(door: Door) -> None:
    """What another site can send without asking: no header of its own, but any body."""
    browser = door.browser("wang")
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        answer = browser.client.post(
            "/probe/json", content=b'{"text":"x"}', headers={"content-type": kind}
        )
        assert answer.status_code in (400, 403), kind
    assert CHANGED == []


def test_the_token_of_one_person_is_none_of_another(door: Door) -> None:
    wang, li = door.browser("wang"), door.browser("li")

    assert li.client.post("/probe/review", data={"csrf": wang.csrf}).status_code == 403
    assert CHANGED == []


def test_a_multipart_form_with_files_carries_it_as_well(door: Door) -> None:
    browser = door.browser("wang")
    files = {"file": ("a.txt", b"text")}

    assert browser.client.post("/probe/review", files=files).status_code == 403
    answer = browser.client.post("/probe/review", files=files, data={"csrf": browser.csrf})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://localhost"}, 200),
        ({"origin": "https://localhost"}, 200),  # a proxy in front that encrypts
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://localhost:9999"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
    ],
)
def test_a_request_from_another_site_is_refused_even_with_the_token(
    door: Door, headers: dict[str, str], status: int
) -> None:
    assert door.browser("wang").post("/probe/review", headers=headers).status_code == status
    assert (["wang"] if status == 200 else []) == CHANGED


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_is_changed_by_following_a_link(door: Door, method: str) -> None:
    """Every GET of the desk, by an administrator: people and sessions are as before."""
    browser = door.browser("admin")
    before = door.desk.store.accounts(), door.desk.store.sessions()

    for (known, path), _ in guard.rights_of(browser.client.app).items():  # type: ignore[arg-type]
        if known == "GET":
            browser.client.request(method, path.replace("{name}", "wang"))

    assert (door.desk.store.accounts(), door.desk.store.sessions()) == before


# --- who is not signed in -------------------------------------------------------------------------


def test_a_page_sends_to_the_door_and_back(door: Door) -> None:
    browser = door.browser()

    answer = browser.get("/users?done=added&x=a b")
    assert answer.status_code == 303
    there = answer.headers["location"]
    assert there == "/sign-in?next=/users%3Fdone%3Dadded%26x%3Da%2520b"

    browser.read(there)
    page = browser.get(there)
    assert 'value="/users?done=added&amp;x=a%20b"' in page.text


@pytest.mark.parametrize(
    "headers",
    [{"accept": "application/json"}, {"sec-fetch-mode": "cors"}, {"sec-fetch-mode": "same-origin"}],
)
def test_a_script_is_told_and_keeps_its_page(door: Door, headers: dict[str, str]) -> None:
    answer = door.browser().post("/probe/review", headers=headers)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert "已填写的内容仍保留" in answer.json()["detail"]


def test_a_form_sent_too_late_leads_back_to_its_page(door: Door) -> None:
    browser = door.browser("wang")
    door.clock.forward(hours=13)

    answer = browser.post("/probe/review", headers={"referer": "http://localhost/applications/s-1"})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/applications/s-1"
    assert CHANGED == []


@pytest.mark.parametrize(
    ("asked", "local"),
    [
        ("/queue", "/queue"),
        ("/applications/s-1?item=a/b&start=3#x", "/applications/s-1?item=a/b&start=3#x"),
        ("", "/queue"),
        ("queue", "/queue"),
        ("//evil.example", "/queue"),
        ("/\\evil.example", "/queue"),
        ("/x\\evil", "/queue"),
        ("https://evil.example/", "/queue"),
        ("javascript:alert(1)", "/queue"),
        ("/\t/evil.example", "/queue"),
        ("/\n/evil.example", "/queue"),
        ("/a\r\nSet-Cookie: x=1", "/queue"),
        ("\u3000//evil", "/queue"),
        ("/sign-out", "/queue"),
        ("/sign-in?next=/sign-in", "/queue"),
        ("/openid/start", "/queue"),
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(asked: str, local: str) -> None:
    assert local_path(asked) == local


# --- at the start ---------------------------------------------------------------------------------


def _plain(request: Request) -> PlainTextResponse:
    return PlainTextResponse("")


@pytest.mark.parametrize("how", ["route", "router", "nested", "mount", "starlette"])
def test_a_route_that_declares_nothing_stops_the_start(how: str) -> None:
    app, router, outer = FastAPI(openapi_url=None), APIRouter(), APIRouter()
    if how == "route":
        app.get("/bare")(_plain)
    elif how in ("router", "nested"):
        router.get("/bare")(_plain)
        outer.include_router(router)
        app.include_router(router if how == "router" else outer)
    elif how == "mount":
        app.mount("/bare", FastAPI())
    else:
        app.routes.append(Route("/bare", _plain))

    with pytest.raises(RuntimeError, match="/bare"):
        guard.check_guarded(app)


def test_routes_that_declare_something_do_not() -> None:
    app, router = FastAPI(openapi_url=None), APIRouter(dependencies=[Depends(may(Right.VIEW))])
    app.get("/public", dependencies=[Depends(public)])(_plain)
    router.get("/inherited")(_plain)
    app.include_router(router, prefix="/api")

    guard.check_guarded(app)

    assert guard.rights_of(app)["GET", "/api/inherited"] == {Right.VIEW}
