"""Bytes in, a file named by their hash out: data/raw/<first two digits>/<sha256>.<ext>.

The extension comes from our own list by what the bytes are, never from a submitter's name.
A file appears whole or not at all: copied under a temporary name, synced, renamed, its folder
synced. Nothing here is ever changed or removed once it bears its hash.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.crash_points import crash_point

CHUNK = 1 << 20
EXTENSION = re.compile(r"\.[a-z0-9]{2,5}")
# A file that changes under the copy is tried again at once this often, then at the next run.
TRIES = 3


class StillChanging(Exception):
    """The file changed while it was copied."""


class TooLarge(Exception):
    """The file is larger than intake accepts."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy under a temporary name, not yet synced; `path` is ours."""

    path: Path
    sha256: str
    size: int
    modified: int  # of the original, nanoseconds
    inode: int  # of the original


class RawStore:
    """The folder of originals. One process at a time may put files into it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / ".incoming"

    def path(self, sha256: str, extension: str) -> Path:
        """Where a file of that hash lies.

        Raises:
            ValueError: hash or extension are not ours: no name of a submitter gets here.
        """
        if not re.fullmatch(r"[0-9a-f]{64}", sha256) or not EXTENSION.fullmatch(extension):
            raise ValueError(f"no name of the raw store: {sha256!r}, {extension!r}")
        return self._root / sha256[:2] / f"{sha256}{extension}"

    def clear_incoming(self) -> None:
        """Remove what an earlier process left half copied."""
        shutil.rmtree(self._incoming, ignore_errors=True)

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """A temporary folder on the store's own file system."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=self._incoming))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def copy(self, top: Path, place: tuple[str, ...], into: Path, largest: int) -> Copied:
        """Copy one regular file into a workspace, all of it from one moment.

        Args:
            top: An entry of the inbox.
            place: The names below it that lead to the file; () where it is the file itself.

        Raises:
            StillChanging: it changed during every try.
            TooLarge: it has more than `largest` bytes.
            OSError: it is gone, a link, no regular file, or may not be read.
        """
        for _ in range(TRIES):
            copied = _copy_once(top, place, into, largest)
            if copied is not None:
                return copied
        raise StillChanging("changed during every copy of it")

    def keep(self, copy: Path, sha256: str, extension: str) -> Path:
        """Give a copy its name for good; known bytes are kept once."""
        target = self.path(sha256, extension)
        if target.exists():
            copy.unlink()
            return target
        _sync(copy)
        crash_point("synced")
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            _sync(self._root)
        copy.chmod(0o440)
        copy.rename(target)
        _sync(target.parent)
        crash_point("renamed")
        return target


def digest(path: Path) -> tuple[str, int]:
    """Hash and size of a file of ours."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size


def _copy_once(top: Path, place: tuple[str, ...], into: Path, largest: int) -> Copied | None:
    """One try; None where the file changed meanwhile."""
    descriptor = _opened(top, place)
    try:
        crash_point("opened")
        before = os.fstat(descriptor)
        if before.st_size > largest:
            raise TooLarge(f"more than {largest} bytes")
        handle, name = tempfile.mkstemp(dir=into)
        target = Path(name)
        with os.fdopen(handle, "wb") as copy:
            digest = hashlib.sha256()
            size = 0
            while part := os.read(descriptor, CHUNK):
                copy.write(part)
                digest.update(part)
                size += len(part)
                if size > largest:
                    raise TooLarge(f"more than {largest} bytes")
                crash_point("half_copied")
        crash_point("copied")
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if _state(before) != _state(after) or size != after.st_size:
        target.unlink()
        return None
    return Copied(target, digest.hexdigest(), size, after.st_mtime_ns, after.st_ino)


def _opened(top: Path, place: tuple[str, ...]) -> int:
    """A descriptor of a regular file; no link on the way is followed, a pipe does not block."""
    folder = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(top, folder if place else file)
    for depth, name in enumerate(place, start=1):
        parent = descriptor
        try:
            descriptor = os.open(name, file if depth == len(place) else folder, dir_fd=parent)
        finally:
            os.close(parent)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "is no regular file")
    return descriptor


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _sync(path: Path) -> None:
    """Have the disk hold what was written, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
