"""The command `bench/read`: milliseconds a page, ours beside pdfplumber's words and tables."""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.accuracies import SAMPLES
from bench.extraction import files_of

Reader = Callable[[bytes, str], int]
"""Reads one file, returns its number of pages."""


def main(arguments: Sequence[str]) -> int:
    """Print one line a reader; 1 where the folder holds no PDF."""
    parser = argparse.ArgumentParser(prog="bench/read", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES / "submissions")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is taken")
    chosen = parser.parse_args(arguments)
    files = [(data, name) for data, name in files_of(chosen.folder) if name.endswith(".pdf")]
    if not files:
        print(f"{chosen.folder}: no PDF")
        return 1
    for label, reader in (("ours", ours), ("pdfplumber", words_and_tables)):
        pages, seconds = best_of(reader, files, chosen.rounds)
        print(
            f"{label:12} {len(files)} files, {pages} pages, {1000 * seconds / pages:.1f} ms a page"
        )
    return 0


def best_of(reader: Reader, files: Sequence[tuple[bytes, str]], rounds: int) -> tuple[int, float]:
    """Pages read and the shortest time, in seconds, of `rounds` runs over all files."""
    times = []
    pages = 0
    for _ in range(rounds):
        started = time.perf_counter()
        pages = sum(reader(data, name) for data, name in files)
        times.append(time.perf_counter() - started)
    return pages, min(times)


def ours(data: bytes, name: str) -> int:
    from extractors.readers import read_bytes

    return max(1, len(read_bytes(data, name).pages))


def words_and_tables(data: bytes, name: str) -> int:
    """What a plain script does with each page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()
        return len(document.pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
