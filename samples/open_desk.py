"""The last step of `make demo`: the review desk on the judged samples, and the way in.

The desk goes on in the background, so that the command ends; opening it again ends the one
before. Its password is made anew every time and stands on the screen only.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

NAME, TITLE = "demo", "演示"
HOST, FIRST_PORT = "127.0.0.1", 8700
START_SECONDS = 60


def main(home: Path, *, only_end: bool = False) -> int:
    """Open the desk of a home and print how to come in."""
    running = home / "desk.pid"
    end(running)
    if only_end:
        return 0
    port, password = free_port(), secrets.token_urlsafe(12)
    command = [sys.executable, "-m", "pipeline", "--home", str(home)]
    user = ["user", "add", NAME, "--title", TITLE, "--role", "administrator", "--password-stdin"]
    subprocess.run(
        [*command, *user], input=password + "\n", text=True, check=True, stderr=subprocess.DEVNULL
    )
    with (home / "desk.log").open("wb") as log:
        desk = subprocess.Popen(
            [*command, "serve", "--port", str(port), "--watch"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    running.write_text(str(desk.pid), encoding="ascii")
    until = time.monotonic() + START_SECONDS
    while not answers(port):
        if desk.poll() is not None or time.monotonic() > until:
            print((home / "desk.log").read_text("utf-8", "replace"), file=sys.stderr)
            print(f"The desk did not open; {home / 'desk.log'} says why.", file=sys.stderr)
            return 1
        time.sleep(0.2)
    print(f"The review desk is open:  http://{HOST}:{port}/")
    print(f"      sign in as  {NAME}  with the password  {password}")
    print("      `make demo-end` closes it")
    return 0


def end(running: Path) -> None:
    """End the desk that was opened before, if it still runs."""
    with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError, PermissionError):
        number = int(running.read_text("ascii"))
        # Numbers of processes are used again: only a desk is ended.
        if b"serve" in Path(f"/proc/{number}/cmdline").read_bytes():
            os.kill(number, signal.SIGTERM)
    running.unlink(missing_ok=True)


def free_port() -> int:
    """The desk's usual port, or one that nobody listens at."""
    for port in (FIRST_PORT, 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    raise OSError("no port is free")


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex((HOST, port)) == 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), only_end="--end" in sys.argv))
