"""Documents in, candidates, rosters and materials out: everything the files say of our fields.

`find_in` reads one document and is a pure function of it and of our revision. It lets the
finders for rosters and statistics take their tables first, then reads labels with values, then
sentences. Never compares documents, never chooses: that is the record's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.find.documents.materials import materials_of
from extractors.find.documents.outline import sections_of
from extractors.find.documents.sections import plan_sections_of
from extractors.find.figures.budget import find_budgets
from extractors.find.figures.statistics import find_statistics
from extractors.find.forms.blanks import blanks_of, form_findings_of
from extractors.find.forms.cover import find_on_cover
from extractors.find.forms.labelled import find_labelled
from extractors.find.rosters.rosters import find_rosters
from extractors.find.sentences.prose import find_prose
from extractors.find.taken import taken_by
from extractors.limits import LIMITS
from extractors.model import Candidate, Document, DocumentFindings

__all__ = ["find", "find_in"]


def find(documents: Iterable[Document]) -> tuple[Candidate, ...]:
    """Every candidate of every document, in document order."""
    return tuple(candidate for document in documents for candidate in find_in(document).candidates)


def find_in(document: Document) -> DocumentFindings:
    """All that one document says.

    Of a block longer than a reader ever gives only the beginning is read: finding takes time
    with a text's length, and whoever hands one in may not keep us busy.
    """
    return replace(_find_in(_bounded(document)), document=document)


def _bounded(document: Document) -> Document:
    longest = LIMITS.block_characters
    if all(len(block.text) <= longest for block in document.blocks):
        return document
    blocks = (block._replace(text=block.text[:longest]) for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _find_in(document: Document) -> DocumentFindings:
    materials = materials_of(document)
    rows = find_rosters(document)
    figures, years = find_statistics(document)
    outline = sections_of(document, plan_of_work=set(materials) == {"annual_plan"})
    budgets = find_budgets(document, outline)
    taken = taken_by((*rows, *years), document)
    labelled = find_labelled(document, outline, taken, "legal_person_proof" in materials)
    prose = find_prose(document, outline, taken, is_contract="premises_proof" in materials)
    return DocumentFindings(
        document=document,
        candidates=(
            *labelled,
            *figures,
            *(budget.candidate for budget in budgets),
            *prose,
            *find_on_cover(document, materials),
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
