"""Pictures of pages, kept so that no page is drawn twice while there is room.

Enter: a file's hash, a page, a picture. Leaves: the picture again. The folder is a cache: it may
be deleted at any time, what was looked at longest ago makes room, and a full disk costs time only.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.settings import MIB

HASH = re.compile(r"[0-9a-f]{64}")
# Some 4,000 pages: what an office looks at in a season.
MOST_BYTES = 1024 * MIB
# So that not every picture sweeps, a sweep leaves a fifth free.
LEFT_BY_A_SWEEP = 0.8
# When a picture was looked at need not be known more exactly than this, in seconds.
LOOKED_AT = 3_600


class KeptImages:
    """A folder of pictures: `<sha256>/<page>-<dpi>.jpg` below it."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes
        self._size: int | None = None  # not looked yet
        self._counting = threading.Lock()

    def get(self, sha256: str, page: int, dpi: int) -> bytes | None:
        """The picture kept, if any and if whole."""
        place = self._place(sha256, page, dpi)
        try:
            picture = place.read_bytes()
            if time.time() - place.stat().st_mtime > LOOKED_AT:
                os.utime(place)
        except OSError:
            return None
        return picture if is_jpeg(picture) else None

    def put(self, sha256: str, page: int, dpi: int, picture: bytes) -> None:
        """Keep the picture, whole or not at all."""
        place = self._place(sha256, page, dpi)
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            number, part = tempfile.mkstemp(dir=place.parent, prefix=".")
            try:
                with os.fdopen(number, "wb") as stream:
                    stream.write(picture)
                Path(part).replace(place)
            except OSError:
                Path(part).unlink(missing_ok=True)
                raise
            self._make_room(len(picture))

    def _place(self, sha256: str, page: int, dpi: int) -> Path:
        if not HASH.fullmatch(sha256):
            raise ValueError(f"no hash: {sha256!r}")
        return self._folder / sha256 / f"{int(page)}-{int(dpi)}.jpg"

    def _make_room(self, added: int) -> None:
        with self._counting:
            if self._size is None:
                self._size = sum(size for _, size, _ in self._kept())
            else:
                self._size += added
            if self._size <= self._most:
                return
            left = self._size = sum(size for _, size, _ in self._kept())
            for _, size, place in sorted(self._kept()):
                if left <= self._most * LEFT_BY_A_SWEEP:
                    break
                place.unlink(missing_ok=True)
                with contextlib.suppress(OSError):
                    place.parent.rmdir()  # where it was the last one
                left -= size
            self._size = left

    def _kept(self) -> Iterator[tuple[float, int, Path]]:
        """When each was looked at, its size, its place; half-written ones too."""
        for place in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):  # another process sweeps as well
                status = place.stat()
                yield status.st_mtime, status.st_size, place


def is_jpeg(picture: bytes) -> bool:
    """Whether it begins and ends as a JPEG file does."""
    return picture.startswith(b"\xff\xd8\xff") and picture.endswith(b"\xff\xd9")
