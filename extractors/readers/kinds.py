"""What kind of file some bytes are, by their content and never by their name.

Enter: bytes and the submitter's name. Leave: the reader's word for the format, and whether
the name's extension fits it. A name decides only where two kinds have one content: comma-
separated values are text, and WPS's workbooks are Excel's of 1997.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import PurePosixPath

from extractors.readers.legacy.ole import SIGNATURE, Streams, streams_of

PDF_HEADER_WITHIN = 1024  # readers accept "%PDF-" anywhere in the first 1024 bytes

# kind: extensions that fit it
EXTENSIONS: dict[str, frozenset[str]] = {
    "pdf": frozenset({".pdf"}),
    "docx": frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    "xls": frozenset({".xls", ".xlt"}),
    "doc": frozenset({".doc", ".wps", ".wpt", ".dot"}),
    "et": frozenset({".et", ".ett"}),
    "rtf": frozenset({".rtf"}),
    "csv": frozenset({".csv"}),
    "txt": frozenset({".txt", ".text", ".md"}),
    "html": frozenset({".html", ".htm"}),
    "xmlsheet": frozenset({".xml"}),
    "image": frozenset(
        {".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".bmp", ".gif", ".webp"}
    ),
    "zip": frozenset({".zip"}),
    "7z": frozenset({".7z"}),
    "rar": frozenset({".rar"}),
    "tar": frozenset({".tar"}),
    "gz": frozenset({".gz", ".tgz"}),
    "ppt": frozenset({".ppt", ".pps", ".dps"}),
    "pptx": frozenset({".pptx", ".ppsx", ".pptm"}),
    "xlsb": frozenset({".xlsb"}),
    "odf": frozenset({".odt", ".ods", ".odp"}),
    "ofd": frozenset({".ofd"}),
    "heic": frozenset({".heic", ".heif", ".avif"}),
    "mht": frozenset({".mht", ".mhtml"}),
    "eml": frozenset({".eml"}),
    "msg": frozenset({".msg"}),
}
KNOWN_EXTENSIONS = frozenset().union(*EXTENSIONS.values())
IMAGE_TYPES = EXTENSIONS["image"]
ARCHIVES = frozenset({"zip", "7z", "rar", "tar", "gz"})

# first bytes: kind
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07\x00", "rar"),  # until 2013
    (b"Rar!\x1a\x07\x01\x00", "rar"),  # since
    (b"\x1f\x8b\x08", "gz"),
    (b"MZ\x90\x00", "unknown"),  # programs, short ones of which look like text
    (b"\x7fELF", "unknown"),
)
TAR_MAGIC, TAR_MAGIC_AT = b"ustar", 257
# A picture of an Apple phone: an ISO media file of one of these brands.
HEIC = re.compile(rb"\A.{4}ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif)", re.DOTALL)

# main part of a package: kind
MAIN_PARTS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
# A package may put its main part anywhere; its list of content types says where and what.
CONTENT_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroEnabled.main", "docx"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main", "xlsx"),
    (b"presentationml", "pptx"),
)
CONTENT_TYPES_BYTES = 1 << 20  # a list of some hundred parts takes 30 kB
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."

# a stream at the top of an OLE file: kind
STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),  # a locked docx or xlsx
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),  # Excel 5 and 95
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
OLE_KINDS = ("doc", "xls", "et", "ppt", "msg")

HTML = re.compile(
    r"""\A\s* (?:<\?xml[^>]*>\s*)? (?:<!--.*?-->\s*)*
    < (?: !doctype\s+html | html | head | meta | table ) \b""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
HEAD = 4096  # characters in which a text says what it is
# What a mail begins with; a saved web page is one whose parts are related.
MAIL = re.compile(
    r"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE
)
WEB_PAGE = re.compile(r"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, name: str) -> str:
    """The kind of file: one of EXTENSIONS, "encrypted" for a locked office file, or "unknown"."""
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data, name)
    if data.startswith(SIGNATURE):
        return _ole_kind(data, name)
    if data[TAR_MAGIC_AT:].startswith(TAR_MAGIC):
        return "tar"
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if data[:64].lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if HEIC.match(data[:16]):
        return "heic"
    return _text_kind(data, name) or ("image" if _is_image(data) else "unknown")


def fits_extension(kind: str, name: str) -> bool:
    """Whether the name's extension, if any format claims it, is one of that kind."""
    extension = PurePosixPath(name).suffix.lower()
    return extension not in KNOWN_EXTENSIONS or extension in EXTENSIONS.get(
        kind, frozenset({extension})
    )


def _zip_kind(data: bytes, name: str) -> str:
    """Office packages are zip files; their main part tells which."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return _broken_zip_kind(data, name)
    for part, kind in MAIN_PARTS:
        if part in names:
            return kind
    if "[Content_Types].xml" in names:
        return _by_content_types(archive)
    # An open document begins with its own type, stored as it is.
    return "odf" if OPEN_DOCUMENT in data[:200] else "zip"


def _by_content_types(archive: zipfile.ZipFile) -> str:
    import zlib

    try:
        with archive.open("[Content_Types].xml") as part:
            said = part.read(CONTENT_TYPES_BYTES)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError, OSError, struct.error):
        return "unknown"
    return next((kind for sign, kind in CONTENT_TYPES if sign in said), "unknown")


def _broken_zip_kind(data: bytes, name: str) -> str:
    """A cut package has no directory; its first parts' names or its own still tell."""
    extension = PurePosixPath(name).suffix.lower()
    for kind, folder in (("docx", b"word/"), ("xlsx", b"xl/")):
        if folder in data[:65536] or extension in EXTENSIONS[kind]:
            return kind
    return "zip"


def _ole_kind(data: bytes, name: str) -> str:
    streams = streams_of(data)
    kind = _by_streams(streams) if streams else _by_extension(name)
    is_wps = PurePosixPath(name).suffix.lower() in EXTENSIONS["et"]
    return "et" if kind == "xls" and is_wps else kind


def _by_streams(streams: Streams) -> str:
    """Only streams at the top count: a document may hold others as objects."""
    top = {path[0].casefold() for path in streams}
    return next((kind for stream, kind in STREAMS if stream.casefold() in top), "unknown")


def _by_extension(name: str) -> str:
    """The directory is destroyed; the name still tells which reader has to say so."""
    extension = PurePosixPath(name).suffix.lower()
    return next((kind for kind in OLE_KINDS if extension in EXTENSIONS[kind]), "unknown")


def _is_image(data: bytes) -> bool:
    import puremagic

    try:
        matches = puremagic.magic_string(data[:4096])
    except (puremagic.PureError, ValueError):
        return False
    return bool(matches) and matches[0].extension.lower() in IMAGE_TYPES


def _text_kind(data: bytes, name: str) -> str | None:
    """The kind of a text; None where the bytes are no text."""
    from extractors.readers.decoding import decoded

    text = decoded(data)
    if text is None:
        return None
    head = text[:HEAD]
    if MAIL.match(head):
        return "mht" if WEB_PAGE.search(head) else "eml"
    if XML_SHEET in head and head.lstrip().startswith("<?xml"):
        return "xmlsheet"
    if HTML.match(head):
        return "html"
    return "csv" if PurePosixPath(name).suffix.lower() == ".csv" else "txt"
