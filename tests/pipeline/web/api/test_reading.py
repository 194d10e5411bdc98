"""What a program may read: lists that filter, applications, documents, what the office knows."""

from __future__ import annotations

import pytest
from httpx import Client

from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.api.conftest import API, Program


def names(program: Program, query: str = "") -> list[str]:
    return [one["name"] for one in program.get(f"/applications{query}").json()["entries"]]


def test_the_list_filters_searches_sorts_and_pages(reviewer: Program) -> None:
    whole = reviewer.get("/applications").json()

    assert whole["total"] == len(desks.FEW) == sum(whole["counts"].values())
    assert names(reviewer, "?text=澜谷") == ["保山-澜谷众创空间申报材料"]
    assert names(reviewer, "?policy=yunnan-2021&state=signed") == []
    assert names(reviewer, "?sort=name") == sorted(names(reviewer))
    one = reviewer.get("/applications?size=1&page=2").json()
    assert (len(one["entries"]), one["page"], one["pages"]) == (1, 2, 3)


@pytest.mark.parametrize(
    "query", ["state=nothing", "page=0", "size=10000", "year=20", "due_by=1700000000", "sort=id;--"]
)
def test_a_filter_that_means_nothing_is_refused(reviewer: Program, query: str) -> None:
    answer = reviewer.get(f"/applications?{query}")

    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["detail"]


def test_a_value_comes_with_where_it_stands(reviewer: Program, submission: str) -> None:
    found = reviewer.get(f"/applications/{submission}").json()
    field = next(one for one in found["fields"] if one["places"])
    place = field["places"][0]

    blocks = reviewer.get(
        f"/applications/{submission}/documents/{place['document']}/blocks?start={place['block']}"
    ).json()["blocks"]

    assert blocks[0]["text"][place["start"] : place["end"]] == place["quote"]


def test_documents_are_named_by_number_and_told_with_their_trouble(
    reviewer: Program, submission: str, desk: Desk
) -> None:
    listed = reviewer.get(f"/applications/{submission}/documents").json()

    known = desk.store.submission(submission)
    assert known is not None
    assert [one["path"] for one in listed] == [file.path for file in known.files]
    assert [one["number"] for one in listed] == list(range(len(listed)))
    missing = reviewer.get(f"/applications/{submission}/documents/99/blocks")
    assert missing.status_code == 404


@pytest.mark.parametrize("id", ["s-0000000000", "nothing", "S-1"])
def test_what_is_not_there_is_a_problem_in_chinese(reviewer: Program, id: str) -> None:
    answer = reviewer.get(f"/applications/{id}")

    assert answer.status_code == 404
    assert answer.json()["detail"] == "没有这份申报，或者您无权查看。"


def test_what_an_office_knows_can_be_read(reviewer: Program) -> None:
    policy = reviewer.get("/policies/yunnan-2021").json()
    fields = reviewer.get("/fields").json()

    assert policy["number"] == "云科规〔2021〕1号"
    assert any("500" in one["says"] for one in policy["conditions"])
    assert "total_area_m2" in {one["key"] for one in fields["fields"]}
    words = reviewer.get("/fields/total_area_m2/preview?text=1.2万平").json()
    assert words == {"words": "12,000 ㎡", "error": ""}
    assert reviewer.get("/fields/nothing/preview?text=1").status_code == 404


def test_texts_of_the_office_are_written_changed_and_removed(reviewer: Program) -> None:
    made = reviewer.send("/text-blocks", {"title": "补正", "text": "请补充合同。"})
    number = made.json()["id"]
    changed = reviewer.send(f"/text-blocks/{number}", {"title": "补", "text": "请补。"}, "PUT")

    assert (made.status_code, changed.json()["title"]) == (201, "补")
    assert reviewer.send(f"/text-blocks/{number}", method="DELETE").status_code == 204
    assert reviewer.get("/text-blocks").json() == {"text_blocks": []}
    assert reviewer.send(f"/text-blocks/{number}", method="DELETE").status_code == 404


def test_users_are_for_administrators_and_told_without_secrets(
    reviewer: Program, administrator: Program
) -> None:
    assert reviewer.get("/users").status_code == 403

    text = administrator.get("/users").text

    assert "王知行" in text
    assert "argon2" not in text and "password" not in text


def test_numbers_of_the_dashboard_are_those_of_the_list(reviewer: Program) -> None:
    whole = reviewer.get("/dashboard").json()
    one = reviewer.get("/dashboard?policy=yunnan-2021").json()

    assert sum(group["total"] for group in whole["by_policy"]) == len(desks.FEW)
    assert [group["total"] for group in one["by_policy"]] == [1]


def test_the_document_and_its_page_need_no_session_and_nothing_from_elsewhere(
    client: Client,
) -> None:
    document = client.get(f"{API}/openapi.json").json()
    page = client.get(f"{API}/docs")

    assert document["openapi"] == "3.1.0"
    assert all(one["security"] for path in document["paths"].values() for one in path.values())
    assert "<script" not in page.text and "https://" not in page.text
    assert all(path in page.text for path in document["paths"])


def test_every_text_that_is_taken_has_a_greatest_length(client: Client) -> None:
    schemas = client.get(f"{API}/openapi.json").json()["components"]["schemas"]
    sent = {name: one for name, one in schemas.items() if name.endswith("Sent")}
    endless = [
        f"{name}.{key}"
        for name, one in sent.items()
        for key, part in one["properties"].items()
        for option in (part, *part.get("anyOf", ()))
        if option.get("type") == "string"
        and not {"maxLength", "const", "enum"} & set(option)
        and "{8,64}" not in option.get("pattern", "")
    ]

    assert sent
    assert endless == []
