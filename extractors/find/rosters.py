"""A document's tables and sentences in, the rows of its rosters out.

Tenants, graduates, team members, mentors, events and investments. Each cell carries the quote
it was read from. Lists of plans, of ended agreements and on hidden sheets are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.find.people import people_in
from extractors.find.roster_choice import (
    IDENTITY,
    Chosen,
    choose,
    names_fit,
    surroundings,
    title_of,
)
from extractors.find.roster_rows import rows_of
from extractors.find.roster_values import Context, cleaned, money_factor, typed
from extractors.language.dates import year_in
from extractors.language.fold import fold
from extractors.model import Document, RosterCell, RosterRow
from extractors.tables import Table, tables_of
from extractors.values import Value, ValueKind

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
    r"(?:[(（]?续表?\d*[)）]?|接上[页表]|第?\s*\d+\s*页?(?:共\d+页)?|[-—–\s\d]+)+"
)


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
    return tuple(rows)


def roster_areas(document: Document) -> tuple[RosterArea, ...]:
    """Where the rosters stand, so that others do not read their cells as a form's."""
    return tuple(area for area, _ in _lists(document))


def _lists(document: Document) -> list[tuple[RosterArea, tuple[RosterRow, ...]]]:
    title = title_of(document)
    found: list[tuple[RosterArea, tuple[RosterRow, ...]]] = []
    before: tuple[Chosen, Table] | None = None
    for table in tables_of(document):
        lists = _lists_in(document, table, title, before)
        found += [(area, rows) for _, area, rows in lists]
        if lists:
            before = (lists[-1][0], table)
        elif not _only_continued(table):
            before = None
    return found


def _lists_in(
    document: Document, table: Table, title: str, before: tuple[Chosen, Table] | None
) -> list[tuple[Chosen, RosterArea, tuple[RosterRow, ...]]]:
    """The lists of one table, top to bottom; the first may continue the table before."""
    chosen = _choices(table, title, before)
    found: list[tuple[Chosen, RosterArea, tuple[RosterRow, ...]]] = []
    if before is not None and (not chosen or chosen[0].head.row > 1):
        first = _continuation(document, table, before, title, chosen)
        if first is not None:
            found.append(first)
    for place, one in enumerate(chosen):
        following = chosen[place + 1].head.row - 1 if place + 1 < len(chosen) else table.rows
        context = _context(table, one, title)
        head = one.head
        listed = rows_of(document, table, one.spec, head, context, head.last_row + 1, following)
        area = RosterArea(table.number, table.sheet, head.row, listed.last_row, one.spec.key)
        found.append((one, area, listed.rows))
    return found


def _choices(table: Table, title: str, before: tuple[Chosen, Table] | None) -> list[Chosen]:
    """The heads in a table, none inside the head rows of another."""
    found: list[Chosen] = []
    row = 1
    while row < table.rows:
        one = choose(table, row, title)
        if one is None and before is not None and row == 1:
            one = _repeated(table, before[0])
        if one is not None:
            better = choose(table, row + 1, title) if one.head.depth == 1 else None
            if (
                better is not None
                and better.worth > one.worth
                and len(better.head.columns) > len(one.head.columns)
            ):
                one, row = better, row + 1
            if not _repeats(found, one):
                found.append(one)
            row = one.head.last_row
        row += 1
    return found


def _repeats(found: Sequence[Chosen], one: Chosen) -> bool:
    """Whether the heads are those of the list above, printed again on a new page."""
    if not found:
        return False
    return _heads(found[-1]) == _heads(one) and found[-1].spec is one.spec


def _heads(chosen: Chosen) -> list[tuple[str, int]]:
    return [(cleaned(column.head), column.first) for column in chosen.head.columns.values()]


def _repeated(table: Table, before: Chosen) -> Chosen | None:
    """The heads of the table before, repeated on the next page without its caption."""
    from extractors.find.headers import heads_at

    if not _only_continued(table):
        return None
    head = heads_at(table, 1, before.spec, IDENTITY[before.spec.key])
    if head is None or list(head.columns) != list(before.head.columns):
        return None
    return Chosen(before.spec, head, before.worth)


def _only_continued(table: Table) -> bool:
    return all(_CONTINUED.fullmatch(cleaned(above.text)) for above in table.captions[:1])


def _continuation(
    document: Document,
    table: Table,
    before: tuple[Chosen, Table],
    title: str,
    chosen: Sequence[Chosen],
) -> tuple[Chosen, RosterArea, tuple[RosterRow, ...]] | None:
    """Rows that go on under the heads of the table before: same grid, fitting values."""
    one, previous = before
    if table.columns != previous.columns or table.sheet is not None or not _only_continued(table):
        return None
    head = replace(one.head, row=0, depth=1, labels=())
    last = chosen[0].head.row - 1 if chosen else table.rows
    if not _values_fit(table, Chosen(one.spec, head, one.worth), last):
        return None
    context = _context(previous, one, title)
    listed = rows_of(document, table, one.spec, head, context, 1, last)
    if not listed.rows:
        return None
    area = RosterArea(table.number, None, 1, listed.last_row, one.spec.key)
    return Chosen(one.spec, head, one.worth), area, listed.rows


