"""A desk without applications and with a clock of its own, for tests of who may come in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from fastapi import APIRouter
from fastapi.testclient import TestClient
from httpx import Response

from pipeline.accounts import passwords
from pipeline.web.app import create_app
from pipeline.web.context import Desk
from tests import desks

TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
PASSWORD = desks.PASSWORD
PEOPLE = {role: name for role, (name, _) in desks.NAMES.items()}


@dataclass
class Clock:
    """A clock that a test sets."""

    now: dt.datetime = field(default_factory=lambda: dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC))

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **much: float) -> None:
        self.now += dt.timedelta(**much)


@dataclass
class Browser:
    """One browser at a desk; it keeps its cookies and follows nothing by itself."""

    client: TestClient
    csrf: str = ""

    def get(self, path: str, **given: Any) -> Response:
        return self.client.get(path, **given)

    def post(self, path: str, data: dict[str, Any] | None = None, **given: Any) -> Response:
        return self.client.post(path, data={"csrf": self.csrf, **(data or {})}, **given)

    def read(self, path: str, **given: Any) -> Response:
        """A page, whose token is used from here on."""
        answer = self.get(path, **given)
        if found := TOKEN.search(answer.text):
            self.csrf = found[1]
        return answer

    def sign_in(self, name: str, password: str = PASSWORD, next: str = "/password") -> Response:
        """Through the form, like a person; then the token is that of the session."""
        self.read("/sign-in")
        answer = self.post("/sign-in", {"name": name, "password": password, "next": next})
        if answer.status_code == 303:
            self.read("/password")
        return answer


@dataclass
class Door:
    """A desk, its clock, and as many browsers as a test needs."""

    desk: Desk
    clock: Clock
    routers: tuple[APIRouter, ...] = ()
    base_url: str = "http://localhost"

    def browser(self, name: str = "", base_url: str = "") -> Browser:
        """A browser of its own; with somebody signed in where a name is given."""
        app = create_app(self.desk)
        for router in self.routers:
            app.include_router(router)
        client = TestClient(
            app,
            base_url or self.base_url,
            raise_server_exceptions=False,
            follow_redirects=False,
        )
        browser = Browser(client)
        if name:
            answer = browser.sign_in(name)
            assert answer.status_code == 303, answer.text
        return browser


@contextmanager
def opened(home: Path, base_url: str = "http://localhost", **settings: Any) -> Iterator[Door]:
    """A desk with one person in every role; passwords cost little."""
    clock, dear = Clock(), passwords.HASHER
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobodys.cache_clear()
    try:
        with desks.opened(home) as desk:
            for role, name in PEOPLE.items():
                desks.add_person(desk.store, name, desks.NAMES[role][1], role)
            changed = replace(desk.settings, **settings)
            yield Door(replace(desk, settings=changed, clock=clock), clock, base_url=base_url)
    finally:
        passwords.HASHER = dear
        passwords._nobodys.cache_clear()
