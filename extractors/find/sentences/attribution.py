"""A figure and the marks around it in, the field it belongs to out, with the word that says so.

A figure belongs to the label that touches it: the name of a field just before it (创业工位96个),
just after it (2家企业获得投融资), or a word that goes on with the thing already spoken of
(工位96个，占用面积560㎡). The name may be left out where it was just said (原计划举办活动40场，
实际举办36场). Between two the nearer wins; a name of something that is no field
(注册用户) keeps the figure from all fields. Never asks whether the number is true or planned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.find.sentences.naming import (
    NOUNS_AFTER,
    continuations,
    fields_of,
    fits,
    follow_patterns,
    followed,
    spec_of,
)
from extractors.find.sentences.scope import Scope
from extractors.language.marks import Mark, spans
from extractors.language.quantity import Quantity, Unit

# Longest stretch between a label and its number that is still one statement, in characters;
# longer ones in the labelled samples were all another thing's number.
REACH_BEFORE = 14
REACH_AFTER = 6
# Words between label and number that say nothing of their own.
FILLER = re.compile(
    r"总?数量?|人数|总量|规模|面积|合计|共计|总计|共有|共|约为|为|有|达到?|已达?|计|分别|近|超过?|约"
    r"|[:：()]|现有|目前|数|的|仅|设|等|各类|新增|总共|全年|当年|活动|只|累计|是|在|均|了|其|量|大约|也|仍|个"
)
_GROUPS = ("小组", "专班", "评审团")  # 由五人小组投票: a name, nobody counted
ANSWERED = ""  # the label of a cell, which stands outside the text that answers it
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Attributed:
    """The field of a figure, the mark that names it, and how many telling characters between."""

    key: str
    mark: Mark
    gap: int


@dataclass(slots=True)
class Walk:
    """Where the walk through one sentence stands; `text` is the block's, `end` the sentence's.

    Args:
        scope: What has been said of plan, window and subject.
        topic: The field spoken of.
        bare: What a number without unit is multiplied with, where it answers a label.
        labels: Names of this clause, fields' and others', the nearest last.
        clause_start: Where the clause began.
        last_end: End of the last figure of this clause.
        brackets: Scope, topic and labels as they were where each open bracket began.
        heads: Fields already given a number in the sentence.
        named: The last name of the sentence, field's or not.
        marks: All marks of the sentence.
        behind: Those of them that may stand behind a figure, by where they begin.
        taken: The name behind the last figure, where it is that figure's.
        whole: What 其中 opened the parts of; spoken of again once they end.
        spoken: The topic, where a word or figure of this sentence has set it.
        years: Fields of the sentence, each with the scope of its first figure.
        others: Fields whose name means another thing in the sentence, and which (Chinese).
        year: Year and whether a part of it, to return to after a year only compared with.
    """

    text: str
    end: int
    scope: Scope
    topic: str | None = None
    bare: Decimal | None = None
    labels: list[Mark] = field(default_factory=list)
    clause_start: int = 0
    last_end: int = 0
    brackets: list[tuple[Scope, str | None, list[Mark]]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    named: Mark | None = None
    marks: Sequence[Mark] = ()
    behind: Mapping[int, Sequence[Mark]] = field(default_factory=dict)
    taken: Mark | None = None
    whole: str | None = None
    spoken: str | None = None
    years: dict[str, Scope] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    year: tuple[int | None, bool] | None = None


def attribute(walk: Walk, quantity: Quantity) -> Attributed | None:
    """The field of a figure, if any: touching label, follower, continuation, farther label."""
    if quantity.unit is Unit.ORDINAL or walk.text.startswith(_GROUPS, quantity.end):
        return None
    before = _label_before(walk, quantity)
    if before is not None and before.gap <= 2:
        return before
    return (
        _follower(walk, quantity)
        or _follower_by_pattern(walk, quantity)
        or _continuation(walk, quantity)
        or _ellipsis(walk, quantity)
        or before
    )


def _label_before(walk: Walk, quantity: Quantity) -> Attributed | None:
    """The nearest name before the number in its clause, if it names a fitting field."""
    for mark in reversed(walk.labels):
        if mark.end > quantity.number_start:
            continue
        gap = walk.text[mark.end : quantity.start]
        if mark.end < walk.last_end and not _only_brackets(gap):
            return None
        if walk.taken is not None and walk.taken.start <= mark.start < walk.taken.end:
            return None  # 96个工位、18位导师: the name belongs to the figure before it
        gap = _BRACKETS.sub("", gap)
        if mark.kind == spans.DISTRACTOR:
            if quantity.unit is Unit.SHARE:  # 第二年按市场租金的三成: a share of the rent
                continue
            return None
        telling = FILLER.sub("", gap)
        if len(gap) > REACH_BEFORE or len(telling) > REACH_BEFORE // 2:
            return None
        if key := _named_by(walk, mark, quantity):
            return Attributed(key, mark, len(telling))
        if not telling and (key := _sum_of(mark, quantity)):
            return Attributed(key, mark, 0)
    return None


def _named_by(walk: Walk, mark: Mark, quantity: Quantity) -> str | None:
    """The field that a word before the number names, going on with the topic or by itself."""
    if mark.word == ANSWERED and walk.topic is not None:
        fitting = fits(spec_of(walk.topic), quantity, walk.bare is not None)
        return walk.topic if fitting else None
    under = _under(walk.topic, mark.word, quantity)
    named = ((under,) if under else ()) + fields_of(mark.word)
    return next((key for key in named if fits(spec_of(key), quantity)), None)


def _sum_of(mark: Mark, quantity: Quantity) -> str | None:
    """种子基金200万元: the label names the fund, the figure is of its sum."""
    return next(
        (
            key
            for named in fields_of(mark.word)
            for key, words in continuations(named)
            if "" in words and fits(spec_of(key), quantity)
        ),
        None,
    )


def _only_brackets(gap: str) -> bool:
    """Whether a number between label and number stands in brackets: 工位(含小间34个)96个."""
    closed = gap.count("(") == gap.count(")")
    return gap.startswith("(") and closed and gap.rstrip("共有为约").endswith(")")


def _follower(walk: Walk, quantity: Quantity) -> Attributed | None:
    """The name after the number: 11名「创业导师」, 2家「企业获得投融资」."""
    best: Attributed | None = None
    for start in range(quantity.end, min(walk.end, quantity.end + REACH_AFTER + 1)):
        if NOUNS_AFTER.fullmatch(walk.text, quantity.end, start) is None:
            continue
        for mark in walk.behind.get(start, ()):
            if mark.kind == spans.DISTRACTOR:
                if best is None or mark.end > best.mark.end:
                    return best
                continue
            for key in followed(mark.word):
                longer = best is None or len(mark.word) > len(best.mark.word)
                if longer and fits(spec_of(key), quantity):
                    best = Attributed(key, mark, start - quantity.end)
    return best


def _follower_by_pattern(walk: Walk, quantity: Quantity) -> Attributed | None:
    """The same for what no list can hold: 2家企业「拿到外部投资」."""
    for key, pattern in follow_patterns(quantity.unit, quantity.counter):
        match = pattern.match(walk.text, quantity.end, walk.end)
        if match is not None and fits(spec_of(key), quantity):
            start, end = match.span("said")
            return Attributed(key, Mark(spans.FOLLOWS, start, end, match["said"]), 0)
    return None


def _continuation(walk: Walk, quantity: Quantity) -> Attributed | None:
    """A word that goes on with the thing spoken of: 种子基金，「规模」200万元."""
    if walk.topic is None or any(
        mark.kind == spans.DISTRACTOR and mark.start >= walk.last_end for mark in walk.labels
    ):
        return None
    stretch = walk.text[max(walk.clause_start, walk.last_end) : quantity.start]
    for key, words in continuations(walk.topic):
        if not fits(spec_of(key), quantity):
            continue
        for word in words:
            if word == "" and _only_filler(walk, quantity):
                return Attributed(key, Mark(spans.UNDER, quantity.start, quantity.start, word), 0)
            at = stretch.rfind(word) if word else -1
            if at >= 0 and not FILLER.sub("", stretch[at + len(word) :]):
                start = quantity.start - len(stretch) + at
                return Attributed(key, Mark(spans.UNDER, start, start + len(word), word), 0)
    return None


# What stands between a figure and the mark before it where the name is left out.
_SAID_AGAIN = re.compile(
    rf"(?:{FILLER.pattern}|实际|举办|开展|组织|完成|实现|办|又|再|则|续签|续租|投入使用|投用|启用|建成|使用|开放"
    r"|增加[至到]|增长[至到]|扩[大充展][至到]|提[升高][至到]|发展到|[增升减降][至到]|变为|数)*"
)
_CONTRASTS = frozenset(
    {spans.DATE, spans.PLAN, spans.EVER, spans.THIS_YEAR, spans.DECLARED, spans.PART_OF_YEAR}
    | {spans.NOW, spans.UNTIL, spans.ACTUAL, spans.OWN, spans.SPACE, spans.CHANGING}
    | {spans.FOREIGN, spans.BODY, spans.PLACE, spans.OTHER, spans.CHANGED, spans.PART}
)
_ENDS = tuple("，。；、,;:)(!?")


def _ellipsis(walk: Walk, quantity: Quantity) -> Attributed | None:
    """The thing just spoken of, where the clause says only when, whose or how much of it.

    The clause ends with the figure: 8人来自高校 says something new. In a part of what was
    counted anything may stand before it (其中独立办公间内34个).
    """
    if walk.spoken is None or not fits(spec_of(walk.spoken), quantity):
        return None
    first = max(walk.clause_start, walk.last_end)
    if any(mark.start >= first for mark in walk.labels):
        return None
    if quantity.end < walk.end and not walk.text.startswith(_ENDS, quantity.end):
        return None
    mark = Mark(spans.UNDER, quantity.start, quantity.start, "")
    if walk.scope.part and walk.spoken in walk.heads | {topic for _, topic, _ in walk.brackets}:
        return Attributed(walk.spoken, mark, 0)
    if walk.brackets:
        return None  # (2022年为2家): said beside the figure, to compare
    between = [m for m in walk.marks if first <= m.start and m.end <= quantity.start]
    contrasts = [m for m in between if m.kind in _CONTRASTS]
    rest = list(walk.text[first : quantity.start])
    for one in contrasts:
        rest[one.start - first : one.end - first] = " " * (one.end - one.start)
    if not _SAID_AGAIN.fullmatch("".join(rest).replace(" ", "")):
        return None
    said = walk.spoken in walk.heads
    return None if said and not contrasts else Attributed(walk.spoken, mark, 0)


def _only_filler(walk: Walk, quantity: Quantity) -> bool:
    """Whether nothing stands between the thing spoken of and its number: 种子基金(☑有)200万元."""
    ends = [m.end for m in walk.labels if walk.topic in fields_of(m.word)]
    start = max(walk.clause_start, walk.last_end, *ends)
    return FILLER.sub("", walk.text[start : quantity.start]).strip("☑√■R有，、,") == ""


def _under(topic: str | None, word: str, quantity: Quantity) -> str | None:
    if topic is None:
        return None
    return next(
        (
            key
            for key, words in continuations(topic)
            if word in words and fits(spec_of(key), quantity)
        ),
        None,
    )
