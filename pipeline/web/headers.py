"""What every answer carries, and by which names the desk may be asked for.

Pure ASGI, around everything else: an answer that a framework makes by itself has them as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.responses import PlainTextResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.settings import Settings

# All that a page shows or runs comes from here, nothing stands in the page itself: text from a
# file that got into a page unescaped would still be dead.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Applications are nobody else's business: not the next person's at the same machine either.
    "Cache-Control": "no-store",
}
"""Set where the answer itself says nothing else."""
A_YEAR = 365 * 24 * 3600
# The address of one of our own files changes with its content.
FOR_EVER = f"public, max-age={A_YEAR}, immutable"
STATIC = "/static/"


class Protected:
    """The application, asked for by a known name only, its answers with `HEADERS`."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = settings.hosts
        self._https = settings.https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(scope, MutableHeaders(scope=message), message["status"])
            await send(message)

        named = host_of(Headers(scope=scope).get("host", ""))
        if named not in self._hosts:
            refusal = PlainTextResponse(
                "这个地址不在复核台允许的地址之列。管理员可用 ZHONGCHUANG_HOSTS 添加。\n", 421
            )
            await refusal(scope, receive, sent)
            return
        await self._app(scope, receive, sent)

    def _add(self, scope: Scope, headers: MutableHeaders, status: int) -> None:
        if scope["path"].startswith(STATIC) and status in (200, 304):
            versioned = b"v=" in scope["query_string"]
            headers.setdefault("Cache-Control", FOR_EVER if versioned else "no-cache")
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self._https:
            headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}")


def host_of(header: str) -> str:
    """The name in a Host header, without its port and an IPv6 address's brackets.

    Example:
        >>> host_of("[::1]:8700"), host_of("Desk.example:8700")
        ('::1', 'desk.example')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()
