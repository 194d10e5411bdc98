"""Fields by hand, and what the checks ask about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.model import (
    Anchor,
    AnchorKind,
    Block,
    Document,
    DocumentFindings,
    Finding,
    Method,
    RosterCell,
    RosterRow,
)
from extractors.values import PartialDate
from pipeline.model import FieldValue
from pipeline.record.checks import cross_check

ON = PartialDate(2024, 3, 1)


class Desk:
    """`fields` makes a record's fields, `asked` what all checks together ask of them."""

    def fields(self, **known: Any) -> dict[str, FieldValue]:
        missing = {key: FieldValue(key) for key in load_catalogue().fields}
        stated = {key: self.value(key, value) for key, value in {"applied_on": ON, **known}.items()}
        return missing | stated

    def value(self, key: str, value: Any) -> FieldValue:
        if isinstance(value, FieldValue):
            return value
        exact = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
        return FieldValue(key, exact, method=Method.CELL)

    def findings(
        self,
        known: Mapping[str, FieldValue],
        rosters: Any = None,
        year: int | None = None,
        documents: Sequence[DocumentFindings] = (),
    ) -> tuple[Finding, ...]:
        return cross_check(documents, known, rosters or {}, year)

    def asked(self, *given: Any, **named: Any) -> list[tuple[str, Mapping[str, object]]]:
        return [(f.code, f.details) for f in self.findings(*given, **named)]

    def listed(
        self,
        roster: str,
        *lines: Sequence[str],
        columns: Sequence[str] = ("name",),
        above: str = "",
        read: Sequence[int] | None = None,
        paged: bool = False,
        note: str = "",
    ) -> tuple[tuple[RosterRow, ...], DocumentFindings]:
        """A list as it stands in a document, and its rows.

        Args:
            lines: Heads, then rows; a head among `columns` is that column of the roster.
            read: Which of the rows could be read, from 0; all by default.
            paged: Every row is a table of its own page.
        """
        blocks = [Block(above, Anchor(AnchorKind.PARAGRAPH, paragraph=1))] if above else []
        where: dict[tuple[int, int], int] = {}
        texts = [*lines, *([[note]] if note else [])]
        for row, line in enumerate(texts, 1):
            for column, text in enumerate(line, 1):
                where[row, column] = len(blocks)
                anchor = Anchor(AnchorKind.TABLE_CELL, table=1, row=row, column=column)
                if paged and row > 1 + len(read or ()):
                    anchor = anchor._replace(table=2, row=row - 1 - len(read or ()))
                blocks.append(Block(text, anchor))
        document = Document("名单.docx", "f" * 64, "docx", tuple(blocks))
        kept = range(len(lines) - 1) if read is None else read
        rows = tuple(
            RosterRow(
                roster,
                {
                    head: RosterCell(
                        lines[place + 1][column] or None,
                        document.quote(where[place + 2, column + 1]),
                    )
                    for column, head in enumerate(lines[0])
                    if head in columns
                },
            )
            for place in kept
        )
        return rows, DocumentFindings(document, rosters=rows)


@pytest.fixture
def desk() -> Desk:
    return Desk()
