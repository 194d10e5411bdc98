"""The last line of a list or a table of areas against the lines above it.

Budgets are added up where they are read. A list that runs over several tables, or of which rows
could not be read, is not added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.find.rosters.totals import TOTAL, nearest_sum
from extractors.language.fold import fold
from extractors.language.quantity import Quantity, Unit, quantities
from extractors.model import Document, DocumentFindings, Evidence, Finding, RosterRow
from extractors.tables import Cell, Table
from extractors.values import to_plain
from pipeline.record.checks.gathered import Gathered, cell
from pipeline.record.checks.lists import extent
from pipeline.record.choose import TOLERANCE

# One number alone is no sum.
_LEAST_PARTS = 2


def columns_of_lists(gathered: Gathered) -> Iterator[Finding]:
    """A 合计 below a column of a list that its rows do not give."""
    for found in gathered.documents:
        if not _names_a_total(found.document):
            continue
        tables = gathered.tables
        for roster in dict.fromkeys(row.roster for row in found.rosters):
            rows = [row for row in found.rosters if row.roster == roster]
            table = _only_table(rows, tables.of(found.document))
            if table is None or extent(rows, rows, [found], tables).high > len(rows):
                continue
            yield from _columns(roster, rows, table, found)


def _names_a_total(document: Document) -> bool:
    """Cheaply, whether some cell may be the head of a last line."""
    return any(
        "计" in block.text or "总额" in block.text for block in document.blocks if block.in_table
    )


def _only_table(rows: Sequence[RosterRow], every: Sequence[Table]) -> Table | None:
    """The table that holds all the rows; None where there are several, or sentences."""
    places = [held.evidence.anchor for row in rows for held in row.cells.values() if held.evidence]
    where = {(place.table or 0, place.sheet) for place in places}
    if len(where) != 1 or any(place.row is None for place in places):
        return None
    return next((table for table in every if (table.number, table.sheet) in where), None)


def _columns(
    roster: str, rows: Sequence[RosterRow], table: Table, found: DocumentFindings
) -> Iterator[Finding]:
    last = _total_row(table)
    if last is None:
        return
    for column in dict.fromkeys(key for row in rows for key in row.cells):
        held = [row.cells[column] for row in rows if column in row.cells]
        typed = [(one.value, one.evidence) for one in held if isinstance(one.value, Decimal)]
        below = _below(typed, table, last)
        if len(typed) < _LEAST_PARTS or below is None:
            continue
        total, scale = below
        claimed = _written(total)
        computed = sum((value for value, _ in typed), Decimal(0))
        if claimed is not None and not _fits(claimed * scale, computed):
            key = f"{roster}.{column}"
            yield _differs(key, claimed * scale, computed, found.document.quote(total.blocks[0]))


def _total_row(table: Table) -> int | None:
    for row in range(table.rows, 1, -1):
        named = [one for one in table.row(row) if not one.empty]
        if named and TOTAL.match(fold(named[0].text).text.strip()):
            return row
    return None


def _below(
    typed: Sequence[tuple[Decimal, Evidence | None]], table: Table, row: int
) -> tuple[Cell, Decimal] | None:
    """The total's cell below the values, and what its figures have to be multiplied with."""
    for value, place in typed:
        at = place.anchor if place is not None else None
        if at is None or at.row is None or at.column is None or at.row >= row:
            return None
        above, total = table.cell(at.row, at.column), table.cell(row, at.column)
        written = _written(above) if above is not None else None
        if not written:
            continue
        # 12.5 above 32.5万元 cannot be added up without knowing the head.
        same = total is not None and total.column_span == 1 and _unit(total) is _unit(above)
        return (total, value / written) if total is not None and same else None
    return None


def _written(one: Cell) -> Decimal | None:
    """The one number that the cell is, without any scale of its head."""
    found = _quantity(one)
    return found.value if found is not None else None


def _unit(one: Cell | None) -> Unit | None:
    found = _quantity(one) if one is not None else None
    return found.unit if found is not None else None


def _quantity(one: Cell) -> Quantity | None:
    text = fold(one.text).text.strip()
    found = quantities(text)
    exact = len(found) == 1 and found[0].approximate is None and found[0].high is None
    return found[0] if exact and (found[0].start, found[0].end) == (0, len(text)) else None


def _fits(claimed: Decimal, computed: Decimal) -> bool:
    whole = claimed == claimed.to_integral_value() and abs(claimed) <= 1000
    return abs(claimed - computed) <= (0 if whole else TOLERANCE * abs(claimed))


def _differs(key: str, claimed: Decimal, computed: Decimal, place: Evidence) -> Finding:
    details = {"key": key, "claimed": to_plain(claimed), "computed": to_plain(computed)}
    return Finding("sum_differs", details, (place,))


def tables_of_areas(gathered: Gathered) -> Iterator[Finding]:
    """A table of rooms whose 合计 is the whole space, and whose rooms give another area."""
    whole = gathered.number("total_area_m2")
    if not whole:
        return
    for found in gathered.documents:
        named = _names_a_total(found.document)
        for table in gathered.tables.of(found.document) if named else ():
            row = _total_row(table)
            heads = [c for c in table.row(1) if "面积" in c.text]
            if row is None or len(heads) != 1 or table.sheet is not None:
                continue
            total = table.cell(row, heads[0].column)
            claimed = _written(total) if total is not None else None
            parts = _parts(table, row, heads[0].column)
            if claimed is None or total is None or len(parts) < _LEAST_PARTS:
                continue
            computed = nearest_sum(parts, claimed)
            if computed is None or _fits(claimed, computed) or not _fits(claimed, whole):
                continue
            place = found.document.quote(total.blocks[0])
            yield _differs("total_area_m2", claimed, computed, place)


def _parts(table: Table, row: int, column: int) -> list[tuple[str, Decimal]]:
    found = []
    for above in range(2, row):
        one = table.cell(above, column)
        number = _written(one) if one is not None else None
        if number is not None:
            names = (c.text for c in table.row(above) if c.column < column)
            found.append((" ".join(names), number))
    return found


def statistics_by_kind(gathered: Gathered) -> Iterator[Finding]:
    """Teams and companies against tenants in each year of the statistics."""
    for row in gathered.rows("yearly_statistics"):
        parts = [cell(row, key) for key in ("team_count", "company_count")]
        total, numbers = cell(row, "tenant_count"), [n for n in parts if isinstance(n, Decimal)]
        if not isinstance(total, Decimal) or len(numbers) < len(parts):
            continue
        computed = sum(numbers, Decimal(0))
        held = row.cells["tenant_count"].evidence
        if computed != total and held is not None:
            finding = _differs("yearly_statistics.tenant_count", total, computed, held)
            year = to_plain(cell(row, "year"))
            yield Finding(finding.code, {**finding.details, "year": year}, finding.evidence)
