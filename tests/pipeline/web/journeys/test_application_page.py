"""The application's page in a real browser: keys, input methods, drafts, lost connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from pipeline.desk import claims
from pipeline.model import DecisionKind
from pipeline.web.context import Desk
from tests import desks
from tests.pipeline.web.journeys.conftest import Hands

CURRENT = ".ask.current form.card"
NARROW: ViewportSize = {"width": 1093, "height": 614}  # the smallest screen at 125 %


@pytest.fixture
def submission(desk: Desk) -> str:
    return next(row.id for row in desk.store.overview() if "宠创" in row.name)


@pytest.fixture
def page(come_in: Callable[..., Hands], submission: str) -> Iterator[Page]:
    """A reviewer's page on the application, its script ready; nothing is complained of."""
    hands = come_in()
    hands.page.set_viewport_size(NARROW)
    go(hands.page, f"/applications/{submission}")
    yield hands.page
    assert hands.complaints == []


def go(page: Page, path: str) -> None:
    """Open a page of the desk and wait for its script."""
    page.goto(path)
    page.wait_for_selector("[data-ready]")


def title(page: Page) -> str:
    return page.get_attribute(CURRENT, "data-title") or ""


def saved(page: Page) -> None:
    """Wait until nothing is left to send and the left pane is fresh."""
    page.wait_for_function(
        "() => !JSON.parse(localStorage.getItem('desk.wang.outbox') ?? '[]').length"
    )
    page.wait_for_selector(".ask[data-saving]", state="detached")


def at(page: Page, kind: str) -> None:
    """Go down to the first question of that kind."""
    for _ in range(60):
        if page.get_attribute(CURRENT, "data-form") == kind:
            return
        page.keyboard.press("j")
    raise AssertionError(f"no question of the kind {kind}")


def test_enter_accepts_and_goes_on_at_once(page: Page, desk: Desk, submission: str) -> None:
    at(page, "value")
    first = title(page)
    page.keyboard.press("Enter")

    assert title(page) != first
    saved(page)
    (decision,) = desk.store.decisions(submission)
    assert decision.kind is DecisionKind.VALUE


def test_a_judgement_takes_two_keys(page: Page, desk: Desk, submission: str) -> None:
    at(page, "judgement")
    page.keyboard.press("y")
    page.keyboard.press("Enter")
    saved(page)
    (decision,) = desk.store.decisions(submission)

    assert (decision.kind, decision.value) == (DecisionKind.JUDGEMENT, True)


def test_no_without_a_reason_is_asked_for_one_on_the_spot(
    page: Page, desk: Desk, submission: str
) -> None:
    at(page, "judgement")
    page.keyboard.press("x")
    page.keyboard.press("Enter")

    assert "理由" in page.inner_text(f"{CURRENT} .card-error")
    page.keyboard.type("没有制度文本")
    page.keyboard.press("Enter")
    saved(page)
    assert desk.store.decisions(submission)[0].note == "没有制度文本"


def test_what_is_typed_is_shown_as_it_would_be_read_before_it_is_saved(
    page: Page, server: desks.Running, desk: Desk, submission: str
) -> None:
    go(page, f"/applications/{submission}?item=field/total_area_m2")
    page.keyboard.press("e")
    page.keyboard.type("1.2万平")
    page.wait_for_function(
        "() => document.querySelector('.preview').textContent.includes('12,000')"
    )
    page.keyboard.press("Enter")
    saved(page)

    assert desk.store.decisions(submission)[0].value == 12000


