"""Zip containers by bytes: the entries of an archive or of an office package, within limits.

Enter: the bytes of a zip file. Leave: entry names as text and the bytes of single entries.
Sizes are counted while inflating, never believed from a header; nothing is written to disk
and no entry's name is ever used as a path.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.errors import LimitReached, Unreadable, Unsupported
from extractors.limits import LIMITS

CHUNK = 256 * 1024
LOCAL_HEADER = 30  # bytes of a local file header before name and extra field
ENCRYPTED_FLAG = 0x1
END_RECORD, END_RECORD_BYTES = b"PK\x05\x06", 22
LONGEST_COMMENT = 0xFFFF
SPLIT_MARK = b"PK\x07\x08"  # how the first of several volumes begins


@dataclass(slots=True)
class Budget:
    """What may still be unpacked; shared by an archive and everything nested in it."""

    left: int = LIMITS.expanded_bytes
    entries_left: int = LIMITS.zip_entries

    def spend(self, name: str, size: int) -> None:
        """Count `size` unpacked bytes.

        Raises:
            LimitReached: more than the whole archive may unpack to.
        """
        self.left -= size
        if self.left < 0:
            raise LimitReached(name, "limit_size", "expanded total")


@dataclass(frozen=True, slots=True)
class Package:
    """An opened zip file."""

    name: str
    archive: zipfile.ZipFile
    entries: tuple[zipfile.ZipInfo, ...]
    budget: Budget
    by_name: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)

    def has(self, entry: str) -> bool:
        """Whether the package holds that entry."""
        return entry in self.by_name

    def part(self, entry: str, limit: int = LIMITS.xml_part_bytes) -> bytes:
        """The unpacked bytes of one entry by its name.

        Raises:
            Unreadable: there is no such entry, or it is damaged or encrypted.
            LimitReached: it unpacks to more than `limit` bytes.
        """
        if entry not in self.by_name:
            raise Unreadable(self.name, "damaged", f"no part {entry}")
        return self.inflate(self.by_name[entry], limit)

    def inflate(self, info: zipfile.ZipInfo, limit: int = LIMITS.file_bytes) -> bytes:
        """The unpacked bytes of one entry, stopped as soon as a limit is passed.

        Raises:
            Unreadable: the entry is damaged or encrypted.
            Unsupported: it is packed with a method nothing here unpacks.
            LimitReached: it passes `limit`, the ratio or the budget.
        """
        if info.flag_bits & ENCRYPTED_FLAG:
            raise Unreadable(self.name, "encrypted")
        # Zip64 headers may lie about the packed size too; the ratio is then taken against
        # what the archive can hold at most, and the other limits still stand.
        packed = max(1, info.compress_size)
        out = bytearray()
        try:
            with self.archive.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    out += chunk
                    self.budget.spend(self.name, len(chunk))
                    self._check(len(out), packed, limit)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error) as error:
            raise Unreadable(self.name, "damaged", str(error)) from error
        except NotImplementedError as error:  # zipfile: unknown compression method
            raise Unsupported(self.name, "unsupported", str(error)) from error
        except RuntimeError as error:  # zipfile: "password required"
            raise Unreadable(self.name, "encrypted", str(error)) from error
        return bytes(out)

    def _check(self, size: int, packed: int, limit: int) -> None:
        if size > limit:
            raise LimitReached(self.name, "limit_size", "one entry")
        if size > LIMITS.ratio_from_bytes and size > packed * LIMITS.expansion_ratio:
            raise LimitReached(self.name, "limit_size", "expansion ratio")


def open_package(data: bytes, name: str, budget: Budget | None = None) -> Package:
    """Open zip bytes and check the directory before anything is unpacked.

    Raises:
        Unreadable: no zip directory, or entries that overlap.
        LimitReached: too many entries.
    """
    budget = budget or Budget()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise Unreadable(name, "damaged", str(error)) from error
    entries = tuple(archive.infolist())
    budget.entries_left -= len(entries)
    if budget.entries_left < 0:
        raise LimitReached(name, "limit_size", "entries")
    _refuse_overlap(name, entries, len(data))
    return Package(name, archive, entries, budget, {info.filename: info for info in entries})


def is_volume(data: bytes) -> bool:
    """Whether this is one of several volumes, of which the others are not here."""
    if data.startswith(SPLIT_MARK):
        return True
    place = data.rfind(END_RECORD, max(0, len(data) - LONGEST_COMMENT - END_RECORD_BYTES))
    if place < 0 or place + END_RECORD_BYTES > len(data):
        return False
    disk, first = map(int, struct.unpack_from("<HH", data, place + 4))
    return 0 < disk < 0xFFFF or 0 < first < 0xFFFF  # 0xFFFF: said in the zip64 record


def _refuse_overlap(name: str, entries: tuple[zipfile.ZipInfo, ...], size: int) -> None:
    """Entries that share bytes are how a small file unpacks to petabytes."""
    spans = sorted((info.header_offset, info.compress_size) for info in entries)
    end = 0
    for offset, packed in spans:
        if offset < end:
            raise Unreadable(name, "damaged", "overlapping entries")
        end = offset + LOCAL_HEADER + packed
    if end > size:
        raise Unreadable(name, "damaged", "entries beyond the end")
