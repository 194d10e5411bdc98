"""A file's hash and a page's number in, the page's picture out: kept, else drawn by a child.

The child has the limits of `LIMITS_OF_DRAWING`, no network, and is killed and replaced when a page
asks too much. A page that was refused is not tried again for a while, so that opening a hostile
file many times costs as much as opening it once.
"""

from __future__ import annotations

import base64
import binascii
import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.intake.raw_store import RawStore
from pipeline.reading.process import Child, Heard, SandboxError, Stopped
from pipeline.settings import MIB, SandboxLimits, Settings
from pipeline.showing.kept import KeptImages, is_jpeg

log = logging.getLogger(__name__)

DPI: Mapping[int, int] = {1: 120, 2: 216}
"""zoom → dots an inch: A4 is 992 dots wide on a pane of some 680, and 1,786 at twice that."""

LIMITS_OF_DRAWING = SandboxLimits(
    # A dense page takes 60 ms, a map of 200,000 lines 2 s.
    seconds=10.0,
    # A photograph of 50 million pixels takes 150 MiB and as much again while it is turned.
    memory_bytes=768 * MIB,
    recognition_bytes=0,
    converter_bytes=0,
    temp_bytes=16 * MIB,
    open_files=64,
    # Nine million pixels come to some 4 MiB.
    result_bytes=32 * MIB,
    files_per_child=500,
)

REASONS: Mapping[str, str] = {
    "no_page": "文件中没有这一页。",
    "encrypted": "文件设有打开密码，无法绘出页面。",
    "damaged": "此页已损坏，无法绘出。",
    "limit_size": "此页图像过大，未绘出。",
    "limit_time": "此页过于复杂，未能在规定时间内绘出。",
    "limit_memory": "此页过于复杂，绘出所需内存超过限度。",
    "parser_crashed": "绘出此页时出错，已停止。",
    "no_file": "留存的原件不在，无法绘出页面。",
    "no_child": "绘图进程未能启动，请联系管理员。",
    "busy": "正在绘出的页面过多，请稍后刷新。",
}
"""Why a page has no picture, as an official reads it."""

# How long a refusal stands, in seconds, and how many are remembered.
REFUSED_FOR = 600.0
REFUSED_MOST = 2_000
# So many pages that took all their time speak for the whole file.
SLOW_PAGES = 3
# How long a page may wait for a child that is free.
WAIT_SECONDS = 30.0
ATTEMPTS = 2
"""A child that died may have been another's victim (the kernel's memory killer)."""
PASSING = frozenset({"busy", "no_file", "no_child"})
"""Reasons that say nothing of the page."""
LOCKS = 64