def test_nothing_fires_while_an_input_method_composes(
    page: Page, desk: Desk, submission: str
) -> None:
    at(page, "value")
    before = title(page)
    for key in ("Enter", "j", "n", "1"):
        page.evaluate(
            """key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
            {key, bubbles: true, cancelable: true, isComposing: true}))""",
            key,
        )
        page.evaluate(
            """key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
            {key, bubbles: true, cancelable: true, keyCode: 229}))""",
            key,
        )
    for key in ("Control+j", "Alt+n", "Meta+Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)

    assert title(page) == before
    assert desk.store.decisions(submission) == ()


def test_enter_that_ends_a_composition_does_not_save_the_reason(
    page: Page, desk: Desk, submission: str
) -> None:
    at(page, "judgement")
    page.keyboard.press("y")
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
        {key: 'Enter', bubbles: true, cancelable: true, isComposing: true}))"""
    )
    page.wait_for_timeout(200)

    assert desk.store.decisions(submission) == ()


def test_u_takes_the_last_decision_back(page: Page, desk: Desk, submission: str) -> None:
    at(page, "value")
    first = title(page)
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("u")
    saved(page)
    page.wait_for_function(
        "title => document.querySelector('.ask.current form.card')?.dataset.title === title",
        arg=first,
    )

    kinds = [decision.kind for decision in desk.store.decisions(submission)]
    assert kinds == [DecisionKind.VALUE, DecisionKind.WITHDRAW]


def test_a_draft_outlives_a_reload(page: Page, server: desks.Running, submission: str) -> None:
    at(page, "value")
    page.keyboard.press("e")
    page.keyboard.type("77.5")
    item = page.get_attribute(CURRENT, "data-item")
    page.reload()
    page.wait_for_selector("#case[data-ready]")

    assert page.input_value(f'form.card[data-item="{item}"] [data-typed]') == "77.5"


def test_saves_made_while_the_server_is_gone_arrive_once_when_it_is_back(
    page: Page, server: desks.Running, desk: Desk, submission: str
) -> None:
    server.stop()
    for _ in range(3):
        at(page, "value")
        page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('strip').textContent.includes('3 项')")
    assert "已存本机" in page.inner_text("#strip")
    assert desk.store.decisions(submission) == ()

    server.start()
    saved(page)
    assert len(desk.store.decisions(submission)) == 3


def test_a_save_that_met_another_shows_both_and_keeps_the_chosen(
    page: Page, server: desks.Running, desk: Desk, submission: str
) -> None:
    go(page, f"/applications/{submission}?item=field/contact_name")
    other = page.context.new_page()
    go(other, f"/applications/{submission}?item=field/contact_name")
    for tab, name in ((page, "朱二诺"), (other, "朱三诺")):
        tab.keyboard.press("e")
        tab.keyboard.type(name)
        tab.wait_for_timeout(400)
        tab.keyboard.press("Enter")
        if tab is page:
            saved(page)
    other.wait_for_selector("#conflict[open]")

    assert other.inner_text("[data-conflict-yours]") == "朱三诺"
    assert other.inner_text("[data-conflict-theirs]") == "朱二诺"
    other.click('[data-conflict-keep="yours"]')
    saved(other)
    assert [d.value for d in desk.store.decisions(submission)] == ["朱二诺", "朱三诺"]


def test_a_save_refused_because_another_works_on_it_keeps_what_was_chosen(
    page: Page, desk: Desk, submission: str
) -> None:
    at(page, "judgement")
    item = page.get_attribute(CURRENT, "data-item")
    page.wait_for_selector("[data-claim=own]")
    users = {user.name: user for user in desk.store.users()}
    claims.release(desk.store, submission, users["wang"], desk.clock())
    claims.take(desk.store, submission, users["li"], desk.clock())
    page.keyboard.press("x")
    page.keyboard.type("没有章程")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('strip').textContent.includes('李慎之')")

    claims.release(desk.store, submission, users["li"], desk.clock())
    go(page, f"/applications/{submission}?item={item}")

    assert page.locator(f"{CURRENT} [data-answer=no]").get_attribute("aria-pressed") == "true"
    assert page.locator(f"{CURRENT} [data-reason]").input_value() == "没有章程"
    assert desk.store.decisions(submission) == ()


def test_a_box_drawn_by_keys_becomes_the_place_of_what_is_typed(
    page: Page, desk: Desk, submission: str
) -> None:
    found = desk.store.submission(submission)
    assert found is not None
    number = next(n for n, file in enumerate(found.files) if file.path.endswith(".pdf"))
    go(page, f"/applications/{submission}?item=field/contact_name&document={number}")
    page.wait_for_selector("#document .page img")
    page.keyboard.press("b")
    page.wait_for_selector("#document.drawing")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{CURRENT} .drawn:not([hidden])")
    page.fill(f"{CURRENT} [data-typed]", "朱二诺")
    page.keyboard.press("Enter")
    page.wait_for_selector('form.card[data-item="field/contact_name"]', state="detached")
    saved(page)
    (decision,) = desk.store.decisions(submission)

    assert decision.place is not None
    assert decision.place.document == found.files[number].path


def test_a_save_after_the_session_ended_waits_for_signing_in_again(
    page: Page, desk: Desk, submission: str
) -> None:
    page.context.clear_cookies()
    at(page, "value")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.getElementById('strip').textContent.includes('登录已过期')"
    )
    other = page.context.new_page()
    other.goto("/sign-in")
    other.get_by_label("用户名").fill("wang")
    other.get_by_label("密码").fill(desks.PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_url("**/queue")
    page.bring_to_front()
    saved(page)

    assert len(desk.store.decisions(submission)) == 1


def test_the_page_fits_the_narrow_screen(
    page: Page, server: desks.Running, submission: str
) -> None:
    for path in ("", "/sign-off", "/history", "/second", "/rosters/tenants"):
        page.goto(f"/applications/{submission}{path}")

        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path


def test_rows_pasted_from_a_spreadsheet_are_shown_then_added(
    page: Page, server: desks.Running, desk: Desk, submission: str
) -> None:
    go(page, f"/applications/{submission}/rosters/mentors")
    before = page.locator(".sheet tbody tr").count()
    page.evaluate(
        """() => {
        const data = new DataTransfer();
        data.setData('text/plain', '单位\\t姓名\\n滇池孵化器\\t顾长风\\n"云岭\\n学院"\\t沈知秋');
        const told = {clipboardData: data, bubbles: true, cancelable: true};
        document.body.dispatchEvent(new ClipboardEvent('paste', told));
        }"""
    )
    page.wait_for_selector("#pasting[open]")
    assert "共 2 行" in page.inner_text("[data-paste-says]")
    page.click('[data-paste="append"]')
    assert page.locator(".sheet tbody tr").count() == before + 2
    page.click("[data-save]")
    page.wait_for_url("**saved=1")

    record = desk.store.record(submission)
    assert record is not None
    names = [row.cells["name"].value for row in record.rosters["mentors"]]
    assert names[-2:] == ["顾长风", "沈知秋"]
    assert record.rosters["mentors"][-1].cells["organisation"].value == "云岭 学院"


def test_a_row_taken_out_comes_back_by_undo(
    page: Page, server: desks.Running, submission: str
) -> None:
    go(page, f"/applications/{submission}/rosters/tenants")
    rows = page.locator(".sheet tbody tr")
    before = rows.count()
    page.locator("[data-drop]").first.click()
    dropped = rows.count()
    page.click("[data-back]")

    assert (dropped, rows.count()) == (before - 1, before)
