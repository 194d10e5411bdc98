"""Folded text in, statements out: which quantity says which field, and what speaks against it.

A sentence is walked once from left to right. Words set the scope (`scope`), each quantity is
given to a field (`attribution`), and what the scope says against it stays with it as the reason
why it is not the field's value. Never chooses between statements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.find import scope as scopes
from extractors.find.attribution import ANSWERED, Walk, attribute
from extractors.find.naming import continuations, fields_of, in_unit, spec_of
from extractors.find.scope import Scope
from extractors.find.sentences import sentences
from extractors.language import segment
from extractors.language.dates import DateSpan, dates
from extractors.language.fold import fold
from extractors.language.quantity import Quantity, Unit, quantities
from extractors.language.segment import Mark
from extractors.model import Approximate

# 占比应不低于75% restates what the policy asks; 响应 and 供应 end in the same character.
_OUGHT = re.compile(r"(?<![响供适反相对效])(?:应当?|必?须|不得|需要?)$")
_ALTOGETHER = frozenset({"累计", "共累计", "累计共", "累计约"})
_SENTENCE_END = "。！？!?"
_CLAUSE_END = "，；：,;:"


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantity said of one field; offsets are of the folded text.

    `start`/`end` are the quote to show: the quantity, with its label where they touch.
    `direct` says that label and number touch; the reader may trust it more.
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
    base = scope or Scope()
    found: list[Statement] = []
    carried = base
    for start, end in sentences(text, _SENTENCE_END):
        walk = Walk(carried, topic=about, clause_start=start, last_end=start)
        if topic and start == 0:
            walk.topic, walk.bare = topic, bare
            walk.labels.append(Mark(segment.LABEL, 0, 0, ANSWERED))
        found += _walk_sentence(text, start, end, walk)
        # A year goes on into the next sentence; plans and other bodies do not.
        year = carried.year if walk.scope.plan else walk.scope.year  # 2019年拟安排18场。 is no year
        carried = replace(base, year=year, declared=walk.scope.declared or base.declared)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    what: Mark | Quantity | DateSpan | str


def _walk_sentence(text: str, start: int, end: int, walk: Walk) -> list[Statement]:
    found: list[Statement] = []
    sentence = text[start:end]
    named = segment.marks(sentence)
    after = follow_marks(named)
    for event in _events(sentence, start, named):
        match event.what:
            case str(character):
                _punctuate(walk, character, event.start)
            case DateSpan():
                walk.scope = scopes.at_date(walk.scope, event.what, text[:end])
            case Mark():
                _take_mark(walk, event.what, text)
            case Quantity():
                given = attribute(text, end, walk, event.what, after, start)
                walk.last_end = event.what.end
                if given is not None:
                    statement = _statement(text, walk, event.what, *given)
                    walk.topic = statement.key
                    found.append(statement)
                    if statement.rejected is None:
                        walk.heads.add(statement.key)
    return found


def _events(sentence: str, offset: int, found: tuple[Mark, ...]) -> list[_Event]:
    events = [_Event(offset + i, c) for i, c in enumerate(sentence) if c in _CLAUSE_END + "()、"]
    counted = quantities(sentence)
    events += [_Event(q.number_start + offset, _moved(q, offset)) for q in counted]
    events += [
        _Event(d.start + offset, replace(d, start=d.start + offset, end=d.end + offset))
        for d in dates(sentence)
    ]
    events += [
        _Event(m.start + offset, replace(m, start=m.start + offset, end=m.end + offset))
        for m in found
        if m.kind != segment.FOLLOWS
        and not inside_longer(m, found)
        and not any(q.start <= m.start and m.end <= q.number_start for q in counted)  # 不少于50万
    ]
    return sorted(events, key=lambda event: (event.start, isinstance(event.what, Quantity)))


def inside_longer(mark: Mark, found: tuple[Mark, ...]) -> bool:
    """Whether a name is only a part of a longer one: 工位 in 虚拟工位, 专利 in 专利、商标等."""
    if mark.kind == segment.DISTRACTOR:
        covering: tuple[str, ...] = (segment.LABEL, segment.FOLLOWS)
    elif mark.kind in (segment.LABEL, segment.FOLLOWS):
        covering = (segment.DISTRACTOR,)
    else:
        return False
    return any(
        other.kind in covering
        and other.start <= mark.start
        and mark.end <= other.end
        and other.end - other.start > mark.end - mark.start
        for other in found
    )


def follow_marks(found: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks that may stand after a number, and those that keep it from every field."""
    return tuple(
        mark
        for mark in found
        if mark.kind in (segment.FOLLOWS, segment.DISTRACTOR) and not inside_longer(mark, found)
    )


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        number_start=quantity.number_start + by,
        number_end=quantity.number_end + by,
    )


