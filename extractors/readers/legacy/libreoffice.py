"""LibreOffice as a converter: bytes of one format in, bytes of another out."""

from __future__ import annotations

from pathlib import Path


def program() -> Path | None:
    """LibreOffice's program on this machine, if it is installed."""
    return None


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
    raise NotImplementedError
