"""What kind of file some bytes are, by their content and never by their name.

Enter: bytes and the submitter's name. Leave: the reader's word for the format, and whether
the name's extension fits it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_HEADER_WITHIN = 1024  # readers accept "%PDF-" anywhere in the first 1024 bytes

# kind: extensions that fit it
EXTENSIONS: dict[str, frozenset[str]] = {
    "pdf": frozenset({".pdf"}),
    "docx": frozenset({".docx", ".docm", ".dotx"}),
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx"}),
    "xls": frozenset({".xls", ".et"}),
    "doc": frozenset({".doc", ".wps", ".dot"}),
    "rtf": frozenset({".rtf"}),
    "zip": frozenset({".zip"}),
    "csv": frozenset({".csv"}),
    "txt": frozenset({".txt", ".text", ".md"}),
    "image": frozenset(
        {".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".bmp", ".gif", ".webp"}
    ),
}
KNOWN_EXTENSIONS = frozenset().union(*EXTENSIONS.values())
IMAGE_TYPES = EXTENSIONS["image"]


def kind_of(data: bytes, name: str) -> str:
    """The kind of file: one of EXTENSIONS, "encrypted" for a locked office file, or "unknown"."""
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zip_kind(data, name)
    if data.startswith(OLE):
        return _ole_kind(data)
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if _is_image(data):
        return "image"
    return _text_kind(data, name)


def fits_extension(kind: str, name: str) -> bool:
    """Whether the name's extension, if any format claims it, is one of that kind."""
    extension = PurePosixPath(name).suffix.lower()
    return extension not in KNOWN_EXTENSIONS or extension in EXTENSIONS.get(
        kind, frozenset({extension})
    )


def _zip_kind(data: bytes, name: str) -> str:
    """Office packages are zip files; their main part tells which."""
    import io
    import struct
    import zipfile

    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return _broken_zip_kind(data, name)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "[Content_Types].xml" in names:
        return _by_content_types(data)
    return "zip"


def _by_content_types(data: bytes) -> str:
    """A package may put its main part anywhere; slides and drawings are none of ours."""
    head = data[:4096]
    if b"word/" in head:
        return "docx"
    return "unknown"


def _broken_zip_kind(data: bytes, name: str) -> str:
    """A cut package has no directory; its first parts' names or its own still tell."""
    extension = PurePosixPath(name).suffix.lower()
    for kind, folder in (("docx", b"word/"), ("xlsx", b"xl/")):
        if folder in data[:65536] or extension in EXTENSIONS[kind]:
            return kind
    return "zip"


def _ole_kind(data: bytes) -> str:
    """The directory of an OLE file holds stream names in UTF-16."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return "encrypted"
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    return "unknown"


def _is_image(data: bytes) -> bool:
    import puremagic

    try:
        matches = puremagic.magic_string(data[:4096])
    except (puremagic.PureError, ValueError):
        return False
    return bool(matches) and matches[0].extension.lower() in IMAGE_TYPES


def _text_kind(data: bytes, name: str) -> str:
    from extractors.readers.text import decoded

    if decoded(data) is None:
        return "unknown"
    return "csv" if PurePosixPath(name).suffix.lower() == ".csv" else "txt"
