"""Component: what makes a figure rough, before it (近, 不少于) and behind it (余, 以上).

Runs behind the figures: 近 is an approximation only where it touches one. Words of scope inside
such an approximation (最多 in 最多50个) are no scope of their own; the chooser sees to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.language.marks.spans import APPROXIMATE, put

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "approximations"


class Approximations:
    """Marks APPROXIMATE in the group "approximations"."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        put(doc, GROUP, self._found(doc))
        return doc

    def _found(self, doc: Doc) -> Iterator[tuple[str, int, int]]:
        for span in doc.spans.get("quantities", ()):
            quantity = span._.value
            if quantity.start < quantity.number_start and quantity.approximate is not None:
                yield APPROXIMATE, quantity.start, quantity.number_start
