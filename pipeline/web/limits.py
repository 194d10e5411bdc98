"""How much a request may bring and how long that may take, counted while it arrives.

Pure ASGI, around the application: forms and JSON are read before a route can ask who sent them,
so what is too large ends here, whoever sent it.
"""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.settings import MIB, Settings
from pipeline.web import failures

# A list of 2,000 rows with ten short cells is half a megabyte of JSON.
LARGEST = 4 * MIB  # bytes
# Beside the files of an upload: its fields, and the names of 2,000 files.
AROUND_FILES = MIB  # bytes
UPLOADS = frozenset({"/upload", "/api/v1/uploads"})
# Between two pieces; a line that is lost for longer is begun anew by the page.
SILENCE_SECONDS = 30.0
# For all of a body that is no upload: one that comes drop by drop holds a connection.
SECONDS = 60.0
# A gigabyte over a village's line of 3 Mbit/s takes 45 minutes.
UPLOAD_SECONDS = 4 * 3600.0
# Of each file so much is held in memory, the rest on disk: there may be 2,000 at once.
HELD_OF_A_FILE = 64 * 1024  # bytes
TOO_SLOW = "内容没有及时传完，未作任何改动。请检查网络后重试。"


def install(app: FastAPI) -> None:
    """Have what every request brings counted."""
    MultiPartParser.spool_max_size = HELD_OF_A_FILE
    app.add_middleware(Bounded, settings=app.state.desk.settings)


class Bounded:
    """The application; what it receives ends with 413 or 408 where it is too much or too slow."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._largest_upload = settings.largest_file + AROUND_FILES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        upload = scope["path"] in UPLOADS
        largest = self._largest_upload if upload else LARGEST
        body = Body(receive, largest, UPLOAD_SECONDS if upload else SECONDS, Headers(scope=scope))

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                body.answered = True
                if not body.complete:
                    # What is still to come is nobody's: the server must not go on reading it.
                    MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        if body.announced > largest:
            refusal = failures.answer(Request(scope), 413)
            await refusal(scope, receive, sent)
            return
        await self._app(scope, body.receive, sent)


class Body:
    """What one request brings. `announced` is its length as it says, in bytes; 0 for unknown."""

    def __init__(self, receive: Receive, largest: int, seconds: float, headers: Headers) -> None:
        self._receive, self._largest, self._seconds = receive, largest, seconds
        self._received = 0
        self._until: float | None = None
        given = headers.get("content-length", "")
        # A server refuses what is no number; ours does before it asks the application.
        self.announced = int(given[:20]) if given.isascii() and given.isdigit() else 0
        self.complete = not self.announced and "transfer-encoding" not in headers
        self.answered = False

    async def receive(self) -> Message:
        """The next piece.

        Raises:
            HTTPException: 413 or 408, until the answer has begun; then the client is gone.
        """
        if self.complete:
            return await self._receive()
        message = await self._in_time()
        self._received += len(message.get("body", b""))
        if self._received > self._largest:
            return self._cut(HTTPException(413))
        self.complete = not message.get("more_body", False)
        return message

    async def _in_time(self) -> Message:
        now = asyncio.get_running_loop().time()
        self._until = self._until or now + self._seconds
        try:
            async with asyncio.timeout_at(min(now + SILENCE_SECONDS, self._until)):
                return await self._receive()
        except TimeoutError:
            return self._cut(HTTPException(408, TOO_SLOW))

    def _cut(self, error: HTTPException) -> Message:
        if not self.answered:
            raise error
        return {"type": "http.disconnect"}
