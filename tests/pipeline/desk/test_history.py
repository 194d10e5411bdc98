"""Everything that happened stays to be read: what was seen, what was decided, what followed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extractors.model import Finding
from pipeline.desk.errors import NotThere
from pipeline.desk.history import Changed, Event, EventKind, timeline
from pipeline.model import DecisionKind, ReviewReason
from tests.pipeline.desk.offices import LI, WANG, Office


def told(office: Office) -> tuple[Event, ...]:
    return timeline(office.store, "s-1", WANG)


def test_the_first_entries_say_what_came_and_what_was_read(office: Office) -> None:
    received, computed = told(office)

    assert (received.kind, computed.kind) == (EventKind.RECEIVED, EventKind.COMPUTED)
    assert (computed.title, computed.revision) == ("系统读取", "r1")
    assert Changed("总面积", "—", "820 ㎡（采用）") in computed.changes
    assert Changed("结论", "—", "待定") in computed.changes


def test_a_decision_stands_with_what_was_seen_and_what_followed(office: Office) -> None:
    office.now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    office.value("total_area_m2", "200", note="以平面图为准")

    *_, decided, followed = told(office)

    assert (decided.title, decided.by, decided.subject) == ("核定数值", "wang", "总面积")
    assert (decided.before, decided.after, decided.note) == ("820 ㎡", "200 ㎡", "以平面图为准")
    assert followed.cause == f"依据第 {decided.number} 号决定"
    assert Changed("总面积", "820 ㎡（采用）", "200 ㎡（采用）") in followed.changes


def test_what_was_withdrawn_stays_and_says_so(office: Office) -> None:
    office.value("total_area_m2", "200")
    office.undo()

    decisions = [event for event in told(office) if event.kind is EventKind.DECIDED]

    assert [(e.title, e.withdrawn) for e in decisions] == [("核定数值", True), ("撤销", False)]
    assert decisions[1].after == "撤销：200 ㎡"


def test_a_new_reading_is_told_apart_from_a_decision(office: Office) -> None:
    form = office.found["s-1"][0]
    office.found["s-1"] = (replace(form, candidates=form.candidates[:4]), *office.found["s-1"][1:])
    office.computation = replace(office.computation, revision="r2")
    office.read("s-1")
    office.run()

    last = told(office)[-1]

    assert (last.title, last.cause, last.revision) == ("结果变化", "重新读取", "r2")
    assert Changed("总面积", "820 ㎡（采用）", "—") in last.changes


def test_a_claim_taken_over_is_told(office: Office) -> None:
    later = office.now + dt.timedelta(hours=1)
    office.store.take_claim("s-1", "wang", office.now, office.now + dt.timedelta(minutes=15))
    office.store.take_claim("s-1", "li", later, later + dt.timedelta(minutes=15))

    (over,) = [event for event in told(office) if event.kind is EventKind.TAKEN_OVER]

    assert (over.by, over.before, over.after) == ("li", "wang", "li")


def test_computing_again_writes_nothing_where_nothing_is_new(office: Office) -> None:
    before = office.store.changes("s-1")
    office.store.forget_derived()
    office.read("s-1")
    office.run()

    assert office.store.changes("s-1") == before


def test_another_policy_s_history_is_not_shown(office: Office) -> None:
    with pytest.raises(NotThere):
        timeline(office.store, "s-1", replace(LI, rulesets=frozenset({"yunnan-2021"})))


def test_a_finding_that_was_seen_to_is_named_in_words(office: Office) -> None:
    form = office.found["s-1"][0]
    hidden = Finding("hidden_content", {"document": "统计表.xlsx", "sheet": "预测"})
    office.found["s-1"] = (replace(form, findings=(hidden,)), *office.found["s-1"][1:])
    office.computation = replace(office.computation, revision="r2")
    office.read("s-1")
    office.run()
    finding = next(one for one in office.case().items if one.reason is ReviewReason.FINDING)
    office.save(office.draft(DecisionKind.ACKNOWLEDGE, finding.subject))

    decided = next(event for event in told(office) if event.kind is EventKind.DECIDED)

    assert finding.question.startswith(decided.subject)
    assert decided.subject != finding.subject
