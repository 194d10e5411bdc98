"""One person works on an application at a time; nobody has to wait for who went home."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.desk import claims
from pipeline.desk.errors import Held, NotAllowed, NotThere
from tests.pipeline.desk.offices import ADMIN, LI, LOOKER, WANG, ZHOU, Office

QUARTER = dt.timedelta(minutes=15)


def take(office: Office, user: object = WANG, submission: str = "s-1") -> claims.Claim:
    return claims.take(office.store, submission, user, office.now)  # type: ignore[arg-type]


def test_a_claim_lasts_a_quarter_of_an_hour(office: Office) -> None:
    taken = take(office)

    assert (taken.holder, taken.until) == ("wang", office.now + QUARTER)
    with pytest.raises(Held):
        take(office, LI)
    office.now += QUARTER
    assert claims.who(office.store, "s-1", office.now) is None
    assert take(office, LI).holder == "li"
    (over,) = office.store.takeovers("s-1")
    assert (over.holder, over.by) == ("wang", "li")


def test_work_goes_on_holding_what_is_held(office: Office) -> None:
    first = take(office)
    office.now += dt.timedelta(minutes=10)

    renewed = take(office)

    assert (renewed.taken_at, renewed.until) == (first.taken_at, office.now + QUARTER)


def test_who_only_looks_takes_nothing(office: Office) -> None:
    assert claims.who(office.store, "s-1", office.now) is None
    with pytest.raises(NotAllowed):
        take(office, LOOKER)
    with pytest.raises(NotThere):
        take(office, WANG, "s-9")


def test_a_claim_is_released_by_its_holder_or_an_administrator(office: Office) -> None:
    take(office)

    with pytest.raises(Held):
        claims.release(office.store, "s-1", LI, office.now)
    assert claims.release(office.store, "s-1", WANG, office.now)
    assert not claims.release(office.store, "s-1", WANG, office.now)
    take(office)
    assert claims.release(office.store, "s-1", ADMIN, office.now)
    (ended,) = office.store.takeovers("s-1")
    assert (ended.holder, ended.by) == ("wang", "admin")


def test_signing_releases_the_application(office: Office) -> None:
    office.settle()
    office.sign()

    assert claims.who(office.store, "s-1", office.now) is None


def test_the_next_is_the_most_pressing_that_nobody_has(office: Office) -> None:
    office.receive("2", days=3)
    office.receive("3", days=9)
    office.settle("s-3")
    office.release("s-3")

    def next_for(user: object) -> str | None:
        return claims.take_next(office.store, user, office.now)  # type: ignore[arg-type]

    # Equally pressing: the older one first. What is held already stays the next one.
    assert (next_for(WANG), next_for(WANG)) == ("s-2", "s-2")
    assert next_for(LI) == "s-1"
    assert next_for(ZHOU) is None


def test_who_decided_first_is_not_given_it_to_answer_second(office: Office) -> None:
    both = frozenset({"wenzhou-2021"})
    office.settle(user=LI)
    office.release()

    def next_for(user: object) -> str | None:
        return claims.take_next(office.store, user, office.now, second=both)  # type: ignore[arg-type]

    assert next_for(LI) is None
    assert next_for(WANG) is None  # may not answer second at all
    assert next_for(ZHOU) == "s-1"
