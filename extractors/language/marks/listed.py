"""The component that most others are: words of its kinds in, where they stand out as spans.

A component of its own adds what its patterns find, and leaves out a word where it means
something else. Of those that overlap the longest stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from extractors.language.marks.matching import Found, WordMatcher, Words
from extractors.language.marks.spans import longest, put

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Listed:
    """Marks the words it is configured with, in the group of its subclass."""

    group: ClassVar[str]

    def __init__(self, nlp: Language, name: str, words: Words) -> None:
        self.name = name
        self._matcher = WordMatcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        found = longest([*self._matcher(doc), *self.patterned(doc)])
        kept = (self.whole(doc, one) for one in found if not self.means_else(doc, one))
        put(doc, self.group, (*kept, *self.around(doc)))
        return doc

    def patterned(self, doc: Doc) -> Iterable[Found]:
        """What no list of words can hold."""
        return ()

    def around(self, doc: Doc) -> Iterable[Found]:
        """What holds others, and so does not compete with them for its place."""
        return ()

    def whole(self, doc: Doc, found: Found) -> Found:
        """A word with what belongs to it where it stands."""
        return found

    def means_else(self, doc: Doc, found: Found) -> bool:
        """Whether a word means nothing of the kind where it stands."""
        return False
