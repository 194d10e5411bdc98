"""`serve` as a process of its own: by which names it answers, whom it believes, how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from pipeline.cli import serving
from pipeline.cli.serving import ServeError, addresses, answering_to, listen
from pipeline.reading.process import end_all
from pipeline.settings import LOCAL_HOSTS, settings

PATIENCE = 90.0  # seconds that a start may take on a busy machine
RUN = "from pipeline.cli import main; main()"
Start = Callable[..., "Served"]


class Served:
    """A running `zhongchuang serve`."""

    def __init__(self, home: Path, *words: str) -> None:
        self.home, self.port = home, free_port()
        environ = {name: given for name, given in os.environ.items() if "ZHONGCHUANG" not in name}
        command = [sys.executable, "-c", RUN, "--home", str(home), "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), *words],
            env={**environ, "ZHONGCHUANG_PLACE": "0", "ZHONGCHUANG_RECOGNISE": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def get(self, path: str = "/sign-in", **given: dict[str, str]) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=30, **given)  # type: ignore[arg-type]

    def ready(self) -> Served:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.get()
                return self
            except httpx.TransportError:
                assert self.process.poll() is None, self.said()
                assert time.monotonic() < until, "it does not start"
                time.sleep(0.2)

    def end(self, number: int, within: float = 30.0) -> int:
        self.process.send_signal(number)
        return self.process.wait(within)

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.read().decode()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Served] = []

    def start(*words: str) -> Served:
        started.append(Served(tmp_path / "home", *words))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()
        assert one.process.stdout is not None
        one.process.stdout.close()


def children(pid: int) -> set[str]:
    """The processes that a process has started."""
    found: set[str] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found |= set(task.read_text().split())
    return found


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


# --- how it ends ----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly_with_all_that_runs_beside(start: Start, number: int) -> None:
    served = start("--watch", "--schedule").ready()
    # The process that draws pages is started before anybody asks for one.
    until(lambda: children(served.process.pid))
    drawing = children(served.process.pid)

    assert served.end(number) == 0
    assert not any(Path(f"/proc/{one}").exists() for one in drawing)
    assert "Traceback" not in served.said()


def test_a_connection_that_is_held_open_does_not_keep_it(start: Start) -> None:
    served = start().ready()
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
        time.sleep(0.5)

        assert served.end(signal.SIGTERM) == 0


def test_a_file_at_work_does_not_keep_it(tmp_path: Path) -> None:
    """What takes longer than the time to end is left to the next run, its processes ended."""
    script = (
        "import subprocess, sys, threading, time\n"
        "from pipeline.cli.serving import Ended\n"
        "ended = Ended(0.2)\n"
        "child = subprocess.Popen(['sleep', '600'], start_new_session=True)\n"
        "print(child.pid, flush=True)\n"
        "ended.asked.set()\n"
        "threading.Event().wait()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=30)

    assert done.returncode == 0
    stat = Path(f"/proc/{int(done.stdout)}/stat")
    # Gone, or waiting for the system to collect it.
    until(lambda: not stat.exists() or ") Z " in stat.read_text(), 10)


def test_ending_all_spares_other_processes() -> None:
    own = subprocess.Popen(["sleep", "600"], start_new_session=True)
    others = subprocess.Popen(
        ["sh", "-c", "sleep 600 & echo $!; wait"], stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        end_all()
        assert own.wait(10) == -signal.SIGKILL
        assert others.wait(10) == -signal.SIGKILL
        assert Path("/proc/self").exists()
    finally:
        assert others.stdout is not None
        others.stdout.close()


# --- by which names it answers --------------------------------------------------------------------


def test_the_address_it_listens_at_is_a_name_of_it(start: Start) -> None:
    served = start("--host", "127.0.0.2")
    served.get = lambda path="/sign-in", **given: httpx.get(  # type: ignore[method-assign,misc]
        f"http://127.0.0.2:{served.port}{path}", timeout=30, **given
    )
    served.ready()

    assert served.get().status_code == 200
    assert served.get(headers={"host": "evil.example"}).status_code == 421


def test_names_are_added_one_by_one(tmp_path: Path) -> None:
    here = settings(tmp_path, environ={})

    assert answering_to(here, "Desk.Example").hosts == LOCAL_HOSTS | {"desk.example"}
    assert answering_to(here, "127.0.0.1").hosts == LOCAL_HOSTS
    for everywhere in ("0.0.0.0", "::"):
        assert answering_to(here, everywhere).hosts == LOCAL_HOSTS


# --- a place to listen at -------------------------------------------------------------------------


def test_a_port_that_is_taken_is_told_in_one_sentence(start: Start) -> None:
    served = start().ready()
    second = start("--port", str(served.port))

    assert second.process.wait(PATIENCE) == 2
    lines = second.said().strip().splitlines()
    assert len(lines) == 1
    assert lines[0] == (
        f"zhongchuang: port {served.port} is taken by another program; choose one with --port"
    )


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(ServeError, match=r"cannot listen at 192\.0\.2\.1"):
        listen("192.0.2.1", 8700)
    with pytest.raises(ServeError, match=r"cannot listen at no\.such\.host"):
        listen("no.such.host.invalid", 8700)


def test_a_port_may_be_used_again_at_once() -> None:
    port = free_port()
    for _ in range(2):
        with (
            closing(listen("127.0.0.1", port)) as listening,
            socket.create_connection(("127.0.0.1", port)),
        ):
            listening.accept()[0].close()


# --- whom it believes -----------------------------------------------------------------------------


def test_only_a_server_in_front_is_believed_on_who_asks(start: Start, tmp_path: Path) -> None:
    """Who tells of itself that it is encrypted gets no cookie for encrypted connections."""
    said = {"x-forwarded-proto": "https", "x-forwarded-for": "10.9.8.7"}

    assert "__Host-" not in start().ready().get(headers=said).headers["set-cookie"]
    believed = start("--proxy", "127.0.0.1").ready().get(headers=said)
    assert "__Host-zc_door" in believed.headers["set-cookie"]
    other = start("--proxy", "10.0.0.1", "--proxy", "10.1.0.0/16").ready().get(headers=said)
    assert "__Host-" not in other.headers["set-cookie"]


@pytest.mark.parametrize("wrong", ["*", "proxy.example", "10.0.0.1/8", ""])
def test_a_server_in_front_is_an_address(wrong: str) -> None:
    with pytest.raises(ServeError, match="--proxy"):
        addresses([wrong])


def test_networks_are_addresses_too() -> None:
    assert addresses(["10.0.0.0/8", "::1"]) == ["10.0.0.0/8", "::1/128"]


# --- what it needs --------------------------------------------------------------------------------


def test_it_may_hold_many_connections() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        serving.allow_open_files()

        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 256
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
