"""Two people at once: of every version one save is stored, and the other is told of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from pipeline.desk import saving
from pipeline.desk.errors import Conflict
from pipeline.desk.versions import version
from pipeline.model import DecisionKind
from pipeline.store import open_store
from tests.pipeline.desk.offices import LI, WANG, Office, request

ROUNDS = 25


def test_of_two_saves_on_one_version_exactly_one_is_stored(database: str) -> None:
    """Both hold the claim's name, so that nothing but the version stands between them."""
    with open_store(database) as store, open_store(database) as other:
        offices = (Office.at(store, database), Office.at(other, database))
        offices[0].receive()
        barrier = threading.Barrier(2)
        told: list[list[object]] = [[], []]

        def work(who: int) -> None:
            office = offices[who]
            for round_ in range(ROUNDS):
                barrier.wait()
                draft = office.draft(
                    DecisionKind.VALUE, "total_area_m2", str(500 + 2 * round_ + who)
                )
                barrier.wait()
                try:
                    told[who].append(office.save(draft).decision.value)
                except Conflict as conflict:
                    told[who].append(conflict)

        threads = [threading.Thread(target=work, args=(who,)) for who in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        kept = offices[0].case().decisions

    assert len(kept) == ROUNDS
    for round_, (one, two) in enumerate(zip(*told, strict=True)):
        (conflict,) = [said for said in (one, two) if isinstance(said, Conflict)]
        stored = kept[round_].value
        assert [said for said in (one, two) if not isinstance(said, Conflict)] == [stored]
        assert conflict.theirs == f"{stored} ㎡"
        assert conflict.yours in {f"{500 + 2 * round_} ㎡", f"{501 + 2 * round_} ㎡"}


def test_one_draft_sent_twice_at_once_is_one_decision(database: str) -> None:
    with open_store(database) as store, open_store(database) as other:
        offices = (Office.at(store, database), Office.at(other, database))
        offices[0].receive()
        barrier = threading.Barrier(2)
        saved: list[saving.Saved] = []

        for round_ in range(8):
            draft = offices[0].draft(DecisionKind.VALUE, "mentor_count", str(10 + round_))

            def work(office: Office, draft: saving.Draft = draft) -> None:
                barrier.wait()
                saved.append(office.save(draft))

            threads = [threading.Thread(target=work, args=(office,)) for office in offices]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        kept = offices[0].case().decisions

    assert [int(str(d.value)) for d in kept] == list(range(10, 18))
    assert sorted(one.again for one in saved) == [False] * 8 + [True] * 8


def test_two_who_open_one_application_at_once_get_one_claim(database: str) -> None:
    with open_store(database) as store, open_store(database) as other:
        Office.at(store, database).receive()
        barrier = threading.Barrier(2)
        holders: list[str] = []
        office = Office.at(store, database)
        until = office.now.replace(hour=5)

        def work(of: object, name: str) -> None:
            barrier.wait()
            holders.append(of.take_claim("s-1", name, office.now, until).holder)  # type: ignore[attr-defined]

        for _ in range(10):
            holders.clear()
            threads = [
                threading.Thread(target=work, args=(store, WANG.name)),
                threading.Thread(target=work, args=(other, LI.name)),
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(set(holders)) == 1
            store.release_claim("s-1", "admin", office.now)


CHILD = textwrap.dedent("""
    import os, signal, sys
    sys.path.insert(0, sys.argv[1])
    from pipeline import crash_points
    from pipeline.desk.saving import Draft
    from pipeline.model import DecisionKind
    from pipeline.store import open_store
    from tests.pipeline.desk.offices import Office
    def die(point):
        if point == "decided":
            os.kill(os.getpid(), signal.SIGKILL)
    crash_points.at = die
    with open_store(sys.argv[2]) as store:
        draft = Draft("s-1", DecisionKind.VALUE, "total_area_m2", sys.argv[3], sys.argv[4], "480")
        Office.at(store, sys.argv[2]).save(draft)
""")


def test_who_is_killed_after_the_commit_has_saved_once(database: str) -> None:
    """The page never hears of it and sends the same draft again: it is stored once, and counts."""
    root = str(Path(__file__).resolve().parents[3])
    with open_store(database) as store:
        office = Office.at(store, database)
        office.receive()
        seen, asked = version(office.case(), "total_area_m2"), request()
        arguments = [sys.executable, "-c", CHILD, root, database, seen, asked]

        died = subprocess.run(arguments, check=False, env={**os.environ, "PYTHONPATH": root})

        assert died.returncode == -signal.SIGKILL
        field = office.case().record.fields["total_area_m2"]
        assert (len(office.case().decisions), field.value) == (1, 820)
        again = office.save(
            saving.Draft("s-1", DecisionKind.VALUE, "total_area_m2", seen, asked, "480")
        )
        assert again.again
        field = office.case().record.fields["total_area_m2"]
        assert (len(office.case().decisions), field.value) == (1, 480)


@pytest.mark.parametrize("user", [WANG, LI])
def test_a_run_between_seeing_and_saving_loses_nothing(office: Office, user: object) -> None:
    """Results that are computed again and say the same are no conflict."""
    draft = office.draft(DecisionKind.VALUE, "total_area_m2", "480")
    office.store.forget_derived()
    office.read("s-1")
    office.run()

    office.save(draft, user)  # type: ignore[arg-type]

    assert len(office.case().decisions) == 1
