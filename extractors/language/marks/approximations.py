"""Component: what makes a figure rough, before it (近, 不少于), in it or behind it (余, 以上).

Runs behind the figures: 近 is an approximation only where it touches one. A word of scope inside
an approximation (最多 in 最多50个) is none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.language.marks.quantities import figures
from extractors.language.marks.spans import APPROXIMATE, put, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "approximations"
_BEHIND = re.compile(r"[余多来+]|(?:及|或|含)?(?:以上|以内|以下|左右|上下)")


class Approximations:
    """Marks APPROXIMATE in the group "approximations"."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        put(doc, GROUP, _found(doc))
        return doc


def _found(doc: Doc) -> Iterator[tuple[str, int, int]]:
    text = text_of(doc)
    for quantity in figures(doc):
        if quantity.approximate is None:
            continue
        if quantity.start < quantity.number_start:
            yield APPROXIMATE, quantity.start, quantity.number_start
        for match in _BEHIND.finditer(text, quantity.number_start, quantity.end):
            yield APPROXIMATE, *match.span()
