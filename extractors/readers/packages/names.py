"""Names of archive entries as the submitter wrote them. Bytes in, text out.

Chinese Windows programs store names in GBK, those of Taiwan and Hong Kong in Big5, and do not
say so. One archive comes from one machine, so its names are judged together.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from zipfile import ZipInfo

UTF8_FLAG = 0x800
UNICODE_PATH = 0x7075  # extra field of Info-ZIP: the name in UTF-8, with the stored name's sum
# The first character that takes three bytes in UTF-8: all Chinese ones do. Two bytes of GBK
# are often valid UTF-8 as well (一 is the Cyrillic һ), three that begin so never are.
THREE_BYTES = "\u0800"
# Lead bytes of the characters that a standard's authors found common: 3,755 and 5,401.
COMMON = {"gb18030": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
PUNCTUATION = frozenset("、。，；：？！（）《》〈〉【】〔〕「」“”‘’—…·～　＋－０１２３４５６７８９")


def zip_names(entries: Sequence[ZipInfo]) -> tuple[str, ...]:
    """The names of a zip archive's entries, in their order."""
    stated = [_stated(info) for info in entries]
    unstated = [raw for raw in (_raw(info) for info in entries) if raw is not None]
    guessed = iter(decoded_names(unstated))
    # The stored bytes are decoded even where the name is stated, so that all witness together.
    texts = [info.orig_filename if _raw(info) is None else next(guessed) for info in entries]
    return tuple(text if said is None else said for said, text in zip(stated, texts, strict=True))


def decoded_names(names: Sequence[bytes]) -> tuple[str, ...]:
    """Names of one archive that do not say their encoding."""
    in_utf8 = [_as_utf8(raw) for raw in names]
    others = b"\n".join(raw for raw, text in zip(names, in_utf8, strict=True) if text is None)
    encoding = "gb18030"
    if _commonness(others, "big5") > _commonness(others, "gb18030"):
        encoding = "big5"
    return tuple(
        _decoded(raw, encoding) if text is None else text
        for raw, text in zip(names, in_utf8, strict=True)
    )


def safe_name(name: str) -> str:
    """The name with forward slashes, without drive, leading slash, `.`, `..` or controls.

    Example:
        >>> safe_name("C:\\\\材料\\\\..\\\\表.docx"), safe_name("/../../etc/passwd")
        ('材料/表.docx', 'etc/passwd')
    """
    text = "".join(sign for sign in name.replace("\\", "/") if sign.isprintable())
    text = re.sub(r"^[A-Za-z]:", "", text)
    parts = [part.strip() for part in text.split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."}]
    return unicodedata.normalize("NFC", "/".join(kept)) or "unnamed"  # macOS takes é apart


def _stated(info: ZipInfo) -> str | None:
    """The name where the archive says its encoding."""
    if info.flag_bits & UTF8_FLAG:
        return info.orig_filename
    raw = _raw(info)
    return None if raw is None else _unicode_path(info.extra, raw)


def _raw(info: ZipInfo) -> bytes | None:
    """The stored bytes: zipfile reads those without a stated encoding as code page 437."""
    if info.flag_bits & UTF8_FLAG:
        return None
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the extra field, unless somebody renamed the entry and left the field."""
    place = 0
    while place + 4 <= len(extra):
        header, size = struct.unpack_from("<HH", extra, place)
        content = extra[place + 4 : place + 4 + size]
        if header == UNICODE_PATH and len(content) > 5 and content[0] == 1:
            (checked,) = struct.unpack_from("<I", content, 1)
            if checked == zlib.crc32(raw):
                return content[5:].decode("utf-8", "replace")
        place += 4 + size
    return None


def _as_utf8(raw: bytes) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii() or max(text) >= THREE_BYTES:
        return text
    return None if _commonness(raw, "gb18030") == 1 else text


def _commonness(raw: bytes, encoding: str) -> float:
    """What share of the characters beyond ASCII everybody uses; 0 where the bytes do not fit."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    beyond = [sign for sign in text if not sign.isascii()]
    if not beyond:
        return 1.0
    common = sum(
        sign in PUNCTUATION or sign.encode(encoding)[0] in COMMON[encoding] for sign in beyond
    )
    return common / len(beyond)


def _decoded(raw: bytes, encoding: str) -> str:
    for attempt in (encoding, "gb18030", "big5"):
        try:
            return raw.decode(attempt)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
