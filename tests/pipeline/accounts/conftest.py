"""Passwords are made at small cost here: the rules are tested, not the machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from pipeline.accounts import passwords
from pipeline.settings import Settings, settings
from pipeline.store import open_store
from pipeline.store.queries import Store

NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[PasswordHasher]:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", hasher)
    passwords._nobodys.cache_clear()
    yield hasher
    passwords._nobodys.cache_clear()


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    return settings(tmp_path, environ={})
