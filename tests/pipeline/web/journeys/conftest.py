"""A real browser at a real desk: Chromium as the distribution has it, driven by Playwright."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pipeline.accounts import Role
from pipeline.web.context import Desk
from tests import desks

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
# The smallest screen that offices still have.
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 30_000  # milliseconds that a page may take on a busy machine


@dataclass
class Hands:
    """Somebody at the keyboard: counts what is pressed, and what the page complained of."""

    page: Page
    pressed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed.append(key)
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type text; each sign is a press of a key."""
        self.pressed += list(text)
        self.page.keyboard.type(text)

    def seconds(self) -> float:
        return time.monotonic() - self.started


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if PROGRAM is None:
        pytest.skip("chromium: no browser is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM)
        yield browser
        browser.close()


@pytest.fixture
def come_in(
    chromium: Browser, server: desks.Running, request: pytest.FixtureRequest
) -> Iterator[Callable[[Role], Hands]]:
    """Have somebody sign in, in a browser of their own; what it took is told at the end."""
    contexts: list[BrowserContext] = []
    all_hands: list[Hands] = []

    def sign_in(role: Role = Role.REVIEWER) -> Hands:
        context = chromium.new_context(viewport=SCREEN, locale="zh-CN", base_url=server.url)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        hands = Hands(page)
        all_hands.append(hands)
        page.on("console", lambda said: _listen(hands, said.type, said.text))
        page.on("pageerror", lambda error: hands.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (hands.complaints.append("dialog"), dialog.dismiss()))
        page.goto("/sign-in")
        page.get_by_label("用户名").fill(desks.NAMES[role][0])
        page.get_by_label("密码").fill(desks.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/queue")
        hands.started = time.monotonic()
        return hands

    yield sign_in
    pressed = sum(len(hands.pressed) for hands in all_hands)
    seconds = max((hands.seconds() for hands in all_hands), default=0.0)
    request.node.user_properties.append(("journey", f"{pressed} keys, {seconds:.1f} s"))
    for context in contexts:
        context.close()


def _listen(hands: Hands, kind: str, text: str) -> None:
    # That a request failed is told by every browser; what we do about it is what is tested.
    if kind == "error" and "Failed to load resource" not in text:
        hands.complaints.append(text)


@pytest.fixture
def first(desk: Desk) -> str:
    """The id of one application with several open items."""
    counted = {one.id: len(desk.store.review_items(one.id)) for one in desk.store.submissions()}
    return max(counted, key=lambda one: (counted[one], one))


@pytest.fixture
def home(judged_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(judged_home, tmp_path / "home"))
