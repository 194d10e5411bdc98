"""Review desks for tests: a home with judged samples, people in every role, a real server."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from pipeline import stages
from pipeline.accounts import Role, people
from pipeline.computation import installed
from pipeline.desk.taking_in import TakingIn
from pipeline.settings import Settings, Tools
from pipeline.showing.images import PageImages
from pipeline.store import open_store
from pipeline.web.app import create_app
from pipeline.web.context import Desk

if TYPE_CHECKING:
    from pipeline.store import Store

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "submissions"
# A form in Word, one in Excel, plans in PDF: three policies, none of them scanned.
FEW = ("330326_宠创工坊_备案", "苍南-矾都青创（市级备案）", "保山-澜谷众创空间申报材料")
PASSWORD = "竹林里的第七盏灯笼还亮着"
NAMES = {
    Role.VIEWER: ("kan", "阮观澜"),
    Role.REVIEWER: ("wang", "王知行"),
    Role.SECOND_REVIEWER: ("li", "李慎之"),
    Role.ADMINISTRATOR: ("admin", "管理员"),
}
DATABASE = "zhongchuang.db"


def settings_of(home: Path) -> Settings:
    """An installation without optional tools, so that tests say the same on every machine."""
    return Settings(
        home,
        f"sqlite:///{home / DATABASE}",
        "Asia/Shanghai",
        tools=Tools(recognise=False, convert=False, place=False),
    )


def judge(home: Path, names: Sequence[str] = FEW) -> None:
    """Make a home in which those samples are read and judged, and people who may come in."""
    settings = settings_of(home)
    settings.inbox.mkdir(parents=True)
    for name in names:
        source = SAMPLES / name
        if source.is_dir():
            shutil.copytree(source, settings.inbox / name)
        else:
            shutil.copy(source, settings.inbox / name)
    stages.run(settings)
    with open_store(settings.database) as store:
        for role, (name, title) in NAMES.items():
            add_person(store, name, title, role)


def add_person(
    store: Store, name: str, title: str, role: Role, rulesets: frozenset[str] = frozenset()
) -> None:
    """Somebody who signs in with `PASSWORD`."""
    people.add(store, name, title, role, PASSWORD, dt.datetime.now(dt.UTC), rulesets)


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    """The desk of a home."""
    settings = settings_of(home)
    with (
        open_store(settings.database) as store,
        PageImages.of(settings) as images,
        TakingIn(settings) as taking_in,
    ):
        yield Desk(settings, store, installed(settings), images, taking_in)


@dataclass
class Running:
    """A desk that a browser can reach; `stop` and `start` are a server that goes and comes."""

    app: FastAPI
    port: int
    _server: uvicorn.Server = field(init=False)
    _thread: threading.Thread = field(init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(self.app, port=self.port, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(20)


@contextmanager
def served(desk: Desk) -> Iterator[Running]:
    """A real server on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    running = Running(create_app(desk), port)
    running.start()
    try:
        yield running
    finally:
        running.stop()
