"""The application's page and what its plain forms save."""

from __future__ import annotations

import re

import pytest

from pipeline.desk import claims
from pipeline.model import DecisionKind
from pipeline.web.context import Desk
from tests.pipeline.web.conftest import Visit

FIELDS = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def application(desk: Desk, name: str) -> str:
    """The id of the sample whose name holds that."""
    return next(row.id for row in desk.store.overview() if name in row.name)


def form_of(page: str, item: str) -> dict[str, object]:
    """The hidden fields of an item's card."""
    card = next(part for part in page.split("<form ") if f'data-item="{item}"' in part)
    return dict(FIELDS.findall(card))


def items(desk: Desk, submission: str) -> list[str]:
    return [item.id for item in desk.store.review_items(submission)]


def test_the_page_shows_the_open_questions_in_order_of_consequence(
    desk: Desk, reviewer: Visit
) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    shown = re.findall(r'data-ask="([^"]+)"', page)

    assert shown == items(desk, submission)
    assert page.count('class="ask current"') == 1


def test_what_a_visitor_may_not_see_is_not_there(reviewer: Visit) -> None:
    assert reviewer.get("/applications/s-0000000000").status_code == 404


def test_accepting_the_shown_value_by_a_plain_form_goes_on_to_the_next(
    desk: Desk, reviewer: Visit
) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    item = f"{submission}/event_count/conflict"
    order = items(desk, submission)
    answer = reviewer.post(
        f"/applications/{submission}/decisions", {**form_of(page, item), "choice": "shown"}
    )

    assert answer.status_code == 303
    assert item not in items(desk, submission)
    following = order[order.index(item) + 1]
    assert following.split("/")[1] in answer.headers["location"]


def test_a_rival_is_chosen_by_its_place_among_the_alternatives(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    item = f"{submission}/event_count/conflict"
    reviewer.post(
        f"/applications/{submission}/decisions",
        {**form_of(page, item), "choice": "alternative-0"},
    )
    record = desk.store.record(submission)

    assert record is not None
    assert record.fields["event_count"].value == 14


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1.2万平", "12,000 ㎡"),
        ("820", "820 ㎡"),
        ("八百二十平方米", "820 ㎡"),
    ],
)
def test_a_typed_value_is_read_as_a_document_would_be(
    desk: Desk, reviewer: Visit, typed: str, words: str
) -> None:
    submission = application(desk, "苍南")
    answer = reviewer.post(
        f"/applications/{submission}/preview", {"key": "total_area_m2", "text": typed}
    )

    assert answer.json() == {"words": words}


