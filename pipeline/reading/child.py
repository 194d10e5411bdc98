"""The child process of `sandbox`: limits itself, then answers one request after another.

Enter: requests on standard input. Leave: answers on what was standard output; both are
frames of eight bytes of length and that many bytes of JSON. It opens no connection, starts
no program, and dies with the file that asks too much.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import json
import os
import resource
import signal
import struct
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

HEADER = struct.Struct(">Q")
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
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
        arguments: The module that holds TASKS, and the limits as JSON.
    """
    module, limits = arguments[0], json.loads(arguments[1])
    answers = os.fdopen(os.dup(1), "wb")
    # A library that prints must not write into the answers, nor block on a full pipe.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    leave_network()
    work = importlib.import_module(module)
    work.warm_up()
    confine(limits)
    write_frame(answers, b'{"ready":true}')
    os.dup2(nowhere, 2)
    while (request := read_frame(sys.stdin.buffer)) is not None:
        write_frame(answers, _answer(work.TASKS, json.loads(request), limits))


def _answer(
    tasks: Mapping[str, Any], request: Mapping[str, Any], limits: Mapping[str, Any]
) -> bytes:
    """The task's result, or why there is none, as JSON."""
    seconds = int(limits["seconds"])
    _allow_processor_time(seconds)
    signal.alarm(seconds + GRACE)
    try:
        answer = {"result": tasks[request["task"]](request)}
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
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))


def address_space() -> int:
    """Bytes of address space this process has reserved."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def _allow_processor_time(seconds: int) -> None:
    """One file's processor time beside what earlier files took; the kernel kills beyond it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds + GRACE, hard))


def leave_network() -> bool:
    """Enter a network of its own without any connection, where the system permits it."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return any(unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


if __name__ == "__main__":
    main(sys.argv[1:])
