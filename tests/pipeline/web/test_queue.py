"""The queue finds, orders and counts applications, and does the same to several at once."""

from __future__ import annotations

import io
import re

import openpyxl

from pipeline.accounts import Role
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.conftest import Visit

ROW = re.compile(r"data-open>([^<]+)</a>")


def names(visit: Visit, address: str = "/queue") -> list[str]:
    return ROW.findall(visit.get(address).text)


def id_of(desk: Desk, part: str) -> str:
    return next(one.id for one in desk.store.submissions() if part in one.name)


def test_the_desk_begins_with_the_queue(reviewer: Visit) -> None:
    answer = reviewer.get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")


def test_every_application_is_listed_with_policy_and_open_items(reviewer: Visit) -> None:
    text = reviewer.get("/queue").text

    assert len(names(reviewer)) == len(desks.FEW)
    assert "温州市众创空间备案管理办法" in text
    assert "待复核" in text


def test_chinese_words_inside_names_and_values_are_found(reviewer: Visit) -> None:
    assert names(reviewer, "/queue?q=澜谷") == ["保山-澜谷众创空间申报材料"]
    assert names(reviewer, "/queue?q=澜谷 宠创") == []
    assert "没有符合筛选的材料" in reviewer.get("/queue?q=查无此物").text


def test_signs_that_mean_something_to_a_database_are_only_signs(reviewer: Visit) -> None:
    for sign in ("%", "_", "'", '"', "\\", "' OR 1=1 --", "\x00"):
        answer = reviewer.client.get("/queue", params={"q": sign, "sort": sign, "state": sign})
        assert answer.status_code == 200, sign


def test_a_filter_by_policy_leaves_the_others_out(reviewer: Visit) -> None:
    found = names(reviewer, "/queue?policy=yunnan-2021")

    assert found == ["保山-澜谷众创空间申报材料"]


def test_a_kept_filter_is_a_link_from_then_on(reviewer: Visit) -> None:
    reviewer.post("/queue/views", {"name": "云南的", "query": "policy=yunnan-2021&q=澜谷"})

    text = reviewer.get("/queue").text
    assert ">云南的</a>" in text
    reviewer.post("/queue/views/remove", {"name": "云南的"})
    assert ">云南的</a>" not in reviewer.get("/queue").text


def test_the_next_one_is_taken_and_opened(reviewer: Visit, desk: Desk) -> None:
    answer = reviewer.post("/next")

    taken = answer.headers["location"].removeprefix("/applications/")
    claim = desk.store.claim(taken, desk.clock())
    assert claim is not None
    assert claim.holder == desks.NAMES[Role.REVIEWER][0]


def test_several_are_claimed_and_released_at_once(reviewer: Visit, desk: Desk) -> None:
    chosen = [one.id for one in desk.store.submissions()][:2]

    reviewer.post("/queue/bulk", {"action": "claim", "chosen": chosen})
    assert set(desk.store.claims(desk.clock())) == set(chosen)
    answer = reviewer.post("/queue/bulk", {"action": "release", "chosen": chosen})

    assert not desk.store.claims(desk.clock())
    assert "已处理 2 份" in reviewer.get(answer.headers["location"]).text


def test_without_a_tick_nothing_is_done_and_the_page_says_so(reviewer: Visit) -> None:
    answer = reviewer.post("/queue/bulk", {"action": "claim"})

    assert "请先选中材料" in reviewer.get(answer.headers["location"]).text
    assert "请先选中材料" not in reviewer.get("/queue").text


def test_a_viewer_exports_but_claims_nothing(viewer: Visit, desk: Desk) -> None:
    chosen = [id_of(desk, "澜谷")]

    assert viewer.post("/queue/bulk", {"action": "claim", "chosen": chosen}).status_code == 403
    answer = viewer.post("/queue/bulk", {"action": "export", "chosen": chosen})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book["submissions"].max_row == 2


def test_who_is_limited_to_a_policy_sees_no_other(desk: Desk, server: desks.Running) -> None:
    from httpx import Client

    from tests.pipeline.web.conftest import signed_in

    desks.add_person(desk.store, "zhou", "周至柔", Role.REVIEWER, frozenset({"wenzhou-2021"}))
    with Client(base_url=server.url, timeout=60) as client:
        limited = signed_in(client, "zhou")
        assert len(names(limited)) == 2
        assert "保山" not in limited.get("/queue?q=澜谷").text.replace('value="澜谷"', "")
        other = id_of(desk, "澜谷")
        answer = limited.post("/queue/bulk", {"action": "export", "chosen": [other]})
        assert answer.status_code == 404
