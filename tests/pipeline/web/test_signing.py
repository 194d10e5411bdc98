"""Signing, reopening, the second official, the history, and lists as tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from httpx import Client

from pipeline.accounts import Role, User
from pipeline.desk.case import case_of
from pipeline.desk.versions import version
from pipeline.model import DecisionKind, signed_off
from pipeline.review.listing import DECISIVE_FROM
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.conftest import Visit, signed_in
from tests.pipeline.web.test_applications import application, form_of

USER = User("wang", "王知行", Role.REVIEWER)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def submission(desk: Desk) -> str:
    return application(desk, "苍南")


def settle(desk: Desk, visit: Visit, submission: str) -> None:
    """Answer what stands against signing, as a person would: the shown value, yes, seen."""
    where = f"/applications/{submission}"
    for _ in range(80):
        open_items = desk.store.review_items(submission)
        pressing = [item for item in open_items if item.priority >= DECISIVE_FROM]
        if not pressing:
            return
        form = form_of(visit.get(where).text, pressing[0].id)
        choice = {"judgement": "yes", "notice": "seen", "value": "shown"}[str(form["form"])]
        answer = visit.post(f"{where}/decisions", {**form, "choice": choice})
        assert answer.status_code == 303, answer.text
    raise AssertionError("the questions never end")


def signing(visit: Visit, submission: str) -> dict[str, object]:
    """The hidden fields of the form that signs."""
    page = visit.get(f"/applications/{submission}/sign-off").text
    form = next(part for part in page.split("<form ") if '/sign-off"' in part.split(">")[0])
    return dict(HIDDEN.findall(form))


def test_what_stands_against_signing_is_told_with_its_links(
    desk: Desk, reviewer: Visit, submission: str
) -> None:
    other = application(desk, "宠创")
    page = reviewer.get(f"/applications/{other}/sign-off").text

    assert "还不能签署" in page
    assert f"/applications/{other}?item=" in page
    refused = reviewer.post(f"/applications/{other}/sign-off", {**signing(reviewer, other)})
    assert refused.status_code == 409 and "还不能签署" in refused.text


def test_a_signed_application_is_frozen_and_reopening_needs_a_reason(
    desk: Desk, reviewer: Visit, submission: str
) -> None:
    settle(desk, reviewer, submission)
    where = f"/applications/{submission}"
    answer = reviewer.post(f"{where}/sign-off", {**signing(reviewer, submission), "note": "同意"})
    assert answer.status_code == 303, answer.text
    page = reviewer.get(f"{where}/sign-off").text
    assert "已签署" in page and "同意" in page
    form = form_of(reviewer.get(f"{where}?item=field/contact_name").text, "field/contact_name")
    late = reviewer.post(f"{where}/decisions", {**form, "choice": "typed", "text": "朱二诺"})
    assert late.status_code == 409 and "已经签署" in late.text

    without = reviewer.post(f"{where}/reopen", {"note": " "})
    assert without.status_code == 409 and "理由" in without.text
    reviewer.post(f"{where}/reopen", {"note": "申报单位补交了租赁合同"})
    assert signed_off(desk.store.decisions(submission)) is None


def test_who_signs_has_seen_what_stands(desk: Desk, reviewer: Visit, submission: str) -> None:
    settle(desk, reviewer, submission)
    form = signing(reviewer, submission)
    where = f"/applications/{submission}"
    field = form_of(reviewer.get(f"{where}?item=field/contact_name").text, "field/contact_name")
    reviewer.post(f"{where}/decisions", {**field, "choice": "typed", "text": "朱二诺"})
    answer = reviewer.post(f"{where}/sign-off", {**form, "note": "同意"})

    assert answer.status_code == 409 and "有新的变化" in answer.text


def test_the_history_shows_what_was_seen_and_what_was_withdrawn(
    desk: Desk, reviewer: Visit, submission: str
) -> None:
    where = f"/applications/{submission}"
    form = form_of(reviewer.get(where).text, f"{submission}/event_count/conflict")
    reviewer.post(
        f"{where}/decisions", {**form, "choice": "typed", "text": "9场", "note": "看台账"}
    )
    reviewer.post(f"{where}/undo")
    page = reviewer.get(f"{where}/history").text
    other = reviewer.get(f"{where}/history?person=nobody").text

    assert "6 场" in page and "9 场" in page and "看台账" in page and "已撤回" in page
    assert "王知行" in page
    assert "没有相符的记录" in other


def test_a_list_is_saved_whole_with_a_row_taken_out(
    desk: Desk, reviewer: Visit, submission: str
) -> None:
    where = f"/applications/{submission}/rosters/mentors"
    page = reviewer.get(where).text
    text = re.search(r'<textarea name="text" rows="8">([^<]*)</textarea>', page)
    assert text is not None
    kept = "\n".join(text[1].splitlines()[:3])
    seen = {"version": version(case_of(desk.store, submission, USER), "mentors")}
    answer = reviewer.post(where, {**seen, "text": kept})
    record = desk.store.record(submission)

    assert answer.status_code == 303, answer.text
    assert record is not None
    assert len(record.rosters["mentors"]) == 3
    assert record.rosters["mentors"][0].cells["name"].evidence is not None


def test_a_cell_that_is_no_value_of_its_column_is_named_and_nothing_is_lost(
    desk: Desk, reviewer: Visit, submission: str
) -> None:
    where = f"/applications/{submission}/rosters/tenants"
    seen = {"version": version(case_of(desk.store, submission, USER), "tenants")}
    rows = '[{"name": "甲公司", "moved_in_on": "去年夏天"}]'
    told = reviewer.post(where, {**seen, "rows": rows}, headers={"accept": "application/json"})
    shown = reviewer.post(where, {**seen, "text": "甲公司\t企业\t\t\t\t\t去年夏天"})

    assert told.status_code == 422
    assert [cell[:2] for cell in told.json()["cells"]] == [[0, "moved_in_on"]]
    assert shown.status_code == 422 and "去年夏天" in shown.text


@pytest.mark.parametrize("rows", ["{", "3", '["甲公司"]'])
def test_rows_that_are_no_rows_are_refused(
    desk: Desk, reviewer: Visit, submission: str, rows: str
) -> None:
    where = f"/applications/{submission}/rosters/mentors"

    assert reviewer.post(where, {"version": "x", "rows": rows}).status_code == 422


def test_a_list_nobody_knows_is_not_there(reviewer: Visit, submission: str) -> None:
    assert reviewer.get(f"/applications/{submission}/rosters/passwords").status_code == 404


@pytest.fixture
def two(desk: Desk) -> Iterator[Callable[[Role], Visit]]:
    """Browsers of people at a desk where every policy wants two."""
    settings = replace(desk.settings, second_review=frozenset({"all"}))
    with desks.served(replace(desk, settings=settings)) as server, ExitStack() as browsers:

        def come_in(role: Role) -> Visit:
            browser = browsers.enter_context(Client(base_url=server.url, timeout=60))
            return signed_in(browser, desks.NAMES[role][0])

        yield come_in


def test_the_second_official_answers_without_seeing_the_first(
    desk: Desk, submission: str, two: Callable[[Role], Visit]
) -> None:
    first = two(Role.REVIEWER)
    settle(desk, first, submission)
    where = f"/applications/{submission}"
    for item, choice in (("event_count/conflict", "shown"), ("8.1a/judgement", "yes")):
        form = form_of(first.get(where).text, f"{submission}/{item}")
        first.post(f"{where}/decisions", {**form, "choice": choice})
    first.post(f"{where}/release")
    second = two(Role.SECOND_REVIEWER)
    sent_on = second.get(where)
    page = second.get(f"{where}/second").text

    assert sent_on.headers["location"].endswith("/second")
    assert "独立作答" in page
    assert "评判为符合" not in page and "王知行" not in page
    for _ in range(60):
        page = second.get(f"{where}/second").text
        forms = [part for part in page.split("<form ") if 'name="choice"' in part]
        if not forms:
            break
        answer = "yes" if 'value="yes"' in forms[0] else "not_provided"
        second.post(f"{where}/second", {**dict(HIDDEN.findall(forms[0])), "choice": answer})
    assert "第一人" in page and "王知行" in page
    assert "不一致" in page  # 6 场 and 未提供
    kinds = {decision.kind for decision in desk.store.decisions(submission)}
    assert DecisionKind.SECOND in kinds
    assert second.get(where).status_code == 200
