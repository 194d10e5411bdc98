"""The command `bench/tables`: tables with known truth, and how exactly they are read.

Documents are made anew from a seed, so every run measures the same. One line a family, its
target beside it. Families that need a tool which is not installed are skipped and say so.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.exactness import Exactness, Share, exactness
from bench.known.families import long, ruled, unruled
from bench.known.placed import placed
from bench.known.scanned import scans
from bench.known.table import Specimen
from bench.placing import placing
from extractors.readers import Equipment, read_bytes

# What the project promises, in percent.
CELLS, LONG_ROWS, UNRULED_ROWS = 99.0, 99.0, 95.0
SCAN_NUMBERS, SCAN_CELLS, PLACED = 99.0, 97.0, 95.0


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report; a skipped family has no share."""

    family: str
    what: str
    share: Share
    target: float
    skipped: str = ""
    misses: tuple[str, ...] = ()

    @property
    def missed(self) -> bool:
        return not self.skipped and self.share.percent < self.target

    def __str__(self) -> str:
        if self.skipped:
            return f"{self.family:38} skipped: {self.skipped}"
        return (
            f"{self.family:38} {self.what:8} {self.share.percent:6.2f} % "
            f"({self.share.right} of {self.share.of}); target ≥ {self.target:g} %: "
            f"{'MISS' if self.missed else 'PASS'}"
        )


def main(arguments: Sequence[str]) -> int:
    """Print every family; 1 where a target was missed."""
    chosen = _parser().parse_args(arguments)
    missed = skipped = 0
    for name in chosen.only:
        began = time.perf_counter()
        for result in FAMILIES[name](chosen.quick):
            missed += result.missed
            skipped += bool(result.skipped)
            print(result, flush=True)
            for miss in result.misses if chosen.misses else ():
                print(f"    {miss}")
        if chosen.times:
            print(f"    {time.perf_counter() - began:.1f} s")
    told = f"{missed} targets missed" if missed else "every measured target met"
    print(f"\n{told}, {skipped} not measured")
    return int(bool(missed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench/tables",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="fewer documents")
    parser.add_argument("--misses", action="store_true", help="print what was read otherwise")
    parser.add_argument("--times", action="store_true", help="print what each family took")
    parser.add_argument(
        "--only", type=_families, default=list(FAMILIES), help=f"of {','.join(FAMILIES)}"
    )
    return parser


def _families(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(FAMILIES):
        raise argparse.ArgumentTypeError(f"no family {', '.join(sorted(unknown))}")
    return names


def measured(specimens: Iterable[Specimen], recognise: bool = False) -> Exactness:
    """All specimens read through the front door."""
    whole = Exactness()
    for specimen in specimens:
        document = read_bytes(
            specimen.data, specimen.name, equipment=Equipment(recognise=recognise)
        )
        whole += exactness(specimen.name, specimen.tables, document, folded=recognise)
    return whole


def in_ruled(quick: bool) -> Iterator[Result]:
    found = measured(ruled(quick))
    yield Result("ruled tables in PDFs", "cells", found.cells, CELLS, misses=found.misses)


def in_long(quick: bool) -> Iterator[Result]:
    found = measured(long(quick))
    yield Result("tables over pages", "rows", found.rows, LONG_ROWS, misses=found.misses)


def in_unruled(quick: bool) -> Iterator[Result]:
    found = measured(unruled(quick))
    yield Result(
        "tables of three lines or none", "rows", found.rows, UNRULED_ROWS, misses=found.misses
    )


def in_scans(quick: bool) -> Iterator[Result]:
    """Scans through the PDF reader, where recognition is installed."""
    family = "scans with seals"
    if not (installed("rapidocr") and installed("onnxruntime")):
        yield Result(family, "numbers", Share(), SCAN_NUMBERS, "recognition is not installed")
        return
    found = measured(scans(quick), recognise=True)
    yield Result(family, "numbers", found.numbers, SCAN_NUMBERS)
    yield Result(family, "cells", found.cells, SCAN_CELLS, misses=found.misses)


def in_places(quick: bool) -> Iterator[Result]:
    """Word files, page and box of each text, where LibreOffice is installed."""
    family = "page and box of Word texts"
    known = placed(quick)
    if not known:
        yield Result(family, "blocks", Share(), PLACED, "LibreOffice is not installed")
        return
    whole = Share()
    misses: list[str] = []
    for one in known:
        document = read_bytes(one.data, one.name, equipment=Equipment(place=True))
        share, wrong = placing(one, document)
        whole += share
        misses += wrong
    yield Result(family, "blocks", whole, PLACED, misses=tuple(misses))


def installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


FAMILIES: dict[str, Callable[[bool], Iterator[Result]]] = {
    "ruled": in_ruled,
    "long": in_long,
    "unruled": in_unruled,
    "scans": in_scans,
    "places": in_places,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
