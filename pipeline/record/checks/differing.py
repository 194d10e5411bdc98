"""Two documents' lists of the same rows in, the columns in which they contradict each other out.

A date that is less exact, a number that is rounded and a text in other words contradict nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from extractors.find.rosters.rosters import Disagreement, disagreements
from extractors.model import Evidence, Finding, RosterCell
from extractors.values import PartialDate, Value, to_plain
from pipeline.confidence.signals import LEGIBLE
from pipeline.record.checks.gathered import Gathered, shortened
from pipeline.record.choose import TOLERANCE
from pipeline.record.listed import rows_by_trust

# The rows of a column that are told with both places; the others are told by their number.
_TOLD = 3
# Texts that are written one way only. What a tenant makes, say, anybody words as he likes.
_CODES = frozenset({"credit_code"})
# Up to here a number may be of people or rooms, which nobody rounds.
_COUNTED = 1000


def lists_differ(gathered: Gathered) -> Iterator[Finding]:
    """One question a column, with the rows for which two documents state different values."""
    by_column: dict[str, list[tuple[str, RosterCell, RosterCell]]] = defaultdict(list)
    for one in disagreements(rows_by_trust(gathered.documents)):
        other = _contradicting(one)
        if other is not None:
            key = f"{one.roster}.{one.column}"
            by_column[key].append((one.name, one.cells[0], other))
    for key, rows in by_column.items():
        cells = [cell for _, *pair in rows[:_TOLD] for cell in pair]
        places = tuple(cell.evidence for cell in cells if cell.evidence is not None)
        details = {
            "key": key,
            "name": shortened([name for name, *_ in rows]),
            "values": [to_plain(cell.value) for cell in cells],
            "documents": list(dict.fromkeys(place.document for place in places)),
        }
        yield Finding("documents_differ", details, places)


def _contradicting(one: Disagreement) -> RosterCell | None:
    """The first cell of another document that cannot be what the kept one says."""
    kept, *others = one.cells
    return next((other for other in others if _contradict(one.column, kept, other)), None)


def _contradict(column: str, one: RosterCell, other: RosterCell) -> bool:
    places = [cell.evidence for cell in (one, other) if cell.evidence is not None]
    if len({place.sha256 for place in places}) < 2 or not all(map(_legible, places)):
        return False
    return _unlike(column, one.value, other.value)


def _legible(place: Evidence) -> bool:
    """Whether a digit that differs was written so, and not only read so."""
    return not place.sealed and (place.score is None or place.score >= LEGIBLE)


def _unlike(column: str, one: Value | None, other: Value | None) -> bool:
    match one, other:
        case PartialDate(), PartialDate():
            return one.first_day > other.last_day or other.first_day > one.last_day
        case bool(), bool():
            return one is not other
        case Decimal(), Decimal():
            return not (_near(one, other) or _rounded(one, other) or _rounded(other, one))
        case str(), str():
            return column in _CODES and one != other
    return False


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether they are equal, or large and close by."""
    counted = all(n == n.to_integral_value() and abs(n) <= _COUNTED for n in (one, other))
    slack = 0 if counted else TOLERANCE * max(abs(one), abs(other))
    return abs(one - other) <= slack


def _rounded(short: Decimal, exact: Decimal) -> bool:
    """Whether an amount is another one, written with fewer digits: 12 万 and 123,456."""
    if abs(short) <= _COUNTED or len(short.normalize().as_tuple().digits) < 2:
        return False
    exponent = short.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return exact.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) == short
