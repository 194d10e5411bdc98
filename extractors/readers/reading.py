"""What every reader gives back, and the contract of a reader.

A reader is a function `read(data, name, equipment) -> Reading` that keeps the text exactly as
written, in reading order, follows no reference out of the file, runs nothing that the file
holds, and raises FileError only. What it could not read it lists as problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import itemgetter

from extractors.errors import LimitReached
from extractors.limits import LIMITS
from extractors.model import Block, Page, Problem, Seal
from extractors.problems import problem
from extractors.readers.equipment import Equipment

TEXT: Callable[[Block], str] = itemgetter(0)  # a block's first field, without a call in Python


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
    total = sum(map(len, map(TEXT, kept)))
    if total > LIMITS.document_characters:
        raise LimitReached(name, "limit_size", f"{total} characters")
    return kept


def within_block_limit(reading: Reading) -> Reading:
    """The reading, longer blocks cut at the limit, each named as a problem with its place."""
    limit = LIMITS.block_characters
    long = [block for block in reading.blocks if len(block.text) > limit]
    if not long:
        return reading
    named = tuple(problem("limit_size", str(block.anchor)) for block in long)
    cut = tuple(_cut(b, limit) if len(b.text) > limit else b for b in reading.blocks)
    return replace(reading, blocks=cut, problems=(*reading.problems, *named))


def _cut(block: Block, limit: int) -> Block:
    lines = tuple(line._replace(end=min(line.end, limit)) for line in block.lines)
    kept = tuple(line for line in lines if line.start < limit)
    return block._replace(text=block.text[:limit], lines=kept)
