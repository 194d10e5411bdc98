"""Component: names of fields, and names of what is counted and belongs to none.

The two are one idea, because the longer name wins: 工位 in 虚拟工位 is no label, 专利 in
专利、商标等知识产权 no distractor. A word may be a label and a follower at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractors.language.marks.matching import Found, WordMatcher, Words
from extractors.language.marks.spans import DISTRACTOR, FOLLOWS, LABEL, longest, put

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "names"


class Names:
    """Marks LABEL, FOLLOWS and DISTRACTOR in the group "names"."""

    def __init__(self, nlp: Language, name: str, words: Words) -> None:
        self.name = name
        self._matcher = WordMatcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        found = self._matcher(doc)
        roles = {
            kind: longest(one for one in found if one[0] == kind)
            for kind in (LABEL, FOLLOWS, DISTRACTOR)
        }
        names, others = roles[LABEL] + roles[FOLLOWS], roles[DISTRACTOR]
        kept = _outside(names, others) + _outside(others, names)
        put(doc, GROUP, sorted(kept, key=lambda one: (one[1], -one[2])))
        return doc


def _outside(names: list[Found], longer: Iterable[Found]) -> list[Found]:
    """The names that are no part of a longer one."""
    covering: dict[int, list[tuple[int, int]]] = {}
    for _, start, end in longer:
        for place in range(start, end):
            covering.setdefault(place, []).append((start, end))
    return [
        (kind, start, end)
        for kind, start, end in names
        if not any(
            first <= start and end <= last and last - first > end - start
            for first, last in covering.get(start, ())
        )
    ]
