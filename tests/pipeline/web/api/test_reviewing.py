"""A program decides, undoes, holds, signs, as people do; nobody's word is lost."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.accounts import Role, people
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.api.conftest import Program, entered

AREA = "total_area_m2"


def field(program: Program, submission: str, key: str = AREA) -> dict[str, Any]:
    fields = program.get(f"/applications/{submission}").json()["fields"]
    return next(one for one in fields if one["key"] == key)


def decision(version: str, text: str = "1.2万平", **more: object) -> dict[str, object]:
    return {
        "kind": "value",
        "subject": AREA,
        "text": text,
        "version": version,
        "request": uuid4().hex,
        **more,
    }


def decide(program: Program, submission: str, body: dict[str, object]) -> Any:
    return program.send(f"/applications/{submission}/decisions", body)


def test_a_typed_value_is_read_as_the_page_reads_it(reviewer: Program, submission: str) -> None:
    before = field(reviewer, submission)

    answer = decide(reviewer, submission, decision(before["version"]))

    assert answer.status_code == 200, answer.text
    after = field(reviewer, submission)
    assert (after["value"], after["words"], after["method"]) == (12000, "12,000 ㎡", "decision")
    assert after["version"] == answer.json()["version"] != before["version"]


def test_the_same_request_twice_is_one_decision(reviewer: Program, submission: str) -> None:
    body = decision(field(reviewer, submission)["version"])

    first, again = (decide(reviewer, submission, body).json() for _ in range(2))

    assert (first["again"], again["again"]) == (False, True)
    assert first["number"] == again["number"]


def test_of_two_different_values_the_later_is_told_both_and_stores_none(
    reviewer: Program, submission: str
) -> None:
    seen = field(reviewer, submission)["version"]
    decide(reviewer, submission, decision(seen, "820"))

    answer = decide(reviewer, submission, decision(seen, "900"))

    told = answer.json()
    assert answer.status_code == 409
    assert (told["yours"], told["theirs"], told["by"]) == ("900 ㎡", "820 ㎡", "王知行")
    assert field(reviewer, submission)["value"] == 820
    # Whoever has seen both may save over it.
    assert decide(reviewer, submission, decision(told["version"], "900")).status_code == 200


def test_undo_brings_back_what_was_read(reviewer: Program, submission: str) -> None:
    before = field(reviewer, submission)
    decide(reviewer, submission, decision(before["version"], "77"))

    undone = reviewer.send(f"/applications/{submission}/undo", {"request": uuid4().hex})

    assert undone.json()["subject"] == AREA
    assert field(reviewer, submission)["value"] == before["value"]
    again = reviewer.send(f"/applications/{submission}/undo", {"request": uuid4().hex})
    assert again.status_code == 422


def test_what_another_person_holds_is_not_changed(
    reviewer: Program, second: Program, submission: str
) -> None:
    assert reviewer.send(f"/applications/{submission}/claim").json()["holder"] == "wang"

    answer = decide(second, submission, decision(field(second, submission)["version"]))

    assert answer.status_code == 409
    assert second.get(f"/applications/{submission}/claim").json()["holder"] == "wang"
    assert second.send(f"/applications/{submission}/release").status_code == 409
    assert reviewer.send(f"/applications/{submission}/release").json() == {"released": True}
    assert second.get(f"/applications/{submission}/claim").json() is None


def test_a_text_that_is_no_number_is_told_why(reviewer: Program, submission: str) -> None:
    body = decision(field(reviewer, submission)["version"], "很大")

    answer = decide(reviewer, submission, body)

    assert answer.status_code == 422
    assert "「很大」" in answer.json()["detail"]


def test_a_list_is_sent_as_it_was_read(reviewer: Program, submission: str) -> None:
    address = f"/applications/{submission}/rosters/tenants"
    before = reviewer.get(address).json()

    saved = reviewer.send(
        address, {"rows": before["rows"][:-1], "version": before["version"], "request": "a" * 8}
    )

    assert saved.status_code == 200, saved.text
    assert reviewer.get(address).json()["rows"] == before["rows"][:-1]


def test_a_cell_that_is_no_value_is_named(reviewer: Program, submission: str) -> None:
    address = f"/applications/{submission}/rosters/tenants"
    sent = {
        "rows": [{"name": "甲公司"}, {"name": "乙公司", "moved_in_on": "某一天"}],
        "version": reviewer.get(address).json()["version"],
        "request": "b" * 8,
    }

    answer = reviewer.send(address, sent)

    assert answer.status_code == 422
    assert [cell[:2] for cell in answer.json()["cells"]] == [[1, "moved_in_on"]]


def test_a_column_that_the_list_has_not_is_refused_and_not_dropped(
    reviewer: Program, submission: str
) -> None:
    address = f"/applications/{submission}/rosters/tenants"
    version = reviewer.get(address).json()["version"]

    answer = reviewer.send(
        address, {"rows": [{"nickname": "甲"}], "version": version, "request": "e" * 8}
    )

    assert answer.status_code == 422
    assert "nickname" in answer.json()["detail"]


def test_of_several_each_is_done_or_told_why_not(
    reviewer: Program, second: Program, submission: str
) -> None:
    listed = [one["submission"] for one in reviewer.get("/applications").json()["entries"]]
    second.send(f"/applications/{submission}/claim")

    sent = {"action": "claim", "submissions": [*listed, "s-0000000000"], "request": "f" * 8}
    told = reviewer.send("/applications/bulk", sent).json()

    assert set(told["done"]) == set(listed) - {submission}
    assert set(told["refused"]) == {submission, "s-0000000000"}


def test_an_application_with_open_points_is_not_signed(reviewer: Program, submission: str) -> None:
    found = reviewer.get(f"/applications/{submission}").json()
    sent = {"version": found["version"], "request": "c" * 8, "note": "同意"}

    answer = reviewer.send(f"/applications/{submission}/sign-off", sent)

    assert found["obstacles"]
    assert answer.status_code == 409
    assert found["obstacles"][0] in answer.json()["detail"]
    assert reviewer.get(f"/applications/{submission}/sign-off").status_code == 404


def test_history_tells_who_decided_and_what_was_seen(reviewer: Program, submission: str) -> None:
    before = field(reviewer, submission)
    decide(reviewer, submission, decision(before["version"], "77", note="按租赁合同"))

    events = reviewer.get(f"/applications/{submission}/history").json()["events"]

    decided = next(one for one in events if one["kind"] == "decided")
    assert (decided["by"], decided["after"], decided["note"]) == ("wang", "77 ㎡", "按租赁合同")
    assert decided["before"] == before["words"]
    assert events[0]["kind"] == "received"


def test_an_upload_goes_the_way_of_the_inbox(reviewer: Program, desk: Desk) -> None:
    files = [("files", ("说明.txt", "众创空间".encode(), "text/plain"))]
    headers = {"X-CSRF-Token": reviewer.csrf}

    answer = reviewer.client.post(
        "/api/v1/uploads", data={"title": "../甲"}, files=files, headers=headers
    )

    assert answer.status_code == 201, answer.text
    assert answer.json()["title"] == "甲"
    assert reviewer.get("/uploads").json()["uploads"][0]["id"] == answer.json()["id"]


def test_an_upload_for_a_policy_that_is_none_is_refused(reviewer: Program, desk: Desk) -> None:
    files = [("files", ("说明.txt", b"a", "text/plain"))]
    answer = reviewer.client.post(
        "/api/v1/uploads",
        data={"title": "甲", "ruleset": "../../etc"},
        files=files,
        headers={"X-CSRF-Token": reviewer.csrf},
    )

    assert answer.status_code == 422
    assert not list(desk.settings.inbox.rglob("*.zip"))


def test_an_upload_for_a_policy_of_others_is_refused(server: desks.Running, desk: Desk) -> None:
    people.change(desk.store, "wang", rulesets=["wenzhou-2021"])
    limited = entered(server.url, "wang")

    answer = limited.client.post(
        "/api/v1/uploads",
        data={"title": "甲", "ruleset": "yunnan-2021"},
        files=[("files", ("说明.txt", b"a", "text/plain"))],
        headers={"X-CSRF-Token": limited.csrf},
    )

    limited.client.close()
    assert answer.status_code == 422
    assert "没有这项政策" in answer.json()["detail"]
    assert not list(desk.settings.inbox.rglob("*.zip"))


def test_a_body_beyond_the_limit_is_refused_while_it_arrives(
    reviewer: Program, submission: str
) -> None:
    answer = reviewer.client.post(
        f"/api/v1/applications/{submission}/undo",
        content=b'{"request": "' + b"a" * 5_000_000 + b'"}',
        headers={"X-CSRF-Token": reviewer.csrf, "Content-Type": "application/json"},
    )

    assert answer.status_code == 413
    assert answer.json()["title"] == "文件过大"


def test_a_form_in_place_of_json_is_refused(reviewer: Program, submission: str) -> None:
    """No page of another site can make a browser send JSON."""
    answer = reviewer.client.post(
        f"/api/v1/applications/{submission}/undo",
        content=b'{"request": "aaaaaaaaaa"}',
        headers={"X-CSRF-Token": reviewer.csrf, "Content-Type": "text/plain"},
    )

    assert answer.status_code == 422


def test_half_a_character_and_a_nul_are_refused(reviewer: Program, submission: str) -> None:
    version = field(reviewer, submission)["version"]
    for text in ('"\\ud800"', '"\\u0000"'):
        body = '{"kind":"value","subject":"%s","version":"%s","request":"aaaaaaaa","text":%s}'
        answer = reviewer.client.post(
            f"/api/v1/applications/{submission}/decisions",
            content=body % (AREA, version, text),
            headers={"X-CSRF-Token": reviewer.csrf, "Content-Type": "application/json"},
        )

        assert answer.status_code == 422, text


def test_the_second_person_is_not_told_the_first_answer(home: Path, submission: str) -> None:
    with desks.opened(home) as desk, _asking_two(desk) as running:
        first = entered(running.url, desks.NAMES[Role.REVIEWER][0])
        other = entered(running.url, desks.NAMES[Role.SECOND_REVIEWER][0])
        body = decision(field(first, submission)["version"], "98765")
        assert decide(first, submission, body).status_code == 200
        first.send(f"/applications/{submission}/release")

        shown = other.get(f"/applications/{submission}")
        asked = other.get(f"/applications/{submission}/second").json()
        history = other.get(f"/applications/{submission}/history")
        answer = {"subject": AREA, "text": "98765", "request": "d" * 8}
        given = other.send(f"/applications/{submission}/second", answer)
        afterwards = field(other, submission)
        first.client.close()
        other.client.close()

    assert "98765" not in shown.text and "98,765" not in shown.text
    assert shown.status_code == 403 and "独立复核" in shown.json()["detail"]
    assert [one["subject"] for one in asked] == [AREA]
    assert history.status_code == 403
    assert given.status_code == 200, given.text
    assert afterwards["value"] == 98765


def _asking_two(desk: Desk) -> AbstractContextManager[desks.Running]:
    settings = replace(desk.settings, second_review=frozenset({"all"}))
    return desks.served(replace(desk, settings=settings))
