"""What administrators do with people, and that nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.accounts import Role, people
from tests import doors
from tests.doors import PASSWORD, Door


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with doors.opened(tmp_path) as opened:
        yield opened


@pytest.fixture
def ruleset(door: Door) -> str:
    return next(iter(door.desk.computation.rulesets))


def newcomer(**changed: Any) -> dict[str, Any]:
    given = {
        "name": "zhao",
        "title": "赵一鸣",
        "role": "reviewer",
        "password": PASSWORD,
        "again": PASSWORD,
        "scope": "all",
    }
    return given | changed


def test_everybody_is_listed(door: Door) -> None:
    text = door.browser("admin").get("/users").text

    for title in ("阮观澜", "王知行", "李慎之", "管理员", "第二复核"):
        assert title in text


def test_a_person_is_added_and_comes_in(door: Door) -> None:
    browser = door.browser("admin")

    answer = browser.post("/users", newcomer())

    assert answer.headers["location"] == "/users?done=added"
    assert "已添加用户" in browser.get("/users?done=added").text
    assert door.browser().sign_in("zhao").status_code == 303


def test_a_person_is_limited_to_policies(door: Door, ruleset: str) -> None:
    door.browser("admin").post("/users", newcomer(scope="some", rulesets=[ruleset]))

    user = people.named(door.desk.store, "zhao")
    assert user.rulesets == {ruleset}
    assert user.sees(ruleset) and not user.sees("another")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "用户名须为"),
        ({"name": "<script>"}, "用户名须为"),
        ({"name": "wang"}, "已存在"),
        ({"password": "short", "again": "short"}, "至少 12"),
        ({"again": "something else"}, "不一致"),
        ({"role": "root"}, "请选择角色"),
        ({"role": ""}, "请选择角色"),
        ({"scope": "some"}, "请至少选择一项政策"),
        ({"scope": ""}, "请至少选择一项政策"),
        ({"scope": "some", "rulesets": ["nowhere-1999"]}, "没有所选的政策"),
    ],
)
def test_what_does_not_fit_adds_nobody(door: Door, changed: dict[str, Any], words: str) -> None:
    before = door.desk.store.users()

    answer = door.browser("admin").post("/users", newcomer(**changed))

    assert answer.status_code == 422
    assert words in answer.text
    assert PASSWORD not in answer.text and "<script>" not in answer.text
    assert "赵一鸣" in answer.text  # what was typed stays
    assert door.desk.store.users() == before


def test_fields_that_nobody_offered_change_nothing(door: Door) -> None:
    extra = {"enabled": "", "is_admin": "1", "created_at": "x", "issuer": "x", "subject": "y"}
    door.browser("admin").post("/users", newcomer(**extra))

    account = door.desk.store.account("zhao")
    assert account is not None
    assert (account.user.role, account.user.enabled) == (Role.REVIEWER, True)
    assert account.identity is None


def test_a_person_is_changed(door: Door) -> None:
    answer = door.browser("admin").post(
        "/users/wang", {"title": "王五", "role": "second_reviewer", "scope": "all", "enabled": "1"}
    )

    assert answer.headers["location"] == "/users/wang?done=changed"
    user = people.named(door.desk.store, "wang")
    assert (user.title, user.role, user.enabled) == ("王五", Role.SECOND_REVIEWER, True)


def test_a_person_is_shut_out_at_once(door: Door) -> None:
    wang, admin = door.browser("wang"), door.browser("admin")

    admin.post("/users/wang", {"title": "王知行", "role": "reviewer", "scope": "all"})

    assert wang.get("/password").status_code == 303
    assert door.browser().sign_in("wang").status_code == 401
    assert "停用" in admin.get("/users").text


def test_the_only_administrator_is_not_lost(door: Door) -> None:
    admin = door.browser("admin")
    for given in ({"role": "viewer", "enabled": "1"}, {"role": "administrator"}):
        answer = admin.post("/users/admin", {"scope": "all", **given})
        assert answer.status_code == 422
        assert "唯一的管理员" in answer.text


def test_a_policy_that_is_gone_still_limits(door: Door) -> None:
    """Correcting a title must not show a person everything because their policy was removed."""
    people.change(door.desk.store, "wang", rulesets=["gone-2001"])
    admin = door.browser("admin")
    assert 'value="gone-2001" checked' in admin.get("/users/wang").text

    form = {"title": "王", "role": "reviewer", "enabled": "1", "scope": "some"}
    assert admin.post("/users/wang", form).status_code == 422
    admin.post("/users/wang", form | {"rulesets": ["gone-2001"]})

    assert people.named(door.desk.store, "wang").rulesets == {"gone-2001"}


def test_an_administrator_gives_another_password(door: Door) -> None:
    wang, admin = door.browser("wang"), door.browser("admin")
    other = "月下的第九座木桥没有名字"

    assert admin.post("/users/wang/password", {"password": other, "again": "x"}).status_code == 422
    assert admin.post("/users/wang/password", {"password": "w", "again": "w"}).status_code == 422
    answer = admin.post("/users/wang/password", {"password": other, "again": other})

    assert answer.headers["location"] == "/users/wang?done=password"
    assert wang.get("/password").status_code == 303
    assert door.browser().sign_in("wang", other).status_code == 303


def test_sessions_are_shown_without_their_secrets_and_ended(door: Door) -> None:
    wang, admin = door.browser("wang"), door.browser("admin")
    text = admin.get("/sessions").text
    assert "王知行" in text and "testclient" in text
    assert wang.client.cookies["zc_session"] not in text
    assert wang.csrf not in text

    (session,) = [one for one in door.desk.store.sessions() if one.user.name == "wang"]
    admin.post(f"/sessions/{session.id}/end")

    assert wang.get("/password").status_code == 303
    assert admin.get("/sessions?done=ended").status_code == 200


def test_all_sessions_of_a_person_are_ended(door: Door) -> None:
    first, second, admin = door.browser("wang"), door.browser("wang"), door.browser("admin")

    admin.post("/users/wang/sessions/end")

    assert first.get("/password").status_code == second.get("/password").status_code == 303
    assert admin.get("/users/wang").status_code == 200


def test_expired_sessions_are_not_shown(door: Door) -> None:
    door.browser("wang")
    door.clock.forward(hours=2)

    assert "王知行" not in door.browser("admin").get("/sessions").text


@pytest.mark.parametrize("path", ["/users/nobody", "/users/a b", "/users/%3Cscript%3E"])
def test_who_is_not_there_is_not_found(door: Door, path: str) -> None:
    admin = door.browser("admin")

    assert admin.get(path).status_code == 404
    assert admin.post(path, {"role": "viewer"}).status_code == 404
    assert (
        admin.post(f"{path}/password", {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    )


@pytest.mark.parametrize("name", ["kan", "wang", "li"])
def test_nobody_else_administers(door: Door, name: str) -> None:
    browser = door.browser(name)

    for path in ("/users", "/users/wang", "/sessions"):
        assert browser.get(path).status_code == 403
    assert browser.post("/users", newcomer()).status_code == 403
    assert browser.post(f"/users/{name}", {"role": "administrator"}).status_code == 403
    assert len(door.desk.store.users()) == 4
    assert people.named(door.desk.store, name).role is not Role.ADMINISTRATOR


def test_what_is_said_is_ours(door: Door) -> None:
    admin = door.browser("admin")

    assert "evil" not in admin.get("/users?done=evil").text
    assert "{{7*7}}" in admin.post("/users", newcomer(name="{{7*7}}")).text


def test_chinese_names_stand_in_addresses(door: Door) -> None:
    admin = door.browser("admin")
    admin.post("/users", newcomer(name="赵一鸣"))

    assert 'href="/users/%E8%B5%B5%E4%B8%80%E9%B8%A3"' in admin.get("/users").text
    answer = admin.post("/users/赵一鸣/sessions/end")
    assert admin.get(answer.headers["location"]).status_code == 200
