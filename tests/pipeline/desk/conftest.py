"""An office on SQLite and on PostgreSQL, with one application received."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.store import open_store
from tests.pipeline.desk.offices import Office


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    with open_store(database) as store:
        found = Office.at(store, database)
        found.receive()
        yield found
