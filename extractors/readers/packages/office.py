"""What Word and Excel packages have in common before they are read. Bytes in; parts out.

Every part is unpacked once, within the limits, and read from memory afterwards.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass

from extractors.errors import Unreadable
from extractors.limits import LIMITS
from extractors.readers.packages.xml import refuse_doctype
from extractors.readers.packages.zipped import (
    ENCRYPTED_FLAG,
    LOCAL_HEADER,
    Budget,
    open_package,
)

XML = (".xml", ".rels", ".vml")
LOCAL_SIGNATURE = b"PK\x03\x04"
NAME_LENGTHS_AT = 26  # of name and extra field in a local header
# Up to this a part is unpacked in one go; what claims more is unpacked piece by piece.
AT_ONCE = LIMITS.ratio_from_bytes


@dataclass(frozen=True, slots=True)
class OfficePackage:
    """An opened office package; `parts` leads from a part's name to its unpacked bytes."""

    name: str
    parts: dict[str, bytes]
    budget: Budget


def open_office(data: bytes, name: str, budget: Budget | None = None) -> OfficePackage:
    """Open an office package and unpack every part once within the limits.

    What is read afterwards holds no bomb, no document type and no two parts of one name, of
    which two programs would show different ones.

    Args:
        data: The package's bytes.
        name: The file's name, for the error.
        budget: What may still be unpacked, where the package lies within another.

    Raises:
        Unreadable: damaged, encrypted, or a part carries a document type.
        LimitReached: it unpacks to more than allowed.
    """
    package = open_package(data, name, budget)
    if len(package.by_name) != len(package.entries):
        raise Unreadable(name, "damaged", "two parts of one name")
    parts = {}
    for info in package.entries:
        content = _at_once(data, info)
        if content is None:
            content = package.inflate(info, LIMITS.xml_part_bytes)
        else:
            package.budget.spend(name, len(content))
        if is_xml(info.filename) and b"!" in content:  # a byte is found faster than two
            refuse_doctype(content, name)
        parts[info.filename] = content
    return OfficePackage(name, parts, package.budget)


def is_xml(part: str) -> bool:
    """Whether a part is XML, by its name."""
    return part.lower().endswith(XML)


def holds_macros(package: OfficePackage) -> bool:
    """Whether the package holds a program of its own; nothing here ever runs it."""
    return any(part.lower().endswith("vbaproject.bin") for part in package.parts)


def _at_once(data: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A small sound part unpacked; None for whatever `zipped` has to look at.

    The streams of the zip library cost several times the unpacking of a part of a few
    kilobytes, of which packages have twenty.
    """
    head = data[info.header_offset : info.header_offset + LOCAL_HEADER]
    if (
        info.file_size > AT_ONCE
        or info.flag_bits & ENCRYPTED_FLAG
        or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        or len(head) < LOCAL_HEADER
        or not head.startswith(LOCAL_SIGNATURE)
    ):
        return None
    name_length, extra = struct.unpack_from("<HH", head, NAME_LENGTHS_AT)
    start = info.header_offset + LOCAL_HEADER
    if data[start : start + name_length] != info.orig_filename.encode():
        return None
    start += name_length + extra
    content = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_DEFLATED:
        unpacked = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacked.decompress(content, info.file_size + 1)
        except zlib.error:
            return None
        if not unpacked.eof:
            return None
    sound = len(content) == info.file_size and zlib.crc32(content) == info.CRC
    return content if sound else None