def test_what_cannot_be_read_is_told_in_chinese(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    answer = reviewer.post(
        f"/applications/{submission}/preview", {"key": "total_area_m2", "text": "很大"}
    )

    assert list(answer.json()) == ["error"]
    assert "很大" in answer.json()["error"]


def test_a_save_that_has_not_seen_what_stands_is_shown_both(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    item = f"{submission}/event_count/conflict"
    form = form_of(page, item)
    where = f"/applications/{submission}/decisions"
    reviewer.post(where, {**form, "choice": "shown"})
    late = {**form, "choice": "typed", "text": "9场", "request": "a-second-tab"}
    shown = reviewer.post(where, late)
    told = reviewer.post(where, late, headers={"accept": "application/json"}).json()

    assert shown.status_code == 409
    assert "6 场" in shown.text and "9 场" in shown.text
    assert (told["yours"], told["theirs"], told["by"]) == ("9 场", "6 场", "王知行")


def test_the_conflict_page_saves_what_was_typed_all_the_same(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    form = form_of(page, f"{submission}/event_count/conflict")
    where = f"/applications/{submission}/decisions"
    reviewer.post(where, {**form, "choice": "shown"})
    both = reviewer.post(where, {**form, "choice": "typed", "text": "9场", "request": "later-one"})
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)">', both.text))
    reviewer.post(where, {**form, "choice": "typed"})
    record = desk.store.record(submission)

    assert record is not None
    assert record.fields["event_count"].value == 9


def test_the_same_request_twice_is_one_decision(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    form = form_of(page, f"{submission}/event_count/conflict") | {"choice": "shown"}
    for _ in range(2):
        reviewer.post(f"/applications/{submission}/decisions", form)

    assert len(desk.store.decisions(submission)) == 1


def test_undo_opens_the_question_again_and_goes_there(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    before = items(desk, submission)
    page = reviewer.get(f"/applications/{submission}").text
    item = f"{submission}/event_count/conflict"
    form = form_of(page, item) | {"choice": "shown"}
    reviewer.post(f"/applications/{submission}/decisions", form)
    answer = reviewer.post(
        f"/applications/{submission}/undo", headers={"accept": "application/json"}
    )

    assert answer.json()["item"] == item
    assert items(desk, submission) == before


def test_no_needs_a_reason_and_says_so(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    form = form_of(page, f"{submission}/8.1a/judgement") | {"choice": "no"}
    where = f"/applications/{submission}/decisions"
    refused = reviewer.post(where, form, headers={"accept": "application/json"})
    reviewer.post(where, {**form, "note": "方案只列目标，没有收入来源。"})
    (decision,) = desk.store.decisions(submission)

    assert refused.status_code == 422 and "理由" in refused.json()["detail"]
    assert (decision.kind, decision.value) == (DecisionKind.JUDGEMENT, False)


def test_a_condition_that_waits_for_material_stands_apart(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    where = f"/applications/{submission}"
    page = reviewer.get(where).text
    form = form_of(page, f"{submission}/8.1a/judgement") | {"choice": "more", "note": "补充方案"}
    reviewer.post(f"{where}/decisions", form)
    page = reviewer.get(where).text

    assert f'data-ask="{submission}/8.1a/judgement"' not in page
    assert "等待补充材料" in page


def test_any_field_can_be_taken_up_and_mended(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}?item=field/contact_name").text
    form = form_of(page, "field/contact_name") | {"choice": "typed", "text": "朱二诺"}
    reviewer.post(f"/applications/{submission}/decisions", form)
    record = desk.store.record(submission)

    assert record is not None
    assert record.fields["contact_name"].value == "朱二诺"


def test_a_box_on_a_page_becomes_the_place_of_the_value(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    found = desk.store.submission(submission)
    assert found is not None
    number = next(n for n, file in enumerate(found.files) if file.path.endswith(".pdf"))
    page = reviewer.get(f"/applications/{submission}?item=field/event_count").text
    item = next(i for i in items(desk, submission) if "/event_count/" in i)
    drawn = f'{{"document": {number}, "page": 1, "box": [10, 20, 110, 40], "text": "9场"}}'
    form = form_of(page, item) | {"choice": "typed", "text": "9场", "place": drawn}
    answer = reviewer.post(f"/applications/{submission}/decisions", form)
    record = desk.store.record(submission)

    assert answer.status_code == 303, answer.text
    assert record is not None
    (evidence,) = record.fields["event_count"].evidence
    assert (evidence.anchor.page, evidence.anchor.bbox) == (1, (10, 20, 110, 40))


@pytest.mark.parametrize(
    "place",
    ["{", "[]", '{"document": 99}', '{"document": -1, "page": 1, "box": [0,0,1,1], "text": ""}'],
)
def test_a_box_that_is_none_is_refused(desk: Desk, reviewer: Visit, place: str) -> None:
    submission = application(desk, "苍南")
    page = reviewer.get(f"/applications/{submission}").text
    item = next(i for i in items(desk, submission) if "/event_count/" in i)
    form = form_of(page, item) | {"choice": "shown", "place": place}

    assert reviewer.post(f"/applications/{submission}/decisions", form).status_code == 422


def test_who_may_only_look_finds_no_button_and_saves_nothing(desk: Desk, viewer: Visit) -> None:
    submission = application(desk, "苍南")
    page = viewer.get(f"/applications/{submission}").text
    item = next(i for i in items(desk, submission) if "/event_count/" in i)
    form = form_of(page, item) | {"choice": "shown"}

    assert "当前账号只能查看" in page and "采用并继续" not in page
    assert viewer.post(f"/applications/{submission}/decisions", form).status_code == 403


def test_the_panel_alone_is_no_whole_page(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    panel = reviewer.get(f"/applications/{submission}/panel").text

    assert "<html" not in panel and 'id="case-scroll"' in panel


def test_the_claim_is_taken_shown_and_let_go(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    where = f"/applications/{submission}"
    reviewer.post(f"{where}/claim")
    held = reviewer.get(where).text
    reviewer.post(f"{where}/release")

    assert "由我复核" in held
    assert "未领取" in reviewer.get(where).text


def test_a_page_holds_no_inline_style_and_no_inline_script(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    for path in ("", "/sign-off", "/history", "/second", "/rosters/tenants"):
        page = reviewer.get(f"/applications/{submission}{path}").text

        assert " style=" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"\son\w+=", page)


def test_what_looks_like_a_page_is_shown_as_text(desk: Desk, reviewer: Visit) -> None:
    submission = application(desk, "苍南")
    where = f"/applications/{submission}"
    evil = '"><script>alert(1)</script>{{7*7}}'
    page = reviewer.get(f"{where}?item=field/contact_name").text
    form = form_of(page, "field/contact_name") | {"choice": "typed", "text": evil, "note": evil}
    assert reviewer.post(f"{where}/decisions", form).status_code == 303
    for path in ("", "?item=field/contact_name", "/history", "/sign-off"):
        page = reviewer.get(f"{where}{path}").text

        assert "<script>alert" not in page and "49" not in page.split("alert(1)")[-1][:40]
    assert "&lt;script&gt;alert(1)" in reviewer.get(f"{where}/history").text


def test_who_holds_it_is_called_as_others_know_him(desk: Desk, administrator: Visit) -> None:
    submission = desk.store.submissions()[0].id
    users = {user.name: user for user in desk.store.users()}
    claims.take(desk.store, submission, users["wang"], desk.clock())

    refused = administrator.post(
        f"/applications/{submission}/claim", headers={"Accept": "application/json"}
    )
    bulk = administrator.post("/queue/bulk", {"action": "claim", "chosen": submission})

    assert "王知行 正在复核" in refused.json()["detail"]
    assert "王知行 正在复核" in administrator.get(bulk.headers["location"]).text
