"""One database's connections: to ask, to change in one transaction, to see one moment.

A database that stops serving meanwhile (locked too long, full disk, server gone, a table taken
away) is told as a `StoreError`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, Select
from sqlalchemy.exc import OperationalError

from pipeline.store.rows import StoreError

WRITING = "zhongchuang_writing"
"""Execution option of a connection that is going to write."""


class Connected:
    """Holds an engine, or within a snapshot one connection of it."""

    def __init__(self, engine: Engine, connection: Connection | None = None) -> None:
        self._engine = engine
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give all connections back."""
        if self._connection is None:
            self._engine.dispose()

    @contextmanager
    def _moment(self) -> Iterator[Connection]:
        options: dict[str, Any] = {}
        if self._engine.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with _told(), self._engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._connection is not None:
            yield self._connection
            return
        with _told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._connection is not None:
            raise RuntimeError("a snapshot is for asking only")
        with (
            _told(),
            self._engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            yield connection

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self._reading() as connection:
            return connection.execute(query).all()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreError(
            f"the database does not serve: {error.orig}. "
            "Check that nothing else holds it and that its disk has room; then try again."
        ) from error
