"""What a request brings is counted while it arrives: too much or too slow ends, in Chinese."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Response

from pipeline.web import limits
from tests import desks, doors
from tests.doors import Browser, Door

FORM = "application/x-www-form-urlencoded"
MIB = 2**20


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with doors.opened(tmp_path, largest_file=6 * MIB, most_files=20) as opened:
        yield opened


def chunks(size: int) -> Iterator[bytes]:
    """A body whose length is not announced."""
    for _ in range(size // MIB):
        yield b"a" * MIB


@pytest.mark.parametrize("path", ["/sign-in", "/queue/views", "/api/v1/session", "/nowhere"])
def test_a_body_that_announces_too_much_is_not_read(door: Door, path: str) -> None:
    answer = door.browser().client.post(path, content=b"a" * (limits.LARGEST + 1))

    assert answer.status_code == 413
    assert "超过了允许的大小" in told(answer)
    assert answer.headers["connection"] == "close"
    assert answer.headers["content-security-policy"]


def test_a_body_that_announces_nothing_is_counted(door: Door) -> None:
    browser = door.browser("wang")

    answer = browser.client.post(
        "/queue/views", content=chunks(limits.LARGEST + MIB), headers={"content-type": FORM}
    )

    assert answer.status_code == 413, answer.text
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("path", ["/upload", "/api/v1/uploads"])
def test_files_may_be_as_large_as_intake_takes_them(door: Door, path: str) -> None:
    browser = door.browser("wang")

    def uploaded(size: int) -> Response:
        files = [("files", ("表.txt", os.urandom(size)))]
        # The token in the header too: the API looks nowhere else.
        token = {"x-csrf-token": browser.csrf, "accept": "application/json"}
        return browser.post(path, {"title": f"名称{size}"}, files=files, headers=token)

    assert uploaded(5 * MIB).status_code == 201
    assert uploaded(8 * MIB).status_code == 413


@pytest.mark.parametrize("path", ["/upload", "/api/v1/uploads"])
def test_as_many_files_as_intake_takes_may_come_at_once(tmp_path: Path, path: str) -> None:
    with doors.opened(tmp_path) as door:
        browser = door.browser("wang")
        files = [("files", (f"{n}.txt", b"x")) for n in range(door.desk.settings.most_files)]
        token = {"x-csrf-token": browser.csrf, "accept": "application/json"}

        assert browser.post(path, {"title": "多"}, files=files, headers=token).status_code == 201


@pytest.mark.parametrize("path", ["/upload", "/api/v1/uploads"])
def test_what_is_no_file_is_not_gathered_in_memory(door: Door, path: str) -> None:
    browser = door.browser("wang")
    fields = {f"f{n}": (None, b"x" * 100_000) for n in range(30)}

    answer = browser.post(path, files=fields, headers={"x-csrf-token": browser.csrf})

    assert answer.status_code == 400


def test_an_upload_of_who_is_not_signed_in_is_not_read(door: Door) -> None:
    browser: Browser = door.browser()
    head = {"content-type": "multipart/form-data; boundary=x"}

    answer = browser.client.post("/api/v1/uploads", content=b"--x\r\n" * 10, headers=head)

    assert answer.status_code == 401
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("path", ["/upload", "/api/v1/uploads"])
def test_more_files_than_intake_takes_are_refused(door: Door, path: str) -> None:
    browser = door.browser("wang")
    files = [("files", (f"{n}.txt", b"x")) for n in range(30)]

    answer = browser.post(
        path, {"title": "多"}, files=files, headers={"x-csrf-token": browser.csrf}
    )

    assert answer.status_code in (400, 422)


def test_a_million_fields_are_refused(door: Door) -> None:
    browser = door.browser("wang")

    answer = browser.client.post(
        "/queue/views", content=b"a&" * 1_000_000, headers={"content-type": FORM}
    )

    assert answer.status_code == 400


def test_brackets_without_end_are_no_json(door: Door) -> None:
    browser = door.browser("wang")
    head = {"content-type": "application/json", "x-csrf-token": browser.csrf}

    answer = browser.client.post("/api/v1/session", content=b"[" * 1_000_000, headers=head)

    assert answer.status_code in (400, 422)
    json.loads(answer.text)


def told(answer: Response) -> str:
    return answer.json()["detail"] if "json" in answer.headers["content-type"] else answer.text


# --- a real server, spoken to byte by byte --------------------------------------------------------


@pytest.fixture
def port(door: Door) -> Iterator[int]:
    with desks.served(door.desk) as running:
        yield running.port


def connected(port: int, head: str, path: str = "/sign-in") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    lines = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\n{head}\r\n\r\n"
    line.sendall(lines.encode())
    return line


def heard(line: socket.socket) -> bytes:
    """All that comes until the server closes the line, which is then closed here too."""
    found = b""
    with line:
        try:
            while piece := line.recv(65536):
                found += piece
        except ConnectionResetError:  # it closed while we were still sending
            pass
    return found


@pytest.mark.parametrize("path", ["/sign-in", "/queue", "/upload", "/nowhere"])
def test_a_body_without_end_is_cut(port: int, path: str) -> None:
    line = connected(port, "Transfer-Encoding: chunked", path)
    piece = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    sent, cut = 0, threading.Event()

    def listen() -> None:
        heard(line)
        cut.set()

    listening = threading.Thread(target=listen)
    listening.start()
    try:
        while not cut.is_set() and sent < 64 * MIB:
            line.sendall(piece)
            sent += len(piece)
    except OSError:  # closed by the server, or here after that
        pass
    assert sent < 64 * MIB
    listening.join(20)


def test_a_length_of_terabytes_is_refused_at_once(port: int) -> None:
    line = connected(port, f"Content-Length: {5 * 2**40}")

    assert heard(line).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("length", ["-1", "1e9", "٣", "9" * 5000, "5, 6"])
def test_a_length_that_is_none_breaks_nothing(port: int, length: str) -> None:
    line = connected(port, f"Content-Length: {length}")

    assert heard(line).split(b" ")[1] in (b"400", b"413")


def test_a_body_that_does_not_come_is_not_waited_for(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SILENCE_SECONDS", 0.2)

    assert heard(connected(port, "Content-Length: 100")).startswith(b"HTTP/1.1 408")


def test_a_body_that_comes_drop_by_drop_ends(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    found = b""
    until = time.monotonic() + 20
    with connected(port, "Content-Length: 100000") as line:
        line.settimeout(0.05)
        while not found and time.monotonic() < until:
            line.sendall(b"a")
            try:
                found = line.recv(100)
            except TimeoutError:
                continue

    assert found.startswith(b"HTTP/1.1 408")


def test_headers_without_end_are_cut(port: int) -> None:
    line = connected(port, "X: " + "a" * 200_000)

    assert heard(line).startswith(b"HTTP/1.1 4")
