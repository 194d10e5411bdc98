"""One untrusted file is read in a child process with limits of time, memory and output.

Enter: a file of our store with the submitter's name for it. Leaves: what was found in it, or
a document with the problem that stopped the reading. A parser that hangs, swells or crashes
costs its child and nothing else. What the child sends is size-capped JSON that the codec
checks, never pickled objects: a child that was taken over cannot reach into this process.
"""

from __future__ import annotations

import logging
import queue
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractors.catalogue import words_in_use
from extractors.model import Document, DocumentFindings
from extractors.office_words import OfficeWords, written
from extractors.problems import problem
from pipeline.reading.pages import KeptPages
from pipeline.reading.process import Child, Heard, Stopped, Told
from pipeline.settings import SandboxLimits, Settings, Tools

log = logging.getLogger(__name__)

ATTEMPTS = 2
"""A child that died may have been another's victim (the kernel's memory killer), so its file
gets one more try in a fresh child. A file that used up its time, or gave too much, does not."""


@dataclass(frozen=True, slots=True)
class UnpackedMember:
    """A member of an archive; `file` holds its bytes, None where it could not be unpacked."""

    folder: str
    name: str
    file: Path | None
    extension: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What kind of file something is, as the extension we keep it under.

    `members` is None where it is no archive; `problems` says why nothing could be told.
    """

    extension: str
    members: tuple[UnpackedMember, ...] | None = None
    problems: tuple[str, ...] = ()


class Sandbox:
    """Up to `workers` child processes, started when first needed and used again.

    Safe to call from several threads: each call holds one child. Use as a context manager.
    """

    def __init__(
        self,
        workers: int = 1,
        limits: SandboxLimits | None = None,
        tasks: str = "pipeline.reading.tasks",
        tools: Tools | None = None,
        pages: KeptPages | None = None,
        told: Told = lambda name, done, total: None,
    ) -> None:
        # The office's words that count here count in the children.
        self._words = written(words_in_use())
        self._limits = limits or SandboxLimits()
        self._tasks = tasks
        self._tools = asdict(tools or Tools())
        self._pages = pages
        self._told = told
        # Slots: a child, or None where it has still to be started.
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(workers):
            self._idle.put(None)
        self._workers = workers

    @classmethod
    def of(
        cls, settings: Settings, told: Told = lambda name, done, total: None, workers: int = 0
    ) -> Self:
        """The sandbox that the settings ask for."""
        return cls(
            workers or settings.workers,
            settings.limits,
            tools=settings.tools,
            pages=KeptPages(settings.recognised_pages),
            told=told,
        )

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

    def read_and_find(self, path: Path, sha256: str, name: str) -> DocumentFindings:
        """What one file says; it never raises for what the file holds.

        Args:
            path: Where the bytes lie.
            sha256: Their hash, for a document that could not be read.
            name: The file's place in its submission, with folders.
        """
        from pipeline.store import codec

        folder, _, base = name.rpartition("/")
        request = {
            "task": "find",
            "file": str(path),
            "name": base,
            "folder": folder,
            "tools": self._tools,
        }
        try:
            return codec.decode(DocumentFindings, _text(self._attempted(request)))
        except Stopped as stop:
            code = stop.code
        except codec.CodecError as error:
            log.error("the reader's answer about %r was refused: %s", name, error)
            code = "parser_crashed"
        return DocumentFindings(
            Document(base, sha256, "unknown", problems=(problem(code),), folder=folder)
        )

    def find_again(self, document: Document, words: OfficeWords) -> DocumentFindings | None:
        """What a document that was read before says where these words of the office count.

        Returns:
            None where finding was stopped by a limit.
        """
        from pipeline.store import codec

        request = {
            "task": "find_again",
            "name": document.name,
            "document": codec.encode(document),
            "words": written(words),
        }
        try:
            return codec.decode(DocumentFindings, _text(self._attempted(request)))
        except (Stopped, codec.CodecError) as error:
            log.error("finding again in %r gave nothing: %s", document.name, error)
            return None

    def examine(self, path: Path, name: str, into: Path) -> Examined:
        """What kind of file this is; an archive's members are unpacked into `into`."""
        request = {"task": "examine", "file": str(path), "name": name, "into": str(into)}
        try:
            found = self._attempted(request)
            return _examined(found, into)
        except Stopped as stop:
            return Examined(".bin", problems=(stop.code,))

    def _attempted(self, request: Mapping[str, Any]) -> Any:
        """The child's result.

        Raises:
            Stopped: there is none, and trying again would not help.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._asked(request)
            except Stopped as stop:
                log.warning("reading %r stopped: %s", request["name"], stop.code)
                if attempt == ATTEMPTS or stop.code in ("limit_time", "limit_size"):
                    raise
        raise AssertionError("unreachable")

    def _asked(self, request: Mapping[str, Any]) -> Any:
        child = self._idle.get()
        keep = None
        try:
            if child is None:
                child = Child(self._tasks, self._limits, self._words)
            answer = child.ask(request, self._heard(request["name"]))
            if "result" in answer and child.answered < self._limits.files_per_child:
                keep = child
        finally:
            if child is not None and keep is None:
                child.end()
            self._idle.put(keep)
        if "result" in answer:
            return answer["result"]
        if "trace" in answer:
            log.error("reading %r failed: %r", request["name"], answer["trace"])
        code = answer.get("problem")
        raise Stopped(code if code in ("limit_memory", "limit_size") else "parser_crashed")

    def _heard(self, name: str) -> Heard:
        return Heard(name, self._pages, self._told)


def unread(document: Document) -> bool:
    """Whether nothing of a file could be read, so that somebody has to look at it."""
    return not document.blocks and bool(document.problems)


def _text(result: Any) -> str:
    if not isinstance(result, str):
        raise Stopped("parser_crashed")
    return result


def _examined(found: Any, into: Path) -> Examined:
    """The child's words about a file, checked: a member's file is a number, never a path."""
    try:
        members = found["members"]
        if members is None:
            return Examined(str(found["extension"]))
        return Examined(
            str(found["extension"]),
            tuple(
                UnpackedMember(
                    folder=str(member["folder"]),
                    name=str(member["name"]),
                    file=None if member["file"] is None else into / str(int(member["file"])),
                    extension=str(member.get("extension", ".bin")),
                    problems=tuple(str(code) for code in member["problems"]),
                )
                for member in members
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Stopped("parser_crashed") from error
