"""An application is settled by keyboard alone: taken, every item answered, signed, exported."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
from playwright.sync_api import expect

from pipeline.accounts import Role
from pipeline.model import ReviewReason, signed_off
from pipeline.web.context import Desk
from tests.pipeline.web.journeys.conftest import Hands

MOST_KEYS = 40  # for an application with eight open items


# The next item is current, or nothing is left.
GONE_ON = """key => {
  const current = document.querySelector(".ask.current form.card");
  return (current && current.dataset.item !== key) || document.querySelector(".all-settled");
}"""


def settle(hands: Hands, desk: Desk, taken: str) -> int:
    """Answer every open item with the fewest keys; how many there were."""
    page, settled = hands.page, 0
    page.wait_for_selector("main[data-ready], [data-ready]")
    while (item := page.locator(".ask.current form.card").first).count():
        key = item.get_attribute("data-item")
        assert key is not None
        reason = key.rpartition("/")[2]
        if reason == ReviewReason.JUDGEMENT:
            hands.press("y", "Enter")
        elif reason == ReviewReason.MISSING:
            hands.press("n")
        else:
            hands.press("Enter")
        page.wait_for_function(GONE_ON, arg=key)
        settled += 1
        assert settled < 60, "the items never end"
    return settled


def test_a_sample_is_settled_signed_and_exported_by_keys_alone(
    come_in: Callable[..., Hands], desk: Desk
) -> None:
    hands = come_in(Role.REVIEWER)

    hands.press("n")
    hands.page.wait_for_url("**/applications/*")
    taken = hands.page.url.rpartition("/")[2].partition("?")[0]
    assert len(desk.store.review_items(taken)) >= 4, "something to settle"
    settled = settle(hands, desk, taken)
    hands.press("s")
    hands.page.wait_for_url("**/sign-off")
    hands.press("Enter")
    hands.page.wait_for_load_state("networkidle")

    assert signed_off(desk.store.decisions(taken)) is not None
    assert not hands.complaints
    assert len(hands.pressed) <= MOST_KEYS * max(1.0, settled / 8)

    hands.page.goto("/queue?state=signed")
    hands.page.get_by_role("checkbox").last.check()
    with hands.page.expect_download() as download:
        hands.page.get_by_role("button", name="导出").click()
    path = download.value.path()
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book["submissions"].max_row == 2


def test_the_question_mark_shows_every_key(come_in: Callable[..., Hands], first: str) -> None:
    hands = come_in()
    hands.page.goto(f"/applications/{first}")
    hands.page.wait_for_selector("[data-ready]")

    hands.press("?")

    expect(hands.page.get_by_role("dialog", name="快捷键")).to_be_visible()
    hands.press("Escape")
    expect(hands.page.get_by_role("dialog", name="快捷键")).not_to_be_visible()
