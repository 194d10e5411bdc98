"""Folded text of a block in, the scope from each place of it on out, whatever stands there.

The same words and dates as in the walk of `pairing`, for those who have a place already and
ask only what has been said before it. Never looks at figures or at names of fields.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.find.sentences import scope as scopes
from extractors.find.sentences.bounds import sentences
from extractors.find.sentences.scope import Scope
from extractors.language.dates import DateSpan
from extractors.language.marks import Mark, marks, spans
from extractors.language.quantity import Quantity

_STOPS = "。！？!?"


@dataclass(frozen=True, slots=True)
class Standing:
    """The scope that holds from an offset of the text on."""

    start: int
    scope: Scope


def standings(text: str, base: Scope) -> Iterator[Standing]:
    """Every change of scope, in the order in which the words stand; the first at 0.

    A word holds from its end on. Where words overlap, the last that has ended counts.

    Args:
        text: Folded text of one block.
        base: What its headings have said.
    """
    yield Standing(0, base)
    found = _telling(marks(text))
    begins = [mark.start for mark in found]
    carried = base
    for start, end in sentences(text, _STOPS):
        yield Standing(start, carried)
        scope, around = carried, list[Scope]()
        first = bisect_left(begins, start)
        for mark in found[first : bisect_left(begins, end)]:
            if mark.kind == spans.OPEN:
                around.append(scope)
            elif mark.kind == spans.CLOSE:
                scope = around.pop() if around else scope
            else:
                scope = _after(scope, mark, text[:end])
            yield Standing(mark.end, scope)
        # A year goes on into the next sentence; plans and other bodies do not.
        year = carried.year if scope.plan else scope.year
        carried = replace(base, year=year, declared=scope.declared or base.declared)


def _telling(found: Sequence[Mark]) -> list[Mark]:
    """The marks that may move the scope, without those inside a figure: 最多 of 最多50万元."""
    inside = {
        place
        for mark in found
        if isinstance(mark.value, Quantity)
        for place in range(mark.value.start, mark.value.number_end)
    }
    return [
        mark
        for mark in found
        if not isinstance(mark.value, Quantity)
        and (mark.value is not None or mark.start not in inside or mark.end - 1 not in inside)
    ]


def _after(scope: Scope, mark: Mark, text: str) -> Scope:
    if isinstance(mark.value, DateSpan):
        return scopes.at_date(scope, mark.value, text)
    if mark.kind == spans.BREAK:
        return scopes.at_clause_end(scope, mark.word)
    if mark.kind == spans.ITEM:  # an enumeration goes on; averages and shares end here
        return replace(scope, each="")
    return scopes.advance(scope, mark)
