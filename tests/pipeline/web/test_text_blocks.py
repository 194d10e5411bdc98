"""The office's own texts: written, changed, removed; shown as they are, whatever is in them."""

from __future__ import annotations

import re

import pytest

from pipeline.web.context import Desk
from tests.pipeline.web.conftest import Visit

HERE = "/text-blocks"


def write(visit: Visit, title: str = "补正", text: str = "请补充租赁合同。") -> int:
    answer = visit.post(HERE, {"title": title, "text": text})
    assert answer.status_code == 303, answer.text
    return int(re.findall(r'action="/text-blocks/(\d+)"', visit.get(HERE).text)[-1])


def test_without_any_the_page_says_what_they_are_for(reviewer: Visit) -> None:
    assert "还没有常用语" in reviewer.get(HERE).text


def test_a_text_is_there_for_everybody_with_who_wrote_it(reviewer: Visit) -> None:
    write(reviewer)

    text = reviewer.get(HERE).text
    assert "请补充租赁合同。" in text and "王知行" in text


def test_a_text_is_changed_and_removed(reviewer: Visit, desk: Desk) -> None:
    number = write(reviewer)

    reviewer.post(f"{HERE}/{number}", {"title": "补件", "text": "请补。"})
    assert [one.title for one in desk.store.text_blocks()] == ["补件"]

    reviewer.post(f"{HERE}/{number}/remove")
    assert desk.store.text_blocks() == ()
    assert reviewer.post(f"{HERE}/{number}/remove").status_code == 404


@pytest.mark.parametrize(
    ("title", "text"), [("", "请补。"), ("补", " "), ("补" * 61, "请补。"), ("补", "请" * 2_001)]
)
def test_what_cannot_be_kept_stays_in_the_form(
    reviewer: Visit, desk: Desk, title: str, text: str
) -> None:
    answer = reviewer.post(HERE, {"title": title, "text": text})

    assert answer.status_code == 422
    assert (title or text) in answer.text
    assert desk.store.text_blocks() == ()


def test_what_cannot_be_changed_stays_in_its_own_form(reviewer: Visit) -> None:
    number = write(reviewer)

    answer = reviewer.post(f"{HERE}/{number}", {"title": "", "text": "写了很久的话"})

    assert answer.status_code == 422
    assert "写了很久的话" in answer.text
    assert "<details open>" in answer.text


def test_signs_of_html_are_only_signs(reviewer: Visit) -> None:
    write(reviewer, "<script>alert(1)</script>", "{{ 7*7 }} <img src=x onerror=alert(1)>")

    text = reviewer.get(HERE).text
    assert "<script>alert" not in text and "<img src=x" not in text
    assert "{{ 7*7 }}" in text


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "x"])
def test_a_number_that_is_none_is_no_failure(reviewer: Visit, number: str) -> None:
    answer = reviewer.post(f"{HERE}/{number}", {"title": "补", "text": "请补。"})

    assert answer.status_code == 422


def test_who_only_reviews_sees_no_administration(reviewer: Visit) -> None:
    text = reviewer.get(HERE).text

    assert 'href="/settings"' not in text and 'href="/users"' not in text
