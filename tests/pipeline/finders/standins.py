"""Stand-ins for what an office would add: finders, and a model's server on a real port."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from extractors.catalogue import FieldSpec
from extractors.find.added.finder import Claim, FinderError
from extractors.model import Document


@dataclass
class Parrot:
    """A finder that says the same of every document, and remembers which it was asked about."""

    said: Sequence[object] = ()
    name: str = "parrot"
    revision: str = "1"
    asked: list[str] = field(default_factory=list)

    def find(self, document: Document, fields: Mapping[str, FieldSpec]) -> Iterator[Any]:
        self.asked.append(document.name)
        yield from self.said


def parrot() -> Parrot:
    """A factory, as a setting names it: finds the area in words that no label of ours knows."""
    return Parrot([Claim("total_area_m2", "地方一共1200平方米", "1200")])


class Mute(Parrot):
    """A finder whose model is not there."""

    def find(self, document: Document, fields: Mapping[str, FieldSpec]) -> Iterator[Any]:
        raise FinderError("no model")


def mute() -> Mute:
    """A factory of one that does not answer."""
    return Mute(name="mute")


def broken() -> Any:
    """A factory whose finder does not look like one."""
    return object()


@dataclass
class Question:
    """A request as the server saw it."""

    path: str
    headers: Mapping[str, str]
    body: Any

    @property
    def portion(self) -> str:
        return str(self.body["messages"][1]["content"])


Reply = Callable[[BaseHTTPRequestHandler, Question], None]


@dataclass
class Server:
    """Where it listens and what it was asked."""

    url: str
    asked: list[Question] = field(default_factory=list)


@contextmanager
def model_server(*replies: Reply) -> Iterator[Server]:
    """A server on this machine that gives the replies in turn, the last one from then on."""
    server: Server

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            question = Question(self.path, dict(self.headers), json.loads(body))
            reply = replies[min(len(server.asked), len(replies) - 1)]
            server.asked.append(question)
            # A client that had enough hangs up, as it should.
            try:
                reply(self, question)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server = Server(f"http://127.0.0.1:{listening.server_port}/v1")
    serving = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    serving.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        serving.join()


def says(*findings: Any) -> Reply:
    """A model that does as it was told."""
    return writes(json.dumps({"findings": list(findings)}, ensure_ascii=False))


def writes(content: Any) -> Reply:
    """A model that writes this, whatever it is, in a proper answer."""
    return sends(json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def sends(body: bytes, status: int = 200, **headers: str) -> Reply:
    """A server that sends this body."""

    def reply(handler: BaseHTTPRequestHandler, question: Question) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def drips(seconds: float) -> Reply:
    """A server that sends a sign now and then and never comes to an end."""

    def reply(handler: BaseHTTPRequestHandler, question: Question) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(seconds)

    return reply


def waits(seconds: float) -> Reply:
    """A server that is slow to begin."""

    def reply(handler: BaseHTTPRequestHandler, question: Question) -> None:
        time.sleep(seconds)
        says()(handler, question)

    return reply


def pours(handler: BaseHTTPRequestHandler, question: Question) -> None:
    """A server that does not stop."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"1" * 65_536)


def hangs_up(handler: BaseHTTPRequestHandler, question: Question) -> None:
    """A server that dies in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices":')
    handler.close_connection = True


def raising() -> Any:
    """A factory that fails."""
    raise ValueError("no such folder")


def ending() -> Any:
    """A factory that ends the program."""
    raise SystemExit(3)


class Nameless(Parrot):
    """A finder that cannot say its name."""

    @property
    def name(self) -> str:
        raise RuntimeError("no name")

    @name.setter
    def name(self, name: str) -> None:
        pass


nameless = Nameless
