"""Who is to answer second is told nothing of the first answer by any route before he has."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from httpx import Client

from pipeline.accounts import Role
from pipeline.desk import claims, saving, second
from pipeline.desk.case import case_of
from pipeline.desk.versions import version
from pipeline.model import DecisionKind
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.conftest import Visit, signed_in
from tests.pipeline.web.test_roles import API, FORMS, ONE, ROUTES, asked, under

AREA = "total_area_m2"
TOLD = ("98765", "98,765", "9.8765")
# What asks of an application without telling how it stands.
NOT_HELD_BACK = {
    ("GET", ONE + "/previous"),
    ("GET", ONE + "/following"),
    ("GET", ONE + "/second"),
    ("POST", ONE + "/second"),
    ("POST", ONE + "/preview"),
    ("POST", ONE + "/claim"),
    ("POST", ONE + "/release"),
    ("POST", ONE + "/reopen"),
    ("GET", API + ONE + "/claim"),
    ("POST", API + ONE + "/claim"),
    ("POST", API + ONE + "/release"),
    ("GET", API + ONE + "/sign-off"),
    ("POST", API + ONE + "/reopen"),
    ("GET", API + ONE + "/second"),
    ("POST", API + ONE + "/second"),
}


@pytest.fixture
def decided(desk: Desk) -> str:
    """An application of which the first person has decided one figure."""
    submission = under(desk, "yunnan-2021")
    wang = next(user for user in desk.store.users() if user.name == "wang")
    now = desk.clock()
    seen = version(case_of(desk.store, submission, wang), AREA)
    draft = saving.Draft(submission, DecisionKind.VALUE, AREA, seen, "r" * 16, text="98765")
    saving.save(desk.store, desk.computation, draft, wang, now)
    claims.release(desk.store, submission, wang, now)
    return submission


@pytest.fixture
def li(desk: Desk, decided: str) -> Iterator[Visit]:
    """The second reviewer, at a desk where every policy wants two."""
    settings = dataclasses.replace(desk.settings, second_review=frozenset({"all"}))
    with (
        desks.served(dataclasses.replace(desk, settings=settings)) as server,
        Client(base_url=server.url, timeout=60) as client,
    ):
        yield signed_in(client, desks.NAMES[Role.SECOND_REVIEWER][0])


def test_no_route_tells_the_first_answer(li: Visit, decided: str) -> None:
    wrong = []
    # What answers second comes last: then everything may be seen.
    for method, path in sorted(ROUTES, key=lambda route: route[1].endswith("/second")):
        if "{submission_id}" not in path and path not in ("/queue/bulk", "/queue"):
            continue
        if path.endswith("/second") and method == "POST":
            continue
        answer = asked(li.client, method, path, decided, li.csrf)
        if any(told in answer.text for told in TOLD):
            wrong.append((method, path, answer.status_code))
        elif "/documents" in path or (method, path) in NOT_HELD_BACK or path.startswith("/queue"):
            continue
        elif path.startswith(API):
            if answer.status_code != 403 or "独立复核" not in answer.json()["detail"]:
                wrong.append((method, path, answer.status_code))
        elif not answer.headers.get("location", "").endswith("/second"):
            wrong.append((method, path, answer.status_code))

    assert wrong == []


def test_a_script_is_refused_with_a_sentence(li: Visit, decided: str) -> None:
    answer = li.get(f"/applications/{decided}/panel", headers={"Accept": "application/json"})

    assert answer.status_code == 403
    assert "独立复核" in answer.json()["detail"]


def test_what_is_not_seen_yet_is_not_exported(li: Visit, decided: str) -> None:
    form = {key: value.format(id=decided) for key, value in FORMS["/queue/bulk"].items()}
    answer = li.post("/queue/bulk", form)

    assert answer.status_code == 303
    assert "独立复核" in li.get(answer.headers["location"]).text


def test_all_is_shown_once_it_is_answered_and_the_answer_stays(li: Visit, decided: str) -> None:
    form = {"subject": AREA, "choice": "typed", "text": "500"}
    assert li.post(f"/applications/{decided}/second", form).status_code == 303

    assert "98,765" in li.get(f"/applications/{decided}").text
    again = li.post(f"/applications/{decided}/second", {**form, "text": "98765"})
    assert "两人的答案已经对照" in again.text
    withdrawn = li.post(f"/applications/{decided}/undo")
    assert withdrawn.status_code == 422


def test_who_decided_first_sees_what_he_decided(desk: Desk, decided: str) -> None:
    settings = dataclasses.replace(desk.settings, second_review=frozenset({"all"}))
    everybody = {user.name: user for user in desk.store.users()}
    case = case_of(desk.store, decided, everybody["wang"])

    blind = {name for name, user in everybody.items() if second.blind_for(case, settings, user)}

    assert blind == {"li", "admin"}  # those who may answer second and have not decided it
