"""A database URL in, a ready `Store` out: connection settings and the newest schema.

Never changes a row of data itself; migrations run whole or not at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from pipeline.store.connected import WRITING
from pipeline.store.queries import Store
from pipeline.store.rows import StoreError

HEAD = "0004"
"""The newest migration; a test compares it with migrations/versions."""

# How long a writer waits for another one before it gives up. A run commits after every
# file, so waits are milliseconds; a copy of the whole database by hand takes seconds.
BUSY_MILLISECONDS = 30_000


def opened(url: str) -> Store:
    """The store at that URL; see `pipeline.store.open_store`."""
    engine = _engine(url)
    try:
        _bring_to_head(engine)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(
            f"{_shown(url)}: the database cannot be opened: {error.orig}. "
            "Check that the file or server is there, is a database, and may be written."
        ) from error
    except StoreError:
        engine.dispose()
        raise
    return Store(engine)


def is_there(url: str) -> bool:
    """Whether there is a database at that URL yet; it is neither made nor changed.

    Raises:
        StoreError: it cannot be reached, or is none that this program knows.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"the database URL is not one: {error}") from error
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists():
        return False
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            found = _version(connection)
    except DBAPIError as error:
        raise StoreError(f"{_shown(url)}: the database cannot be opened: {error.orig}") from error
    finally:
        engine.dispose()
    if found is not None and found > HEAD:
        raise StoreError(f"the database has schema {found}, this program knows {HEAD}")
    return found is not None


def _shown(url: str) -> str:
    """The URL without its password."""
    return make_url(url).render_as_string(hide_password=True)


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise StoreError(f"{_shown(url)}: only sqlite and postgresql are supported")
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(
            f"the database URL is not one: {error}. Write sqlite:///file or postgresql://…"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the driver for {_shown(url)} is not installed: pip install {error.name}"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """WAL lets readers read while one writes; FULL keeps what was committed over a power cut."""
    # The driver would begin transactions late and commit before DDL; we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: one that starts by reading cannot wait for it later."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_to_head(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction.

    Raises:
        StoreError: the database was made by a newer version of this program.
    """
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # Two programs that start at once on an empty database: the second one waits.
            connection.execute(text("SELECT pg_advisory_xact_lock(20211130)"))
        found = _version(connection)
        if found == HEAD:
            return
        if found is not None and found > HEAD:
            raise StoreError(
                f"the database has schema {found}, this program knows {HEAD}: "
                "it was made by a newer version. Install that version."
            )
        _migrate(connection)


def _version(connection: Connection) -> str | None:
    """The schema's version without loading Alembic, which takes a third of a second."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
