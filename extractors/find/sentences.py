"""Folded text in, the offsets of its sentences out."""

from __future__ import annotations

from collections.abc import Iterator


def sentences(text: str, ends: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the stretches between the characters of `ends`, which they leave out.

    Example:
        >>> list(sentences("甲。乙", "。"))
        [(0, 1), (2, 3)]
    """
    start = 0
    for index, character in enumerate(text):
        if character in ends:
            yield start, index
            start = index + 1
    if start < len(text):
        yield start, len(text)
