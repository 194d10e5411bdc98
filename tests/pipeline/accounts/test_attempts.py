"""Who guesses waits longer and longer; who is guessed at does not."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.accounts import attempts
from pipeline.accounts.attempts import FREE, LONGEST, Attempts, Scope, failed, succeeded, until
from tests.pipeline.accounts.conftest import NOW


def after(failures: int, scope: Scope = Scope.PAIR) -> Attempts:
    found = Attempts(scope, "x")
    for _ in range(failures):
        found = failed(found, NOW)
    return found


def wait(*remembered: Attempts, at: dt.datetime = NOW) -> float:
    end = until(remembered, at)
    return (end - at).total_seconds() if end else 0


def test_the_first_failures_cost_nothing() -> None:
    assert [wait(after(number)) for number in range(FREE)] == [0] * FREE


def test_every_further_failure_doubles_the_wait_up_to_a_limit() -> None:
    waits = [wait(after(number)) for number in range(FREE, FREE + 10)]

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert wait(after(5_000)) == 300


@pytest.mark.parametrize("scope", list(Scope))
def test_every_wait_ends(scope: Scope) -> None:
    locked = after(1_000, scope)

    assert wait(locked) == LONGEST[scope].total_seconds()
    assert until([locked], NOW + LONGEST[scope]) is None


def test_a_name_that_strangers_try_is_slowed_by_half_a_minute_at_most() -> None:
    assert wait(after(1_000, Scope.NAME)) == 30


def test_the_person_at_a_known_address_does_not_wait_for_strangers() -> None:
    theirs = succeeded(Attempts(Scope.PAIR, "theirs"), NOW - dt.timedelta(days=29))
    stormed = (after(1_000, Scope.NAME), after(1_000, Scope.ADDRESS))

    assert wait(theirs, *stormed) == 0
    assert wait(Attempts(Scope.PAIR, "new"), *stormed) == 300


def test_an_address_is_known_for_a_month() -> None:
    theirs = succeeded(Attempts(Scope.PAIR, "theirs"), NOW - dt.timedelta(days=31))

    assert wait(theirs, after(1_000, Scope.NAME)) == 30


def test_at_a_known_address_guessing_is_slowed_all_the_same() -> None:
    guessed = succeeded(Attempts(Scope.PAIR, "x"), NOW - dt.timedelta(days=1))
    for _ in range(FREE + 2):
        guessed = failed(guessed, NOW)

    assert wait(guessed) == 8


def test_failures_are_forgotten_after_half_a_day() -> None:
    old = after(1_000)

    assert failed(old, NOW + dt.timedelta(hours=13)).failures == 1
    assert failed(old, NOW + dt.timedelta(hours=11)).failures == 1_001


def test_an_account_of_ones_own_does_not_clear_the_address() -> None:
    """Else whoever tries many names would sign in as themselves between tries."""
    tried = after(FREE + 3, Scope.ADDRESS)

    assert succeeded(tried, NOW).failures == FREE + 2
    assert succeeded(after(FREE + 3), NOW).failures == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("", "", True),
        ("unix socket", "10.0.0.1", False),
    ],
)
def test_one_household_is_one_address(one: str, other: str, same: bool) -> None:
    assert (attempts.keys("wang", one) == attempts.keys("wang", other)) is same


def test_keys_name_nobody() -> None:
    keys = attempts.keys("wang", "10.0.0.1")

    assert [scope for scope, _ in keys] == [Scope.ADDRESS, Scope.NAME, Scope.PAIR]
    assert all(len(who) == 64 and "wang" not in who for _, who in keys)