class NotDrawn(Exception):
    """A page has no picture; `code` is a key of REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code if code in REASONS else "parser_crashed"

    @property
    def message_zh(self) -> str:
        return REASONS[self.code]


class PageImages:
    """Pictures of pages of one installation. Safe to call from several threads; close it."""

    def __init__(
        self,
        raw: RawStore,
        kept: KeptImages,
        workers: int = 2,
        limits: SandboxLimits = LIMITS_OF_DRAWING,
        tasks: str = "pipeline.showing.drawing",
    ) -> None:
        self._raw, self._kept = raw, kept
        self._limits, self._tasks = limits, tasks
        self._workers = workers
        # Slots: a child, or None where it has still to be started.
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(workers):
            self._idle.put(None)
        # One page is drawn once, however many ask for it at the same time.
        self._locks = [threading.Lock() for _ in range(LOCKS)]
        self._refused = _Refusals()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those of an installation, kept in its home's `cache/images`."""
        return cls(RawStore(settings.raw), KeptImages(settings.home / "cache" / "images"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all children."""
        for _ in range(self._workers):
            child = self._idle.get()
            if child is not None:
                child.end()
        for _ in range(self._workers):
            self._idle.put(None)

    def warm(self) -> None:
        """Start a child now, so that the first page need not wait for it.

        Raises:
            SandboxError: it does not start.
        """
        child = self._idle.get()
        try:
            child = child or Child(self._tasks, self._limits)
        finally:
            self._idle.put(child)

    def page(self, sha256: str, extension: str, number: int, zoom: int = 1) -> bytes:
        """The picture of a page as JPEG.

        Args:
            sha256, extension: How the file lies in the raw store.
            number: From 1.
            zoom: A key of DPI.

        Raises:
            NotDrawn: there is none.
        """
        dpi = DPI[zoom]
        kept = self._kept.get(sha256, number, dpi)
        if kept is not None:
            return kept
        with self._locks[hash((sha256, number, dpi)) % LOCKS]:
            kept = self._kept.get(sha256, number, dpi)
            if kept is not None:
                return kept
            request = {"task": "draw", "page": number, "dpi": dpi}
            answer = self._asked(sha256, extension, number, request)
            picture = _picture(answer)
            self._kept.put(sha256, number, dpi, picture)
            return picture

    def sizes(self, sha256: str, extension: str) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points, for a file of which the reader gave none.

        Raises:
            NotDrawn: they cannot be told.
        """
        answer = self._asked(sha256, extension, 0, {"task": "measure"})
        try:
            return tuple((float(width), float(height)) for width, height in answer["sizes"])
        except (KeyError, TypeError, ValueError) as error:
            raise NotDrawn("parser_crashed") from error

    def refusal(self, sha256: str, number: int) -> str | None:
        """Why a page was not drawn when it was last tried; None where that is not known."""
        code = self._refused.get(sha256, number)
        return REASONS[code] if code else None

    def _asked(
        self, sha256: str, extension: str, number: int, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """What the child answers about one page, refusals remembered."""
        code = self._refused.get(sha256, number)
        if code is not None:
            raise NotDrawn(code)
        file = self._raw.path(sha256, extension)
        try:
            if not file.is_file():
                raise NotDrawn("no_file")
            return self._attempted({**request, "file": str(file)})
        except NotDrawn as refused:
            if refused.code not in PASSING:
                self._refused.put(sha256, number, refused.code)
            raise

    def _attempted(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                result = self._drawn(request)
            except Stopped as stop:
                file = Path(request["file"]).name
                log.warning("drawing page %s of %s stopped: %s", request.get("page"), file, stop)
                if attempt == ATTEMPTS or stop.code in ("limit_time", "limit_size"):
                    raise NotDrawn(stop.code) from stop
                continue
            if "refused" in result:
                raise NotDrawn(str(result["refused"]))
            return result
        raise AssertionError("unreachable")

    def _drawn(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """One request to one child, which is replaced unless it answered well."""
        try:
            child = self._idle.get(timeout=WAIT_SECONDS)
        except queue.Empty as error:
            raise NotDrawn("busy") from error
        keep = None
        try:
            if child is None:
                child = Child(self._tasks, self._limits)
            answer = child.ask(request, Heard("", None, lambda name, done, total: None))
            if "result" in answer and child.answered < self._limits.files_per_child:
                keep = child
        except SandboxError as error:
            log.error("no page can be drawn: %s", error)
            raise NotDrawn("no_child") from error
        finally:
            if child is not None and keep is None:
                child.end()
            self._idle.put(keep)
        result = answer.get("result")
        if not isinstance(result, dict):
            if "trace" in answer:
                log.error("drawing failed: %r", answer["trace"])
            code = answer.get("problem")
            raise Stopped(code if code in ("limit_memory", "limit_size") else "parser_crashed")
        return result


def _picture(answer: Mapping[str, Any]) -> bytes:
    """The child's picture, checked to be one."""
    try:
        picture = base64.b64decode(answer["jpeg"], validate=True)
    except (KeyError, TypeError, binascii.Error) as error:
        raise NotDrawn("parser_crashed") from error
    if not is_jpeg(picture):
        raise NotDrawn("parser_crashed")
    return picture


class _Refusals:
    """Which pages were refused lately, and why."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, int], tuple[str, float]] = OrderedDict()
        self._slow: dict[str, int] = {}
        self._lock = threading.Lock()

    def get(self, sha256: str, number: int) -> str | None:
        with self._lock:
            if self._slow.get(sha256, 0) >= SLOW_PAGES:
                number = -1  # the whole file
            code, until = self._known.get((sha256, number), ("", 0.0))
            if until > time.monotonic():
                return code
            if number == -1:
                del self._slow[sha256]
            return None

    def put(self, sha256: str, number: int, code: str) -> None:
        until = time.monotonic() + REFUSED_FOR
        with self._lock:
            self._known[sha256, number] = (code, until)
            if code == "limit_time":
                self._slow[sha256] = self._slow.get(sha256, 0) + 1
                if self._slow[sha256] >= SLOW_PAGES:
                    self._known[sha256, -1] = (code, until)
            while len(self._known) > REFUSED_MOST:
                (forgotten, _), _ = self._known.popitem(last=False)
                self._slow.pop(forgotten, None)
