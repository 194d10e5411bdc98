"""A judged home, made once and copied for every test; visitors who are signed in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx import Client, Response

from pipeline.accounts import Role
from pipeline.web.context import Desk
from tests import desks

TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Visit:
    """Somebody's browser: asks for pages, sends forms with the token of its session."""

    client: Client
    csrf: str

    def get(self, path: str, **given: object) -> Response:
        return self.client.get(path, **given)  # type: ignore[arg-type]

    def post(self, path: str, data: dict[str, object] | None = None, **given: object) -> Response:
        return self.client.post(path, data={"csrf": self.csrf, **(data or {})}, **given)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def judged_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with judged samples and people; never changed by a test."""
    home = tmp_path_factory.mktemp("judged") / "home"
    home.mkdir()
    desks.judge(home)
    return home


@pytest.fixture
def home(judged_home: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    return Path(shutil.copytree(judged_home, tmp_path / "home"))


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    with desks.opened(home) as opened:
        yield opened


@pytest.fixture
def server(desk: Desk) -> Iterator[desks.Running]:
    with desks.served(desk) as running:
        yield running


@pytest.fixture
def client(server: desks.Running) -> Iterator[Client]:
    """A browser that nobody has signed in with."""
    with Client(base_url=server.url, timeout=60) as client:
        yield client


def signed_in(client: Client, name: str) -> Visit:
    """The browser with somebody signed in."""
    form = client.get("/sign-in")
    token = TOKEN.search(form.text)
    assert token is not None, form.text
    answer = client.post(
        "/sign-in", data={"csrf": token[1], "name": name, "password": desks.PASSWORD}
    )
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"], follow_redirects=True)
    found = TOKEN.search(page.text)
    assert found is not None, page.text
    return Visit(client, found[1])


@pytest.fixture
def reviewer(client: Client) -> Visit:
    return signed_in(client, desks.NAMES[Role.REVIEWER][0])


@pytest.fixture
def viewer(client: Client) -> Visit:
    return signed_in(client, desks.NAMES[Role.VIEWER][0])


@pytest.fixture
def administrator(client: Client) -> Visit:
    return signed_in(client, desks.NAMES[Role.ADMINISTRATOR][0])
