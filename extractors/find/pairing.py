"""Folded text in, statements out: which quantity says which field, and what speaks against it.

A quantity belongs to the label that touches it: the name of a field just before it (创业工位96个),
just after it (2家企业获得投融资), or a word that continues the thing already spoken of
(工位96个，占用面积560㎡). Between two the nearer wins; a name of something that is no field
(注册用户) keeps the quantity from all fields. Never chooses between statements.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find import scope as scopes
from extractors.find.scope import Scope
from extractors.language import segment
from extractors.language.dates import DateSpan, dates
from extractors.language.fold import fold
from extractors.language.quantity import Quantity, Unit, quantities
from extractors.language.segment import Mark
from extractors.model import Approximate
from extractors.values import ValueKind

# Longest stretch between a label and its number that is still one statement, in characters;
# longer ones in the labelled samples were all another thing's number.
REACH_BEFORE = 14
REACH_AFTER = 6
# Words between label and number that say nothing of their own.
_FILLER = re.compile(
    r"总?数量?|人数|总量|规模|面积|合计|共计|总计|共有|共|约为|为|有|达到?|已达?|计|分别|近|超过?|约"
    r"|[:：()]|现有|目前|数|的|仅|设|等|各类|新增|总共|全年|当年|活动|只|累计|是|在|均|了|其|量|大约|也|仍|个"
)
_NOUNS_AFTER = re.compile(
    r"(?:入驻|在驻|创业|小微|初创|科技|项目|的|企业|团队|公司|以上|余|多|左右|专职|兼职)*"
)
# 占比应不低于75% restates what the policy asks; 响应 and 供应 end in the same character.
_OUGHT = re.compile(r"(?<![响供适反相对效])(?:应当?|必?须|不得|需要?)$")
ANSWERED = ""  # the label of a cell, which stands outside the text that answers it
_BRACKETS = re.compile(r"\([^()]*\)")
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


@dataclass(slots=True)
class _Walk:
    """Where the walk through one sentence stands."""

    scope: Scope
    topic: str | None = None
    bare: Decimal | None = None
    labels: list[Mark] = field(default_factory=list)  # labels and distractors of this clause
    clause_start: int = 0
    last_end: int = 0  # end of the last quantity of this clause
    stack: list[tuple[Scope, str | None, list[Mark]]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)  # fields already given a number in the sentence
    named: Mark | None = None  # the last name of the sentence, field's or not


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
    for start, end in _sentences(text):
        walk = _Walk(carried, topic=about, clause_start=start, last_end=start)
        if topic and start == 0:
            walk.topic, walk.bare = topic, bare
            walk.labels.append(Mark(segment.LABEL, 0, 0, ANSWERED))
        found += _walk_sentence(text, start, end, walk)
        # A year goes on into the next sentence; plans and other bodies do not.
        carried = replace(base, year=walk.scope.year, declared=walk.scope.declared or base.declared)
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index, character in enumerate(text):
        if character in _SENTENCE_END:
            yield start, index
            start = index + 1
    if start < len(text):
        yield start, len(text)


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    what: Mark | Quantity | DateSpan | str


def _walk_sentence(text: str, start: int, end: int, walk: _Walk) -> list[Statement]:
    found: list[Statement] = []
    sentence = text[start:end]
    named = segment.marks(sentence)
    after = _follow_marks(named)
    for event in _events(sentence, start, named):
        match event.what:
            case str(character):
                _punctuate(walk, character, event.start)
            case DateSpan():
                walk.scope = scopes.at_date(walk.scope, event.what, text[:end])
            case Mark():
                _take_mark(walk, event.what, text)
            case Quantity():
                statement = _attribute(text, end, walk, event.what, after, start)
                walk.last_end = event.what.end
                if statement is not None:
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
        and not _inside_longer(m, found)
        and not any(q.start <= m.start and m.end <= q.number_start for q in counted)  # 不少于50万
    ]
    return sorted(events, key=lambda event: (event.start, isinstance(event.what, Quantity)))


def _inside_longer(mark: Mark, found: tuple[Mark, ...]) -> bool:
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


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        number_start=quantity.number_start + by,
        number_end=quantity.number_end + by,
    )


def _punctuate(walk: _Walk, character: str, at: int) -> None:
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


def _take_mark(walk: _Walk, mark: Mark, text: str) -> None:
    if mark.kind in (segment.LABEL, segment.DISTRACTOR):
        if mark.word == "面积" and _of_counted_thing(walk.named, mark, text):
            mark = replace(mark, kind=segment.DISTRACTOR)
        walk.named = mark
        walk.labels.append(mark)
        goes_on = walk.topic is not None and any(
            word.endswith(mark.word) and text.endswith(word, walk.clause_start, mark.end)
            for _, words in _continuations(walk.topic)
            for word in words  # 占总面积 goes on with the area before it; 总面积 is only its end
        )
        if mark.kind == segment.LABEL and not goes_on:
            walk.topic = _fields_of(mark.word)[0]
    elif mark.kind != segment.UNDER:
        walk.scope = scopes.advance(walk.scope, mark, text)


def _of_counted_thing(named: Mark | None, mark: Mark, text: str) -> bool:
    """Whether 面积 goes on with something counted that is no field: 会议室3间，面积120㎡."""
    if named is None or named.kind != segment.DISTRACTOR:
        return False
    around = text[max(0, named.start - 2) : mark.start]
    return re.search(r"[0-9一二三四五六七八九十][间个]", around) is not None


def _attribute(
    text: str,
    end: int,
    walk: _Walk,
    quantity: Quantity,
    after: tuple[Mark, ...],
    offset: int,
) -> Statement | None:
    """The field the quantity belongs to, if any: touching label, follower, continuation, label."""
    whole = quantity.counter == "层" and text[quantity.start - 1 : quantity.start] == "共"
    if whole and not walk.scope.own:
        walk.scope = replace(walk.scope, foreign="整栋楼")
    if quantity.unit is Unit.ORDINAL:
        return None
    before = _label_before(text, walk, quantity)
    follower = _follower(text, end, quantity, after, offset)
    if before is not None and before[2] <= 2:
        key, mark, gap = before
    elif follower is not None:
        key, mark, gap = follower
    elif (continuing := _continuation(text, walk, quantity)) is not None:
        key, mark, gap = continuing
    elif before is not None:
        key, mark, gap = before
    else:
        return None
    return _statement(text, walk, quantity, key, mark, gap)


def _label_before(text: str, walk: _Walk, quantity: Quantity) -> tuple[str, Mark, int] | None:
    """The nearest name before the number in its clause, if it names a fitting field."""
    for mark in reversed(walk.labels):
        if mark.end > quantity.number_start:
            continue
        gap = text[mark.end : quantity.start]
        if mark.end < walk.last_end and not _only_brackets(gap):
            return None
        gap = _BRACKETS.sub("", gap)
        if mark.kind == segment.DISTRACTOR:
            if quantity.unit is Unit.SHARE:  # 第二年按市场租金的三成: a share of the rent
                continue
            return None
        bare = _FILLER.sub("", gap)
        if len(gap) > REACH_BEFORE or len(bare) > REACH_BEFORE // 2:
            return None
        if mark.word == ANSWERED and walk.topic is not None:
            named: tuple[str, ...] = (walk.topic,)
        else:
            under = _under(walk.topic, mark.word, quantity)
            named = ((under,) if under else ()) + _fields_of(mark.word)
        allowed = walk.bare is not None and mark.word == ANSWERED
        fitting = [key for key in named if fits(_spec(key), quantity, allowed)]
        if fitting:
            return fitting[0], mark, len(bare)
        for key in _fields_of(mark.word):  # 种子基金200万元: the label names the fund, not its sum
            sums = [
                k for k, words in _continuations(key) if "" in words and fits(_spec(k), quantity)
            ]
            if sums and not bare:
                return sums[0], mark, 0
        if gap:
            continue
    return None


def _only_brackets(gap: str) -> bool:
    """Whether a number between label and number stands in brackets: 工位(含小间34个)96个."""
    closed = gap.count("(") == gap.count(")")
    return gap.startswith("(") and closed and gap.rstrip("共有为约").endswith(")")


def _follower(
    text: str, end: int, quantity: Quantity, after: tuple[Mark, ...], offset: int
) -> tuple[str, Mark, int] | None:
    """The name after the number: 11名「创业导师」, 2家「企业获得投融资」."""
    best: tuple[str, Mark, int] | None = None
    for mark in after:
        place = mark.start + offset
        if not quantity.end <= place <= min(end, quantity.end + REACH_AFTER):
            continue
        gap = text[quantity.end : place]
        if _NOUNS_AFTER.fullmatch(gap) is None:
            continue
        if mark.kind == segment.DISTRACTOR:
            if best is None or place + len(mark.word) > best[1].end:
                return best
            continue
        for key in _followed(mark.word):
            if fits(_spec(key), quantity) and (best is None or len(mark.word) > len(best[1].word)):
                moved = replace(mark, start=place, end=place + len(mark.word))
                best = key, moved, len(gap)
    return best or _follower_by_pattern(text, end, quantity)


def _follower_by_pattern(text: str, end: int, quantity: Quantity) -> tuple[str, Mark, int] | None:
    """The same for what no list can hold: 2家企业「拿到外部投资」."""
    after = text[quantity.end : end]
    for key, pattern in _follow_patterns():
        if fits(_spec(key), quantity) and (match := pattern.match(after)):
            start = quantity.end + match.start("said")
            return key, Mark(segment.FOLLOWS, start, start + len(match["said"]), match["said"]), 0
    return None


@cache
def _follow_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (spec.key, re.compile(_NOUNS_AFTER.pattern + f"(?P<said>{_with_gaps(word)})"))
        for spec in load_catalogue().fields.values()
        for word in spec.follows
        if "…" in word
    )


def _with_gaps(template: str) -> str:
    gap = "[^，。；、()0-9]{0,4}?"
    return gap.join(re.escape(fold(part).text) for part in template.split("…"))


def _continuation(text: str, walk: _Walk, quantity: Quantity) -> tuple[str, Mark, int] | None:
    """A word that goes on with the thing spoken of: 种子基金，「规模」200万元."""
    if walk.topic is None or any(
        mark.kind == segment.DISTRACTOR and mark.start >= walk.last_end for mark in walk.labels
    ):
        return None
    stretch = text[max(walk.clause_start, walk.last_end) : quantity.start]
    for key, words in _continuations(walk.topic):
        if not fits(_spec(key), quantity):
            continue
        for word in words:
            if word == "" and _only_filler(text, walk, quantity):
                return key, Mark(segment.UNDER, quantity.start, quantity.start, word), 0
            at = stretch.rfind(word) if word else -1
            if at >= 0 and not _FILLER.sub("", stretch[at + len(word) :]):
                start = quantity.start - len(stretch) + at
                return key, Mark(segment.UNDER, start, start + len(word), word), 0
    return None


def _only_filler(text: str, walk: _Walk, quantity: Quantity) -> bool:
    """Whether nothing stands between the thing spoken of and its number: 种子基金(☑有)200万元."""
    ends = [m.end for m in walk.labels if walk.topic in _fields_of(m.word)]
    start = max(walk.clause_start, walk.last_end, *ends)
    return _FILLER.sub("", text[start : quantity.start]).strip("☑√■R有，、,") == ""


def _statement(
    text: str, walk: _Walk, quantity: Quantity, key: str, mark: Mark, gap: int
) -> Statement:
    spec = _spec(key)
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


_UNITS: dict[str, tuple[Unit, ...]] = {
    "㎡": (Unit.AREA,),
    "元": (Unit.MONEY,),
    "1": (Unit.SHARE,),
    "年": (Unit.YEARS, Unit.MONTHS),
}


def fits(spec: FieldSpec, quantity: Quantity, bare: bool = False) -> bool:
    """Whether a quantity's unit may be this field's; `bare` allows a number without unit."""
    if spec.kind is not ValueKind.NUMBER or spec.unit is None:
        return False
    if quantity.unit is Unit.BARE:
        return bare or (quantity.value == 0 and quantity.number_start > 0)
    if spec.unit in _UNITS:
        return quantity.unit in _UNITS[spec.unit]
    return quantity.unit is Unit.COUNT and quantity.counter in spec.counters


def in_unit(spec: FieldSpec, quantity: Quantity) -> Decimal:
    """The quantity's value in the field's unit: 36个月 of a term in years are 3."""
    if spec.unit == "年" and quantity.unit is Unit.MONTHS:
        return quantity.value / 12
    return quantity.value


def approximate_of(quantity: Quantity) -> Approximate | None:
    """How the written number stands to the true one; a range (15-20家) is at least its low end."""
    if quantity.approximate is not None:
        return Approximate(quantity.approximate.value)
    return Approximate.AT_LEAST if quantity.high is not None else None


def _spec(key: str) -> FieldSpec:
    return load_catalogue().fields[key]


def _fields_of(word: str) -> tuple[str, ...]:
    """Fields that a word names in a sentence."""
    return _named_by()[0].get(word, ())


def _followed(word: str) -> tuple[str, ...]:
    """Fields whose number a word follows."""
    return _named_by()[1].get(word, ())


Names = dict[str, tuple[str, ...]]


@cache
def _named_by() -> tuple[Names, Names]:
    """Folded word → fields that it names, and fields whose number it follows."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for spec in load_catalogue().fields.values():
        for words, names in ((spec.labels + spec.prose_labels, before), (spec.follows, after)):
            for word in dict.fromkeys(fold(word).text for word in words):
                names[word].append(spec.key)
    return (
        {word: tuple(keys) for word, keys in before.items()},
        {word: tuple(keys) for word, keys in after.items()},
    )


@cache
def _continuations(topic: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fields that go on with a topic, their words longest first."""
    return tuple(
        (spec.key, tuple(sorted((fold(w).text for w in words), key=len, reverse=True)))
        for spec in load_catalogue().fields.values()
        if (words := spec.under.get(topic))
    )


def _under(topic: str | None, word: str, quantity: Quantity) -> str | None:
    if topic is None:
        return None
    return next(
        (
            key
            for key, words in _continuations(topic)
            if word in words and fits(_spec(key), quantity)
        ),
        None,
    )


def _follow_marks(found: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks that may stand after a number, and those that keep it from every field."""
    return tuple(
        mark
        for mark in found
        if mark.kind in (segment.FOLLOWS, segment.DISTRACTOR) and not _inside_longer(mark, found)
    )
