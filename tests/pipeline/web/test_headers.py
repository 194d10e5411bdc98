"""Every answer is protected, whoever makes it; the desk answers to its own names only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, Depends

from pipeline.web import headers
from pipeline.web.guard import public
from tests import doors
from tests.doors import Door

breaking = APIRouter()


@breaking.get("/breaks", dependencies=[Depends(public)])
def breaks() -> str:
    raise ZeroDivisionError


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with doors.opened(tmp_path) as opened:
        opened.routers = (breaking,)
        yield opened


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in", 200),
        ("/users", 303),
        ("/nowhere", 404),
        ("/static/desk.css", 200),
        ("/static/nowhere.css", 404),
        ("/breaks", 500),
    ],
)
def test_every_answer_is_protected(door: Door, path: str, status: int) -> None:
    answer = door.browser().get(path)

    assert answer.status_code == status
    for name, value in headers.HEADERS.items():
        if name != "Cache-Control":
            assert answer.headers[name] == value, name


def test_nothing_runs_that_is_not_ours(door: Door) -> None:
    policy = door.browser().get("/sign-in").headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "data:" not in policy and "*" not in policy


def test_pages_are_kept_nowhere_our_own_files_for_ever(door: Door) -> None:
    browser = door.browser("wang")

    assert browser.get("/password").headers["cache-control"] == "no-store"
    assert browser.get("/nowhere").headers["cache-control"] == "no-store"
    assert browser.get("/static/desk.css").headers["cache-control"] == "no-cache"
    assert "immutable" in browser.get("/static/desk.css?v=abc").headers["cache-control"]
    assert browser.get("/static/no.css?v=abc").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8700", "127.0.0.1:8700", "[::1]:8700", "LOCALHOST"]
)
def test_the_desk_answers_to_its_own_names(door: Door, host: str) -> None:
    assert door.browser().get("/sign-in", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost@evil", "", "192.168.1.9:8700"],
)
def test_and_to_no_other(door: Door, host: str) -> None:
    """A name that somebody else points at this machine (DNS rebinding) gets nothing."""
    answer = door.browser().get("/sign-in", headers={"host": host})

    assert answer.status_code == 421
    assert "csrf" not in answer.text


def test_a_name_is_added_by_the_settings(tmp_path: Path) -> None:
    with doors.opened(tmp_path, hosts=frozenset({"desk.example"})) as door:
        browser = door.browser()

        assert browser.get("/sign-in", headers={"host": "desk.example:8700"}).status_code == 200
        assert browser.get("/sign-in", headers={"host": "localhost"}).status_code == 421


def test_encrypted_connections_stay_so(tmp_path: Path) -> None:
    with doors.opened(tmp_path, https=True) as door:
        answer = door.browser().get("/sign-in")

        assert "max-age=" in answer.headers["strict-transport-security"]
