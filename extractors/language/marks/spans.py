"""What a component leaves behind: kinds of marks, the group of spans each lies in, one mark.

A component puts `Span`s into a group of the `Doc` (`doc.spans["plans"]`), each labelled with its
kind; a span of a figure or a date carries what was read as `span._.value`. Finders see them as
`Mark`s: plain tuples, which cost a tenth of a span to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.language.dates import DateSpan
from extractors.language.quantity import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

LABEL = "label"  # names a field
FOLLOWS = "follows"  # stands after a field's number
UNDER = "under"  # names a field when another is spoken of: the walk finds it, no component
DISTRACTOR = "distractors"  # names what is counted and belongs to no field
PLAN = "plan"
EVER, THIS_YEAR, DECLARED, PART_OF_YEAR = "ever", "this_year", "declared", "part_of_year"
NOW, UNTIL, ACTUAL, FORMER = "now", "until", "actual", "former"
CHANGED, CHANGING = "changed", "changing"
FOREIGN, BODY, PLACE, OTHER = "foreign", "body", "place", "other"
OWN, SPACE = "own", "space"
LIMIT, QUOTED = "limit", "quoted"
COMPARE, EACH = "compare", "each"
PART, ASIDE = "part", "aside"
NOT, WHETHER = "not", "whether"
APPROXIMATE = "approximate"
QUANTITY, DATE = "quantity", "date"
STOP, BREAK, ITEM, OPEN, CLOSE = "stop", "break", "item", "open", "close"

# Group of spans → the kinds of marks in it. A group is the component's of its name.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "clauses": (STOP, BREAK, ITEM, OPEN, CLOSE),
    "quantities": (QUANTITY,),
    "dates": (DATE,),
    "approximations": (APPROXIMATE,),
    "names": (LABEL, FOLLOWS, DISTRACTOR),
    "changes": (CHANGED, CHANGING),
    "plans": (PLAN,),
    "windows": (EVER, THIS_YEAR, DECLARED, PART_OF_YEAR, NOW, UNTIL, ACTUAL, FORMER),
    "subjects": (FOREIGN, BODY, PLACE, OTHER, OWN, SPACE),
    "limits": (LIMIT, QUOTED),
    "comparisons": (COMPARE, EACH),
    "parts": (PART, ASIDE),
    "negations": (NOT, WHETHER),
}


class Mark(NamedTuple):
    """A span at half-open offsets of the folded text; `value` is what a figure or date says."""

    kind: str
    start: int
    end: int
    word: str
    value: Quantity | DateSpan | None = None


def text_of(doc: Doc) -> str:
    """The text of a document; spaCy puts it together from its tokens whenever it is asked."""
    text: str | None = doc.user_data.get("text")
    return doc.text if text is None else text


@cache
def _span() -> type[Span]:
    from spacy.tokens import Span

    return Span


def put(doc: Doc, group: str, found: Iterable[tuple[str, int, int]]) -> None:
    """Make a group of spans of kinds with their offsets; one character is one token.

    Where nothing was found there is no group: most sentences lack most of them.
    """
    span = _span()
    if spans := [span(doc, start, end, label=kind) for kind, start, end in found]:
        doc.spans[group] = spans
    else:
        doc.spans.pop(group, None)


def put_values(
    doc: Doc, group: str, kind: str, found: Iterable[tuple[int, int, Quantity | DateSpan]]
) -> None:
    """The same for what was read as a value, which `span._.value` gives again."""
    values = {(start, end): value for start, end, value in found}
    if values:
        doc.user_data[group] = values
        put(doc, group, ((kind, *place) for place in values))


def value_of(span: Span) -> Quantity | DateSpan | None:
    """What was read where a span of a figure or date stands."""
    group = {QUANTITY: "quantities", DATE: "dates"}.get(span.label_, "")
    value: Quantity | DateSpan | None
    value = span.doc.user_data.get(group, {}).get((span.start, span.end))
    return value


def longest(found: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Of those that overlap only the longest, then the first; in the order of the text."""
    kept: list[tuple[str, int, int]] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (one[1] - one[2], one[1])):
        places = range(one[1], one[2])
        if taken.isdisjoint(places):
            kept.append(one)
            taken.update(places)
    return sorted(kept, key=lambda one: (one[1], -one[2]))
