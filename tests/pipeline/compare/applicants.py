"""Applicants by hand: what a form, lists and a plan of one submission say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.model import (
    Anchor,
    AnchorKind,
    Block,
    Candidate,
    Document,
    DocumentFindings,
    Finding,
    Method,
    RosterCell,
    RosterRow,
)
from extractors.values import PartialDate
from pipeline.compare import Traces, among, shared, traces_of
from pipeline.model import Record
from pipeline.record import assemble
from tests.observed import TRUST

# Credit codes whose check character is right.
CODES = ("91330381MA2A3B4C5G", "91330382MA2X7Y8H9G")


def document(name: str, paragraphs: Sequence[str]) -> Document:
    blocks = tuple(
        Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=number))
        for number, text in enumerate(paragraphs, start=1)
    )
    return Document(name, hashlib.sha256(name.encode()).hexdigest(), "docx", blocks)


@dataclass(frozen=True)
class Applied:
    """One submission; what is empty its files do not say."""

    space: str = ""
    operator: str = ""
    code: str = ""
    on: str = "2022-05-06"
    tenants: Sequence[dict[str, str]] = ()
    mentors: Sequence[dict[str, str]] = ()
    plan: Sequence[str] = ()
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[DocumentFindings, ...]:
        said = {
            "space_name": self.space,
            "operator_name": self.operator,
            "credit_code": self.code,
            "applied_on": PartialDate.parse(self.on) if self.on else None,
            **{key: Decimal(value) for key, value in self.figures.items()},
        }
        form = document("申请表.docx", [str(value) for value in said.values() if value])
        stated = [(key, value) for key, value in said.items() if value]
        candidates = tuple(
            Candidate(key, value, Method.CELL, (form.quote(number),))
            for number, (key, value) in enumerate(stated)
        )
        rows = [("tenants", row) for row in self.tenants] + [
            ("mentors", row) for row in self.mentors
        ]
        lists = document("名单.docx", [row["name"] for _, row in rows])
        rosters = tuple(
            RosterRow(name, {key: RosterCell(v, lists.quote(n)) for key, v in row.items()})
            for n, (name, row) in enumerate(rows)
        )
        return (
            DocumentFindings(form, candidates, (), ("application_form",)),
            DocumentFindings(lists, (), rosters, ("tenant_proof",)),
            DocumentFindings(document("方案.docx", self.plan), (), (), ("operating_plan",)),
        )

    @property
    def record(self) -> Record:
        return assemble(self.findings, trust=TRUST)

    @property
    def traces(self) -> Traces:
        return traces_of(self.findings, self.record)


def compared(**applied: Applied) -> dict[str, tuple[Finding, ...]]:
    """What is found of each when all of them are compared; the names are those of the folders."""
    traces = {name: one.traces for name, one in applied.items()}
    met = among({name: (name, traces[name]) for name in applied})
    return {
        name: shared(name, traces[name], met[name], one.record) for name, one in applied.items()
    }


def said(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    """Codes, with the name and the other submission each carries."""
    return [
        (f.code, str(f.details.get("name", "")), str(f.details.get("other", ""))) for f in findings
    ]
