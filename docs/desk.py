"""Takes the pictures of the review desk in docs/desk/ from the bundled samples.

    python docs/desk.py            all of them; needs chromium and playwright

The samples are judged in a folder of their own, some of them reviewed and signed, so that every
page has something to show.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs.reviewed import reviewed_home  # noqa: E402
from tests import desks  # noqa: E402

OUT = ROOT / "docs" / "desk"
SCREEN = {"width": 1366, "height": 768}
SETTLED = 1_200  # milliseconds until what was asked for is scrolled to
DRAWN = "() => [...document.images].every(one => one.complete)"
COLOURS = 128  # pages are flat colours and text: a palette keeps the pictures small


@dataclass(frozen=True)
class Shot:
    """One picture: whose browser, which address, and what to do before it is taken."""

    name: str
    who: str
    address: str
    before: Callable[[Page], object] | None = None


def shots(ids: dict[str, str]) -> tuple[Shot, ...]:
    """Every picture, in the order of the README."""
    differing, scan, signed = ids["differing"], ids["scan"], ids["signed"]
    return (
        Shot("queue", "wang", "/queue"),
        Shot("application", "wang", f"/applications/{differing}?item={quote(ids['conflict'])}"),
        Shot("scan", "wang", f"/applications/{scan}?item=field/total_area_m2"),
        Shot("keys", "wang", f"/applications/{differing}", lambda page: page.keyboard.press("?")),
        Shot("roster", "wang", f"/applications/{differing}/rosters/tenants"),
        Shot("sign-off", "wang", f"/applications/{signed}/sign-off"),
        Shot("history", "wang", f"/applications/{signed}/history"),
        Shot("dashboard", "admin", "/dashboard"),
        Shot("upload", "wang", "/upload"),
        Shot("policy", "wang", "/policies/yunnan-2021"),
        Shot("users", "admin", "/users"),
        Shot("settings", "admin", "/settings"),
        Shot("not-found", "wang", "/applications/s-0000000000"),
    )


def main() -> None:
    """Judge, review, and take the pictures."""
    OUT.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="pictures-"))
    try:
        ids = reviewed_home(folder / "home")
        with desks.opened(folder / "home") as desk, desks.served(desk) as server:
            take(server.url, shots(ids))
    finally:
        shutil.rmtree(folder)


def take(url: str, wanted: tuple[Shot, ...]) -> None:
    """Take the pictures one after another, each person in a browser of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for who in dict.fromkeys(shot.who for shot in wanted):
            page = browser.new_context(viewport=SCREEN, locale="zh-CN", base_url=url).new_page()
            page.goto("/sign-in")
            if who == wanted[0].who:
                keep(page, "sign-in")
            page.get_by_label("用户名").fill(who)
            page.get_by_label("密码").fill(desks.PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/queue")
            for shot in wanted:
                if shot.who == who:
                    page.goto(shot.address)
                    page.wait_for_function(DRAWN)
                    page.wait_for_timeout(SETTLED)
                    if shot.before is not None:
                        shot.before(page)
                        page.wait_for_timeout(200)
                    keep(page, shot.name)
        browser.close()


def keep(page: Page, name: str) -> None:
    """Write one picture, small."""
    path = OUT / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
