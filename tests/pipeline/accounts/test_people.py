"""People are added and changed, never deleted; somebody always administers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.accounts import AccountError, Role, User, passwords, people, signing_in
from pipeline.store.queries import Store
from tests.pipeline.accounts.conftest import NOW

GOOD = "竹林里的第七盏灯笼还亮着"


@pytest.fixture(autouse=True)
def administrator(store: Store) -> User:
    return people.add(store, "admin", "管理员", Role.ADMINISTRATOR, GOOD, NOW)


@pytest.fixture
def wang(store: Store) -> User:
    return people.add(store, "Wang", "王知行", Role.REVIEWER, GOOD, NOW, ["longgang-2023"])


def test_a_person_is_as_they_were_added(store: Store, wang: User) -> None:
    account = store.account("wang")

    assert account is not None
    assert (
        account.user == wang == User("wang", "王知行", Role.REVIEWER, frozenset({"longgang-2023"}))
    )
    assert account.created_at == NOW
    assert account.password is not None and passwords.verified(account.password, GOOD)
    assert store.users() == (people.named(store, "admin"), wang)


def test_without_a_title_the_name_is_read(store: Store) -> None:
    assert people.add(store, "li", "  ", Role.VIEWER, GOOD, NOW).title == "li"


def test_a_title_steers_nothing(store: Store) -> None:
    user = people.add(store, "li", "李\n\u202e\x1b[2J慎之" + "很长" * 100, Role.VIEWER, GOOD, NOW)

    assert user.title.startswith("李 [2J慎之很长")
    assert len(user.title) == people.LONGEST_TITLE


@pytest.mark.parametrize("name", ["wang", "WANG", "ｗａｎｇ"])
def test_a_name_is_given_once(store: Store, wang: User, name: str) -> None:
    with pytest.raises(AccountError, match="already") as raised:
        people.add(store, name, "", Role.ADMINISTRATOR, GOOD, NOW)
    assert raised.value.words == "用户 wang 已存在"
    assert people.named(store, "wang") == wang


def test_nobody_is_added_with_a_weak_password(store: Store) -> None:
    with pytest.raises(AccountError):
        people.add(store, "li", "", Role.VIEWER, "password2026", NOW)

    assert store.account("li") is None


def test_who_is_not_there_is_told_with_who_is(store: Store, wang: User) -> None:
    with pytest.raises(AccountError, match="there are: admin, wang"):
        people.change(store, "wong", role=Role.VIEWER)


@pytest.mark.parametrize(
    "change",
    [
        lambda store: people.change(store, "wang", role=Role.SECOND_REVIEWER),
        lambda store: people.change(store, "wang", rulesets=[]),
        lambda store: people.change(store, "wang", enabled=False),
        lambda store: people.set_password(store, "wang", "月下的第九座木桥没有名字"),
    ],
)
def test_what_changes_a_persons_rights_ends_their_sessions_alone(
    store: Store, wang: User, administrator: User, change: Callable[[Store], object]
) -> None:
    signing_in.begin(store, wang, NOW)
    signing_in.begin(store, wang, NOW)
    signing_in.begin(store, administrator, NOW)

    change(store)

    assert [session.user.name for session in store.sessions()] == ["admin"]


def test_a_change_that_changes_nothing_ends_nothing(store: Store, wang: User) -> None:
    signing_in.begin(store, wang, NOW)

    people.change(store, "wang", role=Role.REVIEWER, title="王知行")

    assert len(store.sessions()) == 1


def test_what_is_not_given_stays(store: Store, wang: User) -> None:
    changed = people.change(store, "wang", enabled=False)

    assert (changed.title, changed.role, changed.rulesets) == (wang.title, wang.role, wang.rulesets)
    assert people.named(store, "wang") == changed


@pytest.mark.parametrize("given", [{"role": Role.VIEWER}, {"enabled": False}])
def test_the_only_administrator_stays_one(
    store: Store, wang: User, given: dict[str, object]
) -> None:
    with pytest.raises(AccountError) as raised:
        people.change(store, "admin", **given)  # type: ignore[arg-type]
    assert "唯一的管理员" in raised.value.words

    people.change(store, "wang", role=Role.ADMINISTRATOR, rulesets=[])
    people.change(store, "admin", **given)  # type: ignore[arg-type]
    assert store.administered()


def test_who_was_changed_meanwhile_is_not_changed_back(
    store: Store, wang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody disables a person while another one corrects the title."""
    put = store.change_user

    def late(before: User, after: User) -> bool:
        monkeypatch.undo()
        people.change(store, "wang", enabled=False)
        return put(before, after)

    monkeypatch.setattr(store, "change_user", late)

    with pytest.raises(AccountError) as raised:
        people.change(store, "wang", title="王")
    assert "刚刚被他人修改" in raised.value.words
    assert not people.named(store, "wang").enabled


def test_an_administrator_is_limited_to_no_policies(store: Store, wang: User) -> None:
    """Names of all submissions stand in the runs that administrators read."""
    for limit in (
        lambda: people.change(store, "admin", rulesets=["longgang-2023"]),
        lambda: people.change(store, "wang", role=Role.ADMINISTRATOR),
        lambda: people.add(store, "li", "", Role.ADMINISTRATOR, GOOD, NOW, ["longgang-2023"]),
    ):
        with pytest.raises(AccountError, match="sees all") as raised:
            limit()
        assert "全部政策" in raised.value.words

    assert people.named(store, "admin").rulesets == frozenset()
    assert people.named(store, "wang") == wang
    assert store.account("li") is None
