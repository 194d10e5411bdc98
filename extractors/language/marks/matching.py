"""Words by kind in, the places of a text where they stand out: what most components begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Words = Mapping[str, Sequence[str]]
Found = tuple[str, int, int]  # kind, start, end


class WordMatcher:
    """spaCy's PhraseMatcher over words of several kinds; a word may be of more than one."""

    def __init__(self, nlp: Language, words: Words) -> None:
        from spacy.matcher import PhraseMatcher

        self._matcher = PhraseMatcher(nlp.vocab)
        self._kinds: dict[int, str] = {}
        for kind, entries in words.items():
            self._matcher.add(kind, [nlp.make_doc(word) for word in entries if word])
            self._kinds[nlp.vocab.strings[kind]] = kind

    def __call__(self, doc: Doc) -> list[Found]:
        """Every place of every word, also where they overlap."""
        return [(self._kinds[kind], start, end) for kind, start, end in self._matcher(doc)]
