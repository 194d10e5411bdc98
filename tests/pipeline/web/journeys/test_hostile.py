"""A submission that means harm is shown on every page as the text it is, and does nothing."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from extractors.catalogue import load_catalogue
from pipeline import stages
from pipeline.accounts import Role, people
from pipeline.desk import queue, saving, text_blocks
from pipeline.desk.case import case_of
from pipeline.desk.queue import Filter
from pipeline.desk.versions import version
from pipeline.model import DecisionKind
from pipeline.store import open_store
from pipeline.web.app import create_app
from pipeline.web.context import Desk
from pipeline.web.guard import rights_of
from tests import desks
from tests.pipeline.web.conftest import Visit
from tests.pipeline.web.journeys import hostile
from tests.pipeline.web.journeys.conftest import Hands

NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
# Not pages: what a browser keeps as a file, pictures, and the way out to another server.
NO_PAGES = re.compile(r"/original$|\.jpg$|/openid/|/archive$")
# Nothing of ours stands in a page itself; whatever does came in with a text.
PLANTED = """() => [...document.querySelectorAll(
    "script:not([src]), [onerror], [onload], [onmouseover], iframe, object, embed, base, "
    + "img[src^=http], img[src=x], link[href*='evil'], a[href^=javascript]"
)].map(one => one.outerHTML.slice(0, 200))"""
SETTLED = 300  # milliseconds
MOST_ITEMS = 8
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""How many pixels of the page are beyond its right edge."""


@pytest.fixture(scope="session")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which that submission is read and judged; never changed by a test."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    settings = desks.settings_of(home)
    hostile.hand_in(settings.inbox / "wenzhou-2021" / f"{hostile.NAME}{hostile.TEMPLATE}'")
    stages.run(settings)
    with open_store(settings.database) as store:
        for role, (name, title) in desks.NAMES.items():
            desks.add_person(store, name, f"{title}{hostile.TEMPLATE}{hostile.SCRIPT}"[:40], role)
    return home


@pytest.fixture
def home(hostile_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(hostile_home, tmp_path / "home"))


@pytest.fixture
def written(desk: Desk) -> str:
    """The submission, with what people wrote who mean harm as well; its id."""
    user = people.named(desk.store, "admin")
    (one,) = desk.store.submissions()
    case = case_of(desk.store, one.id, user)
    for number, (key, text) in enumerate(
        (("space_name", hostile.SPACE), ("contact_name", hostile.CLOSE))
    ):
        draft = saving.Draft(
            submission=one.id,
            kind=DecisionKind.VALUE,
            subject=key,
            text=text,
            version=version(case, key),
            request=f"hostile-{number:08d}",
            note="".join(hostile.ALL),
        )
        saving.save(desk.store, desk.computation, draft, user, desk.clock(), 15)
    for title in (hostile.IMAGE, hostile.CLOSE):
        text_blocks.keep(desk.store, title, "".join(hostile.ALL), user, NOW)
    queue.save_view(desk.store, user, hostile.IMAGE[:30], Filter(text=hostile.SCRIPT))
    return one.id


def addresses(desk: Desk, submission: str) -> Iterator[str]:
    """Every page of the desk, with what its address may name."""
    case = desk.store.submission(submission)
    assert case is not None
    rosters = tuple(load_catalogue().rosters)
    known: dict[str, tuple[object, ...]] = {
        "submission_id": (submission,),
        "submission": (submission,),
        "number": tuple(range(len(case.files))),
        "page": (1,),
        "ruleset": ("wenzhou-2021",),
        "user": ("wang",),
    }
    for method, path in sorted(rights_of(create_app(desk))):
        if method != "GET" or NO_PAGES.search(path):
            continue
        found = [path]
        for name in re.findall(r"{(\w+)", path):
            values = known.get(name, rosters if "/rosters/" in path else ("wang",))
            found = [
                re.sub(rf"{{{name}[^}}]*}}", quote(str(value)), one)
                for one in found
                for value in values
            ]
        yield from found
    for number in range(len(case.files)):
        yield f"/applications/{submission}?document={number}"
    for item in desk.store.review_items(submission)[:MOST_ITEMS]:
        yield f"/applications/{submission}?item={quote(item.id, safe='')}"
    evil = quote("".join(hostile.ALL))
    yield f"/queue?q={evil}&region={evil}&holder={evil}&state={evil}&sort={evil}"
    yield f"/applications/{submission}?item={evil}"
    yield f"/sign-in?next={evil}"
    yield f"/{evil}"


def test_every_page_shows_it_as_text(
    come_in: Callable[..., Hands], desk: Desk, written: str
) -> None:
    hands = come_in(Role.ADMINISTRATOR)
    page, own = hands.page, hands.page.url.rpartition("/")[0]
    outside: list[str] = []
    page.on(
        "request", lambda asked: None if asked.url.startswith(own) else outside.append(asked.url)
    )
    visited, literal = 0, 0

    for path in addresses(desk, written):
        answer = page.goto(path)
        assert answer is not None and answer.status < 500, path
        # What scripts ask for comes a little later, and some pages go on asking.
        page.wait_for_timeout(SETTLED)
        assert hands.complaints == [], path
        assert outside == [], path
        visited += 1
        if "html" not in answer.headers["content-type"]:
            continue
        assert page.evaluate(PLANTED) == [], path
        assert page.evaluate(WIDER) <= 0, path
        literal += hostile.TEMPLATE in page.content()
        assert "49众创空间" not in page.content(), path
    assert visited > 40
    assert literal > 10


def test_an_export_holds_text_and_no_formulas(administrator: Visit, written: str) -> None:
    answer = administrator.post("/queue/bulk", {"action": "export", "chosen": [written]})

    assert answer.status_code == 200, answer.text
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]
    said = "".join(str(cell.value) for cell in cells)
    assert hostile.TEMPLATE in said
    assert hostile.SCRIPT in said


def test_the_original_is_a_file_to_keep_under_a_name_that_steers_nothing(
    administrator: Visit, desk: Desk, written: str
) -> None:
    case = desk.store.submission(written)
    assert case is not None
    for number in range(len(case.files)):
        answer = administrator.get(f"/applications/{written}/documents/{number}/original")

        said = answer.headers["content-disposition"]
        assert said.startswith("attachment; ")
        assert said.isascii()
        assert not set(said) & set("<>{}")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["content-type"] == "application/octet-stream"
