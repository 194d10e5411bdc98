"""Two reviewers and a third: blind answers that outlive a lost connection, what differs settled."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from pipeline.accounts import Role, User
from pipeline.desk import claims, saving
from pipeline.desk.case import Case, case_of
from pipeline.desk.second import comparison
from pipeline.desk.versions import version
from pipeline.model import DecisionKind
from pipeline.review.agreement import Agreement
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.journeys.conftest import Hands

AREA, MENTORS = "total_area_m2", "mentor_count"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Every policy wants two people."""
    settings = dataclasses.replace(desk.settings, second_review=frozenset({"all"}))
    return dataclasses.replace(desk, settings=settings)


@pytest.fixture
def decided(desk: Desk, first: str) -> str:
    """An application of which the first person has decided two figures."""
    wang = next(user for user in desk.store.users() if user.name == "wang")
    for number, (key, text) in enumerate(((AREA, "820"), (MENTORS, "6"))):
        seen = version(case_of(desk.store, first, wang), key)
        request = f"request-{number}"
        draft = saving.Draft(first, DecisionKind.VALUE, key, seen, request, text=text)
        saving.save(desk.store, desk.computation, draft, wang, desk.clock())
    claims.release(desk.store, first, wang, desk.clock())
    return first


def test_two_answer_one_without_seeing_and_a_third_settles_what_differs(
    come_in: Callable[..., Hands], desk: Desk, server: desks.Running, decided: str
) -> None:
    li = come_in(Role.SECOND_REVIEWER)
    li.page.goto(f"/applications/{decided}")
    li.page.wait_for_selector("[data-ready]")
    assert li.page.url.endswith("/second")
    assert "820" not in li.page.locator("#panel").inner_text()
    asked = li.page.locator("form.blind")
    wanted = asked.count()

    server.stop()  # the connection is lost before the first answer is sent
    asked.first.get_by_label("按材料应为").fill("820")
    li.press("Enter")
    expect(li.page.locator("#strip")).to_contain_text("已存本机")
    li.page.locator("form.blind:visible").first.get_by_label("按材料应为").fill("9")
    server.start()
    li.press("Enter")

    expect(li.page.get_by_role("columnheader", name="第二人")).to_be_visible()
    assert wanted == 2
    told = {one.subject: one.agreement for one in comparison(_case(desk, decided))}
    assert sorted(told.values()) == [Agreement.DIFFERS, Agreement.DONE]
    assert not li.complaints

    claims.release(desk.store, decided, _person(desk, "li"), desk.clock())
    third = come_in(Role.ADMINISTRATOR)
    third.page.goto(f"/applications/{decided}")
    third.page.get_by_role("link", name="不一致 1").click()
    third.page.get_by_role("link", name="由第三人核定").click()
    third.page.wait_for_selector("[data-ready]")
    third.press("e")
    third.write("8")
    third.press("Enter")
    expect(third.page.get_by_role("link", name="不一致 1")).to_have_count(0)

    assert {one.agreement for one in comparison(_case(desk, decided))} == {Agreement.DONE}
    assert not third.complaints


def _person(desk: Desk, name: str) -> User:
    return next(user for user in desk.store.users() if user.name == name)


def _case(desk: Desk, submission: str) -> Case:
    return case_of(desk.store, submission, _person(desk, "admin"))
