"""The command `bench/images`: how long an official waits for the picture of a page.

Every page of every PDF and picture below a folder is drawn by a warm child into an empty cache,
in an order that no reader would turn pages in, and then asked for again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bench.accuracies import SAMPLES
from pipeline.intake.raw_store import RawStore, digest
from pipeline.reading.tasks import PICTURES
from pipeline.showing.images import DPI, NotDrawn, PageImages
from pipeline.showing.kept import KeptImages

# What is promised for 95 of 100 pages, in milliseconds.
PROMISED = {"cold": 250.0, "cached": 30.0}
SHARES = (0.5, 0.95, 0.99, 1.0)


class PageOf(NamedTuple):
    """One page to ask for."""

    sha256: str
    extension: str
    number: int


def main(arguments: Sequence[str]) -> int:
    """Print percentiles; 1 where one is above what is promised, or there is nothing to draw."""
    parser = argparse.ArgumentParser(prog="bench/images", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--at-once", type=int, default=1, help="pages asked for at the same time")
    parser.add_argument("--zoom", type=int, choices=sorted(DPI), default=1)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="zhongchuang-bench-") as folder:
        raw = RawStore(Path(folder) / "raw")
        files = list(_kept(chosen.folder, Path(folder) / "raw", raw))
        with PageImages(raw, KeptImages(Path(folder) / "images")) as images:
            images.warm()
            images.warm()
            pages = list(_pages(files, images))
            if not pages:
                print(f"{chosen.folder}: no PDF and no picture that can be drawn")
                return 1
            random.Random(1).shuffle(pages)
            return _measured(images, pages, chosen.zoom, chosen.at_once)


def _kept(folder: Path, root: Path, raw: RawStore) -> Iterator[tuple[str, str]]:
    """Hash and extension of every file that can be drawn, linked into a raw store."""
    for path in sorted(folder.rglob("*")):
        extension = _extension(path) if path.is_file() else None
        if extension is None:
            continue
        sha256, _ = digest(path)
        place = raw.path(sha256, extension)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(path.resolve())
            yield sha256, extension


def _extension(path: Path) -> str | None:
    with path.open("rb") as stream:
        begins = stream.read(8)
    if begins.startswith(b"%PDF"):
        return ".pdf"
    return next((ext for magic, ext in PICTURES.items() if begins.startswith(magic)), None)


def _pages(files: Sequence[tuple[str, str]], images: PageImages) -> Iterator[PageOf]:
    for sha256, extension in files:
        try:
            count = len(images.sizes(sha256, extension))
        except NotDrawn as refused:
            print(f"{sha256[:12]}{extension}: {refused.code}")
            continue
        yield from (PageOf(sha256, extension, number) for number in range(1, count + 1))


def _measured(images: PageImages, pages: Sequence[PageOf], zoom: int, at_once: int) -> int:
    def asked(page: PageOf) -> tuple[float, int]:
        began = time.perf_counter()
        try:
            size = len(images.page(*page, zoom))
        except NotDrawn as refused:
            print(f"{page.sha256[:12]} page {page.number}: {refused.code}")
            size = 0
        return (time.perf_counter() - began) * 1000, size

    print(f"{len(pages)} pages at {DPI[zoom]} dpi, {at_once} at once, milliseconds")
    slow = False
    for name in ("cold", "cached"):
        waits, size = _round(asked, pages, at_once)
        shown = "  ".join(f"p{share:.0%} {percentile(waits, share):.0f}" for share in SHARES)
        kept = percentile(waits, 0.95) <= PROMISED[name]
        slow |= not kept
        print(
            f"{name:7} {shown.replace('%', '')}   "
            f"{'within' if kept else 'ABOVE'} {PROMISED[name]:.0f} at p95, "
            f"{size / len(pages) / 1024:.0f} KiB a page"
        )
    return 1 if slow else 0


def _round(
    asked: Callable[[PageOf], tuple[float, int]], pages: Sequence[PageOf], at_once: int
) -> tuple[list[float], int]:
    with ThreadPoolExecutor(at_once) as pool:
        answers = list(pool.map(asked, pages))
    return [wait for wait, _ in answers], sum(size for _, size in answers)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of the values does not exceed.

    Example:
        >>> percentile([4, 1, 3, 2], 0.5), percentile([4, 1, 3, 2], 0.95)
        (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
