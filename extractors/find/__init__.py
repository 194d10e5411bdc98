"""Documents in, candidates, rosters and materials out: everything the files say of our fields.

`find_in` reads one document and is a pure function of it and of our revision. It lets the
finders for rosters and statistics take their tables first, then reads labels with values, then
sentences. Never compares documents, never chooses: that is the record's.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.find.blanks import blanks_of, form_findings_of
from extractors.find.budget import find_budgets, is_money_table
from extractors.find.cover import find_on_cover
from extractors.find.labelled import find_labelled
from extractors.find.materials import materials_of
from extractors.find.outline import sections_of
from extractors.find.prose import find_prose
from extractors.find.rosters import find_rosters
from extractors.find.sections import plan_sections_of
from extractors.find.statistics import find_statistics
from extractors.model import Candidate, Document, DocumentFindings, RosterRow
from extractors.tables import tables_of

__all__ = ["find", "find_in"]


def find(documents: Iterable[Document]) -> tuple[Candidate, ...]:
    """Every candidate of every document, in document order."""
    return tuple(candidate for document in documents for candidate in find_in(document).candidates)


def find_in(document: Document) -> DocumentFindings:
    """All that one document says."""
    materials = materials_of(document)
    rows = find_rosters(document)
    figures, years = find_statistics(document)
    taken = frozenset(_tables_of(rows) | _tables_of(years))
    planned = set(materials) == {"annual_plan"}
    outline = sections_of(document, plan_of_work=planned)
    is_proof = "legal_person_proof" in materials
    budgets = find_budgets(document, outline)
    taken |= {(t.number, t.sheet) for t in tables_of(document) if is_money_table(t)}
    labelled = find_labelled(document, outline, taken, is_proof)
    cover = find_on_cover(document, materials)
    prose = find_prose(document, outline, taken, is_contract="premises_proof" in materials)
    return DocumentFindings(
        document=document,
        candidates=(
            *labelled,
            *figures,
            *(budget.candidate for budget in budgets),
            *prose,
            *cover,
        ),
        rosters=rows + years,
        materials=materials,
        plan_sections=plan_sections_of(document),
        blanks=blanks_of(document),
        findings=(
            *form_findings_of(document),
            *(finding for budget in budgets if (finding := budget.finding) is not None),
        ),
    )


def _tables_of(rows: Iterable[RosterRow]) -> set[tuple[int | None, str | None]]:
    """Tables that the rows stand in, as (number, sheet)."""
    return {
        (cell.evidence.anchor.table, cell.evidence.anchor.sheet)
        for row in rows
        for cell in row.cells.values()
        if cell.evidence is not None and cell.evidence.anchor.table is not None
    }
