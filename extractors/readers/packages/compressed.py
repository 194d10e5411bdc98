"""7z, rar, tar and gzip archives through libarchive. Bytes in; entries, one after another, out.

libarchive was chosen because it reads all of them and every version of rar, is part of each
Linux distribution and is tested against hostile archives. Only the format that the bytes
have is switched on: one of the others (mtree) names files of this machine. It does not check
the sums of entries that a rar stores unpacked, so damage there is not seen.
"""

from __future__ import annotations

import ctypes
import errno
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from extractors.errors import FileError, LimitReached, Unreadable, Unsupported
from extractors.limits import LIMITS
from extractors.readers.packages.names import decoded_names
from extractors.readers.packages.zipped import Budget

CHUNK = 256 * 1024
TAR_MAGIC, TAR_MAGIC_AT = b"ustar", 257
GZIP_WINDOW = 31  # zlib's word for "with a gzip header"
SHORTEST_GZIP = 18  # bytes: header, sum and length; libarchive takes less for plain text
RAR5 = b"Rar!\x1a\x07\x01\x00"
VOLUME = "分卷压缩包，须合并为一个压缩包后提交"


@dataclass(frozen=True, slots=True)
class Packed:
    """An entry: its name as stored, and what unpacks it. To be called before the next is taken.

    `unpack` raises FileError where the entry is locked, damaged, too large or no plain file.
    """

    name: str
    unpack: Callable[[], bytes]


@cache
def unpacker() -> ModuleType | None:
    """The binding to libarchive, where it and the library itself are installed."""
    try:
        import libarchive
    # The binding fails so where the system has no libarchive, or one too old.
    except (ImportError, AttributeError, OSError, TypeError, ValueError):
        return None
    module: ModuleType = libarchive
    module.ffi.ffi("entry_is_data_encrypted", [module.ffi.c_archive_entry_p], ctypes.c_int)
    return module


def compressed_entries(data: bytes, kind: str, name: str, budget: Budget) -> Iterator[Packed]:
    """The files of an archive in their order; folders are left out.

    Args:
        data: The archive.
        kind: 7z, rar, tar or gz.
        name: The archive's own name.
        budget: What may be unpacked of it.

    Raises:
        Unsupported: no libarchive here (`no_unpacker`), or one volume of several.
        Unreadable: damaged or locked, from here on.
        LimitReached: too many entries.
    """
    library = unpacker()
    if library is None:
        raise Unsupported(name, "no_unpacker")
    if kind == "rar" and _is_volume(data):
        raise Unsupported(name, "unsupported", VOLUME)
    if kind == "gz" and len(data) < SHORTEST_GZIP:
        raise Unreadable(name, "damaged", "cut")
    form, packing = _form(data, kind)
    # Solid archives do not tell what an entry takes, so the ratio is that of the whole archive,
    # without what came out of the one around it.
    own = Budget(left=max(LIMITS.ratio_from_bytes, len(data) * LIMITS.expansion_ratio))
    try:
        with library.memory_reader(data, form, packing) as archive:
            for entry in archive:
                if entry.filetype == DIRECTORY:
                    continue
                budget.entries_left -= 1
                if budget.entries_left < 0:
                    raise LimitReached(name, "limit_size", "entries")
                shown = _stem(name) if form == "raw" else _name(library, entry)
                yield Packed(shown, _Unpack(library, entry, shown, (budget, own)))
    except library.ArchiveError as error:
        raise _as_file_error(error, name) from error


DIRECTORY, REGULAR = 0o040000, 0o100000


@dataclass(frozen=True, slots=True)
class _Unpack:
    library: Any
    entry: Any
    name: str
    budgets: tuple[Budget, ...]

    def __call__(self) -> bytes:
        if self.entry.filetype != REGULAR or self.entry.linkpath:
            raise Unsupported(self.name, "unsupported", "no plain file")
        # Entries that are stored and locked would come out as they are, without a word.
        if self.library.ffi.entry_is_data_encrypted(self.entry._entry_p):
            raise Unreadable(self.name, "encrypted")
        out = bytearray()
        try:
            for block in self.entry.get_blocks(CHUNK):
                out += block
                for budget in self.budgets:
                    budget.spend(self.name, len(block))
                if len(out) > LIMITS.file_bytes:
                    raise LimitReached(self.name, "limit_size", "one entry")
        except self.library.ArchiveError as error:
            raise _as_file_error(error, self.name) from error
        return bytes(out)


def _form(data: bytes, kind: str) -> tuple[str, str]:
    """libarchive's words for format and filter."""
    if kind == "gz":
        return ("tar" if _holds_tar(data) else "raw"), "gzip"
    if kind == "rar":
        return ("rar5" if data.startswith(RAR5) else "rar"), "none"
    return {"7z": "7zip", "tar": "tar"}[kind], "none"


def _holds_tar(data: bytes) -> bool:
    try:
        head = zlib.decompressobj(GZIP_WINDOW).decompress(data[:CHUNK], 512)
    except zlib.error:
        return False
    return head[TAR_MAGIC_AT:].startswith(TAR_MAGIC)


def _is_volume(data: bytes) -> bool:
    """Whether a rar says in its first header that it is one of several volumes."""
    if not data.startswith(RAR5):
        return len(data) > 12 and bool(data[10] & 0x01)  # flags of the main header
    # Sum of 4 bytes, then numbers of 7 bits a byte: size, type 1, flags, [extra,] own flags.
    numbers: list[int] = []
    place = 12
    while len(numbers) < 5 and place < min(len(data), 64):
        value = shift = 0
        while place < len(data):
            value |= (data[place] & 0x7F) << shift
            shift += 7
            place += 1
            if not data[place - 1] & 0x80:
                break
        numbers.append(value)
    if len(numbers) < 5 or numbers[1] != 1:
        return False
    own = numbers[4] if numbers[2] & 0x01 else numbers[3]
    return bool(own & 0x01)


def _name(library: Any, entry: Any) -> str:
    raw: bytes | None = library.ffi.entry_pathname(entry._entry_p)
    if raw is not None:
        return decoded_names([raw])[0]
    wide: str | None = library.ffi.entry_pathname_w(entry._entry_p)
    return wide or ""


def _stem(name: str) -> str:
    """gzip packs one file; its name is the archive's without the ending."""
    return name[:-3] if name.lower().endswith(".gz") else name


def _as_file_error(error: Any, name: str) -> FileError:
    said = str(error)
    if "ncrypt" in said or "assphrase" in said:
        return Unreadable(name, "encrypted", said)
    if error.errno == errno.ENOMEM:
        return LimitReached(name, "limit_memory", said)
    return Unreadable(name, "damaged", said)
