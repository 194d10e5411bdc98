"""A document's tables and sentences in, the rows of its rosters out.

Tenants, graduates, team members, mentors, events and investments. Each cell carries the quote
it was read from. Lists of plans, of ended agreements and on hidden sheets are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.find.remember import once_a_document
from extractors.find.rosters.choice import (
    Chosen,
    choose,
    names_fit,
    surroundings,
    title_of,
)
from extractors.find.rosters.layouts import fuller_readings, readings
from extractors.find.rosters.merging import Disagreement, disagreements, merge_rosters
from extractors.find.rosters.people import people_in
from extractors.find.rosters.prose_rosters import listed_in_prose
from extractors.find.rosters.rows import rows_of
from extractors.find.rosters.values import Context, cleaned, is_none, money_factor, typed
from extractors.language.dates import year_in
from extractors.language.fold import fold
from extractors.model import Document, RosterRow
from extractors.tables import Table, joined, tables_of
from extractors.values import ValueKind

__all__ = [
    "Disagreement",
    "RosterArea",
    "disagreements",
    "find_rosters",
    "merge_rosters",
    "roster_areas",
]

# A continued table stands under no words but these.
_CONTINUED = re.compile(
    r"(?:[(（]?续表?|(?<=[\d续表])[)）]|接上[页表]|[第共](?=\s*\d)|(?<=[\d\s])页|[-—–\s\d])+"
    r"|[年月日号]"  # the end of a date that wrapped in the row above
)


# A table read in another layout has its heads at its top, below titles and notes.
HEADS_BY = 6


@dataclass(frozen=True, slots=True)
class RosterArea:
    """Grid rows of a table that belong to a roster, its heads included."""

    table: int
    sheet: str | None
    first_row: int
    last_row: int
    roster: str


def find_rosters(document: Document) -> tuple[RosterRow, ...]:
    """Find the rows of every roster, in the order of the document.

    Args:
        document: As read.

    Returns:
        Rows with cells in the units of the catalogue; empty when there is none.
    """
    rows = [row for _, found in _lists(document) for row in found]
    listed = {row.roster for row in rows}
    rows += [row for row in people_in(document) if row.roster not in listed]
    rows += [row for row in listed_in_prose(document) if row.roster not in listed]
    return tuple(rows)


def roster_areas(document: Document) -> tuple[RosterArea, ...]:
    """Where the rosters stand, so that others do not read their cells as a form's."""
    return tuple(area for area, _ in _lists(document))


@once_a_document
def _lists(document: Document) -> list[tuple[RosterArea, tuple[RosterRow, ...]]]:
    title = title_of(document)
    found: list[tuple[RosterArea, tuple[RosterRow, ...]]] = []
    for long in _long_tables(tables_of(document), title):
        found += _lists_in(document, long, title)
    return found


@dataclass(frozen=True, slots=True)
class _Long:
    """A table with those that go on with it; for each part its number and rows above it."""

    table: Table
    chosen: tuple[Chosen, ...]
    parts: tuple[tuple[Table, int], ...]
    relaid: bool = False  # read in another way than it lies


def _long_tables(tables: Sequence[Table], title: str) -> Iterator[_Long]:
    """The tables, those that a page break cut put together again."""
    current: _Long | None = None
    for table in tables:
        skip = _continues(current, table, title) if current is not None else None
        if current is None or skip is None:
            if current is not None:
                yield current
            current = _read(table, title)
        else:
            down = current.table.rows - skip
            whole = joined(current.table, table, skip)
            current = _Long(whole, tuple(_choices(whole, title)), (*current.parts, (table, down)))
    if current is not None:
        yield current


def _read(table: Table, title: str) -> _Long:
    """The table with its lists; one that holds none is tried in other layouts."""
    chosen = _choices(table, title)
    for fuller in fuller_readings(table):
        better = _choices(fuller, title, HEADS_BY)
        if _columns(better) > _columns(chosen):
            return _Long(fuller, tuple(better), ((table, 0),), relaid=True)
    if chosen:
        return _Long(table, tuple(chosen), ((table, 0),))
    for reading in readings(table):
        if found := _choices(reading, title, HEADS_BY):
            return _Long(reading, tuple(found), ((table, 0),), relaid=True)
    return _Long(table, (), ((table, 0),))


def _columns(chosen: Sequence[Chosen]) -> int:
    return max((len(one.head.columns) for one in chosen), default=0)


