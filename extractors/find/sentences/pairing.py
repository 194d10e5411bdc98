"""Folded text in, statements out: which figure says which field, and what speaks against it.

A sentence is walked once from left to right over its marks (`language.marks`). Words move the
scope (`scope`), names and figures are brought together (`attribution`), and what speaks against
a figure stays with it as the reason why it is not the field's (`objections`). So of

    创业工位96个（其中独立办公间内34个），占用面积560㎡

    mark        what happens
    创业工位     a label: the topic is workstation_count
    96个        touches the label: workstation_count = 96
    （          scope and topic are kept for the closing bracket
    其中        the scope is a part of what was counted
    34个        goes on with the topic, in a part of it: refused, “其中”的一部分，不是总数
    ）          scope and topic as before the bracket
    占用面积     goes on with workstations
    560㎡       touches it: workstation_area_m2 = 560

Never chooses between statements.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from extractors.find.sentences import scope as scopes
from extractors.find.sentences.attribution import ANSWERED, Attributed, Walk, attribute
from extractors.find.sentences.bounds import sentences
from extractors.find.sentences.clouds import bound, clouded, unnamed
from extractors.find.sentences.naming import (
    continuations,
    countable,
    fields_of,
    fits,
    in_unit,
    may_name,
    spec_of,
)
from extractors.find.sentences.objections import another_thing, objection
from extractors.find.sentences.overruled import latest, whole_named
from extractors.find.sentences.respectively import respectively
from extractors.find.sentences.scope import Scope
from extractors.language.dates import DateSpan
from extractors.language.marks import Mark, marks, spans
from extractors.language.quantity import Quantity, Unit, quantities
from extractors.model import Approximate

_STOPS = "。！？!?"
# Names of kinds that bring no scope of their own; they are read where a figure asks for them.
_SILENT = frozenset({spans.FOLLOWS, spans.APPROXIMATE, spans.NOT, spans.WHETHER})


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantity said of one field; offsets are of the folded text.

    `start`/`end` are the quote to show: the quantity, with its label where they touch.
    `direct` says that label and number touch; the reader may trust it more. `clouded` is a word
    of its sentence that speaks of something else.
    """

    key: str
    value: Decimal
    quantity: Quantity
    start: int
    end: int
    label: str
    scope: Scope
    rejected: str | None
    direct: bool
    clouded: str = ""


def statements(
    text: str,
    topic: str | None = None,
    about: str | None = None,
    scope: Scope | None = None,
    bare: Decimal | None = None,
) -> tuple[Statement, ...]:
    """Everything the text says in numbers.

    Args:
        text: Folded text of one block.
        topic: The field that the text answers, where it is the value beside a label.
        about: The field that a heading above has spoken of; its words may go on here.
        scope: What a heading or a column has already said.
        bare: What a number without unit is multiplied with where it answers `topic` (10000
            beside 万元); None where such a number says nothing.
    """
    if topic is None and about is None and not may_name(text):
        return ()
    if not any(quantity.unit is Unit.BARE or countable(quantity) for quantity in quantities(text)):
        return ()  # years, floors and prices alone say nothing of any field
    steps = walked(text, scope or Scope(), topic, about, bare)
    found = [step.said for step in steps if step.said is not None]
    return tuple(latest(whole_named(found, text)))


class Step(NamedTuple):
    """What a mark has changed: the scope from `start` on, and what a figure before it says."""

    start: int
    scope: Scope
    said: Statement | None = None


def standing(text: str, base: Scope) -> tuple[Step, ...]:
    """The steps of the walk by rising place, without those that a later one has overtaken.

    Whoever has a place asks the last step up to it for the scope (`scope_at`).
    """
    kept: list[Step] = []
    for step in walked(text, base):
        while kept and kept[-1].start >= step.start:
            kept.pop()
        kept.append(step)
    return tuple(kept)


def scope_at(steps: Sequence[Step], place: int) -> Scope:
    """The scope in which a place of the text stands.

    Args:
        steps: Of `standing`.
    """
    return steps[bisect_right(steps, place, key=_start) - 1].scope


_start = attrgetter("start")


def walked(
    text: str,
    base: Scope,
    topic: str | None = None,
    about: str | None = None,
    bare: Decimal | None = None,
) -> Iterator[Step]:
    """The walk over the sentences of a text, in which a word holds from its end on.

    Args:
        base: What headings have said; the others as in `statements`.

    Returns:
        A step for each sentence's beginning and for each mark that moves the walk; where words
        overlap, the last that has ended counts.
    """
    carried = base
    yield Step(0, base)
    for start, end, sentence in _sentences(text):
        yield Step(start, carried)
        walk = Walk(text, end, carried, topic=about, clause_start=start, last_end=start)
        if topic and start == 0:
            walk.topic, walk.bare = topic, bare
            walk.labels.append(Mark(spans.LABEL, 0, 0, ANSWERED))
        yield from _walk(walk, sentence)
        # A year goes on into the next sentence; plans and other bodies do not.
        # 2019年拟安排18场。 is no year
        year = carried.year if walk.scope.plan else _year_after(walk)
        carried = base._replace(year=year, declared=walk.scope.declared or base.declared)
        if walk.scope.whose == spans.OTHER and _GOES_ON.match(text, end + 1):
            carried = carried._replace(foreign=walk.scope.foreign, whose=spans.OTHER)


