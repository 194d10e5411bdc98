"""Component: figures with their units, each span carrying the `Quantity` read there.

The span begins at the number: what stands before it (不少于) is an approximation's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.marks.spans import QUANTITY, put_values, text_of
from extractors.language.quantity import Quantity, quantities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "quantities"


class Quantities:
    """Marks QUANTITY in the group "quantities"; `span._.value` is the figure."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        found = quantities(text_of(doc))
        put_values(doc, GROUP, QUANTITY, ((q.number_start, q.end, q) for q in found))
        return doc


def figures(doc: Doc) -> tuple[Quantity, ...]:
    """What the component has read, for those behind it; empty where it does not run."""
    return tuple(doc.user_data.get(GROUP, {}).values())
