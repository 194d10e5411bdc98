"""What submissions share is found by index; whoever it touches is compared again."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from extractors.values import PartialDate
from pipeline.compare import Applicant, Trace, TraceKind, digest
from pipeline.compare.model import MOST_HOLDERS
from pipeline.model import Assessment, Decision, DecisionKind, Eligibility, Record, Submission
from pipeline.store import open_store, sharing
from pipeline.store.queries import Store
from pipeline.store.rows import Judged, Standing, TracesMade

MORNING = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def tenant(name: str) -> Trace:
    return Trace.of(TraceKind.TENANT, name)


def made(submission: str, *traces: Trace, key: str = "k", operator: str = "") -> TracesMade:
    day = PartialDate(2022, 5, 6)
    applicant = Applicant(operator=operator or submission, applied_on=day)
    return TracesMade(submission, key, applicant, tuple(sorted(traces)))


def come(store: Store, submission: str, *traces: Trace, name: str = "") -> frozenset[str] | None:
    """A submission comes and its traces are put down; who else is touched."""
    store.register(Submission(submission, name or submission, (), MORNING), [])
    return store.save_traces(made(submission, *traces))


def judge(store: Store, *submissions: str) -> None:
    """Store a result of each, compared with what is there now."""
    for submission in submissions:
        assert store.save_judged(judged(submission, digest(store.matches(submission))))


def judged(submission: str, shared: str | None) -> Judged:
    assessment = Assessment("demo", MORNING.date(), True, Eligibility.NEEDS_REVIEW, ())
    standing = Standing("record", "r1", None, "assessment", shared)
    return Judged(submission, standing, Record({}), assessment, (), 0)


def stale(store: Store) -> set[str]:
    """Those whose results were compared with something else than there is now."""
    return {key for key, standing in store.standings().items() if standing.shared is None}


def test_who_left_the_same_is_found_with_its_name_and_applicant(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"), tenant("青禾"))

    assert come(store, "s-2", tenant("澄帆"), tenant("柳川"), name="柳川") == {"s-1"}

    (match,) = store.matches("s-1")
    assert (match.kind, match.other.submission, match.other.name) == ("tenant", "s-2", "柳川")
    assert match.other.applicant == made("s-2").applicant
    assert [m.other.submission for m in store.matches("s-2")] == ["s-1"]


def test_one_kind_does_not_meet_another_but_a_mention_meets_a_name(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"), Trace.of(TraceKind.MENTION, "柳川众创空间"))
    come(store, "s-2", Trace.of(TraceKind.MENTOR, "澄帆"), Trace.of(TraceKind.NAME, "柳川众创空间"))

    assert [m.kind for m in store.matches("s-1")] == [TraceKind.MENTION]
    assert store.matches("s-2") == ()


def test_traces_come_back_with_what_they_say(store: Store) -> None:
    come(store, "s-1", Trace.of(TraceKind.MENTOR, "张伟", "温州大学"))
    come(store, "s-2", Trace.of(TraceKind.MENTOR, "张伟", "浙江凯泽律师事务所"))

    assert [m.what for m in store.matches("s-1")] == ["浙江凯泽律师事务所"]


def test_a_newcomer_puts_those_in_doubt_that_share_with_it_and_no_others(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"))
    come(store, "s-2", tenant("柳川"))
    judge(store, "s-1", "s-2")
    assert stale(store) == set()

    assert come(store, "s-3", tenant("澄帆")) == {"s-1"}

    assert stale(store) == {"s-1"}


def test_who_no_longer_shares_puts_in_doubt_as_well(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"))
    come(store, "s-2", tenant("澄帆"))
    judge(store, "s-1", "s-2")

    assert store.save_traces(made("s-2", tenant("柳川"), key="k2")) == {"s-1"}

    assert stale(store) == {"s-1", "s-2"}
    assert store.matches("s-1") == ()
    assert store.traced() == {"s-1": "k", "s-2": "k2"}


def test_the_same_traces_of_another_key_touch_nobody(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"))
    come(store, "s-2", tenant("澄帆"))
    judge(store, "s-1", "s-2")

    assert store.save_traces(made("s-2", tenant("澄帆"), key="k2")) == frozenset()

    assert stale(store) == set()
    assert store.traced()["s-2"] == "k2"


def test_another_applicant_puts_in_doubt_though_the_traces_are_the_same(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"))
    come(store, "s-2", tenant("澄帆"))
    judge(store, "s-1", "s-2")

    assert store.save_traces(made("s-2", tenant("澄帆"), operator="s-1")) == {"s-1"}


def test_of_one_name_the_newest_stands_for_all(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"), name="青禾")
    come(store, "s-2", tenant("澄帆"))
    judge(store, "s-1", "s-2")

    # The later revision has taken the tenant out: who shared with the earlier one is told.
    assert come(store, "s-3", name="青禾") == {"s-1", "s-2"}

    (match,) = store.matches("s-2")
    assert (match.other.submission, match.other.latest) == ("s-1", False)


def test_what_very_many_hold_meets_nobody(store: Store) -> None:
    common = tenant("无")
    ids = [f"s-{number:02}" for number in range(MOST_HOLDERS)]
    for name in ids:
        come(store, name, common)
    judge(store, *ids)
    assert len(store.matches(ids[0])) == MOST_HOLDERS - 1

    # One more, and it is nobody's in particular: all that met are told.
    assert come(store, "s-99", common) == set(ids)

    assert store.matches(ids[0]) == store.matches("s-99") == ()
    judge(store, "s-99", *ids)
    assert come(store, "s-98", common) == frozenset()


def test_a_result_that_was_compared_before_another_came_is_not_stored(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"))
    before = digest(store.matches("s-1"))
    come(store, "s-2", tenant("澄帆"))

    assert not store.save_judged(judged("s-1", before))
    assert store.record("s-1") is None
    assert not store.save_shared("s-1", before)
    assert store.save_judged(judged("s-1", digest(store.matches("s-1"))))


def test_traces_made_without_the_newest_decision_are_not_stored(store: Store) -> None:
    store.register(Submission("s-1", "青禾", (), MORNING), [])
    store.append(Decision("s-1", DecisionKind.VALUE, "space_name", "海棠", "", "王", MORNING))

    assert store.save_traces(made("s-1", tenant("澄帆"))) is None
    assert store.traced() == {}
    assert store.save_traces(replace(made("s-1"), last_decision=1)) == frozenset()


def test_rebuilding_forgets_traces_too(store: Store) -> None:
    come(store, "s-1", tenant("澄帆"))
    judge(store, "s-1")

    store.forget_derived()

    assert store.traced() == {}


def test_two_that_come_at_once_are_told_of_each_other(store: Store, database: str) -> None:
    """Each is judged right after it came; whoever came first is put in doubt by the other."""
    ids = [f"s-{number:02}" for number in range(12)]
    for name in ids:
        store.register(Submission(name, name, (), MORNING), [])

    def arrive(names: Iterable[str]) -> None:
        with open_store(database) as own:
            for name in names:
                own.save_traces(made(name, tenant("澄帆")))
                while not own.save_judged(judged(name, digest(own.matches(name)))):
                    pass

    arrivals = [threading.Thread(target=arrive, args=(ids[start::3],)) for start in range(3)]
    for arrival in arrivals:
        arrival.start()
    for arrival in arrivals:
        arrival.join()

    doubted = stale(store)
    for name, standing in store.standings().items():
        assert name in doubted or standing.shared == digest(store.matches(name))


def test_every_look_up_goes_by_an_index(tmp_path: Path) -> None:
    """So that it takes as long among ten thousand submissions as among ten."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        if not many and statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.append((statement, parameters))

    with open_store(f"sqlite:///{tmp_path / 'z.db'}") as store:
        for number in range(4):
            come(store, f"s-{number}", tenant("澄帆"), tenant(f"{number}"))
        event.listen(store._engine, "before_cursor_execute", note)
        assert store.save_traces(made("s-1", tenant("澄帆"), tenant("柳川"), key="k2"))
        assert store.matches("s-2")
        event.remove(store._engine, "before_cursor_execute", note)
        with store._reading() as connection:
            plans = [
                str(row)
                for statement, parameters in asked
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            ]

    assert len(plans) > 10
    assert [plan for plan in plans if "SCAN" in plan and "few" not in plan] == []


def test_what_everybody_holds_is_not_counted_to_its_end(tmp_path: Path) -> None:
    """A form's text is in every submission; to know that it is common takes some forty rows."""
    with open_store(f"sqlite:///{tmp_path / 'z.db'}") as store, store._reading() as connection:
        statement, parameters = _counting(connection)
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())

    assert "COVERING INDEX ix_traces_hash" in plan
    assert "TEMP B-TREE" not in plan


def _counting(connection: Any) -> tuple[str, Any]:
    """The statement that counts holders, as the database gets it."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, _m: bool) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    sharing._rare(connection, "s-1", MOST_HOLDERS)
    event.remove(connection, "before_cursor_execute", note)
    return asked[-1]
