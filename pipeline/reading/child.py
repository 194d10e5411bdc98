"""The child process of `sandbox`: limits itself, then answers one request after another.

Enter: requests on standard input. Leave: answers on what was standard output; both are
frames of eight bytes of length and that many bytes of JSON. Before its answer it may say how
far it is, and ask for and hand over recognised pages, which the parent keeps. It opens no
connection, starts no program but LibreOffice, and dies with the file that asks too much.
"""

from __future__ import annotations

import errno
import importlib
import json
import math
import os
import resource
import signal
import struct
import sys
import time
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from extractors.isolation import leave_network

HEADER = struct.Struct(">Q")
# A file's wall clock is kept by the parent. Should the parent be gone, the kernel ends the
# child this many seconds after the file's time is over.
GRACE = 10


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """One message: its length, then it."""
    stream.write(HEADER.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message; None where the other side is gone."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    return stream.read(length)


def main(arguments: list[str]) -> None:
    """Serve requests until standard input ends.

    Args:
        arguments: The module that holds TASKS, and the limits as JSON; where the office has
            words of its own, the file that holds them.
    """
    module, limits = arguments[0], json.loads(arguments[1])
    answers = os.fdopen(os.dup(1), "wb")
    # A library that prints must not write into the answers, nor block on a full pipe.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    leave_network()
    work = importlib.import_module(module)
    for words in arguments[2:]:
        work.use_words(Path(words))
    work.warm_up()
    confine(limits)
    write_frame(answers, b'{"ready":true}')
    os.dup2(nowhere, 2)
    while (request := read_frame(sys.stdin.buffer)) is not None:
        parent = Parent(sys.stdin.buffer, answers, limits)
        write_frame(answers, _answer(work.TASKS, json.loads(request), parent))


class Parent:
    """What a task may ask of the process that started this one. One for each request."""

    def __init__(self, questions: BinaryIO, answers: BinaryIO, limits: Mapping[str, Any]) -> None:
        self._questions, self._answers = questions, answers
        self._limits = limits
        self._began = time.monotonic()
        self._spent = _processor_seconds()
        self._slow_pages = 0
        self._allow(float(limits["seconds"]))

    def told(self, done: int, total: int) -> None:
        """Say that one more page of `total` will take long; the file gets time and room for it."""
        self._slow_pages += 1
        _make_room(self._limits["recognition_bytes"])
        self._allow(allowed_seconds(self._limits, self._slow_pages))
        self._say({"told": [done, total]})

    def get(self, key: str) -> str | None:
        """What was recognised on that page before."""
        self._say({"get": key})
        frame = read_frame(self._questions)
        if frame is None:
            raise SystemExit  # the parent is gone
        text = json.loads(frame)["text"]
        return text if isinstance(text, str) else None

    def put(self, key: str, text: str) -> None:
        """Hand over what was recognised on a page."""
        self._say({"put": [key, text]})

    def _say(self, words: Mapping[str, Any]) -> None:
        write_frame(self._answers, json.dumps(words).encode("ascii"))

    def _allow(self, seconds: float) -> None:
        """Let the kernel end this process should the parent not: by the clock and by the work."""
        left = seconds - (time.monotonic() - self._began)
        signal.alarm(max(1, math.ceil(left)) + GRACE)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (self._spent + math.ceil(seconds) + GRACE, hard))


def allowed_seconds(limits: Mapping[str, Any], slow_pages: int) -> float:
    """How long a file may take that has said so many slow pages."""
    wanted = float(limits["seconds"]) + slow_pages * float(limits["page_seconds"])
    return min(wanted, max(float(limits["document_seconds"]), float(limits["seconds"])))


def _processor_seconds() -> int:
    """What earlier files took of the processor, rounded up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime) + 1


def _answer(tasks: Mapping[str, Any], request: Mapping[str, Any], parent: Parent) -> bytes:
    """The task's result, or why there is none, as JSON."""
    try:
        answer = {"result": tasks[request["task"]](request, parent)}
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except MemoryError:
        return b'{"problem":"limit_memory"}'
    except OSError as error:
        # EFBIG: a temporary file beyond its limit, so the content was larger than it looked.
        code = "limit_size" if error.errno == errno.EFBIG else "parser_crashed"
        return json.dumps({"problem": code, "trace": _trace()}).encode("ascii")
    # Anything that bytes can make a parser raise ends here and is told as a problem of the
    # file; pyo3's panics are BaseException. The process itself is thrown away by the parent.
    except BaseException:
        return json.dumps({"problem": "parser_crashed", "trace": _trace()}).encode("ascii")
    finally:
        signal.alarm(0)


def _trace() -> str:
    return traceback.format_exc()[-4000:]


def confine(limits: Mapping[str, Any]) -> None:
    """Take away what no reader needs; called once, after everything is loaded."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["temp_bytes"],) * 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits["open_files"],) * 2)
    # Address space, not memory in use, is what the kernel can limit. Libraries reserve far
    # more than they use, so what is reserved after loading them does not count as the file's.
    allowed = address_space() + limits["memory_bytes"]
    # The hard limit leaves room for the recogniser, and for LibreOffice with its own limit.
    most = max(allowed + limits["recognition_bytes"], limits["converter_bytes"])
    resource.setrlimit(resource.RLIMIT_AS, (allowed, most))


@cache
def _make_room(size: int) -> None:
    """Raise the limit by what the recogniser reserves; once, since it stays loaded."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (min(soft + size, hard), hard))


def address_space() -> int:
    """Bytes of address space this process has reserved."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1:])
