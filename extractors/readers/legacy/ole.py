"""The directory of an OLE file: bytes in, the names of its streams out.

Word, Excel, PowerPoint and WPS of 1997 to 2003 keep everything in streams of such a file; a
locked file of any newer program is one as well. Names are read from the directory only, so
that the same words in a document's text mean nothing.
"""

from __future__ import annotations

import io
import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHORTEST = 1536  # a header, a table and a directory of 512 bytes each
# Offset of the flags in the first stream of a Word file ([MS-DOC] 2.5.2), and the bits.
FIB_FLAGS, FIB_ENCRYPTED = 10, 0x0100
FIB_BYTES = 32

Streams = tuple[tuple[str, ...], ...]
"""Paths of streams, each as the names of its folders and its own."""


def streams_of(data: bytes) -> Streams:
    """The streams' paths; none where the directory cannot be read."""
    ole = _opened(data)
    return () if ole is None else tuple(tuple(path) for path in ole.listdir())


def is_encrypted_word(data: bytes) -> bool:
    """Whether Word would ask for a password before it shows the text."""
    ole = _opened(data)
    if ole is None or not ole.exists("WordDocument"):
        return False
    try:
        head = ole.openstream("WordDocument").read(FIB_BYTES)
    except OSError:
        return False
    if len(head) < FIB_FLAGS + 2:
        return False
    (flags,) = struct.unpack_from("<H", head, FIB_FLAGS)
    return bool(flags & FIB_ENCRYPTED)


def _opened(data: bytes):  # type: ignore[no-untyped-def]  # olefile has no types
    import olefile

    if len(data) < SHORTEST or not data.startswith(SIGNATURE):
        return None
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    # What olefile and struct raise for tables that loop, lie or end early.
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error, RecursionError):
        return None
