"""What the checks look at: all that one submission's documents say, gathered and chosen.

Nothing is computed here; every check reads from it and none changes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.language.fold import fold
from extractors.model import Document, DocumentFindings, Evidence, Finding, RosterRow
from extractors.tables import Table, tables_of
from extractors.values import PartialDate, Value
from pipeline.model import FieldValue
from pipeline.record.derive import Fields, Rosters


class Tables:
    """The tables of documents, put together once a submission however many checks ask."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Document, tuple[Table, ...]]] = {}

    def of(self, document: Document) -> tuple[Table, ...]:
        # The document is kept beside its tables, so that its identity is not given away.
        known = self._known.get(id(document))
        if known is None:
            known = self._known[id(document)] = (document, tables_of(document))
        return known[1]


@dataclass(frozen=True, slots=True)
class Gathered:
    """One submission before it becomes a record.

    `year` is the last complete calendar year before the application, None where unknown.
    """

    documents: Sequence[DocumentFindings]
    fields: Fields
    rosters: Rosters
    year: int | None = None
    tables: Tables = field(default_factory=Tables, compare=False)

    def number(self, key: str) -> Decimal | None:
        value = self.fields[key].value
        return value if isinstance(value, Decimal) else None

    def date(self, key: str) -> PartialDate | None:
        value = self.fields[key].value
        return value if isinstance(value, PartialDate) else None

    def dates(self, key: str) -> tuple[PartialDate, ...]:
        """All dates that witnesses of the field state: what is in dispute proves nothing."""
        value = self.fields[key]
        said = (value.value, *(rival.value for rival in value.rivals))
        return tuple(date for date in said if isinstance(date, PartialDate))

    def text(self, key: str) -> str:
        value = self.fields[key].value
        return value if isinstance(value, str) else ""

    def rows(self, roster: str) -> tuple[RosterRow, ...]:
        return self.rosters.get(roster, ())


Check = Callable[[Gathered], Iterator[Finding]]


def cell(row: RosterRow, column: str) -> Value | None:
    """What a row says in a column; None where it says nothing or a written "none"."""
    held = row.cells.get(column)
    return None if held is None else held.value


def place_in(row: RosterRow, *columns: str) -> tuple[Evidence, ...]:
    """The cells of the row that speak, in the order asked for."""
    held = (row.cells.get(column) for column in columns)
    return tuple(one.evidence for one in held if one is not None and one.evidence is not None)


def first_places(*values: FieldValue) -> tuple[Evidence, ...]:
    """Where each value is first stated."""
    return tuple(place for value in values for place in value.evidence[:1])


def spelled(text: str) -> str:
    """A name without what people spell differently: blanks, marks, wide and capital letters."""
    return re.sub(r"[\W_]", "", fold(text).text).casefold()


# More names than these are told by their number.
_NAMED = 3


def shortened(names: Sequence[str]) -> str:
    """甲、乙、丙等9项."""
    more = f"等{len(names)}项" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