def _continues(before: _Long, table: Table, title: str) -> int | None:
    """How many rows of heads the table repeats where it goes on with the one before, else None."""
    if (
        not before.chosen
        or before.relaid
        or table.sheet is not None
        or table.columns != before.table.columns
    ):
        return None
    if not all(_CONTINUED.fullmatch(cleaned(above.text)) for above in table.captions[:1]):
        return None
    one = before.chosen[-1]
    if _row_texts(table, 1) == _row_texts(before.table, one.head.row):
        return one.head.depth
    if choose(table, 1, title) is not None or choose(table, 2, title) is not None:
        return None
    head = replace(one.head, row=0, depth=1, labels=())
    return 0 if _values_fit(table, Chosen(one.spec, head, one.worth)) else None


def _row_texts(table: Table, row: int) -> list[str]:
    return [cleaned(cell.text) for cell in table.row(row)]


def _lists_in(
    document: Document, long: _Long, title: str
) -> Iterator[tuple[RosterArea, tuple[RosterRow, ...]]]:
    """The lists of one table, top to bottom."""
    table = long.table
    for place, one in enumerate(long.chosen):
        following = (*long.chosen, None)[place + 1]
        last = table.rows if following is None else following.head.row - 1
        context = _context(table, one, title)
        listed = rows_of(document, table, one, context, last)
        rows = listed.rows
        if long.relaid:
            whole = long.parts[0][0]
            yield RosterArea(whole.number, whole.sheet, 1, whole.rows, one.spec.key), listed.rows
            continue
        for part, down in long.parts:
            first, end = one.head.row - down, listed.last_row - down
            if end >= 1 and first <= part.rows:
                area = RosterArea(part.number, part.sheet, max(first, 1), end, one.spec.key)
                yield area, rows
                rows = ()


def _choices(table: Table, title: str, last: int | None = None) -> list[Chosen]:
    """The heads in a table, none inside the head rows of another.

    Args:
        last: The last row that may begin heads, from 1; any where none is given.
    """
    found: list[Chosen] = []
    row = 1
    while row < min(table.rows, (last or table.rows) + 1):
        one = choose(table, row, title)
        if one is not None:
            better = choose(table, row + 1, title)
            if better is not None and _truer(table, better, one):
                one, row = better, row + 1
            if not _repeats(found, one):
                found.append(one)
            row = one.head.last_row
        row += 1
    return found


def _truer(table: Table, lower: Chosen, upper: Chosen) -> bool:
    """Whether the heads begin a row lower: more columns, or the row above adds nothing."""
    if upper.head.depth == 1:
        wider = len(lower.head.columns) > len(upper.head.columns)
        return wider and lower.worth > upper.worth
    apart = all(cell.last_row == upper.head.row for cell in table.row(upper.head.row))
    same = len(lower.head.columns) >= len(upper.head.columns)
    return apart and same and lower.worth >= upper.worth and lower.spec is upper.spec


def _repeats(found: Sequence[Chosen], one: Chosen) -> bool:
    """Whether the heads are those of the list above, printed again on a new page."""
    return bool(found) and _heads(found[-1]) == _heads(one) and found[-1].spec is one.spec


def _heads(chosen: Chosen) -> list[tuple[str, int]]:
    return [(cleaned(column.head), column.first) for column in chosen.head.columns.values()]


def _values_fit(table: Table, one: Chosen) -> bool:
    """Whether names are names and typed columns hold their type in the first rows."""
    if not names_fit(table, one.head, one.spec.key):
        return False
    good = bad = 0
    for row in range(1, min(table.rows, 10) + 1):
        for key, column in one.head.columns.items():
            spec = one.spec.columns[key]
            cell = table.cell(row, column.first)
            if spec.kind is ValueKind.TEXT or cell is None or cell.empty or is_none(cell.text):
                continue
            fits = typed(spec, cell.text, column.head, Context(2000)) is not None
            good, bad = good + fits, bad + (not fits)
    return good >= bad


def _context(table: Table, one: Chosen, title: str) -> Context:
    """The year and the money unit that hold for the list: said nearest above it."""
    texts = [*surroundings(table, one.head, title).near, *title.split(" ")]
    years = (year_in(fold(text).text) for text in texts)
    return Context(next((year for year in years if year), None), money_factor(*texts))
