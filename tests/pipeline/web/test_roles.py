"""Every route of the desk: who may ask for it, what it refuses, and that asking changes nothing.

The tables below are literal: a route that nobody has thought about fails the first test.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from httpx import Client, Response

from pipeline.accounts import Right, Role
from pipeline.web.context import Desk
from pipeline.web.guard import rights_of
from tests import desks
from tests.pipeline.web.conftest import Visit, signed_in

PUBLIC = None
VIEW, REVIEW, SECOND = Right.VIEW, Right.REVIEW, Right.SECOND
UPLOAD, ADMINISTER = Right.UPLOAD, Right.ADMINISTER
ONE = "/applications/{submission_id}"
API = "/api/v1"

ROUTES: dict[tuple[str, str], Right | None] = {
    # the way in
    ("GET", "/sign-in"): PUBLIC,
    ("POST", "/sign-in"): PUBLIC,
    ("GET", "/openid/start"): PUBLIC,
    ("GET", "/openid/back"): PUBLIC,
    ("POST", "/sign-out"): VIEW,
    ("GET", "/session"): VIEW,
    ("GET", "/password"): VIEW,
    ("POST", "/password"): VIEW,
    # the queue
    ("GET", "/"): VIEW,
    ("GET", "/queue"): VIEW,
    ("POST", "/queue/bulk"): VIEW,  # exporting; what changes asks for REVIEW inside
    ("POST", "/queue/views"): VIEW,
    ("POST", "/queue/views/remove"): VIEW,
    ("POST", "/next"): REVIEW,
    # one application
    ("GET", ONE): VIEW,
    ("GET", ONE + "/panel"): VIEW,
    ("GET", ONE + "/previous"): VIEW,
    ("GET", ONE + "/following"): VIEW,
    ("GET", ONE + "/history"): VIEW,
    ("GET", ONE + "/documents/{number}"): VIEW,
    ("GET", ONE + "/documents/{number}/pages/{page}.jpg"): VIEW,
    ("GET", ONE + "/documents/{number}/original"): VIEW,
    ("GET", ONE + "/documents/{number}/under"): VIEW,
    ("POST", ONE + "/preview"): VIEW,
    ("POST", ONE + "/decisions"): REVIEW,
    ("POST", ONE + "/undo"): REVIEW,
    ("POST", ONE + "/claim"): REVIEW,
    ("POST", ONE + "/release"): REVIEW,
    ("GET", ONE + "/rosters/{name}"): VIEW,
    ("POST", ONE + "/rosters/{name}"): REVIEW,
    ("GET", ONE + "/second"): VIEW,
    ("POST", ONE + "/second"): SECOND,
    ("GET", ONE + "/sign-off"): VIEW,
    ("POST", ONE + "/sign-off"): REVIEW,
    ("POST", ONE + "/reopen"): REVIEW,
    # what the office knows and does
    ("GET", "/policies"): VIEW,
    ("GET", "/policies/{ruleset}"): VIEW,
    ("GET", "/policies/{ruleset}/original"): VIEW,
    ("GET", "/fields"): VIEW,
    ("GET", "/dashboard"): VIEW,
    ("GET", "/text-blocks"): REVIEW,
    ("POST", "/text-blocks"): REVIEW,
    ("POST", "/text-blocks/{number}"): REVIEW,
    ("POST", "/text-blocks/{number}/remove"): REVIEW,
    ("GET", "/upload"): UPLOAD,
    ("GET", "/upload/state"): UPLOAD,
    ("POST", "/upload"): UPLOAD,
    # administration
    ("GET", "/users"): ADMINISTER,
    ("POST", "/users"): ADMINISTER,
    ("GET", "/users/{name}"): ADMINISTER,
    ("POST", "/users/{name}"): ADMINISTER,
    ("POST", "/users/{name}/password"): ADMINISTER,
    ("POST", "/users/{name}/sessions/end"): ADMINISTER,
    ("GET", "/sessions"): ADMINISTER,
    ("POST", "/sessions/{session}/end"): ADMINISTER,
    ("GET", "/settings"): ADMINISTER,
    ("GET", "/runs"): ADMINISTER,
    # the same for programs
    ("GET", API + "/openapi.json"): PUBLIC,
    ("GET", API + "/docs"): PUBLIC,
    ("GET", API + "/session"): PUBLIC,
    ("POST", API + "/session"): PUBLIC,
    ("DELETE", API + "/session"): VIEW,
    ("GET", API + "/applications"): VIEW,
    ("POST", API + "/applications/next"): REVIEW,
    ("POST", API + "/applications/bulk"): REVIEW,
    ("GET", API + ONE): VIEW,
    ("GET", API + ONE + "/history"): VIEW,
    ("GET", API + ONE + "/documents"): VIEW,
    ("GET", API + ONE + "/documents/{number}/blocks"): VIEW,
    ("POST", API + ONE + "/decisions"): REVIEW,
    ("POST", API + ONE + "/undo"): REVIEW,
    ("GET", API + ONE + "/claim"): VIEW,
    ("POST", API + ONE + "/claim"): REVIEW,
    ("POST", API + ONE + "/release"): REVIEW,
    ("GET", API + ONE + "/rosters/{name}"): VIEW,
    ("POST", API + ONE + "/rosters/{name}"): REVIEW,
    ("GET", API + ONE + "/second"): SECOND,
    ("POST", API + ONE + "/second"): SECOND,
    ("GET", API + ONE + "/sign-off"): VIEW,
    ("POST", API + ONE + "/sign-off"): REVIEW,
    ("POST", API + ONE + "/reopen"): REVIEW,
    ("GET", API + "/dashboard"): VIEW,
    ("GET", API + "/policies"): VIEW,
    ("GET", API + "/policies/{ruleset}"): VIEW,
    ("GET", API + "/fields"): VIEW,
    ("GET", API + "/fields/{key}/preview"): VIEW,
    ("GET", API + "/text-blocks"): VIEW,
    ("POST", API + "/text-blocks"): REVIEW,
    ("PUT", API + "/text-blocks/{number}"): REVIEW,
    ("DELETE", API + "/text-blocks/{number}"): REVIEW,
    ("GET", API + "/uploads"): UPLOAD,
    ("POST", API + "/uploads"): UPLOAD,
    ("GET", API + "/users"): ADMINISTER,
}

MAY: dict[Role, set[Right | None]] = {
    Role.VIEWER: {PUBLIC, VIEW},
    Role.REVIEWER: {PUBLIC, VIEW, REVIEW, UPLOAD},
    Role.SECOND_REVIEWER: {PUBLIC, VIEW, REVIEW, UPLOAD, SECOND},
    Role.ADMINISTRATOR: {PUBLIC, VIEW, REVIEW, UPLOAD, SECOND, ADMINISTER},
}

SAFE = {"GET"}
LEAVING = {("POST", "/sign-out"), ("DELETE", API + "/session")}
REQUEST = "a" * 16
# What makes sense to a route: all but the person, the token and the application is right.
FORMS: dict[str, dict[str, str]] = {
    "/sign-in": {"name": "kan", "password": desks.PASSWORD},
    "/queue/bulk": {"action": "export", "chosen": "{id}"},
    "/queue/views": {"name": "看一看", "query": "policy=yunnan-2021"},
    "/queue/views/remove": {"name": "看一看"},
    ONE + "/preview": {"key": "total_area_m2", "text": "1.2万平"},
    ONE + "/decisions": {
        "subject": "total_area_m2",
        "form": "value",
        "choice": "typed",
        "text": "820",
        "version": "x",
        "request": REQUEST,
    },
    ONE + "/undo": {"request": REQUEST},
    ONE + "/rosters/{name}": {"version": "x", "rows": "[]", "request": REQUEST},
    ONE + "/second": {"subject": "total_area_m2", "choice": "typed", "text": "820"},
    ONE + "/sign-off": {"version": "x", "request": REQUEST},
    ONE + "/reopen": {"note": "有误", "request": REQUEST},
    "/text-blocks": {"title": "补正", "text": "请补充合同。"},
    "/text-blocks/{number}": {"title": "补正", "text": "请补充合同。"},
    "/users": {"name": "new", "password": desks.PASSWORD, "again": desks.PASSWORD},
    "/users/{name}": {"title": "别名", "role": "viewer", "scope": "all", "enabled": "1"},
    "/users/{name}/password": {"password": desks.PASSWORD, "again": desks.PASSWORD},
}
BODIES: dict[str, dict[str, object]] = {
    API + "/session": {"name": "kan", "password": desks.PASSWORD},
    API + ONE + "/decisions": {
        "kind": "value",
        "subject": "total_area_m2",
        "text": "820",
        "version": "x",
        "request": REQUEST,
    },
    API + "/applications/bulk": {
        "action": "claim",
        "submissions": ["s-0000000000"],
        "request": REQUEST,
    },
    API + ONE + "/undo": {"request": REQUEST},
    API + ONE + "/rosters/{name}": {"rows": [], "version": "x", "request": REQUEST},
    API + ONE + "/second": {"subject": "total_area_m2", "text": "820", "request": REQUEST},
    API + ONE + "/sign-off": {"version": "x", "request": REQUEST},
    API + ONE + "/reopen": {"note": "有误", "request": REQUEST},
    API + "/text-blocks": {"title": "补正", "text": "请补充合同。"},
    API + "/text-blocks/{number}": {"title": "补正", "text": "请补充合同。"},
}


def asked(
    client: Client, method: str, path: str, submission: str, csrf: str = "", **headers: str
) -> Response:
    """The answer to a route's request with what it wants, and a token where one is given."""
    if csrf:
        headers["X-CSRF-Token"] = csrf
    address = filled(path, submission)
    if method in SAFE or method == "DELETE":
        return client.request(method, address, headers=headers)
    if path.endswith(("/upload", "/uploads")):
        files = [("files", ("说明.txt", b"\xe4\xbc\x97", "text/plain"))]
        return client.post(address, data={"title": "试"}, files=files, headers=headers)
    if path in BODIES:
        return client.request(method, address, json=BODIES[path], headers=headers)
    form = {key: value.format(id=submission) for key, value in FORMS.get(path, {}).items()}
    return client.request(method, address, data=form, headers=headers)


