"""Component: dates, each span carrying the `DateSpan` read there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.dates import dates
from extractors.language.marks.spans import DATE, put_values, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "dates"


class Days:
    """Marks DATE in the group "dates"; `span._.value` is the date."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        put_values(doc, GROUP, DATE, ((d.start, d.end, d) for d in dates(text_of(doc))))
        return doc
