"""To the office's provider and back, in a browser that keeps its cookies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from pipeline.accounts import Role
from pipeline.settings import OpenId
from tests import doors
from tests.doors import Browser, Door
from tests.pipeline.accounts.identity_provider import CLIENT, SECRET, IdentityProvider, served

URL = "http://localhost"


@pytest.fixture
def other() -> Iterator[IdentityProvider]:
    with served() as provider:
        yield provider


@pytest.fixture
def door(tmp_path: Path, other: IdentityProvider) -> Iterator[Door]:
    openid = OpenId(other.issuer, CLIENT, SECRET)
    with doors.opened(tmp_path, url=URL, openid=openid) as opened:
        stamp = int(opened.clock.now.timestamp())
        other.claims = {"sub": "1", "iat": stamp, "exp": stamp + 3600, "name": "李慎之"}
        other.claims["preferred_username"] = "li.shen"
        yield opened


def there(browser: Browser, next: str = "/password") -> str:
    """The address to which the provider sends the person back."""
    answer = browser.get("/openid/start", params={"next": next})
    assert answer.status_code == 303
    back = urlsplit(httpx2.get(answer.headers["location"]).headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == f"{URL}/openid/back"
    return f"{back.path}?{back.query}"


def test_a_person_comes_by_the_providers_word(door: Door) -> None:
    browser = door.browser()
    assert "使用单位统一账号登录" in browser.get("/sign-in").text

    answer = browser.get(there(browser))

    assert (answer.status_code, answer.headers["location"]) == (303, "/password")
    page = browser.read("/password")
    assert "李慎之" in page.text and "密码在单位账号系统中修改" in page.text
    account = door.desk.store.account("li.shen")
    assert account is not None and account.user.role is Role.VIEWER


@pytest.mark.parametrize("next", ["https://evil.example", "//evil.example", "/openid/start"])
def test_nobody_is_sent_elsewhere(door: Door, next: str) -> None:
    browser = door.browser()

    assert browser.get(there(browser, next)).headers["location"] == "/queue"


def test_the_door_closes_behind_who_came_in(door: Door) -> None:
    browser = door.browser()
    back = there(browser)
    browser.get(back)

    assert browser.get(back).status_code == 401


def test_what_one_browser_began_another_does_not_finish(door: Door) -> None:
    """A link with the attacker's own code signs nobody in as the attacker."""
    attacker, victim = door.browser(), door.browser()
    victim.get("/sign-in")

    answer = victim.get(there(attacker))

    assert answer.status_code == 401
    assert "单位统一账号登录没有成功" in answer.text
    assert victim.get("/password").status_code == 303


@pytest.mark.parametrize(
    "change",
    [
        lambda back: back.replace("code=", "kode="),
        lambda back: back.replace("code=", f"code={'x' * 3_000}"),
        lambda back: back + "&error=access_denied&error_description=<script>",
        lambda back: back.replace("state=", "state=x"),
        lambda back: back.replace("iss=http", "iss=https"),
        lambda back: "/openid/back",
        lambda back: "/openid/back?state=%F0%9F%A6%84.%ED%A0%80.%00&code=x",
    ],
)
def test_what_comes_back_changed_lets_nobody_in(door: Door, change: object) -> None:
    browser = door.browser()

    answer = browser.get(change(there(browser)))  # type: ignore[operator]

    assert answer.status_code == 401
    assert "<script>" not in answer.text
    assert browser.get("/password").status_code == 303


def test_a_token_for_another_sign_in_lets_nobody_in(door: Door, other: IdentityProvider) -> None:
    browser = door.browser()
    back = there(browser)
    other.claims["nonce"] = "of another"

    assert browser.get(back).status_code == 401


def test_a_session_that_was_there_ends(door: Door) -> None:
    browser = door.browser("wang")
    old = browser.client.cookies["zc_session"]
    # Somebody signs in over it: from the sign-in page one is sent on, but not from a link.
    browser.get(there(browser))

    assert browser.client.cookies["zc_session"] != old
    assert [one.user.name for one in door.desk.store.sessions()] == ["li.shen"]


def test_a_provider_that_is_gone_leaves_the_form(tmp_path: Path) -> None:
    openid = OpenId("http://127.0.0.1:9", CLIENT, SECRET)
    with doors.opened(tmp_path, url=URL, openid=openid) as door:
        browser = door.browser()
        answer = browser.get("/openid/start")

        assert answer.status_code == 503
        assert "暂时无法访问" in answer.text
        assert browser.sign_in("wang").status_code == 303


def test_without_a_provider_there_is_no_such_page(tmp_path: Path) -> None:
    with doors.opened(tmp_path) as door:
        browser = door.browser()

        assert browser.get("/openid/start").status_code == 404
        assert browser.get("/openid/back?code=x&state=y").status_code == 404
        assert "单位统一账号" not in browser.get("/sign-in").text
