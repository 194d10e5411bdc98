"""Component: dates, each span carrying the `DateSpan` read there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.language.dates import dates
from extractors.language.marks.spans import DATE, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "dates"


class Days:
    """Marks DATE in the group "dates"; `span._.value` is the date."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        from spacy.tokens import Span

        spans = []
        for date in dates(text_of(doc)):
            span = Span(doc, date.start, date.end, label=DATE)
            span._.value = date
            spans.append(span)
        if spans:
            doc.spans[GROUP] = spans
        return doc
