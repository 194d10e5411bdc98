"""A program at the API of a real desk: signed in, with the token that changes need."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx import Client, Response

from pipeline.accounts import Role
from pipeline.web.context import Desk
from tests import desks

API = "/api/v1"


@dataclass
class Program:
    """A client of the API; `csrf` goes with whatever it sends."""

    client: Client
    csrf: str

    def get(self, path: str, **given: object) -> Response:
        return self.client.get(API + path, **given)  # type: ignore[arg-type]

    def send(self, path: str, body: object = None, method: str = "POST") -> Response:
        headers = {"X-CSRF-Token": self.csrf}
        if body is None:
            return self.client.request(method, API + path, headers=headers)
        return self.client.request(method, API + path, json=body, headers=headers)


def entered(url: str, name: str) -> Program:
    """A program that signed in as somebody."""
    client = Client(base_url=url, timeout=60)
    token = client.get(f"{API}/session").json()["csrf"]
    answer = client.post(
        f"{API}/session",
        json={"name": name, "password": desks.PASSWORD},
        headers={"X-CSRF-Token": token},
    )
    assert answer.status_code == 200, answer.text
    return Program(client, answer.json()["csrf"])


@pytest.fixture
def reviewer(server: desks.Running) -> Iterator[Program]:
    program = entered(server.url, desks.NAMES[Role.REVIEWER][0])
    yield program
    program.client.close()


@pytest.fixture
def second(server: desks.Running) -> Iterator[Program]:
    program = entered(server.url, desks.NAMES[Role.SECOND_REVIEWER][0])
    yield program
    program.client.close()


@pytest.fixture
def administrator(server: desks.Running) -> Iterator[Program]:
    program = entered(server.url, desks.NAMES[Role.ADMINISTRATOR][0])
    yield program
    program.client.close()


@pytest.fixture
def submission(desk: Desk) -> str:
    """The application under Yunnan's policy."""
    found = (desk.store.listing(one.id) for one in desk.store.submissions())
    return next(row.submission for row in found if row and row.ruleset == "yunnan-2021")


@pytest.fixture(scope="module")
def trial_server(
    judged_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[desks.Running]:
    """A desk of its own for requests by the hundred, which leave it in any state."""
    home = Path(shutil.copytree(judged_home, tmp_path_factory.mktemp("trial") / "home"))
    with desks.opened(home) as desk, desks.served(desk) as running:
        yield running
