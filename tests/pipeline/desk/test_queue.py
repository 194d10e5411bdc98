"""The queue shows what fits, in the order of what review can change, to those who may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.desk import queue
from pipeline.desk.deadlines import due
from pipeline.desk.errors import WrongInput
from pipeline.desk.queue import Filter, Sort, State
from pipeline.model import DecisionKind, Eligibility, ReviewReason
from tests.pipeline.compare.applicants import Applied
from tests.pipeline.desk.offices import LI, TENANTS, WANG, Office, request

SMALL = {"total_area_m2": 90, "workstation_count": 5}
LIUCHUAN = Applied("柳川众创空间", "乐清柳川企业管理有限公司", figures=SMALL)

HAITANG = Applied("海棠众创空间", "青禾创业服务有限公司", tenants=TENANTS)


@pytest.fixture
def office(office: Office) -> Office:
    """Beside 青禾 one that fails, and one whose policy nobody knows."""
    office.receive("2", LIUCHUAN, days=7)
    office.receive("3", HAITANG, ruleset=None, days=60)
    return office


def shown(office: Office, user: object = WANG, **wanted: object) -> list[str]:
    sort = wanted.pop("sort", Sort.STAKES)
    found = queue.page_of(
        office.store,
        office.settings,
        user,  # type: ignore[arg-type]
        office.now,
        Filter(**wanted),  # type: ignore[arg-type]
        sort,  # type: ignore[arg-type]
    )
    return [entry.row.listing.submission for entry in found.entries]


def test_what_can_turn_an_outcome_comes_first(office: Office) -> None:
    """s-3 has no policy, s-1 may still become eligible, s-2 has failed already."""
    assert shown(office) == ["s-3", "s-1", "s-2"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"ruleset": "wenzhou-2021"}, ["s-1", "s-2"]),
        ({"outcome": Eligibility.NOT_ELIGIBLE}, ["s-2"]),
        ({"reason": ReviewReason.RULESET}, ["s-3"]),
        ({"state": State.WAITING, "year": 2022}, ["s-3", "s-1", "s-2"]),
        ({"state": State.SIGNED}, []),
        ({"holder": "wang"}, []),
        ({"region": "瑞安市"}, ["s-1"]),
        ({"text": "青禾"}, ["s-3", "s-1"]),  # in the operators of both
        ({"text": "柳川 乐清"}, ["s-2"]),
        ({"text": "柳川 瑞安"}, []),
        ({"text": "第2号智能"}, ["s-3", "s-1"]),  # a tenant
        ({"text": "申请表.docx 柳川"}, ["s-2"]),  # a file's name
        ({"text": "９１３３０３８１ma2a"}, ["s-1"]),  # spelled otherwise
        ({"text": "%"}, []),
        ({"text": "_"}, []),
        ({"text": "' OR 1=1 --"}, []),
        ({"text": "\0\ud800"}, []),
    ],
)
def test_a_filter_keeps_what_fits(
    office: Office, wanted: dict[str, object], ids: list[str]
) -> None:
    assert shown(office, **wanted) == ids


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        (Sort.DEADLINE, ["s-3", "s-2", "s-1"]),
        (Sort.RECEIVED, ["s-1", "s-2", "s-3"]),
        (Sort.NAME, ["s-2", "s-3", "s-1"]),
    ],
)
def test_the_queue_is_sorted_as_asked(office: Office, sort: Sort, ids: list[str]) -> None:
    assert shown(office, sort=sort) == ids


def test_a_deadline_counts_working_days_from_receipt(office: Office) -> None:
    late = due(office.now.date() - dt.timedelta(days=60), office.settings.review_days)

    assert shown(office, due_by=late) == ["s-3"]
    assert shown(office, due_by=late - dt.timedelta(days=1)) == []
    entry = queue.entry(office.store, office.settings, WANG, office.now, "s-3")
    assert entry is not None
    assert (entry.due, entry.days_left < 0) == (late, True)


def test_a_person_sees_the_policies_that_are_his(office: Office) -> None:
    mine = replace(LI, rulesets=frozenset({"wenzhou-2021"}))

    assert shown(office, mine) == ["s-1", "s-2"]
    assert queue.entry(office.store, office.settings, mine, office.now, "s-3") is None
    assert shown(office, replace(LI, rulesets=frozenset({"yunnan-2021"}))) == []


def test_states_are_counted_over_all_pages(office: Office) -> None:
    office.store.take_claim("s-2", "li", office.now, office.now + dt.timedelta(hours=1))
    office.save(office.draft(DecisionKind.MORE_MATERIAL, "8.1a", note="补充章程"))
    office.release("s-1")

    for text in ("", "众创空间"):
        page = queue.page_of(
            office.store, office.settings, WANG, office.now, Filter(text=text), size=1
        )
        assert (page.total, page.pages, len(page.entries)) == (3, 3, 1)
        assert {state: n for state, n in page.counts.items() if n} == {
            State.TAKEN: 1,
            State.ASKED: 1,
            State.WAITING: 1,
        }
    beyond = queue.page_of(office.store, office.settings, WANG, office.now, number=9, size=1)
    assert beyond.entries == ()


def test_a_settled_application_is_ready_and_a_signed_one_last(office: Office) -> None:
    office.settle("s-1")
    office.release("s-1")
    assert shown(office, state=State.READY) == ["s-1"]

    office.sign("s-1")

    assert shown(office, state=State.SIGNED) == ["s-1"]
    assert shown(office)[-1] == "s-1"


def test_where_two_are_wanted_a_settled_one_waits_for_the_second(office: Office) -> None:
    office.settings = replace(office.settings, second_review=frozenset({"wenzhou-2021"}))
    office.settle("s-1")
    office.release("s-1")

    assert shown(office, state=State.SECOND) == ["s-1"]


def test_the_queue_has_a_before_and_an_after(office: Office) -> None:
    def beside(submission: str) -> tuple[str | None, str | None]:
        return queue.neighbours(office.store, office.settings, WANG, office.now, submission)

    assert [beside(one) for one in ("s-3", "s-1", "s-2")] == [
        (None, "s-1"),
        ("s-3", "s-2"),
        ("s-1", None),
    ]
    assert beside("s-9") == (None, "s-3")


# --- several at once ---------------------------------------------------------------------------


def test_several_are_taken_and_released_and_refusals_are_told(office: Office) -> None:
    office.store.take_claim("s-2", "li", office.now, office.now + dt.timedelta(hours=1))

    taken = queue.claim_many(
        office.store, office.settings, WANG, office.now, ["s-1", "s-2", "s-3", "s-9", "s-1"]
    )

    assert taken.done == ("s-1", "s-3")
    assert set(taken.refused) == {"s-2", "s-9"}
    assert "li" in taken.refused["s-2"]
    released = queue.release_many(office.store, WANG, office.now, ["s-1", "s-2"])
    assert (released.done, set(released.refused)) == (("s-1",), {"s-2"})


def test_the_policy_of_several_is_decided_once(office: Office) -> None:
    asked = request()
    for _ in range(2):
        done = queue.set_policy_many(
            office.store,
            office.computation,
            office.settings,
            WANG,
            office.now,
            ["s-1", "s-3"],
            "wenzhou-2021",
            asked,
        )
        assert done.done == ("s-1", "s-3")

    assert shown(office, ruleset="wenzhou-2021", state=State.TAKEN) == ["s-3", "s-1"]
    assert [len(office.case(one).decisions) for one in ("s-1", "s-3")] == [1, 1]


def test_several_go_under_no_policy_that_is_not_the_person_s_own(office: Office) -> None:
    limited = replace(WANG, rulesets=frozenset({"wenzhou-2021"}))

    done = queue.set_policy_many(
        office.store,
        office.computation,
        office.settings,
        limited,
        office.now,
        ["s-1"],
        "yunnan-2021",
        request(),
    )

    assert done.done == ()
    assert "没有这项政策" in done.refused["s-1"]


def test_too_many_at_once_are_refused(office: Office) -> None:
    with pytest.raises(WrongInput, match="一次最多"):
        queue.claim_many(
            office.store, office.settings, WANG, office.now, (f"s-{n}" for n in range(500))
        )


def test_the_selection_names_all_that_fit(office: Office) -> None:
    wanted = Filter(ruleset="wenzhou-2021")
    found = queue.selected(office.store, office.settings, WANG, office.now, wanted)

    assert found == ("s-1", "s-2")


def test_a_view_is_kept_for_its_person(office: Office) -> None:
    wanted = Filter(text="青禾", state=State.WAITING, due_by=dt.date(2026, 5, 1))
    queue.save_view(office.store, WANG, " 本周 到期 ", wanted)
    queue.save_view(office.store, WANG, "本周 到期", wanted)

    assert queue.views(office.store, WANG) == {"本周 到期": wanted}
    assert queue.views(office.store, LI) == {}
    assert not queue.remove_view(office.store, LI, "本周 到期")
    assert queue.remove_view(office.store, WANG, "本周 到期")
    for name in ("", " ", "长" * 101, "a\0b"):
        with pytest.raises(WrongInput):
            queue.save_view(office.store, WANG, name, wanted)
