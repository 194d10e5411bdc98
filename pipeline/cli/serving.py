"""`serve`: the review desk in the browser, with what should run beside it."""

from __future__ import annotations

import ipaddress
import logging
import threading
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Home, settings_of

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Sequence

    from pipeline.settings import Settings
    from pipeline.showing.images import PageImages

log = logging.getLogger(__name__)

LOCAL = "127.0.0.1"
# How long requests that are being answered may take to end when the desk is stopped.
GRACE_SECONDS = 10
# And everything: systems that stop a service kill it after 30 s or more.
ENDING_SECONDS = 25.0
# Each connection takes one, and each file of an upload that does not fit in memory.
OPEN_FILES = 8_192
CONNECTIONS = 2_000


class ServeError(OSError):
    """The desk cannot be opened as it was asked for; the message says why.

    The machine's refusal, as a full disk is, and told alike.
    """


def serve(
    ctx: typer.Context,
    host: Annotated[
        str, typer.Option(help="Address to listen at; the desk then answers to that name too.")
    ] = LOCAL,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8700,
    watch: Annotated[bool, typer.Option("--watch", help="Take in files as they arrive.")] = False,
    schedule: Annotated[
        bool, typer.Option("--schedule", help="Run the commands of `schedule` at their times.")
    ] = False,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="Address of a server in front that is believed when it says who asks. Repeatable.",
        ),
    ] = None,
    home: Home = None,
) -> None:
    """Open the review desk in the browser, until Ctrl-C."""
    from pipeline.cli.screen import messages, styled
    from pipeline.computation import installed
    from pipeline.desk.taking_in import TakingIn
    from pipeline.showing.images import PageImages
    from pipeline.store import open_store
    from pipeline.web.app import create_app
    from pipeline.web.context import Desk

    settings = answering_to(settings_of(ctx, home), host)
    in_front = addresses(proxy or ())
    settings.home.mkdir(parents=True, exist_ok=True)
    allow_open_files()
    ended = Ended()
    with ExitStack() as held:
        listening = held.enter_context(closing(listen(host, port)))
        store = held.enter_context(open_store(settings.database))
        images = held.enter_context(PageImages.of(settings))
        taking_in = held.enter_context(TakingIn(settings))
        app = create_app(Desk(settings, store, installed(settings), images, taking_in))
        beside = _beside(settings, ended.asked, watch=watch, schedule=schedule)
        console = messages()
        shown = f"[{host}]" if ":" in host else host
        console.print(styled(f"The review desk is open: http://{shown}:{port}/  (Ctrl-C ends it)"))
        if _anywhere(host) and not settings.url:
            console.print(
                styled("It answers to names in ZHONGCHUANG_HOSTS and ZHONGCHUANG_URL only."),
                style="yellow",
            )
        if not store.users():
            console.print(
                styled("Nobody can sign in yet: zhongchuang user add NAME --role administrator"),
                style="yellow",
            )
        for thread in (*beside, threading.Thread(target=_warm, args=(images,), daemon=True)):
            thread.start()
        try:
            answer(app, listening, in_front, ended)
        finally:
            ended.asked.set()
            for thread in beside:
                thread.join()


def answering_to(settings: Settings, host: str) -> Settings:
    """The settings with the address to listen at among the names that the desk answers to.

    Not where it listens at every address of the machine: that is no name of it.
    """
    if _anywhere(host):
        return settings
    return replace(settings, hosts=settings.hosts | {host.lower()})


def _anywhere(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def addresses(given: Sequence[str]) -> list[str]:
    """The servers in front, each as an address or a network.

    Raises:
        ServeError: one is neither; names could be pointed elsewhere.
    """
    try:
        return [str(ipaddress.ip_network(one)) for one in given]
    except ValueError as error:
        raise ServeError(f"--proxy: {error}; write an address such as 127.0.0.1") from error


def listen(host: str, port: int) -> socket.socket:
    """A socket at that address, taken now.

    Raises:
        ServeError: it cannot be had.
    """
    import errno
    import socket

    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            why = f"port {port} is taken by another program; choose one with --port"
        else:
            why = f"cannot listen at {host} port {port}: {error.strerror or error}"
        raise ServeError(why) from error


def allow_open_files() -> None:
    """As many open files as this process may have at once, up to OPEN_FILES."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _warm(images: PageImages) -> None:
    """Have a drawing process ready before the first page is asked for."""
    from pipeline.reading.process import SandboxError

    try:
        images.warm()
    except SandboxError as error:
        log.error("no page can be drawn: %s", error)


def answer(
    app: Callable[..., object], listening: socket.socket, in_front: list[str], ended: Ended
) -> None:
    """Answer requests until the process is asked to end."""
    import signal

    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        log_config=None,
        server_header=False,
        proxy_headers=bool(in_front),
        forwarded_allow_ips=in_front,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="off",
    )

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: object) -> None:
            ended.asked.set()
            super().handle_exit(sig, frame)  # type: ignore[arg-type]

    server = Server(config)
    # It gives signals on when it has ended: what is open must be closed then, not killed.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    server.run(sockets=[listening])


class Ended:
    """Sees to it that the process ends soon after it was `asked` to, whatever is at work.

    A file that is being read may take minutes; what was not finished is taken up by the next run.
    """

    def __init__(self, seconds: float = ENDING_SECONDS) -> None:
        self.asked = threading.Event()
        self._seconds = seconds
        threading.Thread(target=self._wait, name="ending", daemon=True).start()

    def _wait(self) -> None:
        import os
        import time

        from pipeline.reading.process import end_all

        self.asked.wait()
        time.sleep(self._seconds)
        log.error("what is at work takes too long and is left to the next run")
        logging.shutdown()
        end_all()
        os._exit(0)


def _beside(
    settings: Settings, stop: threading.Event, *, watch: bool, schedule: bool
) -> list[threading.Thread]:
    """What runs in the same process until `stop` is set."""
    from pipeline.schedule import serve as run_at_times
    from pipeline.watch import watch as take_what_comes

    wanted: list[tuple[bool, str, Callable[[Settings, threading.Event], None]]] = [
        (watch, "watch", take_what_comes),
        (schedule, "schedule", run_at_times),
    ]
    return [
        threading.Thread(target=work, args=(settings, stop), name=name, daemon=True)
        for asked, name, work in wanted
        if asked
    ]
