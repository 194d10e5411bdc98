"""People, sessions and tries are facts; what two do at once holds for both."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from pipeline.accounts.attempts import FREE, keys
from pipeline.accounts.model import Account, Identity, Role, Session, User
from pipeline.store import open_store
from pipeline.store.queries import Store

NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
WANG = User("wang", "王知行", Role.REVIEWER, frozenset({"b", "a"}))
ADMIN = User("admin", "管理员", Role.ADMINISTRATOR)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def session(number: int, user: User = WANG, at: dt.datetime = NOW) -> Session:
    return Session(f"{number:064}", user, "csrf", at, at, "10.0.0.1", "Firefox")


def at_once(count: int, work: Callable[[int], None]) -> None:
    """The work of so many threads, begun together."""
    gate = threading.Barrier(count)

    def one(number: int) -> None:
        gate.wait()
        work(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_is_kept_comes_back(store: Store) -> None:
    local = Account(WANG, NOW, "$argon2id$")
    foreign = Account(ADMIN, NOW, None, Identity("https://id.example", "4711"))

    assert store.add_account(local) and store.add_account(foreign)
    assert store.accounts() == (foreign, local)
    assert store.users() == (ADMIN, WANG)
    assert store.account("wang") == local
    assert store.account_of(Identity("https://id.example", "4711")) == foreign
    assert store.account("nobody") is None
    assert store.account_of(Identity("https://other.example", "4711")) is None


def test_moments_of_any_zone_come_back_as_the_same_moment(store: Store) -> None:
    beijing = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    store.add_account(Account(WANG, beijing))
    store.add_session(session(1, at=beijing), None)

    assert store.sessions()[0].started_at == NOW
    assert store.clean_sessions(NOW, NOW) == 0


def test_names_and_identities_are_given_once(store: Store) -> None:
    identity = Identity("https://id.example", "4711")
    store.add_account(Account(WANG, NOW, "one", identity))

    assert not store.add_account(Account(WANG, NOW, "other"))
    assert not store.add_account(Account(ADMIN, NOW, None, identity))
    assert [account.password for account in store.accounts()] == ["one"]


def test_rebuilding_leaves_people_alone(store: Store) -> None:
    store.add_account(Account(WANG, NOW))
    store.add_session(session(1), None)

    store.forget_derived()

    assert store.users() == (WANG,)
    assert len(store.sessions()) == 1


def test_a_session_knows_its_user_as_they_are_now(store: Store) -> None:
    store.add_account(Account(ADMIN, NOW))
    store.add_account(Account(WANG, NOW))
    store.add_session(session(1), None)

    found = store.session(f"{1:064}")
    assert found == session(1)
    assert store.session("wrong") is None


def test_no_session_for_who_is_not_there_or_not_enabled(store: Store) -> None:
    store.add_account(Account(replace(WANG, enabled=False), NOW))

    assert not store.add_session(session(1), None)
    assert not store.add_session(session(2, ADMIN), None)


def test_no_session_by_a_password_that_was_changed(store: Store) -> None:
    store.add_account(Account(WANG, NOW, "old"))
    store.set_password("wang", "new")

    assert not store.add_session(session(1), "old")
    assert store.add_session(session(2), "new")


def test_a_digest_is_renewed_only_where_it_is_the_one_seen(store: Store) -> None:
    store.add_account(Account(WANG, NOW, "old"))

    store.renew_password("wang", "other", "fresh")
    assert store.accounts()[0].password == "old"
    store.renew_password("wang", "old", "fresh")
    assert store.accounts()[0].password == "fresh"


def test_sessions_end_one_by_one_or_all_but_one(store: Store) -> None:
    store.add_account(Account(WANG, NOW))
    store.add_account(Account(ADMIN, NOW))
    for number in range(4):
        store.add_session(session(number), None)
    store.add_session(session(9, ADMIN), None)

    assert store.end_session(f"{0:064}")
    assert not store.end_session(f"{0:064}")
    assert store.end_sessions("wang", but=f"{1:064}") == 2
    assert {one.id for one in store.sessions()} == {f"{1:064}", f"{9:064}"}


def test_being_seen_wakes_no_session_that_has_ended(store: Store) -> None:
    store.add_account(Account(WANG, NOW))
    store.add_session(session(1), None)
    store.end_session(f"{1:064}")

    store.see_session(f"{1:064}", NOW)

    assert store.sessions() == ()


def test_two_administrators_do_not_shut_each_other_out(store: Store) -> None:
    """Both press at once: one of them stays."""
    for round_ in range(10):
        pair = [User(f"{round_}-{n}", "", Role.ADMINISTRATOR) for n in range(2)]
        for user in pair:
            store.add_account(Account(user, NOW))
        for old in store.users():
            if old not in pair and old.role is Role.ADMINISTRATOR:
                store.change_user(old, replace(old, role=Role.VIEWER))

        at_once(2, lambda n, pair=pair: store.change_user(pair[n], replace(pair[n], enabled=False)))

        assert store.administered()


def test_a_change_of_who_has_changed_meanwhile_is_refused(store: Store) -> None:
    store.add_account(Account(ADMIN, NOW))
    store.add_account(Account(WANG, NOW))

    assert store.change_user(WANG, replace(WANG, enabled=False))
    assert not store.change_user(WANG, replace(WANG, title="王"))
    assert store.users()[1] == replace(WANG, enabled=False)


def test_a_hundred_tries_at_once_are_a_hundred(store: Store) -> None:
    """Each is counted before its password is looked at: no burst gets past the limit."""
    let_in: list[int] = []

    def attempt(number: int) -> None:
        if store.try_door(keys("wang", "10.0.0.1"), NOW) is None:
            let_in.append(number)

    at_once(20, attempt)

    assert len(let_in) == FREE


def test_locks_are_taken_in_one_order(store: Store) -> None:
    """Who is given the same keys the other way round waits, but not for ever."""
    some = keys("wang", "10.0.0.1")
    done: list[int] = []

    def attempt(number: int) -> None:
        store.try_door(some if number % 2 else some[::-1], NOW)
        store.clear_door(some[::-1] if number % 2 else some, NOW)
        done.append(number)

    at_once(12, attempt)

    assert len(done) == 12


def test_what_nobody_waits_for_is_forgotten(store: Store) -> None:
    store.try_door(keys("wang", "10.0.0.1"), NOW)
    store.try_door(keys("li", "10.0.0.2"), NOW)
    store.clear_door(keys("li", "10.0.0.2"), NOW)

    later = NOW + dt.timedelta(days=1)
    assert store.clean_attempts(NOW, NOW) == 0
    assert store.clean_attempts(later, NOW) == 3
    assert store.clean_attempts(later, later) == 3
