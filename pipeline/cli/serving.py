"""`serve`: the review desk in the browser, with what should run beside it."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import Home, settings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.settings import Settings

LOCAL = "127.0.0.1"
# How long requests that are being answered may take to end when the desk is stopped.
GRACE_SECONDS = 20


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = LOCAL,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8700,
    watch: Annotated[bool, typer.Option("--watch", help="Take in files as they arrive.")] = False,
    schedule: Annotated[
        bool, typer.Option("--schedule", help="Run the commands of `schedule` at their times.")
    ] = False,
    home: Home = None,
) -> None:
    """Open the review desk in the browser, until Ctrl-C."""
    import uvicorn

    from pipeline.cli.screen import messages, styled
    from pipeline.computation import installed
    from pipeline.desk.taking_in import TakingIn
    from pipeline.showing.images import PageImages
    from pipeline.store import open_store
    from pipeline.web.app import create_app
    from pipeline.web.context import Desk

    settings = settings_of(ctx, home)
    settings.home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        store = held.enter_context(open_store(settings.database))
        images = held.enter_context(PageImages.of(settings))
        taking_in = held.enter_context(TakingIn(settings))
        app = create_app(Desk(settings, store, installed(settings), images, taking_in))
        stop = threading.Event()
        beside = _beside(settings, stop, watch=watch, schedule=schedule)
        console = messages()
        shown = f"[{host}]" if ":" in host else host
        console.print(styled(f"The review desk is open: http://{shown}:{port}/  (Ctrl-C ends it)"))
        if not store.users():
            console.print(
                styled("Nobody can sign in yet: zhongchuang user add NAME --role administrator"),
                style="yellow",
            )
        for thread in beside:
            thread.start()
        try:
            uvicorn.run(
                app,
                host=host,
                port=port,
                log_level="warning",
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        finally:
            stop.set()
            for thread in beside:
                thread.join()


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
        threading.Thread(target=work, args=(settings, stop), name=name)
        for asked, name, work in wanted
        if asked
    ]
