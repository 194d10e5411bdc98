"""Readers: bytes of one file in, a Document out. The only way into the readers is `read`.

One bad file is one Document with problems: `read` never raises for what a file holds. Kinds
are told by content. What a reader must keep to stands in `extractors.readers.reading`.
"""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path, PurePosixPath

from extractors.errors import FileError, Unreadable, Unsupported
from extractors.limits import LIMITS
from extractors.model import Document, Problem
from extractors.problems import problem
from extractors.readers.collection import uncollected
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.kinds import fits_extension, kind_of
from extractors.readers.legacy.reader import read_doc, read_et, read_rtf
from extractors.readers.pdf.reader import read_pdf
from extractors.readers.reading import Reader, Reading, within_block_limit
from extractors.readers.scan.reader import read_image
from extractors.readers.sheet.html import read_html
from extractors.readers.sheet.reader import read_xls, read_xlsx
from extractors.readers.sheet.xmlsheet import read_xmlsheet
from extractors.readers.text import read_csv, read_txt
from extractors.readers.unsupported import UNSUPPORTED
from extractors.readers.word.reader import read_docx

__all__ = ["READERS", "Equipment", "read", "read_bytes"]

READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "doc": read_doc,
    "rtf": read_rtf,
    "et": read_et,
    "xlsx": read_xlsx,
    "xls": read_xls,
    "xmlsheet": read_xmlsheet,
    "html": read_html,
    "csv": read_csv,
    "txt": read_txt,
    "image": read_image,
}


def read(path: Path, name: str | None = None, equipment: Equipment = DEFAULT) -> Document:
    """Read one file.

    Args:
        path: Where the bytes lie.
        name: The submitter's own file name where it differs from the path's.
        equipment: What may be used beside the bytes; by default whatever is installed.

    Returns:
        The Document; what could not be read stands in its problems.

    Raises:
        OSError: there is no such file, or it may not be opened.
    """
    name = path.name if name is None else name
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe or a device would never end
        return Document(_base(name), "", "unknown", problems=(problem("unsupported"),))
    if status.st_size > LIMITS.file_bytes:
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return Document(_base(name), sha256, "unknown", problems=(problem("limit_size"),))
    return read_bytes(path.read_bytes(), name, equipment)


def read_bytes(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Document:
    """Read one file whose bytes are at hand; see `read`."""
    base = _base(name)
    sha256 = hashlib.sha256(data).hexdigest()
    if not data:
        return Document(base, sha256, "unknown", problems=(problem("empty"),))
    kind = kind_of(data, base)
    reading, problems = _attempt(kind, data, base, equipment)
    if not fits_extension(kind, base):
        problems = (problem("wrong_extension"), *problems)
    shown = "unknown" if kind == "encrypted" else kind
    return Document(
        base, sha256, shown, reading.blocks, reading.pages, problems, seals=reading.seals
    )


def _attempt(
    kind: str, data: bytes, name: str, equipment: Equipment
) -> tuple[Reading, tuple[Problem, ...]]:
    """What the reader of that kind gives, an error of the file turned into its problem."""
    if kind in UNSUPPORTED:
        return Reading(), (UNSUPPORTED[kind],)
    try:
        with uncollected():
            reading = within_block_limit(_reader(kind, name)(data, name, equipment))
    except FileError as error:
        return Reading(), (problem(error.code),)
    except (RecursionError, MemoryError) as error:
        # Both mean that the file nests or swells beyond what a real document does.
        code = "limit_memory" if isinstance(error, MemoryError) else "limit_size"
        return Reading(), (problem(code),)
    if not reading.problems and not any(block.text.strip() for block in reading.blocks):
        return reading, (problem("no_text"),)  # a file that opens and says nothing is no success
    return reading, reading.problems


def _reader(kind: str, name: str) -> Reader:
    if kind == "encrypted":
        raise Unreadable(name, "encrypted")
    if kind not in READERS:
        raise Unsupported(name, "unsupported", kind)
    return READERS[kind]


def _base(name: str) -> str:
    """The file's own name; folders in it are display text and handled by the caller."""
    return PurePosixPath(name.replace("\\", "/")).name or name
