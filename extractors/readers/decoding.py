"""Which encoding a text is in. Bytes in; the text out, or None where they are no text.

Offices save UTF-8, UTF-16, GB18030 or Big5, mostly without saying which. Almost any bytes can
be decoded as GB18030 or UTF-16, so that they can proves nothing: what comes out is judged by
whether it looks like what people write.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

HEAD = 4096  # bytes that show whether a file is text and how it is coded
CONTROL = frozenset(range(32)) - {0, 9, 10, 12, 13, 26}
# Share of zero bytes that a damaged text may have; programs and two-byte letters have more.
ZEROS = 0.05
HAN = re.compile("[\u4e00-\u9fff]")
COMMON = 0.7  # share of everyday characters below which a text is not what it was decoded as
# The same of letters of one byte and of two: names may be rare.
POSSIBLE, PROBABLE = 0.5, 0.6
WIDE = ("utf-16-le", "utf-16-be")
# Beside Chinese characters: dashes and quotation marks, arrows, numbers in circles, boxes,
# Chinese punctuation, letters of full width; the degree, the middle dot, the cross.
SIGNS = re.compile("[ -~\t\n\r\f\x1a°±·×÷‐-›←-↙℃№Ⅰ-ⅿ①-⓿■-◿★☆☐-☒√✓✔\u3000-〿㈠-㈩㎡㎥！-～￥]")


def decoded(data: bytes) -> str | None:
    """The text of the bytes, zero bytes dropped, or None where they are no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(data, "utf-16")
    texts = (_decode(data, code) for code in _likely(data[:HEAD]))
    return next((text for text in texts if text is not None), None)


def holds_zeros(data: bytes) -> bool:
    """Whether zero bytes stand in a text of one-byte letters, where no program puts any."""
    if b"\0" not in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return next(iter(_likely(data[:HEAD])), "") not in WIDE


def _likely(head: bytes) -> list[str]:
    """The encodings in which the head is a text, the likeliest first."""
    narrow = not any(byte in CONTROL for byte in head) and head.count(0) <= len(head) * ZEROS + 1
    if narrow and head.strip(b"\0") and _decoded_head(head, "utf-8-sig") is not None:
        return ["utf-8-sig", "gb18030", "big5"]
    judged = []
    if narrow:
        simplified, traditional = (_decoded_head(head, code) for code in ("gb18030", "big5"))
        big5 = simplified and traditional and _is_big5(simplified, traditional)
        order = ("big5", "gb18030") if big5 or simplified is None else ("gb18030", "big5")
        chosen = traditional if order[0] == "big5" else simplified
        judged = [(_plausible(chosen), code) for code in order]
    for code in WIDE:
        text = _decoded_head(head, code)
        if text is not None and not any(ord(sign) in CONTROL or sign == "\0" for sign in text):
            judged.append((_plausible(text), code))
    judged.sort(key=lambda one: -one[0])  # stable: one-byte letters first where equal
    return [code for share, code in judged if share >= (PROBABLE if code in WIDE else POSSIBLE)]


def _decoded_head(head: bytes, encoding: str) -> str | None:
    """The head's text; a character cut at its end is no error."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head, len(head) < HEAD)
    except UnicodeDecodeError:
        return None


def _decode(data: bytes, encoding: str) -> str | None:
    if encoding in WIDE:
        data = data[: len(data) // 2 * 2]
    try:
        return data.decode(encoding).replace("\0", "")
    except UnicodeDecodeError:
        return None


def _plausible(text: str | None) -> float:
    """The share of everyday signs among those that are not ASCII.

    One is counted for the doubt: a name of one rare character is a text.
    """
    if text is None:
        return 0.0
    foreign = [sign for sign in text if sign > "\x7f"]
    usual = sum(sign in _everyday() or SIGNS.match(sign) is not None for sign in foreign)
    return (usual + 1) / (len(foreign) + 1)


@cache
def _everyday() -> frozenset[str]:
    """The common half of GB 2312 and of Big5: what nine in ten characters of a text are."""
    simplified = bytes(
        byte for lead in range(0xB0, 0xD8) for last in range(0xA1, 0xFF) for byte in (lead, last)
    )
    traditional = bytes(
        byte
        for lead in range(0xA4, 0xC7)
        for last in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        for byte in (lead, last)
    )
    return frozenset(
        simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    ) - frozenset(map(chr, range(0x80)))


def _is_big5(simplified: str, traditional: str) -> bool:
    """Most bytes of one code are characters of the other too, but no everyday ones."""
    return (
        _common(simplified, "gb2312", 0xB0, 0xD7)
        < COMMON
        <= _common(traditional, "big5", 0xA4, 0xC6)
    )


def _common(text: str, encoding: str, first: int, last: int) -> float:
    """The share of Chinese characters whose lead byte lies where the code's common ones do."""
    signs: list[str] = HAN.findall(text)
    leads = [sign.encode(encoding, "ignore")[:1] for sign in signs]
    foreign = sum(sign > "\x7f" for sign in text)
    return sum(bool(lead) and first <= lead[0] <= last for lead in leads) / max(1, foreign)
