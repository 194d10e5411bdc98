"""Findings by hand: what documents of a kind say of fields, each with a quote."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from extractors.model import (
    Anchor,
    AnchorKind,
    Block,
    Candidate,
    Document,
    DocumentFindings,
    Method,
    RosterCell,
    RosterRow,
)


class Builder:
    """`said` makes a candidate, `found` what was found in one document, `row` a roster's row."""

    def document(self, name: str) -> Document:
        block = Block("松果坡", Anchor(AnchorKind.PARAGRAPH, paragraph=1))
        return Document(name, hashlib.sha256(name.encode()).hexdigest(), "docx", (block,))

    def said(self, field: str, value: Any, document: str = "申请表.docx", **more: Any) -> Candidate:
        evidence = (self.document(document).quote(0),)
        return Candidate(field, value, more.pop("method", Method.CELL), evidence, **more)

    def found(
        self, kind: str, *said: Candidate, rows: tuple[RosterRow, ...] = (), **more: Any
    ) -> DocumentFindings:
        name = said[0].evidence[0].document if said else f"{kind}.docx"
        document = more.pop("document", self.document(name))
        return DocumentFindings(document, said, rows, (kind,), **more)

    def row(self, roster: str, document: str = "名单.xlsx", **cells: Any) -> RosterRow:
        quote = self.document(document).quote(0)
        return RosterRow(roster, {key: RosterCell(value, quote) for key, value in cells.items()})


@pytest.fixture
def made() -> Builder:
    return Builder()
