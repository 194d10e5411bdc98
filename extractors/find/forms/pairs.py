"""A document in, its label–value pairs out: the cells of forms and the lines of text.

Only says what stands beside what; `labelled` reads the values. Tables that are rosters or
statistics are left to those finders.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.find.documents.outline import Section
from extractors.find.forms.form_rows import in_table
from extractors.find.forms.label_lines import Pair, in_lines
from extractors.model import Document
from extractors.tables import READ_LAYERS, tables_of

__all__ = ["Pair", "pairs"]


def pairs(
    document: Document,
    sections: tuple[Section, ...],
    taken: frozenset[int],
    is_proof: bool,
) -> Iterator[Pair]:
    """All pairs of a document.

    Args:
        taken: Blocks that other finders read.
        is_proof: The document is a licence or certificate, whose short labels (名称, 住所) count.
    """
    for table in tables_of(document):
        for pair in in_table(table, document, sections, is_proof, taken):
            if pair.block not in taken:
                yield pair
    for index, block in enumerate(document.blocks):
        if not block.in_table and block.layer in READ_LAYERS:
            yield from in_lines(index, block.text, sections[index], is_proof)
