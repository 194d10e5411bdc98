"""A finder's answer for the document at hand, kept while other finders ask for it again.

Finders are pure: for the same document they give the same answer. Statistics, blanks and kinds
of material all ask where the rosters stand; only the first pays. Holds one document a finder,
as long as the catalogue is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from extractors.catalogue import Catalogue, load_catalogue
from extractors.model import Document

__all__ = ["once_a_document"]

_Answer = TypeVar("_Answer")


def once_a_document(finder: Callable[[Document], _Answer]) -> Callable[[Document], _Answer]:
    """Keep the last answer, found again by the very same document object.

    Documents are frozen, so the object stands for its content; equality would have to compare
    every block.
    """
    last: list[tuple[Document, Catalogue, _Answer]] = []

    @wraps(finder)
    def remembered(document: Document) -> _Answer:
        kept = last[:1]
        catalogue = load_catalogue()
        if kept and kept[0][0] is document and kept[0][1] is catalogue:
            return kept[0][2]
        answer = finder(document)
        last[:] = [(document, catalogue, answer)]
        return answer

    return remembered
