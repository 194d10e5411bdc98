"""The door for finders that are not ours: what such a finder is given, and what it may say.

A finder is a trained component, a language model, a dictionary of the office's: it reads a
`Document` and says in which words of it a field of the catalogue stands. It is not believed:
`claims.located` looks each quote up in the text and reads the value from it as we read our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from extractors.catalogue import FieldSpec
from extractors.errors import MakerspaceError
from extractors.model import Document

__all__ = ["Claim", "Finder", "FinderError"]


class FinderError(MakerspaceError):
    """A finder cannot answer about a document; the message never quotes the document."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a finder: this field stands in these words of the document.

    `quote` is copied from one block; blanks, line breaks and width of signs need not be exact.
    `value` is how the finder understands it, in the field's unit; a claim whose value is not
    what the quote says is dropped, one without a value is read from the quote alone. `page`
    (from 1) and `block` (an index into `Document.blocks`) say where, if the same words stand in
    several places.
    """

    field: str
    quote: str
    value: str | None = None
    page: int | None = None
    block: int | None = None


class Finder(Protocol):
    """What an office adds. Asked for one document at a time, never from two threads at once."""

    @property
    def name(self) -> str:
        """A short name, which officials read beside what it found."""
        ...

    @property
    def revision(self) -> str:
        """Whatever decides about its answers: its code, model, instructions.

        Another revision means that every document is read and asked about again.
        """
        ...

    def find(self, document: Document, fields: Mapping[str, FieldSpec]) -> Iterable[Claim]:
        """Its claims about one document, in any order.

        Args:
            document: Text and places; never the file itself.
            fields: The catalogue.

        Raises:
            FinderError: it cannot say; what it has yielded until then is kept.
        """
        ...
