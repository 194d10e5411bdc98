"""A PostgreSQL server for tests: in a folder of its own, without a network, gone afterwards.

The server refuses to run as root; where the tests do, it runs as the user that came with it.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Debian keeps the server's programs out of the path.
PLACES = (Path("/usr/lib/postgresql"), Path("/usr/local/lib/postgresql"))
SERVER_USERS = ("postgres", "nobody")
NUMBERS = itertools.count(1)


def programs() -> Path | None:
    """The folder with `pg_ctl` and `initdb`, None where there is none."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted((f for place in PLACES for f in place.glob("*/bin")), reverse=True)
    return next((f for f in folders if (f / "initdb").exists()), None)


def missing() -> str | None:
    """Why no server can be started here; None where one can."""
    if importlib.util.find_spec("psycopg") is None:
        return "postgresql: the driver psycopg is not installed"
    return None if programs() else "postgresql: no server is installed"


@contextmanager
def server() -> Iterator[str]:
    """A server; the URL of its first database."""
    home = programs()
    assert home is not None
    # A socket's path may have 107 characters: a test's own folder is too deep.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _server_user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off"

    def call(program: str, *arguments: str) -> None:
        command = [str(home / program), "-D", str(data), *arguments]
        done = subprocess.run(
            command, user=user, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        call("initdb", "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in SERVER_USERS if name in known)


def new_database(url: str) -> str:
    """An empty database on the server of that URL; its own URL."""
    import sqlalchemy

    name = f"tests_{next(NUMBERS)}"
    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.replace("/postgres?", f"/{name}?")
