"""Policies as pages: what is asked, since when, and the office's own copy of the text beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from httpx import Client

from pipeline.accounts import Role
from pipeline.desk.policy_texts import LONGEST
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.conftest import Visit, signed_in


def place(home: Path, name: str, content: bytes) -> None:
    (home / "policies").mkdir(exist_ok=True)
    (home / "policies" / name).write_bytes(content)


def test_every_policy_is_listed_with_its_number_and_whether_it_is_in_force(viewer: Visit) -> None:
    text = viewer.get("/policies").text

    assert "云南省众创空间认定管理办法" in text
    assert "云科规〔2021〕1号" in text
    assert "现行" in text or "已到期" in text


def test_a_policy_shows_conditions_rules_in_words_and_cases(viewer: Visit) -> None:
    text = viewer.get("/policies/yunnan-2021").text

    assert "使用总面积至少500平方米" in text
    assert "总面积 ≥ 500" in text
    assert "事例" in text
    assert "本单位还没有存放原文" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_placed_text_stands_beside_the_conditions(
    viewer: Visit, home: Path, encoding: str
) -> None:
    place(
        home, "yunnan-2021.txt", "第一条 为规范认定。\n\n<script>alert(1)</script>".encode(encoding)
    )

    text = viewer.get("/policies/yunnan-2021").text

    assert "第一条 为规范认定。" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_text_in_another_format_is_handed_out_as_a_file(viewer: Visit, home: Path) -> None:
    place(home, "yunnan-2021.pdf", b"%PDF-1.7 anything")

    assert "下载本单位存放的原文" in viewer.get("/policies/yunnan-2021").text
    answer = viewer.get("/policies/yunnan-2021/original")
    assert answer.content == b"%PDF-1.7 anything"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_of_a_text_beyond_measure_the_beginning_is_shown(viewer: Visit, home: Path) -> None:
    place(home, "yunnan-2021.md", b"a\n" * LONGEST)

    assert viewer.get("/policies/yunnan-2021").status_code == 200


@pytest.mark.parametrize("name", ["nowhere", "..", "%2e%2e%2fusers", "yunnan-2021.txt", "a" * 500])
def test_no_name_leads_out_of_the_policies(viewer: Visit, home: Path, name: str) -> None:
    (home / "secret.txt").write_text("geheim", "utf-8")

    for address in (f"/policies/{name}", f"/policies/{name}/original"):
        answer = viewer.client.get(address, follow_redirects=True)
        assert answer.status_code in (200, 404)
        assert "geheim" not in answer.text


def test_who_is_limited_to_a_policy_reads_no_other(desk: Desk, server: desks.Running) -> None:
    desks.add_person(desk.store, "zhou", "周至柔", Role.VIEWER, frozenset({"wenzhou-2021"}))
    with Client(base_url=server.url, timeout=60) as client:
        limited = signed_in(client, "zhou")

        assert limited.get("/policies/wenzhou-2021").status_code == 200
        assert limited.get("/policies/yunnan-2021").status_code == 404
        assert "云南省众创空间认定管理办法" not in limited.get("/policies").text


def test_every_field_is_explained(viewer: Visit) -> None:
    text = viewer.get("/fields").text

    assert "total_area_m2" in text
    assert "最近完整年度" in text
