"""A document's paragraphs and long cells in, candidates out: figures and phrases in sentences.

Cells are read as sentences where they are too long to be a value. Never reads rosters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extractors.catalogue import load_catalogue
from extractors.find.documents.outline import Section
from extractors.find.forms.labels import fields_of_label
from extractors.find.sentences.pairing import Statement, approximate_of, statements
from extractors.find.sentences.phrases import find_phrases, find_since
from extractors.find.sentences.scope import Scope
from extractors.language.fold import Folded, fold
from extractors.model import Candidate, Document, Method
from extractors.tables import READ_LAYERS

# A cell this long is a sentence, not the value of a label.
LONG_CELL = 28
_PLAN_LABELS = ("计划", "目标", "打算", "安排")


def find_prose(
    document: Document,
    sections: tuple[Section, ...],
    taken: frozenset[int],
    is_contract: bool,
) -> tuple[Candidate, ...]:
    """Candidates from the sentences of a document, in reading order."""
    found: list[Candidate] = []
    label = ""
    for index, block in enumerate(document.blocks):
        if block.layer not in READ_LAYERS:
            continue
        folded = fold(block.text)
        section = sections[index]
        if block.in_table:
            if index in taken:
                continue
            if any(word in label for word in _PLAN_LABELS):
                section = Section((*section.headings, label), Scope(plan=label))
            if len(folded.text) < LONG_CELL:
                if not fields_of_label(folded.text):
                    found += _figures(document, index, folded, section, short=True)
                found += find_since(document, index, folded, section)
                label = folded.text
                continue
        found += _figures(document, index, folded, section)
        found += find_phrases(document, index, folded, section, is_contract)
    return tuple(found)


def _figures(
    document: Document, block: int, folded: Folded, section: Section, short: bool = False
) -> Iterator[Candidate]:
    about = _spoken_of(section.headings[-1]) if section.headings else None
    for statement in statements(folded.text, about=about, scope=section.scope):
        # In a short cell only label and number that touch are one statement.
        if not short or statement.direct:
            yield _candidate(document, block, folded, statement)


@lru_cache(maxsize=64)
def _spoken_of(heading: str) -> str | None:
    """The field that a heading names: 合计26家 under 在驻创业团队和企业."""
    fields = fields_of_label(heading)
    return fields[0] if len(fields) == 1 else None


def _candidate(document: Document, block: int, folded: Folded, statement: Statement) -> Candidate:
    spec = load_catalogue().fields[statement.key]
    start, end = folded.span(statement.start, statement.end)
    return Candidate(
        field=statement.key,
        value=statement.value,
        method=Method.PROSE,
        evidence=(document.quote(block, start, end),),
        approximate=approximate_of(statement.quantity),
        window=spec.window,
        year=None if statement.scope.ever else statement.scope.year,
        declared=statement.scope.declared,
        rejected=statement.rejected,
        clouded=statement.clouded,
        label=statement.label,
    )
