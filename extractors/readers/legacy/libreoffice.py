"""LibreOffice as a converter: bytes of one format in, bytes of another out.

One profile a process, made when first needed, since two instances on one profile silently
give nothing. What it gave is checked: its exit status says nothing. It runs in a process
group of its own without network, and dies with the process that started it.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from extractors.errors import LimitReached, Unreadable, Unsupported
from extractors.isolation import leave_network
from extractors.readers.legacy.profile import environment, make_profile

NAMES = ("soffice", "libreoffice")
# Where installers put it without telling PATH.
PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)

# A plan of 32 pages takes 2 s. An old file is converted twice, to be read and to find its
# pages, and both have to end within the 60 s of a file, so that the reason can be told.
SECONDS = 25.0
# Address space: 0.5 GiB for a form, 0.6 GiB for a plan of 80 pages (LibreOffice 7.4).
MEMORY_BYTES = 2 * 1024**3

# into: the export filter, and how what it writes begins
FILTERS = {
    "docx": ("docx:MS Word 2007 XML", b"PK\x03\x04"),
    "xlsx": ("xlsx:Calc MS Excel 2007 XML", b"PK\x03\x04"),
    "pdf": ("pdf", b"%PDF-"),
}
# LibreOffice does not know WPS's own extensions; their content is Excel's and Word's of 1997.
EXTENSIONS = {"et": "xls", "wps": "doc"}

PR_SET_PDEATHSIG = 1
# What it answers on the first start of a profile: start me again.
STARTS = 3
RESTART = 81

_one_at_a_time = threading.Lock()


def program() -> Path | None:
    """LibreOffice's program on this machine, if it is installed."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is not None:
        return Path(found)
    return next((Path(place) for place in PLACES if Path(place).is_file()), None)


def converted(data: bytes, kind: str, into: str, name: str) -> bytes:
    """The file in another format.

    Args:
        data: The bytes; nothing in them is run or fetched.
        kind: What they are, as `kinds` says it: doc, et, rtf, docx, xls.
        into: docx, xlsx or pdf.
        name: The submitter's name, for the error only.

    Raises:
        Unsupported: LibreOffice is not installed (`no_converter`).
        Unreadable: it gave nothing (`conversion_failed`).
        LimitReached: it took longer than allowed (`limit_time`).
    """
    found = program()
    if found is None:
        raise Unsupported(name, "no_converter")
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="convert-") as place:
        source = Path(place) / f"in.{EXTENSIONS.get(kind, kind)}"
        source.write_bytes(data)
        result = _run(_without_splash(found), source, into, name)
    if not result.startswith(FILTERS[into][1]):
        raise Unreadable(name, "conversion_failed", "no output")
    return result


def _run(executable: Path, source: Path, into: str, name: str) -> bytes:
    """What stands where the result should be; nothing where there is none."""
    profile = _profile()
    command = [
        str(executable),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        FILTERS[into][0],
        "--outdir",
        str(source.parent / "out"),
        str(source),
    ]
    try:
        for _ in range(STARTS):
            if _status(command, environment(profile), name) != RESTART:
                break
        return (source.parent / "out" / f"in.{into}").read_bytes()
    except FileNotFoundError:
        _forget_profile()  # whatever it was, the next file shall not inherit it
        return b""
    except LimitReached:
        _forget_profile()
        raise


def _status(command: list[str], environ: dict[str, str], name: str) -> int:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environ,
        cwd=environ["TMPDIR"],
        process_group=0,
        preexec_fn=_confine,  # system calls only, which other threads cannot hold up
    )
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise LimitReached(name, "limit_time", "LibreOffice") from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


_libc = ctypes.CDLL(None)


def _confine() -> None:
    """Run in the new process before LibreOffice: its own limits, and an end with its parent."""
    if sys.platform != "linux":  # others keep no such limits, and have no such signal
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    leave_network()


def _without_splash(found: Path) -> Path:
    """The program itself where it lies beside its starter, so that it is one process to end."""
    itself = found.resolve().with_name("soffice.bin")
    return itself if itself.is_file() else found


@cache
def _profile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_profile(folder)
    return folder


def _forget_profile() -> None:
    shutil.rmtree(_profile(), ignore_errors=True)
    _profile.cache_clear()
