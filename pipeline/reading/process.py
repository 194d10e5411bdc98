"""One child process: its start, requests to it and what it says before it answers, its end.

Enter: a request as plain JSON. Leave: the answer as plain JSON, or the problem that tells why
there is none. What a child says is size-capped and checked; it is never believed.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.errors import MakerspaceError
from pipeline.reading.child import HEADER, allowed_seconds
from pipeline.reading.pages import KeptPages
from pipeline.settings import SandboxLimits

log = logging.getLogger(__name__)

START_SECONDS = 120.0
"""How long a child may load its libraries; 2 s on a quiet machine, more on a cold disk."""

PARENT, SESSION = 1, 3
"""Where they stand in /proc/*/stat behind the process's name (proc(5), fields 4 and 6)."""

Told = Callable[[str, int, int], None]
"""Called as (file, page begun, of how many) for pages that take long, from any thread."""


class SandboxError(MakerspaceError):
    """The child cannot even start: the installation is broken, not a file."""


class Stopped(Exception):
    """The child gave no result; `code` is the problem to tell."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Heard:
    """What becomes of the words that a child says before its answer."""

    name: str
    pages: KeptPages | None
    told: Told

    def reply(self, words: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What to answer the child, if anything.

        Raises:
            Stopped: they are no words of ours.
        """
        match words:
            case {"told": [int(done), int(total)]}:
                self.told(self.name, done, total)
                return None
            case {"get": str(key)}:
                return {"text": self.pages.get(key) if self.pages else None}
            case {"put": [str(key), str(text)]}:
                if self.pages:
                    self.pages.put(key, text)
                return None
        raise Stopped("parser_crashed")


@cache
def sweep() -> None:
    """Remove what children of a killed run left in the temporary folder, once a process."""
    for folder in Path(tempfile.gettempdir()).glob("zhongchuang-*-*"):
        owner = folder.name.split("-")[1]
        if owner.isdigit() and not _lives(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)  # another user's stays


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


class Child:
    """One child process with a temporary folder of its own."""

    def __init__(self, tasks: str, limits: SandboxLimits, words: str = "") -> None:
        """Start it.

        Args:
            tasks: The module that holds what it can do.
            limits: What one file may cost.
            words: The office's words in force, as `office_words.written` gives them.

        Raises:
            SandboxError: it does not start.
        """
        self._limits = limits
        self.answered = 0
        sweep()
        self._folder = Path(tempfile.mkdtemp(prefix=f"zhongchuang-{os.getpid()}-"))
        self._errors = (self._folder / "errors").open("w+b")
        arguments = [tasks, json.dumps(asdict(limits))]
        if words:
            file = self._folder / "words.toml"
            file.write_text(words, "utf-8")
            arguments.append(str(file))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.reading.child", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=self._folder,
            env=_environment(self._folder),
            start_new_session=True,  # so that it can be killed with whatever it started
        )
        assert self._process.stdin is not None
        os.set_blocking(self._process.stdin.fileno(), False)
        try:
            self._received(time.monotonic() + START_SECONDS)
        except Stopped as stop:
            self._errors.seek(0)
            told = self._errors.read().decode("utf-8", "replace")[-2000:].strip()
            self.end()
            log.info("the reading process said: %s", told)
            last = told.rpartition("\n")[2] or "it said nothing"
            raise SandboxError(
                f"the reading process does not start ({stop.code}): {last}; "
                "install zhongchuang anew, or give it more memory"
            ) from None

    def ask(self, request: Mapping[str, Any], heard: Heard) -> Mapping[str, Any]:
        """The answer to one request.

        Raises:
            Stopped: there is none; the child is dead or must be ended.
        """
        began = time.monotonic()
        slow_pages = spoken = 0
        limits = asdict(self._limits)
        self._send(request, began + self._limits.seconds)
        while True:
            deadline = began + allowed_seconds(limits, slow_pages)
            answer, size = self._received(deadline)
            if "result" in answer or "problem" in answer:
                self.answered += 1
                return answer
            spoken += size
            if spoken > self._limits.result_bytes:
                raise Stopped("limit_size")
            slow_pages += "told" in answer
            reply = heard.reply(answer)
            if reply is not None:
                self._send(reply, deadline)

    def _send(self, words: Mapping[str, Any], deadline: float) -> None:
        """Write to the child, which may be one that does not read."""
        assert self._process.stdin is not None
        pipe = self._process.stdin.fileno()
        frame = json.dumps(words).encode("ascii")
        left = HEADER.pack(len(frame)) + frame
        while left:
            wait = deadline - time.monotonic()
            if wait <= 0 or not select.select([], [pipe], [], wait)[1]:
                raise Stopped("limit_time")
            try:
                left = left[os.write(pipe, left) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise Stopped(self._death()) from error

    def _received(self, deadline: float) -> tuple[Mapping[str, Any], int]:
        """One message of the child, and its size."""
        (length,) = HEADER.unpack(self._bytes(HEADER.size, deadline))
        if length > self._limits.result_bytes:
            raise Stopped("limit_size")
        try:
            answer = json.loads(self._bytes(length, deadline))
        except (ValueError, RecursionError) as error:
            raise Stopped("parser_crashed") from error
        if not isinstance(answer, dict):
            raise Stopped("parser_crashed")
        return answer, length

    def _bytes(self, count: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        received = bytearray()
        while len(received) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise Stopped("limit_time")
            part = os.read(pipe, min(count - len(received), 1 << 20))
            if not part:
                raise Stopped(self._death())
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
        _kill_session(self._process.pid)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def end_all() -> None:
    """Kill every child of this process with all it started: the process itself is about to end."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            of = place.read_text("utf-8", "replace").rpartition(")")[2].split()[PARENT]
            if int(of) == os.getpid():
                _kill_session(int(place.parent.name))
        except (OSError, IndexError, ValueError):  # ended meanwhile
            continue


def _kill_session(session: int) -> None:
    """A converter leads a group of its own, but stays in the session of its child."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            of = place.read_text("utf-8", "replace").rpartition(")")[2].split()[SESSION]
            if int(of) == session:
                os.kill(int(place.parent.name), signal.SIGKILL)
        except (OSError, IndexError, ValueError):  # ended meanwhile
            continue


def _environment(folder: Path) -> dict[str, str]:
    """Only what Python needs: no credentials, no proxy, temporary files in its own folder."""
    own = {
        name: os.environ[name] for name in ("PATH", "LANG", "FONTCONFIG_FILE") if name in os.environ
    }
    # The child works in another folder, so places relative to this one are spelled out.
    paths = os.pathsep.join(str(Path(place or ".").absolute()) for place in sys.path)
    return {
        **own,
        "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        # libarchive gives names of entries in the locale's characters.
        "LC_ALL": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        # One thread a child: the children themselves are what runs side by side.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