def _year_after(walk: Walk) -> int | None:
    """The year that the next sentence goes on in, not one that was only compared with."""
    return walk.scope.year if walk.year is None else walk.year[0]


# 我们考察了深圳柴火空间。该空间拥有工位150个: the next sentence goes on with the other one.
_GOES_ON = re.compile(r"该|其(?![中他余次])|它|他们")


def _sentences(text: str) -> Iterator[tuple[int, int, list[Mark]]]:
    """Start, end and marks of each sentence."""
    found = marks(text)
    at = 0
    for start, end in sentences(text, _STOPS):
        while at < len(found) and found[at].start < start:
            at += 1
        first = at
        while at < len(found) and found[at].start < end:
            at += 1
        yield start, end, [mark for mark in found[first:at] if mark.end <= end]


def _walk(walk: Walk, sentence: Sequence[Mark]) -> Iterator[Step]:
    walk.marks, walk.behind = sentence, _behind(sentence)
    listed = respectively(sentence, walk.text)
    for mark in _telling(sentence):
        before, said = walk.scope, None
        match mark.kind:
            case spans.OPEN:
                walk.brackets.append((walk.scope, walk.topic, list(walk.labels)))
            case spans.CLOSE:
                _end_bracket(walk, mark)
            case spans.BREAK:
                _end_clause(walk, mark)
            case spans.ITEM:  # an enumeration goes on; averages and shares end here
                walk.scope = walk.scope._replace(each="")
            case spans.LABEL | spans.DISTRACTOR:
                _take_name(walk, mark)
            case spans.DATE:
                assert isinstance(mark.value, DateSpan)
                walk.scope = scopes.at_date(walk.scope, mark.value, walk.text[: walk.end])
            case spans.QUANTITY:
                assert isinstance(mark.value, Quantity)
                said = _take_figure(walk, mark.value, listed.get(mark.start))
            case _:
                walk.scope = scopes.advance(_come_home(walk, mark), mark)
        if mark.kind == spans.CHANGING:
            walk.clause_start = mark.end
        _turn_to_whole(walk, before.part)
        yield Step(mark.end, walk.scope, said)


def _come_home(walk: Walk, mark: Mark) -> Scope:
    """借鉴某众创空间经验，现有工位80个: a clause that begins with today's is about ours again."""
    begins = mark.kind == spans.NOW and mark.start == walk.clause_start
    if begins and walk.scope.whose == spans.OTHER and not _GOES_ON.match(walk.text, mark.end):
        return walk.scope._replace(foreign="", whose="")
    return walk.scope


def _turn_to_whole(walk: Walk, part: str) -> None:
    """举办活动14场，其中培训4场；2021年12场: after the parts the whole is spoken of again."""
    if walk.scope.part and not part:
        walk.whole = walk.spoken
    elif part and not walk.scope.part and walk.whole is not None:
        walk.topic = walk.spoken = walk.whole


def _telling(sentence: Sequence[Mark]) -> Iterator[Mark]:
    """The marks that move the walk, without those inside a figure or date: 最多 of 最多50万元."""
    inside = {
        place
        for mark in sentence
        if mark.kind in (spans.APPROXIMATE, spans.DATE)
        for place in range(mark.start, mark.end)
    }
    for mark in sentence:
        if mark.kind in _SILENT:
            continue
        if mark.value is None and mark.start in inside and mark.end - 1 in inside:
            continue
        if mark.kind == spans.ACTUAL and _within_name(sentence, mark):
            continue
        yield mark


def _within_name(sentence: Sequence[Mark], mark: Mark) -> bool:
    """Whether 实际 is only a part of a name, and no turn from plan to fact: 全年实际投资项目."""
    follows_sign = any(m.end == mark.start for m in sentence if m.kind in (spans.BREAK, spans.OPEN))
    return not follows_sign and any(
        m.kind == spans.LABEL and m.start <= mark.start < mark.end < m.end for m in sentence
    )


