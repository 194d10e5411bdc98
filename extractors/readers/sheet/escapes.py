"""Characters that a workbook's XML writes by their codes, _x7532_ for 甲 (ECMA-376 22.9.2.19).

A text as stored in, the text as a spreadsheet program shows it out.
"""

from __future__ import annotations

import re

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
MARK = "_x"  # how each begins, to look for in bytes or text before anything is replaced
LINE_END = re.compile(r"\r\n?")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # control characters show as nothing
SURROGATE = re.compile("[\ud800-\udfff]")


def unescaped(text: str) -> str:
    """The text with the characters in place of their codes.

    Example:
        >>> unescaped("标记_x7532__x000D_\\n_x005F_x000D_")
        '标记甲\\n_x000D_'
    """
    if MARK not in text:
        return text
    plain = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if SURROGATE.search(plain):  # two codes make one character; half of one makes none
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return UNSEEN.sub("", LINE_END.sub("\n", plain))
