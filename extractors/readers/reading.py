"""What every reader gives back, and the contract of a reader.

A reader is a function `read(data, name, equipment) -> Reading` that keeps the text exactly as
written, in reading order, follows no reference out of the file, runs nothing that the file
holds, and raises FileError only. What it could not read it lists as problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Block, Page, Problem, Seal
from extractors.readers.equipment import Equipment


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of one file, before its name and hash make it a Document."""

    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    seals: tuple[Seal, ...] = ()


Reader = Callable[[bytes, str, Equipment], Reading]


def within_text_limit(name: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as a tuple.

    Raises:
        LimitReached: together they hold more text than a document may.
    """
    kept = tuple(blocks)
    total = sum(len(block.text) for block in kept)
    if total > LIMITS.document_characters:
        raise LimitReached(name, "limit_size", f"{total} characters")
    return kept
