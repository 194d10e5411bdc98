"""One untrusted file is read in a child process with limits of time, memory and output.

Enter: a file of our store with the submitter's name for it. Leaves: what was found in it, or
a document with the problem that stopped the reading. A parser that hangs, swells or crashes
costs its child and nothing else. What the child sends is size-capped JSON that the codec
checks, never pickled objects: a child that was taken over cannot reach into this process.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractors.errors import MakerspaceError
from extractors.model import Document, DocumentFindings
from extractors.problems import problem
from pipeline.reading.child import HEADER
from pipeline.settings import SandboxLimits

log = logging.getLogger(__name__)

START_SECONDS = 120.0
"""How long a child may load its libraries; 2 s on a quiet machine, more on a cold disk."""

ATTEMPTS = 2
"""A child that died may have been another's victim (the kernel's memory killer), so its file
gets one more try in a fresh child. A file that used up its time, or gave too much, does not."""


class SandboxError(MakerspaceError):
    """The child cannot even start: the installation is broken, not a file."""


class _Stopped(Exception):
    """The child gave no result; `code` is the problem to tell."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
    ) -> None:
        self._limits = limits or SandboxLimits()
        self._tasks = tasks
        # Slots: a child, or None where it has still to be started.
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(workers):
            self._idle.put(None)
        self._workers = workers

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
        request = {"task": "find", "file": str(path), "name": base, "folder": folder}
        try:
            return codec.decode(DocumentFindings, _text(self._attempted(request)))
        except _Stopped as stop:
            code = stop.code
        except codec.CodecError as error:
            log.error("the reader's answer about %r was refused: %s", name, error)
            code = "parser_crashed"
        return DocumentFindings(
            Document(base, sha256, "unknown", problems=(problem(code),), folder=folder)
        )

    def examine(self, path: Path, name: str, into: Path) -> Examined:
        """What kind of file this is; an archive's members are unpacked into `into`."""
        request = {"task": "examine", "file": str(path), "name": name, "into": str(into)}
        try:
            found = self._attempted(request)
            return _examined(found, into)
        except _Stopped as stop:
            return Examined(".bin", problems=(stop.code,))

    def _attempted(self, request: Mapping[str, Any]) -> Any:
        """The child's result.

        Raises:
            _Stopped: there is none, and trying again would not help.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._asked(request)
            except _Stopped as stop:
                log.warning("reading %r stopped: %s", request["name"], stop.code)
                if attempt == ATTEMPTS or stop.code in ("limit_time", "limit_size"):
                    raise
        raise AssertionError("unreachable")

    def _asked(self, request: Mapping[str, Any]) -> Any:
        child = self._idle.get()
        keep = None
        try:
            if child is None:
                child = _Child(self._tasks, self._limits)
            answer = child.ask(json.dumps(request).encode("ascii"))
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
        raise _Stopped(code if code in ("limit_memory", "limit_size") else "parser_crashed")


def unread(document: Document) -> bool:
    """Whether nothing of a file could be read, so that somebody has to look at it."""
    return not document.blocks and bool(document.problems)


def _text(result: Any) -> str:
    if not isinstance(result, str):
        raise _Stopped("parser_crashed")
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
        raise _Stopped("parser_crashed") from error


class _Child:
    """One child process with a temporary folder of its own."""

    def __init__(self, tasks: str, limits: SandboxLimits) -> None:
        self._limits = limits
        self.answered = 0
        self._folder = Path(tempfile.mkdtemp(prefix="zhongchuang-"))
        self._errors = (self._folder / "errors").open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.reading.child", tasks, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=self._folder,
            env=_environment(self._folder),
            start_new_session=True,  # so that it can be killed with whatever it started
        )
        try:
            self._receive(START_SECONDS)
        except _Stopped as stop:
            self._errors.seek(0)
            told = self._errors.read().decode("utf-8", "replace")[-2000:].strip()
            self.end()
            log.info("the reading process said: %s", told)
            last = told.rpartition("\n")[2] or "it said nothing"
            raise SandboxError(
                f"the reading process does not start ({stop.code}): {last}; "
                "install zhongchuang anew, or give it more memory"
            ) from None

    def ask(self, request: bytes) -> Mapping[str, Any]:
        """The answer to one request.

        Raises:
            _Stopped: there is none; the child is dead or must be ended.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(HEADER.pack(len(request)) + request)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise _Stopped(self._death()) from error
        answer = self._receive(self._limits.seconds)
        self.answered += 1
        return answer

    def _receive(self, seconds: float) -> Mapping[str, Any]:
        deadline = time.monotonic() + seconds
        (length,) = HEADER.unpack(self._bytes(HEADER.size, deadline))
        if length > self._limits.result_bytes:
            raise _Stopped("limit_size")
        try:
            answer = json.loads(self._bytes(length, deadline))
        except (ValueError, RecursionError) as error:
            raise _Stopped("parser_crashed") from error
        if not isinstance(answer, dict):
            raise _Stopped("parser_crashed")
        return answer

    def _bytes(self, count: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        received = bytearray()
        while len(received) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise _Stopped("limit_time")
            part = os.read(pipe, min(count - len(received), 1 << 20))
            if not part:
                raise _Stopped(self._death())
            received += part
        return bytes(received)

    def _death(self) -> str:
        """The problem that tells how the child died."""
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "parser_crashed"  # it closed its output and lives on
        if status == -signal.SIGKILL:
            return "limit_memory"  # not by us: the kernel was out of memory
        if status in (-signal.SIGXCPU, -signal.SIGALRM):
            return "limit_time"
        return "parser_crashed"

    def end(self) -> None:
        """Kill the child with all it started, and remove its folder."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    """Only what Python needs: no credentials, no proxy, temporary files in its own folder."""
    own = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    # The child works in another folder, so places relative to this one are spelled out.
    paths = os.pathsep.join(str(Path(place or ".").absolute()) for place in sys.path)
    return {
        **own,
        "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        # One thread a child: the children themselves are what runs side by side.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