def filled(path: str, submission: str) -> str:
    """A path with something in its places that there is."""
    values = {
        "{submission_id}": submission,
        "{number}": "1" if "text-blocks" in path else "0",
        "{page}": "1",
        "{name}": "nobody" if "users" in path else "tenants",
        "{ruleset}": "yunnan-2021",
        "{session}": "0" * 64,
        "{key}": "total_area_m2",
    }
    for place, value in values.items():
        path = path.replace(place, value)
    query = "?text=820" if path.endswith("/preview") and path.startswith(API) else ""
    return path + query


def stored(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the database holds, but for when a session was last seen."""
    with closing(sqlite3.connect(f"file:{home / desks.DATABASE}?mode=ro", uri=True)) as base:
        names = [
            row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        found = {}
        for name in names:
            columns = [row[1] for row in base.execute(f'PRAGMA table_info("{name}")')]
            kept = ", ".join(f'"{one}"' for one in columns if one != "seen_at")
            found[name] = sorted(base.execute(f'SELECT {kept} FROM "{name}"'), key=repr)
        return found


def under(desk: Desk, ruleset: str, *, other: bool = False) -> str:
    """An application under that policy, or under another one."""
    found = (desk.store.listing(one.id) for one in desk.store.submissions())
    return next(row.submission for row in found if row and (row.ruleset == ruleset) is not other)


@pytest.fixture
def submission(desk: Desk) -> str:
    return under(desk, "yunnan-2021")


@pytest.fixture
def limited(desk: Desk, client: Client) -> Iterator[Visit]:
    """Somebody who may do all that is done to applications, under one policy only."""
    role = Role.SECOND_REVIEWER
    desks.add_person(desk.store, "xian", "限看一项", role, frozenset({"yunnan-2021"}))
    yield signed_in(client, "xian")


def test_every_route_asks_for_the_right_that_stands_here(server: desks.Running) -> None:
    expected = {
        route: frozenset() if right is PUBLIC else frozenset({right})
        for route, right in ROUTES.items()
    }

    assert rights_of(server.app) == expected


def test_nobody_gets_further_than_the_door(client: Client, submission: str) -> None:
    wrong = []
    for (method, path), right in ROUTES.items():
        if right is PUBLIC:
            continue
        answer = asked(client, method, path, submission)
        there = answer.headers.get("location", "")
        sent = answer.status_code == 303 and there.startswith("/sign-in?next=")
        refused = answer.status_code == 401 and answer.json()["status"] == 401
        if not (refused if path.startswith(API) else sent):
            wrong.append((method, path, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_what_its_rights_say_and_nothing_else(
    role: Role, client: Client, submission: str
) -> None:
    name = desks.NAMES[role][0]
    visit, wrong = signed_in(client, name), []
    # Whoever leaves comes in again for the rest.
    for (method, path), right in sorted(ROUTES.items(), key=lambda item: item[0] in LEAVING):
        if right is PUBLIC:
            continue
        answer = asked(client, method, path, submission, visit.csrf)
        allowed = right in MAY[role]
        at_the_door = answer.headers.get("location", "").startswith("/sign-in?")
        passed = answer.status_code < 500 and answer.status_code not in (401, 403)
        if (passed and not at_the_door) is not allowed:
            wrong.append((method, path, answer.status_code))
        if (method, path) in LEAVING:
            visit = signed_in(client, name)

    assert wrong == []


def test_applications_under_other_policies_are_not_there(limited: Visit, desk: Desk) -> None:
    other, wrong = under(desk, "yunnan-2021", other=True), []
    before = stored(desk.settings.home)
    for method, path in ROUTES:
        if "{submission_id}" in path:
            answer = asked(limited.client, method, path, other, limited.csrf)
            if answer.status_code != 404:
                wrong.append((method, path, answer.status_code))

    assert wrong == []
    assert stored(desk.settings.home) == before


def test_lists_and_numbers_leave_other_policies_out(limited: Visit, desk: Desk) -> None:
    other = under(desk, "yunnan-2021", other=True)

    listed = limited.get(f"{API}/applications").json()
    numbers = limited.get(f"{API}/dashboard").json()

    assert {one["ruleset"] for one in listed["entries"]} == {"yunnan-2021"}
    assert sum(one["total"] for one in numbers["by_policy"]) == listed["total"]
    assert other not in limited.get("/queue").text
    assert limited.get("/policies/zhejiang-2020").status_code == 404
    ours = {one["id"] for one in limited.get(f"{API}/policies").json()["policies"]}
    assert ours == {"yunnan-2021"}


def test_without_its_token_nothing_is_changed(
    administrator: Visit, desk: Desk, submission: str
) -> None:
    before, wrong = stored(desk.settings.home), []
    for method, path in ROUTES:
        if method in SAFE:
            continue
        for token in ("", "0" * 43):
            answer = asked(administrator.client, method, path, submission, token)
            if answer.status_code != 403:
                wrong.append((method, path, token, answer.status_code))

    assert wrong == []
    assert stored(desk.settings.home) == before
    assert not list(desk.settings.inbox.rglob("*.zip"))


def test_from_another_site_the_right_token_changes_nothing_either(
    administrator: Visit, desk: Desk, submission: str
) -> None:
    before, wrong = stored(desk.settings.home), []
    for method, path in ROUTES:
        if method in SAFE or ROUTES[method, path] is PUBLIC:
            continue
        for name, value in (("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")):
            answer = asked(
                administrator.client, method, path, submission, administrator.csrf, **{name: value}
            )
            if answer.status_code != 403:
                wrong.append((method, path, name, answer.status_code))

    assert wrong == []
    assert stored(desk.settings.home) == before


def test_asking_for_a_page_changes_nothing(
    administrator: Visit, desk: Desk, submission: str
) -> None:
    before, wrong = stored(desk.settings.home), []
    for method, path in ROUTES:
        if method not in SAFE:
            continue
        answer = asked(administrator.client, method, path, submission)
        if answer.status_code >= 500:
            wrong.append((path, answer.status_code))

    assert wrong == []
    assert stored(desk.settings.home) == before


def test_a_route_does_nothing_by_other_methods(administrator: Visit, submission: str) -> None:
    wrong = []
    known = {path for _, path in ROUTES}
    for path in known:
        for method in {"PUT", "PATCH", "DELETE", "POST"} - {m for m, p in ROUTES if p == path}:
            answer = administrator.client.request(
                method, filled(path, submission), headers={"X-CSRF-Token": administrator.csrf}
            )
            if answer.status_code != 405:
                wrong.append((method, path, answer.status_code))

    assert wrong == []