def _behind(sentence: Sequence[Mark]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in sentence:
        if mark.kind in (spans.FOLLOWS, spans.DISTRACTOR):
            found[mark.start].append(mark)
    return found


def _end_bracket(walk: Walk, mark: Mark) -> None:
    """What a bracket says stays in it, but for the day of a plan: 中期(到2026年底):毕业30个."""
    if not walk.brackets:
        return
    plan = walk.scope.plan
    walk.scope, walk.topic, walk.labels = walk.brackets.pop()
    if plan and walk.text.startswith(":", mark.end):
        walk.scope = walk.scope._replace(plan=plan)


def _end_clause(walk: Walk, mark: Mark) -> None:
    if mark.word in "；;" and walk.year is not None:
        # 新注册3家，2022年2家；案例1个: the year to compare with ends with its clause.
        walk.scope = walk.scope._replace(year=walk.year[0], partial=walk.year[1])
        walk.year = None
    walk.scope = scopes.at_clause_end(walk.scope, mark.word)
    walk.labels.clear()
    walk.clause_start = walk.last_end = mark.end


def _take_name(walk: Walk, mark: Mark) -> None:
    """A name is kept for the figures behind it; a field's becomes the topic."""
    if mark.word == "面积" and _of_other_thing(walk.named, mark, walk.text):
        mark = mark._replace(kind=spans.DISTRACTOR)
    walk.named = mark
    walk.labels.append(mark)
    goes_on = walk.topic is not None and any(
        word.endswith(mark.word) and walk.text.endswith(word, walk.clause_start, mark.end)
        for _, words in continuations(walk.topic)
        for word in words  # 占总面积 goes on with the area before it; 总面积 is only its end
    )
    # 4家在孵企业拿到了投资，合计860万元: who was counted is not spoken of next.
    counted = walk.taken is not None and walk.last_end <= mark.start < walk.taken.end
    if mark.kind == spans.LABEL and not goes_on and not counted:
        walk.topic = walk.spoken = fields_of(mark.word)[0]


def _of_other_thing(named: Mark | None, mark: Mark, text: str) -> bool:
    """Whether 面积 is of something that is no field: 会议室3间，面积120㎡, 咖啡厅面积120㎡."""
    if named is None or named.kind != spans.DISTRACTOR:
        return False
    if named.end == mark.start:
        return True
    around = text[max(0, named.start - 2) : mark.start]
    return re.search(r"[0-9一二三四五六七八九十][间个]", around) is not None


def _take_figure(walk: Walk, quantity: Quantity, listed: Mark | None) -> Statement | None:
    whole = quantity.counter == "层" and walk.text[quantity.start - 1 : quantity.start] == "共"
    if whole and not walk.scope.own:
        walk.scope = walk.scope._replace(foreign="整栋楼")
    given = attribute(walk, quantity)
    if listed is not None:
        given = _listed(walk, quantity, listed, given)
    walk.last_end = quantity.end
    if given is None:
        return None
    walk.taken = given.mark if given.mark.start >= quantity.end else None
    walk.others[given.key] = another_thing(walk, quantity, given) or ""
    statement = _statement(walk, quantity, given)
    _remember_year(walk, statement)
    walk.topic = walk.spoken = statement.key
    if statement.rejected is None:
        walk.heads.add(statement.key)
    return statement


def _remember_year(walk: Walk, statement: Statement) -> None:
    """The year of a field's first figure, where a second one is only of another year."""
    year, first = walk.scope.year, walk.years.setdefault(statement.key, walk.scope)
    if statement.label == "" and year != first.year is not None and walk.year is None:
        walk.year = first.year, first.partial


def _listed(
    walk: Walk, quantity: Quantity, listed: Mark, given: Attributed | None
) -> Attributed | None:
    """A figure of a list after 分别, and the name or year that stands at its place."""
    if isinstance(listed.value, DateSpan):
        walk.scope = walk.scope._replace(year=listed.value.value.year)
        if given is None and walk.spoken and fits(spec_of(walk.spoken), quantity):
            mark = Mark(spans.UNDER, quantity.start, quantity.start, "")
            return Attributed(walk.spoken, mark, 0)
        return given
    keys = [key for key in fields_of(listed.word) if fits(spec_of(key), quantity)]
    if not keys or listed.kind != spans.LABEL:
        return None
    return Attributed(keys[0], listed, 0)


def _statement(walk: Walk, quantity: Quantity, given: Attributed) -> Statement:
    mark = given.mark
    value = in_unit(spec_of(given.key), quantity)
    if quantity.unit is Unit.BARE and walk.bare is not None:
        value *= walk.bare
    after = mark.start == quantity.end
    touches = after or (given.gap == 0 and abs(mark.end - quantity.start) <= 2)
    return Statement(
        key=given.key,
        value=value,
        quantity=quantity,
        start=min(mark.start, quantity.start) if touches else quantity.start,
        end=max(quantity.end, mark.end if mark.start >= quantity.end else 0),
        label=mark.word,
        scope=walk.scope,
        rejected=objection(walk, quantity, given, value),
        direct=given.gap <= 2,
        clouded=bound(walk.text, quantity)
        or (unnamed(walk.text, mark) if given.key == "total_area_m2" else "")
        or clouded(walk.marks),
    )


def approximate_of(quantity: Quantity) -> Approximate | None:
    """How the written number stands to the true one; a range (15-20家) is at least its low end."""
    if quantity.approximate is not None:
        return Approximate(quantity.approximate.value)
    return Approximate.AT_LEAST if quantity.high is not None else None
