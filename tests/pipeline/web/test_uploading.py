"""What is uploaded goes the way of the inbox; no name that was sent becomes a path."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from httpx import Client

from pipeline.accounts import people
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.conftest import Visit, signed_in

JSON = {"accept": "application/json"}


def sent(*names: str, content: bytes = b"\xe4\xbc\x97\xe5\x88\x9b") -> list[tuple[str, object]]:
    return [("files", (name, content, "application/octet-stream")) for name in names]


def test_an_upload_is_read_and_leads_to_its_application(administrator: Visit, desk: Desk) -> None:
    source = desks.SAMPLES / "青芽·蓝色众创空间备案材料（龙湾区）"
    files = [("files", (path.name, path.read_bytes(), "")) for path in sorted(source.iterdir())]

    answer = administrator.post(
        "/upload", {"title": "青芽·蓝色", "ruleset": ""}, files=files, headers=JSON
    )

    assert answer.status_code == 201, answer.text
    until = time.monotonic() + 60
    while (state := _latest(administrator))["stage"] in ("waiting", "working"):
        assert time.monotonic() < until, state
        time.sleep(0.1)
    assert state["stage"] == "done", state
    submission = desk.store.submission(state["submission"])
    assert submission is not None
    assert submission.name == "青芽·蓝色"
    assert {file.path for file in submission.files} == {path.name for path in source.iterdir()}


def _latest(visit: Visit) -> dict[str, str]:
    uploads: list[dict[str, str]] = visit.get("/upload/state").json()["uploads"]
    return uploads[0]


def test_the_same_content_twice_is_told_and_taken_once(administrator: Visit, desk: Desk) -> None:
    before = len(desk.store.submissions())
    for _ in range(2):
        administrator.post("/upload", {"title": "同一份"}, files=sent("说明.txt"), headers=JSON)
        until = time.monotonic() + 60
        while _latest(administrator)["stage"] in ("waiting", "working"):
            assert time.monotonic() < until
            time.sleep(0.1)

    assert _latest(administrator)["says"] == "内容与已有材料相同，未重复收取"
    assert len(desk.store.submissions()) == before + 1


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\boot.ini", "a/../../b.txt"],
)
def test_a_name_that_leads_elsewhere_stays_inside(reviewer: Visit, home: Path, name: str) -> None:
    before = {path for path in home.parent.rglob("*") if "raw" not in path.parts}

    reviewer.post("/upload", {"title": "../../外面"}, files=sent(name), headers=JSON)

    new = {path for path in home.parent.rglob("*") if "raw" not in path.parts} - before
    assert all(path.is_relative_to(home) for path in new), new


def test_without_a_title_nothing_is_taken_and_the_page_says_why(reviewer: Visit) -> None:
    answer = reviewer.post("/upload", {"title": " ./ "}, files=sent("表.txt"))

    assert answer.status_code == 422
    assert "请填写申报单位或空间的名称" in answer.text


def test_nothing_chosen_is_told(reviewer: Visit) -> None:
    answer = reviewer.post("/upload", {"title": "空"}, files=[("files", ("", b"", ""))])

    assert answer.status_code == 422
    assert "没有收到文件" in answer.text


def test_a_viewer_may_not_upload(viewer: Visit) -> None:
    assert viewer.post("/upload", {"title": "x"}, files=sent("a.txt")).status_code == 403
    assert viewer.get("/upload").status_code == 403


def test_a_policy_that_is_not_there_is_refused(reviewer: Visit) -> None:
    answer = reviewer.post(
        "/upload", {"title": "x", "ruleset": "../x"}, files=sent("a.txt"), headers=JSON
    )

    assert answer.status_code == 422


def test_a_policy_that_is_not_the_person_s_own_is_refused(client: Client, desk: Desk) -> None:
    people.change(desk.store, "wang", rulesets=["wenzhou-2021"])
    limited = signed_in(client, "wang")

    answer = limited.post(
        "/upload", {"title": "x", "ruleset": "yunnan-2021"}, files=sent("a.txt"), headers=JSON
    )

    assert answer.status_code == 422
    assert "没有这项政策" in answer.json()["detail"]
    assert not list(desk.settings.inbox.rglob("*.zip"))


def test_members_keep_the_names_that_were_sent(desk: Desk) -> None:
    import io

    from pipeline.desk.handing_in import SentFile, hand_in

    files = [
        SentFile(name, io.BytesIO(b"x"), 1) for name in ("附件/表.txt", "附件/表.txt", "图.png")
    ]
    path = hand_in(desk.settings, "名称", "wenzhou-2021", files)

    assert path == desk.settings.inbox / "wenzhou-2021" / "名称.zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["附件/表.txt", "附件/表 (2).txt", "图.png"]
    assert not any((desk.settings.home / "uploads").iterdir())
