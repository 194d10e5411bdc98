"""From a password to a session, from a cookie's secret back to it, and how both end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from pipeline.accounts import AccountError, Role, User, passwords, people, signing_in
from pipeline.accounts.signing_in import Arrival, Origin, Refused
from pipeline.settings import Settings
from pipeline.store.queries import Store
from tests.pipeline.accounts.conftest import NOW

GOOD, WRONG = "竹林里的第七盏灯笼还亮着", "月下的第九座木桥没有名字"
OFFICE, STRANGER = Origin("10.0.0.5", "Firefox"), Origin("203.0.113.9", "curl")
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def wang(store: Store) -> User:
    return people.add(store, "wang", "王知行", Role.REVIEWER, GOOD, NOW)


def come(
    store: Store,
    password: str = GOOD,
    at: dt.datetime = NOW,
    origin: Origin = OFFICE,
    name: str = "wang",
    replaces: str | None = None,
) -> Arrival:
    return signing_in.sign_in(store, name, password, at, origin, replaces)


def refusal(
    store: Store,
    password: str = WRONG,
    at: dt.datetime = NOW,
    origin: Origin = OFFICE,
    name: str = "wang",
) -> Refused:
    with pytest.raises(Refused) as raised:
        come(store, password, at, origin, name)
    return raised.value


def test_who_knows_the_password_comes_in(store: Store, wang: User, installation: Settings) -> None:
    arrival = come(store)

    assert arrival.session.user == wang
    assert signing_in.entered(store, arrival.secret, NOW, installation) == arrival.session
    account = store.account("wang")
    assert account is not None and account.signed_in_at == NOW


def test_the_secret_is_stored_nowhere(store: Store) -> None:
    arrival = come(store)

    assert len(arrival.secret) == 43  # 256 bits
    assert arrival.secret not in repr(store.sessions()) + repr(arrival)
    assert store.session(arrival.secret) is None


@pytest.mark.parametrize("name", [" WANG ", "ｗａｎｇ"])
def test_the_name_is_one_however_it_is_typed(store: Store, name: str) -> None:
    assert come(store, name=name).session.user.name == "wang"


def test_one_answer_for_everybody_who_does_not_come_in(store: Store) -> None:
    people.add(store, "li", "李", Role.ADMINISTRATOR, GOOD, NOW)
    people.change(store, "wang", enabled=False)

    answers = {
        refusal(store, GOOD).words,  # disabled
        refusal(store, WRONG, name="li").words,
        refusal(store, WRONG, name="nobody").words,
        refusal(store, WRONG, name="<script>").words,
        refusal(store, "", name="").words,
    }

    assert answers == {"用户名或密码不正确"}


def test_a_new_sign_in_ends_the_session_the_browser_had(
    store: Store, installation: Settings
) -> None:
    first = come(store)
    other = come(store)

    second = come(store, replaces=first.secret)

    assert second.secret != first.secret
    assert second.session.csrf != first.session.csrf
    assert signing_in.entered(store, first.secret, NOW, installation) is None
    assert signing_in.entered(store, other.secret, NOW, installation) is not None


def test_a_secret_that_somebody_planted_is_never_taken_over(
    store: Store, installation: Settings
) -> None:
    arrival = come(store, replaces="planted")

    assert arrival.secret != "planted"
    assert signing_in.entered(store, "planted", NOW, installation) is None


def test_five_failures_are_free_then_the_wait_grows(store: Store) -> None:
    assert [refusal(store).wait for _ in range(5)] == [0] * 5

    sixth = refusal(store, GOOD)
    assert (sixth.wait, sixth.words) == (2, "尝试次数过多，请 2 秒后再试")
    assert refusal(store, at=NOW + 2 * dt.timedelta(seconds=1)).wait == 0
    assert refusal(store, GOOD, at=NOW + 3 * dt.timedelta(seconds=1)).wait == 3


def test_after_the_wait_the_person_comes_in_and_starts_anew(store: Store) -> None:
    for _ in range(5):
        refusal(store)

    come(store, at=NOW + MINUTE)

    assert [refusal(store, at=NOW + 2 * MINUTE).wait for _ in range(5)] == [0] * 5


def test_tries_during_a_wait_do_not_lengthen_it(store: Store) -> None:
    for _ in range(5):
        refusal(store)
    for _ in range(10):
        refusal(store)

    come(store, at=NOW + 2 * dt.timedelta(seconds=1))


def test_a_name_that_is_not_there_is_slowed_alike(store: Store) -> None:
    known = [refusal(store, at=NOW).wait for _ in range(7)]
    unknown = [refusal(store, at=NOW, name="nobody", origin=STRANGER).wait for _ in range(7)]

    assert known == unknown


def test_strangers_do_not_lock_a_person_out(store: Store) -> None:
    """Try after try at one name from elsewhere: who works here comes in at once."""
    come(store)
    at = NOW
    for number in range(30):
        at += dt.timedelta(seconds=1)
        refusal(store, at=at, origin=Origin(f"203.0.113.{number}"))

    come(store, at=at)


def test_a_person_at_a_new_place_waits_half_a_minute_at_most(store: Store) -> None:
    at = NOW
    for number in range(20):
        at += dt.timedelta(seconds=30)
        refusal(store, at=at, origin=Origin(f"203.0.113.{number}"))

    assert refusal(store, GOOD, at=at, origin=Origin("10.9.9.9")).wait <= 30
    come(store, at=at + dt.timedelta(seconds=30), origin=Origin("10.9.9.9"))


def test_one_password_tried_on_many_names_is_slowed_by_the_address(store: Store) -> None:
    waits = [refusal(store, name=f"u{number}", origin=STRANGER).wait for number in range(15)]

    assert waits[:5] == [0] * 5
    assert all(wait > 0 for wait in waits[5:])


def test_tries_are_forgotten(store: Store, installation: Settings) -> None:
    for number in range(7):
        refusal(store, name=f"u{number}", origin=Origin(f"203.0.113.{number}"))
    come(store, at=NOW + dt.timedelta(hours=13))
    signing_in.clean(store, NOW + dt.timedelta(hours=13), installation)

    assert store.clean_attempts(NOW + dt.timedelta(days=1), NOW) == 0
    assert store.clean_attempts(NOW + dt.timedelta(days=1), NOW + dt.timedelta(days=1)) == 3


def test_a_password_made_with_old_parameters_is_made_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.account("wang")
    monkeypatch.setattr(
        passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )
    come(store)
    after = store.account("wang")

    assert before and after and before.password and after.password
    assert "m=16,t=2" in after.password and before.password != after.password
    assert come(store).session.user.name == "wang"


def test_who_is_disabled_while_the_password_is_looked_at_gets_no_session(
    store: Store, wang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.add(store, "admin", "", Role.ADMINISTRATOR, GOOD, NOW)
    verify = passwords.verified

    def slow(kept: str | None, password: str) -> bool:
        people.change(store, "wang", enabled=False)
        return verify(kept, password)

    monkeypatch.setattr(passwords, "verified", slow)

    assert refusal(store, GOOD).words == "用户名或密码不正确"
    assert store.sessions() == ()


def test_a_session_ends_when_nobody_uses_it(store: Store, installation: Settings) -> None:
    arrival = come(store)
    idle = dt.timedelta(minutes=installation.idle_minutes)

    assert signing_in.entered(store, arrival.secret, NOW + idle - MINUTE, installation)
    # Being used has put the end off.
    assert signing_in.entered(store, arrival.secret, NOW + idle + 5 * MINUTE, installation)
    assert not signing_in.entered(store, arrival.secret, NOW + 3 * idle, installation)
    assert store.sessions() == ()


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    store: Store, installation: Settings
) -> None:
    arrival = come(store)
    idle = int(installation.idle_minutes)
    for minute in range(idle):
        at = NOW + minute * MINUTE
        assert signing_in.entered(store, arrival.secret, at, installation, active=False)

    assert not signing_in.entered(
        store, arrival.secret, NOW + idle * MINUTE, installation, active=False
    )


def test_a_session_ends_after_its_hours_however_busy(store: Store, installation: Settings) -> None:
    arrival = come(store)
    at, steps = NOW, 0
    while signing_in.entered(store, arrival.secret, at, installation):
        at += 10 * MINUTE
        steps += 1

    assert at - NOW == dt.timedelta(hours=installation.session_hours)
    assert steps == 72


def test_being_seen_is_written_once_a_minute(
    store: Store, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = come(store)
    written: list[dt.datetime] = []
    see = store.see_session

    def counted(session_id: str, at: dt.datetime) -> None:
        written.append(at)
        see(session_id, at)

    monkeypatch.setattr(store, "see_session", counted)
    for second in range(0, 180, 5):
        at = NOW + dt.timedelta(seconds=second)
        signing_in.entered(store, arrival.secret, at, installation)

    assert len(written) == 2


def test_the_end_is_told_before_it_comes(store: Store, installation: Settings) -> None:
    session = come(store).session

    assert signing_in.ends_at(session, installation) == NOW + 30 * MINUTE
    late = replace(session, seen_at=NOW + dt.timedelta(hours=11.9))
    assert signing_in.ends_at(late, installation) == NOW + dt.timedelta(hours=12)


def test_rights_are_those_of_now(store: Store, installation: Settings) -> None:
    """A person whose title changes on the command line: every page shows it at once."""
    arrival = come(store)
    store.set_password("wang", "$argon2id$other", but=arrival.session.id)

    assert signing_in.entered(store, arrival.secret, NOW, installation) is not None
    people.add(store, "admin", "", Role.ADMINISTRATOR, GOOD, NOW)
    people.change(store, "wang", role=Role.VIEWER)
    assert signing_in.entered(store, arrival.secret, NOW, installation) is None


def test_expired_sessions_are_cleaned_away(store: Store, installation: Settings) -> None:
    come(store)
    signing_in.clean(store, NOW + dt.timedelta(minutes=29), installation)
    assert len(store.sessions()) == 1

    signing_in.clean(store, NOW + dt.timedelta(minutes=31), installation)
    assert store.sessions() == ()


def test_a_person_changes_their_password_and_stays_in_here_only(
    store: Store, installation: Settings
) -> None:
    here, there = come(store), come(store)

    signing_in.change_password(store, here.session, GOOD, WRONG, NOW)

    assert signing_in.entered(store, here.secret, NOW, installation)
    assert not signing_in.entered(store, there.secret, NOW, installation)
    refusal(store, GOOD)
    come(store, WRONG)


def test_the_old_password_is_asked_for_and_guarded_alike(store: Store) -> None:
    """A browser left open: whoever sits down there can guess no faster than at the door."""
    session = come(store).session
    for _ in range(5):
        with pytest.raises(Refused, match="refused"):
            signing_in.change_password(store, session, "guess", WRONG, NOW, OFFICE)
    with pytest.raises(Refused) as raised:
        signing_in.change_password(store, session, GOOD, WRONG, NOW, OFFICE)
    assert raised.value.wait > 0


def test_a_new_password_is_another_one(store: Store) -> None:
    session = come(store).session

    with pytest.raises(AccountError) as raised:
        signing_in.change_password(store, session, GOOD, GOOD, NOW)
    assert raised.value.words == "新密码不能与原密码相同"
