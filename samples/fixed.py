"""A zip in, the same zip with fixed times and order out, so that each build gives the same bytes.

Word and Excel files are zips whose members carry the time of writing. Never touches a member's
content but the two timestamps of `docProps/core.xml`.
"""

from __future__ import annotations

import io
import re
import zipfile

WRITTEN = (2024, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
# python-docx's template carries a picture of its first page; nothing here needs it.
THUMBNAIL = "docProps/thumbnail.jpeg"
THUMBNAIL_RELATION = re.compile(rb"<Relationship [^>]*thumbnail\.jpeg\"[^>]*/>")


def fixed(data: bytes) -> bytes:
    """The same members with one date, deflated at the highest level."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == THUMBNAIL:
                continue
            if name == "_rels/.rels":
                content = THUMBNAIL_RELATION.sub(b"", content)
            if name == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>2024-01-01T00:00:00Z", content)
            _write(new, name, content)
    return out.getvalue()


def zipped(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    """Files in one zip; with "gbk" the names are raw GBK bytes, as older Windows writes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in files.items():
            _write(new, name if encoding == "utf-8" else _disguised(name, encoding), content)
    raw = out.getvalue()
    return raw if encoding == "utf-8" else _undisguised(raw, files, encoding)


def _write(new: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, WRITTEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    new.writestr(info, content, compresslevel=9)


def _disguised(name: str, encoding: str) -> str:
    """An ASCII name as long as the encoded one: zipfile would write UTF-8 for anything else."""
    digest = f"{sum(name.encode()):06d}"
    return (digest * 40)[: len(name.encode(encoding))]


def _undisguised(raw: bytes, files: dict[str, bytes], encoding: str) -> bytes:
    for name in files:
        raw = raw.replace(_disguised(name, encoding).encode(), name.encode(encoding))
    return raw
