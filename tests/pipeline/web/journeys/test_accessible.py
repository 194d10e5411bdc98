"""Every page of the desk by the rules of axe-core, and by the Tab key alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pipeline.accounts import Role
from pipeline.web.context import Desk
from tests.pipeline.web.journeys.conftest import Hands

GRAVE = {"serious", "critical"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
PAGES = (
    "/queue",
    "/queue?q=没有这样的材料",
    "/applications/{id}",
    "/applications/{id}?document=0",
    "/applications/{id}/rosters/tenants",
    "/applications/{id}/rosters/tenants?document=0",
    "/applications/{id}/history",
    "/applications/{id}/sign-off",
    "/applications/{id}/second",
    "/applications/nobody",
    "/dashboard",
    "/policies",
    "/policies/yunnan-2021",
    "/fields",
    "/upload",
    "/text-blocks",
    "/users",
    "/users/wang",
    "/sessions",
    "/settings",
    "/runs",
    "/password",
    "/api/v1/docs",
)
# Where the keyboard is, and whether anything shows it there.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const ring = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== 'none';
  };
  const shown = ring(at) || (at.matches('input[type=file]') && at.labels[0] && ring(at.labels[0]));
  const name = at.tagName + (at.id ? '#' + at.id : '') + '.' + at.className
    + ' ' + (at.getAttribute('aria-label') ?? at.name ?? at.textContent ?? '').trim().slice(0, 30);
  at.dataset.reached = '';
  return { name, seen: box.width > 0 && box.height > 0 && shown };
}"""
UNREACHED = """() => [...document.querySelectorAll(
    'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea,'
    + ' summary, [role=separator]')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0
    && !one.matches('input[type=radio]:not(:checked)') && one.dataset.reached === undefined)
  .map((one) => one.outerHTML.slice(0, 120))"""
MOST_STOPS = 400


def faults(page: Page) -> list[str]:
    """What is gravely wrong with the page as it stands."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"][:4]
    ]


def settled(page: Page, path: str) -> None:
    page.goto(path)
    if page.locator("#case").count():
        page.wait_for_selector("#case[data-ready]")


def test_no_page_has_a_grave_fault(come_in: Callable[..., Hands], first: str) -> None:
    page, wrong = come_in(Role.ADMINISTRATOR).page, {}
    missing: list[str] = []
    page.on("response", lambda one: missing.append(one.url) if one.status >= 400 else None)
    for path in PAGES:
        settled(page, path.format(id=first))
        if told := faults(page):
            wrong[path] = told

    assert wrong == {}
    assert [url for url in missing if not url.endswith("/nobody")] == []


def test_what_opens_on_the_application_s_page_has_no_grave_fault(
    come_in: Callable[..., Hands], first: str
) -> None:
    page = come_in(Role.ADMINISTRATOR).page
    settled(page, f"/applications/{first}")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    opened = faults(page)
    page.keyboard.press("?")
    page.get_by_role("dialog", name="快捷键").wait_for()

    assert opened == []
    assert faults(page) == []


def test_the_way_in_has_no_grave_fault(come_in: Callable[..., Hands], first: str) -> None:
    page = come_in().page
    page.context.clear_cookies()
    settled(page, "/sign-in")

    assert faults(page) == []


@pytest.mark.parametrize(
    "path", ["/queue", "/applications/{id}", "/applications/{id}/sign-off", "/upload", "/dashboard"]
)
def test_the_tab_key_reaches_everything_and_shows_where_it_is(
    come_in: Callable[..., Hands], desk: Desk, first: str, path: str
) -> None:
    page, unseen = come_in(Role.ADMINISTRATOR).page, []
    settled(page, path.format(id=first))
    left = 0  # from the last one the browser itself is next, then the first again
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        left += at is None
        if left and (left > 1 or not page.evaluate(UNREACHED)):
            break
        if at is not None and not at["seen"]:
            unseen.append(at["name"])

    assert unseen == []
    assert page.evaluate(UNREACHED) == []
