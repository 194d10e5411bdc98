"""What follows from a decision is computed without doing anything twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.model import DocumentFindings
from pipeline.model import Decision, Record
from pipeline.store import open_store
from tests.pipeline.desk.offices import Office


def test_a_save_assembles_what_was_read_once_with_and_once_without_decisions(
    database: str,
) -> None:
    with open_store(database) as store:
        office = Office.at(store, database)
        office.receive()
        asked: list[int] = []
        assemble = office.computation.assemble

        def counted(findings: Sequence[DocumentFindings], decisions: Sequence[Decision]) -> Record:
            asked.append(len(decisions))
            return assemble(findings, decisions)

        office.computation = replace(office.computation, assemble=counted)
        office.value("total_area_m2", "480")

        assert asked == [0, 1]
        assert office.case().record.fields["total_area_m2"].value == Decimal(480)
