"""The numbering of lists in, the numbers that it leaves out or gives twice out.

Whoever takes a row out of a list, or puts one in, seldom numbers the rest anew. Only a list that
was read as rows and numbers nearly all of them is looked at: scans lose digits, and a column that
jumps about is no numbering.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from extractors.model import DocumentFindings, Evidence, Finding
from pipeline.record.checks.gathered import Gathered
from pipeline.record.checks.lists import behind, places_of, serials

# A shorter list may as well be numbered by something else.
_LEAST = 5  # rows
_MOST_BROKEN = 2  # numbers


def serial_numbers(gathered: Gathered) -> Iterator[Finding]:
    """A list whose own numbers skip one or repeat one."""
    for found in gathered.documents:
        own = [place for row in found.rosters for place in places_of(row)]
        if any(place.score is not None for place in own):
            continue
        for table in behind(own, gathered.tables.of(found.document)):
            numbers = serials(table)
            missing, repeated = _broken(list(numbers.values()))
            if not missing and not repeated:
                continue
            details = {
                "document": found.document.name,
                "missing": missing,
                "repeated": repeated,
                "last": max(numbers.values()),
                "listed": len(numbers),
            }
            rows = [
                row
                for row, number in numbers.items()
                if number - 1 in missing or number in repeated
            ]
            yield Finding("serial_numbers_broken", details, _quoted(found, own, rows))


def _broken(numbers: list[int]) -> tuple[list[int], list[int]]:
    """The numbers left out and those given twice; none of either where it is no numbering."""
    rising = all(0 <= after - before <= _MOST_BROKEN + 1 for before, after in pairwise(numbers))
    if len(numbers) < _LEAST or numbers[0] != 1 or not rising:
        return [], []
    counted = Counter(numbers)
    missing = [number for number in range(1, numbers[-1]) if number not in counted]
    repeated = [number for number, times in counted.items() if times > 1]
    return (missing, repeated) if len(missing) + len(repeated) <= _MOST_BROKEN else ([], [])


def _quoted(found: DocumentFindings, own: list[Evidence], rows: list[int]) -> tuple[Evidence, ...]:
    """The first cell of each row that was read."""
    first = {place.anchor.row: place for place in reversed(own)}
    return tuple(first[row] for row in rows if row in first)
