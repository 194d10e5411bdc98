"""Roster rows in, the blocks of a document that they and their heads take up out.

A form may hold a roster between its other rows (团队成员 above 制度建设), so rows are taken, not
tables. Statistics and budgets take their whole table: nothing else stands in one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractors.find.figures.budget import is_money_table
from extractors.model import Anchor, Document, RosterRow
from extractors.tables import tables_of

Place = tuple[int | None, str | None]


def taken_by(rows: Iterable[RosterRow], document: Document) -> frozenset[int]:
    """Indices of the blocks that label and sentence finders leave alone."""
    spans: dict[Place, list[int]] = defaultdict(list)
    whole: set[Place] = {
        (table.number, table.sheet) for table in tables_of(document) if is_money_table(table)
    }
    for row in rows:
        for cell in row.cells.values():
            if cell.evidence is None or cell.evidence.anchor.row is None:
                continue
            place = _place(cell.evidence.anchor)
            if row.roster == "yearly_statistics" or place[1] is not None:
                whole.add(place)
            spans[place].append(cell.evidence.anchor.row)
    return frozenset(
        index
        for index, block in enumerate(document.blocks)
        if block.anchor.row is not None
        and (
            _place(block.anchor) in whole or _within(block.anchor, spans.get(_place(block.anchor)))
        )
    )


def _place(anchor: Anchor) -> Place:
    return (anchor.table, anchor.sheet)


def _within(anchor: Anchor, rows: list[int] | None) -> bool:
    """Whether the cell lies in the rows of a roster or in the row of heads above them."""
    if not rows or anchor.row is None:
        return False
    return min(rows) - 1 <= anchor.row <= max(rows)
