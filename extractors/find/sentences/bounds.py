"""Folded text in, the offsets of its sentences out."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The longest sentence of the labelled samples has 412 characters. What goes on without an end
# (a table written as one line, a line made to keep us busy) is cut at a comma.
LONGEST = 1_000
_BREAKS = "，；,;、"


def sentences(text: str, ends: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the stretches between the characters of `ends`, which they leave out.

    Example:
        >>> list(sentences("甲。乙", "。"))
        [(0, 1), (2, 3)]
    """
    start = 0
    if len(text) < LONGEST:
        for end in re.finditer(f"[{ends}]", text):
            yield start, end.start()
            start = end.end()
        if start < len(text):
            yield start, len(text)
        return
    for index, character in enumerate(text):
        if character in ends:
            yield start, index
            start = index + 1
        elif index - start >= LONGEST and (character in _BREAKS or index - start >= 2 * LONGEST):
            yield start, index
            start = index + (character in _BREAKS)
    if start < len(text):
        yield start, len(text)
