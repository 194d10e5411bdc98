"""Component: figures with their units, each span carrying the `Quantity` read there.

The span begins at the number: what stands before it (不少于) is an approximation's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.marks.spans import QUANTITY, text_of
from extractors.language.quantity import quantities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "quantities"


class Quantities:
    """Marks QUANTITY in the group "quantities"; `span._.value` is the figure."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        from spacy.tokens import Span

        spans = []
        for quantity in quantities(text_of(doc)):
            span = Span(doc, quantity.number_start, quantity.end, label=QUANTITY)
            span._.value = quantity
            spans.append(span)
        if spans:
            doc.spans[GROUP] = spans
        return doc
