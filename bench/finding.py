"""The command `bench/find`: how long finding takes in one submission of sixty pages.

The text is the samples' own paragraphs, again and again with other digits, so that nothing kept
from one answers the next; beside it stand one submission's tables. Reading is not measured.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from bench.accuracies import SAMPLES, expectations
from bench.extraction import documents_of
from extractors.find import find_in
from extractors.model import Block, Document

# Sixty pages of a plan, as dense as plans are printed.
CHARACTERS = 60_000
# A submission has a form, a statistics table and some rosters.
TABLES = 8
NEAR_MATCHES = ("1" * 100_000, "创业工位" * 25_000, "（其中" * 30_000, "二〇二一年" * 1_000_000)


def main(arguments: Sequence[str]) -> int:
    """Print seconds on one core after warm-up, for the plan and for lines made to keep us busy."""
    parser = argparse.ArgumentParser(prog="bench/find", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--characters", type=int, default=CHARACTERS)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args(arguments)
    documents = list(_documents(chosen.folder))
    if not documents:
        print(f"{chosen.folder}: no gold/ or expected/ with JSON files")
        return 1
    find_in(plan_of(documents, chosen.characters, shift=0))  # warm-up
    for shift in range(1, chosen.times + 1):
        document = plan_of(documents, chosen.characters, shift)
        length = sum(len(block.text) for block in document.blocks)
        took, cutting = seconds(document), seconds_of_cutting(document)
        print(
            f"{length} characters, {len(document.blocks)} blocks: {took:.2f} s, "
            f"{took / cutting:.1f} times what jieba takes to cut them into words"
        )
    for text in NEAR_MATCHES:
        line = replace(documents[0], blocks=(documents[0].blocks[0]._replace(text=text),))
        print(f"a line of {len(text)} characters, {text[:6]}…: {seconds(line):.2f} s")
    return 0


def _documents(folder: Path) -> Iterator[Document]:
    """The documents of two submissions: enough words, and quickly read."""
    place = folder / "submissions"
    for expected in expectations(folder)[:2]:
        yield from documents_of(place / expected["path"])


def plan_of(documents: Sequence[Document], characters: int, shift: int) -> Document:
    """A document of so many characters: all tables once, then paragraphs with other digits."""
    tables = [block for document in documents for block in document.blocks if block.in_table]
    first = {block.anchor.table for block in tables[:1]}
    numbers = list(dict.fromkeys(block.anchor.table for block in tables))[:TABLES]
    blocks = [block for block in tables if block.anchor.table in first | set(numbers)]
    prose = [block for document in documents for block in document.blocks if not block.in_table]
    length = sum(len(block.text) for block in blocks)
    for turn in count(shift):
        for block in prose:
            if length >= characters:
                return replace(
                    documents[0], sha256=f"{shift:064d}", pages=(), seals=(), blocks=tuple(blocks)
                )
            blocks.append(_other_digits(block, turn))
            length += len(block.text)
    raise AssertionError("count() has no end")


def _other_digits(block: Block, turn: int) -> Block:
    digits = {ord(str(one)): str((one + turn) % 10) for one in range(1, 10)}
    return block._replace(text=block.text.translate(digits), lines=())


def seconds(document: Document) -> float:
    """Processor time of finding in it."""
    began = time.process_time()
    find_in(document)
    return time.process_time() - began


def seconds_of_cutting(document: Document) -> float:
    """Processor time of jieba on the same text: what this machine is worth at this moment."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    began = time.process_time()
    for block in document.blocks:
        jieba.lcut(block.text)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
