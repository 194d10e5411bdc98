"""The way in and out, as a browser sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.accounts import people
from tests import doors
from tests.doors import PASSWORD, Browser, Door

OTHER = "月下的第九座木桥没有名字"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with doors.opened(tmp_path) as opened:
        yield opened


def cookie(answer: object, name: str) -> str:
    """The whole Set-Cookie line of that name."""
    lines: list[str] = answer.headers.get_list("set-cookie")  # type: ignore[attr-defined]
    return next((line for line in lines if line.startswith(f"{name}=")), "")


def is_in(browser: Browser) -> bool:
    return browser.get("/password").status_code == 200


def test_a_person_signs_in_and_goes_where_they_wanted(door: Door) -> None:
    browser = door.browser()

    answer = browser.sign_in("wang", next="/applications/s-1?item=x")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/applications/s-1?item=x"
    assert is_in(browser)
    # Who is in already is not asked again.
    assert browser.get("/sign-in?next=/users").headers["location"] == "/users"


@pytest.mark.parametrize("next", ["https://evil.example", "//evil.example", "/\\evil", ""])
def test_nobody_is_sent_elsewhere(door: Door, next: str) -> None:
    browser = door.browser()

    assert browser.sign_in("wang", next=next).headers["location"] == "/queue"
    assert browser.get("/sign-in", params={"next": next}).headers["location"] == "/queue"


def test_the_cookie_is_for_this_desk_alone(door: Door) -> None:
    line = cookie(door.browser().sign_in("wang"), "zc_session")

    assert "HttpOnly" in line and "SameSite=lax" in line and "Path=/" in line
    assert "Domain" not in line and "Max-Age" not in line
    assert len(line.partition("=")[2].partition(";")[0]) == 43


@pytest.mark.parametrize(
    ("base_url", "https"), [("https://localhost", False), ("http://localhost", True)]
)
def test_encrypted_the_cookie_is_secure_and_bound_to_the_host(
    tmp_path: Path, base_url: str, https: bool
) -> None:
    with doors.opened(tmp_path, base_url, https=https) as door:
        browser = door.browser()
        line = cookie(browser.get("/sign-in"), "__Host-zc_door")
        assert "Secure" in line and "Path=/" in line

        if base_url.startswith("https"):
            line = cookie(browser.sign_in("wang"), "__Host-zc_session")
            assert "Secure" in line and "HttpOnly" in line
            assert is_in(browser)


def test_the_secret_changes_with_every_sign_in(door: Door) -> None:
    """A cookie that somebody planted before is worth nothing after."""
    browser = door.browser()
    browser.client.cookies.set("zc_session", "planted", domain="localhost.local")
    first = cookie(browser.sign_in("wang"), "zc_session")
    planted = door.browser()
    planted.client.cookies.set("zc_session", "planted", domain="localhost.local")

    assert "planted" not in first
    assert not is_in(planted)


@pytest.mark.parametrize("secret", ["", "x", "x" * 5_000, "汉", "a;b", "../x", '"x"'])
def test_a_cookie_that_is_none_of_ours_is_nobody(door: Door, secret: str) -> None:
    answer = door.browser().client.get(
        "/password", headers={"cookie": f"zc_session={secret}".encode()}
    )

    assert answer.status_code == 303


def test_a_wrong_password_keeps_the_name_and_shows_no_password(door: Door) -> None:
    browser = door.browser()

    answer = browser.sign_in('wang"><script>', "不对的密码不对的密码", next="/queue?a=<b>")

    assert answer.status_code == 401
    assert "用户名或密码不正确" in answer.text
    assert "<script>" not in answer.text and "wang&#34;&gt;&lt;script&gt;" in answer.text
    assert "不对的密码" not in answer.text
    assert 'value="/queue?a=&lt;b&gt;"' in answer.text
    assert not is_in(browser)


def test_guessing_is_slowed_and_says_how_long(door: Door) -> None:
    browser = door.browser()
    for _ in range(5):
        assert browser.sign_in("wang", "x").status_code == 401

    answer = browser.sign_in("wang")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "2"
    assert "请 2 秒后再试" in answer.text

    door.clock.forward(seconds=2)
    assert browser.sign_in("wang").status_code == 303


def test_the_form_belongs_to_one_browser(door: Door) -> None:
    """Nobody signs somebody else in as themselves, to see what they then type."""
    attacker, victim = door.browser(), door.browser()
    attacker.read("/sign-in")
    victim.read("/sign-in")

    for token in (attacker.csrf, "", "x"):
        answer = victim.post("/sign-in", {"csrf": token, "name": "kan", "password": PASSWORD})
        assert answer.status_code == 403
    assert not is_in(victim)


def test_without_its_cookie_the_form_is_refused(door: Door) -> None:
    browser = door.browser()
    browser.read("/sign-in")
    browser.client.cookies.clear()

    assert browser.post("/sign-in", {"name": "wang", "password": PASSWORD}).status_code == 403


def test_a_session_ends_by_signing_out(door: Door) -> None:
    browser, other = door.browser("wang"), door.browser("wang")

    answer = browser.post("/sign-out")

    assert answer.headers["location"] == "/sign-in"
    assert "Max-Age=0" in cookie(answer, "zc_session")
    assert not is_in(browser)
    assert is_in(other)


def test_the_cookie_of_a_session_that_ended_opens_nothing(door: Door) -> None:
    browser = door.browser("wang")
    kept = browser.client.cookies["zc_session"]
    browser.post("/sign-out")

    browser.client.cookies.set("zc_session", kept, domain="localhost.local")
    assert not is_in(browser)


def test_signing_out_everywhere_ends_all_of_ones_own(door: Door) -> None:
    browser, other, li = door.browser("wang"), door.browser("wang"), door.browser("li")

    browser.post("/sign-out", {"everywhere": "1"})

    assert (is_in(browser), is_in(other), is_in(li)) == (False, False, True)


def test_signing_out_takes_a_token_too(door: Door) -> None:
    browser = door.browser("wang")

    assert browser.client.post("/sign-out").status_code == 403
    assert browser.get("/sign-out").status_code == 405
    assert is_in(browser)


def test_a_session_ends_by_itself(door: Door) -> None:
    browser = door.browser("wang")
    door.clock.forward(minutes=29)
    assert is_in(browser)
    door.clock.forward(minutes=29)
    assert is_in(browser)
    door.clock.forward(minutes=31)
    assert not is_in(browser)


def test_a_page_that_asks_by_itself_does_not_count(door: Door) -> None:
    browser = door.browser("wang")
    for _ in range(2):
        door.clock.forward(minutes=16)
        browser.get("/session", headers={"x-idle": "1"})

    assert not is_in(browser)


def test_after_signing_in_again_a_page_can_send_what_it_kept(door: Door) -> None:
    browser = door.browser("wang")
    old = browser.csrf
    door.clock.forward(hours=1)
    assert browser.get("/session", headers={"accept": "application/json"}).status_code == 401

    browser.sign_in("wang")
    told = browser.get("/session").json()

    assert told["name"] == "wang" and told["csrf"] != old
    assert told["ends_at"] == "2026-03-02T02:30:00+00:00"
    assert browser.client.post("/sign-out", data={"csrf": told["csrf"]}).status_code == 303


def test_a_person_changes_their_own_password(door: Door) -> None:
    browser, other = door.browser("wang"), door.browser("wang")

    answer = browser.post("/password", {"old": PASSWORD, "new": OTHER, "again": OTHER})

    assert "密码已更改" in answer.text
    assert (is_in(browser), is_in(other)) == (True, False)
    assert door.browser().sign_in("wang").status_code == 401
    assert door.browser().sign_in("wang", OTHER).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("x", OTHER, OTHER, "原密码不正确"),
        (PASSWORD, OTHER, OTHER + "x", "不一致"),
        (PASSWORD, "short", "short", "至少 12"),
        (PASSWORD, PASSWORD, PASSWORD, "不能与原密码相同"),
        ("", "", "", "原密码不正确"),
    ],
)
def test_a_password_that_does_not_fit_is_not_taken(
    door: Door, old: str, new: str, again: str, words: str
) -> None:
    browser = door.browser("wang")

    answer = browser.post("/password", {"old": old, "new": new, "again": again})

    assert answer.status_code == 422
    assert words in answer.text
    assert OTHER not in answer.text and PASSWORD not in answer.text
    assert door.browser().sign_in("wang").status_code == 303


def test_an_empty_desk_says_how_the_first_administrator_is_made(tmp_path: Path) -> None:
    with doors.opened(tmp_path) as door:
        assert "zhongchuang user add" not in door.browser().get("/sign-in").text
        people.change(door.desk.store, "wang", enabled=False)
    with doors.desks.opened(tmp_path / "new") as desk:
        from fastapi.testclient import TestClient

        from pipeline.web.app import create_app

        page = TestClient(create_app(desk), "http://localhost").get("/sign-in")
        assert "zhongchuang user add" in page.text