def _punctuate(walk: Walk, character: str, at: int) -> None:
    if character == "(":
        walk.stack.append((walk.scope, walk.topic, list(walk.labels)))
    elif character == ")":
        if walk.stack:
            walk.scope, walk.topic, walk.labels = walk.stack.pop()
    elif character in _CLAUSE_END:
        walk.scope = scopes.at_clause_end(walk.scope, character)
        walk.labels.clear()
        walk.clause_start = at + 1
        walk.last_end = at + 1
    else:  # 、: an enumeration goes on; averages and shares end here
        walk.scope = replace(walk.scope, each="")


def _take_mark(walk: Walk, mark: Mark, text: str) -> None:
    if mark.kind in (segment.LABEL, segment.DISTRACTOR):
        if mark.word == "面积" and _of_counted_thing(walk.named, mark, text):
            mark = replace(mark, kind=segment.DISTRACTOR)
        walk.named = mark
        walk.labels.append(mark)
        goes_on = walk.topic is not None and any(
            word.endswith(mark.word) and text.endswith(word, walk.clause_start, mark.end)
            for _, words in continuations(walk.topic)
            for word in words  # 占总面积 goes on with the area before it; 总面积 is only its end
        )
        if mark.kind == segment.LABEL and not goes_on:
            walk.topic = fields_of(mark.word)[0]
    elif mark.kind != segment.UNDER:
        walk.scope = scopes.advance(walk.scope, mark, text)


def _of_counted_thing(named: Mark | None, mark: Mark, text: str) -> bool:
    """Whether 面积 goes on with something counted that is no field: 会议室3间，面积120㎡."""
    if named is None or named.kind != segment.DISTRACTOR:
        return False
    around = text[max(0, named.start - 2) : mark.start]
    return re.search(r"[0-9一二三四五六七八九十][间个]", around) is not None


def _statement(
    text: str, walk: Walk, quantity: Quantity, key: str, mark: Mark, gap: int
) -> Statement:
    spec = spec_of(key)
    clause = text[walk.clause_start : quantity.start]
    scope = replace(walk.scope, foreign="") if spec.of_anyone else walk.scope
    if mark.kind == segment.UNDER and text[walk.clause_start : quantity.start] in _ALTOGETHER:
        scope = replace(scope, ever="")  # 2019年3家拿到融资，累计1280万元: of that year
    if ought := _OUGHT.search(text, walk.clause_start, quantity.start):
        scope = replace(scope, limit=ought.group())
    rejected = scope.objection(spec)
    if rejected is None:
        near = next((word for word in spec.not_near if fold(word).text in clause), None)
        if near is not None and near not in mark.word:
            rejected = f"“{near}”的数，不是{spec.label}"
    around = {topic for _, topic, _ in walk.stack}  # 工位(含小间34个)96个: the total comes after
    names_space = "空间" in mark.word  # 公司总面积…，其中众创空间面积800: the part is what counts
    of_head = walk.scope.part and key in walk.heads | around and not names_space
    if rejected is None and of_head:
        rejected = f"“{walk.scope.part}”的一部分，不是总数"
    value = in_unit(spec, quantity)
    if quantity.unit is Unit.BARE and walk.bare is not None:
        value *= walk.bare
    if rejected is None and spec.between and not spec.between[0] <= value <= spec.between[1]:
        rejected = f"超出{spec.label}的合理范围"
    after = mark.start == quantity.end
    touches = after or (gap == 0 and abs(mark.end - quantity.start) <= 2)
    start = min(mark.start, quantity.start) if touches else quantity.start
    return Statement(
        key=key,
        value=value,
        quantity=quantity,
        start=start,
        end=max(quantity.end, mark.end if mark.start >= quantity.end else 0),
        label=mark.word,
        scope=walk.scope,
        rejected=rejected,
        direct=gap <= 2,
    )


def approximate_of(quantity: Quantity) -> Approximate | None:
    """How the written number stands to the true one; a range (15-20家) is at least its low end."""
    if quantity.approximate is not None:
        return Approximate(quantity.approximate.value)
    return Approximate.AT_LEAST if quantity.high is not None else None
