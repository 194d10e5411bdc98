"""What is counted: outcomes, conditions, corrections, work done, what is still open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.desk.dashboard import Dashboard, dashboard
from pipeline.model import DecisionKind
from tests.pipeline.compare.applicants import Applied
from tests.pipeline.desk.offices import LI, WANG, Office

SMALL = {"total_area_m2": 90, "workstation_count": 5}
LIUCHUAN = Applied("柳川众创空间", "乐清柳川企业管理有限公司", figures=SMALL)


def counted(office: Office, user: object = WANG) -> Dashboard:
    return dashboard(office.store, office.computation, office.settings, user, office.now)  # type: ignore[arg-type]


def test_outcomes_are_counted_by_policy_region_and_year(office: Office) -> None:
    office.receive("2", LIUCHUAN)
    office.settle("s-2")
    office.sign("s-2")

    found = counted(office)

    (policy,) = found.by_policy
    assert policy.name == office.computation.rulesets["wenzhou-2021"].title
    assert (policy.total, policy.not_eligible, policy.needs_review, policy.signed) == (2, 1, 1, 1)
    assert [(r.name, r.total) for r in found.by_region] == [("瑞安市", 1), ("未定", 1)]
    assert [(y.name, y.total) for y in found.by_year] == [("2022", 2)]


def test_the_condition_that_fails_most_comes_first(office: Office) -> None:
    office.receive("2", LIUCHUAN)

    first = counted(office).failing[0]

    assert (first.failed, first.judged, first.share) == (1, 2, 0.5)
    assert first.article.startswith("第八条")


def test_precision_is_of_the_last_word_about_each_value(office: Office) -> None:
    office.value("total_area_m2", "480")
    office.value("total_area_m2", "820")  # read right after all
    office.value("mentor_count", "7")
    office.value("event_count", "1")
    office.undo()
    office.save(office.draft(DecisionKind.NOT_PROVIDED, "workstation_count"))

    found = counted(office)

    assert [(p.key, p.right, p.n) for p in found.precision] == [("2026-03", 1, 3)]
    assert found.precision[0].low < 1 / 3 < found.precision[0].high
    assert [(p.key, p.wrong) for p in found.corrected] == [
        ("mentor_count", 1),
        ("workstation_count", 1),
        ("total_area_m2", 0),
    ]


def test_work_is_counted_by_the_week(office: Office) -> None:
    office.settle()
    office.sign()
    n = len(office.case().decisions)
    office.receive("2")
    office.now += dt.timedelta(days=7)
    office.value("total_area_m2", "480", submission="s-2")

    weeks = counted(office).weeks

    assert [(w.monday, w.decisions, w.signed) for w in weeks] == [
        (dt.date(2026, 3, 2), n, 1),
        (dt.date(2026, 3, 9), 1, 0),
    ]


def test_open_items_are_shown_by_their_age(office: Office) -> None:
    office.receive("2", days=21)

    ages = {(a.over, a.up_to): a.applications for a in counted(office).ages}

    assert ages == {(0, 5): 1, (5, 10): 0, (10, 20): 1, (20, 40): 0, (40, None): 0}


def test_days_are_those_of_the_office_s_clock(office: Office) -> None:
    """Before eight in the morning in Shanghai it is still yesterday in Greenwich."""
    office.now = dt.datetime(2026, 3, 8, 23, 30, tzinfo=dt.UTC)  # there Monday, 07:30
    office.value("total_area_m2", "480")
    office.receive("2", received=office.now - dt.timedelta(days=7))  # there the Monday before

    found = counted(office)

    assert [w.monday for w in found.weeks] == [dt.date(2026, 3, 9)]
    assert [a.applications for a in found.ages] == [2, 0, 0, 0, 0]


def test_a_month_begins_on_the_office_s_clock(office: Office) -> None:
    office.now = dt.datetime(2026, 3, 31, 16, 5, tzinfo=dt.UTC)
    office.value("total_area_m2", "480")

    assert [p.key for p in counted(office).precision] == ["2026-04"]


def test_what_comes_on_new_year_s_morning_is_of_the_new_year(office: Office) -> None:
    received = dt.datetime(2025, 12, 31, 17, 0, tzinfo=dt.UTC)
    office.receive("2", replace(LIUCHUAN, on=""), received=received)

    listing = office.store.listing("s-2")
    assert listing is not None and listing.applied_on is None
    assert listing.year == 2026


def test_what_a_person_may_not_see_is_not_counted(office: Office) -> None:
    office.value("total_area_m2", "480")
    found = counted(office, replace(LI, rulesets=frozenset({"yunnan-2021"})))

    assert found.by_policy == found.failing == found.corrected == found.weeks == ()
    assert sum(age.open_items for age in found.ages) == 0