def _values_fit(table: Table, one: Chosen, last: int) -> bool:
    """Whether names are names and typed columns hold their type in the first rows."""
    if not names_fit(table, one.head, one.spec.key):
        return False
    good = bad = 0
    for row in range(1, min(last, 10) + 1):
        for key, column in one.head.columns.items():
            spec = one.spec.columns[key]
            cell = table.cell(row, column.first)
            if spec.kind is ValueKind.TEXT or cell is None or cell.empty:
                continue
            fits = typed(spec, cell.text, column.head, Context(2000)) is not None
            good, bad = good + fits, bad + (not fits)
    return good >= bad


def _context(table: Table, one: Chosen, title: str) -> Context:
    """The year and the money unit that hold for the list: said nearest above it."""
    around = surroundings(table, one.head, title)
    texts = [*around.near, *title.split(" ")]
    years = (year_in(fold(text).text) for text in texts)
    return Context(next((year for year in years if year), None), money_factor(*texts))


# ---------------------------------------------------------------------------------------------
# One roster from several documents


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One row of one roster for which two lists state different values."""

    roster: str
    name: str
    column: str
    cells: tuple[RosterCell, ...]


def merge_rosters(rows: Iterable[RosterRow]) -> dict[str, tuple[RosterRow, ...]]:
    """Join the rows of each roster by name; what the first list leaves open the next fills.

    Args:
        rows: Rows of all documents, the most trusted document first.

    Returns:
        Rows by roster, in the order of first appearance. Two rows of one list stay two.
    """
    return {
        roster: tuple(group[0] if len(group) == 1 else _joined(group) for group in groups)
        for roster, groups in _groups(rows).items()
    }


def disagreements(rows: Iterable[RosterRow]) -> tuple[Disagreement, ...]:
    """The cells in which two lists of one roster differ, both values given."""
    found: list[Disagreement] = []
    for roster, groups in _groups(rows).items():
        for group in groups:
            for column in dict.fromkeys(key for row in group for key in row.cells):
                cells = [row.cells[column] for row in group if column in row.cells]
                stated = [cell for cell in cells if cell.value is not None]
                if len({_comparable(cell.value) for cell in stated}) > 1:
                    found.append(Disagreement(roster, _name(group[0]), column, tuple(stated)))
    return tuple(found)


def _groups(rows: Iterable[RosterRow]) -> dict[str, list[list[RosterRow]]]:
    groups: dict[str, list[list[RosterRow]]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[list[RosterRow]]] = defaultdict(list)
    for row in rows:
        key = (row.roster, _name(row))
        group = next((g for g in by_name[key] if _same(g, row)), None)
        if group is None:
            group = []
            groups[row.roster].append(group)
            by_name[key].append(group)
        group.append(row)
    return dict(groups)


def _name(row: RosterRow) -> str:
    cell = row.cells.get(IDENTITY.get(row.roster, "year")) or row.cells.get("name")
    text = fold(str(cell.value)).text if cell is not None else ""
    return re.sub(r"[\W_]", "", text).casefold()


def _same(group: Sequence[RosterRow], row: RosterRow) -> bool:
    """Whether the row speaks of what the group does: another list, nothing that tells apart."""
    if any(_list_of(other) == _list_of(row) for other in group):
        return False
    telling = {"events": "held_on", "investments": "signed_on", "tenants": "credit_code"}
    column = telling.get(row.roster)
    if column is None:
        return True
    values = [other.cells[column].value for other in (*group, row) if column in other.cells]
    return _alike([value for value in values if value is not None])


def _alike(values: Sequence[Value]) -> bool:
    texts = [str(value) for value in values]
    return all(a.startswith(b) or b.startswith(a) for a in texts for b in texts)


def _list_of(row: RosterRow) -> tuple[str, int | None, str | None] | None:
    for cell in row.cells.values():
        if cell.evidence is not None:
            anchor = cell.evidence.anchor
            return cell.evidence.sha256, anchor.table, anchor.sheet
    return None


def _joined(group: Sequence[RosterRow]) -> RosterRow:
    cells: dict[str, RosterCell] = {}
    for row in group:
        for key, cell in row.cells.items():
            if key not in cells or cells[key].value is None:
                cells[key] = cell
    return RosterRow(group[0].roster, cells)


def _comparable(value: Value | None) -> object:
    return re.sub(r"\W", "", fold(value).text) if isinstance(value, str) else value
