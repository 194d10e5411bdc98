"""A file of observations in, its counts out, and back: what a person can read and check.

    # revision: 3fa94c02b1d7
    # fitted on: samples (13 submissions)
    method  naming  …  right  n
    cell    listed  …  212    212

Columns are parted by tabs; the first lines say of which revision of the extractors the counts
are, and what they were counted on. A line that does not fit stops the program at start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_type_hints

from extractors.errors import DataFileError
from pipeline.confidence.table import Count
from pipeline.model import Signals

SHIPPED = "observed.tsv"
COLUMNS = tuple(item.name for item in fields(Signals))
HEAD = "\t".join((*COLUMNS, "right", "n"))
_REVISION, _FITTED = "# revision: ", "# fitted on: "
# What stands where a signal is empty: a blank cell looks like a slip.
EMPTY = "-"
_NOTE = "# Right findings of all with like signals, counted by `zhongchuang calibrate`."


@dataclass(frozen=True, slots=True)
class Observed:
    """Counts of one revision of the extractors, and the names of what they were counted on."""

    revision: str
    fitted_on: tuple[str, ...] = ()
    counts: Mapping[Signals, Count] = field(default_factory=dict)


def read_observed(text: str, name: Path | str) -> Observed:
    """The counts of a file.

    Raises:
        DataFileError: a line is not as `written` writes it; the message says which and why.
    """
    revision, fitted_on = "", []
    counts: dict[Signals, Count] = {}
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    rows = [(number, line) for number, line in lines if not line.startswith("#")]
    for _, line in lines:
        if line.startswith(_REVISION):
            revision = line.removeprefix(_REVISION).strip()
        elif line.startswith(_FITTED):
            fitted_on.append(line.removeprefix(_FITTED).strip())
    if not revision:
        raise DataFileError(name, "line 1", "says no revision; write the file with `calibrate`")
    if not rows or rows[0][1] != HEAD:
        raise DataFileError(name, "", "has other columns; write the file anew with `calibrate`")
    for number, line in rows[1:]:
        signals, count = _row(line, name, f"line {number}")
        if signals in counts:
            raise DataFileError(name, f"line {number}", "the same signals as a line above")
        counts[signals] = count
    return Observed(revision, tuple(fitted_on), counts)


def _row(line: str, name: Path | str, place: str) -> tuple[Signals, Count]:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS) + 2:
        raise DataFileError(name, place, f"has {len(cells)} columns of {len(COLUMNS) + 2}")
    hints = get_type_hints(Signals)
    words: dict[str, str] = {}
    for column, cell in zip(COLUMNS, cells, strict=False):
        kind = hints[column]
        try:
            words[column] = kind("" if cell == EMPTY else cell)
        except ValueError as error:
            known = ", ".join(kind) if issubclass(kind, StrEnum) else ""
            raise DataFileError(name, place, f"{column}: {cell!r} is none of {known}") from error
    numbers = cells[-2:]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        raise DataFileError(name, place, f"{' of '.join(numbers)} are no whole numbers")
    right, n = map(int, numbers)
    if not 0 <= right <= n or not n:
        raise DataFileError(name, place, f"{right} right of {n} cannot be; n is at least 1")
    return Signals(**words), Count(right, n)  # type: ignore[arg-type]


def written(observed: Observed) -> str:
    """The text of a file: the most observed signals first; equal counts give equal text."""
    return "\n".join(_lines(observed)) + "\n"


def _lines(observed: Observed) -> Iterator[str]:
    yield _NOTE
    yield _REVISION + observed.revision
    yield from (_FITTED + name for name in observed.fitted_on)
    yield HEAD
    rows = [
        (count, tuple(str(getattr(signals, column)) or EMPTY for column in COLUMNS))
        for signals, count in observed.counts.items()
    ]
    for count, words in sorted(rows, key=lambda row: (-row[0].n, row[1])):
        yield "\t".join((*words, str(count.right), str(count.n)))


@cache
def shipped() -> Observed:
    """What was observed on the project's own labelled samples.

    Raises:
        DataFileError: the shipped file is wrong.
    """
    return read_observed(files(__package__).joinpath(SHIPPED).read_text("utf-8"), SHIPPED)


def office_observed(path: Path) -> Observed | None:
    """What the office observed itself; None where it has not.

    Raises:
        DataFileError: the file is wrong.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        message = "is not UTF-8 text; write it anew with `calibrate`"
        raise DataFileError(path, "", message) from error
    return read_observed(text, path)
